// cluster-edit: everything a person may do to the clusters of a project.

#include "app/cli/command.h"
#include "app/cli/progress_printer.h"
#include "app/cli/text_table.h"
#include "core/base/json_text.h"
#include "core/base/time.h"
#include "core/pipeline/cluster_editor.h"
#include "core/pipeline/cluster_subtree.h"
#include "core/pipeline/model_freshness.h"
#include "core/pipeline/stored_options.h"
#include "core/project/cluster_history.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <memory>
#include <set>

namespace nodesentry::cli {

namespace {

using Json = nlohmann::json;
using Kind = ClusterEditKind;

struct EditArguments {
    std::string project;
    int cluster = 0;
    std::vector<int> others;
    std::vector<std::string> segments;
    std::string text;
    int subtree = -1;
    bool preview = false;
    bool json = false;
};

Result<ClusterEditor> openEditor(const EditArguments& arguments, OpenMode mode,
                                 const Environment& environment, std::shared_ptr<Project>& project)
{
    if (mode != OpenMode::ReadOnly)
        NODESENTRY_CHECK(mayChange(environment));
    NODESENTRY_TRY(project, Project::open(arguments.project, mode));
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    ProgressPrinter printer(!environment.quiet);
    return ClusterEditor::open(
        project, options.cluster,
        RunContext(environment.stop, printer.function(), environment.threads).part(0.0, 1.0, "distances"));
}

/// A segment by its number or as NODE@TIME.
Result<SegmentKey> segmentOf(const EditableClustering& clustering, const std::string& text)
{
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size())
        return SegmentKey::parse(text);
    const auto& segments = clustering.segments();
    const auto found = std::find(segments.ids.begin(), segments.ids.end(), id);
    if (found == segments.ids.end())
        return fail(ErrorCode::NotFound, fmt::format("there is no segment {}", id),
                    "'nodesentry export PROJECT --what clusters' lists them");
    return segments.keys[static_cast<std::size_t>(std::distance(segments.ids.begin(), found))];
}

Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json asJson(const EditPreview& preview)
{
    auto clusters = Json::array();
    for (const auto& effect : preview.clusters)
        clusters.push_back({{"id", effect.id},
                            {"size_before", effect.sizeBefore},
                            {"size_after", effect.sizeAfter},
                            {"silhouette_before", number(effect.silhouetteBefore)},
                            {"silhouette_after", number(effect.silhouetteAfter)},
                            {"centroid_shift", number(effect.centroidShift)},
                            {"match_centroid_shift", number(effect.matchCentroidShift)},
                            {"spread_before", number(effect.spreadBefore)},
                            {"spread_after", number(effect.spreadAfter)}});
    const auto created = preview.change.createdCluster();
    return {{"silhouette_before", preview.silhouetteBefore},
            {"silhouette_after", preview.silhouetteAfter},
            {"clusters", clusters},
            {"created", created ? Json(*created) : Json(nullptr)},
            {"stale_models", preview.staleModels},
            {"gone_models", preview.goneModels},
            {"rematched", preview.rematched},
            {"violations", preview.violations}};
}

std::string shown(double value)
{
    return std::isfinite(value) ? fmt::format("{:.4f}", value) : "-";
}

void print(const EditPreview& preview)
{
    fmt::print("mean silhouette {:.4f} -> {:.4f}\n", preview.silhouetteBefore, preview.silhouetteAfter);
    if (!preview.clusters.empty()) {
        TextTable table(
            {"cluster", "segments", "then", "silhouette", "then", "centroid moves", "spread", "then"});
        for (const auto& effect : preview.clusters)
            table.add({std::to_string(effect.id), std::to_string(effect.sizeBefore),
                       std::to_string(effect.sizeAfter), shown(effect.silhouetteBefore),
                       shown(effect.silhouetteAfter), shown(effect.centroidShift), shown(effect.spreadBefore),
                       shown(effect.spreadAfter)});
        fmt::print("{}", table.text());
    }
    if (!preview.staleModels.empty())
        fmt::print("models to train: {}\n", fmt::join(preview.staleModels, ", "));
    if (!preview.goneModels.empty())
        fmt::print("models that go: {}\n", fmt::join(preview.goneModels, ", "));
    if (preview.rematched > 0)
        fmt::print("matched segments that change cluster: {}\n", preview.rematched);
    for (const auto& violation : preview.violations)
        fmt::print("in the way: {}\n", violation);
}

/// What split leaves to the tree: the part of the cluster below a merge, or the smaller of its two parts.
using Completion = std::function<Result<void>(const Project&, const EditableClustering&, const EditArguments&,
                                              ClusterEdit&)>;

Result<void> splitAlongTree(const Project& project, const EditableClustering& clustering,
                            const EditArguments& arguments, ClusterEdit& edit)
{
    if (!edit.segments.empty())
        return {};
    if (arguments.subtree >= 0) {
        NODESENTRY_TRY(edit.segments, membersBelow(project, clustering, edit.cluster, arguments.subtree));
    } else {
        NODESENTRY_TRY(edit.segments, smallerPartOf(project, clustering, edit.cluster));
    }
    return {};
}

Result<void> runEdit(Kind kind, const EditArguments& arguments, const Completion& complete,
                     const Environment& environment)
{
    std::shared_ptr<Project> project;
    const auto mode = arguments.preview ? OpenMode::ReadWriteIfFree : OpenMode::ReadWrite;
    NODESENTRY_TRY(auto editor, openEditor(arguments, mode, environment, project));
    ClusterEdit edit{kind, arguments.cluster, arguments.others, {}, arguments.text};
    for (const auto& text : arguments.segments) {
        NODESENTRY_TRY(auto key, segmentOf(editor.clustering(), text));
        edit.segments.push_back(std::move(key));
    }
    if (complete)
        NODESENTRY_CHECK(complete(*project, editor.clustering(), arguments, edit));

    const RunContext context(environment.stop, {}, environment.threads);
    NODESENTRY_TRY(const auto preview, editor.preview(edit, context));
    auto answer = asJson(preview);
    if (!arguments.preview) {
        NODESENTRY_TRY(const auto entry, editor.apply(edit, context));
        NODESENTRY_CHECK(editor.keepSums());
        answer["entry"] = entry;
    }
    if (arguments.json)
        fmt::print("{}\n", jsonText(answer));
    else
        print(preview);
    return {};
}

Result<void> runStep(bool back, const EditArguments& arguments, const Environment& environment)
{
    std::shared_ptr<Project> project;
    NODESENTRY_TRY(auto editor, openEditor(arguments, OpenMode::ReadWrite, environment, project));
    const RunContext context(environment.stop, {}, environment.threads);
    NODESENTRY_TRY(const auto entry, back ? editor.undo(context) : editor.redo(context));
    NODESENTRY_CHECK(editor.keepSums());
    if (arguments.json)
        fmt::print("{}\n",
                   jsonText(Json{{"entry", entry.id},
                                 {"action", entry.action},
                                 {"silhouette_after", editor.clustering().meanSilhouette()}}));
    else
        fmt::print("{}: edit {} ({} by {}, {})\n", back ? "taken back" : "done again", entry.id, entry.action,
                   entry.who, formatUtc(entry.at));
    return {};
}

Result<void> runHistory(const EditArguments& arguments)
{
    NODESENTRY_TRY(const auto project, Project::open(arguments.project, OpenMode::ReadOnly));
    NODESENTRY_TRY(const auto history, project->clusterHistory());
    const auto stacks = clusterEditStacks(history);
    const std::set<std::size_t> inForce(stacks.done.begin(), stacks.done.end());
    auto entries = Json::array();
    TextTable table({"entry", "time", "who", "action", "refers to", "in force"});
    for (std::size_t i = 0; i < history.size(); ++i) {
        const auto& entry = history[i];
        const bool holds = inForce.contains(i);
        table.add({std::to_string(entry.id), formatUtc(entry.at), entry.who, entry.action,
                   entry.refers ? std::to_string(*entry.refers) : "", holds ? "yes" : ""});
        const auto parsed = [](const std::string& text) {
            auto json = text.empty() ? Json(nullptr) : Json::parse(text, nullptr, false);
            return json.is_discarded() ? Json("damaged in the project: " + text) : json;
        };
        entries.push_back({{"entry", entry.id},
                           {"time", formatUtc(entry.at)},
                           {"who", entry.who},
                           {"action", entry.action},
                           {"edit", parsed(entry.edit)},
                           {"before", parsed(entry.before)},
                           {"after", parsed(entry.after)},
                           {"refers", entry.refers ? Json(*entry.refers) : Json(nullptr)},
                           {"in_force", holds}});
    }
    if (arguments.json)
        fmt::print("{}\n", jsonText(entries));
    else
        fmt::print("{}", table.text());
    return {};
}

Result<void> runList(const EditArguments& arguments)
{
    NODESENTRY_TRY(const auto project, Project::open(arguments.project, OpenMode::ReadOnly));
    NODESENTRY_TRY(const auto clusters, project->clusters());
    NODESENTRY_TRY(const auto members, project->clusterMembers());
    NODESENTRY_TRY(const auto links, project->clusterLinks());
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    NODESENTRY_TRY(const auto stale, staleModels(*project, options));
    const std::set<int> staleSet(stale.begin(), stale.end());
    auto list = Json::array();
    TextTable table({"cluster", "name", "training", "matched", "silhouette", "spread", "locked", "model"});
    for (const auto& cluster : clusters) {
        const auto count = [&](bool matched) {
            return std::count_if(members.begin(), members.end(), [&](const ClusterMember& member) {
                return member.cluster == cluster.id && member.matched == matched;
            });
        };
        const bool old = staleSet.contains(cluster.id);
        table.add({std::to_string(cluster.id), cluster.name, std::to_string(count(false)),
                   std::to_string(count(true)), shown(cluster.silhouette), shown(cluster.spread),
                   cluster.locked ? "yes" : "", old ? "to train" : "trained"});
        list.push_back({{"id", cluster.id},
                        {"name", cluster.name},
                        {"colour", cluster.colour},
                        {"note", cluster.note},
                        {"locked", cluster.locked},
                        {"training", count(false)},
                        {"matched", count(true)},
                        {"silhouette", number(cluster.silhouette)},
                        {"spread", number(cluster.spread)},
                        {"model_stale", old}});
    }
    auto linkList = Json::array();
    for (const auto& link : links)
        linkList.push_back({{"first", SegmentKey{link.firstNode, link.firstBegin}.text()},
                            {"second", SegmentKey{link.secondNode, link.secondBegin}.text()},
                            {"together", link.together}});
    if (arguments.json) {
        fmt::print("{}\n", jsonText(Json{{"clusters", list}, {"links", linkList}}));
        return {};
    }
    fmt::print("{}", table.text());
    for (const auto& link : linkList)
        fmt::print("{} and {} stay {}\n", link["first"].get<std::string>(), link["second"].get<std::string>(),
                   link["together"].get<bool>() ? "together" : "apart");
    return {};
}

/// Adds the commands one by one, each with arguments of its own.
class EditCommands {
public:
    explicit EditCommands(CommandList& commands)
        : m_commands(commands),
          m_group(commands.addGroup(
              "cluster-edit",
              "Correct the clusters by hand, also 'cluster edit'; every edit is kept and can be taken back"))
    {
    }

    std::shared_ptr<EditArguments> addEdit(const std::string& name, const std::string& description, Kind kind,
                                           const Completion& complete = {})
    {
        auto arguments = add(name, description, [kind, complete](const auto& given, const auto& environment) {
            return runEdit(kind, given, complete, environment);
        });
        m_last->add_flag("--preview", arguments->preview, "Only say what the edit would do");
        return arguments;
    }

    std::shared_ptr<EditArguments>
    add(const std::string& name, const std::string& description,
        const std::function<Result<void>(const EditArguments&, const Environment&)>& function)
    {
        const auto arguments = std::make_shared<EditArguments>();
        m_last = m_commands.add(m_group, name, description,
                                [arguments, function](const Environment& environment) {
                                    return function(*arguments, environment);
                                });
        m_last->add_option("PROJECT", arguments->project, "Project folder, NAME.nsproj")->required();
        m_last->add_flag("--json", arguments->json, "Answer with JSON");
        return arguments;
    }

    void cluster(EditArguments& arguments)
    {
        m_last->add_option("CLUSTER", arguments.cluster, "Its number")->required();
    }
    CLI::Option* segments(EditArguments& arguments, const char* name = "SEGMENT")
    {
        return m_last->add_option(name, arguments.segments, "Segments, by number or as NODE@TIME");
    }
    CLI::App* last() { return m_last; }

private:
    CommandList& m_commands;
    CLI::App& m_group;
    CLI::App* m_last = nullptr;
};

} // namespace

void addClusterEditCommand(CommandList& commands)
{
    EditCommands edits(commands);
    auto arguments = edits.add("list", "The clusters, their models and links",
                               [](const auto& given, const auto&) { return runList(given); });

    arguments = edits.addEdit("move", "Move segments to a cluster", Kind::Move);
    edits.segments(*arguments)->required();
    edits.last()->add_option("--to", arguments->cluster, "Cluster they go to")->required();
    arguments
        = edits.addEdit("release", "Let segments that were moved by hand be matched again", Kind::Release);
    edits.segments(*arguments)->required();
    arguments = edits.addEdit("merge", "Put other clusters into a cluster", Kind::Merge);
    edits.cluster(*arguments);
    edits.last()->add_option("OTHER", arguments->others, "Clusters that go up in it")->required();
    arguments = edits.addEdit("create", "Make a cluster of segments from anywhere", Kind::Create);
    edits.segments(*arguments)->required();
    edits.last()->add_option("--name", arguments->text, "Name of the new cluster");
    arguments = edits.addEdit(
        "split",
        "Make a cluster of some segments of a cluster; if none are named, of the smaller of its two branches",
        Kind::Split, splitAlongTree);
    edits.cluster(*arguments);
    auto* named = edits.segments(*arguments, "--segments");
    edits.last()
        ->add_option("--subtree", arguments->subtree,
                     "Those below a merge of the tree: with n training segments, n + s is merge s")
        ->excludes(named);
    edits.last()->add_option("--name", arguments->text, "Name of the new cluster");

    for (const auto& [name, description, kind] :
         {std::tuple("lock", "Let a cluster refuse edits", Kind::Lock),
          std::tuple("unlock", "Let a cluster be edited again", Kind::Unlock)}) {
        arguments = edits.addEdit(name, description, kind);
        edits.cluster(*arguments);
    }
    for (const auto& [name, description, kind, text] :
         {std::tuple("rename", "Name a cluster", Kind::Rename, "NAME"),
          std::tuple("recolour", "Colour a cluster", Kind::Recolour, "COLOUR"),
          std::tuple("annotate", "Write a note on a cluster", Kind::Annotate, "NOTE")}) {
        arguments = edits.addEdit(name, description, kind);
        edits.cluster(*arguments);
        edits.last()
            ->add_option(text, arguments->text,
                         kind == Kind::Recolour ? "#rrggbb; empty: the program chooses"
                                                : "Text; may be empty")
            ->required();
    }
    for (const auto& [name, description, kind] :
         {std::tuple("must-link", "Keep two segments in one cluster", Kind::MustLink),
          std::tuple("cannot-link", "Keep two segments in different clusters", Kind::CannotLink),
          std::tuple("unlink", "Take a link of two segments away", Kind::Unlink)}) {
        arguments = edits.addEdit(name, description, kind);
        edits.segments(*arguments)->required()->expected(2);
    }

    edits.add("undo", "Take back the last edit in force",
              [](const auto& given, const auto& environment) { return runStep(true, given, environment); });
    edits.add("redo", "Do the edit again that was taken back last",
              [](const auto& given, const auto& environment) { return runStep(false, given, environment); });
    edits.add("history", "Every edit, undo and new clustering, the oldest first",
              [](const auto& given, const auto&) { return runHistory(given); });
}

} // namespace nodesentry::cli
