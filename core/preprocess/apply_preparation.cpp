#include "core/preprocess/preparation.h"

#include "core/preprocess/fill_gaps.h"
#include "core/preprocess/standardise.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <limits>
#include <span>

namespace nodesentry {

namespace {

/// Ends of all stretches in which gaps are filled on their own: the segments and what lies between them.
std::vector<std::int64_t> stretchEnds(std::span<const Segment> segments, std::int64_t samples)
{
    std::vector<std::int64_t> ends;
    for (const auto& segment : segments) {
        if (segment.begin > (ends.empty() ? 0 : ends.back()))
            ends.push_back(segment.begin);
        ends.push_back(segment.end);
    }
    if ((ends.empty() ? 0 : ends.back()) < samples)
        ends.push_back(samples);
    return ends;
}

Result<std::vector<Segment>> segmentsOf(const Preparation& preparation, const SeriesStore::NodeEntry& entry)
{
    const auto segments = preparation.segmentsOf(entry.node);
    std::int64_t end = 0;
    for (const auto& segment : segments) {
        if (segment.begin < end || segment.end <= segment.begin || segment.end > entry.grid.size)
            return fail(
                ErrorCode::InconsistentData,
                fmt::format("segment {} of node '{}' does not fit its samples", segment.id, entry.node),
                "run the stage 'prepare' again");
        end = segment.end;
    }
    return std::vector<Segment>(segments.begin(), segments.end());
}

} // namespace

Result<PreparedNode> applyPreparation(const Preparation& preparation, const SeriesStore& store,
                                      const std::string& node, StandardiseBy by)
{
    const auto* statistics = preparation.findNode(node);
    const auto* entry = store.find(node);
    if (statistics == nullptr || entry == nullptr)
        return fail(ErrorCode::NotFound, fmt::format("node '{}' has not been prepared", node),
                    "run the stage 'prepare' again");
    if (statistics->trainEnd > entry->grid.size)
        return fail(ErrorCode::InconsistentData,
                    fmt::format("node '{}' has changed since it was prepared", node),
                    "run the stage 'prepare' again");

    PreparedNode prepared;
    prepared.node = node;
    prepared.grid = entry->grid;
    prepared.trainEnd = statistics->trainEnd;
    NODESENTRY_TRY(prepared.segments, segmentsOf(preparation, *entry));
    const auto ends = stretchEnds(prepared.segments, entry->grid.size);

    NODESENTRY_TRY(const auto series, store.readNode(node));
    const auto rows = static_cast<Eigen::Index>(preparation.keptMetrics.size());
    const auto samples = entry->grid.size;
    prepared.values.resize(rows, samples);
    prepared.unclipped.resize(rows, samples);
    prepared.filled.resize(rows, samples);
    const bool common = by == StandardiseBy::Common;
    const auto& mean = common ? preparation.commonMean : statistics->mean;
    const auto& scale = common ? preparation.commonScale : statistics->scale;
    std::vector<float> raw(static_cast<std::size_t>(samples));
    for (Eigen::Index row = 0; row < rows; ++row) {
        const auto kept = static_cast<std::size_t>(row);
        const auto found
            = std::lower_bound(series.metrics.begin(), series.metrics.end(), preparation.keptMetrics[kept]);
        if (found != series.metrics.end() && *found == preparation.keptMetrics[kept]) {
            const float* source = series.values.row(found - series.metrics.begin()).data();
            std::copy(source, source + samples, raw.begin());
        } else {
            std::fill(raw.begin(), raw.end(), std::numeric_limits<float>::quiet_NaN());
        }
        const auto whole = static_cast<std::size_t>(samples);
        const std::span filled(prepared.filled.row(row).data(), whole);
        std::size_t begin = 0;
        for (const auto stretchEnd : ends) {
            const auto length = static_cast<std::size_t>(stretchEnd) - begin;
            fillGaps(std::span(raw).subspan(begin, length), filled.subspan(begin, length));
            begin += length;
        }
        // What no gap could be filled from is still missing here, and becomes 0.
        standardise(raw, {mean[kept], scale[kept], 0}, preparation.clip,
                    {prepared.unclipped.row(row).data(), whole}, {prepared.values.row(row).data(), whole});
        if (scale[kept] == 0.0)
            std::fill(filled.begin(), filled.end(), std::uint8_t{1});
    }
    return prepared;
}

} // namespace nodesentry
