// k-means, DBSCAN, Gaussian mixtures and principal components against scikit-learn, and at their edges.

#include "blobs.h"
#include "core/clustering/agreement.h"
#include "core/clustering/dbscan.h"
#include "core/clustering/gaussian_mixture.h"
#include "core/clustering/k_means.h"
#include "core/clustering/principal_components.h"
#include "core/clustering/silhouette.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numbers>
#include <set>

using namespace nodesentry;
using Json = nlohmann::json;

namespace {

const Json& reference()
{
    static const Json json
        = Json::parse(std::ifstream(std::string(NODESENTRY_TEST_DATA) + "/golden/clustering/methods.json"));
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

const FeatureMatrix& points()
{
    static const FeatureMatrix matrix = matrixOf(reference()["X"]);
    return matrix;
}

template <class Fit> void expectMixture(const char* name, Covariance covariance, const Fit& fit)
{
    const auto& expected = reference()[name];
    GaussianMixtureOptions options;
    options.components = 3;
    options.covariance = covariance;
    options.tolerance = 1e-10;
    options.maximumIterations = 1000;
    const auto start = reference()["start"].get<std::vector<int>>();
    const auto mixture = fit(points(), options, RunContext(), &start);
    ASSERT_TRUE(mixture) << mixture.error().text();
    EXPECT_TRUE(mixture->converged);
    EXPECT_NEAR(mixture->bound, expected["bound"].get<double>(), 1e-7 * std::abs(mixture->bound)) << name;
    const auto means = matrixOf(expected["means"]);
    EXPECT_LT((mixture->means - means).cwiseAbs().maxCoeff(), 1e-5) << name;
    for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_NEAR(mixture->weights[static_cast<Eigen::Index>(k)], expected["weights"][k].get<double>(),
                    1e-6);
        const FeatureMatrix covarianceOf = covariance == Covariance::Full
            ? matrixOf(expected["covariances"][k])
            : FeatureMatrix(matrixOf(Json::array({expected["covariances"][k]})).transpose());
        EXPECT_LT((mixture->covariances[k] - covarianceOf).norm(), 1e-5 * covarianceOf.norm()) << name << k;
    }
}

} // namespace

TEST(GaussianMixture, ExpectationMaximisationEqualsScikitLearn)
{
    expectMixture("em_diagonal", Covariance::Diagonal, fitGaussianMixture);
    expectMixture("em_full", Covariance::Full, fitGaussianMixture);
}

TEST(GaussianMixture, VariationalInferenceEqualsScikitLearn)
{
    expectMixture("bayes_diagonal", Covariance::Diagonal, fitBayesianGaussianMixture);
    expectMixture("bayes_full", Covariance::Full, fitBayesianGaussianMixture);
}

TEST(GaussianMixture, DensityFollowsFromItsDefinition)
{
    GaussianMixture mixture;
    mixture.weights = Eigen::Vector2d(0.25, 0.75);
    mixture.means.resize(2, 2);
    mixture.means << 0, 0, 3, 0;
    mixture.covariances = {Eigen::Vector2d(1, 4), Eigen::Vector2d(1, 1)};
    FeatureMatrix at(1, 2);
    at << 0, 2;
    const double first = 0.25 * std::exp(-0.5 * 1) / (2 * std::numbers::pi * 2); // (0/1)^2 + (2/2)^2
    const double second = 0.75 * std::exp(-0.5 * 13) / (2 * std::numbers::pi);
    EXPECT_NEAR(mixture.logDensity(at)[0], std::log(first + second), 1e-12);
    EXPECT_NEAR(mixture.mahalanobis(at)(0, 0), 1.0, 1e-12);
    EXPECT_NEAR(mixture.mahalanobis(at)(0, 1), 13.0, 1e-12);
    EXPECT_EQ(mixture.classify(at), std::vector<int>{0});
}

TEST(GaussianMixture, DensityOfPointsFarFromEveryComponentStaysFinite)
{
    GaussianMixtureOptions options;
    options.components = 2;
    const auto mixture = fitGaussianMixture(points(), options);
    FeatureMatrix far(1, 3);
    far << 1e5, -1e5, 1e5;
    EXPECT_TRUE(std::isfinite(mixture->logDensity(far)[0]));
    EXPECT_LT(mixture->logDensity(far)[0], -1e6);
}

TEST(GaussianMixture, BayesianFitGivesUpComponentsThatAreNotNeeded)
{
    const auto blobs = test::makeBlobs(300, 3, 3, 12.0, 5);
    GaussianMixtureOptions options;
    options.components = 8;
    options.covariance = Covariance::Full;
    options.maximumIterations = 500;
    const auto mixture = fitBayesianGaussianMixture(blobs.points, options);
    ASSERT_TRUE(mixture);
    const auto labels = mixture->classify(blobs.points);
    EXPECT_LT(std::set<int>(labels.begin(), labels.end()).size(), 7U);
    EXPECT_GT((mixture->weights.array() < 1e-2).count(), 0);
}

TEST(GaussianMixture, CopiesOfOnePointAreNoObstacle)
{
    GaussianMixtureOptions options;
    options.components = 3;
    options.covariance = Covariance::Full;
    const auto mixture = fitGaussianMixture(FeatureMatrix::Ones(20, 4), options);
    ASSERT_TRUE(mixture) << mixture.error().text();
    EXPECT_TRUE(mixture->means.allFinite());
    options.components = 21;
    EXPECT_EQ(fitGaussianMixture(FeatureMatrix::Ones(20, 4), options).error().code,
              ErrorCode::InvalidArgument);
}

TEST(KMeans, FindsTheOptimumThatScikitLearnFinds)
{
    KMeansOptions options;
    options.clusters = 3;
    options.restarts = 50;
    const auto groups = kMeans(points(), options);
    ASSERT_TRUE(groups);
    EXPECT_NEAR(groups->inertia, reference()["kmeans"]["inertia"].get<double>(), 1e-9);
    const auto labels = reference()["kmeans"]["labels"].get<std::vector<int>>();
    EXPECT_EQ(adjustedRandIndex(groups->labels, labels), 1.0);
    const auto silhouettes = *silhouetteSamples(*euclideanDistances<double>(points()), groups->labels);
    for (std::size_t i = 0; i < silhouettes.size(); ++i)
        EXPECT_NEAR(silhouettes[i], reference()["kmeans"]["silhouettes"][i].get<double>(), 1e-12);
}

TEST(KMeans, CentroidsAreTheMeansOfTheirPointsAndLabelsCountFromTheFirst)
{
    KMeansOptions options;
    options.clusters = 5;
    const auto groups = *kMeans(test::makeBlobs(403, 6, 5, 8.0, 4).points, options);
    EXPECT_EQ(groups.labels.front(), 0);
    const auto blobs = test::makeBlobs(403, 6, 5, 8.0, 4);
    EXPECT_EQ(adjustedRandIndex(groups.labels, blobs.centreOf), 1.0);
    for (int c = 0; c < 5; ++c) {
        Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(6);
        int size = 0;
        for (std::size_t i = 0; i < groups.labels.size(); ++i)
            if (groups.labels[i] == c) {
                sum += blobs.points.row(static_cast<Eigen::Index>(i));
                ++size;
            }
        EXPECT_LT((groups.centroids.row(c) - sum / size).norm(), 1e-10);
    }
}

TEST(KMeans, SameSeedSameBitsWithAnyNumberOfThreads)
{
    const auto blobs = test::makeBlobs(900, 4, 6, 2.0, 4);
    KMeansOptions options;
    options.clusters = 6;
    options.seed = 9;
    const auto one = *kMeans(blobs.points, options);
    const auto three = *kMeans(blobs.points, options, RunContext({}, {}, 3));
    EXPECT_EQ(one.labels, three.labels);
    EXPECT_EQ(one.inertia, three.inertia);
}

TEST(KMeans, FewerDifferentPointsThanClustersGiveFewerClusters)
{
    FeatureMatrix few(6, 1);
    few << 1, 1, 5, 5, 5, 1;
    KMeansOptions options;
    options.clusters = 4;
    const auto groups = kMeans(few, options);
    ASSERT_TRUE(groups);
    EXPECT_EQ(groups->labels, (std::vector<int>{0, 0, 1, 1, 1, 0}));
    EXPECT_EQ(groups->centroids.rows(), 2);
    options.clusters = 7;
    EXPECT_EQ(kMeans(few, options).error().code, ErrorCode::InvalidArgument);
}

TEST(Dbscan, CoresAndNoiseEqualThoseOfScikitLearn)
{
    const auto& expected = reference()["dbscan"];
    const auto labels = dbscan(points(), {expected["eps"].get<double>(), expected["min_samples"].get<int>()});
    ASSERT_TRUE(labels);
    const auto theirs = expected["labels"].get<std::vector<int>>();
    std::vector<int> ourCores, theirCores;
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        EXPECT_EQ((*labels)[i] < 0, theirs[i] < 0) << i;
        if (expected["core"][i].get<bool>()) {
            ourCores.push_back((*labels)[i]);
            theirCores.push_back(theirs[i]);
        }
    }
    EXPECT_EQ(adjustedRandIndex(ourCores, theirCores), 1.0);
    EXPECT_EQ(*std::max_element(labels->begin(), labels->end()), 2);
}

TEST(Dbscan, APointBetweenTwoClustersGoesToTheNearerCore)
{
    FeatureMatrix line(9, 1);
    line << 0, 0.1, 0.2, 0.3, 1.2, 2.0, 2.1, 2.2, 2.3; // 1.2 is 0.9 from the left, 0.8 from the right
    EXPECT_EQ(*dbscan(line, {0.9, 4}), (std::vector<int>{0, 0, 0, 0, 1, 1, 1, 1, 1}));
    EXPECT_EQ(*dbscan(line, {0.5, 4}), (std::vector<int>{0, 0, 0, 0, -1, 1, 1, 1, 1}));
}

TEST(Dbscan, DistancesToTheFifthPointEqualThoseOfScikitLearn)
{
    const auto distances = kDistances(points(), 5, RunContext({}, {}, 2));
    const auto expected = reference()["k_distances"].get<std::vector<double>>();
    ASSERT_EQ(distances->size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_NEAR((*distances)[i], expected[i], 1e-9) << i;
}

TEST(Dbscan, TheSuggestedEpsIsWhereTheCurveBends)
{
    EXPECT_EQ(suggestEps({1.0, 1.1, 1.2, 1.3, 1.4, 5.0, 9.0}), 1.4);
    EXPECT_EQ(suggestEps({}), 0.0);
    EXPECT_EQ(suggestEps({0.0, 0.0}), 0.0);
    EXPECT_EQ(suggestEps({2.0, 2.0, 2.0}), 2.0);
}

TEST(Dbscan, TheSuggestedEpsFindsBlobsAndLeavesStrangersOut)
{
    auto blobs = test::makeBlobs(300, 4, 3, 15.0, 2);
    for (std::int64_t i = 0; i < 300; i += 60) {
        blobs.points.row(i).array()
            += 30.0 + static_cast<double>(i); // five strangers, far from each other too
        blobs.centreOf[static_cast<std::size_t>(i)] = -1;
    }
    const double eps = suggestEps(*kDistances(blobs.points, 5));
    const auto labels = *dbscan(blobs.points, {eps, 5});
    for (std::size_t i = 0; i < labels.size(); i += 60)
        EXPECT_EQ(labels[i], -1) << i;
    EXPECT_GT(adjustedRandIndex(labels, blobs.centreOf), 0.95);
}

TEST(Dbscan, ParametersOutsideTheirRangeAreRefused)
{
    EXPECT_EQ(dbscan(points(), {0.0, 5}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(dbscan(points(), {1.0, 0}).error().code, ErrorCode::InvalidArgument);
    EXPECT_TRUE(dbscan(FeatureMatrix(0, 2), {1.0, 1})->empty());
}

TEST(PrincipalComponents, EqualThoseOfScikitLearn)
{
    const auto components = principalComponents(points(), 2);
    ASSERT_TRUE(components);
    const auto& expected = reference()["pca"];
    EXPECT_NEAR(components->explained(), expected["explained"].get<double>(), 1e-12);
    const auto axes = matrixOf(expected["axes"]);
    for (Eigen::Index a = 0; a < 2; ++a) {
        EXPECT_NEAR(components->variance[a], expected["variance"][static_cast<std::size_t>(a)].get<double>(),
                    1e-10);
        EXPECT_NEAR(std::abs(components->axes.row(a).dot(axes.row(a))), 1.0, 1e-10);
    }
}

TEST(PrincipalComponents, ManyPointsAndColumnsGiveWhatTheWholeSpectrumGives)
{
    // Beyond 1,000 of both, where directions are iterated; columns 1,000 and on say the same as the first.
    const std::int64_t n = 1100;
    FeatureMatrix narrow = test::makeBlobs(n, 30, 6, 4.0, 3).points;
    for (Eigen::Index c = 0; c < 30; ++c)
        narrow.col(c) *= 1.0 + 0.2 * static_cast<double>(c);
    FeatureMatrix wide = FeatureMatrix::Zero(n, 1200);
    for (Eigen::Index c = 0; c < 1200; ++c)
        wide.col(c) = narrow.col(c % 30) * (1.0 + static_cast<double>(c / 30));
    FeatureMatrix scaled = narrow;
    double factor = 0;
    for (int copy = 1; copy <= 40; ++copy)
        factor += copy * copy;
    scaled *= std::sqrt(factor); // the same inner products as the wide points
    const auto expected = *principalComponents(scaled, 5);
    const auto found = principalComponents(wide, 5, RunContext({}, {}, 2));
    ASSERT_TRUE(found);
    for (Eigen::Index a = 0; a < 5; ++a)
        EXPECT_NEAR(found->variance[a], expected.variance[a], 1e-6 * expected.variance[0]);
    EXPECT_NEAR(found->totalVariance, expected.totalVariance, 1e-9 * expected.totalVariance);
    EXPECT_LT((found->axes * found->axes.transpose() - Eigen::MatrixXd::Identity(5, 5)).norm(), 1e-9);
}

TEST(PrincipalComponents, ThereAreNoAxesWithoutVariance)
{
    EXPECT_EQ(principalComponents(FeatureMatrix::Ones(5, 3), 2)->axes.rows(), 0);
    FeatureMatrix line(4, 2);
    line << 0, 0, 1, 1, 2, 2, 3, 3;
    const auto one = *principalComponents(line, 2);
    ASSERT_EQ(one.axes.rows(), 1);
    EXPECT_NEAR(one.axes(0, 0), std::sqrt(0.5), 1e-12);
    EXPECT_NEAR(one.apply(line)(3, 0), 1.5 * std::sqrt(2.0), 1e-12);
    EXPECT_NEAR(one.explained(), 1.0, 1e-12);
}
