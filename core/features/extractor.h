#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// Which numbers describe one metric of one segment. docs/features.md gives every formula.
enum class FeatureSet {
    Paper, ///< the 134 default features of TSFEL 0.1.7, value by value
    Robust, ///< the same kinds of quantities, but independent of the segment's length, and always finite
};

/// Shortest series that can be described; TSFEL fails below it (its LPCC needs 12 samples).
inline constexpr std::int64_t kMinimumSamples = 12;

/// @param name  "paper" or "robust"
/// @error InvalidArgument  any other name
[[nodiscard]] Result<FeatureSet> featureSetFromName(std::string_view name);

/// "paper" or "robust".
[[nodiscard]] const char* featureSetName(FeatureSet set);

/// Names of the features of one metric in the order of their columns: for Paper 134, ascending by code point
/// as TSFEL returns them, so "LPCC_10" stands before "LPCC_2".
[[nodiscard]] const std::vector<std::string>& featureNames(FeatureSet set);

/// Computes the features of one series at a time. What it needs of memory is kept for the next: a series no
/// longer than one before it, of one of the last few lengths, costs no allocation.
/// @thread one object per thread; different objects share only the cache of FFT plans, which is locked
class FeatureExtractor {
public:
    explicit FeatureExtractor(FeatureSet set);
    FeatureExtractor(FeatureExtractor&&) noexcept;
    FeatureExtractor& operator=(FeatureExtractor&&) noexcept;
    ~FeatureExtractor();

    /// @param x    at least kMinimumSamples samples at equal distances, all finite (contract)
    /// @param out  as many as featureNames(set); the features in that order. Robust: all finite, whatever
    ///             floats the samples were. Paper: NaN exactly where TSFEL has it, i.e. Skewness and Kurtosis
    ///             of a series without spread, and Autocorrelation where no lag up to n/3 falls below 1/e;
    ///             inf or NaN as well where powers of the samples leave the range of double
    /// @cost   O(n log n) time, 20 to 40 n doubles kept
    /// @source Barandas et al. (2020), TSFEL, SoftwareX 11:100456, release 0.1.7; docs/features.md says where
    ///         we differ on purpose
    void extract(std::span<const double> x, std::span<double> out);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Describes segments one after the other and keeps the memory for it: metrics cost no allocation.
/// @thread one object per caller; the threads are inside
class SegmentExtractor {
public:
    explicit SegmentExtractor(FeatureSet set);
    SegmentExtractor(SegmentExtractor&&) noexcept;
    SegmentExtractor& operator=(SegmentExtractor&&) noexcept;
    ~SegmentExtractor();

    /// As extractSegment(), into @p out, which has values.rows() * featureNames(set).size() places
    /// (contract). After an error their content is not defined.
    [[nodiscard]] Result<void> extract(const SampleMatrix& values, std::int64_t begin, std::int64_t end,
                                       std::span<double> out, const RunContext& context = {});

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Describes one segment: the features of its first metric, then those of the second, and so on.
///
/// @param values   metrics x samples of one node
/// @param begin    first sample of the segment; 0 <= begin <= end <= values.cols() (contract)
/// @param end      one past its last sample
/// @param context  polled before each metric; metrics are spread over its threads; progress per metric done
/// @return values.rows() * featureNames(set).size() numbers, all finite: where FeatureExtractor::extract has
///         NaN as TSFEL does, Skewness is 0 and Kurtosis -3 (SciPy up to 1.8, which the authors used),
///         Autocorrelation n/3 + 1, everything else 0
/// @error InvalidArgument  fewer than kMinimumSamples samples, or a value not finite (names the metric's row)
/// @error Cancelled        a stop was requested
[[nodiscard]] Result<std::vector<double>> extractSegment(const SampleMatrix& values, std::int64_t begin,
                                                         std::int64_t end, FeatureSet set,
                                                         const RunContext& context = {});

} // namespace nodesentry
