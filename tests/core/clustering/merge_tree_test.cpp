#include "core/clustering/merge_tree.h"

#include "blobs.h"
#include "core/clustering/agglomerative.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

using namespace nodesentry;

namespace {

Dendrogram someDendrogram()
{
    const auto distances = euclideanDistances(test::makeBlobs(40, 3, 4, 5.0, 3).points);
    return {*agglomerate(distances->clone(), Linkage::Average), test::idsFrom(7'000'000'000, 40), "average"};
}

} // namespace

TEST(MergeTree, LeavesBelowEveryClusterLieSideBySide)
{
    const auto tree = someDendrogram().tree;
    const auto order = leafOrder(tree);
    std::vector<int> place(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        place[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
    // First and last place of each cluster: as far apart as the cluster has leaves.
    std::vector<std::pair<int, int>> span;
    for (const int leaf : place)
        span.emplace_back(leaf, leaf);
    for (const auto& merge : tree.merges) {
        const auto a = span[static_cast<std::size_t>(merge.first)];
        const auto b = span[static_cast<std::size_t>(merge.second)];
        span.emplace_back(std::min(a.first, b.first), std::max(a.second, b.second));
        EXPECT_EQ(span.back().second - span.back().first + 1, merge.size);
        EXPECT_LT(a.first, b.first) << "the lower number comes first";
    }
}

TEST(MergeTree, LeavesWithoutMergesKeepTheirOrder)
{
    EXPECT_EQ(leafOrder({3, {}}), (std::vector<int>{0, 1, 2}));
    EXPECT_TRUE(leafOrder({}).empty());
}

TEST(MergeTree, SurvivesItsBytesExactly)
{
    const auto dendrogram = someDendrogram();
    const auto read = Dendrogram::fromBytes(dendrogram.toBytes());
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->tree.points, 40);
    EXPECT_EQ(read->tree.merges, dendrogram.tree.merges);
    EXPECT_EQ(read->segments, dendrogram.segments);
    EXPECT_EQ(read->linkage, "average");
}

TEST(MergeTree, OneWithoutMergesSurvivesItsBytes)
{
    const auto read = Dendrogram::fromBytes(Dendrogram{{2, {}}, {5, 6}, "ward"}.toBytes());
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->tree.points, 2);
    EXPECT_TRUE(read->tree.merges.empty());
}

TEST(MergeTree, DamagedBytesAreCorruptAndNewerOnesTooNew)
{
    const auto bytes = someDendrogram().toBytes();
    for (std::size_t length = 0; length < bytes.size(); length += 37)
        EXPECT_EQ(Dendrogram::fromBytes(bytes.substr(0, length)).error().code, ErrorCode::Corrupt) << length;
    const auto edited = [&](const auto& edit) {
        auto json = nlohmann::json::from_cbor(bytes);
        edit(json);
        std::string out;
        nlohmann::json::to_cbor(json, out);
        return Dendrogram::fromBytes(out);
    };
    EXPECT_TRUE(edited([](auto&) {}));
    EXPECT_EQ(edited([](auto& json) { json["version"] = 2; }).error().code, ErrorCode::VersionTooNew);
    EXPECT_EQ(edited([](auto& json) { json["height"] = json["size"]; }).error().code, ErrorCode::Corrupt);
    // The second merge takes what the first has taken already.
    EXPECT_EQ(edited([](auto& json) {
                  auto& second = json["second"].get_binary();
                  std::copy(second.begin(), second.begin() + 4, second.begin() + 4);
              })
                  .error()
                  .code,
              ErrorCode::Corrupt);
}
