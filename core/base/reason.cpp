#include "core/base/reason.h"

#include "core/base/expects.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace nodesentry {

namespace {

using enum ErrorCode;

// clang-format off
constexpr std::array kReasons{
    // The project
    ReasonInfo{Reason::ProjectInUse, Locked, Remedy::OpenWritable,
        "the project is in use by %1, process %2 on %3",
        "close it there, or open it for reading only"},
    ReasonInfo{Reason::ProjectInUseElsewhere, Locked, Remedy::OpenWritable,
        "the project is in use by another program",
        "close it there, or open it for reading only"},
    ReasonInfo{Reason::ProjectBeingWritten, Locked, Remedy::None,
        "the project is being written to by somebody else",
        "try again when they have closed it"},
    ReasonInfo{Reason::ProjectReadOnly, ReadOnly, Remedy::OpenWritable,
        "the project '%1' is open for reading only",
        ""},
    ReasonInfo{Reason::ProjectReadOnlyInUse, ReadOnly, Remedy::OpenWritable,
        "the project '%1' is open for reading only: it is in use by %2, process %3 on %4",
        "close it there"},
    ReasonInfo{Reason::ProjectReadOnlyBecause, ReadOnly, Remedy::None,
        "the project '%1' is open for reading only: %2",
        ""},
    ReasonInfo{Reason::ProjectNotWritable, ReadOnly, Remedy::None,
        "cannot write to the project: %1",
        "check the permissions of the folder, or open it for reading only"},
    ReasonInfo{Reason::DiskWithoutLocks, IoError, Remedy::None,
        "the disk does not lock files (%1), so two programs could write to the project at once",
        "put the project on a disk with locks (Lustre: mounted with -o flock; NFS: with a lock service), or open it for reading only"},
    ReasonInfo{Reason::ProjectNotClosed, ReadOnly, Remedy::None,
        "the project was not closed, and the changes that wait in project.db-wal cannot be read where nothing may be written",
        "copy the folder to a place where you may write and open the copy; or let whoever has the project open close it"},
    ReasonInfo{Reason::ProjectOutdated, ReadOnly, Remedy::OpenWritable,
        "the project was written by an older version and needs to be upgraded",
        "of a project that you may not write to, open a copy"},
    ReasonInfo{Reason::ProjectTooNew, VersionTooNew, Remedy::None,
        "the project has schema version %1, this program knows versions up to %2",
        "open it with a newer NodeSentry Workbench"},
    ReasonInfo{Reason::NotAProject, NotFound, Remedy::Import,
        "'%1' is not a project: it has no project.db",
        ""},
    ReasonInfo{Reason::ProjectGone, IoError, Remedy::None,
        "the project '%1' was deleted, moved or replaced while it was open: nothing can be saved in it any more",
        "close it; put the folder back or open it where it is now, and make the last change again"},
    ReasonInfo{Reason::PathTooLong, InvalidArgument, Remedy::None,
        "the path of the project has %1 bytes, %2 can be used",
        "put the project into a folder with a shorter path"},
    ReasonInfo{Reason::DatabaseEmpty, Corrupt, Remedy::None,
        "the project's database is empty: what it held is lost",
        "restore project.db from a backup, and keep a synchronising program from spreading the empty file; where nothing was ever imported, remove the folder and import again"},
    ReasonInfo{Reason::DatabaseHoldsNothing, Corrupt, Remedy::None,
        "the project's database holds no project: what it held is lost",
        "restore project.db from a backup; where nothing was ever imported, remove the folder and import again"},
    ReasonInfo{Reason::DatabaseForeign, Corrupt, Remedy::None,
        "this SQLite file is not the database of a NodeSentry project",
        "restore project.db from a backup"},
    ReasonInfo{Reason::DatabaseDamaged, Corrupt, Remedy::None,
        "the project database is damaged: %1",
        "restore project.db from a backup"},
    ReasonInfo{Reason::DatabaseBusy, Locked, Remedy::None,
        "another program holds the project database: %1",
        "try again when it has finished"},
    ReasonInfo{Reason::ParametersUnreadable, Corrupt, Remedy::None,
        "the project's parameters cannot be read",
        "restore project.db from a backup"},

    // Files and samples
    ReasonInfo{Reason::DiskFull, IoError, Remedy::FreeDisk,
        "there is no room left on the disk for '%1'",
        ""},
    ReasonInfo{Reason::CannotWrite, IoError, Remedy::None,
        "cannot write '%1': %2",
        "check that the folder is there and that you may write to it"},
    ReasonInfo{Reason::FileDamaged, Corrupt, Remedy::None,
        "the file is damaged: %1",
        "restore it from a backup, or make it again from its sources"},
    ReasonInfo{Reason::FileTooNew, VersionTooNew, Remedy::None,
        "the file is of version %2 of '%1', this program reads up to %3",
        "open it with a newer version of this program"},
    ReasonInfo{Reason::SamplesMissing, StageMissing, Remedy::Import,
        "'%1' holds no samples yet",
        ""},
    ReasonInfo{Reason::SamplesDamaged, Corrupt, Remedy::ImportAgain,
        "the stored samples are damaged: %1",
        "copy project folders as a whole, or restore the file from a backup"},
    ReasonInfo{Reason::SamplesOutdated, Unsupported, Remedy::ImportAgain,
        "these samples were stored by an older version of this program (version %1 of '%2', this one reads %3)",
        ""},
    ReasonInfo{Reason::NodeWithoutSamples, NotFound, Remedy::None,
        "the project has no samples of node '%1'",
        ""},
    ReasonInfo{Reason::JobDamaged, Corrupt, Remedy::ImportAgain,
        "job '%1' is damaged in the project database",
        ""},
    ReasonInfo{Reason::LabelDamaged, Corrupt, Remedy::None,
        "label %1 is damaged in the project database",
        "restore project.db from a backup"},
    ReasonInfo{Reason::SuggestionDamaged, Corrupt, Remedy::None,
        "suggestion %1 is damaged in the project database",
        "restore project.db from a backup"},
    ReasonInfo{Reason::CaseDamaged, Corrupt, Remedy::RunStages,
        "case %1 of method '%2' is damaged in the project database",
        ""},

    // Stages and their results
    ReasonInfo{Reason::NotPrepared, StageMissing, Remedy::RunStages,
        "the samples have not been prepared",
        ""},
    ReasonInfo{Reason::NoClusters, StageMissing, Remedy::RunStages,
        "there are no clusters yet",
        ""},
    ReasonInfo{Reason::NoModels, StageMissing, Remedy::RunStages,
        "there are no trained models of the present data and parameters",
        ""},
    ReasonInfo{Reason::NothingDetected, StageMissing, Remedy::RunStages,
        "nothing has been detected yet",
        ""},
    ReasonInfo{Reason::ScoresMissing, NotFound, Remedy::RunStages,
        "there are no scores of method '%1'",
        ""},
    ReasonInfo{Reason::ScoresOfNodeMissing, NotFound, Remedy::RunStages,
        "there are no scores of method '%1' for node '%2'",
        ""},
    ReasonInfo{Reason::ScoresOutdated, StageMissing, Remedy::RunStages,
        "the scores of '%1' are older than what they are computed from",
        ""},
    ReasonInfo{Reason::ScoresUnfit, InconsistentData, Remedy::RunStages,
        "the scores of '%1' do not fit how node '%2' is prepared",
        ""},
    ReasonInfo{Reason::ScoresDamaged, Corrupt, Remedy::RunStages,
        "the stored scores are damaged: %1",
        "remove the file first: scores can be computed anew"},
    ReasonInfo{Reason::ScoreDetailsMissing, Unsupported, Remedy::None,
        "what '%1' says of each metric was not stored",
        "set the parameter detect.store_details to on and detect again"},
    ReasonInfo{Reason::MethodExplainsNothing, Unsupported, Remedy::None,
        "the method '%1' does not say which metrics its scores are made of",
        "choose another one, such as nodesentry"},
    ReasonInfo{Reason::StageDamaged, Corrupt, Remedy::RunStages,
        "the stored result of the stage '%1' is damaged: %2",
        ""},
    ReasonInfo{Reason::StageTooNew, VersionTooNew, Remedy::None,
        "the stored result of the stage '%1' was made by a newer version of this program",
        "open the project with that version"},
    ReasonInfo{Reason::FeaturesUnfit, Corrupt, Remedy::RunStages,
        "the stored features belong to other segments",
        ""},
    ReasonInfo{Reason::ClustersUnfit, Corrupt, Remedy::RunStages,
        "the clusters belong to other segments",
        ""},
    ReasonInfo{Reason::TrainingRangeChanged, InconsistentData, Remedy::RunStages,
        "the training range of node '%1' has changed since the models were made: segment %2 is no more",
        ""},
    ReasonInfo{Reason::NothingToTrainOn, InconsistentData, Remedy::None,
        "no segment lies in the training range",
        "give more of the time to training, or raise the parameter cluster.training_share"},
    ReasonInfo{Reason::EvaluationDamaged, Corrupt, Remedy::RunStages,
        "the project's evaluation is damaged",
        ""},
    ReasonInfo{Reason::NoTestLabels, InconsistentData, Remedy::None,
        "there are no labels in the test range, so nothing can be judged",
        "label what is anomalous there, or import labels"},

    // Models and detectors
    ReasonInfo{Reason::ModelMissing, NotFound, Remedy::Train,
        "the model is not there",
        ""},
    ReasonInfo{Reason::ModelDamaged, Corrupt, Remedy::Train,
        "damaged model: %1",
        ""},
    ReasonInfo{Reason::ModelTooNew, VersionTooNew, Remedy::Train,
        "the model has format version %1, this program reads up to %2",
        "open it with the newer program that wrote it"},
    ReasonInfo{Reason::ModelUnfit, InconsistentData, Remedy::Train,
        "the model knows %1 metrics, the samples have %2",
        "the samples were prepared otherwise than those the model learned from"},
    ReasonInfo{Reason::TrainingDiverged, TrainingDiverged, Remedy::None,
        "the loss is no longer finite in epoch %1, step %2",
        "lower train.learning_rate or train.gradient_clip"},
    ReasonInfo{Reason::TrainingDivergedAgain, TrainingDiverged, Remedy::None,
        "the loss is no longer finite in epoch %1, step %2, with a tenth of the learning rate too",
        "lower train.learning_rate or train.gradient_clip"},
    ReasonInfo{Reason::ClusterDiverged, TrainingDiverged, Remedy::None,
        "cluster %1: the loss is no longer finite in epoch %2, step %3",
        "lower train.learning_rate or train.gradient_clip"},
    ReasonInfo{Reason::NetworkDiverged, TrainingDiverged, Remedy::None,
        "the loss of %1 is not a number at step %2",
        "choose a smaller learning rate"},
    ReasonInfo{Reason::ValueTooLarge, TrainingDiverged, Remedy::None,
        "segment %1 has the value %2 of %3 at sample %4, in standard deviations: no network can learn from it",
        "limit values with prepare.clip, or leave the metric out of the import"},
    ReasonInfo{Reason::OutOfMemory, Unsupported, Remedy::None,
        "there is not enough memory for this",
        "close other programs, or try fewer windows a batch (train.batch), a smaller network, or device cpu"},
    ReasonInfo{Reason::TorchFailed, Unsupported, Remedy::None,
        "LibTorch: %1",
        "try fewer windows a batch (train.batch), a smaller network, or device cpu"},
    ReasonInfo{Reason::DeviceMissing, Unsupported, Remedy::None,
        "device '%1' was asked for, but this machine and build of LibTorch offer %2 CUDA device(s)",
        "use device auto or cpu, or build against a CUDA build of LibTorch"},
    ReasonInfo{Reason::MethodUnknown, NotFound, Remedy::None,
        "there is no detection method '%1'",
        "choose one of: %2"},
    ReasonInfo{Reason::DetectorNotAllowed, Unsupported, Remedy::None,
        "the project brings a program, which was not allowed yet or has changed since: %1 (external detector '%2')",
        "look at this file and at what it runs; if you trust both, allow them once on the command line with --allow-detectors"},
    ReasonInfo{Reason::DetectorFailed, IoError, Remedy::None,
        "external detector '%1' (%2) on node '%3': %4",
        ""},

    // Labels and their classes
    ReasonInfo{Reason::LabelIncomplete, InvalidArgument, Remedy::None,
        "a label needs a node and a class",
        ""},
    ReasonInfo{Reason::LabelEndsTooEarly, InvalidArgument, Remedy::None,
        "the label on '%1' ends at %2, which is not after its start at %3",
        ""},
    ReasonInfo{Reason::LabelConfidence, InvalidArgument, Remedy::None,
        "the label on '%1' has confidence %2",
        "a confidence lies between 0 and 1"},
    ReasonInfo{Reason::LabelSplitOutside, InvalidArgument, Remedy::None,
        "%1 is not inside the label on '%2'",
        "choose a time between its begin and its end"},
    ReasonInfo{Reason::LabelsTooFewToMerge, InvalidArgument, Remedy::None,
        "merging needs two labels or more",
        ""},
    ReasonInfo{Reason::LabelsForeignToMerge, InvalidArgument, Remedy::None,
        "labels of different nodes or different people cannot be merged",
        ""},
    ReasonInfo{Reason::LabelExists, AlreadyExists, Remedy::None,
        "'%1' has labelled this stretch of '%2' as '%3' already",
        ""},
    ReasonInfo{Reason::LabelGone, NotFound, Remedy::None,
        "there is no label %1",
        ""},
    ReasonInfo{Reason::LabelChanged, InconsistentData, Remedy::None,
        "label %1 was changed meanwhile",
        "open the project again to see what it is now"},
    ReasonInfo{Reason::SuggestionChanged, InconsistentData, Remedy::None,
        "suggestion %1 was changed meanwhile",
        "open the project again to see what it is now"},
    ReasonInfo{Reason::LabelWithoutSamples, InconsistentData, Remedy::None,
        "no sample lies in the label",
        ""},
    ReasonInfo{Reason::NothingToCompare, InconsistentData, Remedy::None,
        "there is nothing to compare with: too few samples or metrics",
        "choose a longer label, or one with more metrics"},
    ReasonInfo{Reason::NoClassLeft, InvalidArgument, Remedy::None,
        "there is no label class left",
        "keep one at least"},
    ReasonInfo{Reason::ClassWithoutName, InvalidArgument, Remedy::None,
        "a label class has no name",
        ""},
    ReasonInfo{Reason::ClassTwice, InvalidArgument, Remedy::None,
        "there are two label classes '%1'",
        ""},
    ReasonInfo{Reason::ClassColour, InvalidArgument, Remedy::None,
        "'%1' is not the colour of a label class",
        "write it as #rrggbb"},
    ReasonInfo{Reason::ClassKey, InvalidArgument, Remedy::None,
        "the key of the label class '%1' is no digit",
        ""},
    ReasonInfo{Reason::ClassKeyTwice, InvalidArgument, Remedy::None,
        "two label classes have the key %1",
        "give one of them another key, or none"},
    ReasonInfo{Reason::ClassInUse, InvalidArgument, Remedy::None,
        "the class '%1' cannot go: labels are of it",
        "give these labels another class first"},
};
// clang-format on

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kReasons.size(); ++i)
        if (kReasons[i].reason != static_cast<Reason>(i + 1))
            return false;
    return true;
}
static_assert(inOrder(), "a row for each reason, in the order of the enumeration");
static_assert(kReasons.back().reason == Reason::ClassInUse, "the last reason has its row");

/// The largest number of a place in a pattern.
std::size_t placesIn(std::string_view pattern)
{
    std::size_t places = 0;
    for (std::size_t i = 0; i + 1 < pattern.size(); ++i)
        if (pattern[i] == '%' && pattern[i + 1] >= '1' && pattern[i + 1] <= '9')
            places = std::max(places, static_cast<std::size_t>(pattern[i + 1] - '0'));
    return places;
}

} // namespace

std::span<const ReasonInfo> allReasons()
{
    return kReasons;
}

std::string filledText(std::string_view pattern, std::span<const std::string> arguments)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool isPlace
            = pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
        const auto argument = isPlace ? static_cast<std::size_t>(pattern[i + 1] - '1') : arguments.size();
        if (argument < arguments.size()) {
            text += arguments[argument];
            ++i;
        } else {
            text += pattern[i];
        }
    }
    return text;
}

Error errorOf(Reason reason, std::vector<std::string> arguments)
{
    const auto row = static_cast<std::size_t>(reason);
    NODESENTRY_EXPECTS(row >= 1 && row <= kReasons.size(), "a reason that there is");
    const auto& info = kReasons[row - 1];
    NODESENTRY_EXPECTS(arguments.size() == std::max(placesIn(info.text), placesIn(info.advice)),
                       "an argument for each place of the reason's texts");
    Error error;
    error.code = info.code;
    error.message = filledText(info.text, arguments);
    error.advice = filledText(info.advice, arguments);
    error.reason = reason;
    error.arguments = std::move(arguments);
    error.remedy = info.remedy;
    return error;
}

bool isDiskFull(int systemError)
{
    return systemError == ENOSPC || systemError == EDQUOT;
}

Error writeError(const std::string& path, int systemError)
{
    if (isDiskFull(systemError))
        return errorOf(Reason::DiskFull, {path});
    return errorOf(Reason::CannotWrite, {path, std::strerror(systemError)});
}

} // namespace nodesentry
