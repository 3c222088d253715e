#include "core/clustering/feature_scaler.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>

namespace nodesentry {

namespace {

constexpr double kConstantTolerance = 1e-9;

} // namespace

FeatureScaler::FeatureScaler(Eigen::VectorXd mean, Eigen::VectorXd deviation, Eigen::VectorXd weight,
                             double clip, bool signedRoot)
    : m_mean(std::move(mean)),
      m_deviation(std::move(deviation)),
      m_weight(std::move(weight)),
      m_clip(clip),
      m_signedRoot(signedRoot)
{
    NODESENTRY_EXPECTS(m_mean.size() == m_deviation.size() && m_mean.size() == m_weight.size(),
                       "equal lengths");
    NODESENTRY_EXPECTS(clip >= 0, "a limit or 0");
}

FeatureScaler FeatureScaler::fit(const FeatureMatrix& training, std::int64_t columnsPerMetric,
                                 bool metricBalance, double clip, bool signedRoot,
                                 const std::vector<bool>& leftOut)
{
    const std::int64_t columns = training.cols();
    NODESENTRY_EXPECTS(columnsPerMetric > 0 && columns % columnsPerMetric == 0, "whole metrics");
    NODESENTRY_EXPECTS(leftOut.empty() || static_cast<std::int64_t>(leftOut.size()) == training.rows(),
                       "a value for each row");
    const auto isLeftOut
        = [&](std::int64_t row) { return !leftOut.empty() && leftOut[static_cast<std::size_t>(row)]; };

    // Row by row, as the matrix lies in memory; the second pass squares small numbers only.
    Eigen::ArrayXd sum = Eigen::ArrayXd::Zero(columns);
    Eigen::ArrayXd count = Eigen::ArrayXd::Zero(columns);
    Eigen::ArrayXd largest = Eigen::ArrayXd::Zero(columns);
    for (std::int64_t row = 0; row < training.rows(); ++row)
        for (std::int64_t c = 0; c < columns && !isLeftOut(row); ++c)
            if (const double value = training(row, c); std::isfinite(value)) {
                sum[c] += value;
                count[c] += 1;
                largest[c] = std::max(largest[c], std::abs(value));
            }
    const Eigen::ArrayXd mean = (count > 0).select(sum / count.max(1.0), 0.0);
    Eigen::ArrayXd squares = Eigen::ArrayXd::Zero(columns);
    for (std::int64_t row = 0; row < training.rows(); ++row)
        for (std::int64_t c = 0; c < columns && !isLeftOut(row); ++c)
            if (const double value = training(row, c); std::isfinite(value))
                squares[c] += (value - mean[c]) * (value - mean[c]);
    Eigen::ArrayXd deviation = (squares / count.max(1.0)).sqrt();
    for (std::int64_t c = 0; c < columns; ++c)
        if (count[c] < 2 || !std::isfinite(deviation[c]) || deviation[c] <= kConstantTolerance * largest[c])
            deviation[c] = 0;

    Eigen::VectorXd weight = Eigen::VectorXd::Ones(columns);
    if (metricBalance)
        for (std::int64_t begin = 0; begin < columns; begin += columnsPerMetric) {
            const auto varying = (deviation.segment(begin, columnsPerMetric) > 0).count();
            if (varying > 0)
                weight.segment(begin, columnsPerMetric)
                    .setConstant(1 / std::sqrt(static_cast<double>(varying)));
        }
    return {mean.matrix(), deviation.matrix(), std::move(weight), clip, signedRoot};
}

std::int64_t FeatureScaler::varyingColumns() const
{
    return (m_deviation.array() > 0).count();
}

double FeatureScaler::scaled(std::int64_t column, double value) const
{
    if (!(m_deviation[column] > 0) || !std::isfinite(value))
        return 0.0;
    double z = (value - m_mean[column]) / m_deviation[column];
    if (m_clip > 0)
        z = std::clamp(z, -m_clip, m_clip);
    if (m_signedRoot)
        z = std::copysign(std::sqrt(std::abs(z)), z);
    return m_weight[column] * z;
}

Eigen::VectorXd FeatureScaler::apply(const Eigen::VectorXd& row) const
{
    NODESENTRY_EXPECTS(row.size() == columns(), "the columns it was fitted to");
    Eigen::VectorXd result(row.size());
    for (std::int64_t c = 0; c < row.size(); ++c)
        result[c] = scaled(c, row[c]);
    return result;
}

FeatureMatrix FeatureScaler::apply(const FeatureMatrix& rows) const
{
    NODESENTRY_EXPECTS(rows.cols() == columns(), "the columns it was fitted to");
    FeatureMatrix result(rows.rows(), rows.cols());
    for (std::int64_t row = 0; row < rows.rows(); ++row)
        for (std::int64_t c = 0; c < rows.cols(); ++c)
            result(row, c) = scaled(c, rows(row, c));
    return result;
}

} // namespace nodesentry
