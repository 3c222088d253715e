#include "core/features/wavelet_p.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nodesentry::features {

namespace {

constexpr std::int64_t kSamplesPerWidth = 10;
constexpr std::int64_t kLongestWavelet = kSamplesPerWidth * kWaveletWidths;
/// Values of a row computed together, so that sums stay in registers.
constexpr std::int64_t kBlock = 16;
/// Zeros on either side of the series: half a wavelet, and what the last block reads too far.
constexpr std::int64_t kPadding = kLongestWavelet / 2 + kBlock;

} // namespace

void WaveletTransform::makeWavelets(std::int64_t longest)
{
    if (longest == m_longest)
        return;
    m_longest = longest;
    for (int w = 0; w < kWaveletWidths; ++w) {
        const double width = w + 1;
        const auto length = std::min(kSamplesPerWidth * (w + 1), longest);
        m_waveletLength[w] = length;
        m_halfWavelet[w].resize((length + 1) / 2);
        const double scale = 2.0 / (std::sqrt(3.0 * width) * std::pow(std::numbers::pi, 0.25));
        for (Eigen::Index i = 0; i < m_halfWavelet[w].size(); ++i) {
            const double u = (static_cast<double>(i) - 0.5 * static_cast<double>(length - 1)) / width;
            m_halfWavelet[w][i] = scale * (1.0 - u * u) * std::exp(-0.5 * u * u);
        }
        // An odd wavelet's middle sample is met from both sides below.
        if (length % 2 == 1)
            m_halfWavelet[w][length / 2] *= 0.5;
    }
}

void WaveletTransform::convolve(int width, std::int64_t n)
{
    using Block = Eigen::Array<double, kBlock, 1>;
    const auto& half = m_halfWavelet[width];
    const auto length = m_waveletLength[width];
    for (std::int64_t at = 0; at < n; at += kBlock) {
        // Sample of the series that the wavelet's first one meets; its last one meets that - (length - 1).
        const double* first = m_padded.data() + kPadding + at + (length - 1) / 2;
        const double* last = first - (length - 1);
        Block sum = Block::Zero();
        for (Eigen::Index i = 0; i < half.size(); ++i)
            sum += half[i] * (Eigen::Map<const Block>(first - i) + Eigen::Map<const Block>(last + i));
        Eigen::Map<Block>(m_row.data() + at) = sum;
    }
}

WaveletFeatures WaveletTransform::features(const Series& series)
{
    const auto n = series.size();
    makeWavelets(std::min(n, kLongestWavelet));
    m_padded.resize(n + 2 * kPadding);
    m_padded.setZero();
    m_padded.segment(kPadding, n) = series.x;
    m_row.resize(n + kBlock);

    WaveletFeatures f;
    const auto count = static_cast<double>(n);
    for (int w = 0; w < kWaveletWidths; ++w) {
        convolve(w, n);
        const auto row = m_row.head(n);
        const double mean = row.sum() / count;
        f.absoluteMean[w] = std::abs(mean);
        f.energy[w] = std::sqrt(row.square().sum() / count);
        f.absoluteSum[w] = row.abs().sum();
        f.variance[w] = (row - mean).square().sum() / count;
        f.standardDeviation[w] = std::sqrt(f.variance[w]);
    }

    double total = 0.0;
    for (const double v : f.absoluteSum)
        total += v;
    if (series.sum != 0.0 && total > 0.0) {
        for (const double v : f.absoluteSum)
            if (v > 0.0)
                f.entropy -= v / total * std::log(v / total);
    }
    return f;
}

} // namespace nodesentry::features
