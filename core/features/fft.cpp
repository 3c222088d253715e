#include "core/features/fft_p.h"

#include "core/base/expects.h"

#include <fftw3.h>

#include <algorithm>
#include <list>
#include <mutex>
#include <new>

namespace nodesentry::features {

namespace {

// One for the planner, which is not thread-safe, and for the list of plans.
std::mutex& plannerMutex()
{
    static std::mutex mutex;
    return mutex;
}

// A segment's metrics all have one length, and few segments are worked on at a time.
constexpr std::size_t kKeptPlans = 32;

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

RealFft::RealFft(std::int64_t length) : m_length(length)
{
    FftBuffer<double> in;
    FftBuffer<std::complex<double>> out;
    // FFTW_ESTIMATE does not touch the arrays; it needs only their alignment.
    m_plan = fftw_plan_dft_r2c_1d(static_cast<int>(length), in.take(length).data(),
                                  reinterpret_cast<fftw_complex*>(out.take(length / 2 + 1).data()),
                                  FFTW_ESTIMATE | FFTW_PRESERVE_INPUT);
    if (!m_plan)
        throw std::bad_alloc();
}

RealFft::~RealFft()
{
    const std::lock_guard lock(plannerMutex());
    fftw_destroy_plan(static_cast<fftw_plan>(m_plan));
}

std::shared_ptr<const RealFft> RealFft::ofLength(std::int64_t length)
{
    NODESENTRY_EXPECTS(length > 0 && length <= INT32_MAX, "FFTW plans take an int");
    static std::list<std::shared_ptr<const RealFft>> kept; // most recently used first
    std::shared_ptr<const RealFft> dropped; // destroyed after the lock, which its destructor takes
    const std::lock_guard lock(plannerMutex());
    const auto found = std::ranges::find(kept, length, [](const auto& fft) { return fft->length(); });
    if (found != kept.end()) {
        kept.splice(kept.begin(), kept, found);
    } else {
        kept.push_front(std::shared_ptr<const RealFft>(new RealFft(length)));
        if (kept.size() > kKeptPlans) {
            dropped = std::move(kept.back());
            kept.pop_back();
        }
    }
    return kept.front();
}

void RealFft::forward(std::span<double> in, std::span<std::complex<double>> out) const
{
    NODESENTRY_EXPECTS(std::ssize(in) == m_length && std::ssize(out) == m_length / 2 + 1,
                       "length of the plan");
    fftw_execute_dft_r2c(static_cast<fftw_plan>(m_plan), in.data(),
                         reinterpret_cast<fftw_complex*>(out.data()));
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
