#include "core/data/import/source_files.h"

#include "core/data/import/file_plan.h"
#include "core/data/import/folder_files.h"
#include "core/data/import/job_table.h"
#include "core/data/import/label_table.h"
#include "core/data/import/table.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

/// X and the part's name, of a stem such as X_train or X_test_2.
struct Part {
    std::string node;
    bool isTest = false;
};

std::optional<Part> partOf(const std::string& stem)
{
    static const std::regex pattern("(.+)_(train|test)([_.-]?[0-9]*)", std::regex::icase);
    std::smatch match;
    if (!std::regex_match(stem, match, pattern))
        return std::nullopt;
    return Part{match[1], match[2].str()[1] == 'e' || match[2].str()[1] == 'E'};
}

tl::unexpected<Error> failIn(const std::string& path, ErrorCode code, std::string message, std::string advice)
{
    return fail(Error{code, std::move(message), path, 0, 0, std::move(advice)});
}

/// Why a file holds no samples of a node; empty when it may.
std::string whyNoNodeFile(const TableStart& start)
{
    if (start.empty)
        return "the file is empty";
    const auto header = parseTableHeader(start.header);
    if (looksLikeJobTable(header))
        return "a job table; give it as the job table (--jobs) to import it";
    if (!isLongHeader(start.header) && looksLikeLabelTable(header))
        return "a label table; give it as the label table (--labels) to import it";
    return start.fault;
}

/// Whether header or rows of a file name its nodes.
bool namesNodes(const TableStart& start, const std::string& nodeLabel)
{
    bool all = true;
    for (std::size_t i = 0; i < start.columns.size(); ++i) {
        if (static_cast<int>(i) == start.timeColumn)
            continue;
        if (isNodeColumnName(start.columns[i]))
            return true;
        auto name = parseSeriesName(start.columns[i]);
        all = all && !takeNode(name, nodeLabel).empty();
    }
    return all && start.columns.size() > 1;
}

bool isSameFile(const std::string& a, const std::string& b)
{
    std::error_code missing; // a file that does not exist is no other file
    return !b.empty() && fs::equivalent(a, b, missing) && !missing;
}

class NodeFileFinder {
public:
    NodeFileFinder(const std::string& zone, const std::string& nodeLabel, const KnownTables& tables,
                   const std::vector<Job>& jobs, ImportSink& sink)
        : m_zone(zone),
          m_nodeLabel(nodeLabel),
          m_tables(tables),
          m_jobs(jobs),
          m_sink(sink)
    {
    }

    Result<void> addFolder(const std::string& folder, const RunContext& context);
    Result<void> addFile(const std::string& path);
    Result<std::vector<NodeFiles>> finish();
    /// The first files that were left out, each with its reason.
    [[nodiscard]] const std::vector<SkippedItem>& leftOut() const { return m_leftOut; }

private:
    Result<void> add(const std::string& path, TableStart start, const std::string& folder);
    Result<std::string> nodeOf(const std::string& path, const std::string& stem) const;
    Result<std::string> nodeOfJob(const std::string& path, const std::string& number) const;
    [[nodiscard]] const Job* findJob(const std::string& number) const;

    const std::string& m_zone;
    const std::string& m_nodeLabel;
    const KnownTables& m_tables;
    const std::vector<Job>& m_jobs;
    ImportSink& m_sink;
    std::map<std::string, NodeFiles> m_nodes;
    std::vector<SkippedItem> m_leftOut;
    std::set<std::string> m_seen; ///< canonical paths, so that a file named twice is read once
};

const Job* NodeFileFinder::findJob(const std::string& number) const
{
    const auto withoutZeros = number.substr(std::min(number.find_first_not_of('0'), number.size() - 1));
    for (const auto& id : {number, withoutZeros}) {
        const auto job = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const Job& j) { return j.id == id; });
        if (job != m_jobs.end())
            return &*job;
    }
    return nullptr;
}

Result<std::string> NodeFileFinder::nodeOfJob(const std::string& path, const std::string& number) const
{
    if (m_tables.jobsFile.empty())
        return failIn(
            path, ErrorCode::InvalidArgument,
            fmt::format("the file is named after job {}, and there is no job table to tell its node", number),
            "give the job table: --jobs FILE");
    const auto* job = findJob(number);
    if (!job)
        return failIn(path, ErrorCode::InconsistentData,
                      fmt::format("job {} is not in the job table", number),
                      "add the job to the table, or leave the file out");
    if (job->nodes.size() != 1)
        return failIn(path, ErrorCode::InconsistentData,
                      fmt::format("job {} ran on {} nodes, so the file's name does not tell its node",
                                  job->id, job->nodes.size()),
                      "name the file NODE_jobNNN.csv");
    return job->nodes.front();
}

Result<std::string> NodeFileFinder::nodeOf(const std::string& path, const std::string& stem) const
{
    static const std::regex jobFile("job[_-]?([0-9]+)", std::regex::icase);
    static const std::regex nodeAndJob("(.+)[_-]job[_-]?[0-9]+", std::regex::icase);
    static const std::regex nodeAndNumber("(.+)[_-]([0-9]+)");
    std::smatch match;
    if (std::regex_match(stem, match, jobFile))
        return nodeOfJob(path, match[1]);
    if (std::regex_match(stem, match, nodeAndJob))
        return match[1].str();
    if (std::regex_match(stem, match, nodeAndNumber)) {
        const auto* job = findJob(match[2]);
        if (job && std::find(job->nodes.begin(), job->nodes.end(), match[1].str()) != job->nodes.end())
            return match[1].str();
    }
    return withoutDay(stem);
}

Result<void> NodeFileFinder::add(const std::string& path, TableStart start, const std::string& folder)
{
    std::error_code failed; // the file has just been read
    if (!m_seen.insert(fs::weakly_canonical(path, failed).string()).second)
        return {};
    if (namesNodes(start, m_nodeLabel)) {
        m_nodes[""].files.push_back({path, std::move(start), false});
        return {};
    }
    auto stem = tableStem(path).empty() ? fs::path(path).stem().string() : tableStem(path);
    if (!folder.empty() && isDateOrNumber(stem)
        && !fs::equivalent(fs::path(path).parent_path(), folder, failed))
        stem = fs::path(path).parent_path().filename().string();
    const auto part = partOf(stem);
    std::string node = part ? part->node : std::string();
    if (!part) {
        NODESENTRY_TRY(node, nodeOf(path, stem));
    }
    if (!isNodeName(node))
        return failIn(path, ErrorCode::ParseError, "the file's name is none for a node", "rename it");
    auto& files = m_nodes[node];
    files.node = node;
    files.files.push_back({path, std::move(start), part && part->isTest});
    return {};
}

Result<void> NodeFileFinder::addFile(const std::string& path)
{
    NODESENTRY_TRY(auto start, readTableStart(path, m_zone));
    if (const auto why = whyNoNodeFile(start); !why.empty())
        return fail(Error{ErrorCode::ParseError, fmt::format("not a file with samples: {}", why), path,
                          std::max<std::int64_t>(1, start.headerLine), 0,
                          "such a file is a CSV table with a header that names a column timestamp or time"});
    if (!start.hasRows)
        return failIn(path, ErrorCode::ParseError, "the file has a header and no rows", "take the file out");
    return add(path, std::move(start), {});
}

Result<void> NodeFileFinder::addFolder(const std::string& folder, const RunContext& context)
{
    NODESENTRY_TRY(const auto paths, filesIn(folder));
    std::set<std::string> train;
    std::set<std::string> test;
    for (const auto& path : paths) {
        if (const auto part = partOf(tableStem(path)))
            (part->isTest ? test : train).insert(part->node);
    }
    const bool hasPairs
        = std::any_of(train.begin(), train.end(), [&](const auto& node) { return test.contains(node); });

    for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto& path = paths[i];
        if (context.stopRequested())
            return cancelled();
        context.report(static_cast<double>(i) / static_cast<double>(paths.size()), path);
        if (isSameFile(path, m_tables.jobsFile) || isSameFile(path, m_tables.labelsFile))
            continue;
        const auto leaveOut = [&](const std::string& reason) {
            m_sink.reject({path, 0, reason});
            constexpr std::size_t kNamed = 5;
            if (m_leftOut.size() < kNamed)
                m_leftOut.push_back({path, 0, reason});
        };
        const auto stem = tableStem(path);
        if (stem.empty()) {
            leaveOut("not a CSV file by its name");
            continue;
        }
        auto read = readTableStart(path, m_zone);
        if (!read && read.error().code != ErrorCode::ParseError)
            return fail(std::move(read).error());
        if (!read) {
            leaveOut(read.error().message);
            continue;
        }
        auto& start = *read;
        const auto why = whyNoNodeFile(start);
        if (!why.empty())
            leaveOut(why);
        else if (hasPairs && !partOf(stem))
            leaveOut("neither X_train nor X_test, and the folder has such pairs");
        else if (!start.hasRows)
            leaveOut("the file has a header and no rows");
        else
            NODESENTRY_CHECK(add(path, std::move(start), folder));
    }
    return {};
}

Result<std::vector<NodeFiles>> NodeFileFinder::finish()
{
    std::vector<NodeFiles> nodes;
    for (auto& [name, node] : m_nodes) {
        // Where files overlap, the one that begins later counts.
        std::stable_sort(node.files.begin(), node.files.end(), [](const NodeFile& a, const NodeFile& b) {
            return a.start.firstTime < b.start.firstTime;
        });
        nodes.push_back(std::move(node));
    }
    return nodes;
}

} // namespace

bool mayHoldSamples(const std::string& path)
{
    const auto start = readTableStart(path, "UTC");
    return !start || start->fault.empty() || whyNoNodeFile(*start) != start->fault;
}

Result<std::vector<NodeFiles>> findNodeFiles(const std::vector<std::string>& sources, const std::string& zone,
                                             const std::string& nodeLabel, const KnownTables& tables,
                                             const std::vector<Job>& jobs, ImportSink& sink,
                                             const RunContext& context)
{
    NodeFileFinder finder(zone, nodeLabel, tables, jobs, sink);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const auto& source = sources[i];
        const auto part = context.part(static_cast<double>(i) / static_cast<double>(sources.size()),
                                       static_cast<double>(i + 1) / static_cast<double>(sources.size()));
        std::error_code failed; // what cannot be looked at cannot be opened either, and that is reported
        if (fs::is_directory(source, failed)) {
            NODESENTRY_CHECK(finder.addFolder(source, part));
        } else {
            NODESENTRY_CHECK(finder.addFile(source));
        }
    }
    NODESENTRY_TRY(auto nodes, finder.finish());
    if (nodes.empty()) {
        std::string reasons;
        for (const auto& item : finder.leftOut())
            reasons += fmt::format("{}{}: {}", reasons.empty() ? ": " : "; ",
                                   fs::path(item.file).filename().string(), item.reason);
        return failIn(sources.empty() ? std::string() : sources.front(), ErrorCode::NotFound,
                      "no file with samples of a node" + reasons,
                      "name CSV files, plain or gzip, or folders of them, with a header that names a column "
                      "timestamp or time; or say the format (--format)");
    }
    return nodes;
}

} // namespace nodesentry
