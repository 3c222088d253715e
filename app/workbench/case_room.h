#pragma once

#include "core/base/result.h"

#include <QObject>

namespace nodesentry::ui {
class ExplanationDocument;
class ProjectController;
class TimelineView;
} // namespace nodesentry::ui

namespace nodesentry::app {

struct Actions;
class NodePresenter;

/// What looking at errors needs of the window: what was expected of the metrics beside their curves. Has a
/// node explained as long as somebody looks at it.
class CaseRoom final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        const Actions& actions;
        ui::ProjectController& controller;
        ui::TimelineView& timeline;
        NodePresenter& presenter;
    };

    /// All parts outlive the room.
    CaseRoom(const Parts& parts, QObject* parent);

Q_SIGNALS:
    void message(const QString& text); ///< for the status line
    void failed(const QString& what, const nodesentry::Error& error);

private:
    void wantNode();
    void show();
    void tell();

    Parts m_parts;
    ui::ExplanationDocument& m_document;
    QString m_told; ///< of the present results; nothing is said again for each node
};

} // namespace nodesentry::app
