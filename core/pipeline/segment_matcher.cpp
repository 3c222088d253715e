#include "core/pipeline/segment_matcher.h"

#include "core/base/reason.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>

namespace nodesentry {

std::int64_t matchPeriodSamples(const TimeGrid& grid, double matchPeriodSeconds)
{
    const auto samples = static_cast<std::int64_t>(std::llround(matchPeriodSeconds / grid.stepSeconds()));
    return std::max(samples, kMinimumSamples);
}

Result<SegmentMatcher> SegmentMatcher::open(const Project& project)
{
    NODESENTRY_TRY(const auto bytes, project.document("cluster_library"));
    NODESENTRY_TRY(const auto features, project.stage("features"));
    if (!bytes || !features)
        return fail(Reason::NoClusters);
    SegmentMatcher matcher;
    NODESENTRY_TRY(matcher.m_library, ClusterLibrary::fromBytes(*bytes));
    const auto summary = nlohmann::json::parse(features->summary, nullptr, false);
    if (!summary.is_object() || !summary.contains("set") || !summary["set"].is_string())
        return fail(Reason::StageDamaged, {"features", "its record does not name its features"});
    NODESENTRY_TRY(matcher.m_set, featureSetFromName(summary["set"].get<std::string>()));
    return matcher;
}

Result<Match> SegmentMatcher::match(const SampleMatrix& values, std::int64_t begin, std::int64_t end,
                                    const RunContext& context) const
{
    if (end - begin < kMinimumSamples)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} samples are too few to match a segment by", end - begin),
                    fmt::format("wait until there are {}", kMinimumSamples));
    NODESENTRY_TRY(const auto features, extractSegment(values, begin, end, m_set, context));
    if (static_cast<std::int64_t>(features.size()) != m_library.prefixScaler().columns())
        return fail(ErrorCode::InconsistentData, "the clusters were made of other metrics",
                    "run the cluster stage again");
    return m_library.match(
        Eigen::Map<const Eigen::VectorXd>(features.data(), static_cast<Eigen::Index>(features.size())),
        end - begin);
}

} // namespace nodesentry
