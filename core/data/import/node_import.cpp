#include "core/data/import/node_import.h"

#include "core/data/import/sampling_step.h"

#include <spdlog/fmt/fmt.h>

namespace nodesentry {

namespace {

constexpr std::int64_t kRowsBetweenPolls = 256;
constexpr std::int64_t kMostEmptyPerRow = 200; // a grid this much larger than its rows is a wrong time
constexpr std::int64_t kAnyGridSize = 1000000; // grids up to this size are never questioned

tl::unexpected<Error> noCommonGrid(const std::string& message, const std::string& file, std::int64_t line,
                                   const std::string& advice)
{
    return fail(Error{ErrorCode::InconsistentData, "no common grid: " + message, file, line, line > 0 ? 1 : 0,
                      advice});
}

std::string seconds(std::int64_t ms)
{
    return fmt::format("{:g}", static_cast<double>(ms) / 1000.0);
}

std::optional<std::int64_t> stepOfNode(const NodeFiles& node)
{
    std::vector<std::int64_t> differences;
    for (const auto& file : node.files)
        appendDifferences(file.start.times, differences);
    return commonStep(std::move(differences));
}

/// Whether the node's data is finer than the grid, so that several rows make one sample.
Result<bool> isCoarse(const NodeFiles& node, const GridStep& grid)
{
    const auto own = stepOfNode(node);
    if (!own)
        return false;
    const auto& file = node.files.front().path;
    if (4 * *own > 5 * grid.stepMs)
        return noCommonGrid(fmt::format("the rows of node '{}' are {} s apart, the grid's step is {} s",
                                        node.node, seconds(*own), seconds(grid.stepMs)),
                            file, 0,
                            grid.given
                                ? "import it into a project of its own"
                                : fmt::format("give a step that suits all files: --step {}", seconds(*own)));
    const bool coarse = 4 * *own <= 3 * grid.stepMs;
    if (coarse && !grid.given)
        return noCommonGrid(fmt::format("the rows of node '{}' are {} s apart, those of most files {} s",
                                        node.node, seconds(*own), seconds(grid.stepMs)),
                            file, 0, fmt::format("average the finer files: --step {}", seconds(grid.stepMs)));
    return coarse;
}

/// Counts rows that lie off the grid, and remembers the first.
class GridCheck {
public:
    explicit GridCheck(std::int64_t stepMs) : m_step(stepMs) { }

    void add(std::int64_t offsetMs, const std::string& file, std::int64_t line)
    {
        if (4 * offsetMs <= m_step)
            return;
        if (m_off++ == 0) {
            m_file = file;
            m_line = line;
        }
    }

    [[nodiscard]] Result<void> finish(std::int64_t rows) const
    {
        if (10 * m_off <= rows)
            return {};
        return noCommonGrid(
            fmt::format("{} of {} rows lie more than a quarter of the step of {} s off it; this "
                        "is the first",
                        m_off, rows, seconds(m_step)),
            m_file, m_line,
            fmt::format("give a longer step, so that rows are averaged: --step {}", seconds(2 * m_step)));
    }

private:
    std::int64_t m_step;
    std::int64_t m_off = 0;
    std::string m_file;
    std::int64_t m_line = 0;
};

} // namespace

Result<std::int64_t> stepOfData(const std::vector<NodeFiles>& nodes)
{
    std::vector<std::int64_t> differences;
    for (const auto& node : nodes) {
        for (const auto& file : node.files)
            appendDifferences(file.start.times, differences);
    }
    const auto step = commonStep(std::move(differences));
    if (!step)
        return noCommonGrid("no file has two rows, so there is no step", nodes.front().files.front().path, 0,
                            "say how far apart samples are: --step SECONDS");
    return *step;
}

Result<NodeDraft> importNode(const NodeFiles& node, const std::vector<std::shared_ptr<const FilePlan>>& plans,
                             std::span<const MetricTarget> targets, const GridStep& grid,
                             const std::string& zone, const std::function<void(std::int64_t)>& bytesRead,
                             const RunContext& context)
{
    NODESENTRY_TRY(const bool coarse, isCoarse(node, grid));
    SeriesReducer reducer(grid.stepMs, coarse, targets);
    GridCheck check(grid.stepMs);
    NodeRow row;
    std::optional<TimeMs> last;
    TimeMs origin = 0;
    for (std::size_t i = 0; i < node.files.size(); ++i) {
        const auto& path = node.files[i].path;
        NODESENTRY_TRY(auto reader, NodeFileReader::open(path, plans[i], zone));
        reducer.beginFile(*plans[i]);
        std::int64_t reported = 0;
        for (;;) {
            NODESENTRY_TRY(const bool more, reader.next(row, last));
            if (reducer.rows() % kRowsBetweenPolls == 0 || !more) {
                if (context.stopRequested())
                    return cancelled();
                bytesRead(reader.bytesRead() - reported);
                reported = reader.bytesRead();
            }
            if (!more)
                break;
            if (!last)
                origin = row.time;
            last = row.time;
            const auto size = (row.time - origin) / grid.stepMs;
            if (size > kAnyGridSize && size / kMostEmptyPerRow > reducer.rows())
                return noCommonGrid(
                    fmt::format("from the first row, {}, to this one it is {}", formatUtc(origin),
                                formatDuration(static_cast<double>(row.time - origin) / 1000.0)),
                    path, reader.lineNumber(), "one of the two times is wrong; mend it");
            reducer.addRow(row.time, row.values, row.mask);
            check.add(reducer.lastOffsetMs(), path, reader.lineNumber());
        }
    }
    NODESENTRY_CHECK(check.finish(reducer.rows()));
    return reducer.finish();
}

} // namespace nodesentry
