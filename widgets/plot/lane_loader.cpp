#include "widgets/plot/lane_loader.h"

#include "widgets/jobs/job_runner.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

namespace {

constexpr int kOverviewBuckets = 2000;
/// Few enough that a superseded request frees the reader within a frame or two.
constexpr std::size_t kLanesPerJob = 8;

} // namespace

struct LaneLoader::Piece {
    int metric = 0;
    std::shared_ptr<const LaneTrace> overview;
    std::shared_ptr<const LaneTrace> detail;
    double msPerPixel = 0.0;
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
    m_lanes.clear();
    m_series = std::move(series);
    m_node = node;
    const auto* entry = m_series ? m_series->find(node) : nullptr;
    m_nodeRange = entry != nullptr ? entry->grid.range() : TimeRange{};
    Q_EMIT tracesChanged();
}

bool LaneLoader::needsDetail(const Lane& lane) const
{
    if (!lane.detail || std::abs(lane.detailMsPerPixel / m_msPerPixel - 1.0) > 1e-9)
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
    std::reverse(wanted.begin(), wanted.end());
    m_pending = std::move(wanted);
    m_runner.abandon(m_channel);
    m_reading = false;
    readNext();
}

void LaneLoader::readNext()
{
    if (m_reading || m_pending.empty())
        return;
    std::vector<Piece> pieces;
    while (!m_pending.empty() && pieces.size() < kLanesPerJob) {
        const auto& lane = m_lanes[m_pending.back()];
        pieces.push_back({m_pending.back(), lane.overview, nullptr, m_msPerPixel});
        m_pending.pop_back();
    }
    const auto length = m_visible.length();
    TimeRange wanted{std::max(m_visible.begin - length, m_nodeRange.begin),
                     std::min(m_visible.end + length, m_nodeRange.end)};
    if (wanted.length() <= 0)
        wanted = m_nodeRange;
    m_reading = true;
    m_runner.start<std::vector<Piece>>(
        m_channel, this,
        [series = m_series, node = m_node, nodeRange = m_nodeRange, wanted,
         pieces](const RunContext& context) mutable -> Result<std::vector<Piece>> {
            const TraceRequest all{nodeRange, double(nodeRange.length()) / kOverviewBuckets};
            for (auto& piece : pieces) {
                if (context.stopRequested())
                    return cancelled();
                if (!piece.overview) {
                    NODESENTRY_TRY(auto trace, readTrace(*series, node, piece.metric, all));
                    piece.overview = std::make_shared<const LaneTrace>(std::move(trace));
                }
                NODESENTRY_TRY(auto trace,
                               readTrace(*series, node, piece.metric, {wanted, piece.msPerPixel}));
                piece.detail = std::make_shared<const LaneTrace>(std::move(trace));
            }
            return pieces;
        },
        [this](Result<std::vector<Piece>> result) {
            m_reading = false;
            if (result) {
                take(*result);
                readNext();
                return;
            }
            m_pending.clear();
            if (result.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(result.error());
        });
}

void LaneLoader::take(const std::vector<Piece>& pieces)
{
    for (const auto& piece : pieces)
        m_lanes[piece.metric] = {piece.overview, piece.detail, piece.msPerPixel};
    Q_EMIT tracesChanged();
}

const LaneTrace* LaneLoader::overview(int metric) const
{
    const auto found = m_lanes.find(metric);
    return found == m_lanes.end() ? nullptr : found->second.overview.get();
}

const LaneTrace* LaneLoader::trace(int metric) const
{
    const auto found = m_lanes.find(metric);
    if (found == m_lanes.end())
        return nullptr;
    const auto& lane = found->second;
    if (lane.detail) {
        // A detail that leaves part of the view uncovered would paint a gap that is none.
        const auto covered = coveredRange(*lane.detail);
        const TimeRange needed{std::max(m_visible.begin, m_nodeRange.begin),
                               std::min(m_visible.end, m_nodeRange.end)};
        if (covered.begin <= needed.begin && covered.end >= needed.end)
            return lane.detail.get();
    }
    return lane.overview.get();
}

} // namespace nodesentry::ui
