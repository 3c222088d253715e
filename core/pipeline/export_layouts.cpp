#include "core/pipeline/export_layouts.h"

#include "core/base/csv.h"
#include "core/base/log.h"
#include "core/base/text.h"
#include "core/data/import/host_list.h"
#include "core/data/import/metric_list.h"
#include "core/data/import/tool_importer.h"
#include "core/labels/sample_labels.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kToolDocuments = "tool/";
constexpr const char* kClusterResult = "config_files/cluster_result.txt";

/// Fills a folder that is new or empty; where that fails, nothing stays of it.
Result<void> fillEmptyFolder(const std::string& folder,
                             const std::function<Result<void>(const fs::path&)>& fill)
{
    std::error_code error;
    const bool existed = fs::exists(folder, error);
    if (existed && !fs::is_empty(folder, error))
        return fail(Error{ErrorCode::AlreadyExists, "the folder is not empty", folder, 0, 0,
                          "name a new one, so that nothing is mixed up"});
    fs::create_directories(folder, error);
    if (error)
        return fail(Error{ErrorCode::IoError,
                          fmt::format("cannot make the folder: {}", error.message()),
                          folder,
                          0,
                          0,
                          {}});
    auto filled = fill(folder);
    if (!filled) {
        for (const auto& entry : fs::directory_iterator(folder, error))
            fs::remove_all(entry.path(), error);
        if (!existed)
            fs::remove(folder, error);
        if (error)
            spdlog::warn("cannot remove '{}' again, which is incomplete: {}", folder, error.message());
    }
    return filled;
}

Result<void> checkFileName(const std::string& name)
{
    if (name.find('/') == std::string::npos && name != "." && name != "..")
        return {};
    return fail(ErrorCode::InvalidArgument, fmt::format("'{}' cannot be the name of a file", name));
}

/// Writes one file, and the folders that it is in.
class TextFile {
public:
    explicit TextFile(fs::path path) : m_path(std::move(path))
    {
        std::error_code failed; // then opening the file fails, which close() reports
        fs::create_directories(m_path.parent_path(), failed);
        m_out.open(m_path, std::ios::binary);
    }

    std::ostream& out() { return m_out; }

    Result<void> close()
    {
        m_out.close();
        if (!m_out)
            return fail(Error{ErrorCode::IoError, "cannot write the file", m_path.string(), 0, 0,
                              "is there room on the disk?"});
        return {};
    }

private:
    fs::path m_path;
    std::ofstream m_out;
};

Result<void> writeText(const fs::path& path, const std::string& text)
{
    TextFile file(path);
    file.out() << text;
    return file.close();
}

/// Epoch seconds, with milliseconds where there are any.
std::string epoch(TimeMs time)
{
    return time % 1000 == 0 ? fmt::format("{}", time / 1000)
                            : fmt::format("{:.3f}", static_cast<double>(time) / 1000.0);
}

/// Samples [begin, end) of a node as a table.
/// @param labels  of all samples of the node, as a last column; empty: no such column
Result<void> writeSamples(const fs::path& path, const NodeSeries& series, const MetricCatalog& metrics,
                          std::int64_t begin, std::int64_t end, const std::vector<int>& labels)
{
    TextFile file(path);
    fmt::memory_buffer line;
    const auto append = [&](const std::string& text) { line.append(text.data(), text.data() + text.size()); };
    append("timestamp");
    for (const int metric : series.metrics)
        append("," + csvField(metrics.at(static_cast<std::size_t>(metric)).name));
    append(labels.empty() ? "\n" : ",Label\n");
    for (auto i = begin; i < end; ++i) {
        append(epoch(series.grid.timeOf(i)));
        for (Eigen::Index row = 0; row < series.values.rows(); ++row) {
            const float value = series.values(row, i);
            line.push_back(',');
            if (!std::isnan(value))
                fmt::format_to(std::back_inserter(line), "{}", value);
        }
        if (!labels.empty())
            append(fmt::format(",{}", labels[static_cast<std::size_t>(i)]));
        line.push_back('\n');
        file.out().write(line.data(), static_cast<std::streamsize>(line.size()));
        line.clear();
    }
    file.out().write(line.data(), static_cast<std::streamsize>(line.size()));
    return file.close();
}

/// The cluster that most samples of each node are in; empty without clusters.
Result<std::map<std::string, std::string>> clusterOfNodes(const Project& project)
{
    NODESENTRY_TRY(const auto members, project.clusterMembers());
    NODESENTRY_TRY(const auto segments, project.segments());
    std::map<std::int64_t, const Segment*> segmentOf;
    for (const auto& segment : segments)
        segmentOf[segment.id] = &segment;
    std::map<std::string, std::map<int, std::int64_t>> samples; // by node and cluster
    for (const auto& member : members) {
        const auto segment = segmentOf.find(member.segment);
        if (segment != segmentOf.end() && member.cluster >= 0)
            samples[segment->second->node][member.cluster] += segment->second->length();
    }
    std::map<std::string, std::string> clusters;
    for (const auto& [node, counts] : samples) {
        const auto most = std::max_element(counts.begin(), counts.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        clusters[node] = fmt::format("{}", most->first);
    }
    return clusters;
}

Result<void> writeToolTexts(const Project& project, const fs::path& root, const MetricCatalog& metrics)
{
    NODESENTRY_TRY(const auto names, project.documentNames());
    bool hasMetricList = false;
    std::string clusterFile = kClusterResult;
    for (const auto& name : names) {
        if (!name.starts_with(kToolDocuments))
            continue;
        const auto relative = name.substr(kToolDocuments.size());
        if (relative.starts_with("/") || relative.find("..") != std::string::npos)
            return fail(ErrorCode::Corrupt, fmt::format("a document named '{}' in the project", name));
        NODESENTRY_TRY(const auto text, project.document(name));
        NODESENTRY_CHECK(writeText(root / relative, text.value_or("")));
        hasMetricList = hasMetricList || fs::path(relative).filename() == "metric_used.txt";
        if (fs::path(relative).filename() == "cluster_result.txt")
            clusterFile = relative;
    }
    NODESENTRY_TRY(const auto clusters, clusterOfNodes(project));
    if (!clusters.empty())
        NODESENTRY_CHECK(writeText(root / clusterFile, formatClusterResult(clusters)));
    if (!hasMetricList) {
        std::string list;
        for (const auto& metric : metrics)
            list += metric.name + "\n";
        NODESENTRY_CHECK(writeText(root / "config_files" / "metric_used.txt", list));
    }
    return writeText(root / "config_files" / kMetricListFile, formatMetricList(metrics));
}

Result<void> writeToolWorkspace(const Project& project, const fs::path& root,
                                const LayoutExportOptions& options, const RunContext& context)
{
    NODESENTRY_TRY(const auto store, project.openSeries());
    NODESENTRY_TRY(const auto metrics, project.metrics());
    NODESENTRY_TRY(const auto labels, project.labels());
    double done = 0;
    for (const auto& node : store->nodes()) {
        if (context.stopRequested())
            return cancelled();
        NODESENTRY_CHECK(checkFileName(node.node));
        if (options.samples) {
            NODESENTRY_TRY(const auto series, store->readNode(node.node));
            NODESENTRY_CHECK(writeSamples(root / "node_data" / (node.node + ".csv"), series, metrics, 0,
                                          node.grid.size, {}));
        }
        NODESENTRY_CHECK(writeText(root / "labels" / (node.node + ".csv"),
                                   formatIndexTable(sampleNumbers(labels, {node.node, node.grid}))));
        context.report(++done / static_cast<double>(store->nodes().size()), node.node);
    }
    return writeToolTexts(project, root, metrics);
}

Result<void> writeModelLayout(const Project& project, const fs::path& root,
                              const LayoutExportOptions& options, const RunContext& context)
{
    NODESENTRY_TRY(const auto store, project.openSeries());
    NODESENTRY_TRY(const auto metrics, project.metrics());
    NODESENTRY_TRY(const auto labels, project.labels());
    NODESENTRY_TRY(const auto jobs, project.jobs());
    std::string table = "JobID|NodeList|Start|End|Tag\n";
    for (const auto& job : jobs) {
        const auto tag
            = std::find_if(job.attributes.begin(), job.attributes.end(),
                           [](const auto& attribute) { return lowerCase(attribute.first) == "tag"; });
        table += fmt::format("{}|{}|{}|{}|{}\n", job.id, compressHostList(job.nodes), formatUtc(job.begin),
                             job.end ? formatUtc(*job.end) : "Unknown",
                             tag == job.attributes.end() ? std::string() : tag->second);
    }
    NODESENTRY_CHECK(writeText(root / "Job", table));
    NODESENTRY_CHECK(writeText(root / kMetricListFile, formatMetricList(metrics)));
    double done = 0;
    for (const auto& node : store->nodes()) {
        if (!options.samples)
            break;
        if (context.stopRequested())
            return cancelled();
        NODESENTRY_CHECK(checkFileName(node.node));
        NODESENTRY_TRY(const auto series, store->readNode(node.node));
        const auto ofSample = sampleNumbers(labels, {node.node, node.grid});
        for (const auto& job : jobs) {
            if (std::find(job.nodes.begin(), job.nodes.end(), node.node) == job.nodes.end())
                continue;
            const auto begin = node.grid.firstAtOrAfter(job.begin);
            const auto end = job.end ? node.grid.firstAtOrAfter(*job.end) : node.grid.size;
            if (begin >= end)
                continue;
            NODESENTRY_CHECK(checkFileName(job.id));
            const bool isTest = node.trainEnd && job.begin >= *node.trainEnd;
            const bool hasLabels = isTest
                || std::any_of(ofSample.begin() + begin, ofSample.begin() + end,
                               [](int label) { return label != 0; });
            const auto name = node.node + (lowerCase(job.id).starts_with("job") ? "_" : "_Job-") + job.id;
            NODESENTRY_CHECK(writeSamples(root / (isTest ? "Test" : "Train") / node.node / (name + ".csv"),
                                          series, metrics, begin, end,
                                          hasLabels ? ofSample : std::vector<int>{}));
        }
        context.report(++done / static_cast<double>(store->nodes().size()), node.node);
    }
    return {};
}

} // namespace

Result<void> exportToolWorkspace(const Project& project, const std::string& folder,
                                 const LayoutExportOptions& options, const RunContext& context)
{
    return fillEmptyFolder(
        folder, [&](const fs::path& root) { return writeToolWorkspace(project, root, options, context); });
}

Result<void> exportModelLayout(const Project& project, const std::string& folder,
                               const LayoutExportOptions& options, const RunContext& context)
{
    return fillEmptyFolder(
        folder, [&](const fs::path& root) { return writeModelLayout(project, root, options, context); });
}

} // namespace nodesentry
