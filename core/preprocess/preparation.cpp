#include "core/preprocess/preparation.h"

#include "core/base/parallel.h"
#include "core/preprocess/select_metrics.h"
#include "core/preprocess/split_by_job.h"
#include "core/preprocess/standardise.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace nodesentry {

namespace {

/// What one pass over one node brings. Nodes are read on several threads, but merged in their order.
struct NodePass {
    Result<void> result;
    CorrelationAccumulator correlations;
    std::vector<MetricStatistics> statistics; ///< per metric of the catalogue
    std::vector<Segment> segments;
    std::int64_t trainEnd = 0;
};

Result<void> checkOptions(const PrepareOptions& options)
{
    if (options.maxSegmentSamples < 2 * options.minSegmentSamples)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("max_segment_samples ({}) is less than twice min_segment_samples ({})",
                                options.maxSegmentSamples, options.minSegmentSamples),
                    "the pieces of a long segment would be too short to be used");
    return {};
}

/// First sample after training.
std::int64_t findTrainEnd(const SeriesStore::NodeEntry& entry, std::optional<TimeMs> until, double fraction)
{
    if (!until)
        until = entry.trainEnd;
    if (until)
        return entry.grid.firstAtOrAfter(*until);
    return static_cast<std::int64_t>(static_cast<double>(entry.grid.size) * fraction);
}

/// Whether anything was measured, by sample.
std::vector<bool> measuredSamples(const SampleMatrix& values)
{
    std::vector<bool> measured(static_cast<std::size_t>(values.cols()), false);
    for (Eigen::Index row = 0; row < values.rows(); ++row)
        for (Eigen::Index column = 0; column < values.cols(); ++column)
            if (std::isfinite(values(row, column)))
                measured[static_cast<std::size_t>(column)] = true;
    return measured;
}

/// Removes segments that fall into a gap: nothing can be said of a time when the node was not observed.
void removeUnmeasured(std::vector<Segment>& segments, const std::vector<bool>& measured, double minShare)
{
    std::erase_if(segments, [&](const Segment& segment) {
        const auto count = std::count(measured.begin() + segment.begin, measured.begin() + segment.end, true);
        return static_cast<double>(count) < minShare * static_cast<double>(segment.length());
    });
}

std::vector<MetricStatistics> trainingStatistics(const NodeSeries& series, std::int64_t trainEnd,
                                                 std::size_t catalogueSize, double trimFraction)
{
    std::vector<MetricStatistics> statistics(catalogueSize);
    for (std::size_t row = 0; row < series.metrics.size(); ++row) {
        const float* samples = series.values.row(static_cast<Eigen::Index>(row)).data();
        std::vector<float> measured;
        measured.reserve(static_cast<std::size_t>(trainEnd));
        std::copy_if(samples, samples + trainEnd, std::back_inserter(measured),
                     [](float sample) { return std::isfinite(sample); });
        statistics[static_cast<std::size_t>(series.metrics[row])]
            = trimmedStatistics(std::move(measured), trimFraction);
    }
    return statistics;
}

void passOver(const SeriesStore& store, const SeriesStore::NodeEntry& entry, const MetricCatalog& catalog,
              const JobsByNode& jobs, std::optional<TimeMs> until, const PrepareOptions& options,
              NodePass& pass)
{
    const auto series = store.readNode(entry.node);
    if (!series) {
        pass.result = fail(series.error());
        return;
    }
    pass.trainEnd = findTrainEnd(entry, until, options.trainFraction);
    pass.correlations.addNode(series->values.leftCols(pass.trainEnd), series->metrics);
    pass.statistics = trainingStatistics(*series, pass.trainEnd, catalog.size(), options.trimFraction);
    const auto measured = measuredSamples(series->values);
    const auto begin = std::find(measured.begin(), measured.end(), true) - measured.begin();
    const auto end = std::find(measured.rbegin(), measured.rend(), true).base() - measured.begin();
    const auto found = jobs.find(entry.node);
    pass.segments = splitByJob(entry.node, entry.grid,
                               found == jobs.end() ? std::span<const Job* const>() : found->second,
                               {begin, pass.trainEnd, std::max(begin, end)}, options);
    removeUnmeasured(pass.segments, measured, options.minMeasuredShare);
}

} // namespace

Result<Preparation> prepare(const SeriesStore& store, const MetricCatalog& catalog,
                            const std::vector<Job>& jobs, const PrepareOptions& options,
                            const RunContext& context)
{
    NODESENTRY_CHECK(checkOptions(options));
    std::optional<TimeMs> until;
    if (!options.trainUntil.empty()) {
        auto time = parseTime(options.trainUntil);
        if (!time)
            return fail(ErrorCode::InvalidArgument, "train_until: " + time.error().message,
                        time.error().advice);
        until = *time;
    }

    const auto byNode = jobsByNode(jobs);
    const auto& entries = store.nodes();
    Preparation preparation;
    preparation.clip = options.clip;
    CorrelationAccumulator correlations(catalog);
    std::vector<std::vector<MetricStatistics>> statistics; // [node][metric of the catalogue]
    const auto batch = static_cast<std::size_t>(context.threads());
    for (std::size_t first = 0; first < entries.size(); first += batch) {
        const auto count = std::min(batch, entries.size() - first);
        std::vector<NodePass> passes(count, NodePass{{}, CorrelationAccumulator(catalog), {}, {}, 0});
        const bool done = parallelFor(static_cast<std::int64_t>(count), context, [&](std::int64_t i) {
            const auto& entry = entries[first + static_cast<std::size_t>(i)];
            passOver(store, entry, catalog, byNode, until, options, passes[static_cast<std::size_t>(i)]);
        });
        if (!done)
            return cancelled();
        for (std::size_t i = 0; i < count; ++i) {
            NodePass& pass = passes[i];
            NODESENTRY_CHECK(pass.result);
            correlations.merge(pass.correlations);
            statistics.push_back(std::move(pass.statistics));
            preparation.nodes.push_back({entries[first + i].node, {}, {}, pass.trainEnd});
            for (auto& segment : pass.segments) {
                segment.id = static_cast<std::int64_t>(preparation.segments.size()) + 1;
                preparation.segments.push_back(std::move(segment));
            }
        }
        context.report(static_cast<double>(first + count) / static_cast<double>(entries.size()),
                       entries[first + count - 1].node);
    }

    auto selection = selectMetrics(catalog, correlations, options.correlationThreshold);
    if (selection.kept.empty())
        return fail(ErrorCode::InconsistentData, "no node has a sample in its training range",
                    "import data, or move the end of training with train_until or train_fraction");
    preparation.keptMetrics = std::move(selection.kept);
    preparation.keptFor = std::move(selection.keptFor);
    preparation.dropped = std::move(selection.dropped);
    for (const int metric : preparation.keptMetrics) {
        std::vector<MetricStatistics> ofNodes;
        for (const auto& node : statistics)
            ofNodes.push_back(node[static_cast<std::size_t>(metric)]);
        const auto pooled = pooledStatistics(ofNodes);
        for (std::size_t i = 0; i < ofNodes.size(); ++i) {
            const auto& own = ofNodes[i].count > 0 ? ofNodes[i] : pooled;
            preparation.nodes[i].mean.push_back(own.mean);
            preparation.nodes[i].scale.push_back(own.scale);
        }
    }
    return preparation;
}

} // namespace nodesentry
