#pragma once

#include "core/base/matrix.h"
#include "core/base/splitmix.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace nodesentry {

/// Moves @p count randomly drawn elements to the front (Fisher and Yates).
inline void drawToFront(std::vector<std::int64_t>& elements, std::int64_t count, SplitMix& random)
{
    const auto size = static_cast<std::int64_t>(elements.size());
    for (std::int64_t i = 0; i < count; ++i)
        std::swap(elements[static_cast<std::size_t>(i)],
                  elements[static_cast<std::size_t>(i + random.index(size - i))]);
}

/// At most @p count of 0 .. size-1, drawn without replacement, ascending.
[[nodiscard]] inline std::vector<std::int64_t> drawSamples(std::int64_t size, std::int64_t count,
                                                           SplitMix& random)
{
    std::vector<std::int64_t> samples(static_cast<std::size_t>(size));
    std::iota(samples.begin(), samples.end(), std::int64_t{0});
    count = std::min(count, size);
    drawToFront(samples, count, random);
    samples.resize(static_cast<std::size_t>(count));
    std::sort(samples.begin(), samples.end());
    return samples;
}

/// Some columns of a node's samples, one after the other.
[[nodiscard]] inline Eigen::MatrixXf columnsOf(const SampleMatrix& values,
                                               const std::vector<std::int64_t>& samples)
{
    Eigen::MatrixXf columns(values.rows(), static_cast<Eigen::Index>(samples.size()));
    for (std::size_t i = 0; i < samples.size(); ++i)
        columns.col(static_cast<Eigen::Index>(i)) = values.col(samples[i]);
    return columns;
}

} // namespace nodesentry
