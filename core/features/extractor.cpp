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

Result<std::vector<double>> extractSegment(const SampleMatrix& values, std::int64_t begin, std::int64_t end,
                                           FeatureSet set, const RunContext& context)
{
    NODESENTRY_EXPECTS(0 <= begin && begin <= end && end <= values.cols(), "a range of the samples");
    const auto length = end - begin;
    if (length < kMinimumSamples)
        return fail(ErrorCode::InvalidArgument,
                    "a segment of " + std::to_string(length) + " samples cannot be described",
                    "segments need at least " + std::to_string(kMinimumSamples) + " samples");
    const std::int64_t metricCount = values.rows();
    for (std::int64_t metric = 0; metric < metricCount; ++metric)
        if (!values.row(metric).segment(begin, length).allFinite())
            return fail(ErrorCode::InvalidArgument,
                        "metric row " + std::to_string(metric) + " has a sample that is not finite",
                        "fill missing samples first (stage prepare)");

    const auto featureCount = featureNames(set).size();
    std::vector<double> result(static_cast<std::size_t>(metricCount) * featureCount);
    // One extractor per share of the metrics, so that its buffers serve all of them.
    const auto shares = std::min<std::int64_t>(context.threads(), metricCount);
    std::atomic<std::int64_t> done = 0;
    parallelFor(shares, context, [&](std::int64_t share) {
        FeatureExtractor extractor(set);
        std::vector<double> samples(static_cast<std::size_t>(length));
        for (auto metric = share; metric < metricCount && !context.stopRequested(); metric += shares) {
            const float* row = values.row(metric).data() + begin;
            std::copy_n(row, length, samples.begin());
            const auto ofMetric = std::span(result).subspan(metric * featureCount, featureCount);
            extractor.extract(samples, ofMetric);
            if (set == FeatureSet::Paper)
                features::PaperSet::define(length, ofMetric);
            context.report(static_cast<double>(done.fetch_add(1) + 1) / static_cast<double>(metricCount));
        }
    });
    if (done < metricCount)
        return cancelled();
    return result;
}

} // namespace nodesentry
