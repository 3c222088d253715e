#include "core/preprocess/split_by_job.h"

#include "core/base/expects.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <set>

namespace nodesentry {

namespace {

/// "9" before "10", and both before "10_1": a longer run of leading digits is a larger number.
struct JobIdLess {
    bool operator()(const std::string& a, const std::string& b) const
    {
        const auto digits
            = [](const std::string& id) { return std::min(id.find_first_not_of("0123456789"), id.size()); };
        const auto digitsOfA = digits(a);
        const auto digitsOfB = digits(b);
        return digitsOfA != digitsOfB ? digitsOfA < digitsOfB : a < b;
    }
};

/// A job's samples on one node.
struct Occupation {
    std::int64_t begin;
    std::int64_t end;
    const std::string* job;
};

std::vector<Occupation> occupations(const TimeGrid& grid, std::span<const Job* const> jobs)
{
    std::vector<Occupation> result;
    for (const Job* job : jobs) {
        const Occupation occupation{grid.firstAtOrAfter(job->begin),
                                    job->end ? grid.firstAtOrAfter(*job->end) : grid.size, &job->id};
        if (occupation.begin < occupation.end) // a job between two samples was never seen
            result.push_back(occupation);
    }
    return result;
}

/// Places at which a segment must end: transitions and the end of training, and both ends of the range.
std::vector<std::int64_t> cuts(const std::vector<Occupation>& occupations, const SplitRange& range)
{
    std::set<std::int64_t> places{range.begin, range.end};
    const auto cutAt = [&](std::int64_t place) {
        if (range.begin < place && place < range.end)
            places.insert(place);
    };
    cutAt(range.trainEnd);
    for (const auto& occupation : occupations) {
        cutAt(occupation.begin);
        cutAt(occupation.end);
    }
    return {places.begin(), places.end()};
}

/// Where a stretch is cut into pieces of at most maxSegmentSamples, its ends included. A job counts from its
/// begin; idle time is cut at whole multiples of the length since 1970, so that with a length of whole days
/// every piece begins at the same time of day: the model knows where in a segment a sample lies.
std::vector<std::int64_t> pieceBorders(std::pair<std::int64_t, std::int64_t> stretch, bool idle,
                                       const TimeGrid& grid, const PrepareOptions& options)
{
    const auto [begin, end] = stretch;
    const std::int64_t length = options.maxSegmentSamples;
    std::int64_t first = begin + length;
    if (idle) {
        const auto period = length * grid.stepMs;
        const auto past = ((grid.timeOf(begin) % period) + period) % period;
        first = begin + (period - past + grid.stepMs - 1) / grid.stepMs;
    }
    std::vector<std::int64_t> borders{begin};
    // What is left over at an end and too short for a segment stays with the piece beside it.
    for (auto border = first; border + options.minSegmentSamples <= end; border += length)
        if (border - begin >= options.minSegmentSamples)
            borders.push_back(border);
    borders.push_back(end);
    return borders;
}

} // namespace

JobsByNode jobsByNode(const std::vector<Job>& jobs)
{
    JobsByNode byNode;
    for (const auto& job : jobs) {
        for (const auto& node : job.nodes)
            byNode[node].push_back(&job);
    }
    return byNode;
}

std::vector<Segment> splitByJob(const std::string& node, const TimeGrid& grid,
                                std::span<const Job* const> jobs, const SplitRange& range,
                                const PrepareOptions& options)
{
    NODESENTRY_EXPECTS(0 <= range.begin && range.end <= grid.size, "the range lies on the grid");
    NODESENTRY_EXPECTS(options.maxSegmentSamples > 0, "segments have samples");
    std::vector<Segment> segments;
    if (range.begin >= range.end)
        return segments;

    auto pending = occupations(grid, jobs);
    std::sort(pending.begin(), pending.end(),
              [](const Occupation& a, const Occupation& b) { return a.begin < b.begin; });
    const auto places = cuts(pending, range);
    std::vector<Occupation> running;
    auto next = pending.begin();
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        const auto begin = places[i];
        const auto end = places[i + 1];
        for (; next != pending.end() && next->begin <= begin; ++next)
            running.push_back(*next);
        std::erase_if(running, [&](const Occupation& occupation) { return occupation.end <= begin; });
        std::set<std::string, JobIdLess> ids;
        for (const auto& occupation : running)
            ids.insert(*occupation.job);
        const auto job = fmt::format("{}", fmt::join(ids, "+"));

        const auto borders = pieceBorders({begin, end}, job.empty(), grid, options);
        for (std::size_t piece = 0; piece + 1 < borders.size(); ++piece) {
            const auto from = borders[piece];
            const auto to = borders[piece + 1];
            if (to - from >= options.minSegmentSamples)
                segments.push_back({0, node, job, from, to, to <= range.trainEnd});
        }
    }
    return segments;
}

} // namespace nodesentry
