#include "core/pipeline/stages_p.h"

#include "core/base/json_text.h"
#include "core/pipeline/evaluation_report.h"

#include <nlohmann/json.hpp>

namespace nodesentry {

Result<std::string> runEvaluate(Project& project, const PipelineOptions& options,
                                const std::vector<std::string>& methods, const RunContext& context)
{
    NODESENTRY_TRY(const auto labels, project.labels());
    if (labels.empty()) {
        // A site without labels still detects; there is just nothing to compare with.
        NODESENTRY_CHECK(project.setDocument("evaluation", "{}"));
        return jsonText(nlohmann::json{{"labels", 0}});
    }
    NODESENTRY_TRY(const auto report,
                   evaluateProject(project, options, {methods, EvaluationGroup::None, {}}, context));
    NODESENTRY_CHECK(project.setDocument("evaluation", report));
    const auto json = nlohmann::json::parse(report);
    return jsonText(nlohmann::json{{"labels", labels.size()},
                                   {"test_samples", json.value("test_samples", 0)},
                                   {"anomalous_samples", json.value("anomalous_samples", 0)}});
}

} // namespace nodesentry
