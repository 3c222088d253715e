#include "core/model/lasting_distance_p.h"

#include <algorithm>
#include <functional>

namespace nodesentry {

namespace {

constexpr double kSmallestReach = 0.1; // standard deviations
constexpr double kReachFactor = 2.0;
constexpr double kShareOfJob = 0.98;
constexpr double kShareOfJobs = 0.6;

} // namespace

void LastingDistance::Recent::add(float distance)
{
    m_beyond += (distance > m_reach ? 1 : 0) - (m_distances[m_next] > m_reach ? 1 : 0);
    m_distances[m_next] = distance;
    m_next = (m_next + 1) % m_distances.size();
}

float LastingDistance::Recent::lasting() const
{
    if (m_beyond < kReached)
        return 0.0F;
    auto sorted = m_distances;
    const auto place = sorted.begin() + (kReached - 1);
    std::nth_element(sorted.begin(), place, sorted.end(), std::greater<>());
    return *place;
}

float LastingDistance::ofJob(std::vector<float>& distances)
{
    return static_cast<float>(takeQuantile(distances, kShareOfJob));
}

void LastingDistance::addMetric(std::vector<float>& ofJobs)
{
    // Never measured in a job: nothing is known, nothing is too far.
    m_reach.push_back(ofJobs.empty()
                          ? std::numeric_limits<double>::infinity()
                          : std::max(kSmallestReach, kReachFactor * takeQuantile(ofJobs, kShareOfJobs)));
}

LastingDistance LastingDistance::of(std::vector<double> reach)
{
    LastingDistance distance;
    distance.m_reach = std::move(reach);
    return distance;
}

bool LastingDistance::fits(std::size_t metrics) const
{
    return empty()
        || (m_reach.size() == metrics
            && std::all_of(m_reach.begin(), m_reach.end(), [](double reach) { return reach > 0.0; }));
}

} // namespace nodesentry
