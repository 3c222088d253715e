#include "core/base/json_text.h"
#include "core/base/log.h"
#include "core/base/reason.h"
#include "core/projection/projection.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <cstring>

namespace nodesentry {

namespace {

using Json = nlohmann::json;

constexpr const char* kFormat = "nodesentry.projection";
constexpr int kVersion = 1;

static_assert(std::endian::native == std::endian::little, "places are stored as they lie in memory");

Json fromPlaces(const FeatureMatrix& places)
{
    std::vector<float> values(static_cast<std::size_t>(places.size()));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(places.data()[i]);
    std::vector<std::uint8_t> bytes(values.size() * sizeof(float));
    if (!bytes.empty())
        std::memcpy(bytes.data(), values.data(), bytes.size());
    return Json::binary(std::move(bytes));
}

/// @throws Json::exception  not a binary value
FeatureMatrix toPlaces(const Json& json)
{
    const auto& bytes = json.get_binary();
    std::vector<float> values(bytes.size() / sizeof(float));
    if (!values.empty())
        std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    FeatureMatrix places(static_cast<Eigen::Index>(values.size() / 2), 2);
    for (Eigen::Index i = 0; i < places.size(); ++i)
        places.data()[i] = static_cast<double>(values[static_cast<std::size_t>(i)]);
    return places;
}

} // namespace

std::string Projection::toBytes() const
{
    const Json json{{"format", kFormat},      {"version", kVersion},       {"segments", segments},
                    {"pca", fromPlaces(pca)}, {"explained", explained},    {"layout", fromPlaces(layout)},
                    {"pca_kept", pcaKept},    {"layout_kept", layoutKept}, {"fingerprint", fingerprint}};
    std::string bytes;
    Json::to_cbor(json, bytes);
    return bytes;
}

Result<Projection> Projection::fromBytes(std::string_view bytes)
{
    const auto corrupt = [](const std::string& why) {
        return fail(Reason::StageDamaged, {"cluster", "this is not a projection: " + why});
    };
    try {
        const Json json = Json::from_cbor(bytes.begin(), bytes.end());
        if (!json.is_object() || json.value("format", std::string()) != kFormat)
            return corrupt("the format name is missing");
        if (const int version = json.at("version").get<int>(); version > kVersion)
            return fail(Reason::StageTooNew, {"cluster"});
        Projection projection;
        projection.segments = json.at("segments").get<std::vector<std::int64_t>>();
        projection.pca = toPlaces(json.at("pca"));
        projection.explained = json.at("explained").get<std::vector<double>>();
        projection.layout = toPlaces(json.at("layout"));
        projection.pcaKept = json.at("pca_kept").get<double>();
        projection.layoutKept = json.at("layout_kept").get<double>();
        projection.fingerprint = json.at("fingerprint").get<std::string>();
        const auto n = static_cast<Eigen::Index>(projection.segments.size());
        if (projection.pca.rows() != n || (projection.layout.rows() != n && projection.layout.rows() != 0)
            || projection.explained.size() != 2)
            return corrupt("it has another number of places than segments");
        return projection;
    } catch (const Json::exception& error) {
        return corrupt(jsonProblem(error));
    }
}

} // namespace nodesentry
