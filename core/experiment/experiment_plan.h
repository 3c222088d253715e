#pragma once

#include "core/base/result.h"
#include "core/pipeline/method_names.h"
#include "core/pipeline/options.h"

#include <string>
#include <utility>
#include <vector>

namespace nodesentry {

enum class ExperimentTable {
    Methods, ///< a row a method
    Ablation, ///< NodeSentry, and NodeSentry without one of its parts a row
    Sweep, ///< NodeSentry with another value of one parameter a row
};

/// What is to be compared.
struct ExperimentRequest {
    ExperimentTable table = ExperimentTable::Methods;
    std::string parameter; ///< of Sweep: a name of sweeps(), or any "stage.parameter" with values
    std::vector<std::string> values; ///< of Sweep: instead of the usual ones
    std::vector<std::string> methods; ///< of Methods: empty for all that are known
    std::vector<int> seeds{1, 2, 3, 4, 5};

    [[nodiscard]] std::string name() const; ///< "methods", "ablation", "sweep_experts": of the files
};

/// One row of a table: a method with parameters that differ from those of the others.
struct ExperimentRow {
    std::string name; ///< unique in the table: "knn", "C1", "3"
    std::string title; ///< "C1 without clustering"
    std::string method;
    std::vector<std::pair<std::string, std::string>> settings; ///< "stage.parameter", value
};

/// A parameter that a sweep goes over, under a name of its own.
struct Sweep {
    std::string name; ///< "experts"
    std::string title; ///< of the axis: "experts of each layer"
    std::string parameter; ///< "train.experts"
    std::vector<std::string> values;
};

/// The sweeps there are: training size, and the hyper-parameters of the paper's figure 6.
[[nodiscard]] const std::vector<Sweep>& sweeps();

/// The rows of a table; the random row comes last and is always there.
///
/// @param base  parameters of all rows, but for their settings
/// @error NotFound         unknown method, sweep or parameter; the advice names those there are
/// @error InvalidArgument  a value outside its range, no values, no seeds or one of them twice
[[nodiscard]] Result<std::vector<ExperimentRow>> planExperiment(const ExperimentRequest& request,
                                                                const std::vector<MethodEntry>& known,
                                                                const PipelineOptions& base);

/// The parameters of a row's run with one seed.
/// @error NotFound, InvalidArgument
[[nodiscard]] Result<PipelineOptions> optionsOf(const ExperimentRow& row, const PipelineOptions& base,
                                                int seed);

} // namespace nodesentry
