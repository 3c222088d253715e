// label: labels out of a project, into it, and compared.

#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "core/base/json_text.h"
#include "core/base/log.h"
#include "core/data/import/bad_label_lines.h"
#include "core/data/import/host_list.h"
#include "core/data/import/label_table.h"
#include "core/data/import/node_names.h"
#include "core/eval/label_agreement.h"
#include "core/labels/label_diff.h"
#include "core/labels/label_fit.h"
#include "core/labels/label_io.h"
#include "core/labels/label_json.h"
#include "core/labels/sample_labels.h"
#include "core/labels/settled_labels.h"
#include "core/project/project.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <sstream>

namespace nodesentry::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kSmdLines = "test_label";
constexpr const char* kSmdIntervals = "interpretation_label";

struct LabelArguments {
    std::string project;
    std::string format;
    std::string output;
    std::vector<std::string> sources;
    std::string author;
    std::string zone = "UTC";
    std::vector<std::string> nodes;
    std::vector<std::string> authors;
    bool settled = false;
    bool replace = false;
    bool check = false;
    bool allowRejected = false;
    bool json = false;
    Environment environment;
};

/// What forms with a value for each sample need to know of a project.
struct Samples {
    std::vector<NodeGrid> nodes;
    std::vector<std::string> metrics;

    [[nodiscard]] const NodeGrid* find(const std::string& name) const
    {
        const auto found = std::find_if(nodes.begin(), nodes.end(),
                                        [&](const NodeGrid& node) { return node.node == name; });
        return found == nodes.end() ? nullptr : &*found;
    }
};

Result<Samples> samplesOf(const Project& project)
{
    Samples samples;
    NODESENTRY_TRY(const auto store, project.openSeries());
    for (const auto& node : store->nodes())
        samples.nodes.push_back({node.node, node.grid});
    NODESENTRY_TRY(const auto metrics, project.metrics());
    for (const auto& metric : metrics)
        samples.metrics.push_back(metric.name);
    return samples;
}

/// The labels that the options leave.
std::vector<Label> chosen(std::vector<Label> labels, const LabelArguments& arguments)
{
    const auto among = [](const std::vector<std::string>& names, const std::string& name) {
        return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
    };
    std::erase_if(labels, [&](const Label& label) {
        return !among(arguments.nodes, label.node) || !among(arguments.authors, label.author);
    });
    return arguments.settled ? settledLabels(std::move(labels)) : labels;
}

// --- export ---

Result<void> writeTextFile(const fs::path& path, const std::string& text)
{
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error)
        return fail(
            Error{ErrorCode::IoError, "cannot make the folder", path.parent_path().string(), 0, 0, {}});
    return writeLabelFile(path.string(), text);
}

Result<void> writeSampleFiles(const std::vector<Label>& labels, const Samples& samples,
                              const LabelArguments& arguments)
{
    if (arguments.output.empty())
        return fail(ErrorCode::InvalidArgument, "no folder to write to", "name one: --output FOLDER");
    const fs::path folder(arguments.output);
    for (const auto& node : samples.nodes) {
        if (!arguments.nodes.empty()
            && std::find(arguments.nodes.begin(), arguments.nodes.end(), node.node) == arguments.nodes.end())
            continue;
        if (node.node.find('/') != std::string::npos || node.node == "." || node.node == "..")
            return fail(ErrorCode::InvalidArgument,
                        fmt::format("the node name '{}' cannot be that of a file", node.node),
                        "use --format csv or json");
        const auto numbers = sampleNumbers(labels, node);
        if (arguments.format == "index") {
            NODESENTRY_CHECK(writeTextFile(folder / (node.node + ".csv"), formatIndexTable(numbers)));
            continue;
        }
        NODESENTRY_CHECK(writeTextFile(folder / kSmdLines / (node.node + ".txt"), formatSmdLines(numbers)));
        NODESENTRY_CHECK(writeTextFile(folder / kSmdIntervals / (node.node + ".txt"),
                                       formatSmdIntervals(labels, node, samples.metrics)));
    }
    return {};
}

Result<void> writeOut(const std::string& text, const std::string& output)
{
    if (!output.empty())
        return writeLabelFile(output, text);
    std::cout << text << std::flush;
    return std::cout ? Result<void>() : fail(ErrorCode::IoError, "cannot write to standard output");
}

Result<void> exportLabels(const LabelArguments& arguments)
{
    NODESENTRY_TRY(const auto project, Project::open(arguments.project, OpenMode::ReadOnly));
    NODESENTRY_TRY(auto all, project->labels());
    const auto labels = chosen(std::move(all), arguments);
    if (arguments.format == "csv")
        return writeOut(formatLabels(labels), arguments.output);
    if (arguments.format == "json") {
        NODESENTRY_TRY(auto classes, project->labelClasses());
        return writeOut(formatLabelJson({std::move(classes), labels}), arguments.output);
    }
    NODESENTRY_TRY(auto samples, samplesOf(*project));
    const auto lost = std::count_if(labels.begin(), labels.end(), [&](const Label& label) {
        const auto* node = samples.find(label.node);
        return node == nullptr || !meetsSample(label, node->grid);
    });
    if (lost > 0)
        spdlog::warn(
            "{} of {} labels meet no sample, so they are not in what is written: the forms csv and json "
            "have them",
            lost, labels.size());
    if (arguments.format != "mask")
        return writeSampleFiles(labels, samples, arguments);
    std::erase_if(samples.nodes, [&](const NodeGrid& node) {
        return !arguments.nodes.empty()
            && std::find(arguments.nodes.begin(), arguments.nodes.end(), node.node) == arguments.nodes.end();
    });
    std::ostringstream text;
    writeMaskTable(text, labels, samples.nodes);
    return writeOut(text.str(), arguments.output);
}

// --- reading ---

std::string firstLine(const std::string& text)
{
    auto line = text.substr(0, text.find('\n'));
    if (!line.empty() && line.back() == '\r')
        line.pop_back();
    return line;
}

/// The form of a file, by its first line and the folder that it lies in.
std::string formatOf(const fs::path& path, const std::string& text)
{
    const auto line = firstLine(text);
    if (text.find_first_not_of(" \t\r\n") != std::string::npos
        && text[text.find_first_not_of(" \t\r\n")] == '{')
        return "json";
    if (line == "index,label")
        return "index";
    if (line.starts_with("node,time,"))
        return "mask";
    if (path.parent_path().filename() == kSmdIntervals || path.parent_path().filename() == kSmdLines)
        return "smd";
    return "csv";
}

/// The files that a source stands for: itself, or those of a folder; of a folder in SMD's form its intervals.
Result<std::vector<fs::path>> filesOf(const std::string& source)
{
    std::error_code error;
    fs::path folder(source);
    if (!fs::is_directory(folder, error))
        return std::vector<fs::path>{folder};
    if (fs::is_directory(folder / kSmdIntervals, error))
        folder /= kSmdIntervals;
    else if (fs::is_directory(folder / kSmdLines, error))
        folder /= kSmdLines;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.is_regular_file() && entry.path().filename().string().front() != '.')
            files.push_back(entry.path());
    if (error || files.empty())
        return fail(Error{ErrorCode::NotFound, "no files to read labels from", folder.string(), 0, 0, {}});
    std::sort(files.begin(), files.end());
    return files;
}

/// Labels of host lists as one for each node. What is the name of a node as it stands is no list.
Result<std::vector<Label>> eachNode(std::vector<Label> labels, const Project& project,
                                    const std::string& file)
{
    std::set<std::string> known;
    if (const auto store = project.openSeries())
        for (const auto& node : (*store)->nodes())
            known.insert(node.node);
    std::vector<Label> each;
    for (auto& label : labels) {
        if (known.contains(label.node)) {
            each.push_back(std::move(label));
            continue;
        }
        auto nodes = expandHostList(label.node);
        if (!nodes && label.node.find('[') == std::string::npos)
            nodes = std::vector{label.node};
        if (!nodes)
            return fail(std::move(nodes.error().inFile(file)));
        for (auto& node : *nodes) {
            label.node = std::move(node);
            each.push_back(label);
        }
    }
    return each;
}

/// The grid of each node; empty before anything was imported.
std::map<std::string, TimeGrid> gridsOf(const Project& project)
{
    std::map<std::string, TimeGrid> grids;
    if (const auto store = project.openSeries())
        for (const auto& node : (*store)->nodes())
            grids[node.node] = node.grid;
    return grids;
}

/// @param report  gets the lines that are left out of a label table; null: there may be none
Result<LabelDocumentText> readFile(const Project& project, const fs::path& path,
                                   const LabelArguments& arguments, ImportReport* report)
{
    const auto name = path.string();
    NODESENTRY_TRY(const auto text, readLabelFile(name));
    const auto format = arguments.format == "auto" ? formatOf(path, text) : arguments.format;
    const auto author = arguments.author.empty() ? std::string(kImported) : arguments.author;
    LabelDocumentText read;
    if (format == "json")
        return parseLabelJson(text, name, arguments.zone);
    if (format == "csv") {
        if (isLabelHeader(firstLine(text))) {
            BadLabelLines bad(name, report);
            NODESENTRY_TRY(auto labels,
                           parseLabels(text, name, arguments.zone, [&](Error fault, std::string field) {
                               return bad.add(std::move(fault), std::move(field));
                           }));
            NODESENTRY_CHECK(bad.finish(std::ssize(labels), arguments.allowRejected));
            NODESENTRY_TRY(read.labels, eachNode(std::move(labels), project, name));
        } else {
            NODESENTRY_TRY(const auto jobs, project.jobs());
            NODESENTRY_TRY(read.labels,
                           readLabelTable(name, arguments.zone, jobs, report, arguments.allowRejected));
        }
        return read;
    }
    NODESENTRY_TRY(const auto samples, samplesOf(project));
    if (format == "mask") {
        NODESENTRY_TRY(read.labels, parseMaskTable(text, samples.nodes, author, name, arguments.zone));
        return read;
    }
    const auto* node = samples.find(path.stem().string());
    if (node == nullptr)
        return fail(Error{ErrorCode::InconsistentData,
                          fmt::format("the project has no node '{}'", path.stem().string()), name, 0, 0,
                          "files of this form carry the name of their node"});
    if (format == "index") {
        NODESENTRY_TRY(const auto numbers, parseIndexTable(text, node->grid, name));
        read.labels = labelsFromSamples(*node, numbers, author, categoryOfNumber);
    } else if (path.parent_path().filename() == kSmdLines) {
        NODESENTRY_TRY(const auto numbers, parseSmdLines(text, node->grid, name));
        read.labels = labelsFromSamples(*node, numbers, author, categoryOfNumber);
    } else {
        NODESENTRY_TRY(read.labels, parseSmdIntervals(text, *node, samples.metrics, author, name));
    }
    return read;
}

/// Nodes that are written with another case, port or domain get the name that they have in the project.
Result<void> nameNodes(const Project& project, std::vector<Label>& labels)
{
    const auto store = project.openSeries();
    if (!store)
        return store.error().code == ErrorCode::StageMissing ? Result<void>() : fail(store.error());
    std::set<std::string> nodes;
    for (const auto& node : (*store)->nodes())
        nodes.insert(node.node);
    std::set<std::string> named;
    for (const auto& label : labels)
        named.insert(label.node);
    const auto matches = NodeNames(nodes).find(named);
    for (const auto& [name, match] : matches) {
        if (match.kind == NodeMatch::Kind::Similar)
            spdlog::warn("node '{}' of the labels is taken for '{}'", name, match.node);
        else if (match.kind == NodeMatch::Kind::Ambiguous)
            spdlog::warn("node '{}' of the labels could be any of {}", name,
                         fmt::join(match.candidates, ", "));
    }
    for (auto& label : labels) {
        if (const auto& match = matches.at(label.node); match.isFound())
            label.node = match.node;
    }
    return {};
}

Result<LabelDocumentText> readSources(const Project& project, const LabelArguments& arguments,
                                      ImportReport* report)
{
    LabelDocumentText all;
    for (const auto& source : arguments.sources) {
        NODESENTRY_TRY(const auto files, filesOf(source));
        for (const auto& file : files) {
            NODESENTRY_TRY(auto read, readFile(project, file, arguments, report));
            std::move(read.labels.begin(), read.labels.end(), std::back_inserter(all.labels));
            for (auto& item : read.classes)
                if (indexOfClass(all.classes, item.name) < 0)
                    all.classes.push_back(std::move(item));
        }
    }
    for (auto& label : all.labels) {
        if (!arguments.author.empty())
            label.author = arguments.author;
        else if (label.author.empty())
            label.author = kImported;
    }
    NODESENTRY_CHECK(nameNodes(project, all.labels));
    all.labels = chosen(std::move(all.labels), arguments);
    NODESENTRY_CHECK(widenPoints(all.labels, gridsOf(project)));
    return all;
}

// --- import ---

/// Classes of the project, and those of a document that it does not know; a key that is taken goes.
std::vector<LabelClass> joinedClasses(std::vector<LabelClass> classes, const std::vector<LabelClass>& added)
{
    for (auto item : added) {
        if (indexOfClass(classes, item.name) >= 0)
            continue;
        const bool taken = std::any_of(classes.begin(), classes.end(),
                                       [&](const LabelClass& known) { return known.key == item.key; });
        if (taken)
            item.key = LabelClass::kNoKey;
        classes.push_back(std::move(item));
    }
    return classes;
}

struct ImportPlan {
    LabelEdit edit;
    std::int64_t known = 0; ///< labels that are there already
    std::int64_t removed = 0;
    std::set<std::string> newClasses;
    std::set<std::string> unknownNodes; ///< the project has labels for, but no samples
    std::vector<std::pair<Label, std::string>> empty; ///< labels that meet no sample, and why
};

Result<ImportPlan> planImport(const Project& project, const LabelDocumentText& read, bool replace)
{
    ImportPlan plan;
    NODESENTRY_TRY(const auto present, project.labels());
    NODESENTRY_TRY(const auto classes, project.labelClasses());
    std::vector<Label> kept = present;
    if (replace) {
        // Only authors that the sources speak for are replaced.
        std::set<std::string> authors;
        for (const auto& label : read.labels)
            authors.insert(label.author);
        std::erase_if(kept, [&](const Label& label) { return authors.contains(label.author); });
        for (const auto& label : present)
            if (authors.contains(label.author))
                plan.edit.push_back({label, std::nullopt});
        plan.removed = static_cast<std::int64_t>(plan.edit.size());
    }
    const auto key = [](const Label& label) {
        return std::tuple(label.node, label.begin, label.end, label.category, label.author, label.metrics);
    };
    std::set<decltype(key(Label()))> known;
    for (const auto& label : kept)
        known.insert(key(label));
    for (const auto& label : read.labels) {
        NODESENTRY_CHECK(checkLabel(label));
        if (!known.insert(key(label)).second) {
            ++plan.known;
            continue;
        }
        if (indexOfClass(classes, label.category) < 0)
            plan.newClasses.insert(label.category);
        plan.edit.push_back({std::nullopt, label});
    }
    if (const auto store = project.openSeries())
        for (const auto& label : read.labels) {
            const auto* node = (*store)->find(label.node);
            if (node == nullptr)
                plan.unknownNodes.insert(label.node);
            else if (auto why = emptyBecause(label, node->grid); !why.empty())
                plan.empty.emplace_back(label, std::move(why));
        }
    return plan;
}

Json asJson(const Label& label)
{
    return Json::parse(labelToJson(label));
}

std::string shown(const Label& label)
{
    return fmt::format("{} {} .. {} {} ({})", label.node, formatUtc(label.begin),
                       label.end ? formatUtc(*label.end) : "going on", label.category, label.author);
}

Json asJson(const std::vector<std::pair<Label, std::string>>& labels)
{
    auto json = Json::array();
    for (const auto& [label, why] : labels) {
        json.push_back(asJson(label));
        json.back()["because"] = why;
    }
    return json;
}

std::vector<std::string> skippedOf(const ImportReport& report)
{
    std::vector<std::string> lines;
    for (const auto& item : report.skipped)
        lines.push_back(ImportReport::describe(item));
    return lines;
}

Result<void> importLabels(const LabelArguments& arguments)
{
    if (!arguments.check)
        NODESENTRY_CHECK(mayChange(arguments.environment));
    NODESENTRY_TRY(
        const auto project,
        Project::open(arguments.project, arguments.check ? OpenMode::ReadOnly : OpenMode::ReadWrite));
    // What takes the place of labels must be whole.
    ImportReport report;
    NODESENTRY_TRY(const auto read, readSources(*project, arguments, arguments.replace ? nullptr : &report));
    NODESENTRY_TRY(const auto plan, planImport(*project, read, arguments.replace));
    const auto added = static_cast<std::int64_t>(plan.edit.size()) - plan.removed;
    if (!arguments.check) {
        NODESENTRY_TRY(const auto classes, project->labelClasses());
        const auto joint = joinedClasses(classes, read.classes);
        if (joint != classes)
            NODESENTRY_CHECK(project->setLabelClasses(joint));
        NODESENTRY_CHECK(project->editLabels(plan.edit));
    }
    if (arguments.json) {
        fmt::print("{}\n",
                   jsonText(Json{{"added", added},
                                 {"known", plan.known},
                                 {"removed", plan.removed},
                                 {"new_classes", plan.newClasses},
                                 {"nodes_without_samples", plan.unknownNodes},
                                 {"labels_without_samples", asJson(plan.empty)},
                                 {"label_lines_rejected", report.labelLinesRejected},
                                 {"rejected_lines", report.rejectedLines},
                                 {"skipped", skippedOf(report)},
                                 {"written", !arguments.check}}));
        return {};
    }
    fmt::print("{} labels {}, {} were there already", added, arguments.check ? "would be added" : "added",
               plan.known);
    if (arguments.replace)
        fmt::print(", {} {}", plan.removed, arguments.check ? "would be removed" : "removed");
    fmt::print("\n");
    for (const auto& note : report.notes)
        fmt::print("{}\n", note);
    for (const auto& line : skippedOf(report))
        fmt::print("  skipped {}\n", line);
    for (const auto& name : plan.newClasses)
        fmt::print("new class: {}\n", name);
    for (const auto& name : plan.unknownNodes)
        fmt::print("the project has no samples of node {}\n", name);
    constexpr std::size_t kShown = 5;
    if (!plan.empty.empty())
        fmt::print("{} of the labels hold for no sample, so they count for nothing:\n", plan.empty.size());
    for (std::size_t i = 0; i < std::min(kShown, plan.empty.size()); ++i)
        fmt::print("  {}: {}\n", shown(plan.empty[i].first), plan.empty[i].second);
    if (plan.empty.size() > kShown)
        fmt::print("  and {} more\n", plan.empty.size() - kShown);
    return {};
}

// --- diff ---

Result<std::vector<Label>> labelsOfOther(const Project& project, const LabelArguments& arguments)
{
    if (arguments.sources.size() == 1 && fs::exists(fs::path(arguments.sources.front()) / "project.db")) {
        NODESENTRY_TRY(const auto other, Project::open(arguments.sources.front(), OpenMode::ReadOnly));
        NODESENTRY_TRY(auto labels, other->labels());
        return chosen(std::move(labels), arguments);
    }
    NODESENTRY_TRY(auto read, readSources(project, arguments, nullptr));
    return std::move(read.labels);
}

Result<void> diffLabels(const LabelArguments& arguments)
{
    NODESENTRY_TRY(const auto project, Project::open(arguments.project, OpenMode::ReadOnly));
    NODESENTRY_TRY(auto present, project->labels());
    NODESENTRY_TRY(auto other, labelsOfOther(*project, arguments));
    const auto diff = compareLabels(chosen(std::move(present), arguments), std::move(other));
    if (arguments.json) {
        Json json{{"same", diff.same},
                  {"added", Json::array()},
                  {"removed", Json::array()},
                  {"changed", Json::array()}};
        for (const auto& label : diff.added)
            json["added"].push_back(asJson(label));
        for (const auto& label : diff.removed)
            json["removed"].push_back(asJson(label));
        for (const auto& change : diff.changed)
            json["changed"].push_back({{"before", asJson(*change.before)}, {"after", asJson(*change.after)}});
        fmt::print("{}\n", jsonText(json));
        return {};
    }
    for (const auto& label : diff.removed)
        fmt::print("- {}\n", shown(label));
    for (const auto& label : diff.added)
        fmt::print("+ {}\n", shown(label));
    for (const auto& change : diff.changed)
        fmt::print("< {}\n> {}\n", shown(*change.before), shown(*change.after));
    fmt::print("{} the same, {} only in the project, {} only in the other, {} changed\n", diff.same,
               diff.removed.size(), diff.added.size(), diff.changed.size());
    return {};
}

// --- agreement ---

Json figureJson(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json asJson(const AgreementFigures& figures)
{
    return {{"kappa", figureJson(figures.kappa())}, {"event_f1", figureJson(figures.eventF1())},
            {"samples", figures.samples},           {"first_samples", figures.first},
            {"second_samples", figures.second},     {"both_samples", figures.both},
            {"first_events", figures.firstEvents},  {"second_events", figures.secondEvents}};
}

std::string figureText(double value)
{
    return std::isfinite(value) ? fmt::format("{:.3f}", value) : "-";
}

Result<void> showAgreement(const LabelArguments& arguments)
{
    NODESENTRY_TRY(const auto project, Project::open(arguments.project, OpenMode::ReadOnly));
    NODESENTRY_TRY(auto labels, project->labels());
    NODESENTRY_TRY(const auto seen, project->seen());
    NODESENTRY_TRY(const auto samples, samplesOf(*project));
    const auto pairs = compareAnnotators(chosen(std::move(labels), arguments), seen, samples.nodes);
    if (arguments.json) {
        auto json = Json::array();
        for (const auto& pair : pairs) {
            auto classes = Json::object();
            for (const auto& item : pair.classes)
                classes[item.category] = asJson(item.figures);
            json.push_back({{"first", pair.first},
                            {"second", pair.second},
                            {"any", asJson(pair.any)},
                            {"classes", classes}});
        }
        fmt::print("{}\n", jsonText(Json{{"pairs", json}}));
        return {};
    }
    if (pairs.empty()) {
        fmt::print("fewer than two people have labelled this project\n");
        return {};
    }
    TextTable table({"people", "class", "kappa", "event F1", "samples", "events"});
    const auto add
        = [&](const PairAgreement& pair, const std::string& name, const AgreementFigures& figures) {
              table.add({fmt::format("{} / {}", pair.first, pair.second), name, figureText(figures.kappa()),
                         figureText(figures.eventF1()), std::to_string(figures.samples),
                         fmt::format("{} / {}", figures.firstEvents, figures.secondEvents)});
          };
    for (const auto& pair : pairs) {
        add(pair, "any", pair.any);
        for (const auto& item : pair.classes)
            add(pair, item.category, item.figures);
    }
    fmt::print("{}", table.text());
    return {};
}

} // namespace

void addLabelCommand(CommandList& commands)
{
    const auto arguments = std::make_shared<LabelArguments>();
    auto& group = commands.addGroup("label", "Export, import and compare labels");
    const auto add
        = [&](const char* name, const char* description, Result<void> (*function)(const LabelArguments&)) {
              auto* command = commands.add(group, name, description,
                                           [arguments, function](const Environment& environment) {
                                               arguments->environment = environment;
                                               return function(*arguments);
                                           });
              command->add_option("PROJECT", arguments->project, "Project folder, NAME.nsproj")->required();
              command->add_option("--node", arguments->nodes, "Only labels of these nodes");
              command->add_option("--by", arguments->authors, "Only labels by these people");
              return command;
          };
    auto* out = add("export", "Write labels", exportLabels);
    // The commands share one variable, so its default is set when one of them is chosen.
    out->preparse_callback([arguments](std::size_t) { arguments->format = "csv"; });
    out->add_option("--format", arguments->format,
                    "csv and json: intervals with everything; mask: a 0/1 column for each class; index: the "
                    "authors' index,label, a file for each node; smd: test_label and interpretation_label")
        ->check(CLI::IsMember({"csv", "json", "mask", "index", "smd"}))
        ->default_str("csv");
    out->add_option("-o,--output", arguments->output,
                    "File to write, standard output if not given; for index and smd a folder");
    out->add_flag("--settled", arguments->settled,
                  "On nodes with adjudicated labels only these: what evaluation uses");

    const auto addSources = [&](CLI::App* command, const char* help) {
        command->add_option("SOURCE", arguments->sources, help)->required();
        command->add_option("--format", arguments->format, "Form of the sources")
            ->check(CLI::IsMember({"auto", "csv", "json", "mask", "index", "smd"}))
            ->default_str("auto");
        command->add_option("--tz", arguments->zone, "Zone of times that name none")->capture_default_str();
        command->preparse_callback([arguments](std::size_t) { arguments->format = "auto"; });
        command->add_flag("--json", arguments->json, "Print the answer as one JSON object");
    };
    auto* in
        = add("import", "Add labels from files; those that are there already stay as they are", importLabels);
    addSources(in, "Files, or folders of files named after their nodes");
    in->add_option("--author", arguments->author, "Whose labels these are, whatever the sources say");
    in->add_flag("--replace", arguments->replace, "First remove the present labels of the same people");
    in->add_flag("--check", arguments->check, "Say what would happen and write nothing");
    in->add_flag("--allow-rejected", arguments->allowRejected,
                 "Take the labels of a table of which more than one line in ten cannot be read");

    auto* diff = add("diff", "Compare the labels of a project with those of files or of another project",
                     diffLabels);
    addSources(diff, "Project, files, or folders of files named after their nodes");

    auto* agreement
        = add("agreement", "How far people agree: Cohen's kappa and event F1 for each pair and class",
              showAgreement);
    agreement->add_flag("--json", arguments->json, "Print the answer as one JSON object");
}

} // namespace nodesentry::cli
