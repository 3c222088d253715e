#include "app/workbench/command_line.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

#include <cstdio>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUsageError = 2;

WorkbenchArguments answered(int exitCode)
{
    return {{}, false, exitCode};
}

} // namespace

WorkbenchArguments readCommandLine(int argc, char** argv)
{
    // A core application needs no display; the parser needs one for the program's name and version.
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"nodesentry-workbench"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(NODESENTRY_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("CommandLine",
                                    "Shows a NodeSentry project: metrics, jobs, anomaly scores, "
                                    "detected cases, labels and evaluation."));
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    const QCommandLineOption readOnly(
        u"read-only"_s,
        QCoreApplication::translate("CommandLine",
                                    "Open projects for reading only: nothing in them is changed."));
    parser.addOption(readOnly);
    parser.addPositionalArgument(
        u"PROJECT"_s, QCoreApplication::translate("CommandLine", "Project folder (NAME.nsproj) to open."),
        u"[PROJECT]"_s);
    if (!parser.parse(QCoreApplication::arguments())) {
        std::fprintf(stderr, "nodesentry-workbench: %s\n", qPrintable(parser.errorText()));
        return answered(kUsageError);
    }
    if (parser.isSet(version)) {
        std::printf("nodesentry-workbench %s\n", NODESENTRY_VERSION);
        return answered(0);
    }
    if (parser.isSet(help)) {
        std::fputs(qPrintable(parser.helpText()), stdout);
        return answered(0);
    }
    const auto projects = parser.positionalArguments();
    if (projects.size() > 1) {
        std::fputs("nodesentry-workbench: only one project can be opened at a time\n", stderr);
        return answered(kUsageError);
    }
    return {projects.isEmpty() ? QString() : QDir().absoluteFilePath(projects.front()),
            parser.isSet(readOnly), std::nullopt};
}

} // namespace nodesentry::app
