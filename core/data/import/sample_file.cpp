#include "core/data/import/sample_file_p.h"

#include "core/data/import/node_file.h"
#include "core/data/import/sampling_step.h"

namespace nodesentry {

namespace {

constexpr std::int64_t kLinesBetweenPolls = 256;
constexpr std::size_t kDifferences = 512;

} // namespace

Result<SampleFileFacts> readSampleFile(const SampleFile& file, ImportSink& sink, ByteProgress& progress,
                                       const RunContext& context)
{
    NODESENTRY_TRY(auto reader, NodeFileReader::open(file.path, *file.plan, file.zone));
    const bool hasTime = file.plan->has(ColumnRole::Time);
    SampleFileFacts facts;
    NodeRow row;
    std::int64_t reported = 0;
    std::optional<Error> firstFault;
    std::vector<std::int64_t> differences;
    TimeMs above = file.begin;
    for (std::int64_t line = 0;; ++line) {
        if (line % kLinesBetweenPolls == 0) {
            if (context.stopRequested())
                return cancelled();
            progress.add(reader.bytesRead() - reported, file.path);
            reported = reader.bytesRead();
        }
        NODESENTRY_TRY(const auto next, reader.next(row));
        if (next == NodeFileReader::Next::End)
            break;
        if (next == NodeFileReader::Next::Rejected) {
            if (!firstFault)
                firstFault = reader.fault();
            sink.reject({file.path, reader.fault().line, reader.fault().message});
        } else {
            if (!hasTime)
                row.time = file.begin + line * file.stepMs;
            if (facts.rows > 0 && row.time > above && differences.size() < kDifferences)
                differences.push_back(row.time - above);
            facts.earliest = facts.earliest ? std::min(*facts.earliest, row.time) : row.time;
            above = row.time;
            ++facts.rows;
            NODESENTRY_CHECK(sink.addRow(file.node, row.time, file.plan->series, row.values, row.mask));
        }
        if (file.onLine)
            file.onLine(line, above);
    }
    progress.add(reader.bytesRead() - reported, file.path);
    // Not one good line: the file is something else than its header says, so its first fault counts.
    if (facts.rows == 0 && firstFault)
        return fail(std::move(*firstFault));
    facts.stepMs = commonStep(std::move(differences)).value_or(file.stepMs);
    sink.countFile(file.path);
    return facts;
}

} // namespace nodesentry
