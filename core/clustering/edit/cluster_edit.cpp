#include "core/clustering/edit/cluster_edit.h"

#include "core/base/json_text.h"
#include "core/base/log.h"

#include <nlohmann/json.hpp>

#include <array>
#include <map>
#include <utility>

namespace nodesentry {

namespace {

using Json = nlohmann::json;

constexpr std::array<std::pair<ClusterEditKind, const char*>, 13> kNames{{
    {ClusterEditKind::Move, "move"},
    {ClusterEditKind::Release, "release"},
    {ClusterEditKind::Merge, "merge"},
    {ClusterEditKind::Split, "split"},
    {ClusterEditKind::Create, "create"},
    {ClusterEditKind::Lock, "lock"},
    {ClusterEditKind::Unlock, "unlock"},
    {ClusterEditKind::Rename, "rename"},
    {ClusterEditKind::Recolour, "recolour"},
    {ClusterEditKind::Annotate, "annotate"},
    {ClusterEditKind::MustLink, "must_link"},
    {ClusterEditKind::CannotLink, "cannot_link"},
    {ClusterEditKind::Unlink, "unlink"},
}};

Json keyJson(const SegmentKey& key)
{
    return Json::array({key.node, key.begin});
}

SegmentKey keyOf(const Json& json)
{
    return {json.at(0).get<std::string>(), json.at(1).get<TimeMs>()};
}

Json factsJson(const ClusterFacts& facts)
{
    return {{"id", facts.id},
            {"name", facts.name},
            {"colour", facts.colour},
            {"note", facts.note},
            {"locked", facts.locked}};
}

ClusterFacts factsOf(const Json& json)
{
    return {json.at("id").get<int>(), json.at("name").get<std::string>(),
            json.at("colour").get<std::string>(), json.at("note").get<std::string>(),
            json.at("locked").get<bool>()};
}

/// One side of a change: where the touched segments are, which of the touched clusters and links exist.
Json sideJson(const ClusterChange& change, bool after)
{
    Json side = Json::object();
    for (const auto& placement : change.placements)
        side["segments"].push_back({placement.segment.node, placement.segment.begin,
                                    after ? placement.to : placement.from,
                                    after ? placement.fixedAfter : placement.fixedBefore});
    for (const auto& cluster : change.clusters)
        if (const auto& facts = after ? cluster.after : cluster.before)
            side["clusters"].push_back(factsJson(*facts));
    for (const auto& link : change.links)
        if (after ? link.after : link.before)
            side["links"].push_back(
                {keyJson(link.link.first), keyJson(link.link.second), link.link.together});
    return side;
}

tl::unexpected<Error> corrupt(const std::string& why)
{
    return fail(ErrorCode::Corrupt, "an entry of the cluster history is damaged: " + why);
}

} // namespace

Result<SegmentKey> SegmentKey::parse(std::string_view text)
{
    const auto at = text.rfind('@');
    if (at == std::string_view::npos || at == 0)
        return fail(ErrorCode::ParseError, fmt::format("'{}' does not name a segment", text),
                    "write NODE@TIME, the time being that of its first sample");
    NODESENTRY_TRY(const auto begin, parseWrittenTime(text.substr(at + 1)));
    return SegmentKey{std::string(text.substr(0, at)), begin};
}

const char* clusterEditName(ClusterEditKind kind)
{
    for (const auto& [known, name] : kNames)
        if (known == kind)
            return name;
    return "";
}

std::string ClusterEdit::toJson() const
{
    Json json{{"kind", clusterEditName(kind)}};
    if (cluster != 0)
        json["cluster"] = cluster;
    if (!others.empty())
        json["others"] = others;
    for (const auto& key : segments)
        json["segments"].push_back(keyJson(key));
    if (!text.empty())
        json["text"] = text;
    return jsonText(json);
}

Result<ClusterEdit> ClusterEdit::fromJson(std::string_view text)
{
    try {
        const Json json = Json::parse(text);
        const auto name = json.at("kind").get<std::string>();
        ClusterEdit edit;
        bool known = false;
        for (const auto& [kind, kindName] : kNames)
            if (name == kindName) {
                edit.kind = kind;
                known = true;
            }
        if (!known)
            return corrupt(fmt::format("'{}' is no edit", name));
        edit.cluster = json.value("cluster", 0);
        edit.others = json.value("others", std::vector<int>());
        for (const auto& key : json.value("segments", Json::array()))
            edit.segments.push_back(keyOf(key));
        edit.text = json.value("text", std::string());
        return edit;
    } catch (const Json::exception& error) {
        return corrupt(jsonProblem(error));
    }
}

ClusterChange ClusterChange::inverse() const
{
    ClusterChange back = *this;
    for (auto& placement : back.placements) {
        std::swap(placement.from, placement.to);
        std::swap(placement.fixedBefore, placement.fixedAfter);
    }
    for (auto& cluster : back.clusters)
        std::swap(cluster.before, cluster.after);
    for (auto& link : back.links)
        std::swap(link.before, link.after);
    return back;
}

std::optional<int> ClusterChange::createdCluster() const
{
    for (const auto& cluster : clusters)
        if (!cluster.before && cluster.after)
            return cluster.after->id;
    return std::nullopt;
}

std::string ClusterChange::beforeJson() const
{
    return jsonText(sideJson(*this, false));
}

std::string ClusterChange::afterJson() const
{
    return jsonText(sideJson(*this, true));
}

Result<ClusterChange> ClusterChange::fromJson(std::string_view beforeText, std::string_view afterText)
{
    try {
        const Json none = Json::array();
        const Json before = Json::parse(beforeText);
        const Json after = Json::parse(afterText);
        ClusterChange change;
        const Json from = before.value("segments", none);
        const Json to = after.value("segments", none);
        if (from.size() != to.size())
            return corrupt("segments are missing");
        for (std::size_t i = 0; i < from.size(); ++i) {
            if (keyOf(from[i]) != keyOf(to[i]))
                return corrupt("the segments before and after differ");
            change.placements.push_back({keyOf(from[i]), from[i].at(2).get<int>(), to[i].at(2).get<int>(),
                                         from[i].at(3).get<bool>(), to[i].at(3).get<bool>()});
        }
        std::map<int, Cluster> clusters;
        for (const auto& json : before.value("clusters", none))
            clusters[factsOf(json).id].before = factsOf(json);
        for (const auto& json : after.value("clusters", none))
            clusters[factsOf(json).id].after = factsOf(json);
        for (auto& [id, cluster] : clusters)
            change.clusters.push_back(std::move(cluster));
        std::map<SegmentLink, Link> links;
        const auto linkOf = [](const Json& json) {
            return SegmentLink{keyOf(json.at(0)), keyOf(json.at(1)), json.at(2).get<bool>()};
        };
        for (const auto& json : before.value("links", none))
            links[linkOf(json)].before = true;
        for (const auto& json : after.value("links", none))
            links[linkOf(json)].after = true;
        for (auto& [link, state] : links)
            change.links.push_back({link, state.before, state.after});
        return change;
    } catch (const Json::exception& error) {
        return corrupt(jsonProblem(error));
    }
}

} // namespace nodesentry
