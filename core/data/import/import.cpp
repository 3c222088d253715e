#include "core/data/import/import.h"

#include "core/base/expects.h"
#include "core/base/parallel.h"
#include "core/data/import/import_tables.h"
#include "core/data/import/importers.h"
#include "core/data/import/node_reduction.h"
#include "core/data/import/row_finder.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>
#include <optional>
#include <set>

namespace nodesentry {

namespace {

constexpr std::array<std::string_view, 7> kGroupOrder{"CPU",     "Memory", "Filesystem", "Network",
                                                      "Process", "System", "Other"};
constexpr double kMostStepSeconds = 86400;

/// Where a metric of the planner ends up in the catalogue.
struct CatalogPlace {
    int index = -1; ///< -1: no value on any node
    bool isRate = false; ///< made a rate here
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

bool hasValue(const std::vector<float>& samples)
{
    return std::any_of(samples.begin(), samples.end(), [](float sample) { return !std::isnan(sample); });
}

/// What the nodes say together of one metric.
struct TargetFacts {
    ChangeCount changes;
    bool hasGauge = false; ///< a value as a gauge on some node
    bool hasRate = false;
    std::int64_t missingGauges = 0; ///< samples without a value, on nodes that have one
    std::int64_t missingRates = 0;
    std::int64_t impossible = 0; ///< rates left out

    static void addSamples(const std::vector<float>& samples, bool& has, std::int64_t& missing)
    {
        if (!hasValue(samples))
            return;
        has = true;
        missing
            += std::count_if(samples.begin(), samples.end(), [](float sample) { return std::isnan(sample); });
    }

    TargetFacts& operator+=(const TargetFacts& other)
    {
        changes += other.changes;
        hasGauge = hasGauge || other.hasGauge;
        hasRate = hasRate || other.hasRate;
        missingGauges += other.missingGauges;
        missingRates += other.missingRates;
        impossible += other.impossible;
        return *this;
    }
};

/// Which forms of a metric may be needed, as long as its kind is not known.
NodeReduction::Wanted formsOf(RawKind kind)
{
    return {kind != RawKind::Counter, kind == RawKind::Counter || kind == RawKind::Auto};
}

std::optional<TimeGrid> gridOf(const ExistingProject& existing, const std::string& node)
{
    const auto known = existing.nodes.find(node);
    return known == existing.nodes.end() ? std::nullopt : std::optional(known->second);
}

/// Whether a metric's base name ends as those of counters do by the conventions of Prometheus.
bool isCalledTotal(std::string_view name)
{
    return name.substr(0, name.find('{')).ends_with("_total");
}

} // namespace

void bindParameters(ParameterBinder& binder, ImportOptions& options)
{
    binder.add(&options.format, {.name = "format", .help = "Format of the sources; auto finds it out"});
    binder.add(&options.stepSeconds,
               {.name = "step_seconds",
                .range = {0, kMostStepSeconds},
                .unit = "s",
                .help = "Step of the grid; 0 takes that of the data"});
    binder.add(&options.timeZone,
               {.name = "time_zone", .help = "Zone of times that carry none, an IANA name"});
    binder.add(&options.rulesFile,
               {.name = "rules_file", .help = "Metric rules; empty for the built-in ones"});
    binder.add(&options.useLabelColumn,
               {.name = "use_label_column", .help = "Make labels of the files' label column"});
    binder.add(&options.keepUsers,
               {.name = "keep_users", .help = "Keep user names of jobs instead of hashing them"});
    bindParameters(binder, options.prometheus);
    binder.add(&options.bufferMiB,
               {.name = "buffer_mib",
                .range = {1, 1 << 20},
                .unit = "MiB",
                .help = "Samples held in memory while sources are read; more lie in a temporary file"});
}

namespace {

/// An error about missing samples, with the first line that was rejected: that is why they are missing.
Error withReason(Error error, const ImportReport& report)
{
    const auto line = std::find_if(report.skipped.begin(), report.skipped.end(),
                                   [](const SkippedItem& item) { return item.line > 0; });
    if (line == report.skipped.end())
        return error;
    error.message += "; lines were left out, the first: " + ImportReport::describe(*line);
    return error;
}

/// What is asked about rows, with the lines where they stand.
Error errorOf(const RowQuestion& question, const std::vector<FoundRow>& rows)
{
    Error error{ErrorCode::InconsistentData, question.message, {}, 0, 0, question.advice};
    if (rows.empty())
        return error;
    error.file = rows.front().file;
    error.line = rows.front().line;
    if (rows.size() > 1)
        error.message += fmt::format("; the other one is {}:{}", rows.back().file, rows.back().line);
    return error;
}

} // namespace

struct Import::Private {
    Private(MetricRules rules, const ImportOptions& options, ExistingProject known)
        : sink(std::move(rules), known.folder, static_cast<std::size_t>(options.bufferMiB) << 20),
          existing(std::move(known)),
          grids(existing.nodes)
    {
    }

    SampleSink sink;
    ExistingProject existing;
    std::map<std::string, TimeGrid> grids; ///< of nodes, with those known before: what they come to
    GridStep grid;
    bool allowFarTimes = false;
    ImportReport report;
    MetricCatalog metrics;
    std::vector<CatalogPlace> places; ///< of each of the sink's targets
    std::vector<std::string> nodes; ///< ascending
    std::vector<ImportSink::NodeId> ids; ///< of nodes
    std::vector<Label> labels; ///< of the nodes' label columns
    ImportedTables tables;

    [[nodiscard]] Result<NodeReduction> open(ImportSink::NodeId id) const
    {
        return NodeReduction::open(sink, id, grid, gridOf(existing, sink.nodeAt(id).name), allowFarTimes);
    }
    /// @return what must be answered before the nodes can be imported, with the node it is about
    Result<std::optional<std::pair<ImportSink::NodeId, RowQuestion>>> surveyNodes(const RunContext& context);
    void addGrid(const std::string& node, const TimeGrid& coming);
    [[nodiscard]] NodeSeries seriesOf(NodeReduction& reduction, const std::string& node,
                                      ImportSink::NodeId id) const;
    void makeCatalog(const std::vector<TargetFacts>& facts);
    Result<void> settle(const ImportOptions& options, const NodeMap& map);
};

Import::Import() = default;
Import::Import(Import&&) noexcept = default;
Import& Import::operator=(Import&&) noexcept = default;
Import::~Import() = default;

/// Goes through all nodes once, to know what must be known of the whole import before any node is written.
Result<std::optional<std::pair<ImportSink::NodeId, RowQuestion>>>
Import::Private::surveyNodes(const RunContext& context)
{
    std::vector<ImportSink::NodeId> order(static_cast<std::size_t>(sink.nodeCount()));
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<ImportSink::NodeId>(i);
    std::sort(order.begin(), order.end(), [&](ImportSink::NodeId a, ImportSink::NodeId b) {
        return sink.nodeAt(a).name < sink.nodeAt(b).name;
    });

    std::mutex mutex; // of facts and done
    std::vector<TargetFacts> facts(sink.targets().size());
    std::size_t done = 0;
    std::vector<Result<NodeFacts>> results(order.size(), NodeFacts{});
    const bool all = parallelFor(static_cast<std::int64_t>(order.size()), context, [&](std::int64_t i) {
        const auto n = static_cast<std::size_t>(i);
        auto reduction = open(order[n]);
        if (!reduction) {
            results[n] = fail(std::move(reduction).error());
            return;
        }
        if (reduction->facts().question) {
            results[n] = reduction->facts();
            return;
        }
        reduction->reduce(
            [&](int target) { return formsOf(sink.targets()[static_cast<std::size_t>(target)].kind); },
            [&](int target, const MetricDraft& draft) {
                TargetFacts one;
                one.changes = draft.changes;
                one.impossible = draft.impossible;
                TargetFacts::addSamples(draft.gauge, one.hasGauge, one.missingGauges);
                TargetFacts::addSamples(draft.rate, one.hasRate, one.missingRates);
                const std::lock_guard lock(mutex);
                facts[static_cast<std::size_t>(target)] += one;
            });
        results[n] = reduction->facts();
        const std::lock_guard lock(mutex);
        context.report(static_cast<double>(++done) / static_cast<double>(order.size()),
                       sink.nodeAt(order[n]).name);
    });
    if (!all)
        return cancelled();

    makeCatalog(facts);
    std::int64_t replicas = 0;
    for (std::size_t n = 0; n < order.size(); ++n) {
        if (!results[n])
            return fail(std::move(results[n]).error());
        const auto& node = *results[n];
        if (node.question)
            return std::pair(order[n], *node.question);
        if (node.rows == 0)
            continue;
        const auto range = node.grid.grid.range();
        addGrid(sink.nodeAt(order[n]).name, node.grid.grid);
        report.span = nodes.empty()
            ? range
            : TimeRange{std::min(report.span.begin, range.begin), std::max(report.span.end, range.end)};
        report.samples += node.rows;
        report.gaps += node.gaps;
        report.repeated += node.repeated;
        replicas += node.replicas;
        labels.insert(labels.end(), node.labels.begin(), node.labels.end());
        nodes.push_back(sink.nodeAt(order[n]).name);
        ids.push_back(order[n]);
    }
    if (replicas > 0)
        report.notes.push_back(
            fmt::format("{} series were also taken by another replica of the collector; of each the "
                        "replica with most samples counts",
                        replicas));
    return std::nullopt;
}

/// The grid of a node from here on: what was known of it, and what comes.
void Import::Private::addGrid(const std::string& node, const TimeGrid& coming)
{
    auto& known = grids.try_emplace(node, coming).first->second;
    const auto begin = std::min(known.origin, coming.origin);
    const auto end = std::max(known.range().end, coming.range().end);
    known = {begin, known.stepMs, (end - begin) / known.stepMs};
}

/// Decides which metrics are counters and have values, and makes the catalogue of them.
void Import::Private::makeCatalog(const std::vector<TargetFacts>& facts)
{
    const auto& targets = sink.targets();
    places.resize(targets.size());
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const auto known = std::find_if(existing.metrics.begin(), existing.metrics.end(),
                                        [&](const Metric& metric) { return metric.name == targets[i].name; });
        if (targets[i].kind != RawKind::Auto)
            places[i].isRate = targets[i].kind == RawKind::Counter;
        else if (known != existing.metrics.end())
            places[i].isRate = known->kind == MetricKind::Rate;
        else
            places[i].isRate = facts[i].changes.looksLikeCounter()
                || (isCalledTotal(targets[i].name) && facts[i].changes.looksLikeTotal());
        if (targets[i].kind == RawKind::Auto && isCalledTotal(targets[i].name) && !places[i].isRate
            && facts[i].hasGauge && facts[i].changes.rises > 0)
            report.notes.push_back(
                fmt::format("'{}' is called a total, but falls as a measured value does: it is kept "
                            "as measured; a rule can say otherwise (--rules)",
                            targets[i].name));
    }
    for (const auto group : kGroupOrder) {
        for (std::size_t i = 0; i < targets.size(); ++i) {
            auto& place = places[i];
            if (targets[i].group != group || !(place.isRate ? facts[i].hasRate : facts[i].hasGauge))
                continue;
            place.index = static_cast<int>(metrics.size());
            const auto& unit = targets[i].unit;
            const bool isRate = place.isRate || targets[i].kind == RawKind::Rate;
            metrics.push_back({targets[i].name, place.isRate ? (unit.empty() ? "1/s" : unit + "/s") : unit,
                               isRate ? MetricKind::Rate : MetricKind::Gauge, targets[i].group});
            report.missing += place.isRate ? facts[i].missingRates : facts[i].missingGauges;
            report.counters += place.isRate ? 1 : 0;
            report.impossibleRates += place.isRate ? facts[i].impossible : 0;
        }
    }
    report.droppedColumns
        += std::count_if(places.begin(), places.end(), [](const auto& place) { return place.index < 0; });
}

/// Finds the nodes of jobs and labels among those imported now and before.
Result<void> Import::Private::settle(const ImportOptions& options, const NodeMap& map)
{
    std::set<std::string> known(nodes.begin(), nodes.end());
    for (const auto& before : existing.nodes)
        known.insert(before.first);
    NodeNames names(known, map);
    for (const auto& [node, aliases] : sink.aliases()) {
        for (const auto& alias : aliases)
            names.addAlias(node, alias);
    }
    constexpr std::size_t kShownPairs = 5;
    for (const auto& [one, other] : names.lookalikes(kShownPairs))
        report.notes.push_back(
            fmt::format("nodes '{}' and '{}' may be one machine; --node-map FILE joins them", one, other));
    auto& read = sink.jobs();
    tables.report.jobsAccepted += static_cast<std::int64_t>(read.size());
    tables.jobs.insert(tables.jobs.end(), std::make_move_iterator(read.begin()),
                       std::make_move_iterator(read.end()));
    if (options.useLabelColumn && options.labelsFile.empty()) {
        tables.labels = std::move(labels);
        tables.labels.insert(tables.labels.end(), sink.labels().begin(), sink.labels().end());
    }
    NODESENTRY_CHECK(settleTables(options, existing, &names, grids, tables));
    report.addTable(tables.report);
    report.labels = tables.report.labels;
    report.unknownNodes = tables.report.unknownNodes;
    return {};
}

Result<Import> Import::read(const std::vector<std::string>& sources, const ImportOptions& options,
                            const ExistingProject& existing, const RunContext& context)
{
    NODESENTRY_TRY(const auto stepMs, givenStep(options, existing));
    MetricRules rules = MetricRules::builtIn();
    if (!options.rulesFile.empty()) {
        NODESENTRY_TRY(rules, MetricRules::load(options.rulesFile));
    }
    const auto importers = makeImporters();
    NODESENTRY_TRY(const auto* importer, chooseImporter(importers, options.format, sources));
    Import import;
    import.d = std::make_unique<Private>(std::move(rules), options, existing);
    auto& d = *import.d;
    d.grid = {stepMs, stepMs != 0};
    d.allowFarTimes = options.allowFarTimes;
    NodeMap map;
    if (!options.nodeMapFile.empty()) {
        NODESENTRY_TRY(map, NodeMap::read(options.nodeMapFile));
    }
    d.sink.setNodeMap(map);
    NODESENTRY_TRY(d.tables.jobs, readGivenJobs(options, d.tables.report, context));
    auto known = options;
    known.stepSeconds = static_cast<double>(stepMs) / 1000.0; // that of the project, where it has one
    if (auto taken = importer->read(sources, known, d.sink, context.part(0.0, 0.7)); !taken)
        return fail(options.format == "auto" ? withFormats(std::move(taken).error(), importers, sources)
                                             : std::move(taken).error());
    std::set<std::string> before;
    for (const auto& node : d.existing.nodes)
        before.insert(node.first);
    const auto renamed = d.sink.nameAddresses(before);
    d.report = d.sink.report();
    d.report.notes.insert(d.report.notes.end(), renamed.begin(), renamed.end());
    d.report.format = importer->name();
    if (d.sink.nodeCount() == 0)
        return fail(Error{ErrorCode::NotFound, "no samples of any node", sources.front(), 0, 0,
                          "name the files or folders with the samples"});
    if (!d.grid.given) {
        auto step = stepOfData(d.sink);
        if (!step)
            return fail(withReason(std::move(step).error(), d.report));
        d.grid.stepMs = *step;
    }
    d.report.stepMs = d.grid.stepMs;
    NODESENTRY_TRY(const auto question, d.surveyNodes(context.part(0.7, 1.0)));
    if (question) {
        const auto& [node, asked] = *question;
        RowPlace wanted{d.sink.nodeAt(node).name, std::nullopt, asked.times};
        if (asked.series != SampleSink::kRows)
            wanted.series = d.sink.nameOf(asked.series);
        return fail(errorOf(asked, findRows(*importer, sources, known, map, wanted, context)));
    }
    d.report.nodes = static_cast<std::int64_t>(d.nodes.size());
    d.report.metrics = static_cast<std::int64_t>(d.metrics.size());
    NODESENTRY_CHECK(d.settle(options, map));
    return import;
}

const ImportReport& Import::report() const
{
    return d->report;
}

const MetricCatalog& Import::metrics() const
{
    return d->metrics;
}

const std::vector<Job>& Import::jobs() const
{
    return d->tables.jobs;
}

const std::vector<Label>& Import::labels() const
{
    return d->tables.labels;
}

const std::map<std::string, std::string>& Import::documents() const
{
    return d->sink.documents();
}

const std::vector<std::string>& Import::nodes() const
{
    return d->nodes;
}

std::size_t Import::peakBufferBytes() const
{
    return d->sink.peakBytes();
}

NodeSeries Import::Private::seriesOf(NodeReduction& reduction, const std::string& node,
                                     ImportSink::NodeId id) const
{
    std::map<int, std::vector<float>> rows; // by catalogue index
    reduction.reduce(
        [&](int target) {
            const auto& place = places[static_cast<std::size_t>(target)];
            return NodeReduction::Wanted{place.index >= 0 && !place.isRate, place.index >= 0 && place.isRate};
        },
        [&](int target, MetricDraft draft) {
            const auto& place = places[static_cast<std::size_t>(target)];
            auto& samples = place.isRate ? draft.rate : draft.gauge;
            if (hasValue(samples))
                rows.emplace(place.index, std::move(samples));
        });
    NodeSeries series;
    series.node = node;
    series.grid = reduction.facts().grid.grid;
    series.trainEnd = sink.nodeAt(id).testBegin;
    series.values.resize(static_cast<Eigen::Index>(rows.size()), series.grid.size);
    Eigen::Index row = 0;
    for (auto& [metric, samples] : rows) {
        series.metrics.push_back(metric);
        std::copy(samples.begin(), samples.end(), series.values.row(row++).data());
        samples = {};
    }
    return series;
}

Result<void> Import::forEachNode(const std::function<Result<void>(NodeSeries)>& take,
                                 const RunContext& context) const
{
    std::mutex mutex; // of the three below
    std::optional<Error> error;
    std::size_t failed = d->nodes.size(); // which node the error is of: the first by name counts
    std::size_t done = 0;
    const bool all = parallelFor(static_cast<std::int64_t>(d->nodes.size()), context, [&](std::int64_t i) {
        const auto n = static_cast<std::size_t>(i);
        {
            const std::lock_guard lock(mutex);
            if (error)
                return;
        }
        auto reduction = d->open(d->ids[n]);
        const auto taken = reduction ? take(d->seriesOf(*reduction, d->nodes[n], d->ids[n]))
                                     : Result<void>(fail(std::move(reduction).error()));
        const std::lock_guard lock(mutex);
        if (!taken && n < failed) {
            error = taken.error();
            failed = n;
        }
        context.report(static_cast<double>(++done) / static_cast<double>(d->nodes.size()), d->nodes[n]);
    });
    if (error)
        return fail(std::move(*error));
    return all ? Result<void>() : cancelled();
}

} // namespace nodesentry
