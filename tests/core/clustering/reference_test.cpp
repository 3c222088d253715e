#include "core/clustering/agglomerative.h"
#include "core/clustering/agreement.h"
#include "core/clustering/distance.h"
#include "core/clustering/silhouette.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>

using namespace nodesentry;
using Json = nlohmann::json;

namespace {

const Json& reference()
{
    static const Json json = Json::parse(
        std::ifstream(std::string(NODESENTRY_TEST_DATA) + "/golden/clustering/scipy_sklearn.json"));
    return json;
}

FeatureMatrix matrixOf(const Json& rows)
{
    FeatureMatrix matrix(rows.size(), rows[0].size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < rows[i].size(); ++j)
            matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = rows[i][j].get<double>();
    return matrix;
}

bool hasTies(const Json& dataset)
{
    return dataset["name"].get<std::string>().rfind("ties", 0) == 0;
}

template <class Real> class Reference : public testing::Test {
protected:
    static constexpr double kTolerance = sizeof(Real) == sizeof(double) ? 1e-12 : 2e-6;

    static void expectTree(const MergeTree& tree, const Json& expected, bool heightsOnly)
    {
        ASSERT_EQ(tree.merges.size(), expected.size());
        const double scale = expected.back()[2].get<double>();
        for (std::size_t step = 0; step < expected.size(); ++step) {
            EXPECT_NEAR(tree.merges[step].height, expected[step][2].get<double>(), kTolerance * scale)
                << step;
            if (heightsOnly)
                continue;
            EXPECT_EQ(tree.merges[step].first, expected[step][0].get<double>()) << step;
            EXPECT_EQ(tree.merges[step].second, expected[step][1].get<double>()) << step;
            EXPECT_EQ(tree.merges[step].size, expected[step][3].get<double>()) << step;
        }
    }
};

using Storages = testing::Types<float, double>;
TYPED_TEST_SUITE(Reference, Storages);

} // namespace

TYPED_TEST(Reference, DistancesEqualThoseOfScipy)
{
    for (const auto& dataset : reference()["datasets"]) {
        const auto distances = euclideanDistances<TypeParam>(matrixOf(dataset["X"]));
        ASSERT_TRUE(distances);
        const auto expected = dataset["pdist"].get<std::vector<double>>();
        ASSERT_EQ(distances->pairs(), static_cast<std::int64_t>(expected.size()));
        for (std::size_t i = 0; i < expected.size(); ++i)
            EXPECT_NEAR(static_cast<double>(distances->data()[i]), expected[i],
                        this->kTolerance * expected[i]);
    }
}

TYPED_TEST(Reference, TreesEqualThoseOfScipy)
{
    for (const auto& dataset : reference()["datasets"])
        for (const auto& [method, expected] : dataset["linkage"].items()) {
            SCOPED_TRACE(dataset["name"].get<std::string>() + " " + method);
            auto distances = euclideanDistances<TypeParam>(matrixOf(dataset["X"]));
            const auto tree = agglomerate(std::move(*distances), *parseLinkage(method));
            ASSERT_TRUE(tree);
            this->expectTree(*tree, expected, hasTies(dataset));
        }
}

TYPED_TEST(Reference, CutsEqualThoseOfScipyUpToTheNumbersOfLabels)
{
    for (const auto& dataset : reference()["datasets"]) {
        if (hasTies(dataset))
            continue;
        for (const auto& [method, cuts] : dataset["labels"].items()) {
            auto distances = euclideanDistances<TypeParam>(matrixOf(dataset["X"]));
            const auto tree = agglomerate(std::move(*distances), *parseLinkage(method));
            for (const auto& [k, labels] : cuts.items())
                EXPECT_EQ(
                    adjustedRandIndex(cutTree(*tree, std::stoi(k)), labels.template get<std::vector<int>>()),
                    1.0)
                    << dataset["name"] << " " << method << " " << k;
        }
    }
}

TYPED_TEST(Reference, SilhouettesOfEveryCutEqualThoseOfScikitLearn)
{
    for (const auto& dataset : reference()["datasets"]) {
        if (hasTies(dataset))
            continue;
        for (const auto& [method, means] : dataset["silhouette"].items()) {
            const auto distances = euclideanDistances<TypeParam>(matrixOf(dataset["X"]));
            const auto tree = agglomerate(distances->clone(), *parseLinkage(method));
            const auto curve = silhouetteCurve(*distances, *tree, CutRange{2, 10});
            ASSERT_TRUE(curve);
            for (const auto& [k, mean] : means.items()) {
                const auto at = std::find(curve->k.begin(), curve->k.end(), std::stoi(k)) - curve->k.begin();
                ASSERT_LT(at, static_cast<std::ptrdiff_t>(curve->k.size()));
                EXPECT_NEAR(curve->mean[static_cast<std::size_t>(at)], mean.template get<double>(),
                            this->kTolerance)
                    << dataset["name"] << " " << method << " " << k;
            }
        }
    }
}

TYPED_TEST(Reference, SilhouettesOfEveryPointEqualThoseOfScikitLearn)
{
    int compared = 0;
    for (const auto& dataset : reference()["datasets"]) {
        if (!dataset["silhouette_samples"].contains("complete_3"))
            continue;
        const auto distances = euclideanDistances<TypeParam>(matrixOf(dataset["X"]));
        const auto tree = agglomerate(distances->clone(), Linkage::Complete);
        const auto samples = silhouetteSamples(*distances, cutTree(*tree, 3));
        const auto expected = dataset["silhouette_samples"]["complete_3"].get<std::vector<double>>();
        ASSERT_EQ(samples->size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            EXPECT_NEAR((*samples)[i], expected[i], this->kTolerance) << dataset["name"] << " " << i;
        ++compared;
    }
    EXPECT_EQ(compared, 3);
}

TYPED_TEST(Reference, APointAloneInItsClusterHasSilhouetteZero)
{
    const auto& singleton = reference()["silhouette_singleton"];
    const auto distances = euclideanDistances<TypeParam>(matrixOf(singleton["X"]));
    const auto samples = silhouetteSamples(*distances, singleton["labels"].get<std::vector<int>>());
    const auto expected = singleton["samples"].get<std::vector<double>>();
    ASSERT_EQ(samples->size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_NEAR((*samples)[i], expected[i], this->kTolerance) << i;
    EXPECT_EQ(samples->back(), 0.0);
}

TYPED_TEST(Reference, DistancesOfAnyOriginAreClusteredAsByScipy)
{
    const auto& given = reference()["sum_of_per_metric"];
    const auto matrix = matrixOf(given["D"]);
    BasicCondensedDistances<TypeParam> distances(matrix.rows());
    for (std::int64_t i = 0; i < matrix.rows(); ++i)
        for (std::int64_t j = i + 1; j < matrix.rows(); ++j)
            distances.set(i, j, static_cast<TypeParam>(matrix(i, j)));
    const auto tree = agglomerate(distances.clone(), Linkage::Complete);
    this->expectTree(*tree, given["linkage_complete"], false);
    const auto labels = cutTree(*tree, 3);
    EXPECT_EQ(adjustedRandIndex(labels, given["labels_k3"].get<std::vector<int>>()), 1.0);
    const auto curve = silhouetteCurve(distances, *tree, CutRange{3, 3});
    EXPECT_NEAR(curve->mean.front(), given["silhouette_k3"].get<double>(), this->kTolerance);
}
