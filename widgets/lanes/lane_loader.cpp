#include "widgets/lanes/lane_loader.h"

#include "widgets/traces/explained_node.h"
#include "widgets/base/jobs/job_runner.h"
#include "widgets/lanes/peer_source.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

namespace {

constexpr int kOverviewBuckets = 2000;
/// Few enough that a superseded request frees the reader within a frame or two.
constexpr std::size_t kLanesPerJob = 8;
constexpr std::size_t kOverviewsPerJob = 16;

} // namespace

/// What one job reads: for each metric what there is, completed.
struct LaneLoader::Batch {
    std::vector<std::pair<int, Lane>> lanes;
    bool onlyOverviews = false;
};

LaneLoader::LaneLoader(JobRunner& runner, QObject* parent)
    : QObject(parent),
      m_runner(runner),
      m_channel(QStringLiteral("lanes/%1").arg(quintptr(this)))
{
}

LaneLoader::~LaneLoader()
{
    m_runner.abandon(m_channel);
}

void LaneLoader::setNode(std::shared_ptr<const SeriesStore> series, const std::string& node)
{
    m_runner.abandon(m_channel);
    m_reading = false;
    m_pending.clear();
    m_overviews.clear();
    m_lanes.clear();
    m_peers = {};
    m_expected = nullptr;
    m_series = std::move(series);
    m_node = node;
    const auto* entry = m_series ? m_series->find(node) : nullptr;
    m_nodeRange = entry != nullptr ? entry->grid.range() : TimeRange{};
    Q_EMIT tracesChanged();
}

void LaneLoader::setPeers(Peers peers)
{
    std::erase_if(peers.nodes, [this](const std::string& node) {
        return node == m_node || !m_series || m_series->find(node) == nullptr;
    });
    if (peers == m_peers)
        return;
    m_peers = std::move(peers);
    ++m_peersVersion;
    Q_EMIT tracesChanged();
}

void LaneLoader::setExpected(std::shared_ptr<const ExplainedNode> node)
{
    if (node == m_expected)
        return;
    m_expected = std::move(node);
    ++m_expectedVersion;
    Q_EMIT tracesChanged();
}

bool LaneLoader::needsDetail(const Lane& lane) const
{
    if (!lane.detail || std::abs(lane.detailMsPerPixel / m_msPerPixel - 1.0) > 1e-9)
        return true;
    if (!m_peers.nodes.empty() && lane.peersVersion != m_peersVersion)
        return true;
    if (m_expected && lane.expectedVersion != m_expectedVersion)
        return true;
    // Read on before the view runs out of what is there, unless the data end there.
    const auto covered = coveredRange(*lane.detail);
    const auto reserve = m_visible.length() / 3;
    return covered.begin > std::max(m_visible.begin - reserve, m_nodeRange.begin)
        || covered.end < std::min(m_visible.end + reserve, m_nodeRange.end);
}

void LaneLoader::request(TimeRange visible, double msPerPixel, const std::vector<int>& metrics)
{
    if (m_nodeRange.length() <= 0 || visible.length() <= 0 || !(msPerPixel > 0.0))
        return;
    m_visible = visible;
    m_msPerPixel = msPerPixel;
    std::vector<int> wanted;
    for (const int metric : metrics) {
        const auto& lane = m_lanes[metric];
        if (!lane.overview || needsDetail(lane))
            wanted.push_back(metric);
    }
    if (wanted.empty()) {
        m_pending.clear();
        return;
    }
    std::reverse(wanted.begin(), wanted.end());
    m_pending = std::move(wanted);
    m_runner.abandon(m_channel);
    m_reading = false;
    readNext();
}

void LaneLoader::requestOverviews(const std::vector<int>& metrics)
{
    if (m_nodeRange.length() <= 0)
        return;
    m_overviews.assign(metrics.rbegin(), metrics.rend());
    dropReadOverviews();
    if (m_overviews.empty() && !m_reading)
        Q_EMIT overviewsChanged();
    else
        readNext();
}

void LaneLoader::dropReadOverviews()
{
    std::erase_if(m_overviews, [this](int metric) { return m_lanes[metric].overview != nullptr; });
}

void LaneLoader::readNext()
{
    dropReadOverviews();
    if (m_reading || (m_pending.empty() && m_overviews.empty()))
        return;
    Batch batch;
    batch.onlyOverviews = m_pending.empty();
    if (batch.onlyOverviews) {
        // They stay in the list until they are there: a request for a view may abandon this job.
        for (std::size_t i = 0; i < std::min(kOverviewsPerJob, m_overviews.size()); ++i)
            batch.lanes.emplace_back(*(m_overviews.rbegin() + std::ptrdiff_t(i)), Lane{});
    }
    while (!m_pending.empty() && batch.lanes.size() < kLanesPerJob) {
        batch.lanes.emplace_back(m_pending.back(), m_lanes[m_pending.back()]);
        m_pending.pop_back();
    }
    const auto length = m_visible.length();
    TimeRange wanted{std::max(m_visible.begin - length, m_nodeRange.begin),
                     std::min(m_visible.end + length, m_nodeRange.end)};
    if (wanted.length() <= 0)
        wanted = m_nodeRange;
    auto peers = m_peers;
    if (const auto stride = (peers.nodes.size() + kMostPeersRead - 1) / kMostPeersRead; stride > 1) {
        std::vector<std::string> some;
        for (std::size_t i = 0; i < peers.nodes.size(); i += stride)
            some.push_back(peers.nodes[i]);
        peers.nodes = std::move(some);
    }
    m_reading = true;
    m_runner.start<Batch>(
        m_channel, this,
        [series = m_series, node = m_node, nodeRange = m_nodeRange, wanted, msPerPixel = m_msPerPixel,
         peers = std::move(peers), version = m_peersVersion, expected = m_expected,
         expectedVersion = m_expectedVersion,
         batch = std::move(batch)](const RunContext& context) mutable -> Result<Batch> {
            const TraceRequest all{nodeRange, double(nodeRange.length()) / kOverviewBuckets};
            const TraceRequest view{wanted, msPerPixel};
            for (auto& [metric, lane] : batch.lanes) {
                if (context.stopRequested())
                    return cancelled();
                if (!lane.overview) {
                    NODESENTRY_TRY(auto trace, readTrace(*series, node, metric, all));
                    lane.summary = std::make_shared<const TraceSummary>(summarise(trace));
                    lane.overview = std::make_shared<const LaneTrace>(std::move(trace));
                }
                if (batch.onlyOverviews)
                    continue;
                NODESENTRY_TRY(auto trace, readTrace(*series, node, metric, view));
                lane.detail = std::make_shared<const LaneTrace>(std::move(trace));
                lane.detailMsPerPixel = msPerPixel;
                lane.peers = nullptr;
                if (!peers.nodes.empty()) {
                    NODESENTRY_TRY(
                        auto traces,
                        readPeers(*series, peers.nodes, metric, view, peers.range, kMostPeerLines, context));
                    lane.peers = std::make_shared<const PeerTraces>(std::move(traces));
                }
                lane.peersVersion = version;
                lane.expected = nullptr;
                if (auto values = expected ? expected->expected(metric, view) : std::nullopt)
                    lane.expected = std::make_shared<const LaneTrace>(std::move(*values));
                lane.expectedVersion = expectedVersion;
            }
            return batch;
        },
        [this](Result<Batch> result) {
            m_reading = false;
            if (result) {
                take(*result);
                readNext();
                return;
            }
            m_pending.clear();
            m_overviews.clear();
            if (result.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(result.error());
        });
}

void LaneLoader::take(const Batch& batch)
{
    for (const auto& [metric, read] : batch.lanes) {
        auto& lane = m_lanes[metric];
        if (batch.onlyOverviews) {
            lane.overview = read.overview;
            lane.summary = read.summary;
        } else {
            lane = read;
        }
    }
    const bool waited = !m_overviews.empty();
    dropReadOverviews();
    if (!batch.onlyOverviews)
        Q_EMIT tracesChanged();
    if (waited && m_overviews.empty())
        Q_EMIT overviewsChanged();
}

const TraceSummary* LaneLoader::summary(int metric) const
{
    const auto found = m_lanes.find(metric);
    return found == m_lanes.end() ? nullptr : found->second.summary.get();
}

const LaneTrace* LaneLoader::overview(int metric) const
{
    const auto found = m_lanes.find(metric);
    return found == m_lanes.end() ? nullptr : found->second.overview.get();
}

bool LaneLoader::covers(const LaneTrace& trace) const
{
    // A detail that leaves part of the view uncovered would paint a gap that is none.
    const auto covered = coveredRange(trace);
    return covered.begin <= std::max(m_visible.begin, m_nodeRange.begin)
        && covered.end >= std::min(m_visible.end, m_nodeRange.end);
}

std::shared_ptr<const LaneTrace> LaneLoader::trace(int metric) const
{
    const auto found = m_lanes.find(metric);
    if (found == m_lanes.end())
        return nullptr;
    const auto& lane = found->second;
    return lane.detail && covers(*lane.detail) ? lane.detail : lane.overview;
}

std::shared_ptr<const PeerTraces> LaneLoader::peerTraces(int metric) const
{
    const auto found = m_lanes.find(metric);
    if (found == m_lanes.end() || m_peers.nodes.empty() || found->second.peersVersion != m_peersVersion)
        return nullptr;
    return found->second.peers;
}

std::shared_ptr<const LaneTrace> LaneLoader::expectedTrace(int metric) const
{
    const auto found = m_lanes.find(metric);
    if (found == m_lanes.end() || !m_expected || found->second.expectedVersion != m_expectedVersion)
        return nullptr;
    return found->second.expected;
}

bool LaneLoader::isDetail(int metric, const LaneTrace* trace) const
{
    const auto found = m_lanes.find(metric);
    return found != m_lanes.end() && found->second.detail.get() == trace
        && std::abs(found->second.detailMsPerPixel / m_msPerPixel - 1.0) <= 1e-9;
}

} // namespace nodesentry::ui
