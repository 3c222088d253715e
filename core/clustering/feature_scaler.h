#pragma once

#include "core/base/matrix.h"

#include <Eigen/Core>
#include <cstdint>
#include <vector>

namespace nodesentry {

/// Brings features to a common scale: z-score of each column, limited, its root taken, then weighted by
/// metric.
///
/// Columns, not rows, are standardised. The published code standardises each row over its features, which
/// lets the three largest features of a segment make nearly all of every distance. The root is ours, too:
/// with it the squared distance of two segments grows with the size of their differences rather than with its
/// square, so that many small differences tell more than a few large ones (measured in docs/features.md).
class FeatureScaler {
public:
    FeatureScaler() = default;
    /// From stored values; all three vectors are as long as there are columns.
    FeatureScaler(Eigen::VectorXd mean, Eigen::VectorXd deviation, Eigen::VectorXd weight, double clip,
                  bool signedRoot = false);

    /// Learns mean and standard deviation of each column from its finite values.
    ///
    /// A column whose deviation is below 1e-9 of its largest magnitude is rounding noise: it counts as
    /// constant and gives 0 everywhere, as does one with fewer than two finite values.
    /// @param training  n x D, one row per training segment; may hold NaN; n may be 0
    /// @param columnsPerMetric  D = metrics * columnsPerMetric, the columns of a metric side by side
    /// @param metricBalance  divide each metric's columns by the root of how many of them vary, so that the
    ///                       squared distance of two segments expects the same from every metric
    /// @param clip  limit of the z-score, > 0; 0 for none
    /// @param signedRoot  of a z-score its root is taken, with its sign
    /// @param leftOut  rows that nothing is learned of; empty: none
    [[nodiscard]] static FeatureScaler fit(const FeatureMatrix& training, std::int64_t columnsPerMetric,
                                           bool metricBalance, double clip = 0.0, bool signedRoot = false,
                                           const std::vector<bool>& leftOut = {});

    [[nodiscard]] std::int64_t columns() const { return m_mean.size(); }
    [[nodiscard]] std::int64_t varyingColumns() const; ///< those that can differ from 0 when scaled

    /// @param row  D values; what is not finite gives 0, the mean
    [[nodiscard]] Eigen::VectorXd apply(const Eigen::VectorXd& row) const;
    [[nodiscard]] FeatureMatrix apply(const FeatureMatrix& rows) const;

    [[nodiscard]] const Eigen::VectorXd& mean() const { return m_mean; }
    [[nodiscard]] const Eigen::VectorXd& deviation() const
    {
        return m_deviation;
    } ///< 0: the column is constant
    [[nodiscard]] const Eigen::VectorXd& weight() const { return m_weight; }
    [[nodiscard]] double clip() const { return m_clip; }
    [[nodiscard]] bool signedRoot() const { return m_signedRoot; }

private:
    [[nodiscard]] double scaled(std::int64_t column, double value) const;

    Eigen::VectorXd m_mean;
    Eigen::VectorXd m_deviation;
    Eigen::VectorXd m_weight;
    double m_clip = 0.0;
    bool m_signedRoot = false;
};

} // namespace nodesentry
