#include "core/data/import/model_importer.h"

#include "core/base/text.h"
#include "core/data/import/folder_files.h"
#include "core/data/import/import.h"
#include "core/data/import/line_reader.h"
#include "core/data/import/metric_list.h"
#include "core/data/import/sample_file_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

/// The job table of a folder; empty when it has none.
std::string jobFileOf(const std::string& folder)
{
    std::error_code failed; // such a folder is not of this layout
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        std::error_code unreadable;
        const auto stem = lowerCase(entry->path().stem().string());
        if ((stem == "job" || stem == "jobs") && !entry->is_directory(unreadable))
            return entry->path().string();
    }
    return {};
}

bool isLayout(const std::string& source)
{
    std::error_code missing;
    return (fs::is_directory(fs::path(source) / "Train", missing)
            || fs::is_directory(fs::path(source) / "Test", missing))
        && !jobFileOf(source).empty();
}

/// The number of lines behind the header.
Result<std::int64_t> countRows(const std::string& path)
{
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    std::string_view line;
    std::int64_t count = -1;
    for (;; ++count) {
        NODESENTRY_TRY(const bool more, lines.next(line));
        if (!more)
            return std::max<std::int64_t>(count, 0);
    }
}

class Layout {
public:
    Layout(fs::path root, const ImportOptions& options, ImportSink& sink, const RunContext& context)
        : m_root(std::move(root)),
          m_options(options),
          m_sink(sink),
          m_context(context),
          m_progress(context)
    {
    }

    Result<void> read()
    {
        const auto jobFile = jobFileOf(m_root.string());
        ImportReport report;
        NODESENTRY_TRY(m_jobs, readJobTable(jobFile, m_options.timeZone, report));
        for (const auto& item : report.skipped)
            m_sink.reject(item);
        for (const auto& note : report.notes)
            m_sink.note(note);
        for (const auto& job : m_jobs)
            m_sink.addJob(job);
        const auto list = m_root / kMetricListFile;
        std::error_code missing; // most have none
        if (fs::exists(list, missing)) {
            NODESENTRY_TRY(m_plan.targets, readMetricList(list.string()));
        }
        m_plan.fixedLayout = true;
        m_plan.zone = m_options.timeZone;
        m_plan.useLabels = m_options.useLabelColumn && m_options.labelsFile.empty();
        NODESENTRY_TRY(const auto files, filesIn(m_root.string()));
        for (const auto& file : files)
            m_progress.expect(file);
        for (const auto& file : files) {
            const auto top = fs::path(file).lexically_relative(m_root).begin()->string();
            if (top == "Train" || top == "Test") {
                NODESENTRY_CHECK(readSamples(file, top == "Test"));
            } else if (file != jobFile && fs::path(file).filename() != kMetricListFile) {
                m_sink.reject({file, 0, "neither the job table nor under Train or Test"});
            }
        }
        return {};
    }

private:
    /// The job and the node that a file such as Node-1_Job-1.csv is of.
    [[nodiscard]] std::optional<std::pair<std::string, const Job*>> ownerOf(const std::string& stem) const
    {
        for (const auto& job : m_jobs) {
            for (const auto& node : job.nodes) {
                for (const auto* before : {"_Job-", "_Job", "_job-", "_job", "_"}) {
                    if (stem == node + before + job.id)
                        return std::pair(node, &job);
                }
            }
        }
        return std::nullopt;
    }

    Result<void> readSamples(const std::string& path, bool isTest)
    {
        const auto owner = ownerOf(tableStem(path));
        if (!owner) {
            m_sink.reject({path, 0, "its name is not that of a node and one of its jobs"});
            return {};
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
        samples.node = m_sink.node(owner->first);
        samples.zone = m_options.timeZone;
        samples.begin = owner->second->begin;
        if (!samples.plan->has(ColumnRole::Time)) {
            NODESENTRY_TRY(samples.stepMs, stepOf(path, *owner->second));
        }
        NODESENTRY_TRY(const auto facts, readSampleFile(samples, m_sink, m_progress, m_context));
        if (isTest && facts.earliest)
            m_sink.splitAt(samples.node, *facts.earliest);
        return {};
    }

    [[nodiscard]] Result<std::int64_t> stepOf(const std::string& path, const Job& job) const
    {
        if (m_options.stepSeconds > 0)
            return std::llround(m_options.stepSeconds * 1000);
        NODESENTRY_TRY(const auto rows, countRows(path));
        if (!job.end || rows == 0)
            return fail(
                Error{ErrorCode::InconsistentData,
                      fmt::format("the file has no times, and job {} no end, so there is no step", job.id),
                      path, 0, 0, "say how far apart rows are: --step SECONDS"});
        return std::max<std::int64_t>(1, (*job.end - job.begin) / rows);
    }

    const fs::path m_root;
    const ImportOptions& m_options;
    ImportSink& m_sink;
    const RunContext& m_context;
    ByteProgress m_progress;
    FilePlanOptions m_plan;
    std::vector<Job> m_jobs;
};

class ModelImporter final : public Importer {
public:
    [[nodiscard]] std::string_view name() const override { return "model"; }
    [[nodiscard]] std::string_view help() const override
    {
        return "the data layout of the authors' model: a file Job, Train/NODE/NODE_JOB.csv, Test/…";
    }
    [[nodiscard]] std::string_view demand() const override
    {
        return "it must be a folder that holds Job, and Train or Test";
    }
    [[nodiscard]] bool recognises(const std::string& source) const override { return isLayout(source); }

    Result<void> read(const std::vector<std::string>& sources, const ImportOptions& options, ImportSink& sink,
                      const RunContext& context) const override
    {
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (!isLayout(sources[i]))
                return fail(Error{ErrorCode::ParseError, "not the data layout of the authors' model",
                                  sources[i], 0, 0, std::string(demand())});
            const auto part = context.part(static_cast<double>(i) / static_cast<double>(sources.size()),
                                           static_cast<double>(i + 1) / static_cast<double>(sources.size()));
            NODESENTRY_CHECK(Layout(sources[i], options, sink, part).read());
        }
        return {};
    }
};

} // namespace

std::unique_ptr<const Importer> makeModelImporter()
{
    return std::make_unique<ModelImporter>();
}

} // namespace nodesentry
