#pragma once

#include "core/data/series_store.h"
#include "widgets/lanes/lane_picture.h"
#include "widgets/traces/lane_trace.h"
#include "widgets/traces/trace_source.h"

#include <QObject>

#include <memory>
#include <unordered_map>
#include <vector>

namespace nodesentry::ui {

class ExplainedNode;
class JobRunner;

/// Other nodes that are shown beside the node's own curves.
struct Peers {
    std::vector<std::string> nodes;
    TimeRange range; ///< where they are shown
    bool operator==(const Peers&) const = default;
};

/// Keeps what the lanes of one node paint, and reads what is missing in the background.
///
/// Of each metric there are two traces: the whole node coarsely, read once, which gives the lane its scale
/// and is painted until the other is there; and the visible stretch, with one more of its lengths on both
/// sides, at the resolution of the screen. Views are read a few lanes at a time, in the order wanted; a newer
/// wish supersedes what has not been read yet.
class LaneLoader final : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kMostPeerLines = 8; ///< of more nodes there is a band
    static constexpr std::size_t kMostPeersRead = 64; ///< of more nodes every second, third … is read

    /// What there is of a lane; any of it may be null.
    struct Lane {
        std::shared_ptr<const LaneTrace> overview; ///< the whole node at about 2,000 buckets
        std::shared_ptr<const TraceSummary> summary; ///< of the overview
        std::shared_ptr<const LaneTrace> detail;
        std::shared_ptr<const PeerTraces> peers;
        std::shared_ptr<const LaneTrace> expected; ///< for the same stretch as the detail
        double detailMsPerPixel = 0.0;
        int peersVersion = 0;
        int expectedVersion = 0;
    };

    /// @param runner  outlives this object
    explicit LaneLoader(JobRunner& runner, QObject* parent = nullptr);
    ~LaneLoader() override;

    /// Forgets everything and serves another node; a null store serves none. Peers and what was
    /// expected are gone, too.
    void setNode(std::shared_ptr<const SeriesStore> series, const std::string& node);
    /// Reads other nodes beside this one; an empty list stops that. Nodes the store does not have are left
    /// out.
    void setPeers(Peers peers);
    [[nodiscard]] const Peers& peers() const { return m_peers; }

    /// Gives the lanes what was expected of the node's metrics; null ends that.
    void setExpected(std::shared_ptr<const ExplainedNode> node);

    /// Asks for traces of @p metrics, the most wanted first; those at hand already cost nothing.
    void request(TimeRange visible, double msPerPixel, const std::vector<int>& metrics);
    /// Asks for the overviews of these metrics, after everything else.
    void requestOverviews(const std::vector<int>& metrics);

    /// The whole node at about 2,000 buckets; nullptr until it has been read.
    [[nodiscard]] const LaneTrace* overview(int metric) const;
    [[nodiscard]] const TraceSummary* summary(int metric) const; ///< there with the overview
    /// The best trace there is for the present view; null until something has been read.
    [[nodiscard]] std::shared_ptr<const LaneTrace> trace(int metric) const;
    /// Null: none are wanted, or none has been read.
    [[nodiscard]] std::shared_ptr<const PeerTraces> peerTraces(int metric) const;
    /// What was expected of a metric where trace() is; null: nothing, or it has not been read.
    [[nodiscard]] std::shared_ptr<const LaneTrace> expectedTrace(int metric) const;
    /// Whether @p trace is the detail of this lane for the present resolution, so that painting it is worth
    /// keeping.
    [[nodiscard]] bool isDetail(int metric, const LaneTrace* trace) const;
    /// Whether everything that was asked for is there.
    [[nodiscard]] bool isComplete() const { return m_pending.empty() && m_overviews.empty() && !m_reading; }

Q_SIGNALS:
    void tracesChanged(); ///< some traces have come
    void overviewsChanged(); ///< all overviews that were asked for are there
    void failed(const nodesentry::Error& error); ///< reading stops until the next request

private:
    struct Batch;

    [[nodiscard]] bool needsDetail(const Lane& lane) const;
    [[nodiscard]] bool covers(const LaneTrace& trace) const;
    void readNext();
    void take(const Batch& batch);
    void dropReadOverviews();

    JobRunner& m_runner;
    QString m_channel;
    std::shared_ptr<const SeriesStore> m_series;
    std::string m_node;
    TimeRange m_nodeRange;
    TimeRange m_visible;
    double m_msPerPixel = 1.0;
    Peers m_peers;
    int m_peersVersion = 0;
    std::shared_ptr<const ExplainedNode> m_expected;
    int m_expectedVersion = 0;
    std::vector<int> m_pending; ///< most wanted last
    std::vector<int> m_overviews; ///< wanted, most wanted last; leave when they are there
    bool m_reading = false;
    std::unordered_map<int, Lane> m_lanes;
};

} // namespace nodesentry::ui
