#pragma once

#include "core/base/run_context.h"
#include "core/project/project.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nodesentry::ui {

/// What a list of nodes says of one.
struct NodeSummary {
    std::string node;
    TimeRange range;
    int cases = 0;
    int labels = 0;
    std::optional<double> peakScore; ///< of its cases; nullopt without any
    double seen = 0.0; ///< share of its time that the user has looked at
};

/// All that the window shows of a project, read at one time. Immutable, so that views and background jobs
/// share it without locks; after a change a new one is read.
struct ProjectSnapshot {
    std::shared_ptr<Project> project; ///< never null
    std::shared_ptr<const SeriesStore> series; ///< null: nothing has been imported
    MetricCatalog metrics;
    std::vector<Job> jobs;
    std::vector<Label> labels;
    std::vector<LabelClass> labelClasses;
    std::vector<SeenStretch> seen; ///< by all people
    /// By node and begin, as they were when this was read; SuggestionDocument has them as they are.
    std::shared_ptr<const std::vector<Suggestion>> suggestions;
    std::map<std::string, SuggestionSource> suggestionSources;
    std::vector<std::string> methods; ///< that have been run, "nodesentry" first
    std::string method; ///< the one that `cases` belong to; empty when none has been run
    std::vector<Case> cases; ///< by peak score, falling
    std::vector<NodeSummary> nodes; ///< ascending by name
    std::optional<std::string> laneSets; ///< JSON of LaneSets
    std::optional<std::string> evaluation; ///< JSON of `evaluate --json`
    bool blind = false; ///< made by blindSnapshot()

    [[nodiscard]] bool hasData() const { return series && !series->nodes().empty(); }
    [[nodiscard]] bool hasResults() const { return !method.empty(); }
    [[nodiscard]] std::vector<Job> jobsOf(const std::string& node) const;
    [[nodiscard]] const NodeSummary* find(const std::string& node) const; ///< nullptr when unknown
    /// The metrics of a node that the catalogue knows, in catalogue order.
    [[nodiscard]] std::vector<int> metricsOf(const std::string& node) const;
};

/// The same after somebody has looked at more, or less.
[[nodiscard]] std::shared_ptr<const ProjectSnapshot> withSeen(const ProjectSnapshot& snapshot,
                                                              std::vector<SeenStretch> seen);

/// The same with other labels, and what is counted of them.
[[nodiscard]] std::shared_ptr<const ProjectSnapshot>
withLabels(const ProjectSnapshot& snapshot, std::vector<Label> labels, std::vector<LabelClass> classes);

/// What one annotator sees in blind mode: without the labels of other people, what is counted of them, and
/// the evaluation, which rests on them.
[[nodiscard]] std::shared_ptr<const ProjectSnapshot> blindSnapshot(const ProjectSnapshot& snapshot,
                                                                   const std::string& annotator);

/// Reads a snapshot.
/// @param method  whose cases are wanted; another one is taken when it has not been run
/// @error Cancelled, and what the project's reading functions return
/// @thread any; meant for the background
[[nodiscard]] Result<std::shared_ptr<const ProjectSnapshot>>
readSnapshot(const std::shared_ptr<Project>& project, const std::string& method, const RunContext& context);

} // namespace nodesentry::ui
