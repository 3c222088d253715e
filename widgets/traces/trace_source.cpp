#include "widgets/traces/trace_source.h"

#include "core/base/expects.h"
#include "core/base/reason.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

namespace {

/// Buckets of this many sample steps always contain a sample, so an empty one is a gap in the data.
constexpr double kStepsPerBucket = 1.5;
constexpr int kMostBuckets = 1 << 20;

bool wantsSamples(const TimeGrid& grid, const TraceRequest& request)
{
    return request.msPerPixel < kStepsPerBucket * double(grid.stepMs);
}

struct SampleSlice {
    std::int64_t begin;
    std::int64_t end;
};

/// One sample more on both sides, so that lines lead out of the view.
SampleSlice sliceOf(const TimeGrid& grid, TimeRange range)
{
    return {std::max<std::int64_t>(grid.firstAtOrAfter(range.begin) - 1, 0),
            std::min(grid.firstAtOrAfter(range.end) + 1, grid.size)};
}

LaneTrace sampleTrace(const TimeGrid& grid, SampleSlice slice, std::vector<float> values)
{
    return SampleTrace{{grid.timeOf(slice.begin), grid.stepMs, std::int64_t(values.size())},
                       std::move(values)};
}

struct BucketPlan {
    TimeRange range;
    int count;
    double bucketMs;
};

BucketPlan planOf(const TraceRequest& request)
{
    const double width = request.msPerPixel;
    const double first = std::floor(double(request.range.begin) / width);
    const double last = std::ceil(double(request.range.end) / width);
    const int count = int(std::clamp(last - first, 1.0, double(kMostBuckets)));
    const auto begin = TimeMs(std::llround(first * width));
    const auto end = std::max(begin + 1, TimeMs(std::llround((first + count) * width)));
    return {{begin, end}, count, double(end - begin) / count};
}

} // namespace

Result<LaneTrace> readTrace(const SeriesStore& series, const std::string& node, int metric,
                            const TraceRequest& request)
{
    const auto* entry = series.find(node);
    if (entry == nullptr)
        return fail(Reason::NodeWithoutSamples, {node});
    NODESENTRY_EXPECTS(request.range.length() > 0 && request.msPerPixel > 0.0, "a view has a length");
    if (wantsSamples(entry->grid, request)) {
        const auto slice = sliceOf(entry->grid, request.range);
        NODESENTRY_TRY(auto values, series.read(node, metric, slice.begin, slice.end));
        return sampleTrace(entry->grid, slice, std::move(values));
    }
    const auto plan = planOf(request);
    NODESENTRY_TRY(auto buckets, series.buckets(node, metric, plan.range, plan.count));
    return EnvelopeTrace{plan.range.begin, plan.bucketMs, std::move(buckets)};
}

Result<LaneTrace> readTrace(const MinMaxPyramid& series, const TimeGrid& grid, const TraceRequest& request)
{
    NODESENTRY_EXPECTS(request.range.length() > 0 && request.msPerPixel > 0.0, "a view has a length");
    if (wantsSamples(grid, request)) {
        const auto slice = sliceOf(grid, request.range);
        const auto& samples = series.samples();
        return sampleTrace(grid, slice, {samples.begin() + slice.begin, samples.begin() + slice.end});
    }
    const auto plan = planOf(request);
    NODESENTRY_TRY(auto buckets, series.buckets(grid, plan.range, plan.count));
    return EnvelopeTrace{plan.range.begin, plan.bucketMs, std::move(buckets)};
}

} // namespace nodesentry::ui
