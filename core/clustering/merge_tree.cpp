#include "core/clustering/merge_tree.h"

#include "core/base/expects.h"
#include "core/base/json_text.h"
#include "core/base/log.h"
#include "core/base/reason.h"
#include "core/clustering/disjoint_sets_p.h"
#include "core/clustering/tree_from_edges_p.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

namespace nodesentry {

namespace {

using Json = nlohmann::json;

constexpr const char* kTreeFormat = "nodesentry.dendrogram";
constexpr int kTreeVersion = 1;

static_assert(std::endian::native == std::endian::little, "the columns are stored as they lie in memory");

template <class T> Json fromColumn(const std::vector<T>& values)
{
    std::vector<std::uint8_t> bytes(values.size() * sizeof(T));
    if (!bytes.empty())
        std::memcpy(bytes.data(), values.data(), bytes.size());
    return Json::binary(std::move(bytes));
}

/// @throws Json::exception  not a binary value
template <class T> std::vector<T> toColumn(const Json& json)
{
    const auto& bytes = json.get_binary();
    std::vector<T> values(bytes.size() / sizeof(T));
    if (!values.empty())
        std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
    return values;
}

/// Every cluster but the last is merged once, into one of a higher number and of the sum of their sizes.
bool isConsistent(const MergeTree& tree)
{
    const auto points = static_cast<std::size_t>(tree.points);
    std::vector<int> size(points + tree.merges.size(), 1);
    std::vector<bool> merged(size.size(), false);
    for (std::size_t step = 0; step < tree.merges.size(); ++step) {
        const auto& merge = tree.merges[step];
        const auto limit = static_cast<int>(points + step);
        if (merge.first < 0 || merge.first >= merge.second || merge.second >= limit)
            return false;
        const auto first = static_cast<std::size_t>(merge.first);
        const auto second = static_cast<std::size_t>(merge.second);
        if (merged[first] || merged[second] || merge.size != size[first] + size[second])
            return false;
        merged[first] = merged[second] = true;
        size[points + step] = merge.size;
    }
    return true;
}

} // namespace

MergeTree treeFromEdges(std::int64_t points, std::vector<Merge> edges)
{
    std::stable_sort(edges.begin(), edges.end(),
                     [](const Merge& a, const Merge& b) { return a.height < b.height; });
    DisjointSets sets(points);
    std::vector<int> cluster(
        static_cast<std::size_t>(points)); // number of the cluster a set's root stands for
    std::vector<int> size(static_cast<std::size_t>(points), 1);
    std::iota(cluster.begin(), cluster.end(), 0);
    int next = static_cast<int>(points);
    for (auto& edge : edges) {
        const auto rootA = static_cast<std::size_t>(sets.find(edge.first));
        const auto rootB = static_cast<std::size_t>(sets.find(edge.second));
        const auto root = static_cast<std::size_t>(sets.join(edge.first, edge.second));
        edge.first = std::min(cluster[rootA], cluster[rootB]);
        edge.second = std::max(cluster[rootA], cluster[rootB]);
        edge.size = size[rootA] + size[rootB];
        size[root] = edge.size;
        cluster[root] = next++;
    }
    return {points, std::move(edges)};
}

std::vector<int> cutTree(const MergeTree& tree, int k)
{
    NODESENTRY_EXPECTS(k >= 1 && k <= std::max<std::int64_t>(tree.points, 1),
                       "between one cluster and one a point");
    // A cluster's number leads to the points below it; following each merge down gives it to all of them.
    const auto kept = static_cast<std::size_t>(std::max<std::int64_t>(tree.points - k, 0));
    std::vector<int> top(static_cast<std::size_t>(tree.points) + kept);
    std::iota(top.begin(), top.end(), 0);
    for (std::size_t step = kept; step-- > 0;) {
        const auto cluster = static_cast<std::size_t>(tree.points) + step;
        top[static_cast<std::size_t>(tree.merges[step].first)] = top[cluster];
        top[static_cast<std::size_t>(tree.merges[step].second)] = top[cluster];
    }
    std::vector<int> label(static_cast<std::size_t>(tree.points));
    std::vector<int> number(top.size(), -1);
    int next = 0;
    for (std::size_t point = 0; point < label.size(); ++point) {
        int& assigned = number[static_cast<std::size_t>(top[point])];
        if (assigned < 0)
            assigned = next++;
        label[point] = assigned;
    }
    return label;
}

std::vector<int> leafOrder(const MergeTree& tree)
{
    const auto points = static_cast<int>(tree.points);
    std::vector<int> order;
    order.reserve(static_cast<std::size_t>(points));
    if (tree.merges.empty()) {
        order.resize(static_cast<std::size_t>(points));
        std::iota(order.begin(), order.end(), 0);
        return order;
    }
    std::vector<int> open{points + static_cast<int>(tree.merges.size()) - 1};
    while (!open.empty()) {
        const int cluster = open.back();
        open.pop_back();
        if (cluster < points) {
            order.push_back(cluster);
            continue;
        }
        const auto& merge = tree.merges[static_cast<std::size_t>(cluster - points)];
        open.push_back(merge.second);
        open.push_back(merge.first);
    }
    return order;
}

std::string Dendrogram::toBytes() const
{
    NODESENTRY_EXPECTS(static_cast<std::int64_t>(segments.size()) == tree.points, "one segment a leaf");
    std::vector<std::int32_t> first, second, size;
    std::vector<double> height;
    for (const auto& merge : tree.merges) {
        first.push_back(merge.first);
        second.push_back(merge.second);
        size.push_back(merge.size);
        height.push_back(merge.height);
    }
    const Json json{{"format", kTreeFormat},        {"version", kTreeVersion},
                    {"linkage", linkage},           {"segments", fromColumn(segments)},
                    {"first", fromColumn(first)},   {"second", fromColumn(second)},
                    {"height", fromColumn(height)}, {"size", fromColumn(size)}};
    std::string bytes;
    Json::to_cbor(json, bytes);
    return bytes;
}

Result<Dendrogram> Dendrogram::fromBytes(std::string_view bytes)
{
    const auto corrupt = [](const std::string& why) {
        return fail(Reason::StageDamaged, {"cluster", "this is not a merge tree: " + why});
    };
    try {
        const Json json = Json::from_cbor(bytes.begin(), bytes.end());
        if (!json.is_object() || json.value("format", std::string()) != kTreeFormat)
            return corrupt("the format name is missing");
        if (const int version = json.at("version").get<int>(); version > kTreeVersion)
            return fail(Reason::StageTooNew, {"cluster"});
        Dendrogram dendrogram;
        dendrogram.linkage = json.at("linkage").get<std::string>();
        dendrogram.segments = toColumn<std::int64_t>(json.at("segments"));
        dendrogram.tree.points = static_cast<std::int64_t>(dendrogram.segments.size());
        const auto first = toColumn<std::int32_t>(json.at("first"));
        const auto second = toColumn<std::int32_t>(json.at("second"));
        const auto height = toColumn<double>(json.at("height"));
        const auto size = toColumn<std::int32_t>(json.at("size"));
        const auto merges = first.size();
        if (second.size() != merges || height.size() != merges || size.size() != merges
            || (merges != 0 && merges + 1 != dendrogram.segments.size()))
            return corrupt("its columns have different lengths");
        for (std::size_t step = 0; step < merges; ++step)
            dendrogram.tree.merges.push_back({first[step], second[step], height[step], size[step]});
        if (!isConsistent(dendrogram.tree))
            return corrupt("a cluster is merged twice or before it exists");
        return dendrogram;
    } catch (const Json::exception& error) {
        return corrupt(jsonProblem(error));
    }
}

} // namespace nodesentry
