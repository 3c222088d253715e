#include "core/pipeline/stages_p.h"

#include "core/base/json_text.h"
#include "core/preprocess/preparation.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace nodesentry {

Result<std::string> runPrepare(Project& project, const PipelineOptions& options, const RunContext& context)
{
    NODESENTRY_TRY(const auto store, project.openSeries());
    NODESENTRY_TRY(const auto metrics, project.metrics());
    NODESENTRY_TRY(const auto jobs, project.jobs());
    NODESENTRY_TRY(const auto preparation, prepare(*store, metrics, jobs, options.prepare, context));
    NODESENTRY_CHECK(project.replaceSegments(preparation.segments));
    NODESENTRY_CHECK(project.setDocument("preparation", preparation.toJson()));

    const auto train = std::count_if(preparation.segments.begin(), preparation.segments.end(),
                                     [](const Segment& segment) { return segment.train; });
    return jsonText(nlohmann::json{{"nodes", preparation.nodes.size()},
                                   {"metrics", metrics.size()},
                                   {"kept_metrics", preparation.keptMetrics.size()},
                                   {"segments", preparation.segments.size()},
                                   {"training_segments", train}});
}

} // namespace nodesentry
