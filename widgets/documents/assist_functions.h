#pragma once

#include "core/base/run_context.h"
#include "core/project/project.h"
#include "core/review/review_node.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace nodesentry::ui {

/// A method that can be asked for suggestions.
struct DetectorEntry {
    std::string name;
    std::string description; ///< one sentence
};

/// What the core does to help a person who labels. Given from outside, so that widgets need not link the
/// pipeline; see core/pipeline/label_assist.h. All run in the background. An empty function is not offered.
struct AssistFunctions {
    using ProjectPointer = std::shared_ptr<Project>;

    std::function<Result<std::vector<DetectorEntry>>(const ProjectPointer&)> detectors;
    std::function<Result<void>(const ProjectPointer&, const std::string& method,
                               const std::vector<std::string>& nodes, const RunContext&)>
        detect;
    std::function<Result<void>(const ProjectPointer&, const std::string& method, double factor,
                               const RunContext&)>
        offer;
    std::function<Result<std::vector<ReviewNode>>(const ProjectPointer&, const std::string& method,
                                                  const std::vector<std::string>& nodes, const RunContext&)>
        nodes;
    std::function<Result<int>(const ProjectPointer&, LabelId, const RunContext&)> similar;
};

} // namespace nodesentry::ui
