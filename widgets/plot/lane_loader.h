#pragma once

#include "core/data/series_store.h"
#include "widgets/plot/lane_trace.h"
#include "widgets/plot/trace_source.h"

#include <QObject>

#include <memory>
#include <unordered_map>
#include <vector>

namespace nodesentry::ui {

class JobRunner;

/// Keeps what the lanes of one node paint, and reads what is missing in the background.
///
/// Of each metric there are two traces: the whole node coarsely, read once, which gives the lane its scale
/// and is painted until the other is there; and the visible stretch, with one more of its lengths on both
/// sides, at the resolution of the screen. Views are read a few lanes at a time, in the order wanted; a newer
/// wish supersedes what has not been read yet.
class LaneLoader final : public QObject {
    Q_OBJECT

public:
    /// @param runner  outlives this object
    explicit LaneLoader(JobRunner& runner, QObject* parent = nullptr);
    ~LaneLoader() override;

    /// Forgets everything and serves another node; a null store serves none.
    void setNode(std::shared_ptr<const SeriesStore> series, const std::string& node);

    /// Asks for traces of @p metrics, the most wanted first; those at hand already cost nothing.
    void request(TimeRange visible, double msPerPixel, const std::vector<int>& metrics);

    /// The whole node at about 2,000 buckets; nullptr until it has been read.
    [[nodiscard]] const LaneTrace* overview(int metric) const;
    /// The best trace there is for the present view; nullptr until something has been read.
    [[nodiscard]] const LaneTrace* trace(int metric) const;
    /// Whether everything that was asked for is there.
    [[nodiscard]] bool isComplete() const { return m_pending.empty() && !m_reading; }

Q_SIGNALS:
    void tracesChanged(); ///< some traces have come
    void failed(const nodesentry::Error& error); ///< reading stops until the next request

private:
    struct Lane {
        std::shared_ptr<const LaneTrace> overview;
        std::shared_ptr<const LaneTrace> detail;
        double detailMsPerPixel = 0.0;
    };
    struct Piece;

    [[nodiscard]] bool needsDetail(const Lane& lane) const;
    void readNext();
    void take(const std::vector<Piece>& pieces);

    JobRunner& m_runner;
    QString m_channel;
    std::shared_ptr<const SeriesStore> m_series;
    std::string m_node;
    TimeRange m_nodeRange;
    TimeRange m_visible;
    double m_msPerPixel = 1.0;
    std::vector<int> m_pending; ///< most wanted last
    bool m_reading = false;
    std::unordered_map<int, Lane> m_lanes;
};

} // namespace nodesentry::ui
