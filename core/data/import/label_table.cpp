#include "core/data/import/label_table.h"

#include "core/data/import/host_list.h"
#include "core/labels/label_io.h"

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

/// The nodes that a line's label holds for.
Result<std::vector<std::string>> nodesOf(const Table& table, const Table::Row& row,
                                         const LabelColumns& columns, const std::vector<Job>& jobs)
{
    if (columns.node >= 0) {
        auto nodes = expandHostList(row.fields[static_cast<std::size_t>(columns.node)]);
        if (!nodes)
            nodes.error().inFile(table.path(), row.line, columns.node + 1);
        return nodes;
    }
    const auto& id = row.fields[static_cast<std::size_t>(columns.job)];
    const auto job = std::find_if(jobs.begin(), jobs.end(), [&](const Job& j) { return j.id == id; });
    if (job == jobs.end())
        return fail(table.error(ErrorCode::InconsistentData,
                                fmt::format("job '{}' is not in the job table", id), row, columns.job,
                                jobs.empty()
                                    ? "give the job table that the label table refers to: --jobs FILE"
                                    : "add the job to the job table, or a column node to this one"));
    return job->nodes;
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
                                          const std::vector<Job>& jobs)
{
    NODESENTRY_TRY(const auto table, Table::read(path, checkLabelHeader));
    const LabelColumns columns(table.header());
    std::vector<Label> labels;
    for (const auto& row : table.rows()) {
        const auto field = [&](int column) {
            return column < 0 ? std::string() : row.fields[static_cast<std::size_t>(column)];
        };
        Label label;
        NODESENTRY_TRY(const auto nodes, nodesOf(table, row, columns, jobs));
        NODESENTRY_TRY(label.begin, table.time(row, columns.begin, zone));
        if (const auto end = field(columns.end); !end.empty() && end != "Unknown") {
            NODESENTRY_TRY(label.end, table.time(row, columns.end, zone));
            if (*label.end <= label.begin)
                return fail(table.error(ErrorCode::InconsistentData, "the label ends before it begins", row,
                                        columns.end, "the end is exclusive and must lie after the begin"));
        }
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
        for (const auto& node : nodes) {
            label.node = node;
            labels.push_back(label);
        }
    }
    return labels;
}

} // namespace nodesentry
