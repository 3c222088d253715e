// Counts what the extractor asks of the heap, from operator new down to malloc and its aligned sisters, which
// Eigen and FFTW call.

#include "core/features/extractor.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <random>
#include <span>
#include <string>
#include <vector>

// Sanitizers have a malloc of their own.
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define NODESENTRY_COUNTS_ALLOCATIONS 1
#endif

#ifdef NODESENTRY_COUNTS_ALLOCATIONS

namespace {

thread_local long allocations = 0;

} // namespace

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

void* malloc(std::size_t size)
{
    ++allocations;
    return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size)
{
    ++allocations;
    return __libc_calloc(count, size);
}
void* realloc(void* old, std::size_t size)
{
    ++allocations;
    return __libc_realloc(old, size);
}
void* memalign(std::size_t alignment, std::size_t size)
{
    ++allocations;
    return __libc_memalign(alignment, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size)
{
    return memalign(alignment, size);
}
int posix_memalign(void** to, std::size_t alignment, std::size_t size)
{
    *to = memalign(alignment, size);
    return *to == nullptr ? ENOMEM : 0;
}
}

#endif

namespace nodesentry {
namespace {

class FeatureAllocation : public ::testing::TestWithParam<FeatureSet> {
protected:
    void SetUp() override
    {
#ifndef NODESENTRY_COUNTS_ALLOCATIONS
        GTEST_SKIP() << "allocations are counted with the GNU C library and without sanitizers";
#endif
    }
};

#ifdef NODESENTRY_COUNTS_ALLOCATIONS

std::vector<double> wave(std::size_t length, double pace)
{
    std::vector<double> series(length);
    for (std::size_t i = 0; i < length; ++i)
        series[i] = std::sin(pace * static_cast<double>(i)) + 0.1 * static_cast<double>(i * 7919 % 13);
    return series;
}

TEST_P(FeatureAllocation, TheCounterCounts)
{
    const auto before = allocations;
    delete new std::vector<double>(10);
    EXPECT_EQ(allocations - before, 2);
}

TEST_P(FeatureAllocation, MetricsOfOneSegmentCostNoneAfterTheFirst)
{
    for (const std::size_t length : {12, 19, 64, 200, 513, 1000, 3161, 4999, 5000}) {
        FeatureExtractor extractor(GetParam());
        std::vector<double> out(featureNames(GetParam()).size());
        const std::vector<std::vector<double>> metrics{wave(length, 0.1), wave(length, 1.7),
                                                       std::vector<double>(length, 0.5), wave(length, 0.003)};
        extractor.extract(metrics[0], out);
        const auto before = allocations;
        for (const auto& metric : metrics)
            extractor.extract(metric, out);
        EXPECT_EQ(allocations - before, 0) << length << " samples";
    }
}

TEST_P(FeatureAllocation, SegmentsOfLengthsSeenBeforeCostNone)
{
    FeatureExtractor extractor(GetParam());
    std::vector<double> out(featureNames(GetParam()).size());
    const auto longer = wave(3161, 0.1);
    const auto shorter = wave(714, 0.1);
    extractor.extract(shorter, out);
    extractor.extract(longer, out);
    const auto before = allocations;
    for (int i = 0; i < 3; ++i) {
        extractor.extract(shorter, out);
        extractor.extract(longer, out);
    }
    EXPECT_EQ(allocations - before, 0);
}

TEST_P(FeatureAllocation, ASegmentOfManyMetricsCostsAsMuchAsOneOfFew)
{
    const auto featureCount = featureNames(GetParam()).size();
    std::mt19937_64 random(1);
    std::normal_distribution<float> normal;
    const SampleMatrix many = SampleMatrix::NullaryExpr(50, 513, [&] { return normal(random); });
    const SampleMatrix few = many.topRows(2);
    std::vector<double> out(50 * featureCount);
    SegmentExtractor extractor(GetParam());
    const auto cost = [&](const SampleMatrix& values) {
        const auto room = std::span(out).first(static_cast<std::size_t>(values.rows()) * featureCount);
        const auto before = allocations;
        EXPECT_TRUE(extractor.extract(values, 0, values.cols(), room));
        return allocations - before;
    };
    cost(few);
    EXPECT_EQ(cost(many), cost(few));
}

#endif

INSTANTIATE_TEST_SUITE_P(Sets, FeatureAllocation, ::testing::Values(FeatureSet::Paper, FeatureSet::Robust),
                         [](const auto& set) { return std::string(featureSetName(set.param)); });

} // namespace
} // namespace nodesentry
