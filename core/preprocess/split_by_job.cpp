#include "core/preprocess/split_by_job.h"

#include "core/base/expects.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <iterator>
#include <limits>
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

/// A job's samples on one node, which may lie before or after the grid.
struct Occupation {
    std::int64_t begin;
    std::int64_t end;
    const std::string* job;
};

/// Sample at or after @p time, of a grid without ends.
std::int64_t sampleAtOrAfter(const TimeGrid& grid, TimeMs time)
{
    const auto past = time - grid.origin;
    return past > 0 ? (past + grid.stepMs - 1) / grid.stepMs : -(-past / grid.stepMs);
}

/// Ascending by begin.
std::vector<Occupation> occupations(const TimeGrid& grid, std::span<const Job* const> jobs)
{
    std::vector<Occupation> result;
    for (const Job* job : jobs) {
        const Occupation occupation{
            sampleAtOrAfter(grid, job->begin),
            job->end ? sampleAtOrAfter(grid, *job->end) : std::numeric_limits<std::int64_t>::max(), &job->id};
        if (occupation.begin < occupation.end) // a job between two samples was never seen
            result.push_back(occupation);
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Occupation& a, const Occupation& b) { return a.begin < b.begin; });
    return result;
}

/// Where jobs begin or end, ascending; also outside the grid.
std::vector<std::int64_t> transitions(const std::vector<Occupation>& occupations)
{
    std::set<std::int64_t> places;
    for (const auto& occupation : occupations) {
        places.insert(occupation.begin);
        places.insert(occupation.end);
    }
    return {places.begin(), places.end()};
}

/// Places at which a segment must end: transitions, the end of training, and the ends of range and holes.
std::vector<std::int64_t> cuts(const std::vector<std::int64_t>& transitions, const SplitRange& range)
{
    std::set<std::int64_t> places{range.begin, range.end};
    const auto cutAt = [&](std::int64_t place) {
        if (range.begin < place && place < range.end)
            places.insert(place);
    };
    cutAt(range.trainEnd);
    for (const auto place : transitions)
        cutAt(place);
    for (const auto& [begin, end] : range.holes) {
        cutAt(begin);
        cutAt(end);
    }
    return {places.begin(), places.end()};
}

/// How far @p sample is past the last multiple of @p length samples since @p zero.
std::int64_t pastMultiple(std::int64_t sample, std::int64_t zero, std::int64_t length)
{
    return ((sample - zero) % length + length) % length;
}

/// A part of a stretch that becomes a segment.
struct Piece {
    std::int64_t begin;
    std::int64_t end;
    std::int64_t position;
};

/// Cuts [begin, end) at multiples of maxSegmentSamples since @p zero. What is left over at an end and too
/// short for a segment stays with the piece beside it.
std::vector<Piece> pieces(std::int64_t begin, std::int64_t end, std::int64_t zero,
                          const PrepareOptions& options)
{
    const std::int64_t length = options.maxSegmentSamples;
    const auto position = pastMultiple(begin, zero, length);
    const auto firstBorder = begin + length - position;
    std::vector<Piece> result{{begin, end, position}};
    for (auto border = firstBorder; border + options.minSegmentSamples <= end; border += length) {
        if (border - begin >= options.minSegmentSamples) {
            result.back().end = border;
            result.push_back({border, end, 0});
        } else {
            result.back().position = 0; // nearly all of the piece lies behind this border
        }
    }
    return result;
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

    const auto pending = occupations(grid, jobs);
    const auto changes = transitions(pending);
    const auto places = cuts(changes, range);
    std::vector<Occupation> running;
    auto next = pending.begin();
    auto hole = range.holes.begin();
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        const auto begin = places[i];
        const auto end = places[i + 1];
        for (; next != pending.end() && next->begin <= begin; ++next)
            running.push_back(*next);
        std::erase_if(running, [&](const Occupation& occupation) { return occupation.end <= begin; });
        while (hole != range.holes.end() && hole->second <= begin)
            ++hole;
        if (hole != range.holes.end() && hole->first <= begin)
            continue;
        std::set<std::string, JobIdLess> ids;
        for (const auto& occupation : running)
            ids.insert(*occupation.job);
        const auto job = fmt::format("{}", fmt::join(ids, "+"));

        // Jobs count from the transition that the stretch began with, idle time from 1970.
        auto zero = sampleAtOrAfter(grid, 0);
        if (!running.empty())
            zero = *std::prev(std::upper_bound(changes.begin(), changes.end(), begin));
        for (const auto& piece : pieces(begin, end, zero, options))
            if (piece.end - piece.begin >= options.minSegmentSamples)
                segments.push_back(
                    {0, node, job, piece.begin, piece.end, piece.end <= range.trainEnd, piece.position});
    }
    return segments;
}

} // namespace nodesentry
