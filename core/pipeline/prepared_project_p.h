#pragma once

#include "core/detect/node_source.h"
#include "core/preprocess/preparation.h"
#include "core/project/project.h"

#include <memory>
#include <string>
#include <vector>

namespace nodesentry {

/// The samples of a project as the detectors see them, read node by node.
class PreparedProject final : public NodeSource {
public:
    /// @error StageMissing  the stage "prepare" has not run
    [[nodiscard]] static Result<PreparedProject> open(const Project& project);

    /// With a preparation that the project does not keep, or not yet.
    [[nodiscard]] static PreparedProject of(Preparation preparation, std::shared_ptr<const SeriesStore> store,
                                            const MetricCatalog& catalog);

    [[nodiscard]] const Preparation& preparation() const { return m_preparation; }
    [[nodiscard]] const std::vector<Entry>& entries() const override { return m_entries; }
    [[nodiscard]] std::int64_t metricCount() const override;
    [[nodiscard]] std::vector<std::string> metricNames() const override { return m_metricNames; }
    [[nodiscard]] Result<PreparedNode> node(std::size_t index) const override;
    [[nodiscard]] Result<PreparedNode> node(const std::string& name) const;
    /// As features are taken of it.
    /// @param standardise  FeatureOptions::standardise
    [[nodiscard]] Result<PreparedNode> nodeForFeatures(const std::string& name,
                                                       const std::string& standardise) const;
    /// @pre the node is in the store
    [[nodiscard]] const TimeGrid& grid(const std::string& node) const;
    [[nodiscard]] std::int64_t nodeCount() const { return static_cast<std::int64_t>(m_entries.size()); }
    [[nodiscard]] std::int64_t sampleCount() const; ///< of all nodes together

private:
    Preparation m_preparation;
    std::vector<std::string> m_metricNames;
    std::vector<Entry> m_entries;
    std::shared_ptr<const SeriesStore> m_store;
};

} // namespace nodesentry
