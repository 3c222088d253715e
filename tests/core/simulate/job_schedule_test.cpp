#include "tests/core/simulate/small_cluster.h"

#include <algorithm>
#include <set>

namespace nodesentry {
namespace {

using test::planOf;
using test::smallCluster;

constexpr double kDay = 86'400.0;

const SimulationPlan& d2()
{
    static const auto plan = planOf(simulationLike("d2").value());
    return plan;
}

std::vector<double> lengths(const SimulationPlan& plan)
{
    std::vector<double> seconds;
    for (const auto& job : plan.jobs)
        seconds.push_back(job.shape.lengthSeconds);
    std::sort(seconds.begin(), seconds.end());
    return seconds;
}

TEST(JobSchedule, ThereAreAsManyJobsAsAskedForWithIdsInTheOrderOfTheirBegin)
{
    ASSERT_EQ(d2().jobs.size(), 1430U);
    std::set<std::string> ids;
    for (std::size_t i = 0; i < d2().jobs.size(); ++i) {
        ids.insert(d2().jobs[i].job.id);
        if (i > 0) {
            EXPECT_LE(d2().jobs[i - 1].job.begin, d2().jobs[i].job.begin);
        }
    }
    EXPECT_EQ(ids.size(), 1430U);
}

TEST(JobSchedule, NoTwoJobsAreOnANodeAtATime)
{
    for (const auto& jobs : d2().jobsOfHost)
        for (std::size_t i = 1; i < jobs.size(); ++i) {
            const auto& before = d2().jobs[static_cast<std::size_t>(jobs[i - 1])].job;
            const auto& after = d2().jobs[static_cast<std::size_t>(jobs[i])].job;
            ASSERT_TRUE(before.end.has_value()) << "a job that still runs is the node's last one";
            EXPECT_GE(after.begin, *before.end + 5000) << before.id << " and " << after.id;
        }
}

TEST(JobSchedule, JobsRunOnDifferentNodesThatAreThere)
{
    std::set<std::string> known;
    for (const auto& host : d2().hosts)
        known.insert(host.name);
    const auto recording = d2().grid.range();
    for (const auto& job : d2().jobs) {
        ASSERT_EQ(job.nodes.size(), job.job.nodes.size());
        EXPECT_EQ(std::set<int>(job.nodes.begin(), job.nodes.end()).size(), job.nodes.size());
        const TimeRange inside{std::max(job.job.begin, recording.begin),
                               std::min(job.endOr(recording.end), recording.end)};
        for (std::size_t i = 0; i < job.nodes.size(); ++i) {
            const auto& host = d2().hosts[static_cast<std::size_t>(job.nodes[i])];
            EXPECT_EQ(host.name, job.job.nodes[i]);
            EXPECT_TRUE(known.contains(host.name));
            EXPECT_LE(host.grid.range().begin, inside.begin) << job.job.id;
            EXPECT_GE(host.grid.range().end, inside.end) << job.job.id;
        }
    }
}

TEST(JobSchedule, AboutOneJobInTwentyLastsADayOrLongerAndTheTailIsHeavy)
{
    const auto seconds = lengths(d2());
    const auto under = std::lower_bound(seconds.begin(), seconds.end(), kDay) - seconds.begin();
    EXPECT_NEAR(static_cast<double>(under) / static_cast<double>(seconds.size()), 0.949, 0.005);
    double sum = 0.0;
    for (const double length : seconds)
        sum += length;
    EXPECT_GT(sum / static_cast<double>(seconds.size()), 3.0 * seconds[seconds.size() / 2]);
}

TEST(JobSchedule, TheWantedShareOfTheNodesTimeIsInJobs)
{
    double inJobs = 0.0;
    double there = 0.0;
    const auto recording = d2().grid.range();
    for (const auto& host : d2().hosts)
        there += static_cast<double>(host.grid.range().length());
    for (const auto& job : d2().jobs)
        inJobs += static_cast<double>(job.nodes.size())
            * static_cast<double>(std::min(job.endOr(recording.end), recording.end)
                                  - std::max(job.job.begin, recording.begin));
    EXPECT_NEAR(inJobs / there, 0.75, 0.08);
}

TEST(JobSchedule, SomeJobsHaveManyNodesAndEveryApplicationHasAJob)
{
    std::set<std::string> applications;
    std::size_t most = 0;
    for (const auto& job : d2().jobs) {
        applications.insert(job.job.attributes.at("App"));
        most = std::max(most, job.nodes.size());
    }
    EXPECT_EQ(applications.size(), d2().applications.size());
    EXPECT_GE(most, 4U);
}

TEST(JobSchedule, JobsAtTheEdgesBeganBeforeOrStillRun)
{
    int before = 0;
    int running = 0;
    for (const auto& job : d2().jobs) {
        before += job.job.begin < d2().grid.origin;
        running += !job.job.end.has_value();
        EXPECT_EQ(!job.job.end.has_value(), job.job.state == "RUNNING");
    }
    EXPECT_GT(before, 0);
    EXPECT_GT(running, 0);
}

TEST(JobSchedule, AShortRecordingHasNoJobOfADay)
{
    auto options = smallCluster();
    options.days = 1;
    options.jobs = 60;
    EXPECT_LT(lengths(planOf(options)).back(), kDay);
}

TEST(JobSchedule, MoreJobsThanFitAreRefused)
{
    auto options = smallCluster();
    options.days = 0.1;
    options.jobs = 5000;
    const auto plan = planSimulation(options);
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().code, ErrorCode::InvalidArgument);
}

TEST(JobSchedule, AStopIsAnswered)
{
    std::stop_source stop;
    stop.request_stop();
    const auto plan = planSimulation(smallCluster(), RunContext(stop.get_token()));
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace nodesentry
