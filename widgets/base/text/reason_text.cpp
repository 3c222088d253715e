#include "widgets/base/text/reason_text.h"

#include <QCoreApplication>

namespace nodesentry::ui {

namespace {

struct Sentences {
    QString text;
    QString advice{};
};

class ReasonTexts {
    Q_DECLARE_TR_FUNCTIONS(ReasonText)

public:
    // No default: the compiler finds a reason that was forgotten.
    static Sentences of(Reason reason)
    {
        switch (reason) {
        case Reason::None:
            break;
        case Reason::ProjectInUse:
            return {tr("the project is in use by %1, process %2 on %3"),
                    tr("close it there, or open it for reading only")};
        case Reason::ProjectInUseElsewhere:
            return {tr("the project is in use by another program"),
                    tr("close it there, or open it for reading only")};
        case Reason::ProjectBeingWritten:
            return {tr("the project is being written to by somebody else"),
                    tr("try again when they have closed it")};
        case Reason::ProjectReadOnly:
            return {tr("the project '%1' is open for reading only")};
        case Reason::ProjectReadOnlyInUse:
            return {tr("the project '%1' is open for reading only: it is in use by %2, process %3 on %4"),
                    tr("close it there")};
        case Reason::ProjectReadOnlyBecause:
            return {tr("the project '%1' is open for reading only: %2")};
        case Reason::ProjectNotWritable:
            return {tr("cannot write to the project: %1"),
                    tr("check the permissions of the folder, or open it for reading only")};
        case Reason::DiskWithoutLocks:
            return {
                tr("the disk does not lock files (%1), so two programs could write to the project at once"),
                tr("put the project on a disk with locks (Lustre: mounted with -o flock; NFS: with a lock service), or open it for reading only")};
        case Reason::ProjectNotClosed:
            return {
                tr("the project was not closed, and the changes that wait in project.db-wal cannot be read where nothing may be written"),
                tr("copy the folder to a place where you may write and open the copy; or let whoever has the project open close it")};
        case Reason::ProjectOutdated:
            return {tr("the project was written by an older version and needs to be upgraded"),
                    tr("of a project that you may not write to, open a copy")};
        case Reason::ProjectTooNew:
            return {tr("the project has schema version %1, this program knows versions up to %2"),
                    tr("open it with a newer NodeSentry Workbench")};
        case Reason::NotAProject:
            return {tr("'%1' is not a project: it has no project.db")};
        case Reason::ProjectGone:
            return {
                tr("the project '%1' was deleted, moved or replaced while it was open: nothing can be saved in it any more"),
                tr("close it; put the folder back or open it where it is now, and make the last change again")};
        case Reason::PathTooLong:
            return {tr("the path of the project has %1 bytes, %2 can be used"),
                    tr("put the project into a folder with a shorter path")};
        case Reason::DatabaseEmpty:
            return {
                tr("the project's database is empty: what it held is lost"),
                tr("restore project.db from a backup, and keep a synchronising program from spreading the empty file; where nothing was ever imported, remove the folder and import again")};
        case Reason::DatabaseHoldsNothing:
            return {
                tr("the project's database holds no project: what it held is lost"),
                tr("restore project.db from a backup; where nothing was ever imported, remove the folder and import again")};
        case Reason::DatabaseForeign:
            return {tr("this SQLite file is not the database of a NodeSentry project"),
                    tr("restore project.db from a backup")};
        case Reason::DatabaseDamaged:
            return {tr("the project database is damaged: %1"), tr("restore project.db from a backup")};
        case Reason::DatabaseBusy:
            return {tr("another program holds the project database: %1"),
                    tr("try again when it has finished")};
        case Reason::ParametersUnreadable:
            return {tr("the project's parameters cannot be read"), tr("restore project.db from a backup")};
        case Reason::DiskFull:
            return {tr("there is no room left on the disk for '%1'")};
        case Reason::CannotWrite:
            return {tr("cannot write '%1': %2"),
                    tr("check that the folder is there and that you may write to it")};
        case Reason::FileDamaged:
            return {tr("the file is damaged: %1"),
                    tr("restore it from a backup, or make it again from its sources")};
        case Reason::FileTooNew:
            return {tr("the file is of version %2 of '%1', this program reads up to %3"),
                    tr("open it with a newer version of this program")};
        case Reason::SamplesMissing:
            return {tr("'%1' holds no samples yet")};
        case Reason::SamplesDamaged:
            return {tr("the stored samples are damaged: %1"),
                    tr("copy project folders as a whole, or restore the file from a backup")};
        case Reason::SamplesOutdated:
            return {tr(
                "these samples were stored by an older version of this program (version %1 of '%2', this one reads %3)")};
        case Reason::NodeWithoutSamples:
            return {tr("the project has no samples of node '%1'")};
        case Reason::JobDamaged:
            return {tr("job '%1' is damaged in the project database")};
        case Reason::LabelDamaged:
            return {tr("label %1 is damaged in the project database"),
                    tr("restore project.db from a backup")};
        case Reason::SuggestionDamaged:
            return {tr("suggestion %1 is damaged in the project database"),
                    tr("restore project.db from a backup")};
        case Reason::CaseDamaged:
            return {tr("case %1 of method '%2' is damaged in the project database")};
        case Reason::NotPrepared:
            return {tr("the samples have not been prepared")};
        case Reason::NoClusters:
            return {tr("there are no clusters yet")};
        case Reason::NoModels:
            return {tr("there are no trained models of the present data and parameters")};
        case Reason::NothingDetected:
            return {tr("nothing has been detected yet")};
        case Reason::ScoresMissing:
            return {tr("there are no scores of method '%1'")};
        case Reason::ScoresOfNodeMissing:
            return {tr("there are no scores of method '%1' for node '%2'")};
        case Reason::ScoresOutdated:
            return {tr("the scores of '%1' are older than what they are computed from")};
        case Reason::ScoresUnfit:
            return {tr("the scores of '%1' do not fit how node '%2' is prepared")};
        case Reason::ScoresDamaged:
            return {tr("the stored scores are damaged: %1"),
                    tr("remove the file first: scores can be computed anew")};
        case Reason::ScoreDetailsMissing:
            return {tr("what '%1' says of each metric was not stored"),
                    tr("set the parameter detect.store_details to on and detect again")};
        case Reason::MethodExplainsNothing:
            return {tr("the method '%1' does not say which metrics its scores are made of"),
                    tr("choose another one, such as nodesentry")};
        case Reason::StageDamaged:
            return {tr("the stored result of the stage '%1' is damaged: %2")};
        case Reason::StageTooNew:
            return {tr("the stored result of the stage '%1' was made by a newer version of this program"),
                    tr("open the project with that version")};
        case Reason::FeaturesUnfit:
            return {tr("the stored features belong to other segments")};
        case Reason::ClustersUnfit:
            return {tr("the clusters belong to other segments")};
        case Reason::TrainingRangeChanged:
            return {tr(
                "the training range of node '%1' has changed since the models were made: segment %2 is no more")};
        case Reason::NothingToTrainOn:
            return {tr("no segment lies in the training range"),
                    tr("give more of the time to training, or raise the parameter cluster.training_share")};
        case Reason::EvaluationDamaged:
            return {tr("the project's evaluation is damaged")};
        case Reason::NoTestLabels:
            return {tr("there are no labels in the test range, so nothing can be judged"),
                    tr("label what is anomalous there, or import labels")};
        case Reason::ModelMissing:
            return {tr("the model is not there")};
        case Reason::ModelDamaged:
            return {tr("damaged model: %1")};
        case Reason::ModelTooNew:
            return {tr("the model has format version %1, this program reads up to %2"),
                    tr("open it with the newer program that wrote it")};
        case Reason::ModelUnfit:
            return {tr("the model knows %1 metrics, the samples have %2"),
                    tr("the samples were prepared otherwise than those the model learned from")};
        case Reason::TrainingDiverged:
            return {tr("the loss is no longer finite in epoch %1, step %2"),
                    tr("lower train.learning_rate or train.gradient_clip")};
        case Reason::TrainingDivergedAgain:
            return {
                tr("the loss is no longer finite in epoch %1, step %2, with a tenth of the learning rate too"),
                tr("lower train.learning_rate or train.gradient_clip")};
        case Reason::ClusterDiverged:
            return {tr("cluster %1: the loss is no longer finite in epoch %2, step %3"),
                    tr("lower train.learning_rate or train.gradient_clip")};
        case Reason::NetworkDiverged:
            return {tr("the loss of %1 is not a number at step %2"), tr("choose a smaller learning rate")};
        case Reason::ValueTooLarge:
            return {
                tr("segment %1 has the value %2 of %3 at sample %4, in standard deviations: no network can learn from it"),
                tr("limit values with prepare.clip, or leave the metric out of the import")};
        case Reason::OutOfMemory:
            return {
                tr("there is not enough memory for this"),
                tr("close other programs, or try fewer windows a batch (train.batch), a smaller network, or device cpu")};
        case Reason::TorchFailed:
            return {tr("LibTorch: %1"),
                    tr("try fewer windows a batch (train.batch), a smaller network, or device cpu")};
        case Reason::DeviceMissing:
            return {
                tr("device '%1' was asked for, but this machine and build of LibTorch offer %2 CUDA device(s)"),
                tr("use device auto or cpu, or build against a CUDA build of LibTorch")};
        case Reason::MethodUnknown:
            return {tr("there is no detection method '%1'"), tr("choose one of: %2")};
        case Reason::DetectorNotAllowed:
            return {
                tr("the project brings a program, which was not allowed yet or has changed since: %1 (external detector '%2')"),
                tr("look at this file and at what it runs; if you trust both, allow them once on the command line with --allow-detectors")};
        case Reason::DetectorFailed:
            return {tr("external detector '%1' (%2) on node '%3': %4")};
        case Reason::LabelIncomplete:
            return {tr("a label needs a node and a class")};
        case Reason::LabelEndsTooEarly:
            return {tr("the label on '%1' ends at %2, which is not after its start at %3")};
        case Reason::LabelConfidence:
            return {tr("the label on '%1' has confidence %2"), tr("a confidence lies between 0 and 1")};
        case Reason::LabelSplitOutside:
            return {tr("%1 is not inside the label on '%2'"),
                    tr("choose a time between its begin and its end")};
        case Reason::LabelsTooFewToMerge:
            return {tr("merging needs two labels or more")};
        case Reason::LabelsForeignToMerge:
            return {tr("labels of different nodes or different people cannot be merged")};
        case Reason::LabelExists:
            return {tr("'%1' has labelled this stretch of '%2' as '%3' already")};
        case Reason::LabelGone:
            return {tr("there is no label %1")};
        case Reason::LabelChanged:
            return {tr("label %1 was changed meanwhile"), tr("open the project again to see what it is now")};
        case Reason::SuggestionChanged:
            return {tr("suggestion %1 was changed meanwhile"),
                    tr("open the project again to see what it is now")};
        case Reason::LabelWithoutSamples:
            return {tr("no sample lies in the label")};
        case Reason::NothingToCompare:
            return {tr("there is nothing to compare with: too few samples or metrics"),
                    tr("choose a longer label, or one with more metrics")};
        case Reason::NoClassLeft:
            return {tr("there is no label class left"), tr("keep one at least")};
        case Reason::ClassWithoutName:
            return {tr("a label class has no name")};
        case Reason::ClassTwice:
            return {tr("there are two label classes '%1'")};
        case Reason::ClassColour:
            return {tr("'%1' is not the colour of a label class"), tr("write it as #rrggbb")};
        case Reason::ClassKey:
            return {tr("the key of the label class '%1' is no digit")};
        case Reason::ClassKeyTwice:
            return {tr("two label classes have the key %1"), tr("give one of them another key, or none")};
        case Reason::ClassInUse:
            return {tr("the class '%1' cannot go: labels are of it"),
                    tr("give these labels another class first")};
        }
        return {};
    }

    static QString advice(Remedy remedy)
    {
        switch (remedy) {
        case Remedy::None:
            break;
        case Remedy::RunStages:
            return tr("run all stages (F5)");
        case Remedy::Train:
            return tr("train the models anew (F5)");
        case Remedy::OpenWritable:
            return tr("open the project for writing");
        case Remedy::FreeDisk:
            return tr("make room on the disk, then try again");
        case Remedy::Import:
            return tr("import data into it first");
        case Remedy::ImportAgain:
            return tr("import the data again");
        }
        return {};
    }

    static QString button(Remedy remedy)
    {
        switch (remedy) {
        case Remedy::RunStages:
        case Remedy::Train:
            return tr("Run now");
        case Remedy::OpenWritable:
            return tr("Open for writing");
        case Remedy::None:
        case Remedy::FreeDisk: // what failed is done again in the way it was done
        case Remedy::Import:
        case Remedy::ImportAgain: // done from a terminal
            break;
        }
        return {};
    }
};

QString filled(const QString& pattern, const std::vector<std::string>& arguments)
{
    return QString::fromStdString(filledText(pattern.toStdString(), arguments));
}

} // namespace

QString reasonText(Reason reason, const std::vector<std::string>& arguments)
{
    return filled(ReasonTexts::of(reason).text, arguments);
}

QString reasonAdvice(Reason reason, const std::vector<std::string>& arguments)
{
    return filled(ReasonTexts::of(reason).advice, arguments);
}

QString remedyAdvice(Remedy remedy)
{
    return ReasonTexts::advice(remedy);
}

QString remedyText(Remedy remedy)
{
    return ReasonTexts::button(remedy);
}

} // namespace nodesentry::ui
