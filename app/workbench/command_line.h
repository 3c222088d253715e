#pragma once

#include <QString>

#include <optional>

namespace nodesentry::app {

/// What the command line of nodesentry-workbench asks for.
struct WorkbenchArguments {
    QString project; ///< folder to open; empty: none
    bool readOnly = false; ///< projects are opened for reading only
    std::optional<int> exitCode; ///< set when everything has been answered (--help, --version, a mistake)
};

/// Reads the arguments and answers --help and --version on standard output, without a display.
[[nodiscard]] WorkbenchArguments readCommandLine(int argc, char** argv);

} // namespace nodesentry::app
