#include "core/data/import/tool_importer.h"

#include "core/base/whole_file.h"
#include "core/data/import/folder_files.h"
#include "core/data/import/import.h"
#include "core/data/import/label_index.h"
#include "core/data/import/metric_list.h"
#include "core/data/import/sample_file_p.h"

#include <spdlog/fmt/fmt.h>

#include <cmath>
#include <filesystem>
#include <sstream>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kLargestDocument = 4 << 20;

/// The folder of that name in a workspace, in any of the places where one may name the workspace.
bool isWorkspace(const std::string& source)
{
    std::error_code missing; // then it is none
    return fs::is_directory(fs::path(source) / "node_data", missing);
}

Result<void> keepDocument(const fs::path& root, const fs::path& path, ImportSink& sink)
{
    std::error_code failed;
    if (const auto size = fs::file_size(path, failed); failed || size > kLargestDocument) {
        sink.reject({path.string(), 0, "a text file that cannot be read, or is larger than 4 MiB"});
        return {};
    }
    NODESENTRY_TRY(const auto content, readWholeFile(path.string(), kLargestDocument));
    if (path.filename() == "cluster_result.txt") {
        auto clusters = parseClusterResult(content);
        if (!clusters)
            sink.reject({path.string(), clusters.error().line, clusters.error().message});
        else
            sink.addDocument(kReferenceClusters, formatClusterResult(*clusters));
    }
    sink.addDocument("tool/" + path.lexically_relative(root).generic_string(), content);
    return {};
}

class Workspace {
public:
    Workspace(fs::path root, const ImportOptions& options, ImportSink& sink, const RunContext& context)
        : m_root(std::move(root)),
          m_options(options),
          m_sink(sink),
          m_context(context),
          m_progress(context)
    {
    }

    Result<void> read()
    {
        NODESENTRY_TRY(const auto files, filesIn(m_root.string()));
        const auto list = m_root / "config_files" / kMetricListFile;
        std::error_code missing; // most workspaces have none
        if (fs::exists(list, missing)) {
            NODESENTRY_TRY(m_plan.targets, readMetricList(list.string()));
        }
        m_plan.fixedLayout = true;
        m_plan.zone = m_options.timeZone;
        m_plan.useLabels = m_options.useLabelColumn && m_options.labelsFile.empty();
        for (const auto& file : files)
            m_progress.expect(file);
        for (const auto& file : files)
            NODESENTRY_CHECK(readFile(file));
        for (const auto& [node, path] : m_labelFiles)
            m_sink.reject({path, 0, "labels of a node that has no file in node_data"});
        return {};
    }

private:
    /// In alphabetical order, so config_files and labels come before node_data.
    Result<void> readFile(const std::string& path)
    {
        const auto relative = fs::path(path).lexically_relative(m_root);
        const auto folder = *relative.begin();
        const auto node = tableStem(path);
        const bool isTable
            = !node.empty() && fs::path(path).filename().string().find(".txt") == std::string::npos;
        if (folder == "node_data" && isTable)
            return readNode(node, path);
        if (folder == "labels" && isTable) {
            m_labelFiles[node] = path;
            return {};
        }
        if (relative.extension() == ".txt")
            return keepDocument(m_root, path, m_sink);
        if (relative.filename() != kMetricListFile)
            m_sink.reject({path, 0, "neither samples nor labels nor a text of the workspace"});
        return {};
    }

    Result<void> readNode(const std::string& node, const std::string& path)
    {
        if (!isNodeName(node)) {
            m_sink.reject({path, 0, "the file's name is none for a node"});
            return {};
        }
        LabelIndex labels;
        if (const auto file = m_labelFiles.extract(node)) {
            if (m_plan.useLabels) {
                NODESENTRY_TRY(labels, readLabelIndex(file.mapped(), m_sink));
            }
        }
        NODESENTRY_TRY(const auto start, readTableStart(path, m_options.timeZone));
        auto plan = planFile(start, path, m_plan, m_sink);
        if (!plan)
            return fail(plan.error().inFile(path, start.headerLine, plan.error().column));
        SampleFile samples;
        samples.path = path;
        samples.plan = std::make_shared<const FilePlan>(std::move(*plan));
        samples.headerLine = start.headerLine;
        samples.descending = start.descending;
        samples.allowRejected = m_options.allowRejected;
        samples.node = m_sink.node(node);
        samples.zone = m_options.timeZone;
        if (m_options.stepSeconds > 0)
            samples.stepMs = std::llround(m_options.stepSeconds * 1000);
        LabelRuns runs(node, labels, m_sink);
        samples.onLine = [&](std::int64_t index, TimeMs time) { runs.add(index, time); };
        NODESENTRY_TRY(const auto facts, readSampleFile(samples, m_sink, m_progress, m_context));
        runs.finish(facts.stepMs);
        if (!labels.empty() && labels.rbegin()->first >= facts.rows)
            m_sink.reject(
                {path, 0,
                 fmt::format("labels up to line {} of it, which it does not have", labels.rbegin()->first)});
        return {};
    }

    const fs::path m_root;
    const ImportOptions& m_options;
    ImportSink& m_sink;
    const RunContext& m_context;
    ByteProgress m_progress;
    FilePlanOptions m_plan;
    std::map<std::string, std::string> m_labelFiles; ///< by node, until its samples are read
};

class ToolImporter final : public Importer {
public:
    [[nodiscard]] std::string_view name() const override { return "tool"; }
    [[nodiscard]] std::string_view help() const override
    {
        return "a workspace of the authors' labelling tool: node_data/, labels/, config_files/";
    }
    [[nodiscard]] std::string_view demand() const override
    {
        return "it must be a folder that holds node_data";
    }
    [[nodiscard]] bool recognises(const std::string& source) const override { return isWorkspace(source); }

    Result<void> read(const std::vector<std::string>& sources, const ImportOptions& options, ImportSink& sink,
                      const RunContext& context) const override
    {
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (!isWorkspace(sources[i]))
                return fail(Error{ErrorCode::ParseError, "not a workspace of the labelling tool", sources[i],
                                  0, 0, std::string(demand())});
            const auto part = context.part(static_cast<double>(i) / static_cast<double>(sources.size()),
                                           static_cast<double>(i + 1) / static_cast<double>(sources.size()));
            NODESENTRY_CHECK(Workspace(sources[i], options, sink, part).read());
        }
        return {};
    }
};

/// Numbers before texts, numbers by size.
bool clusterBefore(const std::string& a, const std::string& b)
{
    const auto isNumber = [](const std::string& text) {
        return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    };
    if (isNumber(a) && isNumber(b))
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    return isNumber(a) != isNumber(b) ? isNumber(a) : a < b;
}

} // namespace

std::unique_ptr<const Importer> makeToolImporter()
{
    return std::make_unique<ToolImporter>();
}

Result<std::map<std::string, std::string>> parseClusterResult(const std::string& text)
{
    std::map<std::string, std::string> clusterOfNode;
    std::istringstream lines(text);
    std::string line;
    for (std::int64_t number = 1; std::getline(lines, line); ++number) {
        if (line.ends_with('\r'))
            line.pop_back();
        if (line.empty())
            continue;
        std::istringstream fields(line);
        std::string cluster;
        std::string node;
        std::getline(fields, cluster, '|');
        bool any = false;
        while (std::getline(fields, node, '|')) {
            if (node.empty())
                continue;
            clusterOfNode[node] = cluster;
            any = true;
        }
        if (cluster.empty() || !any)
            return fail(Error{ErrorCode::ParseError,
                              "not a cluster and its nodes",
                              {},
                              number,
                              0,
                              "write them as 0|node_1|node_15"});
    }
    return clusterOfNode;
}

std::string formatClusterResult(const std::map<std::string, std::string>& clusterOfNode)
{
    std::map<std::string, std::string, decltype(&clusterBefore)> lines(&clusterBefore);
    for (const auto& [node, cluster] : clusterOfNode)
        lines[cluster] += "|" + node;
    std::string text;
    for (const auto& [cluster, nodes] : lines)
        text += cluster + nodes + "\n";
    return text;
}

} // namespace nodesentry
