#pragma once

#include <QObject>

#include <optional>

class QDBusVariant;
class QVariant;

namespace nodesentry::ui {

/// Whether the desktop wants dark or light windows, as its portal tells every program (the setting
/// "color-scheme" of org.freedesktop.appearance), now and whenever it changes. Qt has this from 6.5 on;
/// before, only the palette tells, which most desktops leave light. Without a session bus or a portal nothing
/// is known.
class SystemScheme final : public QObject {
    Q_OBJECT

public:
    enum class Scheme { Light, Dark };

    /// Asks in the background; changed() follows where there is an answer.
    explicit SystemScheme(QObject* parent = nullptr);

    [[nodiscard]] std::optional<Scheme> scheme() const { return m_scheme; }
    /// What a value of the setting means: 1 dark, 2 light, anything else no wish. Portals of older version
    /// pack it in a variant more.
    [[nodiscard]] static std::optional<Scheme> schemeOf(const QVariant& value);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString& space, const QString& key, const QDBusVariant& value);

private:
    void take(const QVariant& value);

    std::optional<Scheme> m_scheme;
};

} // namespace nodesentry::ui
