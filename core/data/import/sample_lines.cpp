#include "core/data/import/sample_lines_p.h"

#include "core/base/csv.h"

#include <algorithm>

namespace nodesentry {

namespace {

constexpr std::int64_t kToolLinesBetweenPolls = 4096;
constexpr std::size_t kToolSamplesAtOnce = 8192;

} // namespace

Result<SampleLines> SampleLines::open(const std::string& path, bool allowRejected, ImportSink& sink,
                                      ByteProgress& progress, const RunContext& context)
{
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    return SampleLines(std::move(lines), allowRejected, sink, progress, context);
}

Result<bool> SampleLines::next(std::string_view& line)
{
    m_afterBlank = false;
    for (;;) {
        if (m_count++ % kToolLinesBetweenPolls == 0) {
            if (m_context->stopRequested())
                return cancelled();
            m_progress->add(m_lines.bytesRead() - m_reported, path());
            m_reported = m_lines.bytesRead();
        }
        auto more = m_lines.next(line);
        if (!more && m_lines.wasTooLong()) {
            reject("a line longer than 8 MiB");
            continue;
        }
        if (!more)
            return fail(std::move(more).error());
        if (!*more) {
            m_progress->add(m_lines.bytesRead() - m_reported, path());
            m_reported = m_lines.bytesRead();
            return false;
        }
        const bool isBlank = line.find_first_not_of(" \t") == std::string_view::npos;
        m_afterBlank = m_afterBlank || isBlank;
        if (isBlank)
            continue;
        if (m_lines.wasCut()) {
            m_rejected.leaveOut(error(kCutLine, kCutLineAdvice));
            continue;
        }
        if (m_sink->wantsPlaces())
            m_sink->place(path(), number());
        return true;
    }
}

void SampleLines::reject(const std::string& reason, std::size_t column, std::string_view text)
{
    m_rejected.reject(error(reason, "look at the header and this line", static_cast<std::int64_t>(column)),
                      std::string(text));
}

void SampleLines::note(const std::string& reason)
{
    if (std::find(m_notes.begin(), m_notes.end(), reason) != m_notes.end())
        return;
    m_notes.push_back(reason);
    m_sink->reject({path(), 0, reason});
}

Error SampleLines::error(std::string message, std::string advice, std::int64_t column) const
{
    return {ErrorCode::ParseError, std::move(message), path(), number(), column, std::move(advice)};
}

Result<void> SampleLines::finish(std::int64_t good)
{
    m_rejected.accept(good);
    return m_rejected.check();
}

void splitLine(std::string_view line, char separator, bool quoting, std::vector<std::string>& fields)
{
    (void)splitRecord(line, separator, quoting, fields);
}

Result<void> SampleBatch::add(ImportSink::NodeId node, ImportSink::SeriesId series, TimeMs time, double value)
{
    if (node != m_node || m_samples.size() >= kToolSamplesAtOnce)
        NODESENTRY_CHECK(flush());
    m_node = node;
    m_samples.push_back({series, time, value});
    return m_sink->wantsPlaces() ? flush() : Result<void>(); // else the place would be that of a later line
}

Result<void> SampleBatch::flush()
{
    if (m_samples.empty())
        return {};
    auto added = m_sink->addSamples(m_node, m_samples);
    m_samples.clear();
    return added;
}

} // namespace nodesentry
