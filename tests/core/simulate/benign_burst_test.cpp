#include "core/simulate/benign_burst.h"

#include "core/simulate/node_activity.h"
#include "tests/core/simulate/small_cluster.h"

#include <algorithm>

namespace nodesentry {
namespace {

using test::planOf;
using test::smallCluster;

TEST(BenignBurst, ThereIsOneEveryOtherDayOfAMinuteToThree)
{
    auto options = smallCluster();
    options.nodes = 60;
    options.days = 10;
    const auto plan = planOf(options);
    std::size_t count = 0;
    double days = 0.0;
    for (int host = 0; host < options.nodes; ++host) {
        const auto& grid = plan.hosts[static_cast<std::size_t>(host)].grid;
        days += grid.stepSeconds() * static_cast<double>(grid.size) / 86'400.0;
        std::int64_t before = 0;
        for (const auto& burst : benignBurstsOf(plan, host)) {
            ++count;
            EXPECT_GE(burst.begin, before) << "ascending";
            before = burst.begin;
            EXPECT_LE(burst.end, grid.size);
            const double seconds = grid.stepSeconds() * static_cast<double>(burst.end - burst.begin);
            EXPECT_TRUE(burst.end == grid.size || (60.0 <= seconds && seconds <= 180.0 + grid.stepSeconds()));
            EXPECT_GT(burst.level, 0.0F);
        }
    }
    // A Poisson process of some 290: six standard deviations are 100.
    EXPECT_NEAR(static_cast<double>(count), 0.5 * days, 100.0);
}

TEST(BenignBurst, ItShowsInItsActivityAndNeverInALabel)
{
    const auto plan = planOf(smallCluster());
    std::size_t seen = 0;
    for (int host = 0; host < static_cast<int>(plan.hosts.size()); ++host) {
        const auto levels = nodeActivity(plan, host, false);
        for (const auto& burst : benignBurstsOf(plan, host)) {
            // What shares the processor or the tasks with others has an upper limit.
            if (burst.activity == Activity::System || burst.activity == Activity::IoWait
                || burst.activity == Activity::Tasks)
                continue;
            ++seen;
            for (auto t = burst.begin; t < burst.end; ++t)
                EXPECT_GE(levels(static_cast<Eigen::Index>(burst.activity), t), burst.level) << burst.name;
        }
    }
    EXPECT_GT(seen, 3U);
}

TEST(BenignBurst, ThereAreAsManyAsAskedForOrNone)
{
    auto options = smallCluster();
    options.burstsPerDay = 10.0;
    const auto plan = planOf(options);
    std::size_t count = 0;
    for (int host = 0; host < options.nodes; ++host)
        count += benignBurstsOf(plan, host).size();
    EXPECT_NEAR(static_cast<double>(count), 10.0 * options.days * options.nodes, 120.0);
    options.burstsPerDay = 0.0;
    EXPECT_TRUE(benignBurstsOf(planOf(options), 0).empty());
}

TEST(BenignBurst, TheyAreAFunctionOfSeedAndHost)
{
    const auto plan = planOf(smallCluster());
    const auto begins = [](const SimulationPlan& of, int host) {
        std::vector<std::int64_t> all;
        for (const auto& burst : benignBurstsOf(of, host))
            all.push_back(burst.begin);
        return all;
    };
    EXPECT_EQ(begins(plan, 3), begins(plan, 3));
    auto other = smallCluster();
    other.seed = 6;
    const auto otherPlan = planOf(other);
    bool differs = false;
    for (int host = 0; host < 12; ++host)
        differs = differs || begins(plan, host) != begins(otherPlan, host);
    EXPECT_TRUE(differs);
}

} // namespace
} // namespace nodesentry
