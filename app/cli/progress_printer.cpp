#include "app/cli/progress_printer.h"

#include "core/base/time.h"

#include <spdlog/fmt/fmt.h>

#include <sys/ioctl.h>
#include <unistd.h>

namespace nodesentry::cli {

namespace {

constexpr auto kRedrawInterval = std::chrono::milliseconds(100);
constexpr int kBarWidth = 24;
constexpr double kSmallestFractionForEstimate = 0.02;

int terminalWidth()
{
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

} // namespace

ProgressPrinter::ProgressPrinter(bool enabled) : m_enabled(enabled), m_terminal(::isatty(STDERR_FILENO) == 1)
{
}

ProgressPrinter::~ProgressPrinter()
{
    if (m_lineOpen)
        fmt::print(stderr, "\r\033[K");
}

RunContext::ProgressFunction ProgressPrinter::function()
{
    if (!m_enabled)
        return {};
    return [this](const Progress& progress) { show(progress); };
}

void ProgressPrinter::show(const Progress& progress)
{
    const std::lock_guard lock(m_mutex);
    if (m_terminal)
        drawBar(progress);
    else
        printLine(progress);
}

void ProgressPrinter::drawBar(const Progress& progress)
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_lastDrawn < kRedrawInterval && progress.fraction < 1.0)
        return;
    m_lastDrawn = now;
    m_lineOpen = true;
    const double elapsed = std::chrono::duration<double>(now - m_begin).count();
    const int filled = static_cast<int>(progress.fraction * kBarWidth);
    std::string line = fmt::format(
        "{:>3.0f} % [{}{}] {}", progress.fraction * 100, std::string(static_cast<std::size_t>(filled), '='),
        std::string(static_cast<std::size_t>(kBarWidth - filled), ' '), progress.stage);
    if (progress.fraction > kSmallestFractionForEstimate)
        line += fmt::format(", {} left",
                            formatDuration(elapsed * (1 - progress.fraction) / progress.fraction));
    if (!progress.detail.empty())
        line += fmt::format(" ({})", progress.detail);
    line.resize(std::min(line.size(), static_cast<std::size_t>(terminalWidth() - 1)));
    fmt::print(stderr, "\r\033[K{}", line);
    std::fflush(stderr);
}

void ProgressPrinter::printLine(const Progress& progress)
{
    const int tenths = static_cast<int>(progress.fraction * 10);
    if (progress.stage == m_stage && tenths <= m_tenths)
        return;
    m_stage = progress.stage;
    m_tenths = tenths;
    fmt::print(stderr, "{:>3.0f} % {}\n", progress.fraction * 100, progress.stage);
}

} // namespace nodesentry::cli
