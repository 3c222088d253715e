#include "core/experiment/experiment_cell.h"

#include "core/base/json_text.h"
#include "core/base/whole_file.h"
#include "core/data/durable_file.h"
#include "core/eval/figures.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <cmath>
#include <filesystem>
#include <fstream>

namespace nodesentry {

namespace {

using Json = nlohmann::ordered_json;

template <class Figures, std::size_t n>
Json asJson(const Figures& figures, const std::array<NamedFigure<Figures>, n>& names)
{
    auto json = Json::object();
    for (const auto& item : names) {
        const auto value = figures.*item.value;
        json[item.name] = std::isfinite(value) ? Json(value) : Json(nullptr);
    }
    return json;
}

template <class Figures, std::size_t n>
Figures fromJson(const Json& json, const std::array<NamedFigure<Figures>, n>& names)
{
    Figures figures;
    for (const auto& item : names)
        if (json.contains(item.name) && json[item.name].is_number())
            figures.*item.value = json[item.name].template get<double>();
    return figures;
}

} // namespace

Result<void> writeWholeFile(const std::string& path, const std::string& content)
{
    const auto temporary = path + ".tmp";
    {
        std::ofstream file(temporary, std::ios::binary);
        file << content;
        file.close();
        if (!file)
            return fail(Error{ErrorCode::IoError, "cannot write the file"}.inFile(path).advise(
                "check free space, quota and permissions"));
    }
    NODESENTRY_CHECK(syncFile(temporary));
    return renameDurably(temporary, path);
}

std::string CellStore::pathOf(const std::string& fingerprint) const
{
    return m_folder + "/" + fingerprint + ".json";
}

std::optional<ExperimentCell> CellStore::find(const std::string& fingerprint, int seed) const
{
    const auto text = readWholeFile(pathOf(fingerprint));
    if (!text)
        return std::nullopt;
    const auto json = Json::parse(*text, nullptr, false);
    if (!json.is_object() || json.value("fingerprint", "") != fingerprint || !json.contains("figures"))
        return std::nullopt; // damaged: the cell is made anew
    ExperimentCell cell;
    cell.seed = seed;
    cell.kept = true;
    cell.paper = fromJson(json["figures"]["paper"], kPaperFigures);
    cell.strict = fromJson(json["figures"]["strict"], kStrictFigures);
    cell.nodes = json.value("nodes", std::int64_t{0});
    cell.testSamples = json.value("test_samples", std::int64_t{0});
    cell.anomalousSamples = json.value("anomalous_samples", std::int64_t{0});
    cell.seconds = json.value("seconds", 0.0);
    return cell;
}

Result<void> CellStore::keep(const std::string& fingerprint, const ExperimentCell& cell,
                             const std::string& method, const std::string& parametersJson) const
{
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error)
        return fail(ErrorCode::IoError,
                    fmt::format("cannot make the folder '{}': {}", m_folder, error.message()));
    const Json json{
        {"fingerprint", fingerprint},
        {"method", method},
        {"seed", cell.seed},
        {"figures",
         {{"paper", asJson(cell.paper, kPaperFigures)}, {"strict", asJson(cell.strict, kStrictFigures)}}},
        {"nodes", cell.nodes},
        {"test_samples", cell.testSamples},
        {"anomalous_samples", cell.anomalousSamples},
        {"seconds", cell.seconds},
        {"parameters", Json::parse(parametersJson)}};
    return writeWholeFile(pathOf(fingerprint), jsonText(json, 1) + "\n");
}

} // namespace nodesentry
