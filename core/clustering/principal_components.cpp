#include "core/clustering/principal_components.h"

#include "core/base/expects.h"
#include "core/base/parallel.h"
#include "core/clustering/distance.h"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <random>

namespace nodesentry {

namespace {

constexpr std::int64_t kWholeSpectrum = 1000;
constexpr std::int64_t kBlockPoints = 256;
constexpr int kMoreDirections = 10; ///< carried along, so that the wanted ones settle sooner
constexpr int kRounds = 200;
constexpr double kSettled = 1e-8;
/// What varies less than this share of the whole is rounding.
constexpr double kNoVariance = 1e-13;

/// centred^T (centred q), block by block; the sums of the blocks are added in their order.
Result<Eigen::MatrixXd> applyScatter(const FeatureMatrix& centred, const Eigen::MatrixXd& q,
                                     const RunContext& context)
{
    const std::int64_t n = centred.rows();
    const std::int64_t blocks = (n + kBlockPoints - 1) / kBlockPoints;
    // A few long stretches, each summed on one thread; how many there are does not depend on the threads.
    const std::int64_t stretches = std::min<std::int64_t>(blocks, 16);
    std::vector<Eigen::MatrixXd> sums(static_cast<std::size_t>(stretches));
    const bool complete = parallelFor(stretches, context, [&](std::int64_t stretch) {
        Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(centred.cols(), q.cols());
        for (std::int64_t block = blocks * stretch / stretches;
             block < blocks * (stretch + 1) / stretches && !context.stopRequested(); ++block) {
            const auto rows
                = centred.middleRows(block * kBlockPoints, std::min(kBlockPoints, n - block * kBlockPoints));
            const Eigen::MatrixXd along = rows * q;
            sum.noalias() += rows.transpose() * along;
        }
        sums[static_cast<std::size_t>(stretch)] = std::move(sum);
    });
    if (!complete || context.stopRequested())
        return cancelled();
    for (std::size_t i = 1; i < sums.size(); ++i)
        sums[0] += sums[i];
    return std::move(sums[0]);
}

/// Eigenvectors of centred^T centred in columns, with their eigenvalues, largest first.
struct Spectrum {
    Eigen::MatrixXd axes;
    Eigen::VectorXd squares;
};

Spectrum wholeSpectrum(const FeatureMatrix& centred)
{
    const bool wide = centred.cols() > centred.rows();
    const Eigen::MatrixXd gram = wide ? Eigen::MatrixXd(centred * centred.transpose())
                                      : Eigen::MatrixXd(centred.transpose() * centred);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram);
    Spectrum spectrum{solver.eigenvectors().rowwise().reverse(), solver.eigenvalues().reverse()};
    if (wide)
        spectrum.axes = (centred.transpose() * spectrum.axes).eval();
    return spectrum;
}

Result<Spectrum> leadingSpectrum(const FeatureMatrix& centred, int count, int exact,
                                 const RunContext& context)
{
    const auto directions = std::min<Eigen::Index>(count + kMoreDirections, centred.cols());
    std::mt19937_64 random(1);
    Eigen::MatrixXd q(centred.cols(), directions);
    for (double& value : q.reshaped())
        value = static_cast<double>(random() >> 11) * 0x1.0p-52 - 1.0;
    Spectrum spectrum;
    for (int round = 0; round < kRounds; ++round) {
        q = Eigen::HouseholderQR<Eigen::MatrixXd>(q).householderQ()
            * Eigen::MatrixXd::Identity(q.rows(), q.cols());
        NODESENTRY_TRY(const Eigen::MatrixXd image,
                       applyScatter(centred, q, RunContext(context.stopToken(), {}, context.threads())));
        // Rayleigh and Ritz: the best directions within the block.
        const Eigen::MatrixXd inside = q.transpose() * image;
        const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver((inside + inside.transpose()) / 2);
        const Eigen::VectorXd squares = solver.eigenvalues().reverse();
        const bool settled = round > 0
            && (squares - spectrum.squares)
                    .head(std::min<Eigen::Index>(exact, directions))
                    .cwiseAbs()
                    .maxCoeff()
                <= kSettled * squares[0];
        spectrum.squares = squares;
        spectrum.axes = q * solver.eigenvectors().rowwise().reverse();
        if (settled)
            break;
        q = image;
        context.report(static_cast<double>(round) / kRounds);
    }
    return spectrum;
}

} // namespace

double PrincipalComponents::explained() const
{
    return totalVariance > 0 ? variance.sum() / totalVariance : 1.0;
}

FeatureMatrix PrincipalComponents::apply(const FeatureMatrix& points) const
{
    NODESENTRY_EXPECTS(points.cols() == mean.size(), "the columns it was made of");
    return (points.rowwise() - mean.transpose()) * axes.transpose();
}

Result<PrincipalComponents> principalComponents(const FeatureMatrix& points, int count,
                                                const RunContext& context, int exact)
{
    NODESENTRY_EXPECTS(points.rows() >= 1 && count >= 1 && exact >= 0, "points and axes");
    NODESENTRY_CHECK(checkFinite(points));
    PrincipalComponents components;
    components.mean = points.colwise().mean().transpose();
    const FeatureMatrix centred = points.rowwise() - components.mean.transpose();
    const double degrees = static_cast<double>(std::max<std::int64_t>(points.rows() - 1, 1));
    components.totalVariance = centred.squaredNorm() / degrees;

    Spectrum spectrum;
    if (std::min(points.rows(), points.cols()) <= kWholeSpectrum) {
        spectrum = wholeSpectrum(centred);
    } else {
        NODESENTRY_TRY(spectrum,
                       leadingSpectrum(centred, count, exact > 0 ? std::min(exact, count) : count, context));
    }
    Eigen::Index kept = 0;
    while (kept < std::min<Eigen::Index>(count, spectrum.squares.size())
           && spectrum.squares[kept] > kNoVariance * components.totalVariance * degrees)
        ++kept;
    components.variance = spectrum.squares.head(kept) / degrees;
    components.axes = spectrum.axes.leftCols(kept).transpose();
    for (Eigen::Index a = 0; a < kept; ++a) {
        Eigen::Index largest = 0;
        components.axes.row(a).cwiseAbs().maxCoeff(&largest);
        const double sign = components.axes(a, largest) < 0 ? -1.0 : 1.0;
        components.axes.row(a) *= sign / components.axes.row(a).norm();
    }
    return components;
}

} // namespace nodesentry
