#include "core/data/import/sample_file_p.h"

#include "core/data/import/dcgm.h"
#include "core/data/import/node_file.h"
#include "core/data/import/node_names.h"
#include "core/data/import/rejected_lines.h"
#include "core/data/import/sampling_step.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace nodesentry {

namespace {

constexpr std::int64_t kLinesBetweenPolls = 256;
constexpr std::size_t kDifferences = 512;
constexpr std::size_t kSamplesAtOnce = 512; // of one node, given to the sink together

/// Where the values of rows with one key go.
struct Target {
    ImportSink::NodeId node = -1;
    std::vector<std::optional<ImportSink::SeriesId>> series; ///< of each value
    bool mayBeBlank = false; ///< a value may be one of DCGM that stands for none
};

class SampleFileReader {
public:
    SampleFileReader(const SampleFile& file, NodeFileReader reader, ImportSink& sink, ByteProgress& progress)
        : m_file(file),
          m_reader(std::move(reader)),
          m_sink(sink),
          m_progress(progress),
          m_wantsPlaces(sink.wantsPlaces()),
          m_plan(file.plan),
          m_lines(file.path, file.allowRejected, sink)
    {
        prepare();
    }

    Result<SampleFileFacts> read(const RunContext& context)
    {
        const bool hasTime = m_plan->has(ColumnRole::Time);
        NodeRow row;
        TimeMs above = m_file.begin;
        for (std::int64_t line = 0;; ++line) {
            if (line % kLinesBetweenPolls == 0) {
                if (context.stopRequested())
                    return cancelled();
                m_progress.add(m_reader.bytesRead() - m_reported, m_file.path);
                m_reported = m_reader.bytesRead();
            }
            NODESENTRY_TRY(const auto next, m_reader.next(row));
            if (next == NodeFileReader::Next::End)
                break;
            if (next == NodeFileReader::Next::Header) {
                NODESENTRY_TRY(const bool follows, followHeader());
                if (!follows)
                    break;
                --line; // no data line
                continue;
            }
            if (next == NodeFileReader::Next::Rejected) {
                rejectLine();
            } else {
                if (!hasTime)
                    row.time = m_file.begin + line * m_file.stepMs;
                if (m_facts.rows > 0 && row.time > above && m_differences.size() < kDifferences)
                    m_differences.push_back(row.time - above);
                m_facts.earliest = m_facts.earliest ? std::min(*m_facts.earliest, row.time) : row.time;
                above = row.time;
                ++m_facts.rows;
                m_lines.accept();
                if (m_isKeyed ? targetOf(row.key).mayBeBlank : m_mayBeBlank)
                    dropBlanks(row);
                NODESENTRY_CHECK(give(row));
            }
            if (m_file.onLine)
                m_file.onLine(line, above);
        }
        return finish();
    }

private:
    void prepare()
    {
        m_targets.clear();
        m_isWhole
            = m_plan->groups.size() == 1 && m_plan->groups.front().values.size() == m_plan->values.size();
        m_isKeyed = m_plan->isKeyed();
        m_mayBeBlank = std::any_of(m_plan->values.begin(), m_plan->values.end(),
                                   [](const SeriesName& name) { return isDcgmMetric(name.base); });
        m_groupNodes.clear();
        for (const auto& group : m_plan->groups)
            m_groupNodes.push_back(group.node.empty() ? m_file.node : m_sink.node(group.node));
    }

    /// DCGM has numbers of its own for values that are missing.
    void dropBlanks(NodeRow& row)
    {
        const std::string* metric = m_isKeyed ? &m_reader.key(row.key).metric : nullptr;
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            const auto& name = metric && !metric->empty() ? *metric : m_plan->values[i].base;
            if (!isDcgmMetric(name) || !isDcgmBlank(name, row.values[i]))
                continue;
            row.values[i] = std::numeric_limits<double>::quiet_NaN();
            ++m_blanks[name];
        }
    }

    void rejectLine()
    {
        if (m_reader.wasCut())
            m_lines.leaveOut(m_reader.fault());
        else
            m_lines.reject(m_reader.fault(), m_reader.faultText());
    }

    /// @return false where somebody else must make the plan
    Result<bool> followHeader()
    {
        const auto header = m_reader.header();
        if (auto plan = m_plan->forHeader(header)) {
            m_plan = std::make_shared<const FilePlan>(std::move(*plan));
        } else if (!m_file.planAgain) {
            m_facts.unknownHeader = header;
            return false;
        } else {
            auto made = m_file.planAgain(header);
            if (!made)
                return fail(made.error().inFile(m_file.path, header.headerLine, made.error().column));
            m_plan = std::make_shared<const FilePlan>(std::move(*made));
        }
        NODESENTRY_CHECK(flush());
        m_plans.push_back(m_plan); // the reader points to it
        m_reader.follow(*m_plan);
        prepare();
        return true;
    }

    Result<void> give(const NodeRow& row)
    {
        if (m_wantsPlaces)
            m_sink.place(m_file.path, m_reader.lineNumber());
        if (m_isKeyed)
            return giveKeyed(row);
        if (m_isWhole)
            return m_sink.addRow(m_groupNodes.front(), row.time, m_plan->groups.front().series, row.values,
                                 row.mask);
        if (m_plan->groups.empty()) // all columns were dropped, but there is a row
            return m_file.node < 0 ? Result<void>() : m_sink.addRow(m_file.node, row.time, {}, {}, row.mask);
        for (std::size_t i = 0; i < m_plan->groups.size(); ++i) {
            const auto& group = m_plan->groups[i];
            m_values.clear();
            for (const auto value : group.values)
                m_values.push_back(row.values[value]);
            NODESENTRY_CHECK(m_sink.addRow(m_groupNodes[i], row.time, group.series, m_values, row.mask));
        }
        return {};
    }

    /// Rows that name their series. Those of one node and time are no rows to the sink, only their values are.
    Result<void> giveKeyed(const NodeRow& row)
    {
        const auto& target = targetOf(row.key);
        if (target.node != m_pendingNode || m_samples.size() >= kSamplesAtOnce || m_wantsPlaces)
            NODESENTRY_CHECK(flush());
        m_pendingNode = target.node;
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            if (target.series[i] && !std::isnan(row.values[i]))
                m_samples.push_back({*target.series[i], row.time, row.values[i]});
        }
        if (row.mask != 0)
            NODESENTRY_CHECK(m_sink.addMask(target.node, row.time, row.mask));
        return m_wantsPlaces ? flush() : Result<void>();
    }

    const Target& targetOf(std::size_t key)
    {
        if (key < m_targets.size() && m_targets[key].node >= 0)
            return m_targets[key];
        if (key >= m_targets.size())
            m_targets.resize(key + 1);
        auto& target = m_targets[key];
        const auto& rowKey = m_reader.key(key);
        std::string node = rowKey.node;
        for (std::size_t i = 0; i < m_plan->values.size(); ++i) {
            target.mayBeBlank = target.mayBeBlank
                || isDcgmMetric(rowKey.metric.empty() ? m_plan->values[i].base : rowKey.metric);
            auto name = rowKey.metric.empty() ? m_plan->values[i] : parseSeriesName(rowKey.metric);
            name.labels.insert(name.labels.end(), rowKey.labels.begin(), rowKey.labels.end());
            if (const auto named = takeNode(name, m_file.nodeLabel); node.empty())
                node = named;
            const auto& unit = rowKey.unit.empty() ? m_plan->units[i] : rowKey.unit;
            target.series.push_back(m_sink.series(name, {unit, RawKind::Auto, {}}));
        }
        target.node = node.empty() ? m_file.node : m_sink.node(withoutPort(node));
        return target;
    }

    Result<void> flush()
    {
        if (m_samples.empty())
            return {};
        auto added = m_sink.addSamples(m_pendingNode, m_samples);
        m_samples.clear();
        return added;
    }

    Result<SampleFileFacts> finish()
    {
        NODESENTRY_CHECK(flush());
        m_progress.add(m_reader.bytesRead() - m_reported, m_file.path);
        NODESENTRY_CHECK(m_lines.check());
        for (const auto& [column, count] : m_reader.missingWords())
            m_sink.countMissingWords(column, count);
        for (const auto& [name, count] : m_blanks)
            m_sink.countMissingWords(name, count);
        if (m_reader.guessedHour())
            m_sink.note(fmt::format(
                "{} begins in the hour that comes twice in {}: its first times were read as the {} "
                "of the two; write times with their offset",
                m_file.path, m_file.zone, m_file.descending ? "later" : "earlier"));
        m_facts.stepMs = commonStep(std::move(m_differences)).value_or(m_file.stepMs);
        if (m_facts.rows > 0)
            m_sink.countFile(m_file.path);
        return std::move(m_facts);
    }

    const SampleFile& m_file;
    NodeFileReader m_reader;
    ImportSink& m_sink;
    ByteProgress& m_progress;
    const bool m_wantsPlaces;
    std::shared_ptr<const FilePlan> m_plan;
    std::vector<std::shared_ptr<const FilePlan>> m_plans; ///< of later headers
    RejectedLines m_lines;
    SampleFileFacts m_facts;
    std::vector<std::int64_t> m_differences;
    std::int64_t m_reported = 0;
    bool m_isKeyed = false; ///< rows name their series or node
    bool m_mayBeBlank = false; ///< where they do not: some values are of DCGM
    std::map<std::string, std::int64_t> m_blanks; ///< that DCGM wrote for missing values, by name
    bool m_isWhole = false; ///< all values of a row go to one node
    std::vector<ImportSink::NodeId> m_groupNodes;
    std::vector<double> m_values; ///< of one group
    std::vector<Target> m_targets; ///< by key
    std::vector<RawSample> m_samples; ///< of m_pendingNode
    ImportSink::NodeId m_pendingNode = -1;
};

} // namespace

Result<SampleFileFacts> readSampleFile(const SampleFile& file, ImportSink& sink, ByteProgress& progress,
                                       const RunContext& context)
{
    NODESENTRY_TRY(auto reader,
                   NodeFileReader::open(file.path, *file.plan, file.headerLine, file.zone, file.descending));
    return SampleFileReader(file, std::move(reader), sink, progress).read(context);
}

} // namespace nodesentry
