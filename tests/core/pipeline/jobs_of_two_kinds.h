#pragma once

#include "core/data/prepared_node.h"
#include "core/pipeline/options.h"
#include "core/project/project.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace nodesentry::test {

inline constexpr std::int64_t kJobSamples = 60;
inline constexpr std::int64_t kMatchSamples = 40;

/// Ten jobs of 60 samples on node n1: those with an odd number are quiet, the others swing; clusters are made
/// of the first six. Node n2 does the same for the first nine, and ends with them. Job 10 is quiet for 20
/// samples before it swings.
class JobsOfTwoKinds : public ::testing::Test {
protected:
    JobsOfTwoKinds();

    /// Imports samples [first, last) of n1, and a job table whose jobs have 60 samples each, the last fewer.
    void import(std::int64_t first, std::int64_t last);
    [[nodiscard]] static TimeMs timeAt(std::int64_t sample);
    /// What the stages made of the segment of n1 that begins at a sample.
    [[nodiscard]] ClusterMember storedMember(std::int64_t begin) const;

    std::shared_ptr<Project> m_project;
    PipelineOptions m_options;
    PreparedNode m_node; ///< n1, as features are taken of it

private:
    TemporaryFolder m_folder;
    std::string m_path;
};

} // namespace nodesentry::test
