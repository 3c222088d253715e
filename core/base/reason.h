#pragma once

#include "core/base/result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// Errors that a person at the window can meet. The words behind each are its arguments, in their order.
/// To add one: its row in reason.cpp, its sentences in widgets/text/reason_text.cpp, their translations.
enum class Reason : int {
    None, ///< Error::message says it all

    // The project
    ProjectInUse, ///< by process, on host
    ProjectInUseElsewhere,
    ProjectBeingWritten,
    ProjectReadOnly, ///< folder
    ProjectReadOnlyInUse, ///< folder, process, host
    ProjectReadOnlyBecause, ///< folder, what is in the way (English)
    ProjectNotWritable, ///< what the system says
    DiskWithoutLocks, ///< what the system says
    ProjectNotClosed,
    ProjectOutdated,
    ProjectTooNew, ///< schema version, newest known
    NotAProject, ///< folder
    ProjectGone, ///< folder
    PathTooLong, ///< bytes, most
    DatabaseEmpty,
    DatabaseHoldsNothing,
    DatabaseForeign,
    DatabaseDamaged, ///< what SQLite says
    DatabaseBusy, ///< what SQLite says
    ParametersUnreadable,

    // Files and samples
    DiskFull, ///< file
    CannotWrite, ///< file, what the system says
    FileDamaged, ///< what is wrong (English)
    FileTooNew, ///< format, its version, newest known
    SamplesMissing, ///< folder
    SamplesDamaged, ///< what is wrong (English)
    SamplesOutdated, ///< their version, format, version that can be read
    NodeWithoutSamples, ///< node
    JobDamaged, ///< job
    LabelDamaged, ///< number
    SuggestionDamaged, ///< number
    CaseDamaged, ///< number, method

    // Stages and their results
    NotPrepared,
    NoClusters,
    NoModels,
    NothingDetected,
    ScoresMissing, ///< method
    ScoresOfNodeMissing, ///< method, node
    ScoresOutdated, ///< method
    ScoresUnfit, ///< method, node
    ScoresDamaged, ///< what is wrong (English)
    ScoreDetailsMissing, ///< method
    MethodExplainsNothing, ///< method
    StageDamaged, ///< stage, what is wrong (English)
    StageTooNew, ///< stage
    FeaturesUnfit,
    ClustersUnfit,
    TrainingRangeChanged, ///< node, segment
    NothingToTrainOn,
    EvaluationDamaged,
    NoTestLabels,

    // Models and detectors
    ModelMissing,
    ModelDamaged, ///< what is wrong (English)
    ModelTooNew, ///< its version, newest known
    ModelUnfit, ///< metrics of the model, of the samples
    TrainingDiverged, ///< epoch, step
    TrainingDivergedAgain, ///< epoch, step
    ClusterDiverged, ///< cluster, epoch, step
    NetworkDiverged, ///< of what, step
    ValueTooLarge, ///< segment, value, metric, sample
    OutOfMemory,
    TorchFailed, ///< what LibTorch says
    DeviceMissing, ///< device, how many there are
    MethodUnknown, ///< method, those known
    DetectorNotAllowed, ///< its command, name
    DetectorFailed, ///< detector, its program, node, what happened (English)

    // Labels and their classes
    LabelIncomplete,
    LabelEndsTooEarly, ///< node, end, begin
    LabelConfidence, ///< node, confidence
    LabelSplitOutside, ///< time, node
    LabelsTooFewToMerge,
    LabelsForeignToMerge,
    LabelExists, ///< author, node, class
    LabelGone, ///< number
    LabelChanged, ///< number
    SuggestionChanged, ///< number
    LabelWithoutSamples,
    NothingToCompare,
    NoClassLeft,
    ClassWithoutName,
    ClassTwice, ///< class
    ClassColour, ///< colour
    ClassKey, ///< class
    ClassKeyTwice, ///< key
    ClassInUse, ///< class
};

/// What a person can do to mend an error. The window offers a button for it, the command line prints a command.
enum class Remedy : int {
    None,
    RunStages, ///< run the stages of the project; what is up to date stays as it is
    Train, ///< train the models anew
    OpenWritable, ///< open the project for writing, after whoever holds it has let it go
    FreeDisk, ///< make room on the disk
    Import, ///< import data into the project
    ImportAgain, ///< import the data anew
};

/// What there is to know of a reason. Texts are English, begin in lower case, and have no final full stop; %1, %2 …
/// stand for the arguments.
struct ReasonInfo {
    Reason reason{};
    ErrorCode code{};
    Remedy remedy{};
    std::string_view text; ///< what is wrong
    std::string_view advice; ///< what to do, beside what the remedy says by itself; may be empty
};

/// All but None, in the order of the enumeration.
[[nodiscard]] std::span<const ReasonInfo> allReasons();

/// @param pattern    text with %1, %2 …, in any order
/// @return the text with the arguments in their places; a place without argument stays as it is
[[nodiscard]] std::string filledText(std::string_view pattern, std::span<const std::string> arguments);

/// The error of a reason: code, message, advice and remedy are set.
/// @pre reason is not None, and there are as many arguments as its texts have places
[[nodiscard]] Error errorOf(Reason reason, std::vector<std::string> arguments = {});

/// A failed Result: `return fail(Reason::ScoresMissing, {method});`
[[nodiscard]] inline tl::unexpected<Error> fail(Reason reason, std::vector<std::string> arguments = {})
{
    return tl::unexpected<Error>(errorOf(reason, std::move(arguments)));
}

/// Whether the system refused to write since the disk or the quota is used up.
[[nodiscard]] bool isDiskFull(int systemError);

/// DiskFull where it is, else CannotWrite with the words of the system.
[[nodiscard]] Error writeError(const std::string& path, int systemError);

} // namespace nodesentry
