#include "core/pipeline/node_features_p.h"

#include "core/pipeline/segment_matcher.h"

#include <algorithm>
#include <span>

namespace nodesentry {

Result<NodeFeatures> extractNode(const PreparedNode& node, FeatureSet set, double matchPeriodSeconds,
                                 const RunContext& context)
{
    const auto rows = static_cast<Eigen::Index>(node.segments.size());
    const auto columns = node.values.rows() * static_cast<Eigen::Index>(featureNames(set).size());
    NodeFeatures features{FeatureMatrix(rows, columns), FeatureMatrix(rows, columns)};
    SegmentExtractor extractor(set);
    const auto rowOf = [](FeatureMatrix& matrix, Eigen::Index row) {
        return std::span(matrix.row(row).data(), static_cast<std::size_t>(matrix.cols()));
    };
    for (Eigen::Index row = 0; row < rows; ++row) {
        const auto& segment = node.segments[static_cast<std::size_t>(row)];
        NODESENTRY_CHECK(
            extractor.extract(node.values, segment.begin, segment.end, rowOf(features.whole, row), context));
        const auto length = std::min(segment.length(), matchPeriodSamples(node.grid, matchPeriodSeconds));
        if (length == segment.length()) {
            features.prefix.row(row) = features.whole.row(row);
            continue;
        }
        NODESENTRY_CHECK(extractor.extract(node.values, segment.begin, segment.begin + length,
                                           rowOf(features.prefix, row), context));
    }
    return features;
}

} // namespace nodesentry
