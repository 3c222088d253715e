#include "core/preprocess/metric_fate.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

using Kind = MetricFate::Kind;

MetricCatalog catalogOf(std::size_t metrics)
{
    MetricCatalog catalog;
    for (std::size_t i = 0; i < metrics; ++i)
        catalog.push_back({"m" + std::to_string(i), "", MetricKind::Gauge, "CPU"});
    return catalog;
}

TEST(MetricFate, EveryMetricHasOne)
{
    Preparation preparation;
    preparation.keptMetrics = {0, 3, 5};
    preparation.keptFor = {{0, {1, 4}}};
    preparation.dropped = {2};
    preparation.nodes = {{"a", {1, 1, 1}, {0.5, 0, 0}, {}, 10}, {"b", {1, 1, 1}, {0.5, 0, 2.0}, {}, 10}};
    const auto fates = metricFates(catalogOf(7), preparation);
    ASSERT_TRUE(fates) << fates.error().text();
    const std::vector<MetricFate> expected{{Kind::Kept, -1, {1, 4}},      {Kind::Redundant, 0, {}},
                                           {Kind::NeverMeasured, -1, {}}, {Kind::KeptConstant, -1, {}},
                                           {Kind::Redundant, 0, {}},      {Kind::Kept, -1, {}},
                                           {Kind::NotPrepared, -1, {}}};
    EXPECT_EQ(*fates, expected);
}

TEST(MetricFate, OnHowManyNodesAMetricDrifts)
{
    Preparation preparation;
    preparation.keptMetrics = {0, 1};
    preparation.nodes = {{"a", {1, 1}, {0, 0}, {0, 1}, 10}, {"b", {1, 1}, {0.5, 0}, {}, 10}};
    const auto fates = metricFates(catalogOf(2), preparation);
    ASSERT_TRUE(fates) << fates.error().text();
    const std::vector<MetricFate> expected{{Kind::Kept, -1, {}, 1}, {Kind::KeptDrifting, -1, {}, 1}};
    EXPECT_EQ(*fates, expected);
}

TEST(MetricFate, WithoutAPreparationNothingIsSaid)
{
    const auto fates = metricFates(catalogOf(2), {});
    ASSERT_TRUE(fates);
    EXPECT_EQ(*fates, std::vector<MetricFate>(2));
}

TEST(MetricFate, MetricsThatAreNotInTheCatalogueAreAnError)
{
    Preparation kept;
    kept.keptMetrics = {2};
    Preparation dropped;
    dropped.dropped = {-1};
    Preparation standIn;
    standIn.keptFor = {{0, {7}}};
    for (const auto& preparation : {kept, dropped, standIn}) {
        const auto fates = metricFates(catalogOf(2), preparation);
        ASSERT_FALSE(fates);
        EXPECT_EQ(fates.error().code, ErrorCode::Corrupt);
    }
}

} // namespace
} // namespace nodesentry
