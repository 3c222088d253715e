#pragma once

#include <cstdint>
#include <span>

namespace nodesentry {

/// Counts of samples at one threshold. They add up over nodes.
struct Confusion {
    std::int64_t truePositives = 0;
    std::int64_t falsePositives = 0;
    std::int64_t falseNegatives = 0;
    std::int64_t trueNegatives = 0;

    /// Counts the samples with counted != 0.
    static Confusion count(std::span<const std::uint8_t> flagged, std::span<const std::uint8_t> truth,
                           std::span<const std::uint8_t> counted);
    Confusion& operator+=(const Confusion& other);

    // All three are NaN without anomalous samples: there is nothing to find.
    [[nodiscard]] double precision() const; ///< 0 when nothing is flagged
    [[nodiscard]] double recall() const;
    [[nodiscard]] double f1() const;
    /// Share of the normal samples that are flagged; NaN without normal samples.
    [[nodiscard]] double flaggedNormalShare() const;
};

/// Harmonic mean; 0 when both are 0, NaN when one of them is NaN.
[[nodiscard]] double harmonicMean(double a, double b);

} // namespace nodesentry
