#include "core/features/fft_p.h"

#include "core/base/expects.h"

#include <fftw3.h>

#include <algorithm>
#include <cmath>
#include <list>
#include <mutex>
#include <new>
#include <numbers>
#include <vector>

namespace nodesentry::features {

namespace {

using Complex = std::complex<double>;

// One for the planner, which is not thread-safe, and for the list of plans.
std::mutex& plannerMutex()
{
    static std::mutex mutex;
    return mutex;
}

// A segment's metrics all have one length, and few segments are worked on at a time.
constexpr std::size_t kKeptPlans = 32;

/// Whether FFTW has loop-free code for every factor. Other factors make it allocate during the transform.
bool hasSmallFactors(std::int64_t length)
{
    for (const int factor : {2, 3, 5, 7, 11, 13})
        while (length % factor == 0)
            length /= factor;
    return length == 1;
}

/// exp(-2 pi j part / whole)
Complex turned(std::int64_t part, std::int64_t whole)
{
    return std::polar(1.0, -2.0 * std::numbers::pi * static_cast<double>(part) / static_cast<double>(whole));
}

/// std::complex's own product looks after infinities, at several times the cost.
Complex product(Complex a, Complex b)
{
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

/// FFTW's transform of complex series of one length.
class ComplexFft {
public:
    explicit ComplexFft(std::int64_t length)
    {
        FftBuffer<Complex> in;
        FftBuffer<Complex> out;
        const auto size = static_cast<std::size_t>(length);
        const std::lock_guard lock(plannerMutex());
        // FFTW_ESTIMATE does not touch the arrays; it needs only their alignment.
        m_plan = fftw_plan_dft_1d(static_cast<int>(length),
                                  reinterpret_cast<fftw_complex*>(in.take(size).data()),
                                  reinterpret_cast<fftw_complex*>(out.take(size).data()), FFTW_FORWARD,
                                  FFTW_ESTIMATE | FFTW_PRESERVE_INPUT);
        if (!m_plan)
            throw std::bad_alloc();
    }
    ~ComplexFft()
    {
        const std::lock_guard lock(plannerMutex());
        fftw_destroy_plan(m_plan);
    }
    ComplexFft(const ComplexFft&) = delete;
    ComplexFft& operator=(const ComplexFft&) = delete;

    /// @param in, out  as many as the length, in FftBuffers, not the same
    void forward(Complex* in, Complex* out) const
    {
        fftw_execute_dft(m_plan, reinterpret_cast<fftw_complex*>(in), reinterpret_cast<fftw_complex*>(out));
    }

private:
    fftw_plan m_plan = nullptr;
};

} // namespace

template <class T> void* FftBuffer<T>::allocate(std::size_t bytes)
{
    void* data = fftw_malloc(bytes);
    if (!data)
        throw std::bad_alloc();
    return data;
}

template <class T> void FftBuffer<T>::release(void* data)
{
    fftw_free(data);
}

template class FftBuffer<double>;
template class FftBuffer<std::complex<double>>;

/// All that the transforms of one length share. Immutable, hence for any number of threads.
///
/// A series of even length is transformed as half as many complex numbers. Where FFTW would allocate, that is
/// for lengths with a large prime factor, the transform is written as a convolution with a chirp, which is
/// taken at a longer, quick length (Bluestein 1970, IEEE Trans. Audio Electroacoust. 18:451-455).
class FftPlan {
public:
    static std::shared_ptr<const FftPlan> ofLength(std::int64_t length);
    explicit FftPlan(std::int64_t length);

    [[nodiscard]] std::int64_t length() const { return m_length; }
    /// Complex numbers that forward() writes in its output, and in its work area.
    [[nodiscard]] std::size_t outputSize() const { return static_cast<std::size_t>(m_points + 1); }
    [[nodiscard]] std::size_t workSize() const;

    void forward(double* in, Complex* out, Complex* work) const;

private:
    [[nodiscard]] bool even() const { return m_length % 2 == 0; }
    [[nodiscard]] bool direct() const { return m_chirp.empty(); }
    void separateHalves(Complex* values) const;

    std::int64_t m_length;
    std::int64_t m_points; ///< complex numbers that are transformed: n/2 of an even length, else n
    std::int64_t m_padded; ///< length of FFTW's transforms
    ComplexFft m_fft;
    std::vector<Complex> m_halfTurns; ///< exp(-2 pi j k / n), k up to n/4, of an even length
    std::vector<Complex> m_chirp; ///< exp(-pi j k^2 / points); empty where FFTW transforms directly
    std::vector<Complex> m_kernel; ///< transform of the chirp's conjugate, divided by the padded length
};

FftPlan::FftPlan(std::int64_t length)
    : m_length(length),
      m_points(length % 2 == 0 ? length / 2 : length),
      m_padded(hasSmallFactors(m_points) ? m_points : quickFftLength(2 * m_points - 1)),
      m_fft(m_padded)
{
    if (even())
        for (std::int64_t k = 0; k <= m_points / 2; ++k)
            m_halfTurns.push_back(turned(k, m_length));
    if (m_padded == m_points)
        return;
    // The square is taken modulo the period, lest large angles lose digits.
    for (std::int64_t k = 0; k < m_points; ++k)
        m_chirp.push_back(turned(k * k % (2 * m_points), 2 * m_points));
    const auto size = static_cast<std::size_t>(m_padded);
    FftBuffer<Complex> chirp;
    FftBuffer<Complex> transformed;
    const auto in = chirp.take(size);
    const auto out = transformed.take(size);
    std::ranges::fill(in, Complex());
    for (std::size_t k = 0; k < m_chirp.size(); ++k)
        in[k] = in[(size - k) % size] = std::conj(m_chirp[k]) / static_cast<double>(m_padded);
    m_fft.forward(in.data(), out.data());
    m_kernel.assign(out.begin(), out.end());
}

std::shared_ptr<const FftPlan> FftPlan::ofLength(std::int64_t length)
{
    static std::mutex listMutex;
    static std::list<std::shared_ptr<const FftPlan>> kept; // most recently used first
    const std::lock_guard lock(listMutex);
    const auto found = std::ranges::find(kept, length, [](const auto& plan) { return plan->length(); });
    if (found != kept.end()) {
        kept.splice(kept.begin(), kept, found);
    } else {
        kept.push_front(std::make_shared<const FftPlan>(length));
        if (kept.size() > kKeptPlans)
            kept.pop_back();
    }
    return kept.front();
}

std::size_t FftPlan::workSize() const
{
    if (!direct())
        return static_cast<std::size_t>(2 * m_padded);
    return even() ? 0 : static_cast<std::size_t>(2 * m_points);
}

void FftPlan::forward(double* in, Complex* out, Complex* work) const
{
    // An even length's samples lie in memory as the complex numbers x_0 + j x_1, x_2 + j x_3, ...
    auto* pairs = reinterpret_cast<Complex*>(in);
    if (!direct()) {
        Complex* transformed = work + m_padded;
        for (std::int64_t i = 0; i < m_points; ++i)
            work[i] = even() ? product(pairs[i], m_chirp[static_cast<std::size_t>(i)])
                             : in[i] * m_chirp[static_cast<std::size_t>(i)];
        std::fill(work + m_points, work + m_padded, Complex());
        m_fft.forward(work, transformed);
        // A forward transform of the conjugate is the conjugate of the transform back.
        for (std::int64_t k = 0; k < m_padded; ++k)
            transformed[k] = std::conj(product(transformed[k], m_kernel[static_cast<std::size_t>(k)]));
        m_fft.forward(transformed, work);
        for (std::int64_t k = 0; k < m_points; ++k)
            out[k] = product(std::conj(work[k]), m_chirp[static_cast<std::size_t>(k)]);
    } else if (even()) {
        m_fft.forward(pairs, out);
    } else {
        std::copy(in, in + m_points, work);
        m_fft.forward(work, work + m_points);
        std::copy(work + m_points, work + m_points + m_points / 2 + 1, out);
    }
    if (even())
        separateHalves(out);
}

/// From the transform Z of the pairs to that of the samples: with E and O those of the even and of the odd
/// samples, Z = E + j O, both of real series, hence E_k = (Z_k + conj Z_N-k) / 2; then X_k = E_k + t^k O_k.
void FftPlan::separateHalves(Complex* values) const
{
    const auto last = m_points;
    values[last] = values[0];
    for (std::int64_t k = 0; k <= last / 2; ++k) {
        const Complex low = values[k];
        const Complex high = std::conj(values[last - k]);
        const Complex even = 0.5 * (low + high);
        const Complex difference = 0.5 * (low - high);
        const Complex odd
            = product(m_halfTurns[static_cast<std::size_t>(k)], {difference.imag(), -difference.real()});
        values[k] = even + odd;
        values[last - k] = std::conj(even - odd);
    }
}

void RealFft::setLength(std::int64_t length)
{
    NODESENTRY_EXPECTS(length > 0 && length <= INT32_MAX / 4, "FFTW plans take an int");
    if (length == m_length)
        return;
    m_plan = FftPlan::ofLength(length);
    m_length = length;
    // All memory now, so that transforms need none.
    m_input.take(static_cast<std::size_t>(length));
    m_output.take(m_plan->outputSize());
    m_work.take(m_plan->workSize());
}

std::span<const std::complex<double>> RealFft::forward()
{
    const auto out = m_output.take(m_plan->outputSize());
    m_plan->forward(input().data(), out.data(), m_work.take(m_plan->workSize()).data());
    return out.first(static_cast<std::size_t>(m_length / 2 + 1));
}

std::int64_t quickFftLength(std::int64_t atLeast)
{
    std::int64_t best = 1;
    while (best < atLeast)
        best *= 2;
    for (std::int64_t five = 1; five < best; five *= 5) {
        for (std::int64_t three = five; three < best; three *= 3) {
            std::int64_t length = three;
            while (length < atLeast)
                length *= 2;
            best = std::min(best, length);
        }
    }
    return best;
}

} // namespace nodesentry::features
