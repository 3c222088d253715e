#pragma once

#include "core/model/reconstruction.h"
#include "core/model/segment_view.h"

#include <cstdint>

namespace nodesentry::testing {

/// All samples of a node, which are one job's and were all measured.
/// @param values  must outlive the view
inline ScoreView viewOfJob(const SampleMatrix& values)
{
    ScoreView view{&values, &values, 0, values.cols()};
    view.ofJob = true;
    return view;
}

/// What distances from levels are added to: no error so far, in two metrics.
inline Reconstruction nothing(std::int64_t samples)
{
    Reconstruction result;
    result.values = result.error = SampleMatrix::Zero(2, samples);
    result.score.assign(static_cast<std::size_t>(samples), 0.0F);
    return result;
}

} // namespace nodesentry::testing
