// Every method is judged by the same samples.

#include "core/detect/score_store.h"
#include "core/pipeline/import_stage.h"
#include "core/pipeline/pipeline.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <sstream>

namespace nodesentry {
namespace {

/// A node of 400 samples that nobody watched from the 280th to the 360th.
std::string csvWithGap()
{
    std::mt19937 random(8);
    std::vector<std::vector<double>> values(2, std::vector<double>(400));
    for (auto& metric : values)
        for (auto& value : metric)
            value = static_cast<double>(random() % 1000);
    std::istringstream whole(test::csvOf({"cpu", "mem"}, values));
    std::string text;
    std::string line;
    for (int i = -1; std::getline(whole, line); ++i) { // the header first
        if (i < 280 || i >= 360)
            text += line + "\n";
    }
    return text;
}

TEST(ScoredSamples, AreThoseOfSegmentsWhateverTheMethod)
{
    const test::TemporaryFolder folder;
    test::writeText(folder.file("n1.csv"), csvWithGap());
    ASSERT_TRUE(importIntoProject(folder.file("p.nsproj"), {folder.file("n1.csv")}, {}, {}));
    const auto project = Project::open(folder.file("p.nsproj"), OpenMode::ReadWrite).value();
    PipelineOptions options;
    options.train.minSteps = options.train.maxSteps = 5;
    options.train.width = 16;
    options.detect.smoothingSamples = 1;
    Pipeline pipeline(project, options);
    const std::vector<std::string> methods{"nodesentry",       "mean_z2",      "first_difference",
                                           "isolation_forest", "pca_residual", "random"};
    pipeline.setMethods(methods);
    const auto outcome = pipeline.run({}, Stage::Detect);
    ASSERT_TRUE(outcome) << outcome.error().text();
    for (const auto& method : methods) {
        const auto stored = ScoreStore::read(project->scoresPath(), method, "n1", false);
        ASSERT_TRUE(stored) << stored.error().text();
        ASSERT_EQ(stored->scores.score.size(), 400U);
        for (std::size_t i = 0; i < 400; ++i) {
            if (method == "first_difference" && (i == 0 || i == 360))
                continue; // it has no sample before
            ASSERT_EQ(std::isfinite(stored->scores.score[i]), i < 280 || i >= 360)
                << method << ", sample " << i;
        }
    }
}

} // namespace
} // namespace nodesentry
