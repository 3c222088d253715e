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

std::vector<TimeMs> withoutNoise(const std::vector<TimeMs>& times)
{
    constexpr std::int64_t kTimesLarger = 50;
    constexpr std::size_t kFewest = 3;
    std::vector<std::int64_t> differences;
    appendDifferences(times, differences);
    std::erase(differences, 0);
    if (differences.size() < kFewest)
        return times;
    auto sorted = differences;
    std::sort(sorted.begin(), sorted.end());
    const auto small = sorted[sorted.size() / 4];
    const auto large = std::upper_bound(sorted.begin(), sorted.end(), kTimesLarger * small);
    const auto count = static_cast<std::size_t>(sorted.end() - large);
    if (count < kFewest)
        return times;
    const auto typical = *(large + static_cast<std::ptrdiff_t>(count / 2));
    const auto alike = std::count_if(large, sorted.end(), [&](std::int64_t one) {
        return 5 * one >= 4 * typical && 5 * one <= 6 * typical;
    });
    if (5 * static_cast<std::size_t>(alike) < 4 * count)
        return times;
    std::vector<TimeMs> moments;
    for (const auto time : times) {
        if (!moments.empty() && 20 * (time - moments.back()) <= typical)
            continue;
        // A row between two moments: they are none.
        if (!moments.empty() && 2 * (time - moments.back()) < typical)
            return times;
        moments.push_back(time);
    }
    return moments;
}

void appendDifferences(std::span<const TimeMs> times, std::vector<std::int64_t>& differences)
{
    for (std::size_t i = 1; i < times.size(); ++i)
        differences.push_back(times[i] - times[i - 1]);
}

} // namespace nodesentry
