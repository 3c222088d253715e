#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"

#include <Eigen/Core>
#include <cstdint>
#include <vector>

namespace nodesentry {

enum class Covariance {
    Diagonal, ///< a variance for each column
    Full, ///< a D x D matrix for each component
};

struct GaussianMixtureOptions {
    int components = 8; ///< 1 <= components <= n; with Bayesian fits the most there can be
    Covariance covariance = Covariance::Diagonal;
    double regularisation = 1e-6; ///< added to every variance, so that copies of a point make no spike; > 0
    double tolerance = 1e-3; ///< the fit ends when its bound rises by less
    int maximumIterations = 100;
    int restarts = 1; ///< the best of so many starts from kMeans() is kept
    std::uint64_t seed = 1;
};

/// A density that is a weighted sum of normal distributions.
struct GaussianMixture {
    Eigen::VectorXd weights; ///< components; sum 1
    FeatureMatrix means; ///< components x D
    /// Of each component D x D, or with Covariance::Diagonal D x 1.
    std::vector<Eigen::MatrixXd> covariances;
    double bound
        = 0.0; ///< what the fit maximised: mean log-likelihood of a point, or the evidence's lower bound
    int iterations = 0;
    bool converged = false; ///< before maximumIterations

    /// Logarithm of the density at each row of @p points.
    [[nodiscard]] Eigen::VectorXd logDensity(const FeatureMatrix& points) const;
    /// Squared Mahalanobis distance of each row to each component: n x components.
    [[nodiscard]] FeatureMatrix mahalanobis(const FeatureMatrix& points) const;
    /// The component most likely to have made each row; of equals the first.
    [[nodiscard]] std::vector<int> classify(const FeatureMatrix& points) const;
};

/// Fits a mixture by expectation maximisation, in logarithms throughout.
///
/// @param points   n x D, finite
/// @param start    component of each point to begin with, 0 .. components-1; null: those of kMeans()
/// @error InvalidArgument   a value is not finite; an option outside its range
/// @error TrainingDiverged  a covariance is not positive definite: regularisation is too small
/// @error Cancelled         polled at every iteration
/// @cost  O(iterations * n * components * D), with Covariance::Full times D
/// @source Dempster, Laird, Rubin (1977), J. R. Stat. Soc. B 39:1-38; the conventions of scikit-learn's
///         GaussianMixture
[[nodiscard]] Result<GaussianMixture> fitGaussianMixture(const FeatureMatrix& points,
                                                         const GaussianMixtureOptions& options,
                                                         const RunContext& context = {},
                                                         const std::vector<int>* start = nullptr);

/// Fits a mixture by variational inference with a Dirichlet process over the weights: components that the
/// data does not need lose their weight, so that only the largest number of them is to be chosen.
///
/// Priors are those of scikit-learn's BayesianGaussianMixture: concentration 1 / components, mean and
/// covariance of all points, mean precision 1, D degrees of freedom. The covariances returned are the
/// expected ones.
/// @param points, start, errors, cost  as fitGaussianMixture(); n >= 2
/// @source Blei and Jordan (2006), Bayesian Analysis 1:121-143; Bishop (2006), section 10.2
[[nodiscard]] Result<GaussianMixture> fitBayesianGaussianMixture(const FeatureMatrix& points,
                                                                 const GaussianMixtureOptions& options,
                                                                 const RunContext& context = {},
                                                                 const std::vector<int>* start = nullptr);

} // namespace nodesentry
