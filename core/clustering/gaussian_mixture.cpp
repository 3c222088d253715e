#include "core/clustering/gaussian_mixture.h"

#include "core/base/expects.h"
#include "core/base/log.h"
#include "core/base/parallel.h"
#include "core/clustering/distance.h"
#include "core/clustering/k_means.h"

#include <Eigen/Cholesky>

#include <cmath>
#include <limits>
#include <numbers>

namespace nodesentry {

namespace {

constexpr double kTiny = 10 * std::numeric_limits<double>::epsilon(); ///< keeps empty components finite
constexpr std::int64_t kPointsOfMixtureBlock = 1024;

/// The lower triangle L of each covariance L L^T; with diagonals the standard deviations.
using Factors = std::vector<Eigen::MatrixXd>;

bool isDiagonal(const Eigen::MatrixXd& covariance, std::int64_t columns)
{
    return covariance.cols() == 1 && columns != 1;
}

Result<Factors> factorise(const std::vector<Eigen::MatrixXd>& covariances, std::int64_t columns)
{
    Factors factors;
    for (std::size_t k = 0; k < covariances.size(); ++k) {
        const auto& covariance = covariances[k];
        if (isDiagonal(covariance, columns)) {
            factors.emplace_back(covariance.cwiseSqrt());
            if ((covariance.array() > 0).all())
                continue;
        } else {
            const Eigen::LLT<Eigen::MatrixXd> cholesky(covariance);
            factors.emplace_back(cholesky.matrixL());
            if (cholesky.info() == Eigen::Success)
                continue;
        }
        return fail(ErrorCode::TrainingDiverged,
                    fmt::format("the covariance of component {} is not positive definite", k),
                    "raise the regularisation or lower the number of components");
    }
    return factors;
}

double logDeterminant(const Eigen::MatrixXd& factor, std::int64_t columns)
{
    return isDiagonal(factor, columns) ? 2 * factor.array().log().sum()
                                       : 2 * factor.diagonal().array().log().sum();
}

/// Squared distances of some rows to one component, in its own deviations.
Eigen::VectorXd squaredMahalanobis(const Eigen::Ref<const FeatureMatrix>& rows,
                                   const Eigen::RowVectorXd& mean, const Eigen::MatrixXd& factor)
{
    Eigen::MatrixXd centred = (rows.rowwise() - mean).transpose();
    if (isDiagonal(factor, rows.cols()))
        centred.array().colwise() /= factor.col(0).array();
    else
        factor.triangularView<Eigen::Lower>().solveInPlace(centred);
    return centred.colwise().squaredNorm().transpose();
}

/// Of each row and component; the rows are shared by the threads.
FeatureMatrix squaredMahalanobis(const FeatureMatrix& points, const FeatureMatrix& means,
                                 const Factors& factors, const RunContext& context)
{
    FeatureMatrix squared(points.rows(), means.rows());
    const std::int64_t blocks = (points.rows() + kPointsOfMixtureBlock - 1) / kPointsOfMixtureBlock;
    // A stop leaves rows undone; whoever asked for it looks for that before using them.
    parallelFor(blocks, context, [&](std::int64_t block) {
        const std::int64_t begin = block * kPointsOfMixtureBlock;
        const std::int64_t count = std::min(kPointsOfMixtureBlock, points.rows() - begin);
        for (Eigen::Index k = 0; k < means.rows(); ++k)
            squared.col(k).segment(begin, count) = squaredMahalanobis(
                points.middleRows(begin, count), means.row(k), factors[static_cast<std::size_t>(k)]);
    });
    return squared;
}

/// Logarithm of each component's normal density at each row.
FeatureMatrix logNormal(const FeatureMatrix& points, const FeatureMatrix& means, const Factors& factors,
                        const RunContext& context)
{
    FeatureMatrix logs = squaredMahalanobis(points, means, factors, context);
    const double columns = static_cast<double>(points.cols());
    for (Eigen::Index k = 0; k < means.rows(); ++k)
        logs.col(k).array() = -0.5
            * (logs.col(k).array() + columns * std::log(2 * std::numbers::pi)
               + logDeterminant(factors[static_cast<std::size_t>(k)], points.cols()));
    return logs;
}

/// Logarithm of the sum of each row's exponentials, which is then taken from the row.
Eigen::VectorXd normalise(FeatureMatrix& logs)
{
    Eigen::VectorXd sums(logs.rows());
    for (Eigen::Index row = 0; row < logs.rows(); ++row) {
        const double largest = logs.row(row).maxCoeff();
        sums[row] = largest + std::log((logs.row(row).array() - largest).exp().sum());
        logs.row(row).array() -= sums[row];
    }
    return sums;
}

/// What each component is responsible for: how much, its mean and its covariance.
struct Moments {
    Eigen::VectorXd count;
    FeatureMatrix means;
    std::vector<Eigen::MatrixXd> covariances;
};

Moments momentsOf(const FeatureMatrix& points, const FeatureMatrix& share,
                  const GaussianMixtureOptions& options, const RunContext& context)
{
    Moments moments;
    moments.count = share.colwise().sum().transpose().array() + kTiny;
    moments.means = share.transpose() * points;
    moments.means.array().colwise() /= moments.count.array();
    moments.covariances.resize(static_cast<std::size_t>(share.cols()));
    parallelFor(share.cols(), context, [&](std::int64_t k) {
        const FeatureMatrix centred = points.rowwise() - moments.means.row(k);
        const FeatureMatrix weighted = centred.array().colwise() * share.col(k).array();
        auto& covariance = moments.covariances[static_cast<std::size_t>(k)];
        if (options.covariance == Covariance::Diagonal) {
            covariance = (weighted.cwiseProduct(centred)).colwise().sum().transpose() / moments.count[k];
            covariance.array() += options.regularisation;
        } else {
            covariance = weighted.transpose() * centred / moments.count[k];
            covariance.diagonal().array() += options.regularisation;
        }
    });
    return moments;
}

Result<void> checkOptions(const FeatureMatrix& points, const GaussianMixtureOptions& options)
{
    NODESENTRY_CHECK(checkFinite(points));
    if (options.components < 1 || options.components > points.rows())
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} components of {} points are wanted", options.components, points.rows()),
                    "choose a number between 1 and that of the points");
    if (!(options.regularisation > 0) || options.maximumIterations < 1)
        return fail(ErrorCode::InvalidArgument,
                    "the regularisation and the number of iterations must be above 0");
    return {};
}

FeatureMatrix sharesOf(const std::vector<int>& labels, int components)
{
    FeatureMatrix share = FeatureMatrix::Zero(static_cast<Eigen::Index>(labels.size()), components);
    for (std::size_t row = 0; row < labels.size(); ++row) {
        NODESENTRY_EXPECTS(labels[row] >= 0 && labels[row] < components, "components to start from");
        share(static_cast<Eigen::Index>(row), labels[row]) = 1.0;
    }
    return share;
}

/// Runs @p fit from the start that is given, or from several of kMeans(), and keeps the highest bound.
template <class Fit>
Result<GaussianMixture> bestOf(const FeatureMatrix& points, const GaussianMixtureOptions& options,
                               const RunContext& context, const std::vector<int>* start, const Fit& fit)
{
    NODESENTRY_CHECK(checkOptions(points, options));
    const RunContext quiet(context.stopToken(), {}, context.threads());
    if (start != nullptr) {
        NODESENTRY_EXPECTS(static_cast<std::int64_t>(start->size()) == points.rows(), "one a point");
        return fit(sharesOf(*start, options.components), quiet);
    }
    GaussianMixture best;
    const int restarts = std::max(options.restarts, 1);
    for (int i = 0; i < restarts; ++i) {
        KMeansOptions seeds;
        seeds.clusters = options.components;
        seeds.restarts = 1;
        seeds.seed = options.seed + static_cast<std::uint64_t>(i);
        NODESENTRY_TRY(const auto groups, kMeans(points, seeds, quiet));
        NODESENTRY_TRY(auto mixture, fit(sharesOf(groups.labels, options.components), quiet));
        if (i == 0 || mixture.bound > best.bound)
            best = std::move(mixture);
        context.report(static_cast<double>(i + 1) / restarts);
    }
    return best;
}

Result<GaussianMixture> expectationMaximisation(const FeatureMatrix& points, FeatureMatrix share,
                                                const GaussianMixtureOptions& options,
                                                const RunContext& context)
{
    GaussianMixture mixture;
    mixture.bound = -std::numeric_limits<double>::infinity();
    while (!mixture.converged && mixture.iterations < options.maximumIterations) {
        auto moments = momentsOf(points, share, options, context);
        if (context.stopRequested())
            return cancelled();
        mixture.weights = moments.count / moments.count.sum();
        mixture.means = std::move(moments.means);
        mixture.covariances = std::move(moments.covariances);
        NODESENTRY_TRY(const auto factors, factorise(mixture.covariances, points.cols()));
        share = logNormal(points, mixture.means, factors, context);
        share.rowwise() += mixture.weights.array().log().matrix().transpose();
        const double bound = normalise(share).mean();
        share = share.array().exp();
        mixture.converged = std::abs(bound - mixture.bound) < options.tolerance;
        mixture.bound = bound;
        ++mixture.iterations;
    }
    return mixture;
}

/// Derivative of the logarithm of the gamma function, for x > 0: raised by recurrence, then by its asymptotic
/// series (Abramowitz and Stegun 6.3.5 and 6.3.18); good to 1e-14.
double digamma(double x)
{
    double result = 0;
    for (; x < 10; x += 1)
        result -= 1 / x;
    const double f = 1 / (x * x);
    return result + std::log(x) - 0.5 / x
        - f * (1.0 / 12 - f * (1.0 / 120 - f * (1.0 / 252 - f * (1.0 / 240 - f * (1.0 / 132)))));
}

/// The posterior of a mixture's parameters; the names are Bishop's.
struct Posterior {
    Eigen::VectorXd stickA, stickB; ///< of the beta distributions that break the stick of weights
    Eigen::VectorXd meanPrecision; ///< beta
    Eigen::VectorXd freedom; ///< nu
    FeatureMatrix means; ///< m
    std::vector<Eigen::MatrixXd> covariances; ///< inverse of nu W
};

struct Prior {
    double concentration;
    Eigen::RowVectorXd mean;
    Eigen::MatrixXd covariance; ///< D x D or D x 1
};

Posterior posteriorOf(const Moments& moments, const Prior& prior)
{
    const Eigen::Index components = moments.count.size();
    const auto columns = static_cast<double>(moments.means.cols());
    Posterior posterior;
    posterior.stickA = moments.count.array() + 1;
    posterior.stickB.resize(components);
    double behind = 0;
    for (Eigen::Index k = components; k-- > 0;) {
        posterior.stickB[k] = prior.concentration + behind;
        behind += moments.count[k];
    }
    posterior.meanPrecision = moments.count.array() + 1;
    posterior.freedom = moments.count.array() + columns;
    posterior.means.resizeLike(moments.means);
    for (Eigen::Index k = 0; k < components; ++k) {
        const double count = moments.count[k];
        const double precision = posterior.meanPrecision[k];
        posterior.means.row(k) = (prior.mean + count * moments.means.row(k)) / precision;
        const Eigen::RowVectorXd away = moments.means.row(k) - prior.mean;
        const auto& covariance = moments.covariances[static_cast<std::size_t>(k)];
        Eigen::MatrixXd sum = prior.covariance + count * covariance;
        if (isDiagonal(covariance, moments.means.cols()))
            sum.col(0) += (count / precision) * away.transpose().cwiseAbs2();
        else
            sum += (count / precision) * away.transpose() * away;
        posterior.covariances.emplace_back(sum / posterior.freedom[k]);
    }
    return posterior;
}

/// Expected logarithms of the weights.
Eigen::VectorXd expectedLogWeights(const Posterior& posterior)
{
    Eigen::VectorXd logs(posterior.stickA.size());
    double left = 0; // expected logarithm of what is left of the stick
    for (Eigen::Index k = 0; k < logs.size(); ++k) {
        const double both = digamma(posterior.stickA[k] + posterior.stickB[k]);
        logs[k] = digamma(posterior.stickA[k]) - both + left;
        left += digamma(posterior.stickB[k]) - both;
    }
    return logs;
}

/// Sum over the columns of function((nu - column) / 2).
template <class Function> double overFreedom(double freedom, std::int64_t columns, const Function& function)
{
    double sum = 0;
    for (std::int64_t column = 0; column < columns; ++column)
        sum += function(0.5 * (freedom - static_cast<double>(column)));
    return sum;
}

/// Lower bound of the log evidence, but for what no iteration changes.
double evidenceBound(const Posterior& posterior, const Factors& factors, const FeatureMatrix& logShare)
{
    const auto d = static_cast<double>(posterior.means.cols());
    double bound = -(logShare.array().exp() * logShare.array()).sum();
    for (Eigen::Index k = 0; k < posterior.freedom.size(); ++k) {
        const double nu = posterior.freedom[k];
        const double logPrecision = -0.5
            * (logDeterminant(factors[static_cast<std::size_t>(k)], posterior.means.cols())
               + d * std::log(nu));
        const double wishart
            = -(nu * logPrecision + nu * d * 0.5 * std::numbers::ln2
                + overFreedom(nu, posterior.means.cols(), [](double x) { return std::lgamma(x); }));
        const double a = posterior.stickA[k], b = posterior.stickB[k];
        bound -= wishart;
        bound += std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
        bound -= 0.5 * d * std::log(posterior.meanPrecision[k]);
    }
    return bound;
}

/// Weights in expectation: what each breaks off the stick, brought to a sum of 1.
Eigen::VectorXd expectedWeights(const Posterior& posterior)
{
    Eigen::VectorXd weights(posterior.stickA.size());
    double left = 1;
    for (Eigen::Index k = 0; k < weights.size(); ++k) {
        const double both = posterior.stickA[k] + posterior.stickB[k];
        weights[k] = posterior.stickA[k] / both * left;
        left *= posterior.stickB[k] / both;
    }
    return weights / weights.sum();
}

Result<GaussianMixture> variationalInference(const FeatureMatrix& points, FeatureMatrix share,
                                             const GaussianMixtureOptions& options, const RunContext& context)
{
    const auto columns = static_cast<double>(points.cols());
    Prior prior{1.0 / options.components, points.colwise().mean(), {}};
    const FeatureMatrix centred = points.rowwise() - prior.mean;
    const double degrees = static_cast<double>(points.rows() - 1);
    if (options.covariance == Covariance::Diagonal)
        prior.covariance = centred.colwise().squaredNorm().transpose() / degrees;
    else
        prior.covariance = centred.transpose() * centred / degrees;

    GaussianMixture mixture;
    mixture.bound = -std::numeric_limits<double>::infinity();
    while (!mixture.converged && mixture.iterations < options.maximumIterations) {
        const auto moments = momentsOf(points, share, options, context);
        if (context.stopRequested())
            return cancelled();
        auto posterior = posteriorOf(moments, prior);
        NODESENTRY_TRY(const auto factors, factorise(posterior.covariances, points.cols()));
        share = logNormal(points, posterior.means, factors, context);
        const auto logWeights = expectedLogWeights(posterior);
        for (Eigen::Index k = 0; k < share.cols(); ++k) {
            const double nu = posterior.freedom[k];
            const double spread = columns * std::numbers::ln2
                + overFreedom(nu, points.cols(), [](double x) { return digamma(x); });
            share.col(k).array() += logWeights[k] - 0.5 * columns * std::log(nu)
                + 0.5 * (spread - columns / posterior.meanPrecision[k]);
        }
        normalise(share);
        const double bound = evidenceBound(posterior, factors, share);
        share = share.array().exp();
        mixture.weights = expectedWeights(posterior);
        mixture.means = std::move(posterior.means);
        mixture.covariances = std::move(posterior.covariances);
        mixture.converged = std::abs(bound - mixture.bound) < options.tolerance;
        mixture.bound = bound;
        ++mixture.iterations;
    }
    return mixture;
}

/// Factors of a mixture that was fitted, which is to say that they exist.
Factors factorsOf(const GaussianMixture& mixture)
{
    auto factors = factorise(mixture.covariances, mixture.means.cols());
    NODESENTRY_EXPECTS(factors.has_value(), "covariances of a fit");
    return std::move(*factors);
}

FeatureMatrix weightedLogs(const GaussianMixture& mixture, const FeatureMatrix& points)
{
    NODESENTRY_EXPECTS(points.cols() == mixture.means.cols(), "the columns it was fitted to");
    FeatureMatrix logs = logNormal(points, mixture.means, factorsOf(mixture), {});
    logs.rowwise() += mixture.weights.array().log().matrix().transpose();
    return logs;
}

} // namespace

Eigen::VectorXd GaussianMixture::logDensity(const FeatureMatrix& points) const
{
    FeatureMatrix logs = weightedLogs(*this, points);
    return normalise(logs);
}

FeatureMatrix GaussianMixture::mahalanobis(const FeatureMatrix& points) const
{
    NODESENTRY_EXPECTS(points.cols() == means.cols(), "the columns it was fitted to");
    return squaredMahalanobis(points, means, factorsOf(*this), {});
}

std::vector<int> GaussianMixture::classify(const FeatureMatrix& points) const
{
    const FeatureMatrix logs = weightedLogs(*this, points);
    std::vector<int> labels(static_cast<std::size_t>(points.rows()));
    for (Eigen::Index row = 0; row < points.rows(); ++row) {
        Eigen::Index most = 0;
        logs.row(row).maxCoeff(&most);
        labels[static_cast<std::size_t>(row)] = static_cast<int>(most);
    }
    return labels;
}

Result<GaussianMixture> fitGaussianMixture(const FeatureMatrix& points, const GaussianMixtureOptions& options,
                                           const RunContext& context, const std::vector<int>* start)
{
    return bestOf(points, options, context, start, [&](FeatureMatrix share, const RunContext& part) {
        return expectationMaximisation(points, std::move(share), options, part);
    });
}

Result<GaussianMixture> fitBayesianGaussianMixture(const FeatureMatrix& points,
                                                   const GaussianMixtureOptions& options,
                                                   const RunContext& context, const std::vector<int>* start)
{
    NODESENTRY_EXPECTS(points.rows() >= 2, "points to take a covariance of");
    return bestOf(points, options, context, start, [&](FeatureMatrix share, const RunContext& part) {
        return variationalInference(points, std::move(share), options, part);
    });
}

} // namespace nodesentry
