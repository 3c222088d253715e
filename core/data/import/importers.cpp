#include "core/data/import/importers.h"

#include "core/data/import/clustercockpit_importer.h"
#include "core/data/import/csv_importer.h"
#include "core/data/import/dstat_importer.h"
#include "core/data/import/grafana_importer.h"
#include "core/data/import/influx_importer.h"
#include "core/data/import/ldms_importer.h"
#include "core/data/import/model_importer.h"
#include "core/data/import/nvidia_smi_importer.h"
#include "core/data/import/pcp_importer.h"
#include "core/data/import/prometheus_importer.h"
#include "core/data/import/sadf_importer.h"
#include "core/data/import/tool_importer.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>

namespace nodesentry {

bool isNodeName(std::string_view name)
{
    constexpr std::size_t kLongest = 255;
    return !name.empty() && name.size() <= kLongest && std::none_of(name.begin(), name.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

ImporterList makeImporters()
{
    ImporterList importers;
    importers.push_back(makePrometheusImporter());
    importers.push_back(makeClusterCockpitImporter());
    importers.push_back(makeLdmsImporter());
    importers.push_back(makeToolImporter());
    importers.push_back(makeModelImporter());
    importers.push_back(makeInfluxImporter());
    importers.push_back(makeGrafanaImporter());
    importers.push_back(makeSadfImporter());
    importers.push_back(makeDstatImporter());
    importers.push_back(makeNvidiaSmiImporter());
    importers.push_back(makePcpImporter());
    importers.push_back(makeLongImporter());
    importers.push_back(makeCsvImporter());
    return importers;
}

Result<const Importer*> chooseImporter(const ImporterList& importers, std::string_view format,
                                       const std::vector<std::string>& sources)
{
    if (sources.empty())
        return fail(ErrorCode::NotFound, "no source to import", "name files or folders");
    std::vector<std::string_view> names;
    for (const auto& importer : importers) {
        if (importer->name() == format)
            return importer.get();
        names.push_back(importer->name());
    }
    if (format != "auto")
        return fail(ErrorCode::InvalidArgument, fmt::format("no format '{}'", format),
                    fmt::format("the formats are auto, {}", fmt::join(names, ", ")));

    const auto recognised = [&](const Importer& importer) {
        return std::all_of(sources.begin(), sources.end(),
                           [&](const std::string& source) { return importer.recognises(source); });
    };
    for (const auto& importer : importers) {
        if (recognised(*importer))
            return importer.get();
    }
    return importers.back().get();
}

Error withFormats(Error error, const ImporterList& importers, const std::vector<std::string>& sources)
{
    const bool isUnread = error.code == ErrorCode::ParseError || error.code == ErrorCode::NotFound;
    const auto isUnknown = [&](const std::string& source) {
        return std::none_of(importers.begin(), importers.end(),
                            [&](const auto& importer) { return importer->recognises(source); });
    };
    if (!isUnread || std::none_of(sources.begin(), sources.end(), isUnknown))
        return error;
    error.advice = "no format fits:";
    for (const auto& importer : importers)
        error.advice += fmt::format("\n  {}: {}", importer->name(), importer->demand());
    error.advice += "\nput the file into one of these forms, or say which it is: --format NAME";
    return error;
}

} // namespace nodesentry
