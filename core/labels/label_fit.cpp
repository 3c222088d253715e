#include "core/labels/label_fit.h"

#include "core/labels/label_times.h"
#include "core/labels/sample_labels.h"

#include <spdlog/fmt/fmt.h>

namespace nodesentry {

std::string emptyBecause(const Label& label, const TimeGrid& grid)
{
    if (meetsSample(label, grid))
        return {};
    const auto range = grid.range();
    if (label.begin >= range.end || (label.end && *label.end <= range.begin))
        return fmt::format("the samples of the node are from {} to {}", formatUtc(range.begin),
                           formatUtc(range.end));
    return fmt::format("it lies between two samples, which are {} apart", formatDuration(grid.stepSeconds()));
}

Result<void> widenPoints(std::vector<Label>& labels, const std::map<std::string, TimeGrid>& grids)
{
    for (auto& label : labels) {
        if (label.end != label.begin)
            continue;
        const auto grid = grids.find(label.node);
        const auto sample = grid == grids.end() ? std::nullopt : sampleAt(label.begin, grid->second);
        if (!sample)
            return fail(ErrorCode::InconsistentData,
                        fmt::format("the label of node '{}' at the point {} meets no sample", label.node,
                                    formatUtc(label.begin)),
                        "give it an end after its begin, or take it out");
        label.begin = sample->begin;
        label.end = sample->end;
    }
    return {};
}

std::vector<std::string> notesOnEmptyLabels(const std::vector<Label>& labels,
                                            const std::map<std::string, TimeGrid>& grids)
{
    constexpr std::size_t kShown = 5;
    std::vector<std::string> notes;
    std::size_t empty = 0;
    for (const auto& label : labels) {
        const auto grid = grids.find(label.node);
        const auto why = grid == grids.end() ? std::string() : emptyBecause(label, grid->second);
        if (why.empty())
            continue;
        if (++empty <= kShown)
            notes.push_back(
                fmt::format("no sample lies in the label of '{}' from {} to {} ({}), so it counts for "
                            "nothing: {}",
                            label.node, formatUtc(label.begin), label.end ? formatUtc(*label.end) : "now",
                            label.category, why));
    }
    if (empty > kShown)
        notes.push_back(fmt::format("and {} labels more in which no sample lies", empty - kShown));
    return notes;
}

} // namespace nodesentry
