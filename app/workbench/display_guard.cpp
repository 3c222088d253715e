#include "app/workbench/display_guard.h"

#include <QString>
#include <QtGlobal>

#include <cstdio>
#include <cstdlib>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

QtMessageHandler previousHandler = nullptr;

/// Which display was asked for, and what to do about it. Not translated: languages need an application.
QString whyNoDisplay()
{
    const auto variable = [](const char* name) { return qEnvironmentVariable(name); };
    if (const auto platform = variable("QT_QPA_PLATFORM"); !platform.isEmpty())
        return u"Qt cannot show windows by '%1' (QT_QPA_PLATFORM); take that out of the environment"_s.arg(
            platform);
    const auto instead
        = u"log in on a desktop or with 'ssh -X', or use 'nodesentry', the command line, which needs no display"_s;
    if (const auto display = variable("DISPLAY"); !display.isEmpty())
        return u"the display '%1' (DISPLAY) cannot be reached; %2"_s.arg(display, instead);
    if (const auto display = variable("WAYLAND_DISPLAY"); !display.isEmpty())
        return u"the display '%1' (WAYLAND_DISPLAY) cannot be reached; install qt6-wayland if it is missing, else %2"_s
            .arg(display, instead);
    return u"there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set); "_s + instead;
}

void handleMessage(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (type == QtFatalMsg) {
        std::fprintf(stderr, "nodesentry-workbench: %s\n", qPrintable(whyNoDisplay()));
        std::_Exit(EXIT_FAILURE); // half of Qt has been set up: nothing of it may be taken down
    }
    // What leads to it is said before: the library that is missing, the display that was refused.
    if (QByteArrayView(context.category).startsWith("qt.qpa"))
        return;
    previousHandler(type, context, text);
}

} // namespace

DisplayGuard::DisplayGuard()
{
    previousHandler = qInstallMessageHandler(handleMessage);
}

DisplayGuard::~DisplayGuard()
{
    qInstallMessageHandler(previousHandler);
}

} // namespace nodesentry::app
