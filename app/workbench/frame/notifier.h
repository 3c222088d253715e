#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>

namespace nodesentry::app {

/// How rooms tell people something, without knowing where it is shown.
class Notifier final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// One sentence that goes by itself.
    void say(const QString& text) { Q_EMIT said(text); }
    /// Something did not work; a cancelled one is no news.
    /// @param what  names the action: "Reading samples"
    void fail(const QString& what, const Error& error)
    {
        if (error.code != ErrorCode::Cancelled)
            Q_EMIT failed(what, error);
    }
    /// What the entered room has at the pointer, for as long as it is there.
    void showPlace(const QString& text) { Q_EMIT placeChanged(text); }

Q_SIGNALS:
    void said(const QString& text);
    void failed(const QString& what, const nodesentry::Error& error);
    void placeChanged(const QString& text);
};

} // namespace nodesentry::app
