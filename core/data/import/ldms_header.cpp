#include "core/data/import/ldms_header.h"

#include "core/base/csv.h"
#include "core/data/import/folder_files.h"
#include "core/data/import/names.h"
#include "core/data/import/table.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <regex>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

/// The file's name without what store_csv's rolling and packing put behind it, and the number of the roll.
struct FileName {
    std::string stem;
    std::string roll; ///< "1558387831"; empty when the file was not rolled
};

FileName fileName(const std::string& path)
{
    auto name = fs::path(path).filename().string();
    const auto takeOff = [&](std::string_view ending) {
        if (name.size() > ending.size() && name.ends_with(ending))
            name.resize(name.size() - ending.size());
    };
    takeOff(".gz");
    takeOff(".csv");
    const auto dot = name.rfind('.');
    const auto behind = dot == std::string::npos ? std::string() : name.substr(dot + 1);
    const bool rolled
        = !behind.empty() && dot > 0 && behind.find_first_not_of("0123456789") == std::string::npos;
    if (!rolled)
        return {name, ""};
    name.resize(dot);
    takeOff(".csv");
    return {name, behind};
}

SeriesName seriesOf(std::string name, std::string_view sampler)
{
    SeriesName series;
    if (const auto hash = name.find('#'); hash != std::string::npos && hash > 0) { // "reads_comp.rate#sda"
        series.labels.emplace_back("device", name.substr(hash + 1));
        name.resize(hash);
    }
    const bool named = sampler.empty() || name.find("::") != std::string::npos
        || name.starts_with(std::string(sampler) + ".");
    series.base = named ? name : std::string(sampler) + "." + name;
    return series;
}

} // namespace

std::optional<LdmsHeader> parseLdmsHeader(std::string_view line, std::string_view sampler)
{
    if (!line.empty() && line.front() == '#')
        line.remove_prefix(1);
    const auto first = line.substr(0, line.find(','));
    auto time = plainName(trimmedText(first));
    std::erase(time, '"');
    if (time != "time" && time != "timemsec" && time != "timesec") // by time_format of store_csv
        return std::nullopt;
    std::vector<std::string> names;
    if (!splitRecord(line, ',', true, names))
        return std::nullopt;
    LdmsHeader header;
    bool hasMicroseconds = false;
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto name = std::string(trimmedText(names[i]));
        const auto plain = plainName(name);
        const auto column = static_cast<int>(i);
        constexpr std::array<std::string_view, 8> kFacts{"time",  "timemsec", "timesec", "timeusec",
                                                         "appid", "dt",       "dtusec",  "uid"};
        header.series.emplace_back();
        header.names.push_back(name);
        hasMicroseconds = hasMicroseconds || plain == "timeusec";
        if (plain == "producername" || plain == "producer")
            header.node = column;
        else if (plain == "componentid" || plain == "compid")
            header.component = column;
        else if (plain == "jobid")
            header.job = column;
        else if (!name.empty() && std::find(kFacts.begin(), kFacts.end(), plain) == kFacts.end()
                 && !name.ends_with(".userdata")) {
            constexpr std::string_view kValue = ".value";
            if (name.ends_with(kValue))
                name.resize(name.size() - kValue.size());
            header.series.back() = seriesOf(std::move(name), sampler);
        }
    }
    const bool isLdms = header.node >= 0 || (hasMicroseconds && header.component >= 0);
    return isLdms ? std::optional(std::move(header)) : std::nullopt;
}

std::string ldmsSampler(const std::string& path)
{
    static const std::regex known(
        "meminfo|vmstat|procstat|loadavg|procnetdev2?|procnet|procdiskstats|procnfs|"
        "lustre[a-z0-9_]*|ibnet|opa2|sysclassib|dvs|aries_[a-z0-9_]*|slingshot_[a-z0-9_]*|"
        "coretemp");
    const auto stem = fileName(path).stem;
    constexpr std::size_t kLongest = 64;
    return stem.size() <= kLongest && std::regex_match(stem, known) ? stem : std::string();
}

std::optional<std::string> ldmsHeaderBeside(const std::string& path)
{
    const auto name = fileName(path);
    const auto folder = fs::path(path).parent_path();
    for (const auto& candidate :
         {name.stem + ".HEADER" + (name.roll.empty() ? "" : "." + name.roll), name.stem + ".HEADER"}) {
        for (const auto* ending : {"", ".gz"}) {
            const auto file = (folder / (candidate + ending)).string();
            std::error_code failed; // what cannot be looked at cannot be read either
            if (fs::is_regular_file(file, failed))
                return firstLine(file);
        }
    }
    return std::nullopt;
}

bool isLdmsSideFile(const std::string& path)
{
    const auto stem = fileName(path).stem;
    return stem.ends_with(".HEADER") || stem.ends_with(".KIND");
}

} // namespace nodesentry
