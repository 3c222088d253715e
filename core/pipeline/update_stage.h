#pragma once

#include "core/base/run_context.h"
#include "core/pipeline/options.h"
#include "core/pipeline/training_curves.h"
#include "core/project/project.h"

#include <string>

namespace nodesentry {

/// Takes in samples that were imported after the models were made, without making everything anew.
///
/// New segments are prepared with the old metrics and standardisation and matched with the clusters there
/// are. The models of clusters that got some go on learning from them and from the segments that they learned
/// from before (replay). Segments that fit no cluster wait until there are options.update.minSegments of
/// them, and then form clusters of their own with models of their own; ids are never reused. All other models
/// stay as they are, byte for byte. After it, the stages up to `train` count as done for the samples there
/// are now.
///
/// Labels are not read: new segments are taken for normal, as those of training are.
///
/// @param options  those of the last run; of the others, only options.update matters
/// @return JSON object: "new_segments", "matched", "waiting", "removed_segments"; "fine_tuned",
///         "new_clusters" and "untouched" (lists); "cost" (steps and seconds, and those of full training as
///         it took)
/// @param onEpoch  hears of each epoch of the models that learn, those that go on and the new ones; may be
///                 empty
/// @error StageMissing      the models have not been made
/// @error InconsistentData  training segments are no more; make everything anew
/// @error Cancelled         nothing has changed
/// @cost  features of the new segments, options.update.steps for each matched cluster, a full training for
///        each new one; the feature file is written anew
[[nodiscard]] Result<std::string> runUpdate(Project& project, const PipelineOptions& options,
                                            const EpochListener& onEpoch, const RunContext& context);

} // namespace nodesentry
