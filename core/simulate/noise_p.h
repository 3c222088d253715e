#pragma once

#include "core/base/splitmix.h"

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <numbers>
#include <string_view>

namespace nodesentry {

/// What a random quantity belongs to, so that no two of them share their numbers.
enum class NoiseOf : std::uint64_t {
    Application,
    Jobs,
    JobPlacement,
    JobOnNode,
    NodeHours,
    Presence,
    Hardware,
    Loading,
    Activity,
    Burst,
    MemoryError,
    Metric,
    Repetition,
    Missing,
    Anomaly,
    AnomalyShape,
};

/// Random numbers by address: value i of a field is a function of the field's address and i alone, so that
/// nodes, metrics and samples can be made in any order, and on any number of threads, and are the same.
class NoiseField {
public:
    NoiseField(std::uint64_t seed, NoiseOf subject, std::initializer_list<std::uint64_t> address = {})
        : m_key(splitMixAt(seed, static_cast<std::uint64_t>(subject)))
    {
        for (const auto part : address)
            m_key = splitMixAt(m_key, part);
    }

    [[nodiscard]] std::uint64_t bits(std::uint64_t i) const { return splitMixAt(m_key, i); }
    [[nodiscard]] double uniform(std::uint64_t i) const
    {
        return static_cast<double>(bits(i) >> 11U) * 0x1p-53;
    }
    /// Mean 0, variance 1, within ±3.47: the sum of four uniform numbers (Irwin-Hall), much cheaper than an
    /// exact normal and as good where the tails are made by other means.
    [[nodiscard]] float roughNormal(std::uint64_t i) const { return roughNormalOf(bits(i)); }
    [[nodiscard]] static float roughNormalOf(std::uint64_t bits)
    {
        const auto sum = static_cast<std::int32_t>((bits & 0xffffU) + ((bits >> 16U) & 0xffffU)
                                                   + ((bits >> 32U) & 0xffffU) + (bits >> 48U));
        constexpr float kScale = 1.7320508F / 65536.0F; // the variance of the sum is 4 * 65536^2 / 12
        return static_cast<float>(sum - 131'070) * kScale;
    }

    /// A sequence for what is drawn one after the other.
    [[nodiscard]] SplitMix sequence() const { return SplitMix(m_key); }

private:
    std::uint64_t m_key;
};

/// Standard normal by Box and Muller (1958); takes two numbers of the sequence.
[[nodiscard]] inline double normal(SplitMix& random)
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - random.uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * random.uniform());
}

} // namespace nodesentry
