#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"

#include <Eigen/Core>

namespace nodesentry {

/// The directions in which points vary most, orthogonal to each other.
struct PrincipalComponents {
    Eigen::VectorXd mean; ///< D
    FeatureMatrix
        axes; ///< count x D, unit length, most variance first; the largest entry of each is positive
    Eigen::VectorXd variance; ///< count, along each axis; divided by n - 1
    double totalVariance = 0.0; ///< along all D axes

    /// Share of all variance that lies along the axes; 1 where nothing varies.
    [[nodiscard]] double explained() const;
    /// @param points  n x D
    /// @return n x count
    [[nodiscard]] FeatureMatrix apply(const FeatureMatrix& points) const;
};

/// Principal component analysis.
///
/// Up to 1,000 points or columns the whole spectrum is computed; beyond, a block of directions is iterated
/// until their variances stay the same to one part in 10^8 of the largest, from a fixed start. Equal input
/// gives equal output.
/// @param points  n x D, finite; n >= 1
/// @param count   wanted axes, >= 1; there are at most min(n - 1, D), and none without variance
/// @param exact   axes that must be, at most @p count; 0: all
/// @error InvalidArgument  a value is not finite
/// @error Cancelled        polled every 256 points
/// @cost  O(n D min(n, D)) up to 1,000, beyond O(n D count) a round; shared by context.threads()
/// @source Halko, Martinsson, Tropp (2011), SIAM Review 53:217-288, section 4.5, iterated to convergence
[[nodiscard]] Result<PrincipalComponents> principalComponents(const FeatureMatrix& points, int count,
                                                              const RunContext& context = {}, int exact = 0);

} // namespace nodesentry
