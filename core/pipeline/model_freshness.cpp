#include "core/pipeline/model_freshness.h"

#include "core/base/hash.h"
#include "core/pipeline/fingerprints_p.h"
#include "core/pipeline/model_freshness_p.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

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

bool isTrained(const std::string& path, const std::string& fingerprint)
{
    std::ifstream stream(path + ".json");
    if (!stream || !std::filesystem::exists(path + ".pt"))
        return false;
    const auto json = nlohmann::json::parse(stream, nullptr, false);
    const nlohmann::json::json_pointer where("/extra/project/fingerprint"); // as runTrain() saves it
    return json.is_object() && json.contains(where) && json.at(where) == fingerprint;
}

Result<std::vector<int>> staleModels(const Project& project, const PipelineOptions& options)
{
    std::vector<int> stale;
    NODESENTRY_TRY(const auto bytes, project.document("cluster_library"));
    if (!bytes)
        return stale;
    NODESENTRY_TRY(const auto library, ClusterLibrary::fromBytes(*bytes));
    NODESENTRY_TRY(const auto prints, StageFingerprints::of(project, options));
    for (const auto& cluster : library.entries())
        if (!isTrained(project.modelPath(cluster.id), modelFingerprint(prints.ofModels(), cluster)))
            stale.push_back(cluster.id);
    std::sort(stale.begin(), stale.end());
    return stale;
}

} // namespace nodesentry
