#include "core/data/import/import_tables.h"

#include "core/base/hash.h"
#include "core/data/import/job_runs.h"
#include "core/data/import/names.h"
#include "core/data/import/node_matching_p.h"
#include "core/data/import/slurm_sacct.h"
#include "core/data/import/text_cleaner.h"
#include "core/labels/label_fit.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

namespace nodesentry {

namespace {

/// Replaces what tells who ran a job.
void hideUsers(std::vector<Job>& jobs)
{
    for (auto& job : jobs) {
        if (!job.user.empty()) {
            constexpr std::size_t kDigits = 10;
            job.user = "user-" + Fingerprint().add(job.user).hex().substr(0, kDigits);
        }
        std::erase_if(job.attributes, [](const auto& attribute) {
            const auto name = plainName(attribute.first);
            return name == "uid";
        });
    }
}

/// Whether two readings of a job table in different zones would make the one run of the other.
bool isSameInOtherZone(const Job& a, const Job& b)
{
    constexpr TimeMs kQuarterHour = 900'000;
    constexpr TimeMs kMostBetweenZones = 26 * 4 * kQuarterHour;
    const auto shift = a.begin - b.begin;
    return shift % kQuarterHour == 0 && std::abs(shift) <= kMostBetweenZones && a.name == b.name
        && a.nodes == b.nodes && a.end && b.end && *a.end - *b.end == shift;
}

/// Gives runs that the project has their ids there, and others ids that are free.
void numberRuns(const std::vector<Job>& known, std::vector<Job>& jobs, ImportReport& report)
{
    std::map<std::string, std::vector<const Job*>> runsOf;
    std::set<std::string> taken;
    for (const auto& job : known) {
        runsOf[idOfRuns(job.id)].push_back(&job);
        taken.insert(job.id);
    }
    std::vector<Job*> unknown;
    std::set<std::string> used;
    for (auto& job : jobs) {
        const auto runs = runsOf.find(idOfRuns(job.id));
        if (runs == runsOf.end()) {
            used.insert(job.id);
            continue;
        }
        const auto& candidates = runs->second;
        auto same = std::find_if(candidates.begin(), candidates.end(),
                                 [&](const Job* other) { return other->begin == job.begin; });
        if (same == candidates.end())
            same = std::find_if(candidates.begin(), candidates.end(),
                                [&](const Job* other) { return isSameInOtherZone(*other, job); });
        if (same != candidates.end() && used.insert((*same)->id).second)
            job.id = (*same)->id;
        else
            unknown.push_back(&job);
    }
    for (auto* job : unknown) {
        const auto base = idOfRuns(job->id);
        auto id = base;
        for (int run = 2; taken.contains(id) || used.contains(id); ++run)
            id = fmt::format("{}#{}", base, run);
        used.insert(id);
        job->id = std::move(id);
    }
    if (!unknown.empty())
        report.notes.push_back(
            fmt::format("ids that the project has for another time: {}; such a job is a run of its own, "
                        "the first is '{}'",
                        unknown.size(), unknown.front()->id));
}

/// The jobs that a label may be of: those that come, and those of the project that they do not replace.
std::vector<Job> allJobs(const std::vector<Job>& known, const std::vector<Job>& coming)
{
    auto all = coming;
    std::set<std::string> ids;
    for (const auto& job : coming)
        ids.insert(job.id);
    std::copy_if(known.begin(), known.end(), std::back_inserter(all),
                 [&](const Job& job) { return !ids.contains(job.id); });
    return all;
}

/// When no line of a job table is of a job that ran, its lines are the reason.
Result<void> checkAnyJob(const std::string& path, const std::vector<Job>& jobs, const ImportReport& report)
{
    if (!jobs.empty() || report.skipped.empty())
        return {};
    constexpr std::size_t kShown = 3;
    std::vector<std::string> reasons;
    for (std::size_t i = 0; i < std::min(kShown, report.skipped.size()); ++i) {
        const auto& item = report.skipped[i];
        reasons.push_back(item.line > 0 ? fmt::format("line {}: {}", item.line, item.reason) : item.reason);
    }
    const auto& first = report.skipped.front();
    return fail(Error{ErrorCode::InconsistentData,
                      fmt::format("no job of the table can be used ({}{})", fmt::join(reasons, "; "),
                                  report.skipped.size() > kShown ? "; …" : ""),
                      path, first.line, first.column, "give a table of jobs that have run"});
}

} // namespace

Result<std::vector<Job>> readJobFile(const ImportOptions& options, ImportReport& report)
{
    std::vector<std::string> columns;
    if (!options.sacctFormat.empty()) {
        NODESENTRY_TRY(columns, parseSacctFormat(options.sacctFormat));
    }
    ImportReport ofTable;
    NODESENTRY_TRY(auto jobs,
                   readJobTable(options.jobsFile, options.timeZone, ofTable, columns, options.allowRejected));
    NODESENTRY_CHECK(checkAnyJob(options.jobsFile, jobs, ofTable));
    report.addTable(ofTable);
    return jobs;
}

Result<std::vector<Job>> readGivenJobs(const ImportOptions& options, ImportReport& report,
                                       const RunContext& context)
{
    std::vector<Job> jobs;
    if (!options.jobsFile.empty()) {
        NODESENTRY_TRY(jobs, readJobFile(options, report));
    }
    if (!options.sacct.empty()) {
        SacctOptions sacct;
        sacct.arguments = options.sacct;
        NODESENTRY_TRY(auto told, readSacct(sacct, report, context));
        jobs.insert(jobs.end(), std::make_move_iterator(told.begin()), std::make_move_iterator(told.end()));
    }
    return jobs;
}

Result<void> settleTables(const ImportOptions& options, const ExistingProject& existing,
                          const NodeNames* names, const std::map<std::string, TimeGrid>& grids,
                          ImportedTables& tables)
{
    auto& [jobs, labels, report] = tables;
    TextCleaner cleaner; // of the sources; the tables are clean
    for (auto& job : jobs)
        cleaner.clean(job);
    for (auto& label : labels)
        cleaner.clean(label);
    for (auto& note : cleaner.notes("jobs and labels of the samples"))
        report.notes.push_back(std::move(note));
    numberRuns(existing.jobs, jobs, report);
    if (!options.labelsFile.empty()) {
        NODESENTRY_TRY(labels,
                       readLabelTable(options.labelsFile, options.timeZone, allJobs(existing.jobs, jobs),
                                      &report, options.allowRejected));
    }
    if (names) {
        NODESENTRY_CHECK(matchLabels(*names, options.labelsFile, labels, report));
        NODESENTRY_CHECK(matchJobs(*names, options.jobsFile, jobs, report));
    }
    if (!options.keepUsers)
        hideUsers(jobs);
    std::stable_sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.begin < b.begin; });
    std::stable_sort(labels.begin(), labels.end(),
                     [](const Label& a, const Label& b) { return std::tie(a.node) < std::tie(b.node); });
    report.labels = static_cast<std::int64_t>(labels.size());
    if (grids.empty())
        return {};
    NODESENTRY_CHECK(widenPoints(labels, grids));
    for (auto& note : notesOnEmptyLabels(labels, grids))
        report.notes.push_back(std::move(note));
    return {};
}

Result<ImportedTables> importTables(const ImportOptions& options, const ExistingProject& existing,
                                    const RunContext& context)
{
    if (options.jobsFile.empty() && options.labelsFile.empty() && options.sacct.empty())
        return fail(ErrorCode::InvalidArgument, "no source to import",
                    "name files or folders with samples, or a table: --jobs FILE, --labels FILE");
    ImportedTables tables;
    tables.report.format = "tables";
    NodeMap map;
    if (!options.nodeMapFile.empty()) {
        NODESENTRY_TRY(map, NodeMap::read(options.nodeMapFile));
    }
    NODESENTRY_TRY(tables.jobs, readGivenJobs(options, tables.report, context));
    std::set<std::string> nodes;
    for (const auto& node : existing.nodes)
        nodes.insert(node.first);
    const NodeNames names(nodes, std::move(map));
    NODESENTRY_CHECK(
        settleTables(options, existing, nodes.empty() ? nullptr : &names, existing.nodes, tables));
    return tables;
}

} // namespace nodesentry
