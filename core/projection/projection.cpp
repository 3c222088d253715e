#include "core/projection/projection.h"

#include "core/base/expects.h"
#include "core/clustering/principal_components.h"
#include "core/projection/nearest_neighbours.h"
#include "core/projection/tsne.h"

#include <algorithm>

namespace nodesentry {

namespace {

constexpr int kNeighbourhood = 10;

} // namespace

Result<Projection> projectSegments(const std::vector<std::int64_t>& segments, const FeatureMatrix& features,
                                   const ProjectionOptions& options, const RunContext& context)
{
    const std::int64_t n = features.rows();
    NODESENTRY_EXPECTS(static_cast<std::int64_t>(segments.size()) == n, "one row per segment");
    Projection projection;
    projection.segments = segments;
    projection.pca = FeatureMatrix::Zero(n, 2);
    projection.explained = {0.0, 0.0};
    projection.layout = FeatureMatrix::Zero(0, 2);
    if (n == 0)
        return projection;
    NODESENTRY_TRY(
        const auto components,
        principalComponents(features, std::max(options.components, 2), context.part(0.0, 0.2, "components")));
    // Segments that are all alike have no axis at all, those along a line have one.
    FeatureMatrix leading = components.apply(features);
    const Eigen::Index found = leading.cols();
    if (found < 2) {
        leading.conservativeResize(n, 2);
        leading.rightCols(2 - found).setZero();
    }
    projection.pca = leading.leftCols(2);
    for (Eigen::Index axis = 0; axis < std::min<Eigen::Index>(found, 2); ++axis)
        projection.explained[static_cast<std::size_t>(axis)]
            = components.variance[axis] / components.totalVariance;
    const int neighbours = static_cast<int>(std::min<std::int64_t>(kNeighbourhood, n - 1));
    if (neighbours > 0) {
        NODESENTRY_TRY(projection.pcaKept,
                       neighbourhoodKept(leading, projection.pca, neighbours, context.part(0.2, 0.25)));
    }
    if (options.method != "tsne")
        return projection;
    TsneOptions layout;
    layout.perplexity = options.perplexity;
    layout.iterations = options.iterations;
    NODESENTRY_TRY(projection.layout, tsne(leading, layout, context.part(0.25, 0.95)));
    if (neighbours > 0) {
        NODESENTRY_TRY(projection.layoutKept,
                       neighbourhoodKept(leading, projection.layout, neighbours, context.part(0.95, 1.0)));
    }
    return projection;
}

} // namespace nodesentry
