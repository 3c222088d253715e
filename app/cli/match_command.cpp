// match: what the segments that run at a time look like so far.

#include "app/cli/command.h"
#include "app/cli/progress_printer.h"
#include "app/cli/text_table.h"
#include "core/base/json_text.h"
#include "core/base/time.h"
#include "core/pipeline/running_matches.h"
#include "core/pipeline/stored_options.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <map>
#include <memory>

namespace nodesentry::cli {

namespace {

using Json = nlohmann::json;

struct MatchArguments {
    std::string project;
    std::string at;
    std::string zone = "UTC";
    std::vector<std::string> nodes;
    std::string job;
    bool history = false;
    bool summary = false;
    bool json = false;
};

using ClusterNames = std::map<int, std::string>;

Result<ClusterNames> clusterNames(const Project& project)
{
    NODESENTRY_TRY(const auto clusters, project.clusters());
    ClusterNames names;
    for (const auto& cluster : clusters)
        names[cluster.id] = cluster.name;
    return names;
}

/// Seconds that a match rests on.
double secondsOf(const ProvisionalMatch& match, const RunningMatch& segment)
{
    return segment.seconds * static_cast<double>(match.samples) / static_cast<double>(segment.samples);
}

// --- JSON ---

Json asJson(const ProvisionalMatch& provisional, const RunningMatch& segment, const ClusterNames& names)
{
    const auto& match = provisional.match;
    const auto name = names.find(match.nearest);
    return {{"samples", provisional.samples},
            {"seconds", secondsOf(provisional, segment)},
            {"settled", provisional.settled},
            {"cluster", match.nearest},
            {"name", name == names.end() ? Json(nullptr) : Json(name->second)},
            {"distance", match.distance},
            {"runner_up", match.runnerUp >= 0 ? Json(match.runnerUp) : Json(nullptr)},
            {"margin", match.margin},
            {"fits", match.fits}};
}

Json asJson(const RunningMatches& matches, const ClusterNames& names, bool history)
{
    auto segments = Json::array();
    for (const auto& segment : matches.segments) {
        Json entry{{"node", segment.segment.node},
                   {"job", segment.segment.idle() ? Json(nullptr) : Json(segment.segment.job)},
                   {"begin", formatUtc(segment.begin)},
                   {"samples", segment.samples},
                   {"seconds", segment.seconds},
                   {"match", segment.match ? asJson(*segment.match, segment, names) : Json(nullptr)}};
        if (history) {
            entry["history"] = Json::array();
            for (const auto& match : segment.history)
                entry["history"].push_back(asJson(match, segment, names));
        }
        segments.push_back(std::move(entry));
    }
    return {{"at", formatUtc(matches.at)}, {"segments", segments}, {"silent_nodes", matches.silent}};
}

Json asJson(const MatchConvergence& group)
{
    auto shares = Json::array();
    for (const auto& share : group.shares)
        shares.push_back(
            {{"part", share.part}, {"same_cluster", share.sameCluster}, {"same_verdict", share.sameVerdict}});
    return {{"segments", group.segments}, {"after", shares}};
}

// --- text ---

std::vector<std::string> cellsOf(const ProvisionalMatch& provisional, const ClusterNames& names)
{
    const auto& match = provisional.match;
    const auto name = names.find(match.nearest);
    return {name == names.end() || name->second.empty() ? std::to_string(match.nearest)
                                                        : fmt::format("{} {}", match.nearest, name->second),
            match.fits ? "yes" : "no", fmt::format("{:.3f}", match.distance),
            fmt::format("{:.3f}", match.margin), provisional.settled ? "settled" : "provisional"};
}

std::string jobOf(const RunningMatch& segment)
{
    return segment.segment.idle() ? "idle" : segment.segment.job;
}

void print(const RunningMatches& matches, const ClusterNames& names)
{
    TextTable table(
        {"node", "job", "begun", "for", "samples", "nearest cluster", "fits", "distance", "margin", "match"});
    for (const auto& segment : matches.segments) {
        std::vector<std::string> row{segment.segment.node, jobOf(segment), formatUtc(segment.begin),
                                     formatDuration(segment.seconds), std::to_string(segment.samples)};
        for (auto& cell : segment.match ? cellsOf(*segment.match, names)
                                        : std::vector<std::string>{"-", "-", "-", "-", "too young"})
            row.push_back(std::move(cell));
        table.add(std::move(row));
    }
    fmt::print("{}", table.text());
}

void printHistory(const RunningMatches& matches, const ClusterNames& names)
{
    for (const auto& segment : matches.segments) {
        fmt::print("{}, {}, since {}:\n", segment.segment.node,
                   segment.segment.idle() ? std::string("idle") : "job " + segment.segment.job,
                   formatUtc(segment.begin));
        if (segment.history.empty()) {
            fmt::print("too young to tell: {} samples\n\n", segment.samples);
            continue;
        }
        TextTable table({"after", "samples", "nearest cluster", "fits", "distance", "margin", "match"});
        for (const auto& match : segment.history) {
            std::vector<std::string> row{formatDuration(secondsOf(match, segment)),
                                         std::to_string(match.samples)};
            for (auto& cell : cellsOf(match, names))
                row.push_back(std::move(cell));
            table.add(std::move(row));
        }
        fmt::print("{}\n", table.text());
    }
}

std::string share(std::int64_t count, std::int64_t all)
{
    return all == 0 ? std::string("-")
                    : fmt::format("{:.1f} %", 100.0 * static_cast<double>(count) / static_cast<double>(all));
}

void print(const MatchConvergences& figures, double matchPeriodSeconds)
{
    fmt::print("{} segments of jobs and {} idle ones lasted for a match period in test time; {} were "
               "shorter\n\n",
               figures.jobs.segments, figures.idle.segments, figures.shorter);
    TextTable table({"after", "jobs: same cluster", "and verdict", "idle: same cluster", "and verdict"});
    for (std::size_t i = 0; i < figures.jobs.shares.size(); ++i) {
        const auto& ofJobs = figures.jobs.shares[i];
        const auto& ofIdle = figures.idle.shares[i];
        table.add({formatDuration(ofJobs.part * matchPeriodSeconds),
                   share(ofJobs.sameCluster, figures.jobs.segments),
                   share(ofJobs.sameVerdict, figures.jobs.segments),
                   share(ofIdle.sameCluster, figures.idle.segments),
                   share(ofIdle.sameVerdict, figures.idle.segments)});
    }
    fmt::print("{}", table.text());
}

// --- the command ---

Result<void> summarise(const Project& project, const PipelineOptions& options,
                       const MatchArguments& arguments, const Environment& environment)
{
    MatchConvergences figures;
    {
        ProgressPrinter printer(!environment.quiet);
        NODESENTRY_TRY(
            figures,
            matchConvergence(project, options,
                             RunContext(environment.stop, printer.function(), environment.threads)));
    }
    const double period = options.cluster.matchPeriodSeconds;
    if (arguments.json)
        fmt::print("{}\n",
                   jsonText(Json{{"match_period_s", period},
                                 {"jobs", asJson(figures.jobs)},
                                 {"idle", asJson(figures.idle)},
                                 {"shorter", figures.shorter}}));
    else
        print(figures, period);
    return {};
}

Result<void> match(const MatchArguments& arguments, const Environment& environment)
{
    NODESENTRY_TRY(const auto project, Project::open(arguments.project, OpenMode::ReadOnly));
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    if (arguments.summary)
        return summarise(*project, options, arguments, environment);
    MatchQuery query{{}, arguments.nodes, arguments.job, arguments.history};
    if (!arguments.at.empty()) {
        NODESENTRY_TRY(query.at, parseTime(arguments.at, arguments.zone));
    }
    RunningMatches matches;
    {
        ProgressPrinter printer(!environment.quiet);
        NODESENTRY_TRY(matches,
                       matchRunning(*project, options, query,
                                    RunContext(environment.stop, printer.function(), environment.threads)));
    }
    NODESENTRY_TRY(const auto names, clusterNames(*project));
    if (arguments.json) {
        fmt::print("{}\n", jsonText(asJson(matches, names, arguments.history)));
        return {};
    }
    if (matches.segments.empty())
        fmt::print("nothing ran at {}\n", formatUtc(matches.at));
    else if (arguments.history)
        printHistory(matches, names);
    else
        print(matches, names);
    if (!matches.silent.empty())
        fmt::print("no samples at {} of: {}\n", formatUtc(matches.at), fmt::join(matches.silent, ", "));
    return {};
}

} // namespace

void addMatchCommand(CommandList& commands)
{
    const auto arguments = std::make_shared<MatchArguments>();
    auto* command = commands.add(
        "match", "Tell the clusters of the jobs that run, also of those that have only just begun",
        [arguments](const Environment& environment) { return match(*arguments, environment); });
    command->add_option("PROJECT", arguments->project, "Project folder, NAME.nsproj")->required();
    auto* at = command->add_option("--at", arguments->at,
                                   "Time to look at; default: the end of the samples, or of the job");
    auto* zone = command->add_option("--tz", arguments->zone, "Zone of a time that names none")
                     ->capture_default_str();
    auto* node = command->add_option("--node", arguments->nodes, "Only this node; may be repeated")
                     ->allow_extra_args(false);
    auto* job = command->add_option("--job", arguments->job, "Only the nodes of this job");
    auto* history
        = command->add_flag("--history", arguments->history, "How each match changed while its segment grew");
    auto* summary = command->add_flag("--summary", arguments->summary,
                                      "How many segments in test time had found their cluster after an "
                                      "eighth, a quarter, a half of the match period");
    for (auto* other : {at, zone, node, job, history})
        summary->excludes(other);
    command->add_flag("--json", arguments->json, "Answer with one JSON object");
}

} // namespace nodesentry::cli
