#include "core/review/similar_stretches.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nodesentry {

void bindParameters(ParameterBinder& binder, SimilarOptions& options)
{
    binder.add(&options.most,
               {.name = "most",
                .range = {1, 1000},
                .help = "How many stretches like a labelled one are suggested at most",
                .audience = Audience::Basic});
    binder.add(&options.leastCorrelation,
               {.name = "least_correlation",
                .range = {0.0, 1.0},
                .help = "Mean correlation with the labelled stretch that a suggested one has at least"});
    binder.add(&options.surroundings,
               {.name = "surroundings",
                .range = {0.0, 5.0},
                .help = "Share of the label's length on either side that belongs to the shape"});
    binder.add(&options.fewestSamples,
               {.name = "fewest_samples",
                .range = {4, 10000},
                .unit = "samples",
                .help = "Length of the shape at least; short labels get wider surroundings"});
    binder.add(&options.tellingMetrics,
               {.name = "telling_metrics",
                .range = {1, 1000},
                .help = "Of a label that names no metrics, so many that differ most from what is "
                        "around it"});
}

SimilarShape shapeAround(std::int64_t begin, std::int64_t end, std::int64_t samples,
                         const SimilarOptions& options)
{
    NODESENTRY_EXPECTS(0 <= begin && begin < end && end <= samples, "the label has samples");
    const auto labelled = end - begin;
    const auto wished
        = static_cast<std::int64_t>(std::ceil(options.surroundings * static_cast<double>(labelled)));
    const auto needed = (options.fewestSamples - labelled + 1) / 2;
    const auto around = std::max(wished, needed);
    const auto first = std::max<std::int64_t>(0, begin - around);
    const auto last = std::min(samples, end + around);
    return {first, last - first, begin - first, labelled};
}

std::vector<int> tellingRows(const SampleMatrix& values, const SimilarShape& shape, int most)
{
    NODESENTRY_EXPECTS(values.cols() == shape.length, "the samples of the shape");
    std::vector<double> effect(static_cast<std::size_t>(values.rows()), -1.0);
    for (Eigen::Index row = 0; row < values.rows(); ++row) {
        if (!values.row(row).allFinite())
            continue;
        double inside = 0.0;
        double outside = 0.0;
        double squares = 0.0;
        std::int64_t around = 0;
        for (Eigen::Index i = 0; i < values.cols(); ++i) {
            const double value = values(row, i);
            if (i >= shape.offset && i < shape.offset + shape.labelled) {
                inside += value;
            } else {
                outside += value;
                squares += value * value;
                ++around;
            }
        }
        inside /= static_cast<double>(shape.labelled);
        if (around == 0) {
            effect[static_cast<std::size_t>(row)] = 0.0;
            continue;
        }
        outside /= static_cast<double>(around);
        const double deviation
            = std::sqrt(std::max(0.0, squares / static_cast<double>(around) - outside * outside));
        const double level = std::max(std::abs(inside), std::abs(outside));
        effect[static_cast<std::size_t>(row)]
            = level > 0.0 ? std::abs(inside - outside) / (deviation + 1e-3 * level) : 0.0;
    }
    std::vector<int> rows(effect.size());
    std::iota(rows.begin(), rows.end(), 0);
    std::stable_sort(rows.begin(), rows.end(), [&](int a, int b) {
        return effect[static_cast<std::size_t>(a)] > effect[static_cast<std::size_t>(b)];
    });
    rows.resize(std::min(rows.size(), static_cast<std::size_t>(most)));
    return rows;
}

std::vector<SimilarStretch> nearestStretches(std::span<const double> profile, std::int64_t length, int most,
                                             double limit)
{
    std::vector<std::int64_t> order;
    for (std::size_t i = 0; i < profile.size(); ++i)
        if (profile[i] < limit) // false for NaN
            order.push_back(static_cast<std::int64_t>(i));
    std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
        return profile[static_cast<std::size_t>(a)] < profile[static_cast<std::size_t>(b)];
    });
    std::vector<SimilarStretch> nearest;
    for (const auto begin : order) {
        if (static_cast<int>(nearest.size()) >= most)
            break;
        const bool apart = std::none_of(nearest.begin(), nearest.end(), [&](const SimilarStretch& other) {
            return 2 * std::abs(other.begin - begin) <= length;
        });
        if (apart)
            nearest.push_back({begin, profile[static_cast<std::size_t>(begin)]});
    }
    return nearest;
}

} // namespace nodesentry
