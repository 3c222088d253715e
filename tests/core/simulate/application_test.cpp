#include "core/simulate/application.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace nodesentry {
namespace {

JobShape longJob(const Application& application)
{
    JobShape job;
    job.lengthSeconds = 5.0 * 3600.0 + 2.0 * application.checkpointEvery;
    job.alone = false;
    return job;
}

TEST(Application, NamesAreUniqueAlsoBeyondTheBuiltInKinds)
{
    std::set<std::string> names;
    for (const auto& application : makeApplications(30, 1))
        names.insert(application.name);
    EXPECT_EQ(names.size(), 30U);
}

TEST(Application, EachHasAStartAFinishAndAtLeastTwoPhasesThatDiffer)
{
    for (const auto& application : makeApplications(24, 3)) {
        ASSERT_GE(application.cycle.size(), 2U) << application.name;
        EXPECT_GT(application.start.seconds, 0.0);
        EXPECT_GT(application.finish.seconds, 0.0);
        double difference = 0.0;
        for (std::size_t k = 0; k < kActivityCount; ++k)
            difference += std::abs(application.cycle[0].levels[k] - application.cycle[1].levels[k]);
        EXPECT_GT(difference, 0.5) << application.name;
    }
}

TEST(Application, AllLevelsStayNearTheUnitInterval)
{
    for (const auto& application : makeApplications(24, 9)) {
        const auto job = longJob(application);
        for (double t = 0.0; t < job.lengthSeconds; t += 7.0)
            for (const float level : levelsAt(application, job, t)) {
                ASSERT_GE(level, 0.0F) << application.name;
                ASSERT_LE(level, 1.3F) << application.name;
            }
    }
}

TEST(Application, CheckpointsComeAtEvenIntervals)
{
    Application application = makeApplications(1, 4).front();
    application.start.seconds = 100.0;
    application.settleSeconds = 0.0;
    application.checkpointEvery = 1000.0;
    application.checkpoint.seconds = 50.0;
    application.checkpoint.levels[indexOf(Activity::DiskWrite)] = 0.9F;
    const auto job = longJob(application);
    for (const double t : {1125.0, 2175.0, 3225.0})
        EXPECT_NEAR(levelsAt(application, job, t)[indexOf(Activity::DiskWrite)], 0.9F, 0.01F) << t;
    for (const double t : {1050.0, 1200.0, 2100.0})
        EXPECT_LT(levelsAt(application, job, t)[indexOf(Activity::DiskWrite)], 0.2F) << t;
}

TEST(Application, AJobThatFailsDoesNotFinish)
{
    const auto application = makeApplications(1, 4).front();
    auto job = longJob(application);
    const double nearEnd = job.lengthSeconds - 0.5 * application.finish.seconds;
    EXPECT_GT(levelsAt(application, job, nearEnd)[indexOf(Activity::DiskWrite)], 0.2F);
    job.finishes = false;
    job.lengthSeconds += application.checkpointEvery / 2; // so that no checkpoint is there
    const auto levels = levelsAt(application, job, job.lengthSeconds - 0.5 * application.finish.seconds);
    EXPECT_GT(levels[indexOf(Activity::User)], 0.4F);
}

TEST(Application, AnotherSeedIsAnotherPattern)
{
    const auto one = makeApplications(5, 1);
    const auto other = makeApplications(5, 2);
    for (std::size_t i = 0; i < one.size(); ++i) {
        EXPECT_EQ(one[i].name, other[i].name);
        EXPECT_NE(one[i].cycle[0].seconds, other[i].cycle[0].seconds);
    }
}

} // namespace
} // namespace nodesentry
