#include "core/data/import/import.h"

#include "core/base/expects.h"
#include "core/base/hash.h"
#include "core/base/parallel.h"
#include "core/data/import/metric_plan.h"
#include "core/data/import/names.h"
#include "core/data/import/node_import.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <mutex>
#include <set>

namespace nodesentry {

namespace {

constexpr std::array<std::string_view, 7> kGroupOrder{"CPU",     "Memory", "Filesystem", "Network",
                                                      "Process", "System", "Other"};
constexpr double kMostStepSeconds = 86400;

/// Where a metric of the planner ends up in the catalogue.
struct CatalogPlace {
    int index = -1; ///< -1: no value on any node
    bool isRate = false;
};

/// The step asked for, or that of the existing project; 0 when the data decides.
Result<std::int64_t> givenStep(const ImportOptions& options, const ExistingProject& existing)
{
    if (options.stepSeconds == 0)
        return existing.stepMs;
    if (!(options.stepSeconds >= 0.001 && options.stepSeconds <= kMostStepSeconds))
        return fail(ErrorCode::InvalidArgument, fmt::format("a step of {} s", options.stepSeconds),
                    "give 0.001 to 86400 seconds");
    const auto stepMs = static_cast<std::int64_t>(std::llround(options.stepSeconds * 1000));
    if (existing.stepMs != 0 && existing.stepMs != stepMs)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("a step of {} s, but the project's grid has {} s", options.stepSeconds,
                                static_cast<double>(existing.stepMs) / 1000.0),
                    "leave --step out, or import into a project of its own");
    return stepMs;
}

/// Adds up what parallel readers have read, and reports it.
class ByteProgress {
public:
    ByteProgress(const std::vector<NodeFiles>& nodes, const RunContext& context) : m_context(context)
    {
        for (const auto& node : nodes) {
            for (const auto& file : node.files) {
                std::error_code unknown; // then the file does not count
                const auto size = std::filesystem::file_size(file.path, unknown);
                m_total += unknown ? 0 : static_cast<std::int64_t>(size);
            }
        }
    }

    void add(std::int64_t bytes, const std::string& node)
    {
        const std::lock_guard lock(m_mutex);
        m_done += bytes;
        m_context.report(
            m_total > 0 ? std::min(1.0, static_cast<double>(m_done) / static_cast<double>(m_total)) : 1.0,
            node);
    }

private:
    const RunContext& m_context;
    std::mutex m_mutex;
    std::int64_t m_done = 0;
    std::int64_t m_total = 0;
};

using FilePlans = std::vector<std::vector<std::shared_ptr<const FilePlan>>>;

/// The column plans of all files of all nodes.
Result<FilePlans> planFiles(MetricPlanner& planner, const std::vector<NodeFiles>& nodes, bool useLabels)
{
    FilePlans plans;
    for (const auto& node : nodes) {
        plans.emplace_back();
        for (const auto& file : node.files) {
            auto plan = planner.plan(file.start.header, useLabels);
            if (!plan)
                return fail(plan.error().inFile(file.path, 1, plan.error().column));
            plans.back().push_back(std::move(*plan));
        }
    }
    return plans;
}

Result<std::vector<NodeDraft>> readNodes(const std::vector<NodeFiles>& nodes, const FilePlans& plans,
                                         std::span<const MetricTarget> targets, const GridStep& grid,
                                         const std::string& zone, const RunContext& context)
{
    std::vector<Result<NodeDraft>> results(nodes.size(), Result<NodeDraft>(NodeDraft{}));
    ByteProgress progress(nodes, context);
    const bool all = parallelFor(static_cast<std::int64_t>(nodes.size()), context, [&](std::int64_t i) {
        const auto n = static_cast<std::size_t>(i);
        results[n] = importNode(
            nodes[n], plans[n], targets, grid, zone,
            [&](std::int64_t bytes) { progress.add(bytes, nodes[n].node); }, context);
    });
    if (!all)
        return cancelled();
    std::vector<NodeDraft> drafts;
    for (auto& result : results) {
        if (!result)
            return fail(std::move(result).error());
        drafts.push_back(std::move(*result));
    }
    return drafts;
}

bool hasValue(const std::vector<float>& samples)
{
    return std::any_of(samples.begin(), samples.end(), [](float sample) { return !std::isnan(sample); });
}

/// Decides which metrics are counters and have values, and makes the catalogue of them.
std::vector<CatalogPlace> makeCatalog(std::span<const MetricTarget> targets,
                                      const std::vector<NodeDraft>& nodes, MetricCatalog& catalog)
{
    std::vector<ChangeCount> changes(targets.size());
    for (const auto& node : nodes) {
        for (const auto& draft : node.metrics)
            changes[static_cast<std::size_t>(draft.metric)] += draft.changes;
    }
    std::vector<CatalogPlace> places(targets.size());
    for (std::size_t i = 0; i < targets.size(); ++i)
        places[i].isRate = targets[i].kind == RawKind::Counter
            || (targets[i].kind == RawKind::Auto && changes[i].looksLikeCounter());

    std::vector<bool> present(targets.size());
    for (const auto& node : nodes) {
        for (const auto& draft : node.metrics) {
            const auto i = static_cast<std::size_t>(draft.metric);
            present[i] = present[i] || hasValue(places[i].isRate ? draft.rate : draft.gauge);
        }
    }
    for (const auto group : kGroupOrder) {
        for (std::size_t i = 0; i < targets.size(); ++i) {
            if (!present[i] || targets[i].group != group)
                continue;
            places[i].index = static_cast<int>(catalog.size());
            const auto& unit = targets[i].unit;
            catalog.push_back({targets[i].name,
                               places[i].isRate ? (unit.empty() ? "1/s" : unit + "/s") : unit,
                               places[i].isRate ? MetricKind::Rate : MetricKind::Gauge, targets[i].group});
        }
    }
    return places;
}

/// The finished series of one node; takes the draft's samples.
NodeSeries makeSeries(const NodeFiles& files, NodeDraft& draft, const std::vector<CatalogPlace>& places)
{
    std::vector<std::pair<int, MetricDraft*>> kept; // by catalogue index
    for (auto& metric : draft.metrics) {
        const auto& place = places[static_cast<std::size_t>(metric.metric)];
        if (place.index >= 0 && hasValue(place.isRate ? metric.rate : metric.gauge))
            kept.emplace_back(place.index, &metric);
    }
    std::sort(kept.begin(), kept.end());

    NodeSeries series;
    series.node = files.node;
    series.grid = draft.grid;
    series.trainEnd = files.trainEnd;
    series.values.resize(static_cast<Eigen::Index>(kept.size()), draft.grid.size);
    for (std::size_t row = 0; row < kept.size(); ++row) {
        auto& metric = *kept[row].second;
        const auto& samples
            = places[static_cast<std::size_t>(metric.metric)].isRate ? metric.rate : metric.gauge;
        series.metrics.push_back(kept[row].first);
        std::copy(samples.begin(), samples.end(), series.values.row(static_cast<Eigen::Index>(row)).data());
        metric = {};
    }
    draft.metrics.clear();
    return series;
}

/// The runs of set bits of a node's label mask, bit by bit.
void appendMaskLabels(const std::string& node, const NodeDraft& draft, bool bits, std::vector<Label>& labels)
{
    for (int bit = 0; bit < (bits ? 32 : 1); ++bit) {
        const auto flag = std::uint32_t{1} << bit;
        for (std::size_t i = 0; i < draft.mask.size(); ++i) {
            if (!(draft.mask[i] & flag))
                continue;
            const auto begin = i;
            while (i < draft.mask.size() && (draft.mask[i] & flag))
                ++i;
            labels.push_back({0, node, draft.grid.timeOf(static_cast<std::int64_t>(begin)),
                              draft.grid.timeOf(static_cast<std::int64_t>(i)),
                              bits ? fmt::format("bit {}", bit) : "anomaly", "", "import"});
        }
    }
}

bool hasBits(const std::vector<std::shared_ptr<const FilePlan>>& plans)
{
    return std::any_of(plans.begin(), plans.end(), [](const auto& plan) {
        return std::find(plan->roles.begin(), plan->roles.end(), ColumnRole::LabelBits) != plan->roles.end();
    });
}

/// Leaves out jobs that ran on none of the known nodes.
Result<void> keepJobsOf(const std::set<std::string>& nodes, const std::string& jobsFile,
                        std::vector<Job>& jobs, ImportReport& report)
{
    const auto before = static_cast<std::int64_t>(jobs.size());
    std::string stranger;
    std::erase_if(jobs, [&](const Job& job) {
        const bool known = std::any_of(job.nodes.begin(), job.nodes.end(),
                                       [&](const std::string& node) { return nodes.contains(node); });
        if (!known && stranger.empty())
            stranger = job.nodes.front();
        return !known;
    });
    const auto left = before - static_cast<std::int64_t>(jobs.size());
    if (before > 0 && jobs.empty()) {
        const auto message = fmt::format(
            "none of the {} jobs ran on an imported node; they ran on '{}' and others, the data is "
            "of '{}' and others",
            before, stranger, nodes.empty() ? "" : *nodes.begin());
        return fail(Error{ErrorCode::InconsistentData, message, jobsFile, 0, 0,
                          "name the node files as the job table names the nodes"});
    }
    if (left > 0)
        report.skipped.push_back(
            {jobsFile, 0,
             fmt::format("{} jobs on nodes that are not imported, such as '{}'", left, stranger)});
    report.jobsAccepted -= left;
    report.jobsRejected += left;
    return {};
}

/// Leaves out labels of unknown nodes.
Result<void> keepLabelsOf(const std::set<std::string>& nodes, const std::string& labelsFile,
                          std::vector<Label>& labels, ImportReport& report)
{
    const auto before = labels.size();
    std::string stranger;
    std::erase_if(labels, [&](const Label& label) {
        const bool known = nodes.contains(label.node);
        if (!known && stranger.empty())
            stranger = label.node;
        return !known;
    });
    if (before > 0 && labels.empty()) {
        const auto message = fmt::format(
            "none of the {} labels is on an imported node; they are on '{}' and others", before, stranger);
        return fail(Error{ErrorCode::InconsistentData, message, labelsFile, 0, 0,
                          "name the nodes as the node files are named"});
    }
    if (labels.size() < before)
        report.skipped.push_back({labelsFile, 0,
                                  fmt::format("{} labels on nodes that are not imported, such as '{}'",
                                              before - labels.size(), stranger)});
    return {};
}

/// Replaces what tells who ran a job.
void hideUsers(std::vector<Job>& jobs)
{
    for (auto& job : jobs) {
        if (!job.user.empty()) {
            constexpr std::size_t kDigits = 10;
            job.user = "user-" + Fingerprint().add(job.user).hex().substr(0, kDigits);
        }
        std::erase_if(job.attributes, [](const auto& attribute) {
            const auto name = plainName(attribute.first);
            return name == "uid";
        });
    }
}

void countSamples(ImportedData& data)
{
    bool first = true;
    for (const auto& node : data.nodes) {
        data.report.missing += node.values.array().isNaN().count();
        const auto range = node.grid.range();
        data.report.span = first ? range
                                 : TimeRange{std::min(data.report.span.begin, range.begin),
                                             std::max(data.report.span.end, range.end)};
        first = false;
    }
}

} // namespace

void bindParameters(ParameterBinder& binder, ImportOptions& options)
{
    binder.add("step_seconds", options.stepSeconds, {0, kMostStepSeconds}, "s",
               "Step of the grid; 0 takes that of the data");
    binder.add("time_zone", options.timeZone, {}, "Zone of times that carry none, an IANA name");
    binder.add("rules_file", options.rulesFile, {}, "Metric rules; empty for the built-in ones");
    binder.add("use_label_column", options.useLabelColumn, "Make labels of the files' label column");
    binder.add("keep_users", options.keepUsers, "Keep user names of jobs instead of hashing them");
    bindParameters(binder, options.prometheus);
}

Result<ImportedData> importSources(const std::vector<std::string>& sources, const ImportOptions& options,
                                   const ExistingProject& existing, const RunContext& context)
{
    ImportedData data;
    NODESENTRY_TRY(GridStep grid, givenStep(options, existing).map([](std::int64_t stepMs) {
        return GridStep{stepMs, stepMs != 0};
    }));
    MetricRules rules = MetricRules::builtIn();
    if (!options.rulesFile.empty()) {
        NODESENTRY_TRY(rules, MetricRules::load(options.rulesFile));
    }
    if (!options.jobsFile.empty()) {
        NODESENTRY_TRY(data.jobs, readJobTable(options.jobsFile, options.timeZone, data.report));
    }
    NODESENTRY_TRY(const auto files,
                   findNodeFiles(sources, options.timeZone, {options.jobsFile, options.labelsFile}, data.jobs,
                                 data.report, context.part(0.0, 0.05)));
    const bool useMask = options.useLabelColumn && options.labelsFile.empty();
    MetricPlanner planner(rules);
    NODESENTRY_TRY(const auto plans, planFiles(planner, files, useMask));
    if (!grid.given) {
        NODESENTRY_TRY(grid.stepMs, stepOfData(files));
    }
    NODESENTRY_TRY(
        auto drafts,
        readNodes(files, plans, planner.targets(), grid, options.timeZone, context.part(0.05, 0.95)));

    const auto places = makeCatalog(planner.targets(), drafts, data.metrics);
    std::set<std::string> known(existing.nodes.begin(), existing.nodes.end());
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (context.stopRequested())
            return cancelled();
        known.insert(files[i].node);
        if (useMask)
            appendMaskLabels(files[i].node, drafts[i], hasBits(plans[i]), data.labels);
        data.report.files += static_cast<std::int64_t>(files[i].files.size());
        data.report.samples += drafts[i].rows;
        data.report.gaps += drafts[i].gaps;
        data.nodes.push_back(makeSeries(files[i], drafts[i], places));
    }
    if (!options.labelsFile.empty()) {
        NODESENTRY_TRY(data.labels, readLabelTable(options.labelsFile, options.timeZone, data.jobs));
        NODESENTRY_CHECK(keepLabelsOf(known, options.labelsFile, data.labels, data.report));
    }
    NODESENTRY_CHECK(keepJobsOf(known, options.jobsFile, data.jobs, data.report));
    if (!options.keepUsers)
        hideUsers(data.jobs);

    countSamples(data);
    data.report.stepMs = grid.stepMs;
    data.report.labels = static_cast<std::int64_t>(data.labels.size());
    data.report.counters = std::count_if(data.metrics.begin(), data.metrics.end(), [](const Metric& metric) {
        return metric.kind == MetricKind::Rate;
    });
    data.report.droppedColumns = planner.droppedSeries()
        + std::count_if(places.begin(), places.end(), [](const auto& place) { return place.index < 0; });
    context.report(1.0);
    return data;
}

} // namespace nodesentry
