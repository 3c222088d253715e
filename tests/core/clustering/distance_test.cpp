#include "core/clustering/distance.h"

#include "blobs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace nodesentry;

TEST(Distance, IndexRunsThroughTheUpperTriangleRowByRow)
{
    const CondensedDistances distances(5);
    std::int64_t expected = 0;
    for (std::int64_t i = 0; i < 5; ++i)
        for (std::int64_t j = i + 1; j < 5; ++j)
            EXPECT_EQ(distances.index(i, j), expected++);
    EXPECT_EQ(distances.pairs(), expected);
}

TEST(Distance, EqualsTheDirectSumForSizesThatFillNoTile)
{
    for (const std::int64_t n : {2, 3, 31, 32, 33, 67})
        for (const std::int64_t columns : {1, 3, 4, 255, 256, 262}) {
            const auto blobs = test::makeBlobs(n, columns, 3, 4.0, 7);
            const auto distances = euclideanDistances<double>(blobs.points);
            ASSERT_TRUE(distances);
            for (std::int64_t i = 0; i < n; ++i)
                for (std::int64_t j = 0; j < n; ++j) {
                    double squares = 0;
                    for (std::int64_t c = 0; c < columns; ++c)
                        squares += std::pow(blobs.points(i, c) - blobs.points(j, c), 2);
                    ASSERT_NEAR((*distances)(i, j), std::sqrt(squares), 1e-13 * std::sqrt(squares))
                        << n << " x " << columns << ": " << i << ", " << j;
                }
        }
}

TEST(Distance, EqualRowsAreExactlyZeroApartHoweverLargeTheirValues)
{
    FeatureMatrix points(3, 5);
    points << 1e9, 1e-9, 3, 4, 5, 1e9, 1e-9, 3, 4, 5, 1e9, 1e-9, 3, 4, 5 + 1e-6;
    const auto distances = euclideanDistances(points);
    ASSERT_TRUE(distances);
    EXPECT_EQ((*distances)(0, 1), 0.0F);
    EXPECT_NEAR((*distances)(0, 2), 1e-6, 1e-9); // lost where distances are made from squared lengths
}

TEST(Distance, DoesNotDependOnTheNumberOfThreads)
{
    const auto blobs = test::makeBlobs(150, 37, 4, 3.0, 3);
    const auto one = euclideanDistances(blobs.points);
    const auto three = euclideanDistances(blobs.points, RunContext({}, {}, 3));
    ASSERT_TRUE(one && three);
    EXPECT_TRUE(std::equal(one->data(), one->data() + one->pairs(), three->data()));
}

TEST(Distance, OfSomeRowsHasTheBitsOfAllPairs)
{
    const auto blobs = test::makeBlobs(77, 300, 4, 3.0, 3);
    const auto all = euclideanDistances(blobs.points);
    const std::vector<std::int64_t> rows{76, 0, 33, 33};
    const auto some = euclideanDistancesFrom(blobs.points, rows, RunContext({}, {}, 2));
    ASSERT_TRUE(all && some);
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::int64_t j = 0; j < 77; ++j)
            ASSERT_EQ((*some)(static_cast<Eigen::Index>(r), j), (*all)(rows[r], j)) << rows[r] << ", " << j;
}

TEST(Distance, NamesTheRowAndColumnOfAValueThatIsNotFinite)
{
    FeatureMatrix points = FeatureMatrix::Zero(4, 3);
    points(2, 1) = std::numeric_limits<double>::quiet_NaN();
    const auto distances = euclideanDistances(points);
    ASSERT_FALSE(distances);
    EXPECT_EQ(distances.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(distances.error().message.find("row 2, column 1"), std::string::npos)
        << distances.error().message;
    points(2, 1) = 1e19;
    EXPECT_FALSE(euclideanDistances(points));
}

TEST(Distance, NoneAndOnePointHaveNoPairs)
{
    EXPECT_EQ(euclideanDistances(FeatureMatrix(0, 3))->pairs(), 0);
    EXPECT_EQ(euclideanDistances(FeatureMatrix(FeatureMatrix::Zero(1, 3)))->pairs(), 0);
}

TEST(Distance, StopsWhenAskedTo)
{
    std::stop_source stop;
    stop.request_stop();
    const auto distances
        = euclideanDistances(test::makeBlobs(50, 3, 2, 1, 1).points, RunContext(stop.get_token()));
    ASSERT_FALSE(distances);
    EXPECT_EQ(distances.error().code, ErrorCode::Cancelled);
}
