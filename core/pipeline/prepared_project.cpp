#include "core/pipeline/prepared_project_p.h"

namespace nodesentry {

Result<PreparedProject> PreparedProject::open(const Project& project)
{
    NODESENTRY_TRY(const auto document, project.document("preparation"));
    if (!document)
        return fail(ErrorCode::StageMissing, "the samples have not been prepared",
                    "run 'nodesentry prepare " + project.path() + "'");
    PreparedProject prepared;
    NODESENTRY_TRY(auto segments, project.segments());
    NODESENTRY_TRY(prepared.m_preparation, Preparation::fromJson(*document, std::move(segments)));
    NODESENTRY_TRY(prepared.m_store, project.openSeries());
    return prepared;
}

std::vector<std::string> PreparedProject::nodes() const
{
    std::vector<std::string> names;
    for (const auto& statistics : m_preparation.nodes)
        names.push_back(statistics.node);
    return names;
}

Result<PreparedNode> PreparedProject::node(const std::string& name) const
{
    return applyPreparation(m_preparation, *m_store, name);
}

Result<std::vector<PreparedNode>> PreparedProject::all(const RunContext& context) const
{
    std::vector<PreparedNode> nodes;
    for (const auto& name : this->nodes()) {
        if (context.stopRequested())
            return cancelled();
        NODESENTRY_TRY(auto prepared, node(name));
        nodes.push_back(std::move(prepared));
        context.report(static_cast<double>(nodes.size()) / static_cast<double>(m_preparation.nodes.size()),
                       name);
    }
    return nodes;
}

} // namespace nodesentry
