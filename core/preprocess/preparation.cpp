#include "core/preprocess/preparation.h"

#include "core/base/ordered_parallel.h"
#include "core/base/reason.h"
#include "core/preprocess/level_drift.h"
#include "core/preprocess/select_metrics.h"
#include "core/preprocess/split_by_job.h"
#include "core/preprocess/standardise.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace nodesentry {

namespace {

/// What one pass over one node brings. Nodes are read on several threads, but merged in their order.
struct NodePass {
    CorrelationAccumulator correlations;
    std::vector<MetricStatistics> statistics; ///< per metric of the catalogue
    std::vector<double> drift; ///< per metric of the catalogue, see trainingDrift()
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

/// Where training ends.
struct TrainingEnd {
    std::optional<TimeMs> asked; ///< by the user, for all nodes
    TimeMs byFraction = 0; ///< for nodes that the source does not split

    /// First sample after training.
    [[nodiscard]] std::int64_t of(const SeriesStore::NodeEntry& entry) const
    {
        return entry.grid.firstAtOrAfter(asked.value_or(entry.trainEnd.value_or(byFraction)));
    }
};

Result<TrainingEnd> findTrainingEnd(const SeriesStore& store, const PrepareOptions& options)
{
    TrainingEnd end;
    if (!options.trainUntil.empty()) {
        auto time = parseTime(options.trainUntil);
        if (!time)
            return fail(ErrorCode::InvalidArgument, "train_until: " + time.error().message,
                        time.error().advice);
        end.asked = *time;
    }
    std::optional<TimeRange> whole;
    std::int64_t stepMs = 1;
    for (const auto& entry : store.nodes()) {
        const auto range = entry.grid.range();
        if (range.length() <= 0)
            continue;
        whole
            = whole ? TimeRange{std::min(whole->begin, range.begin), std::max(whole->end, range.end)} : range;
        stepMs = entry.grid.stepMs;
    }
    // Counted in samples and rounded down, so that a fraction of the time is that fraction of the samples.
    if (whole)
        end.byFraction = whole->begin
            + stepMs
                * static_cast<std::int64_t>(static_cast<double>(whole->length() / stepMs)
                                            * options.trainFraction);
    return end;
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

/// Stretches of more than @p longest samples in which nothing was measured.
std::vector<std::pair<std::int64_t, std::int64_t>> findHoles(const std::vector<bool>& measured, int longest)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> holes;
    for (auto begin = std::find(measured.begin(), measured.end(), false); begin != measured.end();) {
        const auto end = std::find(begin, measured.end(), true);
        if (end - begin > longest)
            holes.emplace_back(begin - measured.begin(), end - measured.begin());
        begin = std::find(end, measured.end(), false);
    }
    return holes;
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

/// Takes the metrics out whose level drifts on a node.
/// @param drift  per metric of the catalogue
void leaveOutDrifting(Preparation::NodeStatistics& node, const std::vector<int>& keptMetrics,
                      const std::vector<double>& drift, double limit)
{
    std::size_t varying = 0;
    for (std::size_t row = 0; row < keptMetrics.size(); ++row) {
        if (node.scale[row] == 0.0)
            continue;
        ++varying;
        if (drift[static_cast<std::size_t>(keptMetrics[row])] > limit)
            node.drifting.push_back(static_cast<int>(row));
    }
    if (node.drifting.size() == varying) // better a poor look than none
        node.drifting.clear();
    for (const int row : node.drifting)
        node.scale[static_cast<std::size_t>(row)] = 0.0;
}

/// The segments of one node, without ids.
std::vector<Segment> cutNode(const NodeSeries& series, const SeriesStore::NodeEntry& entry,
                             const JobsByNode& jobs, std::int64_t trainEnd, const PrepareOptions& options)
{
    const auto measured = measuredSamples(series.values);
    const auto begin = std::find(measured.begin(), measured.end(), true) - measured.begin();
    const auto end = std::find(measured.rbegin(), measured.rend(), true).base() - measured.begin();
    const auto found = jobs.find(entry.node);
    auto segments = splitByJob(
        entry.node, entry.grid, found == jobs.end() ? std::span<const Job* const>() : found->second,
        {begin, trainEnd, std::max(begin, end), findHoles(measured, options.maxGapSamples)}, options);
    removeUnmeasured(segments, measured, options.minMeasuredShare);
    return segments;
}

Result<NodePass> passOver(const SeriesStore& store, const SeriesStore::NodeEntry& entry,
                          const MetricCatalog& catalog, const JobsByNode& jobs, const TrainingEnd& training,
                          const PrepareOptions& options)
{
    NODESENTRY_TRY(const auto series, store.readNode(entry.node));
    NodePass pass{CorrelationAccumulator(catalog), {}, {}, {}, training.of(entry)};
    pass.correlations.addNode(series.values.leftCols(pass.trainEnd), series.metrics);
    pass.statistics = trainingStatistics(series, pass.trainEnd, catalog.size(), options.trimFraction);
    pass.segments = cutNode(series, entry, jobs, pass.trainEnd, options);
    pass.drift.assign(catalog.size(), 0.0);
    for (std::size_t row = 0; row < series.metrics.size(); ++row) {
        const float* samples = series.values.row(static_cast<Eigen::Index>(row)).data();
        pass.drift[static_cast<std::size_t>(series.metrics[row])] = trainingDrift(
            {samples, static_cast<std::size_t>(pass.trainEnd)}, pass.segments, options.trimFraction);
    }
    return pass;
}

} // namespace

Result<Preparation> prepare(const SeriesStore& store, const MetricCatalog& catalog,
                            const std::vector<Job>& jobs, const PrepareOptions& options,
                            const RunContext& context)
{
    NODESENTRY_CHECK(checkOptions(options));
    NODESENTRY_TRY(const auto training, findTrainingEnd(store, options));

    const auto byNode = jobsByNode(jobs);
    const auto& entries = store.nodes();
    Preparation preparation;
    preparation.clip = options.clip;
    CorrelationAccumulator correlations(catalog);
    std::vector<std::vector<MetricStatistics>> statistics; // [node][metric of the catalogue]
    std::vector<std::vector<double>> drift; // [node][metric of the catalogue]
    NODESENTRY_CHECK(parallelInOrder<NodePass>(
        static_cast<std::int64_t>(entries.size()), context,
        [&](std::int64_t i) {
            return passOver(store, entries[static_cast<std::size_t>(i)], catalog, byNode, training, options);
        },
        [&](std::int64_t i, NodePass pass) -> Result<void> {
            const auto& node = entries[static_cast<std::size_t>(i)].node;
            correlations.merge(pass.correlations);
            statistics.push_back(std::move(pass.statistics));
            drift.push_back(std::move(pass.drift));
            preparation.nodes.push_back({node, {}, {}, {}, pass.trainEnd});
            for (auto& segment : pass.segments) {
                segment.id = static_cast<std::int64_t>(preparation.segments.size()) + 1;
                preparation.segments.push_back(std::move(segment));
            }
            context.report(static_cast<double>(i + 1) / static_cast<double>(entries.size()), node);
            return {};
        }));

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
        preparation.commonMean.push_back(pooled.mean);
        preparation.commonScale.push_back(pooled.scale);
        const bool common = options.spread == "common";
        const double spread = commonSpread(ofNodes);
        for (std::size_t i = 0; i < ofNodes.size(); ++i) {
            const auto& own = ofNodes[i].count > 0 ? ofNodes[i] : pooled;
            preparation.nodes[i].mean.push_back(own.mean);
            const double scale = common && ofNodes[i].count > 0 ? spread : own.scale;
            preparation.nodes[i].scale.push_back(scale > kFloatResolution * std::abs(own.mean) ? scale : 0.0);
        }
    }
    for (std::size_t i = 0; i < drift.size(); ++i)
        leaveOutDrifting(preparation.nodes[i], preparation.keptMetrics, drift[i], options.driftLimit);
    return preparation;
}

Result<PreparationUpdate> extendPreparation(const Preparation& old, const SeriesStore& store,
                                            const std::vector<Job>& jobs, const PrepareOptions& options,
                                            const RunContext& context)
{
    NODESENTRY_CHECK(checkOptions(options));
    PreparationUpdate update{old, {}, {}};
    auto& extended = update.preparation;
    extended.nodes.clear();
    extended.segments.clear();
    std::int64_t nextId = 1;
    for (const auto& segment : old.segments)
        nextId = std::max(nextId, segment.id + 1);
    const auto byNode = jobsByNode(jobs);
    const auto& entries = store.nodes();
    NODESENTRY_CHECK(parallelInOrder<std::vector<Segment>>(
        static_cast<std::int64_t>(entries.size()), context,
        [&](std::int64_t i) -> Result<std::vector<Segment>> {
            const auto& entry = entries[static_cast<std::size_t>(i)];
            const auto* known = old.findNode(entry.node);
            NODESENTRY_TRY(const auto series, store.readNode(entry.node));
            return cutNode(series, entry, byNode, known != nullptr ? known->trainEnd : 0, options);
        },
        [&](std::int64_t i, std::vector<Segment> segments) -> Result<void> {
            const auto& node = entries[static_cast<std::size_t>(i)].node;
            const auto* known = old.findNode(node);
            if (known != nullptr)
                extended.nodes.push_back(*known);
            else
                extended.nodes.push_back({node, old.commonMean, old.commonScale, {}, 0});
            std::map<std::int64_t, const Segment*> before; // by first sample
            for (const auto& segment : old.segmentsOf(node))
                before[segment.begin] = &segment;
            for (auto& segment : segments) {
                const auto same = before.find(segment.begin);
                segment.id = same != before.end() ? same->second->id : 0;
                if (same != before.end() && segment == *same->second) {
                    before.erase(same);
                } else {
                    segment.id = nextId++;
                    update.added.push_back(segment.id);
                }
                extended.segments.push_back(std::move(segment));
            }
            for (const auto& [begin, segment] : before) {
                if (segment->train)
                    return fail(Reason::TrainingRangeChanged, {node, std::to_string(segment->id)});
                update.removed.push_back(segment->id);
            }
            context.report(static_cast<double>(i + 1) / static_cast<double>(entries.size()), node);
            return {};
        }));
    return update;
}

const Preparation::NodeStatistics* Preparation::findNode(const std::string& node) const
{
    const auto found
        = std::lower_bound(nodes.begin(), nodes.end(), node,
                           [](const NodeStatistics& s, const std::string& name) { return s.node < name; });
    return found == nodes.end() || found->node != node ? nullptr : &*found;
}

std::span<const Segment> Preparation::segmentsOf(const std::string& node) const
{
    const auto begin
        = std::lower_bound(segments.begin(), segments.end(), node,
                           [](const Segment& s, const std::string& name) { return s.node < name; });
    const auto end = std::upper_bound(
        begin, segments.end(), node, [](const std::string& name, const Segment& s) { return name < s.node; });
    return {begin, end};
}

} // namespace nodesentry
