#include "core/pipeline/segment_samples_p.h"

#include "core/base/expects.h"
#include "core/base/ordered_parallel.h"

#include <algorithm>
#include <map>
#include <string>

namespace nodesentry {

std::vector<SegmentView> SegmentSamples::views() const
{
    std::vector<SegmentView> views;
    for (std::size_t i = 0; i < segments.size(); ++i)
        views.push_back(
            {&values[i], 0, segments[i]->length(), segments[i]->id, &filled[i], segments[i]->position});
    return views;
}

std::vector<ScoreView> SegmentSamples::scoreViews() const
{
    NODESENTRY_EXPECTS(unclipped.size() == segments.size(), "unclipped values were asked for");
    std::vector<ScoreView> views;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        views.push_back(
            {&values[i], &unclipped[i], 0, segments[i]->length(), segments[i]->position, &filled[i]});
        views.back().ofJob = !segments[i]->idle();
        views.back().peers = !peers.empty() && peers[i] ? &*peers[i] : nullptr;
    }
    return views;
}

Result<SegmentSamples> readSegments(const PreparedProject& prepared, std::vector<const Segment*> segments,
                                    const RunContext& context, bool unclipped)
{
    std::map<std::string, std::vector<std::size_t>> byNode;
    for (std::size_t i = 0; i < segments.size(); ++i)
        byNode[segments[i]->node].push_back(i);
    const std::vector<std::pair<std::string, std::vector<std::size_t>>> nodes(byNode.begin(), byNode.end());
    SegmentSamples samples{std::move(segments), {}, {}, {}, {}};
    samples.values.resize(samples.segments.size());
    samples.filled.resize(samples.segments.size());
    if (unclipped)
        samples.unclipped.resize(samples.segments.size());
    NODESENTRY_CHECK(parallelInOrder<bool>(
        static_cast<std::int64_t>(nodes.size()), context,
        [&](std::int64_t item) -> Result<bool> {
            const auto& [name, wanted] = nodes[static_cast<std::size_t>(item)];
            NODESENTRY_TRY(const auto node, prepared.node(name));
            for (const auto i : wanted) {
                const auto& segment = *samples.segments[i];
                samples.values[i] = node.values.middleCols(segment.begin, segment.length());
                if (unclipped)
                    samples.unclipped[i] = node.unclipped.middleCols(segment.begin, segment.length());
                samples.filled[i] = node.filled.middleCols(segment.begin, segment.length());
            }
            return true;
        },
        [&](std::int64_t item, bool) -> Result<void> {
            context.report(static_cast<double>(item + 1) / static_cast<double>(nodes.size()));
            return {};
        }));
    return samples;
}

Result<SegmentSamples> readUsualSegments(const PreparedProject& prepared,
                                         std::vector<const Segment*> segments, const PeerLevels& peers,
                                         const RunContext& context)
{
    NODESENTRY_TRY(auto samples, readSegments(prepared, std::move(segments), context, true));
    for (const auto* segment : samples.segments) {
        NODESENTRY_TRY(auto levels, peers.of(*segment));
        samples.peers.push_back(std::move(levels));
    }
    return samples;
}

std::vector<const Segment*> usualSegments(std::vector<const Segment*> segments)
{
    constexpr std::size_t kMost = 400;
    if (segments.size() <= kMost)
        return segments;
    std::vector<const Segment*> chosen;
    for (std::size_t i = 0; i < kMost; ++i)
        chosen.push_back(segments[i * segments.size() / kMost]);
    return chosen;
}

std::uint64_t modelSeed(int seed, const std::vector<const Segment*>& segments)
{
    NODESENTRY_EXPECTS(!segments.empty(), "a model learns from something");
    const auto* first = *std::min_element(segments.begin(), segments.end(),
                                          [](const Segment* a, const Segment* b) { return a->id < b->id; });
    return static_cast<std::uint64_t>(seed) * 1000003 + static_cast<std::uint64_t>(first->id);
}

} // namespace nodesentry
