#include "core/data/import/sample_sink.h"

#include "core/base/expects.h"
#include "core/base/spill_file.h"
#include "core/base/text.h"
#include "core/data/import/sample_columns_p.h"
#include "core/data/import/sampling_step.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <tuple>
#include <unordered_map>

namespace nodesentry {

namespace {

constexpr std::size_t kFewestPending = 4096; ///< samples of a node before they are packed
constexpr std::size_t kMostPending = 65536;
constexpr std::size_t kPendingOfSeries = 32; ///< so that a column of a pack has about so many samples
constexpr std::size_t kFollowed = 24; ///< series of a node whose times are compared
constexpr std::size_t kFirstTimes = 48; ///< of each
constexpr std::size_t kFewestOfRun = 3; ///< times that tell a step
constexpr std::size_t kBlock = 256 * 1024; ///< of packs; small, so that growing it holds little twice
constexpr TimeMs kFarthestTime = 100'000'000'000'000'000; ///< parseTime() gives none beyond

/// One text for one series, whatever its labels hold.
std::string keyOf(const SeriesName& name)
{
    std::string key = name.base;
    for (const auto& [label, value] : name.labels) {
        key += '\0';
        key += label;
        key += '\0';
        key += value;
    }
    return key;
}

SeriesName nameOfKey(std::string_view key)
{
    SeriesName name;
    std::vector<std::string> parts;
    for (;;) {
        const auto stop = key.find('\0');
        parts.emplace_back(key.substr(0, stop));
        if (stop == std::string_view::npos)
            break;
        key.remove_prefix(stop + 1);
    }
    name.base = parts.front();
    for (std::size_t i = 2; i < parts.size(); i += 2)
        name.labels.emplace_back(parts[i - 1], parts[i]);
    return name;
}

/// Labels with which collectors of one and the same thing are told apart: Prometheus, Thanos, Mimir, VictoriaMetrics.
bool isReplicaLabel(std::string_view label)
{
    constexpr std::array<std::string_view, 5> kNames{"prometheus_replica", "replica", "__replica__",
                                                     "receive_replica", "thanos_replica"};
    return std::find(kNames.begin(), kNames.end(), label) != kNames.end();
}

SeriesName withoutReplica(const SeriesName& name)
{
    auto plain = name;
    std::erase_if(plain.labels, [](const auto& label) { return isReplicaLabel(label.first); });
    return plain;
}

/// Where a part of a node's packs lies in the temporary file.
struct Extent {
    std::int64_t begin = 0;
    std::int64_t size = 0;
};

struct EarlierInFile {
    bool operator()(const SkippedItem& a, const SkippedItem& b) const
    {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
    }
};

struct Rejected {
    std::int64_t count = 0;
    std::set<SkippedItem, EarlierInFile> first;
};

/// The first times of a series, as they came.
struct Followed {
    SampleSink::SeriesId series = 0;
    std::vector<TimeMs> times;
};

struct Basin { ///< of one node
    SunkNode facts;
    std::mutex mutex; ///< of all below, and of facts while importers run
    std::vector<RawSample> pending;
    std::vector<std::vector<std::uint8_t>> blocks; ///< of packs, in order
    std::size_t blockBytes = 0;
    std::vector<Extent> extents; ///< earlier packs, in the temporary file
    std::size_t counted = 0; ///< bytes of pending and blocks that the sink knows of
    std::size_t pendingLimit = kFewestPending;
    std::vector<Followed> followed;
    bool allFollowed = false; ///< enough of all followed series is known
    std::map<std::int64_t, std::int64_t> runSteps; ///< of runs, with their number

    [[nodiscard]] std::size_t bytes() const { return pending.capacity() * sizeof(RawSample) + blockBytes; }

    /// Keeps the first times of the first series, which tell the step.
    void noteTime(SampleSink::SeriesId series, TimeMs time)
    {
        if (allFollowed)
            return;
        auto at = std::find_if(followed.begin(), followed.end(),
                               [&](const Followed& one) { return one.series == series; });
        if (at == followed.end()) {
            if (followed.size() == kFollowed)
                return;
            at = followed.insert(followed.end(), {series, {}});
        }
        if (at->times.size() < kFirstTimes)
            at->times.push_back(time);
        else if (followed.size() == kFollowed)
            allFollowed = std::all_of(followed.begin(), followed.end(),
                                      [](const Followed& one) { return one.times.size() == kFirstTimes; });
    }

    /// Keeps the step of a run.
    void noteRun(std::span<const TimeMs> times)
    {
        if (times.size() < kFewestOfRun)
            return;
        std::vector<std::int64_t> differences;
        appendDifferences(times.first(std::min(times.size(), kFirstTimes)), differences);
        if (const auto step = commonStep(std::move(differences)))
            ++runSteps[*step];
    }

    void add(SampleSink::SeriesId series, TimeMs time, double value)
    {
        pending.push_back({series, time, value});
        if (pending.size() >= pendingLimit)
            pack();
    }

    void pack()
    {
        if (pending.empty())
            return;
        if (blocks.empty() || blocks.back().size() >= kBlock)
            blocks.emplace_back();
        blockBytes -= blocks.back().capacity();
        packSamples(pending, blocks.back());
        blockBytes += blocks.back().capacity();
    }

    void dropBlocks()
    {
        blocks.clear();
        blockBytes = 0;
    }
};

} // namespace

struct SampleSink::Private {
    Private(MetricRules givenRules, std::string folder, std::size_t budgetBytes)
        : rules(std::move(givenRules)),
          budget(budgetBytes),
          spill(std::move(folder))
    {
    }

    const MetricRules rules;
    const std::size_t budget;
    SpillFile spill;
    std::atomic<std::size_t> bytes = 0;
    std::atomic<std::size_t> peak = 0;
    std::mutex spilling;

    mutable std::shared_mutex names; ///< of all that follow, to dropped
    std::vector<std::unique_ptr<Basin>> basins;
    std::unordered_map<std::string, NodeId> nodeOf; ///< by the names that importers give
    NodeMap nodeMap;
    std::map<std::string, std::set<std::string>> aliases; ///< by the node's name here
    std::unordered_map<std::string, std::optional<SeriesId>> seriesOf;
    std::unordered_map<std::string, int> targetByName;
    std::vector<int> targetOfSeries;
    std::unordered_map<std::string, int> replicaGroups; ///< by the name without the label of the replica
    std::vector<int> replicaGroupOfSeries;
    std::set<std::string> replicaLabels; ///< that have been met
    std::vector<MetricTarget> targets;
    std::int64_t dropped = 0;

    std::mutex rest; ///< of the four below
    std::vector<Job> jobs;
    std::vector<Label> labels;
    std::map<std::string, std::string> documents;
    std::int64_t files = 0;
    ImportReport report; ///< whole files only
    std::map<std::string, Rejected> rejected; ///< lines, by reason

    void reject(SkippedItem item)
    {
        const std::lock_guard lock(rest);
        if (item.line == 0) {
            report.reject(std::move(item));
            return;
        }
        if (!rejected.contains(item.reason) && rejected.size() >= ImportReport::kMostReasons)
            item.reason = ImportReport::kOtherReasons;
        auto& of = rejected[item.reason];
        ++of.count;
        item.text.resize(std::min(item.text.size(), ImportReport::kLongestText));
        // The first ones by file and line, whatever the order in which parallel readers come to them.
        of.first.insert(std::move(item));
        if (of.first.size() > ImportReport::kKeptOfReason)
            of.first.erase(std::prev(of.first.end()));
    }

    [[nodiscard]] std::string nameOf(std::string_view given) const
    {
        return nodeMap.nameOf(cleanText(given).text);
    }

    [[nodiscard]] Basin& basin(NodeId node) const
    {
        const std::shared_lock lock(names);
        NODESENTRY_EXPECTS(node >= 0 && static_cast<std::size_t>(node) < basins.size(), "a known node");
        return *basins[static_cast<std::size_t>(node)];
    }

    /// Says that a node's buffers may have grown or shrunk; its mutex is held.
    void count(Basin& at)
    {
        const auto now = at.bytes();
        if (now == at.counted)
            return;
        const auto all = bytes += now - at.counted; // wraps when it shrinks, which is what is meant
        at.counted = now;
        auto highest = peak.load();
        while (all > highest && !peak.compare_exchange_weak(highest, all)) { }
    }

    /// Adds samples to a node by @p add, which is called with its basin, and keeps within the budget.
    template <class Add> Result<void> into(NodeId node, Add add)
    {
        auto& at = basin(node);
        {
            const std::lock_guard lock(at.mutex);
            add(at);
            count(at);
        }
        return bytes > budget ? spillAll() : Result<void>();
    }

    /// Writes out what all nodes hold, so that each part of a node in the file is as large as can be.
    Result<void> spillAll()
    {
        const std::lock_guard one(spilling);
        if (bytes <= budget)
            return {}; // another thread has just done it
        std::vector<Basin*> all;
        {
            const std::shared_lock lock(names);
            for (const auto& each : basins)
                all.push_back(each.get());
        }
        for (auto* at : all) {
            const std::lock_guard lock(at->mutex);
            at->pack();
            Extent extent{spill.size(), 0};
            for (const auto& block : at->blocks) {
                NODESENTRY_CHECK(spill.append(block));
                extent.size += static_cast<std::int64_t>(block.size());
            }
            if (extent.size > 0)
                at->extents.push_back(extent);
            at->dropBlocks();
            at->pending = {};
            count(*at);
        }
        return {};
    }

    /// Packs of many series are larger, so that a column has more than a sample or two.
    [[nodiscard]] std::size_t pendingLimit(std::size_t seriesOfRow) const
    {
        return std::clamp(kPendingOfSeries * seriesOfRow, kFewestPending, kMostPending);
    }

    [[nodiscard]] bool inRange(TimeMs time)
    {
        if (time >= -kFarthestTime && time <= kFarthestTime)
            return true;
        reject({"", 1, "a time beyond all calendars"});
        return false;
    }
};

SampleSink::SampleSink(MetricRules rules, std::string folder, std::size_t budgetBytes)
    : d(std::make_unique<Private>(std::move(rules), std::move(folder), budgetBytes))
{
}
SampleSink::~SampleSink() = default;

void SampleSink::setNodeMap(NodeMap map)
{
    d->nodeMap = std::move(map);
}

ImportSink::NodeId SampleSink::node(std::string_view given)
{
    NODESENTRY_EXPECTS(isNodeName(given), "an importer rejects what is no node's name");
    const std::lock_guard lock(d->names);
    std::string key(given);
    if (const auto known = d->nodeOf.find(key); known != d->nodeOf.end())
        return known->second;
    auto name = d->nameOf(given);
    const auto [at, isNew] = d->nodeOf.emplace(name, static_cast<NodeId>(d->basins.size()));
    const auto node = at->second;
    if (isNew) {
        d->basins.push_back(std::make_unique<Basin>());
        d->basins.back()->facts.name = std::move(name);
    }
    d->nodeOf.emplace(std::move(key), node);
    return node;
}

void SampleSink::aliasNode(std::string_view node, std::string_view alias)
{
    const std::lock_guard lock(d->names);
    d->aliases[d->nameOf(node)].insert(cleanText(alias).text);
}

std::optional<ImportSink::SeriesId> SampleSink::series(const SeriesName& name, const SeriesHints& hints)
{
    const std::lock_guard lock(d->names);
    const auto [at, isNew] = d->seriesOf.emplace(keyOf(name), std::nullopt);
    if (!isNew)
        return at->second;
    const auto plain = withoutReplica(name);
    const bool isReplica = plain.labels.size() != name.labels.size();
    auto target = hints.target ? hints.target : d->rules.apply(plain);
    if (!target) {
        ++d->dropped;
        return std::nullopt;
    }
    if (target->kind == RawKind::Auto)
        target->kind = hints.kind;
    if (target->unit.empty())
        target->unit = hints.unit;
    const auto [metric, first] = d->targetByName.emplace(target->name, static_cast<int>(d->targets.size()));
    if (first)
        d->targets.push_back(std::move(*target));
    at->second = static_cast<SeriesId>(d->targetOfSeries.size());
    d->targetOfSeries.push_back(metric->second);
    int group = -1;
    if (isReplica) {
        group
            = d->replicaGroups.emplace(keyOf(plain), static_cast<int>(d->replicaGroups.size())).first->second;
        for (const auto& label : name.labels) {
            if (isReplicaLabel(label.first))
                d->replicaLabels.insert(label.first);
        }
    }
    d->replicaGroupOfSeries.push_back(group);
    return at->second;
}

Result<void> SampleSink::addRow(NodeId node, TimeMs time, std::span<const SeriesId> series,
                                std::span<const double> values, std::uint32_t mask)
{
    NODESENTRY_EXPECTS(series.size() == values.size(), "one value for each series");
    if (!d->inRange(time))
        return {};
    return d->into(node, [&](Basin& at) {
        at.pendingLimit = d->pendingLimit(series.size());
        // Files of one node may have steps of their own; their columns tell them apart.
        at.noteTime(series.empty() ? kRows : series.front(), time);
        at.add(kRows, time, static_cast<double>(mask));
        for (std::size_t i = 0; i < series.size(); ++i) {
            if (!std::isnan(values[i]))
                at.add(series[i], time, values[i]);
        }
    });
}

Result<void> SampleSink::addRun(NodeId node, SeriesId series, std::span<const TimeMs> times,
                                std::span<const double> values)
{
    NODESENTRY_EXPECTS(times.size() == values.size(), "one value for each time");
    return d->into(node, [&](Basin& at) {
        ++at.facts.runs;
        at.noteRun(times);
        for (std::size_t i = 0; i < times.size(); ++i) {
            if (!d->inRange(times[i]))
                continue;
            at.noteTime(series, times[i]);
            if (!std::isnan(values[i]))
                at.add(series, times[i], values[i]);
        }
    });
}

Result<void> SampleSink::addSamples(NodeId node, std::span<const RawSample> samples)
{
    return d->into(node, [&](Basin& at) {
        ++at.facts.runs;
        for (const auto& sample : samples) {
            if (!d->inRange(sample.time))
                continue;
            at.noteTime(sample.series, sample.time);
            if (!std::isnan(sample.value))
                at.add(sample.series, sample.time, sample.value);
        }
    });
}

Result<void> SampleSink::addMask(NodeId node, TimeMs time, std::uint32_t mask)
{
    return d->into(node, [&](Basin& at) { at.add(kRows, time, static_cast<double>(mask)); });
}

void SampleSink::countMissingWords(const std::string& column, std::int64_t count)
{
    const std::lock_guard lock(d->rest);
    d->report.missingWords[column] += count;
}

void SampleSink::useMaskBits(NodeId node)
{
    auto& at = d->basin(node);
    const std::lock_guard lock(at.mutex);
    at.facts.maskBits = true;
}

void SampleSink::splitAt(NodeId node, TimeMs testBegin)
{
    auto& at = d->basin(node);
    const std::lock_guard lock(at.mutex);
    auto& earliest = at.facts.testBegin;
    earliest = earliest ? std::min(*earliest, testBegin) : testBegin;
}

void SampleSink::countFile(const std::string& /*path*/)
{
    const std::lock_guard lock(d->rest);
    ++d->files;
}

void SampleSink::addDocument(const std::string& name, std::string content)
{
    const std::lock_guard lock(d->rest);
    d->documents[name] = std::move(content);
}

void SampleSink::addJob(Job job)
{
    const std::lock_guard lock(d->rest);
    d->jobs.push_back(std::move(job));
}

void SampleSink::addLabel(Label label)
{
    const std::lock_guard lock(d->rest);
    d->labels.push_back(std::move(label));
}

void SampleSink::note(std::string text)
{
    const std::lock_guard lock(d->rest);
    d->report.notes.push_back(std::move(text));
}

void SampleSink::reject(SkippedItem item)
{
    d->reject(std::move(item));
}

int SampleSink::nodeCount() const
{
    return static_cast<int>(d->basins.size());
}

const SunkNode& SampleSink::nodeAt(NodeId node) const
{
    return d->basin(node).facts;
}

const std::map<std::string, std::set<std::string>>& SampleSink::aliases() const
{
    return d->aliases;
}

std::vector<std::string> SampleSink::nameAddresses(const std::set<std::string>& known)
{
    std::map<std::string, int> uses; // of a name: by nodes that have it, or call themselves so
    for (const auto& basin : d->basins)
        ++uses[basin->facts.name];
    for (const auto& [node, aliases] : d->aliases) {
        for (const auto& alias : aliases)
            uses[alias] += alias != node ? 1 : 0;
    }
    std::vector<std::string> notes;
    for (const auto& basin : d->basins) {
        auto& name = basin->facts.name;
        const auto of = d->aliases.find(name);
        if (of == d->aliases.end() || of->second.size() != 1 || known.contains(name) || !isAddress(name))
            continue;
        const auto alias = *of->second.begin();
        if (!isNodeName(alias))
            continue;
        if (uses.at(alias) > 1) {
            notes.push_back(
                fmt::format("node '{}' calls itself '{}', as another one is called; --node-map FILE "
                            "says what is what",
                            name, alias));
            continue;
        }
        notes.push_back(fmt::format("node '{}' is named '{}', as it calls itself", name, alias));
        d->aliases[alias].insert(name);
        name = alias;
    }
    return notes;
}

std::map<std::int64_t, std::int64_t> SampleSink::steps(NodeId node) const
{
    const auto& at = d->basin(node);
    auto steps = at.runSteps;
    for (auto followed : at.followed) {
        std::sort(followed.times.begin(), followed.times.end());
        std::vector<std::int64_t> differences;
        appendDifferences(withoutNoise(followed.times), differences);
        if (const auto step = commonStep(std::move(differences)))
            ++steps[*step];
    }
    return steps;
}

int SampleSink::replicaGroup(SeriesId series) const
{
    return d->replicaGroupOfSeries.at(static_cast<std::size_t>(series));
}

bool SampleSink::hasReplicas() const
{
    return !d->replicaGroups.empty();
}

SeriesName SampleSink::nameOf(SeriesId series) const
{
    for (const auto& [key, id] : d->seriesOf) {
        if (id == series)
            return nameOfKey(key);
    }
    return {};
}

Result<PackedColumns> SampleSink::columns(NodeId node) const
{
    auto& at = d->basin(node);
    std::size_t size = 0;
    for (const auto& extent : at.extents)
        size += static_cast<std::size_t>(extent.size);
    std::vector<std::uint8_t> bytes(size);
    std::size_t filled = 0;
    for (const auto& extent : at.extents) {
        const auto part = static_cast<std::size_t>(extent.size);
        NODESENTRY_CHECK(d->spill.read(extent.begin, std::span(bytes).subspan(filled, part)));
        filled += part;
    }
    const std::lock_guard lock(at.mutex);
    at.pack();
    at.pending = {};
    d->count(at);
    for (const auto& block : at.blocks)
        bytes.insert(bytes.end(), block.begin(), block.end());
    return PackedColumns(std::move(bytes));
}

const std::vector<MetricTarget>& SampleSink::targets() const
{
    return d->targets;
}

int SampleSink::targetOf(SeriesId series) const
{
    return d->targetOfSeries.at(static_cast<std::size_t>(series));
}

std::vector<Job>& SampleSink::jobs()
{
    return d->jobs;
}

std::vector<Label>& SampleSink::labels()
{
    return d->labels;
}

const std::map<std::string, std::string>& SampleSink::documents() const
{
    return d->documents;
}

ImportReport SampleSink::report() const
{
    auto report = d->report;
    report.files = d->files;
    report.droppedColumns = d->dropped;
    std::sort(report.notes.begin(), report.notes.end());
    std::stable_sort(report.skipped.begin(), report.skipped.end(),
                     [](const SkippedItem& a, const SkippedItem& b) { return a.file < b.file; });
    for (const auto& [reason, lines] : d->rejected) {
        report.rejectedLines[reason] = lines.count;
        report.skipped.insert(report.skipped.end(), lines.first.begin(), lines.first.end());
    }
    return report;
}

std::size_t SampleSink::peakBytes() const
{
    return d->peak;
}

std::int64_t SampleSink::spilledBytes() const
{
    return d->spill.size();
}

} // namespace nodesentry
