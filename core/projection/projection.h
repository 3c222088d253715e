#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/clustering/principal_components.h"
#include "core/projection/projection_options.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// Places of segments in the plane.
struct Projection {
    std::vector<std::int64_t> segments; ///< id of each row
    FeatureMatrix pca; ///< n x 2, along the two leading principal components
    std::vector<double> explained; ///< share of all variance along each of the two
    FeatureMatrix layout; ///< n x 2 by t-SNE; 0 x 2 where only PCA was wanted
    /// Share of a segment's 10 nearest that stay among its 10 nearest in the picture; see
    /// neighbourhoodKept().
    double pcaKept = 0.0;
    double layoutKept = 0.0;
    std::string fingerprint; ///< of what it was made of; the owner's business

    [[nodiscard]] std::string toBytes() const; ///< places in single precision
    /// @error Corrupt        not the bytes of a projection, or its parts contradict each other
    /// @error VersionTooNew  written by a newer version
    [[nodiscard]] static Result<Projection> fromBytes(std::string_view bytes);
};

/// Projects segments by principal components and, if wanted, by t-SNE on the leading ones.
///
/// @param features  n x D, scaled; finite
/// @error InvalidArgument, Cancelled  as principalComponents() and tsne()
/// @cost  of these two
[[nodiscard]] Result<Projection> projectSegments(const std::vector<std::int64_t>& segments,
                                                 const FeatureMatrix& features,
                                                 const ProjectionOptions& options,
                                                 const RunContext& context = {});

/// The same from the leading components, for features that are too many to be in memory at once.
/// @param leading     n x axes, as PrincipalComponents::apply() gives it
/// @param components  that gave it
[[nodiscard]] Result<Projection> projectComponents(const std::vector<std::int64_t>& segments,
                                                   FeatureMatrix leading,
                                                   const PrincipalComponents& components,
                                                   const ProjectionOptions& options,
                                                   const RunContext& context = {});

} // namespace nodesentry
