#include "core/data/import/csv_importer.h"

#include "core/base/parallel.h"
#include "core/data/import/folder_files.h"
#include "core/data/import/import.h"
#include "core/data/import/sample_file_p.h"
#include "core/data/import/source_files.h"

#include <algorithm>
#include <map>

namespace nodesentry {

namespace {

/// A file with its plan; equal headers share one where no column may be a label.
struct PlannedFile {
    SampleFile samples;
    bool isTest = false;
};

struct PlannedNode {
    std::vector<PlannedFile> files;
    /// Its files name no nodes or series that are not known yet, so that nodes can be read side by side.
    bool isSettled = true;
};

class CsvReading {
public:
    /// @param isLong  tables of any other form are refused
    CsvReading(const ImportOptions& options, bool isLong, ImportSink& sink, const RunContext& context)
        : m_options(options),
          m_isLong(isLong),
          m_sink(sink),
          m_context(context)
    {
        m_planOptions.useLabels = options.useLabelColumn && options.labelsFile.empty();
        m_planOptions.zone = options.timeZone;
        m_planOptions.nodeLabel = options.prometheus.nodeLabel;
    }

    Result<void> read(std::vector<NodeFiles> found)
    {
        NODESENTRY_CHECK(planNodes(std::move(found)));
        ByteProgress progress(m_context);
        for (const auto& node : m_nodes) {
            for (const auto& file : node.files)
                progress.expect(file.samples.path);
        }
        NODESENTRY_CHECK(readSettled(progress));
        // One after the other: nodes and series are numbered as they come.
        for (auto& node : m_nodes) {
            if (node.isSettled)
                continue;
            for (auto& file : node.files) {
                file.samples.planAgain = [&](const TableStart& header) {
                    return planFile(header, file.samples.path, m_planOptions, m_sink);
                };
                NODESENTRY_CHECK(readFile(file, progress));
            }
        }
        return readRests(progress);
    }

private:
    Result<void> planNodes(std::vector<NodeFiles> found)
    {
        std::map<std::string, std::shared_ptr<const FilePlan>> known; // by header
        for (auto& node : found) {
            PlannedNode planned;
            const auto id = node.node.empty() ? -1 : m_sink.node(node.node);
            for (auto& file : node.files) {
                auto& shared = known[file.start.header];
                auto plan = shared;
                if (!plan || !(plan->form == file.start.form)) {
                    auto made = planFile(file.start, file.path, m_planOptions, m_sink);
                    if (!made)
                        return fail(
                            made.error().inFile(file.path, file.start.headerLine, made.error().column));
                    plan = std::make_shared<const FilePlan>(std::move(*made));
                    if (!plan->dependsOnRows)
                        shared = plan;
                }
                if (m_isLong && !plan->has(ColumnRole::Metric))
                    return fail(
                        Error{ErrorCode::ParseError, "the header does not name a metric and a value",
                              file.path, file.start.headerLine, 0,
                              "its first line must be such as time,node,metric,value; other tables are of "
                              "--format csv"});
                if (id >= 0 && plan->has(ColumnRole::LabelBits))
                    m_sink.useMaskBits(id);
                planned.isSettled = planned.isSettled && id >= 0 && !plan->isKeyed() && !plan->namesNodes();
                planned.files.push_back({sampleFile(file, std::move(plan), id), file.isTest});
            }
            m_nodes.push_back(std::move(planned));
        }
        return {};
    }

    [[nodiscard]] SampleFile sampleFile(const NodeFile& file, std::shared_ptr<const FilePlan> plan,
                                        ImportSink::NodeId node) const
    {
        SampleFile samples;
        samples.path = file.path;
        samples.plan = std::move(plan);
        samples.headerLine = file.start.headerLine;
        samples.descending = file.start.descending;
        samples.node = node;
        samples.zone = m_options.timeZone;
        samples.nodeLabel = m_options.prometheus.nodeLabel;
        samples.allowRejected = m_options.allowRejected;
        return samples;
    }

    Result<std::optional<TableStart>> readFile(const PlannedFile& file, ByteProgress& progress)
    {
        NODESENTRY_TRY(auto facts, readSampleFile(file.samples, m_sink, progress, m_context));
        if (file.isTest && facts.earliest && file.samples.node >= 0)
            m_sink.splitAt(file.samples.node, *facts.earliest);
        return std::move(facts.unknownHeader);
    }

    Result<void> readSettled(ByteProgress& progress)
    {
        std::vector<Result<void>> results(m_nodes.size());
        std::vector<std::vector<Rest>> rests(m_nodes.size());
        const bool all
            = parallelFor(static_cast<std::int64_t>(m_nodes.size()), m_context, [&](std::int64_t i) {
                  const auto n = static_cast<std::size_t>(i);
                  if (!m_nodes[n].isSettled)
                      return;
                  for (const auto& file : m_nodes[n].files) {
                      auto rest = readFile(file, progress);
                      if (!rest) {
                          results[n] = fail(std::move(rest).error());
                          return;
                      }
                      if (*rest)
                          rests[n].push_back({&file, std::move(**rest)});
                  }
              });
        for (std::size_t n = 0; n < results.size(); ++n) {
            if (!results[n])
                return results[n];
            m_rests.insert(m_rests.end(), rests[n].begin(), rests[n].end());
        }
        return all ? Result<void>() : cancelled();
    }

    /// What follows headers that name columns which no plan knew.
    Result<void> readRests(ByteProgress& progress)
    {
        for (const auto& rest : m_rests) {
            auto file = *rest.file;
            auto& samples = file.samples;
            samples.planAgain = [&](const TableStart& header) {
                return planFile(header, samples.path, m_planOptions, m_sink);
            };
            auto made = samples.planAgain(rest.header);
            if (!made)
                return fail(made.error().inFile(samples.path, rest.header.headerLine, made.error().column));
            samples.plan = std::make_shared<const FilePlan>(std::move(*made));
            samples.headerLine = rest.header.headerLine;
            NODESENTRY_CHECK(readFile(file, progress));
        }
        return {};
    }

    struct Rest {
        const PlannedFile* file;
        TableStart header;
    };

    const ImportOptions& m_options;
    const bool m_isLong;
    ImportSink& m_sink;
    const RunContext& m_context;
    FilePlanOptions m_planOptions;
    std::vector<PlannedNode> m_nodes;
    std::vector<Rest> m_rests;
};

class CsvImporter : public Importer {
public:
    [[nodiscard]] std::string_view name() const override { return "csv"; }
    [[nodiscard]] std::string_view help() const override
    {
        return "CSV or TSV tables with a row a time and a column a metric, of one node each or with a column that "
               "names the node; plain or gzip";
    }

    /// Whatever is there: it is asked last, and says best what is wrong with a source that is nothing.
    [[nodiscard]] std::string_view demand() const override
    {
        return "its header must name a column timestamp or time, or its first column hold times";
    }
    [[nodiscard]] bool recognises(const std::string& source) const override
    {
        const auto files = filesOf(source);
        return !files || files->empty() || std::any_of(files->begin(), files->end(), mayHoldSamples);
    }

    Result<void> read(const std::vector<std::string>& sources, const ImportOptions& options, ImportSink& sink,
                      const RunContext& context) const override
    {
        std::vector<Job> jobs; // their names may tell the nodes of files
        if (!options.jobsFile.empty()) {
            ImportReport reportedElsewhere;
            NODESENTRY_TRY(jobs, readJobFile(options, reportedElsewhere));
        }
        NODESENTRY_TRY(auto found,
                       findNodeFiles(sources, options.timeZone, options.prometheus.nodeLabel,
                                     {options.jobsFile, options.labelsFile}, jobs, sink,
                                     context.part(0.0, 0.05)));
        const auto reading = context.part(0.05, 1.0);
        return CsvReading(options, name() == "long", sink, reading).read(std::move(found));
    }
};

/// The same tables under another name: users know that theirs have one value a line.
class LongImporter final : public CsvImporter {
public:
    [[nodiscard]] std::string_view name() const override { return "long"; }
    [[nodiscard]] std::string_view help() const override
    {
        return "CSV or TSV tables with one value a line: time, node, metric, value, and labels; plain or gzip";
    }
    [[nodiscard]] std::string_view demand() const override
    {
        return "its header must name columns for the time, the metric and the value";
    }
    [[nodiscard]] bool recognises(const std::string& source) const override
    {
        const auto files = filesOf(source);
        return files && std::any_of(files->begin(), files->end(), [](const std::string& file) {
                   return !tableStem(file).empty() && isLongHeader(likelyHeader(file));
               });
    }
};

} // namespace

std::unique_ptr<const Importer> makeCsvImporter()
{
    return std::make_unique<CsvImporter>();
}

std::unique_ptr<const Importer> makeLongImporter()
{
    return std::make_unique<LongImporter>();
}

} // namespace nodesentry
