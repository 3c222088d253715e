#include "core/model/peer_distance_p.h"

#include <algorithm>
#include <vector>

namespace nodesentry {

namespace {

void levelsOfPeers(const ScoreView& view, Eigen::Index metric, std::int64_t sample, std::span<float> levels)
{
    const float* row = view.peers->row(metric).data() + (sample - view.begin);
    std::copy(row, row + levels.size(), levels.begin());
}

double levelOfPeers(const ScoreView& view, Eigen::Index metric, std::int64_t sample)
{
    return (*view.peers)(metric, sample - view.begin);
}

} // namespace

PeerDistance PeerDistance::measure(std::span<const ScoreView> known)
{
    std::vector<Stretch> stretches;
    std::int64_t samples = 0;
    for (const ScoreView& view : known)
        if (view.peers != nullptr) {
            stretches.push_back({&view, view.begin, view.end});
            samples += view.end - view.begin;
        }
    PeerDistance distance;
    if (samples >= kFewestSamples)
        distance.m_distance
            = LevelDistance::measure(stretches, stretches.front().view->unclipped->rows(), &levelOfPeers);
    return distance;
}

PeerDistance PeerDistance::of(LevelDistance distance)
{
    PeerDistance result;
    result.m_distance = std::move(distance);
    return result;
}

void PeerDistance::addDistances(const ScoreView& view, double weight, double softLimit,
                                Reconstruction& result) const
{
    if (!empty() && view.peers != nullptr && weight > 0.0)
        m_distance.add(view, &levelsOfPeers, weight, softLimit, result);
}

} // namespace nodesentry
