#include "core/preprocess/select_metrics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

MetricCatalog catalogue(const std::vector<std::pair<std::string, std::string>>& namesAndGroups)
{
    MetricCatalog catalog;
    for (const auto& [name, group] : namesAndGroups)
        catalog.push_back({name, "", MetricKind::Gauge, group});
    return catalog;
}

std::vector<int> all(const MetricCatalog& catalog)
{
    std::vector<int> metrics(catalog.size());
    for (std::size_t i = 0; i < metrics.size(); ++i)
        metrics[i] = static_cast<int>(i);
    return metrics;
}

/// Pearson's r within nodes as the textbook has it: pair by pair, each node's own mean taken out.
double bruteForceCorrelation(const std::vector<SampleMatrix>& nodes, Eigen::Index a, Eigen::Index b)
{
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (const auto& node : nodes) {
        std::vector<std::pair<double, double>> pairs;
        for (Eigen::Index i = 0; i < node.cols(); ++i) {
            if (!std::isnan(node(a, i)) && !std::isnan(node(b, i)))
                pairs.emplace_back(node(a, i), node(b, i));
        }
        double x = 0;
        double y = 0;
        for (const auto& pair : pairs) {
            x += pair.first / static_cast<double>(pairs.size());
            y += pair.second / static_cast<double>(pairs.size());
        }
        for (const auto& pair : pairs) {
            xx += (pair.first - x) * (pair.first - x);
            yy += (pair.second - y) * (pair.second - y);
            xy += (pair.first - x) * (pair.second - y);
        }
    }
    return xy / std::sqrt(xx * yy);
}

TEST(CorrelationAccumulator, EqualsTheTextbookWithMissingSamplesAndSeveralNodes)
{
    const auto catalog = catalogue({{"a", "CPU"}, {"b", "CPU"}, {"c", "Memory"}, {"d", "CPU"}});
    std::mt19937 random(3);
    std::normal_distribution<float> normal;
    std::vector<SampleMatrix> nodes;
    CorrelationAccumulator total(catalog);
    for (const int samples : {200, 333, 50}) {
        SampleMatrix node(4, samples);
        for (int i = 0; i < samples; ++i) {
            const float common = normal(random);
            node.col(i) << 1e5F + common, 3 * common + normal(random), normal(random),
                -common + 0.2F * normal(random);
            if (samples != 200 && random() % 4 == 0)
                node(static_cast<Eigen::Index>(random() % 4), i) = kNaN;
        }
        nodes.push_back(node);
        CorrelationAccumulator part(catalog);
        part.addNode(node, all(catalog));
        total.merge(part);
    }
    EXPECT_NEAR(total.correlation(0, 1), bruteForceCorrelation(nodes, 0, 1), 1e-9);
    EXPECT_NEAR(total.correlation(3, 0), bruteForceCorrelation(nodes, 3, 0), 1e-9);
    EXPECT_LT(total.correlation(3, 0), -0.9);
    EXPECT_EQ(total.correlation(0, 2), 0.0) << "of different groups";
}

TEST(CorrelationAccumulator, DifferencesBetweenNodesAreNotCorrelation)
{
    const auto catalog = catalogue({{"a", "CPU"}, {"b", "CPU"}});
    CorrelationAccumulator total(catalog);
    for (const float level : {0.0F, 1000.0F}) {
        SampleMatrix node(2, 16);
        for (int i = 0; i < 16; ++i)
            node.col(i) << level + static_cast<float>(i % 2), level + static_cast<float>(i / 2 % 2);
        total.addNode(node, all(catalog));
    }
    EXPECT_NEAR(total.correlation(0, 1), 0.0, 1e-12);
    EXPECT_DOUBLE_EQ(total.variance(0), 0.25);
}

TEST(CorrelationAccumulator, ConstantMetricsAndFewSamplesCorrelateWithNothing)
{
    const auto catalog = catalogue({{"constant", "CPU"}, {"ramp", "CPU"}});
    SampleMatrix node(2, 11);
    for (int i = 0; i < 11; ++i)
        node.col(i) << static_cast<float>(2 * i), static_cast<float>(i);
    CorrelationAccumulator few(catalog);
    few.addNode(node, all(catalog));
    EXPECT_EQ(few.correlation(0, 1), 0.0) << "11 samples";
    few.addNode(node, all(catalog));
    EXPECT_NEAR(few.correlation(0, 1), 1.0, 1e-12) << "22 samples";

    node.row(0).setConstant(0.1F);
    CorrelationAccumulator constant(catalog);
    constant.addNode(node, all(catalog));
    constant.addNode(node, all(catalog));
    EXPECT_EQ(constant.correlation(0, 1), 0.0);
    EXPECT_EQ(constant.variance(0), 0.0);
}

/// user and system rise together, idle falls with them, free is of another group, odd goes its own way.
SampleMatrix ramps(Eigen::Index samples)
{
    SampleMatrix node(5, samples);
    for (Eigen::Index i = 0; i < samples; ++i) {
        const auto x = static_cast<float>(i % 17);
        node.col(i) << x, 2 * x, -3 * x, 9 * x, static_cast<float>(i * 7 % 5);
    }
    return node;
}

const MetricCatalog kCatalog
    = catalogue({{"user", "CPU"}, {"system", "CPU"}, {"idle", "CPU"}, {"free", "Memory"}, {"odd", "CPU"}});

TEST(SelectMetrics, KeepsTheOneWithMostVarianceOfEachGroup)
{
    CorrelationAccumulator correlations(kCatalog);
    correlations.addNode(ramps(100), all(kCatalog));
    const auto selection = selectMetrics(kCatalog, correlations, 0.99);
    EXPECT_EQ(selection.kept, (std::vector<int>{2, 3, 4}));
    EXPECT_EQ(selection.keptFor, (std::map<int, std::vector<int>>{{2, {0, 1}}}));
    EXPECT_TRUE(selection.dropped.empty());
}

TEST(SelectMetrics, OfEqualMetricsKeepsTheFirstByName)
{
    const auto catalog = catalogue({{"z", "CPU"}, {"b", "CPU"}, {"c", "CPU"}});
    std::mt19937 random(1);
    SampleMatrix node(3, 1001);
    for (Eigen::Index i = 0; i < 1001; ++i)
        node.col(i).setConstant(static_cast<float>(random() % 1000) * 0.37F);
    CorrelationAccumulator correlations(catalog);
    correlations.addNode(node, all(catalog));
    for (const double threshold : {0.99, 1.0}) {
        const auto selection = selectMetrics(catalog, correlations, threshold);
        EXPECT_EQ(selection.kept, std::vector<int>{1});
        EXPECT_EQ(selection.keptFor.at(1), (std::vector<int>{0, 2}));
    }
}

TEST(SelectMetrics, AMetricOfFewNodesDoesNotStandForOneOfAll)
{
    CorrelationAccumulator correlations(kCatalog);
    correlations.addNode(ramps(100), all(kCatalog));
    SampleMatrix without(2, 100); // this node has user and system only
    without = ramps(100).topRows(2);
    correlations.addNode(without, std::vector<int>{0, 1});
    const auto selection = selectMetrics(kCatalog, correlations, 0.99);
    EXPECT_EQ(selection.kept, (std::vector<int>{1, 2, 3, 4}));
    EXPECT_EQ(selection.keptFor, (std::map<int, std::vector<int>>{{1, {0}}}));
}

TEST(SelectMetrics, WhatWasNeverMeasuredInTrainingIsDroppedAndConstantsAreKept)
{
    CorrelationAccumulator correlations(kCatalog);
    auto node = ramps(100);
    node.row(1).setConstant(kNaN);
    node.row(4).setConstant(7.0F);
    correlations.addNode(node, all(kCatalog));
    const auto selection = selectMetrics(kCatalog, correlations, 0.99);
    EXPECT_EQ(selection.dropped, std::vector<int>{1});
    EXPECT_EQ(selection.kept, (std::vector<int>{2, 3, 4}));
}

} // namespace
} // namespace nodesentry
