#include "tests/fuzz/target.h"

#include "core/base/time.h"
#include "core/data/import/host_list.h"
#include "core/data/import/import.h"
#include "core/data/import/importers.h"
#include "core/data/import/job_table.h"
#include "core/data/import/label_table.h"
#include "core/data/import/metric_rules.h"
#include "core/data/import/number.h"
#include "core/data/import/prometheus_json_p.h"
#include "core/data/import/series_name.h"
#include "tests/fuzz/checking_sink.h"
#include "tests/fuzz/file_bundle.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <sstream>

namespace nodesentry::fuzz {

namespace {

void readHostList(std::string_view text)
{
    const auto names = expandHostList(text);
    if (!names)
        return;
    const auto again = expandHostList(compressHostList(*names));
    if (!again)
        brokenPromise("a compressed host list that cannot be expanded");
}

void readSeriesName(std::string_view text)
{
    const auto name = parseSeriesName(text);
    if (name.base.size() > text.size())
        brokenPromise("a series name longer than its text");
}

/// Times and numbers, one a line: the two parsers behind every table.
void readScalars(std::string_view text)
{
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        double value = 0;
        if (parseValue(line, value) && std::isinf(value))
            brokenPromise("an infinite value");
        if (const auto time = parseTime(line, "Europe/Berlin"); time && formatUtc(*time).empty())
            brokenPromise("a time without text");
    }
}

void readRules(std::string_view text)
{
    const auto rules = MetricRules::parse(text, "fuzz");
    if (!rules)
        return;
    for (const auto* name : {"node_cpu_seconds_total{cpu=\"0\",mode=\"user\"}", "meminfo.MemFree", "x"}) {
        if (const auto target = rules->apply(parseSeriesName(name)); target && target->name.empty())
            brokenPromise("a metric without a name");
    }
}

/// An answer's samples are counted; labels and times must be what the interface says.
class CheckedAnswer final : public PrometheusAnswerHandler {
public:
    Result<bool> beginSeries(const PrometheusLabels& labels) override
    {
        m_last = INT64_MIN;
        return labels.size() % 5 != 4;
    }
    Result<void> addSamples(std::span<const TimeMs> times, std::span<const double> values) override
    {
        if (times.empty() || times.size() != values.size())
            brokenPromise("a part with more or fewer values than times");
        for (const auto time : times) {
            if (time <= m_last)
                brokenPromise("times that do not ascend");
            m_last = time;
        }
        return {};
    }
    void reject(const std::string&) override { }

private:
    TimeMs m_last = INT64_MIN;
};

void readPrometheus(std::string_view text)
{
    const auto stream = [&] { return std::istringstream(std::string(text)); };
    CheckedAnswer checked;
    auto samples = stream();
    (void)readPrometheusAnswer(samples, checked, {});
    std::vector<PrometheusLabels> series;
    auto list = stream();
    (void)readPrometheusSeriesList(list, series);
    std::vector<std::string> values;
    auto names = stream();
    (void)readPrometheusTexts(names, values);
    PrometheusFamilies families;
    auto metadata = stream();
    (void)readPrometheusMetadata(metadata, families);
}

/// A target whose parser reads one file.
std::function<void(std::string_view)> oneFile(const std::string& folder, const std::string& name,
                                              std::function<void(const std::string&)> read)
{
    return [=](std::string_view text) {
        const auto paths = writeFileBundle(folder, text, name);
        if (!paths.empty())
            read(paths.front());
    };
}

void readJobs(const std::string& path)
{
    ImportReport report;
    (void)readJobTable(path, "Europe/Berlin", report);
    (void)readJobTable(path, "UTC", report, {"JobID", "NodeList", "Start", "End", "JobName"});
}

void readLabels(const std::string& path)
{
    Job job;
    job.id = "7";
    job.nodes = {"n1", "n2"};
    (void)readLabelTable(path, "UTC", {job});
    ImportReport report;
    (void)readLabelTable(path, "Europe/Berlin", {job}, &report, true);
}

/// Reads a folder as `nodesentry import` does, up to the resampled series of each node.
void importWhole(const std::string& folder, const std::string& format)
{
    ImportOptions options;
    options.format = format;
    options.rulesFile = NODESENTRY_FUZZ_FOLDER "/corpus/rules/small.json";
    options.bufferMiB = 1;
    const auto import = Import::read({folder}, options, {});
    if (!import)
        return;
    const auto done = import->forEachNode([&](const NodeSeries& node) -> Result<void> {
        if (node.values.cols() != node.grid.size
            || node.values.rows() != static_cast<Eigen::Index>(node.metrics.size()))
            brokenPromise("a node whose values do not fit its grid and metrics");
        return {};
    });
    if (!done)
        brokenPromise("a node that was read cannot be resampled");
}

/// A target for an importer of the registry: alone, and with all that makes an import of it.
std::function<void(std::string_view)> importerTarget(const std::string& folder, const std::string& format,
                                                     const std::string& onlyName)
{
    const std::shared_ptr<const ImporterList> importers = std::make_shared<ImporterList>(makeImporters());
    return [=](std::string_view text) {
        const auto paths = writeFileBundle(folder, text, onlyName);
        const auto importer = chooseImporter(*importers, format, {folder});
        if (!importer)
            brokenPromise("a format that is not there");
        for (const auto& one : *importers)
            (void)one->recognises(folder);
        const ImportOptions options;
        CheckingSink sink;
        (void)(*importer)->read({folder}, options, sink, {});
        if (paths.size() == 1) {
            (void)(*importer)->recognises(paths.front());
            (void)(*importer)->read(paths, options, sink, {});
        }
        importWhole(folder, format);
    };
}

} // namespace

void brokenPromise(const char* what)
{
    std::fprintf(stderr, "broken promise: %s\n", what);
    std::abort();
}

std::vector<Target> makeTargets(const std::string& workFolder)
{
    std::vector<Target> targets{
        {"hostlist", readHostList},
        {"series_name", readSeriesName},
        {"scalars", readScalars},
        {"rules", readRules},
        {"prometheus_json", readPrometheus},
        {"job_table", oneFile(workFolder, "jobs.psv", readJobs)},
        {"label_table", oneFile(workFolder, "labels.csv", readLabels)},
    };
    const std::map<std::string_view, std::string> names{{"prometheus", "answer.json"},
                                                        {"tool", "node_data/a.csv"},
                                                        {"model", "Job"},
                                                        {"ldms", "meminfo.csv"},
                                                        {"clustercockpit", "data.json"}};
    for (const auto& importer : makeImporters()) {
        const auto name = names.find(importer->name()); // of a file that stands alone
        targets.push_back({std::string(importer->name()),
                           importerTarget(workFolder, std::string(importer->name()),
                                          name == names.end() ? "a.csv" : name->second)});
    }
    return targets;
}

} // namespace nodesentry::fuzz
