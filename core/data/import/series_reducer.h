#pragma once

#include "core/base/time.h"
#include "core/data/import/metric_plan.h"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace nodesentry {

/// How often the raw series of a metric rose and fell from one sample to the next.
struct ChangeCount {
    std::int64_t pairs = 0; ///< consecutive present samples
    std::int64_t rises = 0;
    std::int64_t falls = 0;

    ChangeCount& operator+=(const ChangeCount& other);
    /// A cumulative counter by its looks: never falls, and rises in at least 1 % of the samples, at least 10.
    [[nodiscard]] bool looksLikeCounter() const;
};

/// One metric of a node on its grid, before it is known whether it is a counter.
struct MetricDraft {
    int metric = 0; ///< index into MetricPlanner::targets()
    std::vector<float> gauge; ///< grid.size values, NaN = missing; empty for RawKind::Counter
    std::vector<float> rate; ///< grid.size per-second increases; empty for RawKind::Gauge
    ChangeCount changes;
};

/// All that the rows of one node come to.
struct NodeDraft {
    TimeGrid grid;
    std::vector<MetricDraft> metrics; ///< ascending by metric
    std::vector<std::uint32_t> mask; ///< grid.size label masks; empty without a label column
    std::int64_t rows = 0;
    std::int64_t gaps = 0; ///< stretches of the grid without any row
};

/// Puts a node's rows on its grid as they come, and joins raw series to metrics; holds no raw data.
///
/// A gauge's sample is the mean of the rows that fall to it. A counter's is its increase since its last
/// sample, divided by the real time between the rows; a fall is a restart from zero, so the increase is the
/// new value; its first sample is missing, and the rate over a gap stands at the sample behind it.
/// Metrics of several series are joined after that.
class SeriesReducer {
public:
    /// @param coarse  the step is longer than the data's: sample i is made of the rows in
    ///                [i*step, (i+1)*step). Otherwise a row belongs to the nearest sample.
    SeriesReducer(std::int64_t stepMs, bool coarse, std::span<const MetricTarget> targets)
        : m_step(stepMs),
          m_coarse(coarse),
          m_targets(targets)
    {
    }

    /// Says what the values of the following rows are. Series go on from file to file by their name.
    void beginFile(const FilePlan& plan);

    /// @param time    later than the row before
    /// @param values  one for each value column of the file's plan; NaN = missing
    /// @param mask    of the label column; 0 without one
    void addRow(TimeMs time, std::span<const double> values, std::uint32_t mask);

    [[nodiscard]] std::int64_t rows() const { return m_rows; }
    /// How far from its sample the last row was, at most half a step; 0 when coarse.
    [[nodiscard]] std::int64_t lastOffsetMs() const { return m_lastOffset; }
    [[nodiscard]] std::int64_t sampleCount() const { return m_current + 1; }

    [[nodiscard]] NodeDraft finish();

private:
    struct Series {
        std::size_t slot = 0; ///< index into m_slots
        bool asGauge = true;
        bool asRate = true;
        double sum = 0; ///< of the rows of the current sample
        int count = 0;
        double previous = 0; ///< last present value
        TimeMs previousTime = 0;
        TimeMs rateFrom = 0; ///< where the current rate interval began
        double increase = 0; ///< since rateFrom
        bool seen = false; ///< previous is valid
        bool hasInterval = false; ///< rateFrom is valid
        ChangeCount changes;
    };
    struct Slot { ///< a metric, and its value in the sample at hand
        int metric = 0;
        MetricDraft draft;
        double gauge = 0;
        double rate = 0;
        int gaugeCount = 0;
        int rateCount = 0;
    };

    std::size_t slotOf(int metric);
    void closeSample();

    std::int64_t m_step;
    bool m_coarse;
    std::span<const MetricTarget> m_targets;
    TimeMs m_origin = 0;
    std::int64_t m_current = -1; ///< sample that the last row went to
    std::int64_t m_rows = 0;
    std::int64_t m_gaps = 0;
    std::int64_t m_lastOffset = 0;
    std::vector<Series> m_series;
    std::vector<Slot> m_slots;
    std::unordered_map<std::string, std::size_t> m_seriesOf; ///< by name
    std::unordered_map<int, std::size_t> m_slotOf; ///< by metric
    std::vector<std::size_t> m_columnSeries; ///< series of each value column of the file at hand
    std::vector<std::uint32_t> m_mask;
    bool m_hasMask = false;
};

} // namespace nodesentry
