#include "core/data/import/node_reduction.h"

#include "core/data/import/sample_columns_p.h"
#include "core/data/import/sampling_step.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <numeric>

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

Result<Fit> fitOf(const SunkNode& node, std::vector<std::int64_t> differences, const GridStep& grid)
{
    const auto own = commonStep(std::move(differences));
    if (!own || (4 * *own <= 5 * grid.stepMs && 4 * *own > 3 * grid.stepMs))
        return Fit::Equal;
    const bool finer = *own < grid.stepMs;
    if (!grid.given)
        return noCommonGrid(
            fmt::format("the rows of node '{}' are {} s apart, those of most nodes {} s", node.name,
                        seconds(*own), seconds(grid.stepMs)),
            fmt::format("give the step that all shall have: --step {} averages the finer ones",
                        seconds(std::max(*own, grid.stepMs))));
    return finer ? Fit::Finer : Fit::Coarser;
}

/// Samples of one series.
struct RawSeries {
    std::vector<TimeMs> times;
    std::vector<double> values; ///< empty where only the times are wanted

    /// Brings them into the order of their times, each time once.
    /// @return how many values were replaced by later ones of the same time
    std::int64_t sort()
    {
        if (std::adjacent_find(times.begin(), times.end(), std::greater_equal<>()) == times.end())
            return 0;
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
            if (again)
                sorted.values.back() = values[i];
            else
                sorted.values.push_back(values[i]);
        }
        const auto replaced = static_cast<std::int64_t>(times.size() - sorted.times.size());
        *this = std::move(sorted);
        return replaced;
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

Result<NodeGrid> gridOf(const SunkNode& node, std::vector<std::int64_t> differences,
                        const std::vector<TimeMs>& times, const GridStep& step,
                        const std::optional<TimeGrid>& existing)
{
    NODESENTRY_TRY(const auto fit, fitOf(node, std::move(differences), step));
    const bool coarse = fit == Fit::Finer;
    NodeGrid grid{{times.front(), step.stepMs, 0}, coarse};
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
    if (fit != Fit::Equal)
        return grid;
    std::int64_t off = 0;
    TimeMs first = 0;
    for (const auto time : times) {
        if (4 * std::abs(time - grid.grid.timeOf(grid.sampleOf(time))) > step.stepMs && off++ == 0)
            first = time;
    }
    if (10 * off > rows)
        return noCommonGrid(
            fmt::format("{} of {} rows of node '{}' lie more than a quarter of the step of {} s off it; the "
                        "first is that of {}",
                        off, rows, node.name, seconds(step.stepMs), formatUtc(first)),
            fmt::format("give a longer step, so that rows are averaged: --step {}",
                        seconds(2 * step.stepMs)));
    return grid;
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

std::int64_t countGaps(const NodeGrid& grid, const std::vector<TimeMs>& times)
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

    /// Calls @p each with the columns [begin, end) of every series.
    template <class Each> void forEachSeries(Each each) const
    {
        const auto& all = columns.columns();
        for (std::size_t begin = 0; begin < all.size();) {
            auto end = begin;
            while (end < all.size() && all[end].series == all[begin].series)
                ++end;
            each(all[begin].series, begin, end);
            begin = end;
        }
    }
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
    std::vector<std::int64_t> differences;
    for (int i = 0; i < sink.nodeCount(); ++i) {
        const auto of = sink.differences(i);
        differences.insert(differences.end(), of.begin(), of.end());
    }
    const auto step = commonStep(std::move(differences));
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
                                          const GridStep& step, const std::optional<TimeGrid>& existing)
{
    NODESENTRY_TRY(auto columns, sink.columns(node));
    NodeReduction reduction;
    reduction.d = std::make_unique<Private>(sink, std::move(columns));
    auto& d = *reduction.d;
    const auto& known = sink.nodeAt(node);

    std::vector<TimeMs> times;
    RawSeries rows;
    std::vector<std::size_t> above; // where the times of the series before are
    d.forEachSeries([&](int series, std::size_t begin, std::size_t end) {
        std::vector<std::size_t> places;
        for (auto i = begin; i < end; ++i)
            places.push_back(d.columns.columns()[i].times);
        if (places == above)
            return; // most series of a node were taken at the same times
        above = std::move(places);
        auto raw = d.unpack(begin, end, series == SampleSink::kRows);
        const auto repeated = raw.sort();
        // A row that comes twice is one line, however many values it has.
        if (known.runs == 0)
            d.facts.repeated = std::max(d.facts.repeated, repeated);
        else if (series != SampleSink::kRows)
            d.facts.repeated += repeated;
        joinTimes(times, raw.times);
        if (series == SampleSink::kRows)
            rows = std::move(raw);
    });
    d.facts.rows = static_cast<std::int64_t>(times.size());
    if (times.empty())
        return reduction;
    NODESENTRY_TRY(d.facts.grid, gridOf(known, sink.differences(node), times, step, existing));
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
        MetricReducer reducer(d->facts.grid, d->sink.targets()[static_cast<std::size_t>(target)].aggregation,
                              form.gauge, form.rate);
        for (; i < parts.size() && parts[i].target == target; ++i) {
            if (!form.gauge && !form.rate)
                continue;
            auto raw = d->unpack(parts[i].begin, parts[i].end, true);
            raw.sort();
            reducer.add(raw.times, raw.values);
        }
        if (form.gauge || form.rate)
            take(target, reducer.finish());
    }
}

} // namespace nodesentry
