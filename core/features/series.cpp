#include "core/features/series_p.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::features {

namespace {

std::span<const double> asSpan(const WorkArray& a)
{
    return {a.data(), static_cast<std::size_t>(a.size())};
}

} // namespace

double pairwiseSum(std::span<const double> x)
{
    const auto n = x.size();
    if (n < 8) {
        double sum = 0.0;
        for (const double v : x)
            sum += v;
        return sum;
    }
    if (n <= 128) {
        double r[8];
        std::copy_n(x.begin(), 8, r);
        std::size_t i = 8;
        for (; i < n - n % 8; i += 8)
            for (std::size_t j = 0; j < 8; ++j)
                r[j] += x[i + j];
        double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
        for (; i < n; ++i)
            sum += x[i];
        return sum;
    }
    const auto half = n / 2 - n / 2 % 8;
    return pairwiseSum(x.first(half)) + pairwiseSum(x.subspan(half));
}

double medianOfSorted(std::span<const double> sorted)
{
    const auto n = sorted.size();
    return n % 2 == 1 ? sorted[n / 2] : 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]);
}

double medianAbsoluteDistance(std::span<const double> sorted, double center)
{
    const auto n = static_cast<std::int64_t>(sorted.size());
    const std::int64_t split = std::ranges::lower_bound(sorted, center) - sorted.begin();
    // Two ascending lists: going down from the center, and going up from it.
    const auto below = [&](std::int64_t i) { return center - sorted[split - 1 - i]; };
    const auto above = [&](std::int64_t i) { return sorted[split + i] - center; };
    const std::int64_t belowCount = split;
    const std::int64_t aboveCount = n - split;

    const auto kthSmallest = [&](std::int64_t k) {
        // How many of the k smallest come from below: the least t with below(t) >= above(k - t - 1).
        std::int64_t low = std::max<std::int64_t>(0, k - aboveCount);
        std::int64_t high = std::min(k, belowCount);
        while (low < high) {
            const auto t = (low + high) / 2;
            if (below(t) < above(k - t - 1))
                low = t + 1;
            else
                high = t;
        }
        const auto rest = k - low;
        if (low == belowCount)
            return above(rest);
        if (rest == aboveCount)
            return below(low);
        return std::min(below(low), above(rest));
    };
    return n % 2 == 1 ? kthSmallest(n / 2) : 0.5 * (kthSmallest(n / 2 - 1) + kthSmallest(n / 2));
}

double quantileOfSorted(std::span<const double> sorted, double p)
{
    const double position = p * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(position);
    if (low + 1 >= sorted.size())
        return sorted.back();
    return sorted[low] + (sorted[low + 1] - sorted[low]) * (position - static_cast<double>(low));
}

void Series::load(std::span<const double> samples)
{
    const auto n = static_cast<Eigen::Index>(samples.size());
    x = Eigen::Map<const Eigen::ArrayXd>(samples.data(), n);
    sorted = x;
    m_sorter.sort({sorted.data(), samples.size()});
    difference = x.tail(n - 1) - x.head(n - 1);
    sortedDifference = difference;
    m_sorter.sort({sortedDifference.data(), samples.size() - 1});

    constant = minimum() == maximum();
    sum = pairwiseSum(asSpan(x));
    // The rounded mean of a constant may differ from it, and all that follows would be rounding noise.
    mean = constant ? x[0] : sum / static_cast<double>(n);
    centered = x - mean;
    variance = centered.square().sum() / static_cast<double>(n);
}

} // namespace nodesentry::features
