#pragma once

#include "core/base/parameters.h"
#include "core/baselines/baseline_options.h"
#include "core/clustering/cluster_options.h"
#include "core/detect/detect_options.h"
#include "core/eval/evaluation_options.h"
#include "core/features/feature_options.h"
#include "core/model/train_options.h"
#include "core/pipeline/update_options.h"
#include "core/preprocess/prepare_options.h"
#include "core/projection/projection_options.h"
#include "core/review/similar_stretches.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nodesentry {

/// All parameters of all stages, with their defaults.
struct PipelineOptions {
    PrepareOptions prepare;
    FeatureOptions features;
    ClusterOptions cluster;
    ProjectionOptions projection; ///< to be looked at only: no stage rests on it
    TrainOptions train;
    /// Where, not what: a training that was interrupted gives the same model.
    double checkpointMinutes = 5.0;
    UpdateOptions update; ///< of `update` only: no stage rests on it
    DetectOptions detect;
    BaselineOptions baselines;
    EvaluationOptions evaluate;
    SimilarOptions similar; ///< of the search for more like a label: no stage rests on it
    int seed = 1; ///< of everything random; a run is repeatable for a seed
    std::string detectors; ///< folder of declared external detectors, besides the project's own; empty: none
    std::string device = "auto"; ///< auto, cpu, cuda or cuda:n; where, not what: it is in no fingerprint
};

/// Binds every member as "stage.parameter"; the binder refers to @p options, which must outlive it.
[[nodiscard]] ParameterBinder bindParameters(PipelineOptions& options);

/// "default" (ours, by measurement) and "paper" (the paper's choices).
[[nodiscard]] std::vector<std::string> presetNames();
/// @param preset  one of presetNames()
/// @error InvalidArgument  unknown preset
[[nodiscard]] Result<PipelineOptions> presetOptions(const std::string& preset);

/// All parameters but the device as one JSON object, name to text.
[[nodiscard]] std::string parametersJson(PipelineOptions options);
/// Names and values of all parameters but the device and the seed that are not the default, in the order they
/// are bound in.
[[nodiscard]] ParameterTexts changedParameters(PipelineOptions options);
/// Reads what parametersJson() wrote; parameters it does not name keep their defaults.
/// @error Corrupt, InvalidArgument
[[nodiscard]] Result<PipelineOptions> optionsFromJson(const std::string& text);

} // namespace nodesentry
