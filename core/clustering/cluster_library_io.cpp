#include "core/clustering/cluster_library.h"

#include "core/base/json_text.h"
#include "core/base/log.h"
#include "core/base/reason.h"

#include <nlohmann/json.hpp>

#include <set>

namespace nodesentry {

namespace {

using Json = nlohmann::json;

constexpr const char* kLibraryFormat = "nodesentry.cluster_library";
constexpr int kLibraryVersion = 2; // 2: scalers with a root

Json fromVector(const Eigen::VectorXd& vector)
{
    return std::vector<double>(vector.data(), vector.data() + vector.size());
}

Eigen::VectorXd toVector(const Json& json)
{
    const auto values = json.get<std::vector<double>>();
    return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

Json fromScaler(const FeatureScaler& scaler)
{
    return {{"mean", fromVector(scaler.mean())},
            {"deviation", fromVector(scaler.deviation())},
            {"weight", fromVector(scaler.weight())},
            {"clip", scaler.clip()},
            {"signed_root", scaler.signedRoot()}};
}

Result<FeatureScaler> toScaler(const Json& json)
{
    auto mean = toVector(json.at("mean"));
    auto deviation = toVector(json.at("deviation"));
    auto weight = toVector(json.at("weight"));
    const auto clip = json.at("clip").get<double>();
    if (mean.size() != deviation.size() || mean.size() != weight.size() || !(clip >= 0))
        return fail(ErrorCode::Corrupt, "the scaler of the cluster library contradicts itself");
    return FeatureScaler(std::move(mean), std::move(deviation), std::move(weight), clip,
                         json.value("signed_root", false)); // the first version had no root
}

Json fromEntry(const ClusterEntry& entry)
{
    return {{"id", entry.id},
            {"centroid", fromVector(entry.centroid)},
            {"match_centroid", fromVector(entry.matchCentroid)},
            {"spread", entry.spread},
            {"members", entry.members},
            {"training", entry.training},
            {"silhouette", entry.silhouette}};
}

ClusterEntry toEntry(const Json& json)
{
    ClusterEntry entry;
    entry.id = json.at("id").get<int>();
    entry.centroid = toVector(json.at("centroid"));
    entry.matchCentroid = toVector(json.at("match_centroid"));
    entry.spread = json.at("spread").get<double>();
    entry.members = json.at("members").get<std::vector<std::int64_t>>();
    entry.training = json.at("training").get<std::vector<std::int64_t>>();
    entry.silhouette = json.at("silhouette").get<double>();
    return entry;
}

Json fromCalibration(const Calibration& calibration)
{
    return {{"stated_rate", calibration.statedRate},
            {"held_back", calibration.heldBack},
            {"turned_away", calibration.turnedAway},
            {"misplaced", calibration.misplaced}};
}

Calibration toCalibration(const Json& json)
{
    return {json.at("stated_rate").get<double>(), json.at("held_back").get<std::int64_t>(),
            json.at("turned_away").get<std::int64_t>(), json.at("misplaced").get<std::int64_t>()};
}

} // namespace

std::string ClusterLibrary::toBytes() const
{
    Json entries = Json::array();
    for (const auto& entry : m_entries)
        entries.push_back(fromEntry(entry));
    Json reach = Json::array();
    for (const auto& item : m_shortReach)
        reach.push_back({{"below", item.below}, {"factor", item.factor}});
    const Json json{{"format", kLibraryFormat},
                    {"version", kLibraryVersion},
                    {"whole_scaler", fromScaler(m_wholeScaler)},
                    {"prefix_scaler", fromScaler(m_prefixScaler)},
                    {"use_nearest", m_useNearest},
                    {"calibration", fromCalibration(m_calibration)},
                    {"short_reach", std::move(reach)},
                    {"clusters", std::move(entries)}};
    std::string bytes;
    Json::to_cbor(json, bytes);
    return bytes;
}

Result<ClusterLibrary> ClusterLibrary::fromBytes(std::string_view bytes)
{
    const auto corrupt = [](const std::string& why) {
        return fail(Reason::StageDamaged, {"cluster", "this is not a cluster library: " + why});
    };
    try {
        const Json json = Json::from_cbor(bytes.begin(), bytes.end());
        if (!json.is_object() || json.value("format", std::string()) != kLibraryFormat)
            return corrupt("the format name is missing");
        if (const int version = json.at("version").get<int>(); version > kLibraryVersion)
            return fail(Reason::StageTooNew, {"cluster"});
        ClusterLibrary library;
        NODESENTRY_TRY(library.m_wholeScaler, toScaler(json.at("whole_scaler")));
        NODESENTRY_TRY(library.m_prefixScaler, toScaler(json.at("prefix_scaler")));
        library.m_useNearest = json.at("use_nearest").get<bool>();
        if (json.contains("calibration")) // libraries of earlier programs have none
            library.m_calibration = toCalibration(json.at("calibration"));
        if (json.contains("short_reach"))
            for (const auto& item : json.at("short_reach"))
                library.m_shortReach.push_back(
                    {item.at("below").get<std::int64_t>(), item.at("factor").get<double>()});
        std::set<int> ids;
        for (const auto& item : json.at("clusters")) {
            auto entry = toEntry(item);
            if (entry.centroid.size() != library.m_wholeScaler.columns()
                || entry.matchCentroid.size() != library.m_prefixScaler.columns())
                return corrupt(fmt::format("cluster {} has another number of features", entry.id));
            if (!ids.insert(entry.id).second)
                return corrupt(fmt::format("cluster {} occurs twice", entry.id));
            library.m_entries.push_back(std::move(entry));
        }
        return library;
    } catch (const Json::exception& error) {
        return corrupt(jsonProblem(error));
    }
}

} // namespace nodesentry
