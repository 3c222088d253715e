#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"

namespace nodesentry {

struct TsneOptions {
    double perplexity = 30.0; ///< about how many neighbours a point has; at most (n - 1) / 3 is used; > 1
    int iterations = 750; ///< the first third of them with exaggerated attraction
    double theta = 0.7; ///< accuracy of far forces, 0 (exact) .. 0.7
};

/// Places points in the plane so that neighbours stay neighbours (Barnes-Hut t-SNE).
///
/// Distances between far groups mean little in such a picture, and neither do the sizes of groups. Begins
/// with the two leading columns of @p points, which should therefore be principal components; nothing is
/// random. Equal input gives equal bits, whatever the number of threads.
/// @param points  n x D, D >= 2, finite; a few tens of columns are enough
/// @return  n x 2, centred; with fewer than 5 points their first two columns
/// @error InvalidArgument  a value is not finite; an option outside its range
/// @error Cancelled        polled at every iteration
/// @cost  O(n^2 D) for the neighbours, then O(iterations n log n), shared by context.threads()
/// @source van der Maaten (2014), JMLR 15:3221-3245; learning rate n / 12 after Belkina et al. (2019), Nature
///         Communications 10:5415; start after Kobak and Berens (2019), Nature Communications 10:5416
[[nodiscard]] Result<FeatureMatrix> tsne(const FeatureMatrix& points, const TsneOptions& options,
                                         const RunContext& context = {});

} // namespace nodesentry
