#pragma once

#include "core/base/result.h"
#include "core/data/job.h"
#include "core/data/metric.h"
#include "core/data/segment.h"
#include "core/data/series_store.h"
#include "core/detect/score_store.h"
#include "core/labels/label_class.h"
#include "core/labels/label_edit.h"
#include "core/labels/seen.h"
#include "core/review/suggestion.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

/// A cluster as people see it. Its numbers (centroids, scaling) are in the document "cluster_library".
struct ClusterRecord {
    int id = 0; ///< from 1, never reused within a project
    std::string name;
    std::string note;
    double silhouette = 0.0; ///< mean over its training members
    double spread = 0.0; ///< distance from the match centroid beyond which a segment fits no cluster
    std::string colour{}; ///< "#rrggbb"; empty: the program chooses
    bool locked = false; ///< refuses edits
};

/// A segment's place in the clustering.
struct ClusterMember {
    std::int64_t segment = 0;
    int cluster = -1; ///< the nearest one if it fits none; -1 where the nearest is not to stand in
    bool matched = false; ///< true: matched by its first match period; false: a training member
    bool fits = true; ///< false: farther from every cluster than that cluster's spread
    double distance = 0.0; ///< to the centroid (members) or match centroid (matched)
    double margin = 0.0; ///< (distance to the runner-up - distance) / the former; 0: a tie, 1: no doubt
    double silhouette = 0.0; ///< training members only
    bool placed = false; ///< matched, but put into its cluster by hand
    std::string node{}; ///< with begin: names the segment also after segments have been made anew
    TimeMs begin = 0; ///< of its first sample
};

/// Two segments that shall stay in one cluster, or in different ones.
struct ClusterLink {
    std::string firstNode;
    TimeMs firstBegin = 0;
    std::string secondNode;
    TimeMs secondBegin = 0;
    bool together = true;
};

/// One entry of the history of the clusters, which only grows.
struct ClusterHistoryEntry {
    std::int64_t id = 0; ///< ascending in time
    TimeMs at = 0;
    std::string who{};
    std::string action{}; ///< "recluster", "undo", "redo", or the name of an edit
    std::string edit{}; ///< JSON: the edit as it was wished; empty where the action says all
    std::string before{}; ///< JSON: what it touched, as it was
    std::string after{};
    std::optional<std::int64_t> refers{}; ///< entry that it takes back, or does again
};

/// What an edit of the clusters writes, all of it or nothing.
struct ClusterUpdate {
    ClusterHistoryEntry entry; ///< id, time and person are filled in
    std::vector<ClusterRecord> clusters; ///< all of them
    std::vector<ClusterMember> members; ///< those that changed
    std::vector<ClusterLink> links; ///< all of them
    int nextId = 1; ///< at least this; ids are never given back
    std::string library; ///< the document "cluster_library"
};

/// What a new clustering takes over from the edits of the one before.
struct ClusterHeritage {
    std::vector<ClusterLink> links{};
    std::vector<ClusterHistoryEntry> entries{}; ///< of the edits that were done again
    int nextId = 1;
};

/// One entry of the history of a label, which only grows.
struct LabelHistoryEntry {
    TimeMs at = 0;
    std::string who; ///< user at the keyboard; the label's author may be another
    LabelChange change;
};

/// What a source of suggestions was last asked with.
struct SuggestionSource {
    std::string fingerprint{}; ///< of the scores it rests on
    double factor = 1.0; ///< by which thresholds were raised
};

/// What a source suggests.
struct SuggestionOffer {
    std::string source;
    std::vector<Suggestion> suggestions; ///< of that source, pending
    SuggestionSource asked{};
    std::optional<std::vector<std::string>> nodes{}; ///< those that were looked at; nullopt: all
};

/// What a stage did when it last finished.
struct StageRecord {
    std::string stage; ///< "prepare", "features", "cluster", "train", "detect:<method>", "evaluate"
    std::string fingerprint; ///< of its inputs and parameters
    TimeMs finished = 0;
    double seconds = 0.0; ///< wall time
    std::string summary; ///< JSON object, figures of the stage
};

/// Everything that one import brings; committed as a whole or not at all.
struct ImportCommit {
    std::string generation; ///< of the series store file that goes with it; empty: samples and catalogue stay
    std::string source; ///< where it came from, for the run record
    std::string summary; ///< JSON object, the import report
    MetricCatalog metrics; ///< the new catalogue, all of it
    std::vector<Job> jobs; ///< added; a job with a known id replaces it
    std::vector<Label>
        labels; ///< added; one that equals an existing label (node, times, category) is skipped
    std::map<std::string, std::string> documents; ///< added, or in place of those of the same name
};

enum class OpenMode {
    ReadWrite, ///< fails with Locked while another program has the project
    ReadOnly,
    ReadWriteIfFree, ///< ReadWrite, or ReadOnly while another program has it
};

/// A project folder `NAME.nsproj/`: the database `project.db` and the files beside it.
///
/// Every change is one SQLite transaction and on disk when the call returns, in the folder that lies there then:
/// a change of a project that was deleted or replaced meanwhile is an error. Labels and clusters keep an
/// append-only history.
/// @thread any; calls are serialised inside
class Project {
public:
    /// Makes the folder (and its parents) with an empty database.
    /// @error AlreadyExists  the folder exists and is not empty
    [[nodiscard]] static Result<std::shared_ptr<Project>> create(const std::string& path);
    /// Opens, migrates an older database, and completes an import that a crash cut short.
    ///
    /// Opened for reading where nothing may be written (a read-only disk, a colleague's folder), a project shows
    /// its state of that moment. A database that was emptied is refused: only create() makes one.
    /// @error NotFound, Corrupt, Locked, VersionTooNew
    /// @error IoError   to be written to, on a disk that knows no locks
    /// @error ReadOnly  it may not be written to; or it may not, and changes wait that cannot be read so
    [[nodiscard]] static Result<std::shared_ptr<Project>> open(const std::string& path, OpenMode mode);
    ~Project();

    [[nodiscard]] const std::string& path() const;
    [[nodiscard]] bool readOnly() const;
    /// Why a project is open for reading only that was to be written to if possible; empty where that is not so.
    [[nodiscard]] const std::optional<Error>& readOnlyBecause() const;
    /// Whether the database that is open is still the one at path(). Every change asks this, too, before and after.
    /// @error IoError  the folder was deleted, moved or replaced; nothing can be saved any more
    [[nodiscard]] Result<void> checkInPlace() const;
    [[nodiscard]] std::string seriesPath() const;
    [[nodiscard]] std::string featuresPath() const;
    [[nodiscard]] std::string scoresPath() const;
    [[nodiscard]] std::string modelPath(int cluster) const; ///< "models/<cluster>", without ending

    // --- what was imported ---
    /// @error StageMissing  nothing has been imported yet
    [[nodiscard]] Result<std::shared_ptr<const SeriesStore>> openSeries() const;
    [[nodiscard]] Result<MetricCatalog> metrics() const;
    [[nodiscard]] Result<std::vector<Job>> jobs() const; ///< by begin, then id
    /// Where the writer of the next series store puts its file, before commitImport().
    [[nodiscard]] std::string pendingSeriesPath(const std::string& generation) const;
    /// Makes the finished file at pendingSeriesPath() the series store, and its catalogue, jobs and labels
    /// with it. All or nothing, also when the program is killed at any moment.
    Result<void> commitImport(const ImportCommit& import);

    // --- labels ---
    [[nodiscard]] Result<std::vector<Label>> labels() const; ///< by node, then begin
    /// Does all changes of @p edit or none. Labels may overlap; only one that says the same as another is
    /// refused (core/labels/label_edit.h). A class that the project does not know is added to its classes.
    /// @param edit  a new label has id 0, or the id it had before it was removed; without author: the user
    /// @return the edit with ids and authors filled in; its inverse takes it back
    /// @error NotFound, InconsistentData  a label is not (any more) what `before` says
    /// @error InvalidArgument  as checkLabel()
    /// @error AlreadyExists    two labels would say the same
    Result<LabelEdit> editLabels(LabelEdit edit);
    Result<LabelId> addLabel(Label label); ///< returns the new id
    Result<void> updateLabel(const Label& label); ///< @error NotFound
    Result<void> removeLabel(LabelId id); ///< @error NotFound; the history keeps it
    [[nodiscard]] Result<std::vector<LabelHistoryEntry>> labelHistory(LabelId id) const; ///< oldest first
    [[nodiscard]] Result<std::vector<LabelClass>> labelClasses() const; ///< in the order that people chose
    /// @error InvalidArgument  as checkLabelClasses(), or a class is missing that labels are of
    Result<void> setLabelClasses(const std::vector<LabelClass>& classes);

    // --- what people have looked at ---
    /// By node, author, begin; stretches of one person do not touch.
    [[nodiscard]] Result<std::vector<SeenStretch>> seen() const;
    /// Notes that somebody has looked at a stretch, or (@p seen false) takes that back.
    /// @param stretch  without author: the user
    Result<void> markSeen(const SeenStretch& stretch, bool seen = true);

    // --- what programs suggest to label ---
    [[nodiscard]] Result<std::vector<Suggestion>> suggestions() const; ///< by node, begin, id
    /// What each source was last asked with, by its name.
    [[nodiscard]] Result<std::map<std::string, SuggestionSource>> suggestionSources() const;
    /// Labels that came from a detection method: a person made them by accepting a suggestion, and may have
    /// changed them since. A label that was drawn by hand is none, whatever was suggested there.
    /// @return the method by the label's id
    [[nodiscard]] Result<std::map<LabelId, std::string>> suggestedLabels() const;
    /// Puts what a source suggests now in place of what it suggested before and nobody has touched. What was
    /// decided, or has an edge that a person moved, stays; a suggestion that comes again keeps its id.
    /// What lies mostly in what was decided about another suggestion of the source is left out: that has been
    /// judged. What lies in labels is kept: whose labels count is a matter of who looks (ReviewView).
    Result<void> offerSuggestions(const SuggestionOffer& offer);
    /// Changes labels and suggestions in one step, as editLabels() does. A suggestion that is not there any
    /// more, since its source was asked again, comes back.
    /// @error InconsistentData  a suggestion's state or times are not (any more) what `before` says
    Result<ReviewEdit> editReview(ReviewEdit edit);

    // --- segments and clusters ---
    [[nodiscard]] Result<std::vector<Segment>> segments() const; ///< by node and time
    Result<void> replaceSegments(const std::vector<Segment>& segments);
    [[nodiscard]] Result<std::vector<ClusterRecord>> clusters() const;
    [[nodiscard]] Result<std::vector<ClusterMember>> clusterMembers() const; ///< by segment
    /// Replaces the clustering; @p clusters get their ids from nextClusterId().
    Result<void> replaceClusters(const std::vector<ClusterRecord>& clusters,
                                 const std::vector<ClusterMember>& members,
                                 const ClusterHeritage& heritage = {});
    [[nodiscard]] Result<std::vector<ClusterLink>> clusterLinks() const;
    [[nodiscard]] Result<std::vector<ClusterHistoryEntry>> clusterHistory() const; ///< oldest first
    /// Writes an edit and its entry in the history.
    /// @return id of the entry
    Result<std::int64_t> commitClusterEdit(const ClusterUpdate& update);
    [[nodiscard]] Result<int> nextClusterId() const;

    // --- results ---
    [[nodiscard]] Result<std::vector<Case>>
    cases(const std::string& method) const; ///< by peak score, falling
    Result<void> replaceCases(const std::string& method, const std::vector<Case>& cases);
    /// Replaces those of some nodes.
    Result<void> replaceCases(const std::string& method, const std::vector<std::string>& nodes,
                              const std::vector<Case>& cases);

    // --- stages and documents ---
    [[nodiscard]] Result<std::optional<StageRecord>> stage(const std::string& stage) const;
    [[nodiscard]] Result<std::vector<StageRecord>> stages() const;
    /// Records the end of a stage, with the parameters it used, in the list of runs too.
    Result<void> finishStage(const StageRecord& record, const std::string& parametersJson);
    Result<void> forgetStage(const std::string& stage);

    /// Small named results kept whole: "preparation", "cluster_library", "evaluation".
    [[nodiscard]] Result<std::optional<std::string>> document(const std::string& name) const;
    [[nodiscard]] Result<std::vector<std::string>> documentNames() const; ///< ascending
    Result<void> setDocument(const std::string& name, const std::string& content);

private:
    Project();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace nodesentry
