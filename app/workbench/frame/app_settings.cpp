#include "app/workbench/frame/app_settings.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTimeZone>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostRecent = 10;

QString viewKey(const QString& project)
{
    const auto hash = QCryptographicHash::hash(project.toUtf8(), QCryptographicHash::Sha1);
    return u"views/"_s + QString::fromLatin1(hash.toHex());
}

/// QStandardPaths knows the state folder only from Qt 6.7 on.
QString stateFolder()
{
    const auto given = qEnvironmentVariable("XDG_STATE_HOME");
    return QDir::isAbsolutePath(given) ? given : QDir::homePath() + u"/.local/state"_s;
}

QString configFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
}

template <class Choice>
Choice fromText(const QString& text, const std::initializer_list<std::pair<QLatin1StringView, Choice>>& names)
{
    for (const auto& [name, choice] : names) {
        if (text == name)
            return choice;
    }
    return names.begin()->second;
}

template <class Choice>
QString toText(Choice wanted, const std::initializer_list<std::pair<QLatin1StringView, Choice>>& names)
{
    for (const auto& [name, choice] : names) {
        if (choice == wanted)
            return name;
    }
    return names.begin()->first;
}

const std::initializer_list<std::pair<QLatin1StringView, ui::ThemeChoice>> kThemes{
    {"system"_L1, ui::ThemeChoice::System},
    {"light"_L1, ui::ThemeChoice::Light},
    {"dark"_L1, ui::ThemeChoice::Dark}};
const std::initializer_list<std::pair<QLatin1StringView, ui::LaneScale>> kScales{
    {"whole"_L1, ui::LaneScale::Whole},
    {"visible"_L1, ui::LaneScale::Visible},
    {"robust"_L1, ui::LaneScale::Robust},
    {"shared"_L1, ui::LaneScale::Shared}};
const std::initializer_list<std::pair<QLatin1StringView, KeyScheme>> kKeySchemes{
    {"workbench"_L1, KeyScheme::Workbench}, {"authors"_L1, KeyScheme::Authors}};

} // namespace

AppSettings::AppSettings()
    : m_config(configFolder() + u"/nodesentry/workbench.ini"_s, QSettings::IniFormat),
      m_state(stateFolder() + u"/nodesentry/workbench.ini"_s, QSettings::IniFormat)
{
}

AppSettings::AppSettings(const QString& folder)
    : m_config(folder + u"/config.ini"_s, QSettings::IniFormat),
      m_state(folder + u"/state.ini"_s, QSettings::IniFormat)
{
}

ui::ThemeChoice AppSettings::theme() const
{
    return fromText(m_config.value(u"view/theme"_s).toString(), kThemes);
}
void AppSettings::setTheme(ui::ThemeChoice choice)
{
    m_config.setValue(u"view/theme"_s, toText(choice, kThemes));
}

ui::LaneScale AppSettings::laneScale() const
{
    return fromText(m_config.value(u"view/lane_scale"_s).toString(), kScales);
}
void AppSettings::setLaneScale(ui::LaneScale scale)
{
    m_config.setValue(u"view/lane_scale"_s, toText(scale, kScales));
}

QByteArray AppSettings::timeZoneChoice() const
{
    const auto choice = m_config.value(u"view/time_zone"_s, u"UTC"_s).toString().toUtf8();
    return choice == "local" || QTimeZone(choice).isValid() ? choice : QByteArray("UTC");
}
void AppSettings::setTimeZoneChoice(const QByteArray& choice)
{
    m_config.setValue(u"view/time_zone"_s, QString::fromUtf8(choice));
}
QByteArray AppSettings::timeZone() const
{
    const auto choice = timeZoneChoice();
    return choice == "local" ? QTimeZone::systemTimeZoneId() : choice;
}

int AppSettings::laneHeight() const
{
    return m_config.value(u"view/lane_height"_s, 0).toInt();
}
void AppSettings::setLaneHeight(int pixels)
{
    m_config.setValue(u"view/lane_height"_s, pixels);
}

int AppSettings::scoreHeight() const
{
    return m_config.value(u"view/score_height"_s, 0).toInt();
}
void AppSettings::setScoreHeight(int pixels)
{
    m_config.setValue(u"view/score_height"_s, pixels);
}

KeyScheme AppSettings::keyScheme() const
{
    return fromText(m_config.value(u"keys/scheme"_s).toString(), kKeySchemes);
}
void AppSettings::setKeyScheme(KeyScheme scheme)
{
    m_config.setValue(u"keys/scheme"_s, toText(scheme, kKeySchemes));
}

QHash<QString, QString> AppSettings::ownKeys() const
{
    QHash<QString, QString> keys;
    const auto map = m_config.value(u"keys/own"_s).toMap();
    for (auto entry = map.begin(); entry != map.end(); ++entry)
        keys.insert(entry.key(), entry.value().toString());
    return keys;
}
void AppSettings::setOwnKeys(const QHash<QString, QString>& keys)
{
    QVariantMap map;
    for (auto entry = keys.begin(); entry != keys.end(); ++entry)
        map.insert(entry.key(), entry.value());
    m_config.setValue(u"keys/own"_s, map);
}

bool AppSettings::safeColours() const
{
    return m_config.value(u"view/safe_colours"_s, false).toBool();
}
void AppSettings::setSafeColours(bool safe)
{
    m_config.setValue(u"view/safe_colours"_s, safe);
}

QString AppSettings::language() const
{
    return m_config.value(u"view/language"_s).toString();
}
void AppSettings::setLanguage(const QString& language)
{
    m_config.setValue(u"view/language"_s, language);
}

QStringList AppSettings::hiddenMetrics() const
{
    return m_config.value(u"view/hidden_metrics"_s).toStringList();
}
void AppSettings::setHiddenMetrics(const QStringList& names)
{
    m_config.setValue(u"view/hidden_metrics"_s, names);
}

QStringList AppSettings::recentProjects() const
{
    return m_state.value(u"recent/projects"_s).toStringList();
}

void AppSettings::addRecentProject(const QString& path)
{
    auto paths = recentProjects();
    paths.removeAll(path);
    paths.prepend(path);
    m_state.setValue(u"recent/projects"_s, paths.mid(0, kMostRecent));
}

void AppSettings::removeRecentProject(const QString& path)
{
    auto paths = recentProjects();
    paths.removeAll(path);
    m_state.setValue(u"recent/projects"_s, paths);
}

QByteArray AppSettings::windowGeometry() const
{
    return m_state.value(u"window/geometry"_s).toByteArray();
}
void AppSettings::setWindowGeometry(const QByteArray& geometry)
{
    m_state.setValue(u"window/geometry"_s, geometry);
}

QByteArray AppSettings::dockState(const QString& room) const
{
    return m_state.value(u"docks/"_s + room).toByteArray();
}
void AppSettings::setDockState(const QString& room, const QByteArray& state)
{
    m_state.setValue(u"docks/"_s + room, state);
}

QJsonObject AppSettings::projectView(const QString& path) const
{
    return QJsonDocument::fromJson(m_state.value(viewKey(path)).toByteArray()).object();
}
void AppSettings::setProjectView(const QString& path, const QJsonObject& state)
{
    m_state.setValue(viewKey(path), QJsonDocument(state).toJson(QJsonDocument::Compact));
}

} // namespace nodesentry::app
