#include "core/data/import/label_table.h"

#include "core/data/import/host_list.h"
#include "core/data/import/job_collector_p.h"
#include "core/data/import/job_runs.h"
#include "core/data/import/text_cleaner.h"
#include "core/labels/label_io.h"
#include "core/labels/label_times.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry {

namespace {

/// Where a label table keeps what a Label is made of; -1 where it has no such column.
struct LabelColumns {
    int node;
    int job;
    int begin;
    int end;
    int category;
    int note;
    int author;
    int confidence;
    int metrics;

    explicit LabelColumns(const TableHeader& header)
        : node(header.find({"node", "nodes", "nodelist", "hostlist", "hostname", "host"})),
          job(header.find({"jobid", "job"})),
          begin(header.find({"begin", "start", "startepoch", "starttime"})),
          end(header.find({"end", "endepoch", "endtime"})),
          category(header.find({"category", "class", "type", "kind"})),
          note(header.find({"note", "notes", "comment"})),
          author(header.find({"author"})),
          confidence(header.find({"confidence"})),
          metrics(header.find({"metrics"}))
    {
    }

    [[nodiscard]] bool isMember(int column) const
    {
        return column == node || column == begin || column == end || column == category || column == note
            || column == author || column == confidence || column == metrics || (node < 0 && column == job);
    }
};

Result<void> checkLabelHeader(const TableHeader& header)
{
    const LabelColumns columns(header);
    const auto missing = [](const char* what) {
        return fail(ErrorCode::ParseError, fmt::format("the label table has no column {}", what),
                    "its first line must name the columns, such as node,begin,end,category");
    };
    if (columns.node < 0 && columns.job < 0)
        return missing("node or job");
    if (columns.begin < 0)
        return missing("begin or start");
    if (columns.end < 0)
        return missing("end");
    return {};
}

/// "2026-11-23T12:00:30Z to 2026-11-23T12:02:00Z"
std::string spanOf(const Job& job)
{
    return fmt::format("{} to {}", formatUtc(job.begin), job.end ? formatUtc(*job.end) : "now");
}

/// The run of a job that a label is of: the one that overlaps it.
Result<const Job*> runOf(const Table& table, const Table::Row& row, int column, const Label& label,
                         const std::vector<Job>& jobs)
{
    const auto& id = row.fields[static_cast<std::size_t>(column)];
    std::vector<const Job*> runs;
    std::vector<const Job*> overlapping;
    for (const auto& job : jobs) {
        if (job.id != id && idOfRuns(job.id) != id)
            continue;
        runs.push_back(&job);
        if ((!job.end || label.begin < *job.end) && (!label.end || job.begin < *label.end))
            overlapping.push_back(&job);
    }
    const auto refused = [&](std::string message, std::string advice) {
        return fail(
            table.error(ErrorCode::InconsistentData, std::move(message), row, column, std::move(advice)));
    };
    if (runs.empty())
        return refused(fmt::format("job '{}' is not in the job table", id),
                       jobs.empty() ? "give the job table that the label table refers to: --jobs FILE"
                                    : "add the job to the job table, or a column node to this one");
    if (overlapping.empty())
        return refused(
            fmt::format("job '{}' did not run at the time of the label; it ran from {}{}", id,
                        spanOf(*runs.front()),
                        runs.size() > 1 ? fmt::format(", and {} times more", runs.size() - 1) : ""),
            "check the times and their zone, --tz, or name the nodes in a column node");
    if (overlapping.size() > 1)
        return refused(fmt::format("the label overlaps {} runs of job '{}': from {}, and from {}",
                                   overlapping.size(), id, spanOf(*overlapping[0]), spanOf(*overlapping[1])),
                       fmt::format("say which run it is, such as {}, or name the nodes in a column node",
                                   overlapping[1]->id));
    return overlapping.front();
}

/// The nodes that a line's label holds for.
Result<std::vector<std::string>> nodesOf(const Table& table, const Table::Row& row,
                                         const LabelColumns& columns, const Label& label,
                                         const std::vector<Job>& jobs)
{
    if (columns.node < 0) {
        NODESENTRY_TRY(const auto* run, runOf(table, row, columns.job, label, jobs));
        return run->nodes;
    }
    auto nodes = expandNodes(row.fields[static_cast<std::size_t>(columns.node)]);
    if (!nodes)
        nodes.error().inFile(table.path(), row.line, columns.node + 1);
    return nodes;
}

/// The note column and what the Label has no member for.
std::string noteOf(const Table& table, const Table::Row& row, const LabelColumns& columns)
{
    std::string note = columns.note < 0 ? std::string() : row.fields[static_cast<std::size_t>(columns.note)];
    for (std::size_t column = 0; column < row.fields.size(); ++column) {
        if (columns.isMember(static_cast<int>(column)) || row.fields[column].empty())
            continue;
        note += fmt::format("{}{}={}", note.empty() ? "" : "; ", table.header().columns[column],
                            row.fields[column]);
    }
    return note;
}

} // namespace

bool looksLikeLabelTable(const TableHeader& header)
{
    const LabelColumns columns(header);
    return (columns.node >= 0 || columns.job >= 0) && columns.begin >= 0 && columns.end >= 0
        && columns.category >= 0;
}

Result<std::vector<Label>> readLabelTable(const std::string& path, const std::string& zone,
                                          const std::vector<Job>& jobs, ImportReport* report)
{
    NODESENTRY_TRY(const auto table, Table::read(path, checkLabelHeader));
    const LabelColumns columns(table.header());
    std::vector<Label> labels;
    TextCleaner cleaner;
    for (const auto& row : table.rows()) {
        const auto field = [&](int column) {
            return column < 0 ? std::string() : row.fields[static_cast<std::size_t>(column)];
        };
        Label label;
        const auto end = field(columns.end);
        auto times = readLabelTimes(field(columns.begin), isNoTime(end) ? std::string() : end, zone);
        if (!times) {
            const int column = times.error().column == 2 ? columns.end : columns.begin;
            return fail(std::move(times.error().inFile(table.path(), row.line, column + 1)));
        }
        label.begin = times->begin;
        label.end = times->end;
        NODESENTRY_TRY(const auto nodes, nodesOf(table, row, columns, label, jobs));
        label.category = field(columns.category);
        if (label.category.empty())
            label.category = "anomaly";
        label.note = noteOf(table, row, columns);
        label.author = field(columns.author);
        if (label.author.empty())
            label.author = kImported;
        auto confidence = parseConfidence(field(columns.confidence));
        if (!confidence)
            return fail(std::move(confidence.error().inFile(table.path(), row.line, columns.confidence + 1)));
        label.confidence = *confidence;
        label.metrics = splitNames(field(columns.metrics));
        cleaner.clean(label);
        for (const auto& node : nodes) {
            label.node = node;
            cleaner.clean(label.node);
            labels.push_back(label);
        }
    }
    if (report) {
        for (auto& note : cleaner.notes(path))
            report->notes.push_back(std::move(note));
    }
    return labels;
}

} // namespace nodesentry
