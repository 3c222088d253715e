#include "core/data/import/label_table.h"

#include "core/data/import/bad_label_lines.h"
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
Result<const Job*> runOf(const TableReader& table, const TableRow& row, int column, const Label& label,
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
        return refused(fmt::format("the job is not in the job table: '{}'", id),
                       jobs.empty() ? "give the job table that the label table refers to: --jobs FILE"
                                    : "add the job to the job table, or a column node to this one");
    if (overlapping.empty())
        return refused(
            fmt::format("the job did not run at the time of the label: '{}' ran from {}{}", id,
                        spanOf(*runs.front()),
                        runs.size() > 1 ? fmt::format(", and {} times more", runs.size() - 1) : ""),
            "check the times and their zone, --tz, or name the nodes in a column node");
    if (overlapping.size() > 1)
        return refused(
            fmt::format("the label overlaps several runs of its job: '{}', {} runs, from {}, and from {}", id,
                        overlapping.size(), spanOf(*overlapping[0]), spanOf(*overlapping[1])),
            fmt::format("say which run it is, such as {}, or name the nodes in a column node",
                        overlapping[1]->id));
    return overlapping.front();
}

/// The nodes that a line's label holds for.
Result<std::vector<std::string>> nodesOf(const TableReader& table, const TableRow& row,
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
std::string noteOf(const TableReader& table, const TableRow& row, const LabelColumns& columns)
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

/// One line as a label; its node is not yet set.
Result<Label> readLabel(const TableReader& table, const TableRow& row, const LabelColumns& columns,
                        const std::string& zone)
{
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
    return label;
}

} // namespace

bool looksLikeLabelTable(const TableHeader& header)
{
    const LabelColumns columns(header);
    return (columns.node >= 0 || columns.job >= 0) && columns.begin >= 0 && columns.end >= 0
        && columns.category >= 0;
}

Result<std::vector<Label>> readLabelTable(const std::string& path, const std::string& zone,
                                          const std::vector<Job>& jobs, ImportReport* report,
                                          bool allowRejected)
{
    NODESENTRY_TRY(auto table, TableReader::open(path));
    if (auto checked = checkLabelHeader(table.header()); !checked)
        return fail(checked.error().inFile(path, 1));
    const LabelColumns columns(table.header());
    std::vector<Label> labels;
    TextCleaner cleaner;
    BadLabelLines bad(path, report);
    std::int64_t good = 0;
    for (TableRow row;;) {
        NODESENTRY_TRY(const bool more, table.next(row));
        if (!more)
            break;
        auto label = row.fault ? Result<Label>(fail(*row.fault)) : readLabel(table, row, columns, zone);
        auto nodes = label ? nodesOf(table, row, columns, *label, jobs) : fail(label.error());
        if (!nodes) {
            const auto column = static_cast<std::size_t>(nodes.error().column);
            auto text = column > 0 && column <= row.fields.size() ? row.fields[column - 1] : std::string();
            NODESENTRY_CHECK(bad.add(std::move(nodes).error(), std::move(text)));
            continue;
        }
        ++good;
        cleaner.clean(*label);
        for (const auto& node : *nodes) {
            label->node = node;
            cleaner.clean(label->node);
            labels.push_back(*label);
        }
    }
    NODESENTRY_CHECK(bad.finish(good, allowRejected));
    if (report) {
        for (auto& note : cleaner.notes(path))
            report->notes.push_back(std::move(note));
    }
    return labels;
}

} // namespace nodesentry
