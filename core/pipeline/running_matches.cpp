#include "core/pipeline/running_matches.h"

#include "core/base/ordered_parallel.h"
#include "core/base/reason.h"
#include "core/pipeline/prepared_project_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

namespace nodesentry {

namespace {

constexpr std::array kParts{0.125, 0.25, 0.5, 1.0}; // of the match period

/// All samples there are, cut into segments.
Result<PreparedProject> preparedSoFar(const Project& project, const PipelineOptions& options,
                                      const RunContext& context)
{
    NODESENTRY_TRY(const auto document, project.document("preparation"));
    if (!document)
        return fail(Reason::NotPrepared);
    NODESENTRY_TRY(auto segments, project.segments());
    NODESENTRY_TRY(const auto preparation, Preparation::fromJson(*document, std::move(segments)));
    NODESENTRY_TRY(auto store, project.openSeries());
    NODESENTRY_TRY(const auto jobs, project.jobs());
    NODESENTRY_TRY(auto extended, extendPreparation(preparation, *store, jobs, options.prepare, context));
    NODESENTRY_TRY(const auto catalog, project.metrics());
    return PreparedProject::of(std::move(extended.preparation), std::move(store), catalog);
}

/// Whether a job has a part in a segment, alone or with others.
bool isOf(const Segment& segment, const std::string& job)
{
    const auto jobs = "+" + segment.job + "+";
    return jobs.find("+" + job + "+") != std::string::npos;
}

/// A segment that is to be looked at, and the end of what is looked at.
struct Chosen {
    const Segment* segment = nullptr;
    std::int64_t end = 0; ///< one past the last sample on the node's grid
};

Result<TimeMs> timeAskedFor(const PreparedProject& prepared, const MatchQuery& query)
{
    if (query.at)
        return *query.at;
    TimeMs last = std::numeric_limits<TimeMs>::min();
    if (query.job.empty()) {
        for (const auto& entry : prepared.entries())
            last = std::max(last, prepared.grid(entry.node).range().end);
        return last;
    }
    bool known = false;
    for (const auto& segment : prepared.preparation().segments)
        if (isOf(segment, query.job)) {
            known = true;
            last = std::max(last, prepared.grid(segment.node).timeOf(segment.end));
        }
    if (!known)
        return fail(ErrorCode::NotFound, fmt::format("there is no segment of a job '{}'", query.job),
                    "'nodesentry export PROJECT --what clusters' lists the segments");
    return last;
}

/// @param silent  gets the nodes that have no samples then
Result<std::vector<Chosen>> segmentsAt(const PreparedProject& prepared, const MatchQuery& query, TimeMs at,
                                       std::vector<std::string>& silent)
{
    for (const auto& name : query.nodes)
        if (std::none_of(prepared.entries().begin(), prepared.entries().end(),
                         [&](const auto& entry) { return entry.node == name; }))
            return fail(ErrorCode::NotFound, fmt::format("there is no node '{}'", name));
    std::vector<Chosen> chosen;
    for (const auto& entry : prepared.entries()) {
        const auto& name = entry.node;
        if (!query.nodes.empty()
            && std::find(query.nodes.begin(), query.nodes.end(), name) == query.nodes.end())
            continue;
        const auto& grid = prepared.grid(name);
        const auto end = grid.firstAtOrAfter(at);
        if (end == 0 || at - grid.timeOf(end) >= kMinimumSamples * grid.stepMs) {
            silent.push_back(name);
            continue;
        }
        for (const auto& segment : prepared.preparation().segmentsOf(name))
            if (segment.begin < end && end <= segment.end && (query.job.empty() || isOf(segment, query.job)))
                chosen.push_back({&segment, end});
    }
    return chosen;
}

Result<RunningMatch> matchOne(const SegmentMatcher& matcher, const PreparedNode& node, const Chosen& chosen,
                              std::int64_t period, bool history, const RunContext& context)
{
    const auto& segment = *chosen.segment;
    RunningMatch result;
    result.segment = segment;
    result.begin = node.grid.timeOf(segment.begin);
    result.samples = chosen.end - segment.begin;
    result.seconds = static_cast<double>(result.samples) * node.grid.stepSeconds();
    // Where the samples end nobody knows whether the segment does.
    const bool ended = chosen.end == segment.end && chosen.end < node.grid.size;
    YoungSegment asItIs(matcher, segment.begin, period);
    NODESENTRY_TRY(result.match, asItIs.update(node.values, chosen.end, ended, context));
    if (!history || !result.match)
        return result;
    YoungSegment growing(matcher, segment.begin, period);
    const auto last = segment.begin + result.match->samples;
    for (auto end = segment.begin + kMinimumSamples; end < last; ++end) {
        NODESENTRY_TRY(const auto match, growing.update(node.values, end, false, context));
        if (result.history.empty() || match->samples != result.history.back().samples)
            result.history.push_back(*match);
    }
    result.history.push_back(*result.match);
    return result;
}

/// Calls @p make(samples of a node, what is chosen of it) for each node that something is chosen of, on all
/// threads, and @p take(what came of it) in their order.
/// @param chosen  node by node
template <class Made, class Make, class Take>
Result<void> forEachNode(const PreparedProject& prepared, const PipelineOptions& options,
                         const std::vector<Chosen>& chosen, const RunContext& context, const Make& make,
                         const Take& take)
{
    std::vector<std::span<const Chosen>> nodes;
    for (std::size_t begin = 0, end = 0; begin < chosen.size(); begin = end) {
        while (end < chosen.size() && chosen[end].segment->node == chosen[begin].segment->node)
            ++end;
        nodes.emplace_back(&chosen[begin], end - begin);
    }
    return parallelInOrder<std::vector<Made>>(
        static_cast<std::int64_t>(nodes.size()), context,
        [&](std::int64_t n) -> Result<std::vector<Made>> {
            const auto ofNode = nodes[static_cast<std::size_t>(n)];
            NODESENTRY_TRY(
                const auto node,
                prepared.nodeForFeatures(ofNode.front().segment->node, options.features.standardise));
            const auto period = matchPeriodSamples(node.grid, options.cluster.matchPeriodSeconds);
            std::vector<Made> made;
            for (const auto& item : ofNode) {
                NODESENTRY_TRY(auto one, make(node, item, period));
                made.push_back(std::move(one));
            }
            return made;
        },
        [&](std::int64_t n, std::vector<Made> made) -> Result<void> {
            for (std::size_t i = 0; i < made.size(); ++i)
                take(nodes[static_cast<std::size_t>(n)][i], std::move(made[i]));
            context.report(static_cast<double>(n + 1) / static_cast<double>(nodes.size()));
            return {};
        });
}

/// What a segment is matched with after each part of the match period.
using MatchOfParts = std::array<Match, kParts.size()>;

Result<MatchOfParts> matchParts(const SegmentMatcher& matcher, const PreparedNode& node, std::int64_t begin,
                                std::int64_t period, const RunContext& context)
{
    MatchOfParts matches;
    for (std::size_t p = 0; p < kParts.size(); ++p) {
        const auto samples
            = std::max<std::int64_t>(kMinimumSamples, std::llround(kParts[p] * static_cast<double>(period)));
        NODESENTRY_TRY(matches[p], matcher.match(node.values, begin, begin + samples, context));
    }
    return matches;
}

} // namespace

Result<RunningMatches> matchRunning(const Project& project, const PipelineOptions& options,
                                    const MatchQuery& query, const RunContext& context)
{
    NODESENTRY_TRY(const auto matcher, SegmentMatcher::open(project));
    NODESENTRY_TRY(const auto prepared, preparedSoFar(project, options, context.part(0.0, 0.1, "prepare")));
    RunningMatches result;
    NODESENTRY_TRY(result.at, timeAskedFor(prepared, query));
    NODESENTRY_TRY(const auto chosen, segmentsAt(prepared, query, result.at, result.silent));
    const RunContext alone(context.stopToken()); // nodes are what the threads share
    NODESENTRY_CHECK(forEachNode<RunningMatch>(
        prepared, options, chosen, context.part(0.1, 1.0, "features"),
        [&](const PreparedNode& node, const Chosen& item, std::int64_t period) {
            return matchOne(matcher, node, item, period, query.history, alone);
        },
        [&](const Chosen&, RunningMatch match) { result.segments.push_back(std::move(match)); }));
    return result;
}

Result<MatchConvergences> matchConvergence(const Project& project, const PipelineOptions& options,
                                           const RunContext& context)
{
    NODESENTRY_TRY(const auto matcher, SegmentMatcher::open(project));
    NODESENTRY_TRY(const auto prepared, preparedSoFar(project, options, context.part(0.0, 0.1, "prepare")));
    MatchConvergences result;
    for (auto* group : {&result.jobs, &result.idle})
        for (const double part : kParts)
            group->shares.push_back({part});
    std::vector<Chosen> chosen;
    for (const auto& segment : prepared.preparation().segments) {
        if (segment.train)
            continue;
        const auto period
            = matchPeriodSamples(prepared.grid(segment.node), options.cluster.matchPeriodSeconds);
        if (segment.length() < period)
            ++result.shorter;
        else
            chosen.push_back({&segment, segment.begin + period});
    }
    const RunContext alone(context.stopToken()); // nodes are what the threads share
    NODESENTRY_CHECK(forEachNode<MatchOfParts>(
        prepared, options, chosen, context.part(0.1, 1.0, "features"),
        [&](const PreparedNode& node, const Chosen& item, std::int64_t period) {
            return matchParts(matcher, node, item.segment->begin, period, alone);
        },
        [&](const Chosen& item, const MatchOfParts& matches) {
            auto& group = item.segment->idle() ? result.idle : result.jobs;
            const auto& settled = matches.back();
            ++group.segments;
            for (std::size_t p = 0; p < kParts.size(); ++p) {
                const bool same = matches[p].nearest == settled.nearest;
                group.shares[p].sameCluster += same ? 1 : 0;
                group.shares[p].sameVerdict += same && matches[p].fits == settled.fits ? 1 : 0;
            }
        }));
    return result;
}

} // namespace nodesentry
