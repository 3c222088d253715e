#pragma once

#include "core/base/run_context.h"
#include "core/base/time.h"
#include "core/data/segment.h"
#include "core/pipeline/options.h"
#include "core/pipeline/provisional_match.h"
#include "core/project/project.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

/// Which segments are asked for.
struct MatchQuery {
    /// Samples from here on are not looked at. None: all that there are, or, where a job is asked for, those
    /// up to its end.
    std::optional<TimeMs> at;
    std::vector<std::string> nodes; ///< empty: all
    std::string job; ///< empty: any, and idle time; else segments of that job, shared nodes included
    bool history = false; ///< also how the match came about
};

/// A segment as it was at the time asked for, and what cluster it was taken for.
struct RunningMatch {
    Segment segment; ///< as it is now; it may end later than what was looked at
    TimeMs begin = 0;
    double seconds = 0.0; ///< it had gone on for
    std::int64_t samples = 0; ///< there were of it
    /// by all of these in the match period; none for fewer than kMinimumSamples
    std::optional<ProvisionalMatch> match;
    /// As YoungSegment made it anew while the segment grew, oldest first; the last one is match.
    std::vector<ProvisionalMatch> history;
};

struct RunningMatches {
    TimeMs at = 0;
    std::vector<RunningMatch> segments; ///< by node
    /// Nodes that were asked for and have no sample before that time, or none of the last kMinimumSamples
    /// before it.
    std::vector<std::string> silent;
};

/// Finds the clusters of the segments that run at a time, above all of those whose match period is not over:
/// on each node of the segment that has the last sample before it.
///
/// Samples that were imported since the last run count too: they are cut into segments as runUpdate() would,
/// and the project stays as it is. Gaps are filled in from both of their sides, so that for a time in the
/// past the samples beside one may rest on later ones.
///
/// @param options  those of the last run, see storedOptions()
/// @error StageMissing      there are no clusters
/// @error NotFound          there is no such node, or no segment of such a job
/// @error InconsistentData  the samples or jobs of the training range have changed
/// @error Cancelled         a stop was requested
/// @cost  reads every node that is asked for; features of one beginning for each segment, with history of
///        about 25 for each
[[nodiscard]] Result<RunningMatches> matchRunning(const Project& project, const PipelineOptions& options,
                                                  const MatchQuery& query, const RunContext& context);

/// How many of some segments had found their cluster after a part of the match period.
struct MatchShare {
    double part = 0.0; ///< of the match period; matches are made of at least kMinimumSamples all the same
    std::int64_t sameCluster = 0; ///< nearest to the cluster that they are settled in
    std::int64_t sameVerdict = 0; ///< of these: it was also known whether they fit it
};

/// How soon matches are right.
struct MatchConvergence {
    std::int64_t segments = 0;
    std::vector<MatchShare> shares; ///< after 1/8, 1/4, 1/2 of the match period and the whole
};

struct MatchConvergences {
    MatchConvergence jobs;
    MatchConvergence idle;
    std::int64_t shorter
        = 0; ///< segments in test time that ended within their match period: they are left out
};

/// Compares provisional matches with the settled ones, over all segments in test time that lasted for a match
/// period.
/// @error as matchRunning()
/// @cost  reads every node; features of four beginnings for each segment
[[nodiscard]] Result<MatchConvergences>
matchConvergence(const Project& project, const PipelineOptions& options, const RunContext& context);

} // namespace nodesentry
