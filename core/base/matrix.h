#pragma once

#include <Eigen/Core>

namespace nodesentry {

/// Sample data: one row per metric, one column per sample, so that a metric is contiguous in memory.
using SampleMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
/// Which samples of a SampleMatrix were filled in (1) rather than measured (0).
using MaskMatrix = Eigen::Matrix<unsigned char, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
/// One row per segment, one column per feature.
using FeatureMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

} // namespace nodesentry
