#pragma once

#include <complex>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace nodesentry::features {

/// Memory as FFTW wants it aligned. Grows when needed and never shrinks; growing loses the content.
template <class T> class FftBuffer {
public:
    /// The first @p size elements.
    std::span<T> take(std::size_t size)
    {
        if (size > m_capacity) {
            m_data.reset(static_cast<T*>(allocate(size * sizeof(T))));
            m_capacity = size;
        }
        return {m_data.get(), size};
    }

private:
    struct Free {
        void operator()(T* data) const { release(data); }
    };
    static void* allocate(std::size_t bytes);
    static void release(void* data);

    std::unique_ptr<T, Free> m_data;
    std::size_t m_capacity = 0;
};

class FftPlan;

/// Discrete Fourier transform of real series: X_k = sum_i x_i exp(-2 pi j k i / n), not normalised, for
/// k = 0 .. n/2. Its work areas are kept, and the plans of the lengths used last are shared by all objects: a
/// transform allocates nothing up to 65,536 samples (FFTW does beyond, for some lengths).
/// Plans are chosen without trial runs, so that equal input gives equal bits in every run.
/// @thread one object per thread; looking up a plan is locked, transforms are not
class RealFft {
public:
    /// Gets ready for series of @p length samples, at least 1. What input() and forward() gave is void.
    void setLength(std::int64_t length);
    [[nodiscard]] std::int64_t length() const { return m_length; }

    /// Where the samples go, length() of them. forward() leaves them as they are.
    [[nodiscard]] std::span<double> input() { return m_input.take(static_cast<std::size_t>(m_length)); }

    /// Transforms input().
    /// @return length() / 2 + 1 values, kept until the next transform
    /// @cost  O(n log n) for every length; up to ten times as long where n has a prime factor above 13
    std::span<const std::complex<double>> forward();

private:
    std::int64_t m_length = 0;
    std::shared_ptr<const FftPlan> m_plan;
    FftBuffer<double> m_input;
    FftBuffer<std::complex<double>> m_output;
    FftBuffer<std::complex<double>> m_work;
};

/// Smallest 2^a 3^b 5^c >= @p atLeast: a length whose transform is quick.
std::int64_t quickFftLength(std::int64_t atLeast);

} // namespace nodesentry::features
