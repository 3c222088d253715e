#pragma once

#include <cstdint>
#include <string_view>

namespace nodesentry {

/// Value number @p counter of the SplitMix64 sequence with seed @p key, at once: any value of any sequence
/// can be had without those before it, so that work can be split over threads and give the same.
[[nodiscard]] constexpr std::uint64_t splitMixAt(std::uint64_t key, std::uint64_t counter)
{
    std::uint64_t z = key + (counter + 1) * 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
}

/// Random numbers that are the same on every machine and with every standard library, whose distributions
/// are not. SplitMix64 of Steele, Lea and Flood (2014).
class SplitMix {
public:
    explicit SplitMix(std::uint64_t seed) : m_state(seed) { }

    /// A sequence of its own for each seed and name.
    SplitMix(std::uint64_t seed, std::string_view name) : m_state(seed)
    {
        for (const char letter : name)
            m_state = next() ^ static_cast<unsigned char>(letter);
    }

    std::uint64_t next()
    {
        const auto value = splitMixAt(m_state, 0);
        m_state += 0x9e3779b97f4a7c15ULL;
        return value;
    }

    /// Uniform in [0, 1), 53 bits.
    double uniform() { return static_cast<double>(next() >> 11U) * 0x1p-53; }

    /// Uniform in 0 .. count-1; count > 0. The bias of 2^-53 * count does not matter here.
    std::int64_t index(std::int64_t count)
    {
        return static_cast<std::int64_t>(uniform() * static_cast<double>(count));
    }

private:
    std::uint64_t m_state;
};

} // namespace nodesentry
