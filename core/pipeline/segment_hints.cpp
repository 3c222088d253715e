#include "core/pipeline/segment_hints_p.h"

#include <algorithm>
#include <map>
#include <string>

namespace nodesentry {

namespace {

std::vector<int> simultaneousSegments(const std::vector<const Segment*>& segments)
{
    std::map<std::string, std::vector<std::size_t>> ofJob;
    for (std::size_t i = 0; i < segments.size(); ++i)
        if (!segments[i]->idle())
            ofJob[segments[i]->job].push_back(i);
    std::vector<int> numbers(segments.size(), -1);
    int next = 0;
    const auto simultaneous = [](const Segment& a, const Segment& b) {
        const auto shared
            = std::min(a.position + a.length(), b.position + b.length()) - std::max(a.position, b.position);
        return 2 * shared > std::max(a.length(), b.length());
    };
    for (const auto& [job, all] : ofJob)
        for (const auto first : all) {
            if (numbers[first] >= 0)
                continue;
            numbers[first] = next;
            for (const auto other : all)
                if (numbers[other] < 0 && segments[other]->node != segments[first]->node
                    && simultaneous(*segments[first], *segments[other]))
                    numbers[other] = next;
            ++next;
        }
    for (int& number : numbers)
        if (number < 0)
            number = next++;
    return numbers;
}

} // namespace

std::vector<bool> segmentsForClusters(const std::vector<const Segment*>& segments,
                                      const ClusterOptions& options)
{
    std::int64_t all[2] = {0, 0}; // of jobs, idle
    std::int64_t inLong[2] = {0, 0};
    for (const auto* segment : segments) {
        all[segment->idle() ? 1 : 0] += segment->length();
        if (segment->length() >= options.minSamples)
            inLong[segment->idle() ? 1 : 0] += segment->length();
    }
    std::vector<bool> chosen;
    for (const auto* segment : segments) {
        const int kind = segment->idle() ? 1 : 0;
        chosen.push_back(segment->length() >= options.minSamples || 2 * inLong[kind] < all[kind]);
    }
    return chosen;
}

SegmentHints hintsOf(const std::vector<const Segment*>& segments, const ClusterOptions& options)
{
    SegmentHints hints;
    if (options.joinNodes)
        hints.together = simultaneousSegments(segments);
    if (options.idleApart)
        for (const auto* segment : segments)
            hints.apart.push_back(segment->idle());
    return hints;
}

} // namespace nodesentry
