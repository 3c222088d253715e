#include "core/features/radix_sort_p.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace nodesentry::features {

namespace {

constexpr int kDigitBits = 8;
constexpr int kDigits = 64 / kDigitBits;
constexpr std::size_t kBuckets = std::size_t{1} << kDigitBits;
constexpr std::size_t kLeastCount = 256;
constexpr std::uint64_t kSign = std::uint64_t{1} << 63;

/// Unsigned numbers in the order of the doubles: negative ones count backwards in their bits.
std::uint64_t keyOf(double value)
{
    const auto bits = std::bit_cast<std::uint64_t>(value);
    return bits & kSign ? ~bits : bits | kSign;
}

double valueOf(std::uint64_t key)
{
    return std::bit_cast<double>(key & kSign ? key & ~kSign : ~key);
}

} // namespace

void RadixSort::sort(std::span<double> values)
{
    if (values.size() < kLeastCount) {
        std::ranges::sort(values);
        return;
    }
    const auto n = values.size();
    m_keys.resize(n);
    m_moved.resize(n);
    std::array<std::array<std::uint32_t, kBuckets>, kDigits> counts{};
    for (std::size_t i = 0; i < n; ++i) {
        const auto key = m_keys[i] = keyOf(values[i]);
        for (int digit = 0; digit < kDigits; ++digit)
            ++counts[digit][key >> (digit * kDigitBits) & (kBuckets - 1)];
    }
    for (int digit = 0; digit < kDigits; ++digit) {
        auto& places = counts[digit];
        const auto digitOf = [&](std::uint64_t key) { return key >> (digit * kDigitBits) & (kBuckets - 1); };
        if (places[digitOf(m_keys[0])] == n)
            continue;
        std::uint32_t place = 0;
        for (auto& count : places)
            place += std::exchange(count, place);
        for (const auto key : m_keys)
            m_moved[places[digitOf(key)]++] = key;
        m_keys.swap(m_moved);
    }
    std::ranges::transform(m_keys, values.begin(), valueOf);
}

} // namespace nodesentry::features
