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

/// Discrete Fourier transform of real series of one length: X_k = sum_i x_i exp(-2 pi j k i / n),
/// not normalised, for k = 0 .. n/2.
/// @thread any; planning is serialised, transforms are not
class RealFft {
public:
    /// The plan for series of @p length samples. Plans are kept for the lengths used last.
    /// Chosen without trial runs, so that equal input gives equal bits in every run.
    static std::shared_ptr<const RealFft> ofLength(std::int64_t length);
    ~RealFft();
    RealFft(const RealFft&) = delete;
    RealFft& operator=(const RealFft&) = delete;

    [[nodiscard]] std::int64_t length() const { return m_length; }

    /// @param in   length() samples from an FftBuffer; left as it is
    /// @param out  length() / 2 + 1 values in an FftBuffer
    void forward(std::span<double> in, std::span<std::complex<double>> out) const;

private:
    explicit RealFft(std::int64_t length);

    std::int64_t m_length;
    void* m_plan;
};

/// Smallest 2^a 3^b 5^c >= @p atLeast: a length whose transform is quick.
std::int64_t quickFftLength(std::int64_t atLeast);

} // namespace nodesentry::features
