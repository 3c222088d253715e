#include "core/data/min_max_pyramid.h"

#include "core/base/expects.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <limits>

namespace nodesentry {

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr int kFanOutBits = 4;
static_assert(PyramidLayout::kFanOut == 1 << kFanOutBits);
constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

/// Extremes so far. Comparisons with NaN are false, so that missing samples fall through.
struct Extremes {
    float minimum = kInfinity;
    float maximum = -kInfinity;

    void take(const float* minima, const float* maxima, std::int64_t count)
    {
        float low = minimum;
        float high = maximum;
        for (std::int64_t i = 0; i < count; ++i) {
            low = minima[i] < low ? minima[i] : low;
            high = maxima[i] > high ? maxima[i] : high;
        }
        minimum = low;
        maximum = high;
    }

    [[nodiscard]] MinMax value() const
    {
        return minimum <= maximum ? MinMax{minimum, maximum} : MinMax{kMissing, kMissing};
    }
};

std::int64_t ceilDivide(std::int64_t a, std::int64_t b)
{
    return (a + b - 1) / b;
}

/// Answers min/max questions about any stretch of samples from the coarsest entries that fit into it.
class RangeReader {
public:
    RangeReader(const PyramidLayout& layout, PyramidSource& source) : m_layout(layout), m_source(source) { }

    /// Extremes of samples [begin, end).
    Result<Extremes> extremes(std::int64_t begin, std::int64_t end)
    {
        Extremes result;
        if (begin >= end)
            return result;
        int level = m_layout.levels() - 1;
        while (level > 0 && firstWhole(level, begin) >= lastWhole(level, end))
            --level;
        auto left = firstWhole(level, begin);
        auto right = lastWhole(level, end);
        NODESENTRY_CHECK(take(level, left, right, result));

        // What is left at either end lies within one entry; that is opened only if it can hold a new extreme.
        bool leftOpen = true;
        bool rightOpen = true;
        for (; level > 0 && (leftOpen || rightOpen); --level) {
            const auto nextLeft = firstWhole(level - 1, begin);
            const auto nextRight = lastWhole(level - 1, end);
            if (leftOpen) {
                NODESENTRY_TRY(leftOpen, matters(level, left - 1, samples(level, left) > begin, result));
                if (leftOpen)
                    NODESENTRY_CHECK(take(level - 1, nextLeft, left << kFanOutBits, result));
            }
            if (rightOpen) {
                NODESENTRY_TRY(rightOpen, matters(level, right, samples(level, right) < end, result));
                if (rightOpen)
                    NODESENTRY_CHECK(take(level - 1, right << kFanOutBits, nextRight, result));
            }
            left = nextLeft;
            right = nextRight;
        }
        return result;
    }

private:
    /// First sample of an entry.
    [[nodiscard]] static std::int64_t samples(int level, std::int64_t entry)
    {
        return entry << (kFanOutBits * level);
    }

    [[nodiscard]] static std::int64_t firstWhole(int level, std::int64_t begin)
    {
        return (begin + samples(level, 1) - 1) >> (kFanOutBits * level);
    }
    /// The last entry of a level may be short, and is whole when the stretch goes to the end of the series.
    [[nodiscard]] std::int64_t lastWhole(int level, std::int64_t end) const
    {
        return end == m_layout.size(0) ? m_layout.size(level) : end >> (kFanOutBits * level);
    }

    Result<bool> matters(int level, std::int64_t entry, bool partlyInside, const Extremes& soFar)
    {
        if (!partlyInside)
            return false;
        NODESENTRY_TRY(const auto piece, m_source.entries(level, entry, entry + 1));
        return *piece.minimum < soFar.minimum || *piece.maximum > soFar.maximum;
    }

    Result<void> take(int level, std::int64_t begin, std::int64_t end, Extremes& extremes)
    {
        while (begin < end) {
            NODESENTRY_TRY(const auto piece, m_source.entries(level, begin, end));
            extremes.take(piece.minimum, piece.maximum, piece.count);
            begin += piece.count;
        }
        return {};
    }

    const PyramidLayout& m_layout;
    PyramidSource& m_source;
};

class MemorySource final : public PyramidSource {
public:
    MemorySource(const std::vector<float>& samples, const PyramidLayout& layout,
                 const std::vector<float>& minimum, const std::vector<float>& maximum)
        : m_samples(samples),
          m_layout(layout),
          m_minimum(minimum),
          m_maximum(maximum)
    {
    }

    Result<Piece> entries(int level, std::int64_t begin, std::int64_t end) override
    {
        if (level == 0)
            return Piece{m_samples.data() + begin, m_samples.data() + begin, end - begin};
        const auto first = m_layout.offset(level) + begin;
        return Piece{m_minimum.data() + first, m_maximum.data() + first, end - begin};
    }

private:
    const std::vector<float>& m_samples;
    const PyramidLayout& m_layout;
    const std::vector<float>& m_minimum;
    const std::vector<float>& m_maximum;
};

} // namespace

PyramidLayout::PyramidLayout(std::int64_t samples)
{
    NODESENTRY_EXPECTS(samples >= 0, "a series has no negative length");
    m_sizes.push_back(samples);
    m_offsets.push_back(0);
    while (m_sizes.back() > kFanOut) {
        m_offsets.push_back(m_storedSize);
        m_sizes.push_back(ceilDivide(m_sizes.back(), kFanOut));
        m_storedSize += m_sizes.back();
    }
}

void buildMinMaxPyramid(std::span<const float> samples, const PyramidLayout& layout, std::span<float> minimum,
                        std::span<float> maximum)
{
    NODESENTRY_EXPECTS(static_cast<std::int64_t>(samples.size()) == layout.size(0),
                       "the layout of these samples");
    NODESENTRY_EXPECTS(static_cast<std::int64_t>(minimum.size()) == layout.storedSize()
                           && minimum.size() == maximum.size(),
                       "room for every entry");
    const float* minimaBelow = samples.data();
    const float* maximaBelow = samples.data();
    for (int level = 1; level < layout.levels(); ++level) {
        float* minima = minimum.data() + layout.offset(level);
        float* maxima = maximum.data() + layout.offset(level);
        const auto sizeBelow = layout.size(level - 1);
        for (std::int64_t i = 0; i < layout.size(level); ++i) {
            const auto begin = i * PyramidLayout::kFanOut;
            Extremes extremes;
            extremes.take(minimaBelow + begin, maximaBelow + begin,
                          std::min(PyramidLayout::kFanOut, sizeBelow - begin));
            minima[i] = extremes.value().minimum;
            maxima[i] = extremes.value().maximum;
        }
        minimaBelow = minima;
        maximaBelow = maxima;
    }
}

Result<std::vector<MinMax>> minMaxBuckets(const TimeGrid& grid, std::span<const PyramidStretch> stretches,
                                          TimeRange range, int count)
{
    if (count < 1 || range.length() <= 0)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("cannot divide {} ms into {} buckets", range.length(), count));
    // The smallest whole millisecond in bucket i is begin + ceil(i L / count), taken apart against overflow.
    const auto whole = range.length() / count;
    const auto rest = range.length() % count;
    const auto firstSample = [&](std::int64_t i) {
        return grid.firstAtOrAfter(range.begin + i * whole + ceilDivide(i * rest, count));
    };

    std::vector<MinMax> buckets;
    buckets.reserve(static_cast<std::size_t>(count));
    auto begin = firstSample(0);
    auto next = stretches.begin(); // the first that may reach into a bucket
    for (int i = 0; i < count; ++i) {
        const auto end = firstSample(i + 1);
        while (next != stretches.end() && next->end() <= begin)
            ++next;
        Extremes extremes;
        for (auto stretch = next; stretch != stretches.end() && stretch->begin < end; ++stretch) {
            RangeReader reader(*stretch->layout, *stretch->source);
            NODESENTRY_TRY(const auto part,
                           reader.extremes(std::max(begin, stretch->begin) - stretch->begin,
                                           std::min(end, stretch->end()) - stretch->begin));
            extremes.take(&part.minimum, &part.maximum, 1);
        }
        buckets.push_back(extremes.value());
        begin = end;
    }
    return buckets;
}

MinMaxPyramid::MinMaxPyramid(std::vector<float> samples)
    : m_samples(std::move(samples)),
      m_layout(static_cast<std::int64_t>(m_samples.size())),
      m_minimum(static_cast<std::size_t>(m_layout.storedSize())),
      m_maximum(m_minimum.size())
{
    buildMinMaxPyramid(m_samples, m_layout, m_minimum, m_maximum);
}

Result<std::vector<MinMax>> MinMaxPyramid::buckets(const TimeGrid& grid, TimeRange range, int count) const
{
    MemorySource source(m_samples, m_layout, m_minimum, m_maximum);
    NODESENTRY_EXPECTS(grid.size == m_layout.size(0), "the grid of these samples");
    const PyramidStretch whole{0, &m_layout, &source};
    return minMaxBuckets(grid, {&whole, 1}, range, count);
}

} // namespace nodesentry
