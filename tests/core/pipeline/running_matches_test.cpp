#include "core/pipeline/running_matches.h"

#include "tests/core/pipeline/jobs_of_two_kinds.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

using test::kJobSamples;

class RunningMatchesTest : public test::JobsOfTwoKinds {
protected:
    [[nodiscard]] RunningMatches ask(const MatchQuery& query, int threads = 1) const
    {
        auto matches = matchRunning(*m_project, m_options, query, RunContext({}, {}, threads));
        EXPECT_TRUE(matches) << matches.error().text();
        return matches ? std::move(*matches) : RunningMatches();
    }
    [[nodiscard]] RunningMatches askAt(std::int64_t sample, bool history = false) const
    {
        return ask({timeAt(sample), {"n1"}, "", history});
    }
    [[nodiscard]] int quiet() const { return storedMember(6 * kJobSamples).cluster; }
    [[nodiscard]] int swinging() const { return storedMember(7 * kJobSamples).cluster; }
};

TEST_F(RunningMatchesTest, AtTheEndOfTheSamplesEachNodeHasOneAndASilentOneNone)
{
    const auto matches = ask({});
    EXPECT_EQ(matches.at, timeAt(10 * kJobSamples));
    EXPECT_EQ(matches.silent, std::vector<std::string>{"n2"}) << "it ended a job before";
    ASSERT_EQ(matches.segments.size(), 1U);
    const auto& last = matches.segments.front();
    EXPECT_EQ(last.segment.node, "n1");
    EXPECT_EQ(last.segment.job, "10");
    EXPECT_EQ(last.begin, timeAt(9 * kJobSamples));
    EXPECT_EQ(last.samples, kJobSamples);
    EXPECT_EQ(last.seconds, 900.0);
    ASSERT_TRUE(last.match);
    EXPECT_TRUE(last.match->settled);
    EXPECT_EQ(last.match->samples, test::kMatchSamples);
    const auto stored = storedMember(9 * kJobSamples);
    EXPECT_EQ(last.match->match.nearest, stored.cluster);
    EXPECT_EQ(last.match->match.distance, stored.distance) << "bit for bit what the stages have";
    EXPECT_EQ(last.match->match.fits, stored.fits);
    EXPECT_TRUE(last.history.empty()) << "nobody asked for it";

    // A node that lags a few samples behind is not silent.
    EXPECT_TRUE(ask({timeAt(9 * kJobSamples + 11), {}, "", false}).silent.empty());
    EXPECT_EQ(ask({timeAt(9 * kJobSamples + 12), {}, "", false}).silent.size(), 1U);
}

TEST_F(RunningMatchesTest, WhatComesAfterTheTimeIsNotLookedAt)
{
    EXPECT_NE(quiet(), swinging());
    const auto young = askAt(7 * kJobSamples + 20).segments;
    ASSERT_EQ(young.size(), 1U);
    EXPECT_EQ(young.front().segment.job, "8");
    EXPECT_EQ(young.front().samples, 20);
    ASSERT_TRUE(young.front().match);
    EXPECT_FALSE(young.front().match->settled);
    EXPECT_EQ(young.front().match->samples, 20);
    EXPECT_EQ(young.front().match->match.nearest, swinging());

    const auto tooYoung = askAt(7 * kJobSamples + 11).segments;
    ASSERT_EQ(tooYoung.size(), 1U);
    EXPECT_EQ(tooYoung.front().samples, 11);
    EXPECT_FALSE(tooYoung.front().match);

    // At its end a job is still the one that had the last sample.
    EXPECT_EQ(askAt(7 * kJobSamples).segments.front().segment.job, "7");
    const auto before = ask({timeAt(0), {}, "", false});
    EXPECT_TRUE(before.segments.empty());
    EXPECT_EQ(before.silent.size(), 2U);
}

TEST_F(RunningMatchesTest, AJobThatIsOverIsLookedAtAsItEnded)
{
    const auto matches = ask({{}, {}, "8", false}, 3);
    EXPECT_EQ(matches.at, timeAt(8 * kJobSamples));
    ASSERT_EQ(matches.segments.size(), 2U) << "one a node";
    for (const auto& match : matches.segments) {
        EXPECT_EQ(match.segment.job, "8");
        EXPECT_EQ(match.samples, kJobSamples);
        ASSERT_TRUE(match.match && match.match->settled);
        EXPECT_EQ(match.match->match.nearest, swinging());
    }
    EXPECT_EQ(matches.segments[0].segment.node, "n1");
    EXPECT_EQ(matches.segments[1].segment.node, "n2");
    EXPECT_TRUE(ask({timeAt(30), {}, "8", false}).segments.empty()) << "it did not run then";
}

TEST_F(RunningMatchesTest, TheHistoryHasEachRefinementAndEndsWithTheMatch)
{
    const auto samplesOf = [](const RunningMatch& match) {
        std::vector<std::int64_t> samples;
        for (const auto& step : match.history)
            samples.push_back(step.samples);
        return samples;
    };
    // By hand: from 12 on whenever it has grown by an eighth, and all there is at last.
    auto found = askAt(9 * kJobSamples + 30, true).segments.front();
    EXPECT_EQ(samplesOf(found), (std::vector<std::int64_t>{12, 14, 16, 18, 21, 24, 27, 30}));
    EXPECT_FALSE(found.history.back().settled);
    EXPECT_EQ(found.history.back().match.distance, found.match->match.distance);
    found = askAt(9 * kJobSamples + 50, true).segments.front();
    EXPECT_EQ(samplesOf(found), (std::vector<std::int64_t>{12, 14, 16, 18, 21, 24, 27, 31, 35, 40}));
    EXPECT_TRUE(found.history.back().settled);
    for (const auto& step : found.history) { // it is quiet for 20 samples, then swings
        if (step.samples <= 18) {
            EXPECT_EQ(step.match.nearest, quiet()) << step.samples;
        }
    }
    EXPECT_EQ(found.history.back().match.nearest, swinging());
}

TEST_F(RunningMatchesTest, SamplesThatCameSinceTheRunAreMatchedAndTheProjectStaysAsItIs)
{
    const auto segments = m_project->segments().value();
    import(10 * kJobSamples, 11 * kJobSamples + 15); // a quiet job, and the beginning of one that swings
    const auto reader = Project::open(m_project->path(), OpenMode::ReadOnly);
    ASSERT_TRUE(reader);
    const auto matches = matchRunning(**reader, m_options, {}, {});
    ASSERT_TRUE(matches) << matches.error().text();
    ASSERT_EQ(matches->segments.size(), 1U);
    EXPECT_EQ(matches->segments.front().segment.job, "12");
    EXPECT_EQ(matches->segments.front().samples, 15);
    EXPECT_EQ(matches->segments.front().match->match.nearest, swinging());
    EXPECT_FALSE(matches->segments.front().match->settled);
    EXPECT_EQ(m_project->segments().value(), segments);
}

TEST_F(RunningMatchesTest, WhatIsNotThereIsNamed)
{
    const auto codeOf = [this](const MatchQuery& query) {
        const auto answer = matchRunning(*m_project, m_options, query, {});
        EXPECT_FALSE(answer);
        return answer ? ErrorCode::Cancelled : answer.error().code;
    };
    EXPECT_EQ(codeOf({{}, {"n9"}, "", false}), ErrorCode::NotFound);
    EXPECT_EQ(codeOf({{}, {}, "99", false}), ErrorCode::NotFound);
    ASSERT_TRUE(m_project->forgetStage("features"));
    EXPECT_EQ(codeOf({}), ErrorCode::StageMissing) << "nothing to match with";
}

TEST_F(RunningMatchesTest, TheShareOfRightMatchesIsCountedOverAllOfTestTime)
{
    const auto figures = matchConvergence(*m_project, m_options, RunContext({}, {}, 2));
    ASSERT_TRUE(figures) << figures.error().text();
    const auto& jobs = figures->jobs;
    EXPECT_EQ(jobs.segments, 4 + 3) << "jobs 7 to 10 of n1, 7 to 9 of n2";
    EXPECT_EQ(figures->shorter, 0);
    EXPECT_EQ(figures->idle.segments, 0);
    ASSERT_EQ(jobs.shares.size(), 4U);
    std::vector<double> parts;
    std::vector<std::int64_t> wrong;
    for (const auto& share : jobs.shares) {
        parts.push_back(share.part);
        wrong.push_back(jobs.segments - share.sameCluster);
        EXPECT_LE(share.sameVerdict, share.sameCluster);
    }
    EXPECT_EQ(parts, (std::vector<double>{0.125, 0.25, 0.5, 1.0}));
    EXPECT_EQ(wrong, (std::vector<std::int64_t>{1, 1, 1, 0})) << "job 10 is quiet for half of the period";
    EXPECT_EQ(jobs.shares.back().sameVerdict, jobs.segments);
}

} // namespace
} // namespace nodesentry
