#include "core/data/series_files.h"
#include "core/detect/score_explanation.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace nodesentry {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// Metrics 0, 1 and 4 of node "n" over five samples, of which the method looks at 1 and 4.
class ExplainRange : public testing::Test {
protected:
    ExplainRange()
    {
        explanation.method = "m";
        explanation.node = "n";
        explanation.grid = {1'700'000'000'000, 15'000, 5};
        explanation.metricOfRow = {1, 4};
        explanation.error.resize(2, 5);
        explanation.error << 1, 0, 3, 1, 0, //
            1, 2, 9, 1, 5;
        explanation.expected.resize(2, 5);
        explanation.expected << 10, 10, 20, 10, 10, //
            0, 0, 0, kNaN, 0;
        explanation.score = {2, 2, 12, 2, kNaN};
        explanation.threshold = {kInfinity, 4, 4, 5, 4};
        explanation.cluster = {7, 7, 8, 7, -1};
        explanation.expert = {0, 1, 2, 0, -1};
        explanation.confidence = {0.5F, 0.5F, 0.75F, 0.5F, 0.0F};

        NodeSeries node{"n", explanation.grid, {0, 1, 4}, {}, {}};
        node.values.resize(3, 5);
        node.values << 0, 0, 0, 0, 0, //
            14, 10, 26, kNaN, 10, //
            -1, -2, -4, -1, -1;
        const auto temporary = m_folder.file("new.h5");
        const auto path = m_folder.file("series.h5");
        auto writer = SeriesStoreWriter::create(temporary, "test").value();
        EXPECT_TRUE(writer.writeNode(node));
        EXPECT_TRUE(writer.finish());
        EXPECT_TRUE(installSeriesStore(temporary, path));
        series = SeriesStore::open(path).value();
    }

    [[nodiscard]] RangeExplanation of(std::int64_t begin, std::int64_t end) const
    {
        return explainRange(explanation, *series, begin, end).value();
    }

    ScoreExplanation explanation;
    std::shared_ptr<const SeriesStore> series;

private:
    test::TemporaryFolder m_folder;
};

TEST_F(ExplainRange, ContributionsAreRankedAndSumToTheErrorOfTheStretch)
{
    const auto range = of(0, 4);
    ASSERT_EQ(range.contributions.size(), 2U);
    EXPECT_EQ(range.contributions[0].metric, 4);
    EXPECT_DOUBLE_EQ(range.contributions[0].error, 13.0);
    EXPECT_DOUBLE_EQ(range.contributions[0].share, 13.0 / 18.0);
    EXPECT_EQ(range.contributions[1].metric, 1);
    EXPECT_DOUBLE_EQ(range.contributions[1].error, 5.0);
    EXPECT_DOUBLE_EQ(range.error, 18.0); // of all columns: 2 + 2 + 12 + 2, the scores
    EXPECT_DOUBLE_EQ(range.contributions[0].share + range.contributions[1].share, 1.0);
}

TEST_F(ExplainRange, MeansCountSamplesByTheirErrorAndLeaveOutWhatIsNotKnown)
{
    const auto range = of(0, 4);
    // Metric 4: errors 1, 2, 9 of observed -1, -2, -4; nothing was expected of the fourth.
    EXPECT_DOUBLE_EQ(range.contributions[0].observed, (-1.0 - 4.0 - 36.0) / 12.0);
    EXPECT_DOUBLE_EQ(range.contributions[0].expected, 0.0);
    // Metric 1: errors 1 and 3 of observed 14 and 26, expected 10 and 20; the fourth was not measured.
    EXPECT_DOUBLE_EQ(range.contributions[1].observed, (14.0 + 78.0) / 4.0);
    EXPECT_DOUBLE_EQ(range.contributions[1].expected, (10.0 + 60.0) / 4.0);
}

TEST_F(ExplainRange, ThePeakIsTheHighestScoreAndTellsOfItsSample)
{
    const auto range = of(0, 5);
    EXPECT_EQ(range.peak, 2);
    EXPECT_DOUBLE_EQ(range.score, 12.0);
    EXPECT_DOUBLE_EQ(range.threshold, 4.0);
    EXPECT_EQ(range.cluster, 8);
    EXPECT_EQ(range.expert, 2);
    EXPECT_DOUBLE_EQ(range.confidence, 0.75);
    EXPECT_EQ(of(4, 5).peak, -1); // not scored
    EXPECT_EQ(of(4, 5).cluster, -1);
}

TEST_F(ExplainRange, MetricsWithoutErrorAreLeftOutAndRangesAreClampedToTheGrid)
{
    ASSERT_EQ(of(1, 2).contributions.size(), 1U);
    EXPECT_EQ(of(1, 2).contributions[0].metric, 4);
    EXPECT_DOUBLE_EQ(of(-100, 100).error, 23.0);
    EXPECT_TRUE(of(9, 12).contributions.empty());
    EXPECT_DOUBLE_EQ(of(9, 12).error, 0.0);
}

TEST_F(ExplainRange, AMethodThatExpectsNothingHasContributionsWithoutMeans)
{
    explanation.expected.resize(0, 0);
    explanation.cluster.clear();
    explanation.expert.clear();
    explanation.confidence.clear();
    const auto range = of(0, 4);
    EXPECT_DOUBLE_EQ(range.error, 18.0);
    EXPECT_TRUE(std::isnan(range.contributions[0].observed));
    EXPECT_TRUE(std::isnan(range.contributions[0].expected));
    EXPECT_EQ(range.cluster, -1);
    EXPECT_EQ(range.expert, -1);
}

TEST_F(ExplainRange, ARowIsFoundByItsMetric)
{
    EXPECT_EQ(explanation.rowOf(1), 0);
    EXPECT_EQ(explanation.rowOf(4), 1);
    EXPECT_EQ(explanation.rowOf(0), -1);
    EXPECT_EQ(explanation.rowOf(9), -1);
}

} // namespace
} // namespace nodesentry
