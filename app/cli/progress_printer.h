#pragma once

#include "core/base/run_context.h"

#include <chrono>
#include <mutex>
#include <string>

namespace nodesentry::cli {

/// Prints progress to standard error: on a terminal one line that is redrawn, with the time left; elsewhere
/// a plain line when a stage begins and at each further tenth of the whole.
class ProgressPrinter {
public:
    explicit ProgressPrinter(bool enabled);
    ~ProgressPrinter(); ///< clears the line

    [[nodiscard]] RunContext::ProgressFunction function();

private:
    void show(const Progress& progress);
    void drawBar(const Progress& progress);
    void printLine(const Progress& progress);

    bool m_enabled;
    bool m_terminal;
    std::mutex m_mutex;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point m_lastDrawn;
    std::string m_stage;
    int m_tenths = 0;
    bool m_lineOpen = false;
};

} // namespace nodesentry::cli
