#include "core/pipeline/run_request.h"

#include "core/pipeline/options.h"
#include "core/pipeline/stored_options.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace nodesentry {
namespace {

class RunRequests : public ::testing::Test {
protected:
    RunRequests()
    {
        PipelineOptions stored;
        stored.detect.k = 4.5;
        stored.prepare.trainUntil = "2026-01-31";
        stored.seed = 7;
        EXPECT_TRUE(storeOptions(*project, stored));
    }

    test::TemporaryFolder folder;
    std::shared_ptr<Project> project = Project::create(folder.file("p.nsproj")).value();
};

TEST_F(RunRequests, AnEmptyOneRunsAsTheProjectWasLastRun)
{
    const auto options = resolveOptions(*project, {});
    ASSERT_TRUE(options) << options.error().text();
    EXPECT_EQ(parametersJson(*options), parametersJson(storedOptions(*project).value()));
    EXPECT_EQ(resolveMethods(*project, *options, {}).value(), methodsOfProject(*project).value());
}

TEST_F(RunRequests, APresetComesFirstAndSingleParametersLast)
{
    RunRequest request;
    request.preset = "paper";
    request.seed = 3;
    request.parameters = {{"train.experts", "5"}, {"run.seed", "9"}};
    const auto options = resolveOptions(*project, request).value();
    auto expected = presetOptions("paper").value();
    expected.train.experts = 5;
    expected.seed = 9;
    EXPECT_EQ(parametersJson(options), parametersJson(expected));
}

TEST_F(RunRequests, AShareTakesThePlaceOfAnEndOfTraining)
{
    RunRequest request;
    request.trainFraction = 0.25;
    const auto share = resolveOptions(*project, request).value();
    EXPECT_EQ(share.prepare.trainUntil, "");
    EXPECT_EQ(share.prepare.trainFraction, 0.25);
    RunRequest until;
    until.trainUntil = "2026-02-01";
    EXPECT_EQ(resolveOptions(*project, until)->prepare.trainUntil, "2026-02-01");
}

TEST_F(RunRequests, WhatCannotBeIsRefused)
{
    RunRequest unknown;
    unknown.parameters = {{"train.magic", "1"}};
    EXPECT_EQ(resolveOptions(*project, unknown).error().code, ErrorCode::NotFound);
    RunRequest outside;
    outside.parameters = {{"train.experts", "0"}};
    EXPECT_EQ(resolveOptions(*project, outside).error().code, ErrorCode::InvalidArgument);
    RunRequest device;
    device.device = "tpu";
    EXPECT_EQ(resolveOptions(*project, device).error().code, ErrorCode::InvalidArgument);
    RunRequest method;
    method.methods = {"oracle"};
    EXPECT_EQ(resolveMethods(*project, {}, method).error().code, ErrorCode::NotFound);
    method.methods = {"knn"};
    EXPECT_EQ(resolveMethods(*project, {}, method).value(), (std::vector<std::string>{"knn", "random"}));
}

TEST_F(RunRequests, ChoicesTellTheProjectsValuesBesideTheDefaults)
{
    const auto choices = runChoices(*project);
    ASSERT_TRUE(choices) << choices.error().text();
    const auto k = std::find_if(choices->parameters.begin(), choices->parameters.end(),
                                [](const auto& value) { return value.info.name == "detect.k"; });
    ASSERT_NE(k, choices->parameters.end());
    EXPECT_EQ(k->text, "4.5");
    EXPECT_EQ(k->info.defaultText, parameterText(PipelineOptions{}.detect.k));
    ASSERT_EQ(choices->presets.size(), 2U);
    EXPECT_EQ(choices->presets[1].name, "paper");
    EXPECT_EQ(choices->presets[1].values.size(), choices->parameters.size());
    std::vector<std::string> chosen;
    for (const auto& method : choices->methods) {
        EXPECT_EQ(method.required, method.name == "random") << method.name;
        if (method.chosen)
            chosen.push_back(method.name);
    }
    EXPECT_EQ(chosen, (std::vector<std::string>{"nodesentry", "mean_z2", "random"}));
    ASSERT_FALSE(choices->devices.empty());
    EXPECT_EQ(choices->devices.front().name, "cpu");
}

/// What the sheet of the window does: it starts from a preset and names what differs from it.
TEST_F(RunRequests, APresetAndItsValuesOneByOneAreTheSame)
{
    const auto choices = runChoices(*project).value();
    for (const auto& preset : choices.presets) {
        RunRequest named;
        named.preset = preset.name;
        RunRequest spelled;
        spelled.parameters = preset.values;
        EXPECT_EQ(parametersJson(resolveOptions(*project, named).value()),
                  parametersJson(resolveOptions(*project, spelled).value()))
            << preset.name;
    }
}

} // namespace
} // namespace nodesentry
