#include "core/review/review_node.h"

#include "core/labels/sample_labels.h"

#include <algorithm>

namespace nodesentry {

std::vector<std::uint8_t> truthOf(const std::vector<Label>& labels, const std::string& node,
                                  const TimeGrid& grid)
{
    std::vector<std::uint8_t> truth(static_cast<std::size_t>(grid.size), 0);
    for (const auto& label : labels) {
        if (label.node != node)
            continue;
        const auto span = samplesOf(label, grid);
        std::fill(truth.begin() + span.begin, truth.begin() + std::max(span.begin, span.end),
                  std::uint8_t{1});
    }
    return truth;
}

} // namespace nodesentry
