#include "core/pipeline/method_names.h"
#include "core/pipeline/options.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace nodesentry {
namespace {

TEST(PipelineOptions, EveryParameterHasAUniqueNameAndAHelpText)
{
    PipelineOptions options;
    const auto binder = bindParameters(options);
    std::set<std::string> names;
    for (const auto& parameter : binder.parameters()) {
        EXPECT_TRUE(names.insert(parameter.name).second) << parameter.name;
        EXPECT_NE(parameter.name.find('.'), std::string::npos) << parameter.name;
        EXPECT_FALSE(parameter.help.empty()) << parameter.name;
    }
    EXPECT_TRUE(names.contains("cluster.k") && names.contains("train.experts") && names.contains("run.seed"));
}

TEST(PipelineOptions, EveryDefaultIsWithinItsOwnRange)
{
    for (const auto* preset : {"default", "paper"}) {
        auto options = presetOptions(preset).value();
        auto binder = bindParameters(options);
        for (const auto& parameter : binder.parameters()) {
            const auto set = binder.set(parameter.name, parameter.valueText());
            EXPECT_TRUE(set) << preset << ": " << set.error().text();
        }
    }
    EXPECT_EQ(presetOptions("best").error().code, ErrorCode::InvalidArgument);
}

TEST(PipelineOptions, FewParametersAreForEverybodyAndAblationsForNobody)
{
    PipelineOptions options;
    const auto binder = bindParameters(options);
    std::set<std::string> basic;
    std::set<std::string> experiments;
    for (const auto& parameter : binder.parameters()) {
        if (parameter.audience == Audience::Basic)
            basic.insert(parameter.name);
        if (parameter.audience == Audience::Experiment)
            experiments.insert(parameter.name);
        for (const auto& choice : parameter.experimentChoices) {
            experiments.insert(parameter.name + "=" + choice);
            EXPECT_TRUE(parameter.check(choice)) << parameter.name;
            EXPECT_NE(parameter.defaultText, choice) << parameter.name;
        }
    }
    EXPECT_GE(basic.size(), 15U);
    EXPECT_LE(basic.size(), 25U);
    EXPECT_TRUE(basic.contains("detect.k") && basic.contains("run.seed") && !basic.contains("train.heads"));
    EXPECT_EQ(experiments,
              (std::set<std::string>{"cluster.matching", "cluster.method=shuffled", "cluster.training_choice",
                                     "cluster.training_share", "train.position_encoding"}));
}

TEST(PipelineOptions, AllButTheseChangeResults)
{
    PipelineOptions options;
    const auto binder = bindParameters(options);
    std::set<std::string> others;
    for (const auto& parameter : binder.parameters())
        if (parameter.effect != Effect::Result)
            others.insert(parameter.name);
    EXPECT_EQ(others, (std::set<std::string>{"run.detectors", "train.checkpoint_minutes"}))
        << "a parameter that is taken out of the fingerprints makes every project stale once";
}

TEST(PipelineOptions, JsonKeepsEveryValueAndIgnoresParametersOfOtherVersions)
{
    PipelineOptions options;
    options.cluster.k = 7;
    options.detect.k = 2.625;
    options.seed = 42;
    const auto again = optionsFromJson(parametersJson(options)).value();
    EXPECT_EQ(parametersJson(again), parametersJson(options));
    EXPECT_EQ(again.cluster.k, 7);
    EXPECT_EQ(optionsFromJson(R"({"cluster.k": "3", "future.thing": "1"})").value().cluster.k, 3);
    EXPECT_EQ(optionsFromJson("no json").error().code, ErrorCode::Corrupt);
    EXPECT_EQ(optionsFromJson(R"({"cluster.k": "-3"})").error().code, ErrorCode::InvalidArgument);
}

TEST(PipelineOptions, ChangedParametersAreThoseThatAreNotTheDefault)
{
    PipelineOptions options;
    EXPECT_TRUE(changedParameters(options).empty());
    options.seed = 42;
    options.device = "cpu";
    EXPECT_TRUE(changedParameters(options).empty()) << "neither is a choice of method";
    options.detect.freeze = false;
    options.cluster.k = 7;
    EXPECT_EQ(
        changedParameters(options),
        (std::vector<std::pair<std::string, std::string>>{{"cluster.k", "7"}, {"detect.freeze", "false"}}));
    const auto paper = changedParameters(presetOptions("paper").value());
    using Change = std::pair<std::string, std::string>;
    for (const auto& change :
         {Change{"train.score_error", "squared"}, {"train.tail_weight", "0"}, {"detect.freeze", "false"}})
        EXPECT_EQ(std::count(paper.begin(), paper.end(), change), 1) << change.first;
    EXPECT_EQ(std::count(paper.begin(), paper.end(), Change{"detect.window_s", "1200"}), 0)
        << "the default too";
}

TEST(Methods, TheRandomRowIsAlwaysThereAndUnknownNamesAreAnswered)
{
    EXPECT_EQ(checkedMethods({"nodesentry", "mean_z2", "nodesentry"}).value(),
              (std::vector<std::string>{"nodesentry", "mean_z2", "random"}));
    const auto wrong = checkedMethods({"oracle"});
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().advice.find("mean_z2"), std::string::npos);
}

} // namespace
} // namespace nodesentry
