#include "app/workbench/frame/appearance.h"

#include "app/workbench/frame/app_settings.h"
#include "widgets/base/theme/theme.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QInputDialog>
#include <QMainWindow>
#include <QStatusBar>
#include <QTimeZone>

#include <map>

namespace nodesentry::app {

using namespace nodesentry::ui;

namespace {

struct AppearanceTexts {
    Q_DECLARE_TR_FUNCTIONS(Appearance)
};

void connectThemes(const ActionSet& actions, Theme* theme, AppSettings& settings, const QObject& window)
{
    const std::map<ThemeChoice, const char*> choices{{ThemeChoice::System, "view.theme_system"},
                                                     {ThemeChoice::Light, "view.theme_light"},
                                                     {ThemeChoice::Dark, "view.theme_dark"}};
    for (const auto& [choice, id] : choices) {
        actions.on(id, &window, [theme, &settings, choice = choice] {
            settings.setTheme(choice);
            if (theme != nullptr)
                theme->apply(choice);
        });
    }
    actions[choices.at(settings.theme())]->setChecked(true);
}

void checkZone(const ActionSet& actions, const AppSettings& settings)
{
    const auto choice = settings.timeZoneChoice();
    actions[choice == "UTC"         ? "view.zone_utc"
                : choice == "local" ? "view.zone_local"
                                    : "view.zone_other"]
        ->setChecked(true);
}

void askForZone(const ActionSet& actions, ViewOptions& view, AppSettings& settings, QMainWindow& window)
{
    QStringList names;
    for (const auto& id : QTimeZone::availableTimeZoneIds())
        names << QString::fromUtf8(id);
    auto* dialog = new QInputDialog(&window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(AppearanceTexts::tr("Time zone"));
    dialog->setLabelText(AppearanceTexts::tr("Zone of the cluster, e.g. Europe/Berlin:"));
    dialog->setComboBoxItems(names);
    dialog->setComboBoxEditable(true);
    dialog->setTextValue(QString::fromUtf8(settings.timeZone()));
    QObject::connect(
        dialog, &QInputDialog::textValueSelected, &window, [&view, &settings, &window](const QString& text) {
            const auto id = text.trimmed().toUtf8();
            if (!QTimeZone(id).isValid()) {
                window.statusBar()->showMessage(AppearanceTexts::tr("“%1” is not a time zone.").arg(text));
                return;
            }
            settings.setTimeZoneChoice(id);
            view.setZone(QTimeZone(id));
        });
    QObject::connect(dialog, &QDialog::finished, &window,
                     [&actions, &settings] { checkZone(actions, settings); });
    dialog->open();
}

void connectZones(const ActionSet& actions, ViewOptions& view, AppSettings& settings, QMainWindow& window)
{
    for (const auto& [id, zone] :
         {std::pair("view.zone_utc", QByteArray("UTC")), std::pair("view.zone_local", QByteArray("local"))}) {
        actions.on(id, &window, [&view, &settings, zone = zone] {
            settings.setTimeZoneChoice(zone);
            view.setZone(QTimeZone(settings.timeZone()));
        });
    }
    actions.on("view.zone_other", &window,
               [&actions, &view, &settings, &window] { askForZone(actions, view, settings, window); });
    view.setZone(QTimeZone(settings.timeZone()));
    checkZone(actions, settings);
}

} // namespace

void connectAppearance(const ActionSet& actions, ViewOptions& view, Theme* theme, AppSettings& settings,
                       QMainWindow& window)
{
    connectThemes(actions, theme, settings, window);
    connectZones(actions, view, settings, window);
    view.set(ViewOption::SafeColours, settings.safeColours());
    QObject::connect(&view, &ViewOptions::changed, &window, [&settings](ViewOption option, bool on) {
        if (option == ViewOption::SafeColours)
            settings.setSafeColours(on);
    });
    actions.on("view.full_screen", &window, [&window](bool on) {
        window.setWindowState(window.windowState().setFlag(Qt::WindowFullScreen, on));
    });
}

} // namespace nodesentry::app
