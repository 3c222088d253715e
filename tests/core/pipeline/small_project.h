#pragma once

#include "core/project/project.h"
#include "tests/support/temporary_folder.h"

#include <memory>
#include <string>
#include <vector>

namespace nodesentry::test {

/// CSV text of one node: `time` in steps of 15 s, then the named metrics; value of metric m at sample i is
/// values[m][i].
/// @param first  number of the first sample, counted from kStart
std::string csvOf(const std::vector<std::string>& metrics, const std::vector<std::vector<double>>& values,
                  std::int64_t first = 0);

void writeText(const std::string& path, const std::string& text);

/// A project of one node n1 with 200 samples, prepared: 120 for training, jobs a (samples 0..100) and b
/// (100..200), metrics cpu and mem, which are independent noise.
class SmallProject {
public:
    SmallProject();

    TemporaryFolder folder;
    std::string path;
    std::shared_ptr<Project> project;
};

inline constexpr TimeMs kStart = 1'700'000'000'000;
inline constexpr std::int64_t kStepMs = 15'000;

} // namespace nodesentry::test
