#include "core/projection/projection.h"

#include "core/projection/nearest_neighbours.h"
#include "core/projection/quad_tree_p.h"
#include "core/projection/tsne.h"
#include "tests/core/clustering/blobs.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <numeric>
#include <stop_token>

using namespace nodesentry;

namespace {

/// Trustworthiness after Venna and Kaski (2001): 1 when no point is near in the layout that is not near in
/// truth; from all ranks, unlike neighbourhoodKept().
double trustworthiness(const FeatureMatrix& points, const FeatureMatrix& layout, int k)
{
    const std::int64_t n = points.rows();
    std::vector<std::int64_t> rows(static_cast<std::size_t>(n));
    std::iota(rows.begin(), rows.end(), std::int64_t{0});
    const auto truth = *nearestNeighbours(points, rows, static_cast<int>(n - 1));
    const auto shown = *nearestNeighbours(layout, rows, k);
    double penalty = 0;
    for (std::int64_t i = 0; i < n; ++i) {
        std::vector<int> rank(static_cast<std::size_t>(n), 0);
        for (int r = 0; r < truth.neighbours; ++r)
            rank[static_cast<std::size_t>(truth.indexOf(i)[r])] = r + 1;
        for (int r = 0; r < k; ++r)
            penalty += std::max(0, rank[static_cast<std::size_t>(shown.indexOf(i)[r])] - k);
    }
    const auto count = static_cast<double>(n);
    return 1 - 2 / (count * k * (2 * count - 3 * k - 1)) * penalty;
}

} // namespace

TEST(NearestNeighbours, AreInOrderAndOfEqualsTheLowerIndexComesFirst)
{
    FeatureMatrix line(6, 1);
    line << 0, 1, 2, 4, 2, 8;
    const auto table = nearestNeighbours(line, {2, 5}, 3);
    ASSERT_TRUE(table);
    EXPECT_EQ(table->index,
              (std::vector<int>{4, 1, 0, 3, 2, 4})); // from 2: 0, 1, 2 (0 before 3); from 8: 4, 6, 6
    EXPECT_EQ(table->squared, (std::vector<double>{0, 1, 4, 16, 36, 36}));
}

TEST(QuadTree, WithThetaZeroForcesAreExact)
{
    const auto layout = test::makeBlobs(500, 2, 3, 6.0, 4).points;
    QuadTree tree;
    tree.build(layout);
    for (const std::int64_t i : {0, 17, 499}) {
        double x = 0, y = 0, kernel = 0;
        for (std::int64_t j = 0; j < 500; ++j) {
            if (j == i)
                continue;
            const Eigen::RowVector2d way = layout.row(i) - layout.row(j);
            const double q = 1 / (1 + way.squaredNorm());
            x += q * q * way[0];
            y += q * q * way[1];
            kernel += q;
        }
        const auto force = tree.forceOn(i, 0.0);
        EXPECT_NEAR(force.x, x, 1e-10);
        EXPECT_NEAR(force.y, y, 1e-10);
        EXPECT_NEAR(force.kernel, kernel, 1e-10);
        const auto rough = tree.forceOn(i, 0.7);
        EXPECT_NEAR(rough.kernel, kernel, 0.02 * kernel);
        EXPECT_NEAR(std::hypot(rough.x - x, rough.y - y), 0.0, 0.05 * std::hypot(x, y));
        EXPECT_NE(rough.kernel, force.kernel);
    }
}

TEST(QuadTree, ManyCopiesOfAPointFeelEachOther)
{
    FeatureMatrix layout = FeatureMatrix::Zero(50, 2);
    layout.row(49) << 3, 4;
    QuadTree tree;
    tree.build(layout);
    EXPECT_NEAR(tree.forceOn(0, 0.0).kernel, 48 + 1.0 / 26, 1e-12);
    EXPECT_NEAR(tree.forceOn(49, 0.0).kernel, 49.0 / 26, 1e-12);
    EXPECT_NEAR(tree.forceOn(49, 0.7).x, 49.0 * 3 / (26 * 26), 1e-12);
}

TEST(Tsne, KeepsNeighboursBetterThanPrincipalComponents)
{
    // Eight groups in 20 columns: two principal components cannot show them all.
    const auto blobs = test::makeBlobs(400, 20, 8, 8.0, 1);
    const auto projection = projectSegments(test::idsFrom(1, 400), blobs.points, {}, RunContext({}, {}, 2));
    ASSERT_TRUE(projection) << projection.error().text();
    const double byPca = trustworthiness(blobs.points, projection->pca, 10);
    const double byTsne = trustworthiness(blobs.points, projection->layout, 10);
    EXPECT_GT(byTsne, 0.93);
    EXPECT_GT(byTsne, byPca + 0.1);
    EXPECT_GT(projection->layoutKept, 2 * projection->pcaKept);
    // All but none of the nearest neighbours in the picture are of the same group.
    std::vector<std::int64_t> rows(400);
    std::iota(rows.begin(), rows.end(), std::int64_t{0});
    const auto near = *nearestNeighbours(projection->layout, rows, 5);
    int same = 0;
    for (std::int64_t i = 0; i < 400; ++i)
        for (int r = 0; r < 5; ++r)
            same += blobs.centreOf[static_cast<std::size_t>(near.indexOf(i)[r])] == i % 8 ? 1 : 0;
    EXPECT_GT(same, 1980);
}

TEST(Tsne, SameInputSameBitsWithAnyNumberOfThreads)
{
    const auto points = test::makeBlobs(600, 10, 4, 5.0, 2).points;
    TsneOptions options;
    options.iterations = 60;
    const auto one = tsne(points, options);
    const auto three = tsne(points, options, RunContext({}, {}, 3));
    ASSERT_TRUE(one && three);
    EXPECT_EQ(*one, *three);
}

TEST(Tsne, FewPointsAndCopiesArePlacedToo)
{
    for (const std::int64_t n : {1, 2, 4, 5, 9}) {
        const auto layout = tsne(FeatureMatrix::Random(n, 3), {});
        ASSERT_TRUE(layout) << n;
        EXPECT_EQ(layout->rows(), n);
        EXPECT_TRUE(layout->allFinite()) << n;
    }
    FeatureMatrix copies = FeatureMatrix::Zero(200, 3);
    copies.bottomRows(100).setOnes();
    const auto layout = tsne(copies, {});
    ASSERT_TRUE(layout);
    EXPECT_TRUE(layout->allFinite());
    EXPECT_GT((layout->row(0) - layout->row(199)).norm(), 10 * (layout->row(0) - layout->row(50)).norm());
}

TEST(Tsne, AStopIsObeyedAndOddOptionsAreRefused)
{
    const auto points = test::makeBlobs(300, 5, 3, 5.0, 2).points;
    std::stop_source source;
    int reports = 0;
    const RunContext context(source.get_token(), [&](const Progress&) {
        if (++reports == 20)
            source.request_stop();
    });
    EXPECT_EQ(tsne(points, {}, context).error().code, ErrorCode::Cancelled);
    EXPECT_LT(reports, 40);
    TsneOptions odd;
    odd.perplexity = 0.5;
    EXPECT_EQ(tsne(points, odd).error().code, ErrorCode::InvalidArgument);
}

TEST(Projection, SegmentsThatAreAllAlikeLieInOnePlace)
{
    const auto projection = projectSegments(test::idsFrom(1, 30), FeatureMatrix::Ones(30, 4), {});
    ASSERT_TRUE(projection) << projection.error().text();
    EXPECT_EQ(projection->pca, FeatureMatrix::Zero(30, 2));
    EXPECT_TRUE(projection->layout.allFinite());
    EXPECT_EQ(projection->explained, (std::vector<double>{0.0, 0.0}));
    EXPECT_TRUE(projectSegments({}, FeatureMatrix(0, 4), {})->segments.empty());
}

TEST(Projection, SurvivesItsBytesAndDamageIsFound)
{
    const auto blobs = test::makeBlobs(60, 6, 3, 6.0, 3);
    ProjectionOptions options;
    options.iterations = 60;
    auto projection = *projectSegments(test::idsFrom(5, 60), blobs.points, options);
    projection.fingerprint = "f";
    const auto bytes = projection.toBytes();
    const auto read = Projection::fromBytes(bytes);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->segments, projection.segments);
    EXPECT_LT((read->layout - projection.layout).cwiseAbs().maxCoeff(),
              1e-6 * projection.layout.cwiseAbs().maxCoeff());
    EXPECT_EQ(read->layoutKept, projection.layoutKept);
    EXPECT_EQ(read->explained, projection.explained);
    EXPECT_EQ(read->fingerprint, "f");
    for (std::size_t length = 0; length < bytes.size(); length += 31)
        EXPECT_EQ(Projection::fromBytes(bytes.substr(0, length)).error().code, ErrorCode::Corrupt) << length;

    options.method = "pca";
    const auto flat = *projectSegments(test::idsFrom(5, 60), blobs.points, options);
    EXPECT_EQ(flat.layout.rows(), 0);
    EXPECT_TRUE(Projection::fromBytes(flat.toBytes()));
}
