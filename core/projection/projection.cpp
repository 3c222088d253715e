#include "core/projection/projection.h"

#include "core/base/expects.h"
#include "core/clustering/principal_components.h"
#include "core/projection/nearest_neighbours.h"
#include "core/projection/tsne.h"

#include <algorithm>

namespace nodesentry {

namespace {

constexpr int kNeighbourhood = 10;
constexpr int kExactComponents = 2; ///< those that are shown

} // namespace

Result<Projection> projectSegments(const std::vector<std::int64_t>& segments, const FeatureMatrix& features,
                                   const ProjectionOptions& options, const RunContext& context)
{
    PrincipalComponents components;
    if (features.rows() == 0)
        return projectComponents(segments, FeatureMatrix(0, 2), components, options, context);
    NODESENTRY_TRY(components,
                   principalComponents(features, std::max(options.components, 2),
                                       context.part(0.0, 0.2, "components"), kExactComponents));
    return projectComponents(segments, components.apply(features), components, options,
                             context.part(0.2, 1.0));
}

Result<Projection> projectComponents(const std::vector<std::int64_t>& segments, FeatureMatrix leading,
                                     const PrincipalComponents& components, const ProjectionOptions& options,
                                     const RunContext& context)
{
    const std::int64_t n = leading.rows();
    NODESENTRY_EXPECTS(static_cast<std::int64_t>(segments.size()) == n, "one row per segment");
    Projection projection;
    projection.segments = segments;
    projection.explained = {0.0, 0.0};
    projection.layout = FeatureMatrix::Zero(0, 2);
    // Segments that are all alike have no axis at all, those along a line have one.
    const Eigen::Index found = leading.cols();
    if (found < 2) {
        leading.conservativeResize(n, 2);
        leading.rightCols(2 - found).setZero();
    }
    projection.pca = leading.leftCols(2);
    for (Eigen::Index axis = 0; axis < std::min<Eigen::Index>(components.variance.size(), 2); ++axis)
        projection.explained[static_cast<std::size_t>(axis)]
            = components.variance[axis] / components.totalVariance;
    const int neighbours = static_cast<int>(std::min<std::int64_t>(kNeighbourhood, n - 1));
    if (neighbours > 0) {
        NODESENTRY_TRY(projection.pcaKept,
                       neighbourhoodKept(leading, projection.pca, neighbours, context.part(0.0, 0.05)));
    }
    if (options.method != "tsne")
        return projection;
    TsneOptions layout;
    layout.perplexity = options.perplexity;
    layout.iterations = options.iterations;
    NODESENTRY_TRY(projection.layout, tsne(leading, layout, context.part(0.05, 0.95)));
    if (neighbours > 0) {
        NODESENTRY_TRY(projection.layoutKept,
                       neighbourhoodKept(leading, projection.layout, neighbours, context.part(0.95, 1.0)));
    }
    return projection;
}

} // namespace nodesentry
