#include "core/pipeline/model_freshness.h"

#include "core/base/hash.h"
#include "core/base/json_text.h"
#include "core/base/log.h"
#include "core/base/reason.h"
#include "core/base/whole_file.h"
#include "core/model/cluster_model.h"
#include "core/pipeline/fingerprints_p.h"
#include "core/pipeline/model_freshness_p.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace nodesentry {

std::string modelFingerprint(const std::string& base, const ClusterEntry& cluster)
{
    Fingerprint print;
    print.add("model 1").add(base).add(std::int64_t{cluster.id});
    auto segments = cluster.training;
    std::sort(segments.begin(), segments.end());
    for (const auto id : segments)
        print.add(id);
    return print.hex();
}

namespace {

constexpr auto kFingerprintsDocument = "model_fingerprints";

/// Whether this program can read the model at @p path; it is trained again where not.
Result<void> checkModel(const std::string& path)
{
    NODESENTRY_CHECK(ClusterModel::load(path, "cpu"));
    return {};
}

/// Of the model at @p path; empty where there is none, or none that can be read.
std::string storedFingerprint(const std::string& path)
{
    const auto text = readWholeFile(path + ".json");
    if (!text || !std::filesystem::exists(path + ".pt"))
        return {};
    if (const auto checked = checkModel(path); !checked) {
        spdlog::warn("a model is made anew: {}", checked.error().text());
        return {};
    }
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    const nlohmann::json::json_pointer where("/extra/project/fingerprint"); // as runTrain() saves it
    return json.is_object() && json.contains(where) && json.at(where).is_string()
        ? json.at(where).get<std::string>()
        : std::string();
}

} // namespace

Result<bool> hasAllModels(const Project& project)
{
    NODESENTRY_TRY(const auto clusters, project.clusters());
    return std::all_of(clusters.begin(), clusters.end(), [&](const ClusterRecord& cluster) {
        return checkModel(project.modelPath(cluster.id)).has_value();
    });
}

Result<ModelFreshness> ModelFreshness::of(const Project& project)
{
    ModelFreshness freshness;
    NODESENTRY_TRY(const auto document, project.document(kFingerprintsDocument));
    if (!document)
        return freshness;
    const auto json = nlohmann::json::parse(*document, nullptr, false);
    if (!json.is_object())
        return fail(Reason::StageDamaged, {"train", "the notes on the models cannot be read"});
    for (const auto& [stored, today] : json.items())
        if (today.is_string())
            freshness.m_standsFor[stored] = today.get<std::string>();
    return freshness;
}

bool ModelFreshness::isTrained(const std::string& path, const std::string& fingerprint) const
{
    const auto stored = storedFingerprint(path);
    if (stored.empty())
        return false;
    const auto today = m_standsFor.find(stored);
    return stored == fingerprint || (today != m_standsFor.end() && today->second == fingerprint);
}

void ModelFreshness::accept(const std::string& path, const std::string& fingerprint)
{
    if (const auto stored = storedFingerprint(path); !stored.empty() && stored != fingerprint)
        m_standsFor[stored] = fingerprint;
}

Result<void> ModelFreshness::store(Project& project) const
{
    return project.setDocument(kFingerprintsDocument, jsonText(nlohmann::json(m_standsFor)));
}

Result<std::vector<int>> staleModels(const Project& project, const PipelineOptions& options)
{
    std::vector<int> stale;
    NODESENTRY_TRY(const auto bytes, project.document("cluster_library"));
    if (!bytes)
        return stale;
    NODESENTRY_TRY(const auto library, ClusterLibrary::fromBytes(*bytes));
    NODESENTRY_TRY(const auto prints, StageFingerprints::of(project, options));
    NODESENTRY_TRY(const auto models, ModelFreshness::of(project));
    for (const auto& cluster : library.entries())
        if (!models.isTrained(project.modelPath(cluster.id), modelFingerprint(prints.ofModels(), cluster)))
            stale.push_back(cluster.id);
    std::sort(stale.begin(), stale.end());
    return stale;
}

} // namespace nodesentry
