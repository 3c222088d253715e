#include "widgets/lanes/peer_source.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

namespace {

/// Buckets this long hold a sample each, so all nodes are read as envelopes, whatever their grids.
constexpr double kPeerStepsPerBucket = 2.0;

float percentile(std::vector<float>& values, double share)
{
    const auto rank = std::size_t(std::max(1.0, std::ceil(share * double(values.size())))) - 1;
    const auto place = values.begin() + std::ptrdiff_t(rank);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

} // namespace

EnvelopeTrace percentileBand(const std::vector<EnvelopeTrace>& envelopes)
{
    NODESENTRY_EXPECTS(!envelopes.empty(), "a band is made of something");
    EnvelopeTrace band{envelopes.front().begin, envelopes.front().bucketMs, {}};
    const auto count = envelopes.front().buckets.size();
    band.buckets.reserve(count);
    std::vector<float> low;
    std::vector<float> high;
    for (std::size_t i = 0; i < count; ++i) {
        low.clear();
        high.clear();
        for (const auto& envelope : envelopes) {
            NODESENTRY_EXPECTS(envelope.buckets.size() == count, "envelopes have the same buckets");
            if (std::isnan(envelope.buckets[i].minimum))
                continue;
            low.push_back(envelope.buckets[i].minimum);
            high.push_back(envelope.buckets[i].maximum);
        }
        if (low.empty())
            band.buckets.push_back({NAN, NAN});
        else
            band.buckets.push_back({percentile(low, 0.05), percentile(high, 0.95)});
    }
    return band;
}

Result<PeerTraces> readPeers(const SeriesStore& series, const std::vector<std::string>& nodes, int metric,
                             const TraceRequest& request, TimeRange shown, std::size_t mostLines,
                             const RunContext& context)
{
    PeerTraces peers{shown, {}, std::nullopt};
    const bool asBand = nodes.size() > mostLines;
    std::vector<EnvelopeTrace> envelopes;
    for (const auto& node : nodes) {
        if (context.stopRequested())
            return cancelled();
        const auto* entry = series.find(node);
        if (entry == nullptr || !std::binary_search(entry->metrics.begin(), entry->metrics.end(), metric))
            continue;
        auto wanted = request;
        if (asBand)
            wanted.msPerPixel = std::max(wanted.msPerPixel, kPeerStepsPerBucket * double(entry->grid.stepMs));
        auto trace = readTrace(series, node, metric, wanted);
        if (!trace)
            return fail(std::move(trace).error());
        if (auto* envelope = std::get_if<EnvelopeTrace>(&*trace); asBand && envelope != nullptr)
            envelopes.push_back(std::move(*envelope));
        else
            peers.lines.push_back(std::move(*trace));
    }
    if (!envelopes.empty())
        peers.band = percentileBand(envelopes);
    return peers;
}

} // namespace nodesentry::ui
