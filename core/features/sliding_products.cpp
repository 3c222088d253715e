#include "core/features/sliding_products.h"

#include "core/base/expects.h"
#include "core/features/fft_p.h"

#include <algorithm>
#include <complex>

namespace nodesentry {

namespace {

using Complex = std::complex<double>;

} // namespace

std::vector<double> slidingProducts(std::span<const double> query, std::span<const double> series)
{
    NODESENTRY_EXPECTS(!query.empty() && query.size() <= series.size(), "the query fits into the series");
    // Products at shifts up to n - m are free of the circle's wrap from length n on.
    const auto length
        = features::quickFftLength(std::max<std::int64_t>(2, static_cast<std::int64_t>(series.size())));
    features::RealFft fft;
    fft.setLength(length);
    const auto transform = [&](std::span<const double> values) {
        const auto input = fft.input();
        std::fill(std::copy(values.begin(), values.end(), input.begin()), input.end(), 0.0);
        const auto spectrum = fft.forward();
        return std::vector<Complex>(spectrum.begin(), spectrum.end());
    };
    const auto ofSeries = transform(series);
    auto product = transform(query);
    for (std::size_t k = 0; k < product.size(); ++k)
        product[k] = ofSeries[k] * std::conj(product[k]);
    // RealFft has no way back. Hartley's transform, real minus imaginary part, is its own one but for the
    // length, and its input is real.
    const auto size = static_cast<std::size_t>(length);
    const auto half = product.size();
    const auto hartley = fft.input();
    for (std::size_t k = 0; k < size; ++k) {
        const Complex value = k < half ? product[k] : std::conj(product[size - k]);
        hartley[k] = value.real() - value.imag();
    }
    const auto back = fft.forward();
    std::vector<double> result(series.size() - query.size() + 1);
    for (std::size_t i = 0; i < result.size(); ++i) {
        const Complex value = i < half ? back[i] : std::conj(back[size - i]);
        result[i] = (value.real() - value.imag()) / static_cast<double>(length);
    }
    return result;
}

} // namespace nodesentry
