#pragma once

#include "core/data/prepared_node.h"
#include "core/preprocess/preparation.h"
#include "core/project/project.h"

#include <memory>
#include <string>
#include <vector>

namespace nodesentry {

/// The samples of a project as the detectors see them, read node by node.
class PreparedProject {
public:
    /// @error StageMissing  the stage "prepare" has not run
    [[nodiscard]] static Result<PreparedProject> open(const Project& project);

    [[nodiscard]] const Preparation& preparation() const { return m_preparation; }
    [[nodiscard]] std::vector<std::string> nodes() const;
    [[nodiscard]] Result<PreparedNode> node(const std::string& name) const;
    /// All nodes at once, in the order of nodes().
    [[nodiscard]] Result<std::vector<PreparedNode>> all(const RunContext& context) const;

private:
    Preparation m_preparation;
    std::shared_ptr<const SeriesStore> m_store;
};

} // namespace nodesentry
