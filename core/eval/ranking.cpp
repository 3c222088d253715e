#include "core/eval/ranking.h"

#include "core/base/expects.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace nodesentry {

namespace {

constexpr double kNoRanking = std::numeric_limits<double>::quiet_NaN();

ScoreGroup total(std::span<const ScoreGroup> groups)
{
    ScoreGroup sum;
    for (const ScoreGroup& group : groups) {
        sum.positives += group.positives;
        sum.negatives += group.negatives;
    }
    return sum;
}

} // namespace

std::vector<ScoreGroup> groupByScore(std::span<const float> score, std::span<const std::uint8_t> truth)
{
    NODESENTRY_EXPECTS(score.size() == truth.size(), "every score has a truth");
    std::vector<std::size_t> order(score.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return score[a] > score[b]; });

    std::vector<ScoreGroup> groups;
    for (const std::size_t i : order) {
        if (groups.empty() || groups.back().score != score[i])
            groups.push_back({score[i], 0, 0});
        ++(truth[i] != 0 ? groups.back().positives : groups.back().negatives);
    }
    return groups;
}

double rocAuc(std::span<const ScoreGroup> groups)
{
    const ScoreGroup all = total(groups);
    if (all.positives == 0 || all.negatives == 0)
        return kNoRanking;
    double wins = 0.0;
    std::int64_t positivesAbove = 0;
    for (const ScoreGroup& group : groups) {
        wins += static_cast<double>(group.negatives)
            * (static_cast<double>(positivesAbove) + 0.5 * static_cast<double>(group.positives));
        positivesAbove += group.positives;
    }
    return wins / (static_cast<double>(all.positives) * static_cast<double>(all.negatives));
}

double averagePrecision(std::span<const ScoreGroup> groups)
{
    const ScoreGroup all = total(groups);
    if (all.positives == 0)
        return kNoRanking;
    double sum = 0.0;
    std::int64_t truePositives = 0;
    std::int64_t flagged = 0;
    for (const ScoreGroup& group : groups) {
        truePositives += group.positives;
        flagged += group.positives + group.negatives;
        sum += static_cast<double>(group.positives) * static_cast<double>(truePositives)
            / static_cast<double>(flagged);
    }
    return sum / static_cast<double>(all.positives);
}

double bestF1(std::span<const ScoreGroup> groups)
{
    const ScoreGroup all = total(groups);
    if (all.positives == 0)
        return kNoRanking;
    double best = 0.0;
    std::int64_t truePositives = 0;
    std::int64_t flagged = 0;
    for (const ScoreGroup& group : groups) {
        truePositives += group.positives;
        flagged += group.positives + group.negatives;
        best = std::max(
            best, 2.0 * static_cast<double>(truePositives) / static_cast<double>(flagged + all.positives));
    }
    return best;
}

} // namespace nodesentry
