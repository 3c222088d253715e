#include "core/pipeline/peer_levels_p.h"

#include "core/base/ordered_parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace nodesentry {

namespace {

constexpr std::int64_t kBlock = 1024; // samples of a job whose medians are found at a time
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

std::span<const std::uint8_t> bytesOf(const std::vector<float>& values)
{
    return {reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(float)};
}
std::span<std::uint8_t> bytesOf(std::vector<float>& values)
{
    return {reinterpret_cast<std::uint8_t*>(values.data()), values.size() * sizeof(float)};
}

/// What was measured of a segment, sample by sample; NaN elsewhere.
std::vector<float> measuredSamples(const PreparedNode& node, const Segment& segment)
{
    const Eigen::Index metrics = node.unclipped.rows();
    std::vector<float> samples(static_cast<std::size_t>(metrics * segment.length()));
    auto* next = samples.data();
    for (auto t = segment.begin; t < segment.end; ++t)
        for (Eigen::Index m = 0; m < metrics; ++m)
            *next++ = node.filled(m, t) != 0 ? kNaN : node.unclipped(m, t);
    return samples;
}

/// @param values  partly sorted on the way
/// @return NaN for fewer than PeerLevels::kFewestNodes
float medianOf(std::span<float> values)
{
    if (values.size() < PeerLevels::kFewestNodes)
        return kNaN;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    return 0.5F * (*std::max_element(values.begin(), middle) + *middle);
}

} // namespace

Result<PeerLevels> PeerLevels::measure(const PreparedProject& prepared,
                                       std::span<const Segment* const> wanted, const std::string& folder,
                                       const RunContext& context)
{
    PeerLevels levels;
    levels.m_metrics = static_cast<Eigen::Index>(prepared.metricCount());
    levels.chooseParts(prepared, wanted);
    if (levels.m_jobs.empty())
        return levels;
    SpillFile samples(folder);
    levels.m_levels = std::make_unique<SpillFile>(folder);
    NODESENTRY_CHECK(levels.keepAside(prepared, samples, context.part(0.0, 0.8)));
    NODESENTRY_CHECK(levels.findMedians(samples, context.part(0.8, 1.0)));
    return levels;
}

void PeerLevels::chooseParts(const PreparedProject& prepared, std::span<const Segment* const> wanted)
{
    std::set<std::string> jobs;
    for (const auto* segment : wanted)
        if (!segment->idle())
            jobs.insert(segment->job);
    std::map<std::string, std::map<std::string, std::vector<const Segment*>>> nodesOfJob;
    for (const auto& segment : prepared.preparation().segments)
        if (jobs.contains(segment.job))
            nodesOfJob[segment.job][segment.node].push_back(&segment);
    for (const auto& [job, nodes] : nodesOfJob) {
        if (nodes.size() < kFewestNodes)
            continue;
        std::vector<const std::vector<const Segment*>*> all;
        for (const auto& [node, segments] : nodes) {
            m_grids.emplace(node, prepared.grid(node));
            all.push_back(&segments);
        }
        JobLevels levels;
        const auto chosen = std::min(all.size(), kMostNodes);
        for (std::size_t i = 0; i < chosen; ++i)
            for (const auto* segment : *all[i * all.size() / chosen])
                levels.parts.push_back({segment});
        levels.begin = std::numeric_limits<TimeMs>::max();
        for (const auto& part : levels.parts)
            levels.begin = std::min(levels.begin, m_grids.at(part.segment->node).timeOf(part.segment->begin));
        for (auto& part : levels.parts) {
            const auto& grid = m_grids.at(part.segment->node);
            part.first = (grid.timeOf(part.segment->begin) - levels.begin) / grid.stepMs;
            levels.samples = std::max(levels.samples, part.first + part.segment->length());
        }
        m_jobs.emplace(job, std::move(levels));
    }
}

Result<void> PeerLevels::keepAside(const PreparedProject& prepared, SpillFile& file,
                                   const RunContext& context)
{
    std::map<std::string, std::vector<Part*>> partsOfNode;
    for (auto& [job, levels] : m_jobs)
        for (auto& part : levels.parts)
            partsOfNode[part.segment->node].push_back(&part);
    const std::vector<std::pair<std::string, std::vector<Part*>>> nodes(partsOfNode.begin(),
                                                                        partsOfNode.end());
    return parallelInOrder<bool>(
        static_cast<std::int64_t>(nodes.size()), context,
        [&](std::int64_t i) -> Result<bool> {
            const auto& [name, parts] = nodes[static_cast<std::size_t>(i)];
            NODESENTRY_TRY(const auto node, prepared.node(name));
            for (auto* part : parts) {
                const auto samples = measuredSamples(node, *part->segment);
                NODESENTRY_TRY(part->at, file.append(bytesOf(samples)));
            }
            return true;
        },
        [&](std::int64_t i, bool) -> Result<void> {
            context.report(static_cast<double>(i + 1) / static_cast<double>(nodes.size()));
            return {};
        });
}

Result<void> PeerLevels::findMedians(const SpillFile& file, const RunContext& context)
{
    std::vector<JobLevels*> jobs;
    for (auto& [job, levels] : m_jobs)
        jobs.push_back(&levels);
    const auto bytesOfSample = static_cast<std::int64_t>(sizeof(float)) * m_metrics;
    return parallelInOrder<bool>(
        static_cast<std::int64_t>(jobs.size()), context,
        [&](std::int64_t i) -> Result<bool> {
            auto& levels = *jobs[static_cast<std::size_t>(i)];
            for (std::int64_t begin = 0; begin < levels.samples; begin += kBlock) {
                const auto length = std::min(kBlock, levels.samples - begin);
                const auto values = static_cast<std::size_t>(length * m_metrics);
                std::vector<std::vector<float>> parts;
                for (const auto& part : levels.parts) {
                    const auto from = std::max(begin, part.first);
                    const auto to = std::min(begin + length, part.first + part.segment->length());
                    if (from >= to)
                        continue;
                    std::vector<float> samples(static_cast<std::size_t>((to - from) * m_metrics));
                    NODESENTRY_CHECK(
                        file.read(part.at + (from - part.first) * bytesOfSample, bytesOf(samples)));
                    auto& place = parts.emplace_back(values, kNaN);
                    std::copy(samples.begin(), samples.end(), place.begin() + (from - begin) * m_metrics);
                }
                std::vector<float> medians(values);
                std::vector<float> here;
                for (std::size_t v = 0; v < values; ++v) {
                    here.clear();
                    for (const auto& part : parts)
                        if (std::isfinite(part[v]))
                            here.push_back(part[v]);
                    medians[v] = medianOf(here);
                }
                NODESENTRY_TRY(const auto at, m_levels->append(bytesOf(std::as_const(medians))));
                levels.blocks.push_back(at);
            }
            return true;
        },
        [&](std::int64_t i, bool) -> Result<void> {
            context.report(static_cast<double>(i + 1) / static_cast<double>(jobs.size()));
            return {};
        });
}

Result<std::optional<SampleMatrix>> PeerLevels::of(const Segment& segment) const
{
    const auto found = m_jobs.find(segment.job);
    if (segment.idle() || found == m_jobs.end())
        return std::optional<SampleMatrix>();
    const auto& levels = found->second;
    const auto& grid = m_grids.at(segment.node);
    const auto first = (grid.timeOf(segment.begin) - levels.begin) / grid.stepMs; // may be before the job's
    SampleMatrix result = SampleMatrix::Constant(m_metrics, segment.length(), kNaN);
    const auto bytesOfSample = static_cast<std::int64_t>(sizeof(float)) * m_metrics;
    const auto end = std::min(levels.samples, first + segment.length());
    for (auto from = std::max<std::int64_t>(0, first); from < end;) {
        const auto block = from / kBlock;
        const auto to = std::min(end, (block + 1) * kBlock);
        std::vector<float> samples(static_cast<std::size_t>((to - from) * m_metrics));
        NODESENTRY_CHECK(m_levels->read(levels.blocks[static_cast<std::size_t>(block)]
                                            + (from - block * kBlock) * bytesOfSample,
                                        bytesOf(samples)));
        const auto* next = samples.data();
        for (auto t = from - first; t < to - first; ++t)
            for (Eigen::Index m = 0; m < m_metrics; ++m)
                result(m, t) = *next++;
        from = to;
    }
    return std::optional<SampleMatrix>(std::move(result));
}

} // namespace nodesentry
