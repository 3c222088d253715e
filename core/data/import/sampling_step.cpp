#include "core/data/import/sampling_step.h"

#include <algorithm>

namespace nodesentry {

std::optional<std::int64_t> commonStep(std::vector<std::int64_t> differences)
{
    std::erase_if(differences, [](std::int64_t difference) { return difference <= 0; });
    if (differences.empty())
        return std::nullopt;
    std::sort(differences.begin(), differences.end());
    std::int64_t most = 0;
    std::ptrdiff_t mostCount = 0;
    for (auto first = differences.begin(); first != differences.end();) {
        const auto last = std::upper_bound(first, differences.end(), *first);
        if (last - first > mostCount) {
            most = *first;
            mostCount = last - first;
        }
        first = last;
    }
    if (2 * mostCount >= static_cast<std::ptrdiff_t>(differences.size()))
        return most;

    const auto median = differences[differences.size() / 2];
    std::int64_t unit = 1;
    while (median / unit >= 100)
        unit *= 10;
    return (median + unit / 2) / unit * unit;
}

void appendDifferences(std::span<const TimeMs> times, std::vector<std::int64_t>& differences)
{
    for (std::size_t i = 1; i < times.size(); ++i)
        differences.push_back(times[i] - times[i - 1]);
}

} // namespace nodesentry
