#include "core/pipeline/label_assist.h"

#include "core/base/expects.h"
#include "core/base/json_text.h"
#include "core/base/reason.h"
#include "core/detect/score_store.h"
#include "core/eval/transition_margin.h"
#include "core/labels/sample_labels.h"
#include "core/pipeline/fingerprints_p.h"
#include "core/pipeline/judged_scores_p.h"
#include "core/pipeline/method_names.h"
#include "core/pipeline/node_scorer_p.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/prepared_project_p.h"
#include "core/preprocess/split_by_job.h"
#include "core/review/candidates.h"
#include "core/review/distance_profile.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <set>

namespace nodesentry {

namespace {

/// Some of a project's nodes.
class ChosenNodes final : public NodeSource {
public:
    /// @error NotFound  a node that was not prepared
    static Result<ChosenNodes> of(const PreparedProject& prepared, const std::vector<std::string>& nodes)
    {
        ChosenNodes chosen(prepared);
        const std::set<std::string> wanted(nodes.begin(), nodes.end());
        for (const auto& entry : prepared.entries())
            if (wanted.contains(entry.node))
                chosen.m_entries.push_back(entry);
        for (const auto& node : wanted)
            if (prepared.preparation().findNode(node) == nullptr)
                return fail(Reason::NodeWithoutSamples, {node});
        return chosen;
    }

    [[nodiscard]] const std::vector<Entry>& entries() const override { return m_entries; }
    [[nodiscard]] std::int64_t metricCount() const override { return m_prepared->metricCount(); }
    [[nodiscard]] std::vector<std::string> metricNames() const override { return m_prepared->metricNames(); }
    [[nodiscard]] Result<PreparedNode> node(std::size_t index) const override
    {
        return m_prepared->node(m_entries[index].node);
    }

private:
    explicit ChosenNodes(const PreparedProject& prepared) : m_prepared(&prepared) { }

    const PreparedProject* m_prepared;
    std::vector<Entry> m_entries;
};

Result<bool> learnsNodesApart(const Project& project, const PipelineOptions& options,
                              const std::string& method)
{
    if (method == kNodeSentryMethod)
        return true; // its models are there already
    NODESENTRY_TRY(const auto registry, detectorRegistry(project, options));
    NODESENTRY_TRY(const auto detector, registry.make(method, static_cast<std::uint64_t>(options.seed)));
    return detector->learnsNodesApart();
}

/// @error StageMissing  NodeSentry has no models of the present clusters and parameters
Result<void> requireModels(const Project& project, const StageFingerprints& prints)
{
    NODESENTRY_TRY(const auto trained, project.stage(stageName(Stage::Train)));
    if (!trained || trained->fingerprint != prints.of(Stage::Train))
        return fail(Reason::NoModels);
    return {};
}

} // namespace

Result<void> detectNodes(const std::shared_ptr<Project>& project, const PipelineOptions& options,
                         const std::string& method, const std::vector<std::string>& nodes,
                         const RunContext& context)
{
    NODESENTRY_EXPECTS(!nodes.empty(), "there is a node to detect on");
    constexpr double kPreparingShare = 0.1;
    const auto begin = std::chrono::steady_clock::now();
    NODESENTRY_TRY(auto prints, StageFingerprints::of(*project, options));
    NODESENTRY_TRY(const auto preparing, project->stage(stageName(Stage::Prepare)));
    if (!preparing || preparing->fingerprint != prints.of(Stage::Prepare)) {
        NODESENTRY_CHECK(Pipeline(project, options).run(context.part(0.0, kPreparingShare), Stage::Prepare));
        NODESENTRY_TRY(prints, StageFingerprints::of(*project, options));
    }
    if (method == kNodeSentryMethod)
        NODESENTRY_CHECK(requireModels(*project, prints));
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(*project));
    NODESENTRY_TRY(const auto chosen, ChosenNodes::of(prepared, nodes));
    NODESENTRY_TRY(const bool apart, learnsNodesApart(*project, options, method));
    const auto working = context.part(kPreparingShare, 1.0, stageName(Stage::Detect));
    working.report(0.0, nodes.front());
    const NodeSource& source = apart ? static_cast<const NodeSource&>(chosen) : prepared;
    NODESENTRY_TRY(const auto scorer,
                   NodeScorer::make(*project, options, method, source, prepared, chosen,
                                    working.part(0.0, kFittingShare)));

    // Complete are the scores once every node has been scored with the present parameters.
    NODESENTRY_TRY(const auto stored, ScoreStore::fingerprint(project->scoresPath(), method));
    NODESENTRY_TRY(const auto record, project->stage(detectRecordName(method)));
    const bool all = chosen.entries().size() == prepared.entries().size();
    const bool current
        = record && record->fingerprint == prints.ofDetect(method) && stored == prints.ofScores(method);
    NODESENTRY_TRY(auto writer,
                   ScoreStoreWriter::replaceNodes(project->scoresPath(), method, nodes,
                                                  all || current ? prints.ofScores(method) : std::string()));
    // Where the other nodes' scores are of these parameters, so is the level of the fleet.
    std::optional<float> fleetLevel;
    if (current) {
        NODESENTRY_TRY(fleetLevel, ScoreStore::fleetLevel(project->scoresPath(), method));
    }
    const bool details = keepsDetails(options.detect, prepared);
    const auto scoring = working.part(kFittingShare, 1.0);
    std::vector<Case> cases;
    for (std::size_t i = 0; i < chosen.entries().size(); ++i) {
        if (context.stopRequested())
            return cancelled();
        const auto share = 1.0 / static_cast<double>(chosen.entries().size());
        const auto part = scoring.part(static_cast<double>(i) * share, static_cast<double>(i + 1) * share);
        NODESENTRY_TRY(const auto node, chosen.node(i));
        NODESENTRY_TRY(auto scores, scorer.score(node, false, part));
        auto judged = judgeScores(std::move(scores), node, method, prepared.preparation(), options.detect,
                                  fleetLevel, details);
        NODESENTRY_CHECK(writer.add(judged.stored));
        cases.insert(cases.end(), judged.cases.begin(), judged.cases.end());
        part.report(1.0, node.node);
    }
    // From here until finishStage() the stored results may be half old and half new.
    NODESENTRY_CHECK(project->forgetStage(detectRecordName(method)));
    NODESENTRY_CHECK(writer.commit());
    NODESENTRY_CHECK(project->replaceCases(method, nodes, cases));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    const auto summary
        = jsonText(nlohmann::json{{"nodes", chosen.entries().size()}, {"cases", cases.size()}});
    // Another fingerprint than that of all nodes with these parameters: a run does the rest.
    const auto fingerprint
        = all || current ? prints.ofDetect(method) : "some nodes, " + std::to_string(currentTime());
    return project->finishStage(
        {detectRecordName(method), fingerprint, currentTime(), seconds.count(), summary},
        parametersJson(options));
}

Result<std::vector<ReviewNode>> reviewNodes(const Project& project, const PipelineOptions& options,
                                            const std::string& method, const std::vector<std::string>& nodes,
                                            const RunContext& context)
{
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(project));
    const auto& preparation = prepared.preparation();
    NODESENTRY_TRY(const auto series, project.openSeries());
    NODESENTRY_TRY(const auto jobs, project.jobs());
    auto jobsOfNode = jobsByNode(jobs);
    std::vector<ReviewNode> result;
    for (const auto& node : nodes) {
        if (context.stopRequested())
            return cancelled();
        const auto stored = ScoreStore::read(project.scoresPath(), method, node, false);
        if (!stored && stored.error().code == ErrorCode::NotFound)
            continue;
        if (!stored)
            return fail(stored.error());
        const auto* statistics = preparation.findNode(node);
        const auto* entry = series->find(node);
        if (statistics == nullptr || entry == nullptr || entry->grid != stored->grid)
            return fail(Reason::ScoresOutdated, {method});
        ReviewNode item;
        item.node = node;
        item.grid = stored->grid;
        item.options = options.detect;
        item.ratio = thresholdRatios(stored->scores.score, stored->threshold);
        item.excluded
            = markTransitions(jobsOfNode[node], item.grid, options.evaluate.transitionExclusionSeconds);
        // What the method left unscored in a segment counts, and is not flagged, as in evaluateProject().
        item.ignored.assign(item.ratio.size(), 1);
        for (const auto& segment : preparation.segmentsOf(node))
            std::fill(item.ignored.begin() + std::max(segment.begin, statistics->trainEnd),
                      item.ignored.begin() + std::max(segment.end, statistics->trainEnd), std::uint8_t{0});
        result.push_back(std::move(item));
    }
    return result;
}

Result<void> offerCandidates(Project& project, const PipelineOptions& options, const std::string& method,
                             double factor, const RunContext& context)
{
    NODESENTRY_TRY(const auto record, project.stage(detectRecordName(method)));
    if (!record)
        return fail(Reason::ScoresMissing, {method});
    NODESENTRY_TRY(const auto sources, project.suggestionSources());
    const auto fingerprint = record->fingerprint + fmt::format("@{}", record->finished);
    if (const auto known = sources.find(method);
        known != sources.end() && known->second.fingerprint == fingerprint && known->second.factor == factor)
        return {};
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(project));
    SuggestionOffer offer;
    offer.source = method;
    offer.asked = {fingerprint, factor};
    const auto& entries = prepared.entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (context.stopRequested())
            return cancelled();
        const auto stored = ScoreStore::read(project.scoresPath(), method, entries[i].node, true);
        if (!stored && stored.error().code == ErrorCode::NotFound)
            continue; // not scored yet
        if (!stored)
            return fail(stored.error());
        auto found = findCandidates(method, entries[i].node, stored->grid,
                                    thresholdRatios(stored->scores.score, stored->threshold), factor,
                                    options.detect, stored->top, prepared.preparation().keptMetrics);
        std::move(found.begin(), found.end(), std::back_inserter(offer.suggestions));
        context.report(static_cast<double>(i + 1) / static_cast<double>(entries.size()), entries[i].node);
    }
    return project.offerSuggestions(offer);
}

namespace {

/// A label's samples with their surroundings, and the rows that are compared.
struct Wanted {
    Label label;
    SimilarShape shape;
    std::vector<int> metrics; ///< catalogue indices
    SampleMatrix values; ///< a row per metric
};

Result<Wanted> wantedStretch(const Project& project, const SeriesStore& series, const SimilarOptions& options,
                             LabelId id)
{
    NODESENTRY_TRY(const auto labels, project.labels());
    const auto found
        = std::find_if(labels.begin(), labels.end(), [id](const Label& label) { return label.id == id; });
    const auto* entry = found == labels.end() ? nullptr : series.find(found->node);
    if (entry == nullptr)
        return fail(ErrorCode::NotFound, fmt::format("there is no label {} on a node with samples", id));
    Wanted wanted;
    wanted.label = *found;
    const auto span = samplesOf(wanted.label, entry->grid);
    if (span.end <= span.begin)
        return fail(Reason::LabelWithoutSamples);
    wanted.shape = shapeAround(span.begin, span.end, entry->grid.size, options);
    NODESENTRY_TRY(
        const auto samples,
        series.readNode(entry->node, wanted.shape.begin, wanted.shape.begin + wanted.shape.length));
    NODESENTRY_TRY(const auto catalog, project.metrics());
    std::vector<int> rows;
    if (wanted.label.metrics.empty()) {
        rows = tellingRows(samples.values, wanted.shape, options.tellingMetrics);
    } else {
        for (std::size_t row = 0; row < samples.metrics.size(); ++row) {
            const auto metric = static_cast<std::size_t>(samples.metrics[row]);
            if (metric < catalog.size()
                && std::binary_search(wanted.label.metrics.begin(), wanted.label.metrics.end(),
                                      catalog[metric].name))
                rows.push_back(static_cast<int>(row));
        }
    }
    wanted.values.resize(static_cast<Eigen::Index>(rows.size()), wanted.shape.length);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        wanted.metrics.push_back(samples.metrics[static_cast<std::size_t>(rows[i])]);
        wanted.values.row(static_cast<Eigen::Index>(i)) = samples.values.row(rows[i]);
    }
    if (rows.empty() || wanted.shape.length < 2)
        return fail(Reason::NothingToCompare);
    return wanted;
}

/// The label's node first, then the other nodes of the jobs that ran there meanwhile.
Result<std::vector<std::string>> nodesToSearch(const Project& project, const SeriesStore& series,
                                               const Label& label)
{
    std::vector<std::string> nodes{label.node};
    NODESENTRY_TRY(const auto jobs, project.jobs());
    const auto end = label.end.value_or(std::numeric_limits<TimeMs>::max());
    for (const auto& job : jobs) {
        const bool here = std::find(job.nodes.begin(), job.nodes.end(), label.node) != job.nodes.end();
        if (!here || job.begin >= end || (job.end && *job.end <= label.begin))
            continue;
        for (const auto& node : job.nodes)
            if (series.find(node) != nullptr && std::find(nodes.begin(), nodes.end(), node) == nodes.end())
                nodes.push_back(node);
    }
    return nodes;
}

} // namespace

Result<int> offerSimilar(Project& project, const PipelineOptions& options, LabelId id,
                         const RunContext& context)
{
    NODESENTRY_TRY(const auto series, project.openSeries());
    NODESENTRY_TRY(const auto wanted, wantedStretch(project, *series, options.similar, id));
    NODESENTRY_TRY(const auto nodes, nodesToSearch(project, *series, wanted.label));
    const double limit = (1.0 - options.similar.leastCorrelation) / 2.0;
    std::vector<std::pair<double, Suggestion>> found;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto& node = nodes[i];
        const auto grid = series->find(node)->grid;
        if (grid.size < wanted.shape.length)
            continue;
        SampleMatrix values(wanted.values.rows(), grid.size);
        for (std::size_t row = 0; row < wanted.metrics.size(); ++row) {
            if (context.stopRequested())
                return cancelled();
            NODESENTRY_TRY(const auto samples, series->read(node, wanted.metrics[row], 0, grid.size));
            values.row(static_cast<Eigen::Index>(row))
                = Eigen::Map<const Eigen::RowVectorXf>(samples.data(), grid.size);
        }
        // One more than wanted: the label itself is among them.
        const auto profile = distanceProfile(wanted.values, values);
        for (const auto& stretch :
             nearestStretches(profile, wanted.shape.length, options.similar.most + 1, limit)) {
            const auto begin = stretch.begin + wanted.shape.offset;
            if (node == wanted.label.node
                && std::abs(stretch.begin - wanted.shape.begin) * 2 <= wanted.shape.length)
                continue;
            Suggestion suggestion;
            suggestion.source = kSimilarPrefix + std::to_string(id);
            suggestion.node = node;
            suggestion.range = {grid.timeOf(begin), grid.timeOf(begin + wanted.shape.labelled)};
            suggestion.peak = suggestion.range.begin;
            // A correlation as strength, over the least one, as a score over its threshold.
            suggestion.strength
                = (1.0 - 2.0 * stretch.distance) / std::max(options.similar.leastCorrelation, 1e-3);
            suggestion.category = wanted.label.category;
            suggestion.metrics = wanted.metrics;
            found.emplace_back(stretch.distance, std::move(suggestion));
        }
        context.report(static_cast<double>(i + 1) / static_cast<double>(nodes.size()), node);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    SuggestionOffer offer;
    offer.source = kSimilarPrefix + std::to_string(id);
    for (auto& [distance, suggestion] : found)
        if (static_cast<int>(offer.suggestions.size()) < options.similar.most)
            offer.suggestions.push_back(std::move(suggestion));
    NODESENTRY_CHECK(project.offerSuggestions(offer));
    return static_cast<int>(offer.suggestions.size());
}

} // namespace nodesentry
