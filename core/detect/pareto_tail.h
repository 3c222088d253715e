#pragma once

#include <span>
#include <vector>

namespace nodesentry {

/// Linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996), as NumPy does.
/// @param values  not empty, no NaN; reordered
/// @param share   0..1
/// @cost O(n)
[[nodiscard]] double quantileOf(std::vector<float>& values, double share);

/// The generalised Pareto distribution of what exceeds a threshold: P(X > x) = (1 + shape x / scale)^(-1 /
/// shape), and exp(-x / scale) at shape 0.
struct ParetoTail {
    double scale = 0.0; ///< > 0
    double shape = 0.0; ///< > 0: heavier than exponential; < 0: ends at -scale / shape

    /// The value that is exceeded with probability @p risk, 0 < risk <= 1.
    [[nodiscard]] double exceededBy(double risk) const;
};

/// Fits by probability-weighted moments, which need no search and bear small samples.
/// @param excesses  > 0, at least two; reordered
/// @return scale > 0; shape in [-1, 1), so that there is a mean: that of the excesses
/// @source Hosking and Wallis (1987), Technometrics 29(3), 339-349, with plotting positions (i - 0.35) / n
[[nodiscard]] ParetoTail fitParetoTail(std::vector<double>& excesses);

/// The value that @p risk of samples like @p scores exceed, by the tail of those above their quantile
/// @p initialQuantile; never below that quantile.
/// @param scores  NaN are left out
/// @return the largest score where fewer than 10 lie above the quantile; 0 where there are none at all
/// @source Siffer, Fouque, Termier and Largouet (2017), KDD, 1067-1075
[[nodiscard]] double peaksOverThreshold(std::span<const float> scores, double initialQuantile, double risk);

} // namespace nodesentry
