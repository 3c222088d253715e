#include "core/features/fft_p.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>
#include <random>
#include <vector>

namespace nodesentry::features {
namespace {

std::vector<double> noise(std::int64_t length)
{
    std::mt19937_64 random(static_cast<std::uint64_t>(length));
    std::vector<double> x(static_cast<std::size_t>(length));
    std::ranges::generate(x, [&] { return std::normal_distribution<double>()(random); });
    return x;
}

/// By the definition, with a longer mantissa.
std::complex<double> bin(const std::vector<double>& x, std::int64_t k)
{
    const auto n = std::ssize(x);
    std::complex<long double> sum = 0;
    for (std::int64_t i = 0; i < n; ++i) {
        const auto turn = static_cast<long double>(i * k % n) / static_cast<long double>(n);
        sum += static_cast<long double>(x[static_cast<std::size_t>(i)])
            * std::polar(1.0L, -2.0L * std::numbers::pi_v<long double> * turn);
    }
    return {static_cast<double>(sum.real()), static_cast<double>(sum.imag())};
}

void expectTransform(RealFft& fft, std::int64_t length)
{
    const auto x = noise(length);
    fft.setLength(length);
    std::ranges::copy(x, fft.input().begin());
    const auto bins = fft.forward();
    ASSERT_EQ(std::ssize(bins), length / 2 + 1);
    const double tolerance
        = 1e-14 * std::sqrt(std::inner_product(x.begin(), x.end(), x.begin(), 1.0)) * std::log2(length + 1.0);
    for (std::int64_t k = 0; k < std::ssize(bins); ++k)
        ASSERT_LT(std::abs(bins[static_cast<std::size_t>(k)] - bin(x, k)), tolerance)
            << length << " samples, bin " << k;
    EXPECT_TRUE(std::ranges::equal(fft.input(), x)) << "the samples are left as they are";
}

TEST(RealFft, EveryLengthAgreesWithTheDefinition)
{
    RealFft fft; // one for all: what a length leaves behind must not reach the next
    for (std::int64_t length = 1; length <= 130; ++length)
        expectTransform(fft, length);
}

TEST(RealFft, LargePrimesAndTheirMultiplesAgreeWithTheDefinition)
{
    RealFft fft;
    for (const std::int64_t length : {2039, 2048, 1021, 2042, 361, 722, 513, 2025})
        expectTransform(fft, length);
}

TEST(RealFft, ManyLengthsAtOnceKeepTheirPlans)
{
    // More than the shared list of plans holds.
    std::vector<RealFft> all(40);
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].setLength(static_cast<std::int64_t>(100 + i));
    for (std::size_t i = 0; i < all.size(); ++i)
        expectTransform(all[i], static_cast<std::int64_t>(100 + i));
}

TEST(QuickFftLength, IsTheSmallestProductOfTwosThreesAndFives)
{
    EXPECT_EQ(quickFftLength(1), 1);
    EXPECT_EQ(quickFftLength(7), 8);
    EXPECT_EQ(quickFftLength(241), 243);
    EXPECT_EQ(quickFftLength(6666), 6750);
    EXPECT_EQ(quickFftLength(8192), 8192);
}

} // namespace
} // namespace nodesentry::features
