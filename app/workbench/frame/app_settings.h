#pragma once

#include "app/workbench/commands/action_spec.h"
#include "widgets/lanes/lane_view.h"
#include "widgets/base/theme/theme.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QSettings>
#include <QStringList>

namespace nodesentry::app {

/// What the window remembers: choices in $XDG_CONFIG_HOME, layout and recent projects in $XDG_STATE_HOME.
class AppSettings {
public:
    AppSettings();
    /// For tests: both files in @p folder.
    explicit AppSettings(const QString& folder);

    [[nodiscard]] ui::ThemeChoice theme() const;
    void setTheme(ui::ThemeChoice choice);
    [[nodiscard]] ui::LaneScale laneScale() const;
    void setLaneScale(ui::LaneScale scale);
    /// "UTC", "local", or an IANA name.
    [[nodiscard]] QByteArray timeZoneChoice() const;
    void setTimeZoneChoice(const QByteArray& choice);
    [[nodiscard]] QByteArray timeZone() const; ///< IANA name of what was chosen
    [[nodiscard]] int laneHeight() const; ///< 0: as the font suggests
    void setLaneHeight(int pixels);
    [[nodiscard]] int scoreHeight() const; ///< of the score lane; 0: as the font suggests
    void setScoreHeight(int pixels);
    [[nodiscard]] KeyScheme keyScheme() const;
    void setKeyScheme(KeyScheme scheme);
    [[nodiscard]] QHash<QString, QString> ownKeys() const; ///< of actions by id, portable; empty: none
    void setOwnKeys(const QHash<QString, QString>& keys);
    [[nodiscard]] bool safeColours() const; ///< only colours that colour-blind people tell apart
    void setSafeColours(bool safe);
    [[nodiscard]] QString language() const; ///< "zh_CN", "en"; empty: as the system
    void setLanguage(const QString& language);
    [[nodiscard]] QStringList hiddenMetrics() const;
    void setHiddenMetrics(const QStringList& names);

    [[nodiscard]] QStringList recentProjects() const; ///< latest first, at most ten
    void addRecentProject(const QString& path);
    void removeRecentProject(const QString& path);

    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);
    [[nodiscard]] QByteArray
    dockState(const QString& room) const; ///< how a room's docks lay last; empty: as at first
    void setDockState(const QString& room, const QByteArray& state);
    /// What was seen of a project when it was closed last: of each room, by its id.
    [[nodiscard]] QJsonObject projectView(const QString& path) const;
    void setProjectView(const QString& path, const QJsonObject& state);

private:
    QSettings m_config;
    QSettings m_state;
};

} // namespace nodesentry::app
