#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// Smallest and largest value in one bucket of time; NaN, NaN where the bucket has no sample.
struct MinMax {
    float minimum;
    float maximum;
};

/// Where the levels of a min/max pyramid lie. Level 0 are the samples themselves; an entry of level l + 1
/// covers kFanOut entries of level l, the last one maybe fewer. Levels 1 and up are stored one after the
/// other.
class PyramidLayout {
public:
    static constexpr std::int64_t kFanOut = 16;

    /// The levels end with the first that has at most kFanOut entries; so few samples have no level but 0.
    explicit PyramidLayout(std::int64_t samples);

    [[nodiscard]] int levels() const { return static_cast<int>(m_sizes.size()); } ///< with level 0
    [[nodiscard]] std::int64_t size(int level) const { return m_sizes[static_cast<std::size_t>(level)]; }
    /// Position of the first entry of a level >= 1 in the stored pyramid.
    [[nodiscard]] std::int64_t offset(int level) const { return m_offsets[static_cast<std::size_t>(level)]; }
    [[nodiscard]] std::int64_t storedSize() const { return m_storedSize; } ///< entries of all levels >= 1

private:
    std::vector<std::int64_t> m_sizes;
    std::vector<std::int64_t> m_offsets; ///< that of level 0 is unused
    std::int64_t m_storedSize = 0;
};

/// Fills all levels >= 1 of one series. NaN samples count for nothing; an entry that has only those is NaN.
/// @param samples           level 0
/// @param minimum, maximum  layout.storedSize() entries each
void buildMinMaxPyramid(std::span<const float> samples, const PyramidLayout& layout, std::span<float> minimum,
                        std::span<float> maximum);

/// Gives entries of a pyramid, wherever they are kept.
class PyramidSource {
public:
    struct Piece {
        const float* minimum; ///< entry `begin` of what was asked for
        const float* maximum; ///< the same for level 0
        std::int64_t count; ///< > 0; may be fewer entries than asked for
    };

    virtual ~PyramidSource() = default;
    /// Entries [begin, end) of a level, or the first of them; valid until the next call.
    [[nodiscard]] virtual Result<Piece> entries(int level, std::int64_t begin, std::int64_t end) = 0;
};

/// A part of a series that has a pyramid of its own.
struct PyramidStretch {
    std::int64_t begin = 0; ///< its first sample on the grid of the series
    const PyramidLayout* layout = nullptr;
    PyramidSource* source = nullptr;

    [[nodiscard]] std::int64_t end() const { return begin + layout->size(0); }
};

/// The envelope of a series over @p count equal buckets of @p range: exactly what a pass over the samples
/// gives. A sample belongs to the bucket that contains its time, so a lone spike is in one bucket at every
/// zoom. Bucket i is [begin + i L / count, begin + (i + 1) L / count) for a range of length L.
///
/// @param stretches  ascending, not overlapping, on the grid; between them samples are missing
/// @param range  may go beyond the grid at either end
/// @param count  > 0; more buckets than samples leave NaN between them
/// @error InvalidArgument  count < 1, or an empty range
/// @error any that a source returns
/// @cost O(count log(samples) + stretches in the range); a level's entry is opened only when it can change
///       the answer
[[nodiscard]] Result<std::vector<MinMax>>
minMaxBuckets(const TimeGrid& grid, std::span<const PyramidStretch> stretches, TimeRange range, int count);

/// A series in memory with its pyramid.
class MinMaxPyramid {
public:
    explicit MinMaxPyramid(std::vector<float> samples);

    [[nodiscard]] const std::vector<float>& samples() const { return m_samples; }
    /// @param grid  of samples().size() samples
    [[nodiscard]] Result<std::vector<MinMax>> buckets(const TimeGrid& grid, TimeRange range, int count) const;

private:
    std::vector<float> m_samples;
    PyramidLayout m_layout;
    std::vector<float> m_minimum;
    std::vector<float> m_maximum;
};

} // namespace nodesentry
