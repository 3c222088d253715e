#include "core/data/import/node_reduction.h"

#include "core/data/import/sample_columns_p.h"
#include "core/data/import/sampling_step.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <map>
#include <limits>
#include <numeric>
#include <set>

namespace nodesentry {

namespace {

constexpr std::int64_t kMostEmptyPerRow = 200; // a grid this much larger than its rows is a wrong time
constexpr std::int64_t kLongestStepMs = 86'400'000; // of monitoring; what is longer is a wrong time
constexpr std::int64_t kAnyGridSize = 1000000; // grids up to this size are never questioned

tl::unexpected<Error> noCommonGrid(const std::string& message, const std::string& advice)
{
    return fail(ErrorCode::InconsistentData, "no common grid: " + message, advice);
}

std::string seconds(std::int64_t ms)
{
    return fmt::format("{:g}", static_cast<double>(ms) / 1000.0);
}

/// How a node's data lies to the grid.
enum class Fit {
    Equal,
    Finer, ///< several rows make one sample
    Coarser, ///< samples between two rows are missing
};

/// The finest of the steps that at least a twentieth of all series have; steps that jitter are one.
std::optional<std::int64_t> finestStep(const std::map<std::int64_t, std::int64_t>& steps)
{
    std::int64_t all = 0;
    for (const auto& [step, count] : steps)
        all += count;
    for (auto first = steps.begin(); first != steps.end();) {
        auto last = first;
        std::int64_t count = 0;
        auto common = first; // of those up to a quarter longer
        for (; last != steps.end() && 4 * last->first <= 5 * first->first; ++last) {
            count += last->second;
            common = last->second > common->second ? last : common;
        }
        if (20 * count >= all)
            return common->first;
        first = last;
    }
    return std::nullopt;
}

Result<Fit> fitOf(const SunkNode& node, const std::map<std::int64_t, std::int64_t>& steps,
                  const GridStep& grid)
{
    const auto own = finestStep(steps);
    if (!own || (4 * *own <= 5 * grid.stepMs && 4 * *own > 3 * grid.stepMs))
        return Fit::Equal;
    const bool finer = *own < grid.stepMs;
    if (finer && !grid.given)
        return noCommonGrid(
            fmt::format("the rows of node '{}' are {} s apart, those of most nodes {} s", node.name,
                        seconds(*own), seconds(grid.stepMs)),
            fmt::format("give the step that all shall have: --step {} averages the finer ones",
                        seconds(grid.stepMs)));
    return finer ? Fit::Finer : Fit::Coarser;
}

/// What bringing samples into order has shown.
struct Repeats {
    std::int64_t repeated = 0; ///< values replaced by later ones of the same time
    std::int64_t conflicts
        = 0; ///< of these, and of values that are no real distance apart, those that differ
    TimeMs first = 0; ///< of the first two that differ
    TimeMs second = 0;
};

/// Samples of one series.
struct RawSeries {
    std::vector<TimeMs> times;
    std::vector<double> values; ///< empty where only the times are wanted

    /// Brings them into the order of their times, each time once.
    /// @param near  values closer than this are of one time
    Repeats sort(std::int64_t near = 1)
    {
        Repeats found;
        TimeMs least = std::numeric_limits<TimeMs>::max(); // between two samples; no branch, so quick
        for (std::size_t i = 1; i < times.size(); ++i)
            least = std::min(least, times[i] - times[i - 1]);
        if (least <= 0)
            order(found);
        if (least < near && near > 1 && !values.empty()) {
            for (std::size_t i = 1; i < times.size(); ++i) {
                if (times[i] - times[i - 1] < near && values[i] != values[i - 1])
                    addConflict(found, times[i - 1], times[i]);
            }
        }
        return found;
    }

    /// As sort(), for masks: of one time they are joined.
    std::int64_t joinMasks()
    {
        if (std::adjacent_find(times.begin(), times.end(), std::greater_equal<>()) == times.end())
            return 0;
        std::vector<std::size_t> order(times.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return times[a] < times[b]; });
        RawSeries joined;
        for (const auto i : order) {
            if (joined.times.empty() || joined.times.back() != times[i]) {
                joined.times.push_back(times[i]);
                joined.values.push_back(values[i]);
            } else {
                joined.values.back() = static_cast<double>(static_cast<std::uint32_t>(joined.values.back())
                                                           | static_cast<std::uint32_t>(values[i]));
            }
        }
        const auto repeated = static_cast<std::int64_t>(times.size() - joined.times.size());
        *this = std::move(joined);
        return repeated;
    }

private:
    static void addConflict(Repeats& found, TimeMs first, TimeMs second)
    {
        if (found.conflicts++ == 0) {
            found.first = first;
            found.second = second;
        }
    }

    void order(Repeats& found)
    {
        std::vector<std::size_t> order(times.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return times[a] < times[b]; });
        RawSeries sorted;
        for (const auto i : order) {
            const bool again = !sorted.times.empty() && sorted.times.back() == times[i];
            if (!again)
                sorted.times.push_back(times[i]);
            if (values.empty())
                continue;
            if (again && sorted.values.back() != values[i])
                addConflict(found, times[i], times[i]);
            if (again)
                sorted.values.back() = values[i];
            else
                sorted.values.push_back(values[i]);
        }
        found.repeated = static_cast<std::int64_t>(times.size() - sorted.times.size());
        *this = std::move(sorted);
    }
};

/// The times of all series of a node, each once, ascending.
void joinTimes(std::vector<TimeMs>& all, const std::vector<TimeMs>& some)
{
    if (all == some || std::includes(all.begin(), all.end(), some.begin(), some.end()))
        return;
    std::vector<TimeMs> joined;
    joined.reserve(all.size() + some.size());
    std::set_union(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(joined));
    all = std::move(joined);
}

/// Rows that lie further from all others than these reach; nullopt: none.
std::optional<RowQuestion> farRows(const SunkNode& node, const std::vector<TimeMs>& times,
                                   const std::optional<TimeGrid>& existing)
{
    constexpr std::int64_t kLeast = 86'400'000;
    constexpr std::int64_t kLeastBehindProject = 180 * kLeast; // between two campaigns may lie months
    const auto question = [&](std::size_t count, TimeMs time, TimeMs other) {
        RowQuestion asked;
        asked.times = {time};
        asked.message = fmt::format(
            "{} of node '{}' {} at {}, {} from all other rows, which is further than they reach",
            count == 1 ? "a row" : fmt::format("{} rows", count), node.name, count == 1 ? "is" : "are",
            formatUtc(time), formatDuration(static_cast<double>(std::abs(time - other)) / 1000.0));
        asked.advice
            = "mend or take out what a wrong clock has written; if the times are right, say --allow-far-times";
        return asked;
    };
    const auto rows = times.size();
    if (existing && existing->size > 0) {
        const auto range = existing->range();
        const auto gap = std::max(times.front() - range.end, range.begin - times.back());
        const auto reach = range.length() + times.back() - times.front();
        if (gap >= std::max(kLeastBehindProject, reach)
            && 10 * static_cast<std::int64_t>(rows) <= existing->size)
            return question(rows, times.front(), times.front() > range.end ? range.end : range.begin);
    }
    std::size_t at = 0;
    TimeMs gap = 0;
    for (std::size_t i = 1; i < rows; ++i) {
        if (times[i] - times[i - 1] > gap) {
            gap = times[i] - times[i - 1];
            at = i;
        }
    }
    const auto smaller = std::min(at, rows - at);
    if (gap < std::max(kLeast, times.back() - times.front() - gap) || 10 * smaller > rows)
        return std::nullopt;
    return at <= rows - at ? question(at, times.front(), times[at])
                           : question(rows - at, times[at], times[at - 1]);
}

/// Where the samples of a grid of this step lie that begins with the nearest one to @p first.
TimeMs originAt(TimeMs first, TimeMs phase, std::int64_t stepMs)
{
    const auto since = first - phase + stepMs / 2;
    const auto sample = since >= 0 ? since / stepMs : -((-since + stepMs - 1) / stepMs);
    return phase + sample * stepMs;
}

/// @param phase  a time of the series by which the grid lies
Result<ReductionGrid> gridOf(const SunkNode& node, Fit fit, const std::vector<TimeMs>& times, TimeMs phase,
                             const GridStep& step, const std::optional<TimeGrid>& existing)
{
    const bool coarse = fit == Fit::Finer;
    ReductionGrid grid{{coarse ? times.front() : originAt(times.front(), phase, step.stepMs), step.stepMs, 0},
                       coarse};
    if (existing) {
        // The sample of the existing grid, maybe one before its beginning, that the first row belongs to.
        const auto since = times.front() - existing->origin + (coarse ? 0 : step.stepMs / 2);
        const auto sample = since >= 0 ? since / step.stepMs : -((-since + step.stepMs - 1) / step.stepMs);
        grid.grid.origin = existing->timeOf(sample);
    }
    grid.grid.size = grid.sampleOf(times.back()) + 1;
    const auto rows = static_cast<std::int64_t>(times.size());
    if (grid.grid.size > kAnyGridSize && grid.grid.size / kMostEmptyPerRow > rows)
        return noCommonGrid(
            fmt::format("node '{}' has {} rows from {} to {}, which is {}", node.name, rows,
                        formatUtc(times.front()), formatUtc(times.back()),
                        formatDuration(static_cast<double>(times.back() - times.front()) / 1000.0)),
            "one of the two times is wrong; mend it");
    return grid;
}

/// Whether the times of a series have a step at all.
Result<void> checkRegular(const SunkNode& node, const std::vector<TimeMs>& times, const GridStep& grid)
{
    constexpr std::size_t kLooked = 512;
    std::vector<std::int64_t> differences;
    appendDifferences(times, differences);
    const auto step = commonStep(
        {differences.begin(),
         differences.begin() + static_cast<std::ptrdiff_t>(std::min(kLooked, differences.size()))});
    // A series that has values now and then only says nothing of the node's rows.
    if (!step || 4 * *step > 5 * grid.stepMs || 4 * *step <= 3 * grid.stepMs)
        return {};
    std::int64_t odd = 0;
    std::size_t first = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
        const auto multiple = (differences[i] + *step / 2) / *step * *step;
        if (4 * std::abs(differences[i] - multiple) > *step && differences[i] > *step / 20 && odd++ == 0)
            first = i;
    }
    if (10 * odd <= static_cast<std::int64_t>(differences.size()))
        return {};
    return noCommonGrid(
        fmt::format(
            "{} of {} distances between rows of node '{}' are no multiple of the step of {} s; the first is "
            "that from {} to {}",
            odd, differences.size(), node.name, seconds(*step), formatUtc(times[first]),
            formatUtc(times[first + 1])),
        fmt::format("give a longer step, so that rows are averaged: --step {}", seconds(2 * *step)));
}

/// The runs of set bits of a node's masks, bit by bit.
std::vector<Label> labelsOf(const SunkNode& node, const TimeGrid& grid,
                            const std::vector<std::uint32_t>& mask)
{
    std::vector<Label> labels;
    for (int bit = 0; bit < (node.maskBits ? 32 : 1); ++bit) {
        const auto flag = std::uint32_t{1} << bit;
        for (std::size_t i = 0; i < mask.size(); ++i) {
            if (!(mask[i] & flag))
                continue;
            const auto begin = i;
            while (i < mask.size() && (mask[i] & flag))
                ++i;
            labels.push_back({0, node.name, grid.timeOf(static_cast<std::int64_t>(begin)),
                              grid.timeOf(static_cast<std::int64_t>(i)),
                              node.maskBits ? fmt::format("bit {}", bit) : "anomaly", "", kImported});
        }
    }
    return labels;
}

std::int64_t countGaps(const ReductionGrid& grid, const std::vector<TimeMs>& times)
{
    std::int64_t gaps = 0;
    for (std::size_t i = 1; i < times.size(); ++i)
        gaps += grid.sampleOf(times[i]) > grid.sampleOf(times[i - 1]) + 1 ? 1 : 0;
    return gaps;
}

} // namespace

struct NodeReduction::Private {
    Private(const SampleSink& from, PackedColumns packed) : sink(from), columns(std::move(packed)) { }

    const SampleSink& sink;
    PackedColumns columns;
    NodeFacts facts;
    std::int64_t nearMs = 1; ///< values of a series that are closer are of one time

    /// The columns [begin, end) of one series, joined.
    [[nodiscard]] RawSeries unpack(std::size_t begin, std::size_t end, bool withValues) const
    {
        RawSeries series;
        for (auto i = begin; i < end; ++i) {
            columns.appendTimes(columns.columns()[i], series.times);
            if (withValues)
                columns.appendValues(columns.columns()[i], series.values);
        }
        return series;
    }

    /// Calls @p each with the columns [begin, end) of every series that counts.
    template <class Each> void forEachSeries(Each each) const
    {
        const auto& all = columns.columns();
        for (std::size_t begin = 0; begin < all.size();) {
            auto end = begin;
            while (end < all.size() && all[end].series == all[begin].series)
                ++end;
            if (!leftOut.contains(all[begin].series))
                each(all[begin].series, begin, end);
            begin = end;
        }
    }

    void ask(int series, const Repeats& repeats)
    {
        const auto name = sink.nameOf(series);
        std::string labels;
        for (const auto& [key, value] : name.labels)
            labels += fmt::format("{}{}={}", labels.empty() ? "" : ",", key, value);
        facts.question = RowQuestion{
            {repeats.first, repeats.second},
            series,
            fmt::format(
                "{} values of '{}{}' differ from another one of the same time and node, and nothing tells the "
                "two apart; the first at {}",
                repeats.conflicts, name.base, labels.empty() ? "" : "{" + labels + "}",
                formatUtc(repeats.first)),
            "keep the column that tells them apart (the device, the set, the step), or import one of them only; where "
            "clocks were set back, say the zone of the times (--tz)"};
    }

    /// Leaves all replicas of a series out but the one with most samples.
    void chooseReplicas()
    {
        if (!sink.hasReplicas())
            return;
        struct Best {
            int series = 0;
            std::int64_t count = 0;
        };
        std::map<int, Best> bestOf; // by group
        forEachSeries([&](int series, std::size_t begin, std::size_t end) {
            const int group = series == SampleSink::kRows ? -1 : sink.replicaGroup(series);
            if (group < 0)
                return;
            std::int64_t count = 0;
            for (auto i = begin; i < end; ++i)
                count += columns.columns()[i].count;
            const auto [best, isFirst] = bestOf.emplace(group, Best{series, count});
            if (isFirst)
                return;
            ++facts.replicas;
            leftOut.insert(count > best->second.count ? best->second.series : series);
            if (count > best->second.count)
                best->second = {series, count};
        });
    }

    std::set<int> leftOut; ///< series of replicas that do not count
};

NodeReduction::NodeReduction() = default;
NodeReduction::NodeReduction(NodeReduction&&) noexcept = default;
NodeReduction::~NodeReduction() = default;

const NodeFacts& NodeReduction::facts() const
{
    return d->facts;
}

Result<std::int64_t> stepOfData(const SampleSink& sink)
{
    std::map<std::int64_t, std::int64_t> steps;
    for (int i = 0; i < sink.nodeCount(); ++i) {
        for (const auto& [step, count] : sink.steps(i))
            steps[step] += count;
    }
    const auto step = finestStep(steps);
    if (!step)
        return noCommonGrid("no node has two samples, so there is no step",
                            "say how far apart samples are: --step SECONDS");
    if (*step > kLongestStepMs)
        return noCommonGrid(
            fmt::format("samples are {} apart", formatDuration(static_cast<double>(*step) / 1000.0)),
            "some of the times are wrong; or say how far apart samples are: --step SECONDS");
    return *step;
}

Result<NodeReduction> NodeReduction::open(const SampleSink& sink, ImportSink::NodeId node,
                                          const GridStep& step, const std::optional<TimeGrid>& existing,
                                          bool allowFarTimes)
{
    constexpr int kChecked = 16; // series with times of their own
    NODESENTRY_TRY(auto columns, sink.columns(node));
    NodeReduction reduction;
    reduction.d = std::make_unique<Private>(sink, std::move(columns));
    auto& d = *reduction.d;
    const auto& known = sink.nodeAt(node);
    NODESENTRY_TRY(const auto fit, fitOf(known, sink.steps(node), step));
    d.nearMs = fit == Fit::Finer ? 1 : std::max<std::int64_t>(1, step.stepMs / 20);
    d.chooseReplicas();

    std::vector<TimeMs> times;
    RawSeries rows;
    std::vector<std::size_t> above; // where the times of the series before are
    std::vector<std::vector<TimeMs>> checked;
    std::size_t most = 0;
    TimeMs phase = 0; // of the series with most samples: of those at the finest step it is one
    d.forEachSeries([&](int series, std::size_t begin, std::size_t end) {
        std::vector<std::size_t> places;
        for (auto i = begin; i < end; ++i)
            places.push_back(d.columns.columns()[i].times);
        if (places == above)
            return; // most series of a node were taken at the same times
        above = std::move(places);
        auto raw = d.unpack(begin, end, series == SampleSink::kRows);
        const auto repeated = series == SampleSink::kRows ? raw.joinMasks() : raw.sort().repeated;
        // A row that comes twice is one line, however many values it has.
        if (known.runs == 0)
            d.facts.repeated = std::max(d.facts.repeated, repeated);
        else if (series != SampleSink::kRows)
            d.facts.repeated += repeated;
        joinTimes(times, raw.times);
        if (raw.times.size() > most && (series != SampleSink::kRows || known.runs == 0)) {
            most = raw.times.size();
            phase = raw.times.front();
        }
        if (checked.size() < kChecked && (series != SampleSink::kRows || known.runs == 0))
            checked.push_back(raw.times);
        if (series == SampleSink::kRows)
            rows = std::move(raw);
    });
    d.facts.rows = static_cast<std::int64_t>(times.size());
    if (times.empty())
        return reduction;
    if (!allowFarTimes)
        d.facts.question = farRows(known, times, existing);
    if (d.facts.question)
        return reduction;
    if (fit == Fit::Equal) {
        for (const auto& one : checked)
            NODESENTRY_CHECK(checkRegular(known, one, step));
    }
    NODESENTRY_TRY(d.facts.grid, gridOf(known, fit, times, most > 0 ? phase : times.front(), step, existing));
    d.facts.gaps = countGaps(d.facts.grid, times);
    if (std::any_of(rows.values.begin(), rows.values.end(), [](double mask) { return mask != 0; })) {
        std::vector<std::uint32_t> mask(static_cast<std::size_t>(d.facts.grid.grid.size), 0);
        for (std::size_t i = 0; i < rows.times.size(); ++i)
            mask[static_cast<std::size_t>(d.facts.grid.sampleOf(rows.times[i]))]
                |= static_cast<std::uint32_t>(rows.values[i]);
        d.facts.labels = labelsOf(known, d.facts.grid.grid, mask);
    }
    return reduction;
}

void NodeReduction::reduce(const std::function<Wanted(int)>& wanted,
                           const std::function<void(int, MetricDraft)>& take)
{
    struct Part {
        int target;
        std::size_t begin;
        std::size_t end;
    };
    std::vector<Part> parts;
    d->forEachSeries([&](int series, std::size_t begin, std::size_t end) {
        if (series != SampleSink::kRows)
            parts.push_back({d->sink.targetOf(series), begin, end});
    });
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Part& a, const Part& b) { return a.target < b.target; });
    for (std::size_t i = 0; i < parts.size();) {
        const int target = parts[i].target;
        const auto form = wanted(target);
        const auto& made = d->sink.targets()[static_cast<std::size_t>(target)];
        MetricReducer reducer(d->facts.grid, made.aggregation, form.gauge, form.rate, made.mostPerSecond);
        for (; i < parts.size() && parts[i].target == target; ++i) {
            if (!form.gauge && !form.rate)
                continue;
            auto raw = d->unpack(parts[i].begin, parts[i].end, true);
            const auto repeats = raw.sort(d->nearMs);
            // One or two repeats are a slip, and the later value counts.
            if (!d->facts.question
                && repeats.conflicts
                    > std::max<std::int64_t>(1, static_cast<std::int64_t>(raw.times.size()) / 100))
                d->ask(d->columns.columns()[parts[i].begin].series, repeats);
            reducer.add(raw.times, raw.values);
        }
        if (form.gauge || form.rate)
            take(target, reducer.finish());
    }
}

} // namespace nodesentry
