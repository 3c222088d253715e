#include "app/engine/core_engine.h"
#include "app/workbench/command_line.h"
#include "app/workbench/display_guard.h"
#include "app/workbench/workbench.h"
#include "core/base/log.h"
#include "widgets/base/theme/theme.h"

#include <QApplication>
#include <QIcon>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <optional>

using namespace Qt::StringLiterals;

int main(int argc, char** argv)
{
    const auto arguments = nodesentry::app::readCommandLine(argc, argv);
    if (arguments.exitCode)
        return *arguments.exitCode;
    nodesentry::setUpLog("warn");

    std::optional<nodesentry::app::DisplayGuard> guard(std::in_place);
    QApplication application(argc, argv);
    guard.reset();
    QApplication::setApplicationName(u"nodesentry-workbench"_s);
    QApplication::setApplicationVersion(QStringLiteral(NODESENTRY_VERSION));
    QApplication::setApplicationDisplayName(QCoreApplication::translate("Main", "NodeSentry Workbench"));
    QGuiApplication::setDesktopFileName(u"io.github.nodesentry.Workbench"_s);
    QApplication::setWindowIcon(QIcon(u":/icons/io.github.nodesentry.Workbench.svg"_s));

    nodesentry::app::AppSettings settings;
    const auto language = settings.language();
    const QLocale locale = language.isEmpty() ? QLocale() : QLocale(language);
    QTranslator translator;
    if (translator.load(locale, u"nodesentry"_s, u"_"_s, u":/i18n"_s)
        || translator.load(u":/i18n/nodesentry_en.qm"_s)) // English needs it for its plurals
        QApplication::installTranslator(&translator);
    QTranslator toolkit; // "Close", "Cancel"; not everywhere installed
    if (toolkit.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(&toolkit);

    nodesentry::ui::Theme theme(application);
    theme.apply(settings.theme());
    nodesentry::app::CoreEngine engine;
    nodesentry::app::Workbench workbench(settings, &theme, engine);
    workbench.session().setReadOnly(arguments.readOnly);
    workbench.window().show();
    if (!arguments.project.isEmpty())
        workbench.window().openProject(arguments.project);
    return QApplication::exec();
}
