#include "core/preprocess/preparation.h"

#include "core/base/json_text.h"
#include "core/base/reason.h"
#include "core/preprocess/standardise.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace nodesentry {

namespace {

constexpr int kVersion = 1;

tl::unexpected<Error> damaged(const std::string& what)
{
    return fail(Reason::StageDamaged, {"prepare", what});
}

/// What the first versions did not keep.
void poolNodes(Preparation& preparation)
{
    for (std::size_t metric = 0; metric < preparation.keptMetrics.size(); ++metric) {
        std::vector<MetricStatistics> nodes;
        for (const auto& node : preparation.nodes)
            nodes.push_back(
                {node.mean[metric], node.scale[metric], std::max<std::int64_t>(1, node.trainEnd)});
        const auto pooled = pooledStatistics(nodes);
        preparation.commonMean.push_back(pooled.mean);
        preparation.commonScale.push_back(pooled.scale);
    }
}

} // namespace

std::string Preparation::toJson() const
{
    // Keys of JSON objects are texts, so that the map becomes a list of pairs.
    auto pairs = nlohmann::json::array();
    for (const auto& [kept, others] : keptFor)
        pairs.push_back({{"kept", kept}, {"for", others}});
    auto statistics = nlohmann::json::array();
    for (const auto& node : nodes)
        statistics.push_back({{"node", node.node},
                              {"mean", node.mean},
                              {"scale", node.scale},
                              {"drifting", node.drifting},
                              {"train_end", node.trainEnd}});
    return jsonText(nlohmann::json{{"version", kVersion},
                                   {"kept_metrics", keptMetrics},
                                   {"kept_for", pairs},
                                   {"dropped", dropped},
                                   {"nodes", statistics},
                                   {"clip", clip},
                                   {"common_mean", commonMean},
                                   {"common_scale", commonScale}});
}

Result<Preparation> Preparation::fromJson(const std::string& text, std::vector<Segment> segments)
{
    Preparation preparation;
    try {
        const auto json = nlohmann::json::parse(text);
        if (const int version = json.at("version").get<int>(); version > kVersion)
            return fail(Reason::StageTooNew, {"prepare"});
        json.at("kept_metrics").get_to(preparation.keptMetrics);
        json.at("dropped").get_to(preparation.dropped);
        json.at("clip").get_to(preparation.clip);
        for (const auto& pair : json.at("kept_for"))
            pair.at("for").get_to(preparation.keptFor[pair.at("kept").get<int>()]);
        for (const auto& entry : json.at("nodes")) {
            NodeStatistics node;
            entry.at("node").get_to(node.node);
            entry.at("mean").get_to(node.mean);
            entry.at("scale").get_to(node.scale);
            if (entry.contains("drifting")) // the first versions left nothing out
                entry.at("drifting").get_to(node.drifting);
            entry.at("train_end").get_to(node.trainEnd);
            if (node.mean.size() != preparation.keptMetrics.size() || node.scale.size() != node.mean.size())
                return damaged("node '" + node.node + "' has not one mean and scale per metric");
            preparation.nodes.push_back(std::move(node));
        }
        if (json.contains("common_mean")) {
            json.at("common_mean").get_to(preparation.commonMean);
            json.at("common_scale").get_to(preparation.commonScale);
        } else {
            poolNodes(preparation);
        }
        for (const auto* common : {&preparation.commonMean, &preparation.commonScale})
            if (common->size() != preparation.keptMetrics.size())
                return damaged("there is not one common mean and scale per metric");
    } catch (const nlohmann::json::exception& error) {
        return damaged(jsonProblem(error));
    }
    if (!std::is_sorted(preparation.nodes.begin(), preparation.nodes.end(),
                        [](const auto& a, const auto& b) { return a.node < b.node; }))
        return damaged("the nodes are out of order");
    if (!std::is_sorted(segments.begin(), segments.end(),
                        [](const auto& a, const auto& b) { return a.node < b.node; }))
        return damaged("the segments are out of order");
    preparation.segments = std::move(segments);
    return preparation;
}

} // namespace nodesentry
