#include "core/simulate/job_schedule.h"

#include "core/simulate/noise_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace nodesentry {

namespace {

constexpr double kSecondsOfDay = 86'400.0;
constexpr double kBodySpread = 0.8; ///< sd of the logarithm of the lengths under a day
constexpr double kLongShare = 0.45; ///< of the time in jobs, at most, that jobs of a day and longer take
constexpr double kLongestBody = 0.98 * kSecondsOfDay;
constexpr TimeMs kGapMs = 5'000; ///< between two jobs on a node

/// A job before it has a place.
struct Draft {
    int application = 0;
    int user = 0;
    int nodes = 1;
    bool isLong = false;
    double spread = 0.0; ///< standard normal, for the length
    double seconds = 0.0;
    bool beganBefore = false;
    bool stillRuns = false;

    [[nodiscard]] double load() const { return seconds * nodes; }
};

/// Node counts and their weights: many small jobs, few large ones.
constexpr std::array kNodeCounts{1, 2, 4, 8, 16, 32, 64, 128};
constexpr std::array kNodeWeights{0.55, 0.16, 0.12, 0.08, 0.05, 0.025, 0.01, 0.005};

int drawNodeCount(SplitMix& random, int most)
{
    double left = random.uniform();
    for (std::size_t i = 0; i < kNodeCounts.size(); ++i) {
        left -= kNodeWeights[i];
        if (left < 0)
            return std::min(kNodeCounts[i], most);
    }
    return 1;
}

std::vector<Draft> drawJobs(const SimulationOptions& options, const std::vector<Application>& applications)
{
    auto random = NoiseField(static_cast<std::uint64_t>(options.seed), NoiseOf::Jobs).sequence();
    const auto kinds = static_cast<std::int64_t>(applications.size());
    const int users = std::max(8, 3 * options.applications);
    const int largest = std::max(1, options.nodes / 4);
    std::vector<Draft> drafts(static_cast<std::size_t>(options.jobs));
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        auto& draft = drafts[i];
        // Few users run most of the jobs; each has two applications.
        draft.user = static_cast<int>(std::pow(random.uniform(), 2.0) * users);
        const auto favourite = draft.user + (random.uniform() < 0.7 ? 0 : 3);
        draft.application = static_cast<int>(favourite % kinds);
        if (static_cast<std::int64_t>(i) < kinds) { // every application has a job
            draft.application = static_cast<int>(i);
            draft.user = draft.application;
        }
        const int most = applications[static_cast<std::size_t>(draft.application)].mostNodes;
        draft.nodes = std::min(largest, drawNodeCount(random, most));
        draft.spread = normal(random);
        const double edge = random.uniform();
        draft.beganBefore = edge < 0.01;
        draft.stillRuns = edge > 0.99;
    }
    return drafts;
}

double loadOf(const std::vector<Draft>& drafts, bool isLong)
{
    return std::accumulate(drafts.begin(), drafts.end(), 0.0, [isLong](double sum, const Draft& draft) {
        return sum + (draft.isLong == isLong ? draft.load() : 0.0);
    });
}

/// Chooses the jobs of a day and longer, so that they leave room for the others.
void makeLongJobs(const SimulationOptions& options, std::vector<Draft>& drafts, double spanSeconds,
                  double wantedLoad)
{
    const double longest = std::min(4.0 * kSecondsOfDay, 0.7 * spanSeconds);
    if (longest < 1.08 * kSecondsOfDay)
        return;
    auto random = NoiseField(static_cast<std::uint64_t>(options.seed), NoiseOf::Jobs, {1}).sequence();
    const auto count
        = static_cast<std::size_t>(std::llround(options.longJobShare * static_cast<double>(drafts.size())));
    std::vector<std::size_t> chosen(drafts.size());
    std::iota(chosen.begin(), chosen.end(), std::size_t{0});
    for (std::size_t i = 0; i < count; ++i)
        std::swap(
            chosen[i],
            chosen[i + static_cast<std::size_t>(random.index(static_cast<std::int64_t>(chosen.size() - i)))]);
    chosen.resize(count);
    for (const auto i : chosen) {
        drafts[i].isLong = true;
        drafts[i].seconds = kSecondsOfDay + (longest - kSecondsOfDay) * std::pow(random.uniform(), 2.5);
    }
    // Where there is no room for them, first they have fewer nodes, then they are shorter, then fewer.
    const double room = kLongShare * wantedLoad;
    for (int most = kNodeCounts.back(); most > 1 && loadOf(drafts, true) > room; most /= 2)
        for (const auto i : chosen)
            if (drafts[i].nodes >= most)
                drafts[i].nodes = most / 2;
    const double load = loadOf(drafts, true);
    const double least = kSecondsOfDay * static_cast<double>(chosen.size());
    if (load > room && load > least)
        for (const auto i : chosen)
            drafts[i].seconds = kSecondsOfDay
                + (drafts[i].seconds - kSecondsOfDay) * std::max(0.0, (room - least) / (load - least));
    while (!chosen.empty() && loadOf(drafts, true) > 1.001 * room) {
        drafts[chosen.back()].isLong = false;
        chosen.pop_back();
    }
}

/// Gives the jobs under a day their lengths: the median for which they fill @p wantedLoad.
/// @return false when they fill more even if all are as short as can be
bool makeShortJobs(std::vector<Draft>& drafts, double shortest, double longest, double wantedLoad)
{
    const auto apply = [&](double median) {
        for (auto& draft : drafts)
            if (!draft.isLong)
                draft.seconds = std::clamp(median * std::exp(kBodySpread * draft.spread), shortest, longest);
        return loadOf(drafts, false);
    };
    while (apply(shortest) > wantedLoad) {
        bool changed = false;
        for (auto& draft : drafts)
            if (!draft.isLong && draft.nodes > 1) {
                draft.nodes /= 2;
                changed = true;
            }
        if (!changed)
            return false;
    }
    double low = std::log(shortest);
    double high = std::log(longest);
    constexpr int kHalvings = 40;
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = 0.5 * (low + high);
        (apply(std::exp(middle)) > wantedLoad ? high : low) = middle;
    }
    apply(std::exp(low));
    return true;
}

/// When each node is taken.
class Occupation {
public:
    explicit Occupation(const std::vector<SimulatedHost>& hosts) : m_busy(hosts.size()), m_hosts(hosts) { }

    /// Free, and there, for the whole of @p range; a job may stick out of the recording itself.
    [[nodiscard]] bool isFree(std::size_t node, TimeRange range, TimeRange recording) const
    {
        const auto there = m_hosts[node].grid.range();
        if ((there.begin > recording.begin && range.begin < there.begin)
            || (there.end < recording.end && range.end > there.end))
            return false;
        const auto& busy = m_busy[node];
        const auto after
            = std::lower_bound(busy.begin(), busy.end(), range.begin - kGapMs,
                               [](const TimeRange& other, TimeMs begin) { return other.end <= begin; });
        return after == busy.end() || after->begin >= range.end + kGapMs;
    }

    void take(std::size_t node, TimeRange range)
    {
        auto& busy = m_busy[node];
        const auto place
            = std::lower_bound(busy.begin(), busy.end(), range.begin,
                               [](const TimeRange& other, TimeMs begin) { return other.begin < begin; });
        busy.insert(place, range);
    }

    struct End {
        std::size_t node;
        TimeMs time;
    };
    /// The end of a job, chosen by chance; nullopt where the node drawn has none.
    [[nodiscard]] std::optional<End> someEnd(SplitMix& random) const
    {
        const auto node = static_cast<std::size_t>(random.index(static_cast<std::int64_t>(m_busy.size())));
        const auto& busy = m_busy[node];
        if (busy.empty())
            return std::nullopt;
        return End{node,
                   busy[static_cast<std::size_t>(random.index(static_cast<std::int64_t>(busy.size())))].end};
    }

    /// The first time at which a node is free for @p length.
    [[nodiscard]] std::optional<TimeMs> firstGap(std::size_t node, TimeMs length) const
    {
        const auto there = m_hosts[node].grid.range();
        TimeMs begin = there.begin;
        for (const auto& other : m_busy[node]) {
            if (begin + length + kGapMs <= other.begin)
                return begin;
            begin = std::max(begin, other.end + kGapMs);
        }
        return begin + length <= there.end ? std::optional(begin) : std::nullopt;
    }

private:
    std::vector<std::vector<TimeRange>> m_busy; ///< ascending, for each node
    const std::vector<SimulatedHost>& m_hosts;
};

TimeMs wholeSeconds(double ms)
{
    return static_cast<TimeMs>(std::llround(ms / 1000.0)) * 1000;
}

struct Placement {
    TimeRange range;
    std::vector<int> nodes;
};

class Placer {
public:
    Placer(const SimulationOptions& options, const std::vector<SimulatedHost>& hosts, TimeRange recording,
           double shortest)
        : m_occupation(hosts),
          m_nodes(hosts.size()),
          m_recording(recording),
          m_shortest(shortest),
          m_random(NoiseField(static_cast<std::uint64_t>(options.seed), NoiseOf::JobPlacement).sequence())
    {
    }

    /// Finds room for the job by chance; where there is little, it becomes shorter, then smaller, and takes
    /// at last any gap there is, a job of a day then becoming a short one if it must.
    std::optional<Placement> place(Draft& draft)
    {
        constexpr int kTries = 300;
        constexpr int kTriesAtOneSize = 12;
        for (int attempt = 1; attempt <= kTries; ++attempt) {
            if (auto found = tryOnce(draft))
                return found;
            if (attempt % kTriesAtOneSize == 0) {
                const double least = draft.isLong ? kSecondsOfDay : m_shortest;
                if (draft.seconds > least)
                    draft.seconds = std::max(least, 0.7 * draft.seconds);
                else
                    draft.nodes = std::max(1, draft.nodes / 2);
            }
        }
        draft.nodes = 1;
        draft.beganBefore = draft.stillRuns = false;
        auto found = placeInAnyGap(draft.isLong ? kSecondsOfDay : m_shortest);
        return found || !draft.isLong ? found : placeInAnyGap(m_shortest);
    }

private:
    std::optional<Placement> placeInAnyGap(double seconds)
    {
        const TimeMs length = wholeSeconds(seconds * 1000.0);
        const auto offset = static_cast<std::size_t>(m_random.index(static_cast<std::int64_t>(m_nodes)));
        for (std::size_t i = 0; i < m_nodes; ++i) {
            const auto node = (offset + i) % m_nodes;
            if (const auto begin = m_occupation.firstGap(node, length)) {
                m_occupation.take(node, {*begin, *begin + length});
                return Placement{{*begin, *begin + length}, {static_cast<int>(node)}};
            }
        }
        return std::nullopt;
    }

    std::optional<Placement> tryOnce(const Draft& draft)
    {
        const TimeMs length = wholeSeconds(draft.seconds * 1000.0);
        const auto span = static_cast<double>(m_recording.length());
        TimeMs begin = 0;
        if (draft.beganBefore)
            begin = m_recording.begin - wholeSeconds(m_random.uniform() * 0.9 * static_cast<double>(length));
        else if (draft.stillRuns)
            begin = m_recording.end
                - wholeSeconds((0.1 + 0.9 * m_random.uniform()) * static_cast<double>(length));
        else
            begin
                = m_recording.begin + wholeSeconds(m_random.uniform() * (span - static_cast<double>(length)));
        auto offset = static_cast<std::size_t>(m_random.index(static_cast<std::int64_t>(m_nodes)));
        // Most jobs follow upon another one.
        if (!draft.beganBefore && !draft.stillRuns && m_random.uniform() < 0.6)
            if (const auto end = m_occupation.someEnd(m_random)) {
                begin = end->time + 1000 * (5 + m_random.index(116));
                offset = end->node;
            }
        const TimeRange range{begin, begin + length};
        if (range.end <= m_recording.begin || range.begin >= m_recording.end
            || (range.end > m_recording.end && !draft.stillRuns)
            || (range.begin < m_recording.begin && !draft.beganBefore))
            return std::nullopt;

        Placement placement{range, {}};
        for (std::size_t i = 0; i < m_nodes && static_cast<int>(placement.nodes.size()) < draft.nodes; ++i) {
            const auto node = (offset + i) % m_nodes;
            if (m_occupation.isFree(node, range, m_recording))
                placement.nodes.push_back(static_cast<int>(node));
        }
        if (static_cast<int>(placement.nodes.size()) < draft.nodes)
            return std::nullopt;
        std::sort(placement.nodes.begin(), placement.nodes.end());
        for (const int node : placement.nodes)
            m_occupation.take(static_cast<std::size_t>(node), range);
        return placement;
    }

    Occupation m_occupation;
    std::size_t m_nodes;
    TimeRange m_recording;
    double m_shortest;
    SplitMix m_random;
};

/// How jobs end, and how often.
std::string drawState(SplitMix& random)
{
    const double chance = random.uniform();
    if (chance < 0.88)
        return "COMPLETED";
    if (chance < 0.94)
        return "FAILED";
    return chance < 0.98 ? "CANCELLED" : "TIMEOUT";
}

SimulatedJob makeJob(const Draft& draft, Placement placement, const std::vector<SimulatedHost>& hosts,
                     const std::vector<Application>& applications, SplitMix random)
{
    const auto& application = applications[static_cast<std::size_t>(draft.application)];
    SimulatedJob result;
    result.application = draft.application;
    result.nodes = std::move(placement.nodes);
    auto& job = result.job;
    job.begin = placement.range.begin;
    for (const int node : result.nodes)
        job.nodes.push_back(hosts[static_cast<std::size_t>(node)].name);
    job.state = drawState(random);
    if (draft.stillRuns)
        job.state = "RUNNING";
    else
        job.end = placement.range.end;
    job.user = fmt::format("user{:02}", draft.user + 1);
    job.name = fmt::format("{}_{:03}", application.name.substr(0, 4), 1 + random.index(400));
    job.attributes = {{"App", application.name},
                      {"Partition", result.nodes.size() > 1 ? "parallel" : "single"},
                      {"NNodes", std::to_string(result.nodes.size())}};

    result.shape.speed = std::exp(0.05 * normal(random));
    result.shape.size = std::exp(0.08 * normal(random));
    result.shape.memory = std::exp(0.06 * normal(random));
    result.shape.lengthSeconds = static_cast<double>(placement.range.length()) / 1000.0;
    result.shape.finishes = job.state == "COMPLETED";
    result.shape.alone = result.nodes.size() == 1;
    return result;
}

} // namespace

double shortestJobSeconds(const TimeGrid& grid)
{
    constexpr int kFewestSamples = 13; // so that each is a segment
    return std::ceil(std::max(180.0, kFewestSamples * grid.stepSeconds()));
}

Result<std::vector<SimulatedJob>> makeJobs(const SimulationOptions& options,
                                           const std::vector<SimulatedHost>& hosts, const TimeGrid& grid,
                                           const std::vector<Application>& applications,
                                           const RunContext& context)
{
    const auto doNotFit = [&] {
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} jobs of at least {} s do not fit on {} nodes in {}", options.jobs,
                                shortestJobSeconds(grid), options.nodes,
                                formatDuration(grid.stepSeconds() * static_cast<double>(grid.size))),
                    "simulate fewer jobs, more nodes or a longer time");
    };
    const double spanSeconds = grid.stepSeconds() * static_cast<double>(grid.size);
    const double shortest = shortestJobSeconds(grid);
    const double wantedLoad = options.utilisation * spanSeconds * static_cast<double>(hosts.size());
    if (shortest > 0.5 * spanSeconds)
        return doNotFit();
    auto drafts = drawJobs(options, applications);
    makeLongJobs(options, drafts, spanSeconds, wantedLoad);
    if (!makeShortJobs(drafts, shortest, std::max(shortest, std::min(kLongestBody, 0.5 * spanSeconds)),
                       wantedLoad - loadOf(drafts, true)))
        return doNotFit();

    std::vector<std::size_t> order(drafts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Whoever needs most room goes first.
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
        return std::pair(drafts[a].isLong, drafts[a].load()) > std::pair(drafts[b].isLong, drafts[b].load());
    });
    Placer placer(options, hosts, grid.range(), shortest);
    const NoiseField details(static_cast<std::uint64_t>(options.seed), NoiseOf::Jobs, {2});
    std::vector<SimulatedJob> jobs;
    jobs.reserve(drafts.size());
    for (const auto i : order) {
        if (context.stopRequested())
            return cancelled();
        auto placement = placer.place(drafts[i]);
        if (!placement)
            return doNotFit();
        jobs.push_back(
            makeJob(drafts[i], std::move(*placement), hosts, applications, SplitMix(details.bits(i))));
        context.report(static_cast<double>(jobs.size()) / static_cast<double>(drafts.size()));
    }
    std::stable_sort(jobs.begin(), jobs.end(), [](const SimulatedJob& a, const SimulatedJob& b) {
        return std::pair(a.job.begin, a.nodes.front()) < std::pair(b.job.begin, b.nodes.front());
    });
    std::int64_t id = 100'000;
    for (auto& job : jobs)
        job.job.id = std::to_string(++id);
    return jobs;
}

} // namespace nodesentry
