#pragma once

#include "core/experiment/experiment.h"

#include <string>
#include <utility>
#include <vector>

namespace nodesentry {

/// Over the seeds of one row.
struct MeanAndDeviation {
    double mean = 0.0; ///< NaN when no seed has the figure
    double deviation = 0.0; ///< of a sample, n - 1; NaN with fewer than two seeds
    int seeds = 0; ///< that have the figure
};

/// @param values  those that are not finite are left out
[[nodiscard]] MeanAndDeviation meanAndDeviation(const std::vector<double>& values);

/// A figure of a row over its seeds.
[[nodiscard]] MeanAndDeviation figureOf(const ExperimentRowResult& row, double PaperFigures::*figure);
[[nodiscard]] MeanAndDeviation figureOf(const ExperimentRowResult& row, double StrictFigures::*figure);
[[nodiscard]] MeanAndDeviation secondsOf(const ExperimentRowResult& row);

/// "detect.k=2 run.seed=1"
[[nodiscard]] std::string settingsText(const std::vector<std::pair<std::string, std::string>>& settings);

/// A line a row: row, title, method, settings, seeds, failed, seconds_mean, seconds_sd, then for each figure
/// paper_NAME_mean, paper_NAME_sd, strict_NAME_mean … Empty where there is no value. RFC 4180, lines end with
/// \n.
[[nodiscard]] std::string experimentCsv(const ExperimentResult& result);
/// A line a row and seed: row, method, seed, seconds, error, paper_NAME …, strict_NAME …
[[nodiscard]] std::string experimentCellsCsv(const ExperimentResult& result);
/// All of it, with the settings of each row and what parameters of all rows are not the default, as one JSON
/// object.
[[nodiscard]] std::string experimentJson(const ExperimentResult& result);

/// AUC-PR, F1 and the paper's F1 of each row: bars, or lines over the values of a sweep, with the standard
/// deviation over the seeds.
[[nodiscard]] std::string experimentSvg(const ExperimentResult& result);
/// @error Unsupported  built without cairo
[[nodiscard]] Result<std::string> experimentPng(const ExperimentResult& result);

/// Writes NAME.csv, NAME_cells.csv, NAME.json, NAME.svg and, where it can be made, NAME.png.
/// @return the paths of the files
/// @error IoError
[[nodiscard]] Result<std::vector<std::string>> writeExperiment(const ExperimentResult& result,
                                                               const std::string& folder);

} // namespace nodesentry
