#include "core/features/extractor.h"

#include "core/base/expects.h"
#include "core/base/parallel.h"
#include "core/features/paper_set_p.h"
#include "core/features/robust_set_p.h"
#include "core/features/series_p.h"

#include <algorithm>
#include <atomic>
#include <variant>

namespace nodesentry {

Result<FeatureSet> featureSetFromName(std::string_view name)
{
    for (const auto set : {FeatureSet::Paper, FeatureSet::Robust})
        if (name == featureSetName(set))
            return set;
    return fail(ErrorCode::InvalidArgument, "no feature set '" + std::string(name) + "'",
                "use robust or paper");
}

const char* featureSetName(FeatureSet set)
{
    return set == FeatureSet::Paper ? "paper" : "robust";
}

const std::vector<std::string>& featureNames(FeatureSet set)
{
    static const auto paper = features::PaperSet::names();
    static const auto robust = features::RobustSet::names();
    return set == FeatureSet::Paper ? paper : robust;
}

struct FeatureExtractor::Private {
    features::Series series;
    std::variant<features::PaperSet, features::RobustSet> set;
    std::size_t count = 0; ///< of features
};

FeatureExtractor::FeatureExtractor(FeatureSet set) : d(std::make_unique<Private>())
{
    if (set == FeatureSet::Robust)
        d->set.emplace<features::RobustSet>();
    d->count = featureNames(set).size();
}

FeatureExtractor::FeatureExtractor(FeatureExtractor&&) noexcept = default;
FeatureExtractor& FeatureExtractor::operator=(FeatureExtractor&&) noexcept = default;
FeatureExtractor::~FeatureExtractor() = default;

void FeatureExtractor::extract(std::span<const double> x, std::span<double> out)
{
    NODESENTRY_EXPECTS(std::ssize(x) >= kMinimumSamples, "too short a series");
    NODESENTRY_EXPECTS(out.size() == d->count, "room for every feature");
    NODESENTRY_EXPECTS(Eigen::Map<const Eigen::ArrayXd>(x.data(), std::ssize(x)).allFinite(),
                       "finite samples");
    d->series.load(x);
    std::visit([&](auto& set) { set.extract(d->series, out); }, d->set);
}

struct SegmentExtractor::Private {
    /// One per share of the metrics; no two threads work on one share.
    struct Worker {
        explicit Worker(FeatureSet set) : extractor(set) { }

        FeatureExtractor extractor;
        std::vector<double> samples;
    };

    FeatureSet set;
    std::vector<Worker> workers;
};

SegmentExtractor::SegmentExtractor(FeatureSet set) : d(std::make_unique<Private>(Private{set, {}})) { }

SegmentExtractor::SegmentExtractor(SegmentExtractor&&) noexcept = default;
SegmentExtractor& SegmentExtractor::operator=(SegmentExtractor&&) noexcept = default;
SegmentExtractor::~SegmentExtractor() = default;

Result<void> SegmentExtractor::extract(const SampleMatrix& values, std::int64_t begin, std::int64_t end,
                                       std::span<double> out, const RunContext& context)
{
    const auto featureCount = static_cast<std::int64_t>(featureNames(d->set).size());
    const std::int64_t metricCount = values.rows();
    NODESENTRY_EXPECTS(0 <= begin && begin <= end && end <= values.cols(), "a range of the samples");
    NODESENTRY_EXPECTS(std::ssize(out) == metricCount * featureCount, "room for every feature");
    const auto length = end - begin;
    if (length < kMinimumSamples)
        return fail(ErrorCode::InvalidArgument,
                    "a segment of " + std::to_string(length) + " samples cannot be described",
                    "segments need at least " + std::to_string(kMinimumSamples) + " samples");
    for (std::int64_t metric = 0; metric < metricCount; ++metric)
        if (!values.row(metric).segment(begin, length).allFinite())
            return fail(ErrorCode::InvalidArgument,
                        "metric row " + std::to_string(metric) + " has a sample that is not finite",
                        "fill missing samples first (stage prepare)");

    const auto shares = std::min<std::int64_t>(context.threads(), metricCount);
    while (std::ssize(d->workers) < shares)
        d->workers.emplace_back(d->set);
    std::atomic<std::int64_t> done = 0;
    parallelFor(shares, context, [&](std::int64_t share) {
        auto& [extractor, samples] = d->workers[static_cast<std::size_t>(share)];
        for (auto metric = share; metric < metricCount && !context.stopRequested(); metric += shares) {
            const float* row = values.row(metric).data() + begin;
            samples.assign(row, row + length);
            const auto ofMetric = out.subspan(static_cast<std::size_t>(metric * featureCount),
                                              static_cast<std::size_t>(featureCount));
            extractor.extract(samples, ofMetric);
            if (d->set == FeatureSet::Paper)
                features::PaperSet::define(length, ofMetric);
            context.report(static_cast<double>(done.fetch_add(1) + 1) / static_cast<double>(metricCount));
        }
    });
    if (done < metricCount)
        return cancelled();
    return {};
}

Result<std::vector<double>> extractSegment(const SampleMatrix& values, std::int64_t begin, std::int64_t end,
                                           FeatureSet set, const RunContext& context)
{
    std::vector<double> features(static_cast<std::size_t>(values.rows()) * featureNames(set).size());
    NODESENTRY_CHECK(SegmentExtractor(set).extract(values, begin, end, features, context));
    return features;
}

} // namespace nodesentry
