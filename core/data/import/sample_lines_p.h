#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/import/byte_progress_p.h"
#include "core/data/import/importer.h"
#include "core/data/import/line_reader.h"
#include "core/data/import/rejected_lines.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// The lines of one file with samples: tells the progress, notices a stop, and knows the place of an error.
class SampleLines {
public:
    /// @param allowRejected  as RejectedLines has it
    /// @param sink, progress, context  outlive this
    /// @error as LineReader::open()
    [[nodiscard]] static Result<SampleLines> open(const std::string& path, bool allowRejected,
                                                  ImportSink& sink, ByteProgress& progress,
                                                  const RunContext& context);

    /// Moves to the next line that is not blank; overlong ones are rejected, and so is the last one where it has no
    /// line end: it may still be written.
    /// @param line  valid until the next call
    /// @return false at the end of the file
    /// @error Cancelled  a stop was requested; else as LineReader::next()
    [[nodiscard]] Result<bool> next(std::string_view& line);

    [[nodiscard]] const std::string& path() const { return m_lines.path(); }
    [[nodiscard]] std::int64_t number() const { return m_lines.lineNumber(); }
    [[nodiscard]] bool afterBlank() const { return m_afterBlank; } ///< a blank line stands above this one

    /// Leaves out the line at hand.
    /// @param reason  the kind of fault; nothing of the line's own text
    /// @param column  from 1, of the field at fault; 0: the whole line
    /// @param text    that field as it stands in the file
    void reject(const std::string& reason, std::size_t column = 0, std::string_view text = {});
    /// Leaves out something that is not a line, such as a column of text; each reason once.
    void note(const std::string& reason);
    /// An error about the line at hand.
    [[nodiscard]] Error error(std::string message, std::string advice, std::int64_t column = 0) const;
    /// To be called behind the last line.
    /// @param good  lines that were taken
    /// @error as RejectedLines::check()
    [[nodiscard]] Result<void> finish(std::int64_t good);

private:
    SampleLines(LineReader lines, bool allowRejected, ImportSink& sink, ByteProgress& progress,
                const RunContext& context)
        : m_lines(std::move(lines)),
          m_rejected(m_lines.path(), allowRejected, sink),
          m_sink(&sink),
          m_progress(&progress),
          m_context(&context)
    {
    }

    LineReader m_lines;
    RejectedLines m_rejected;
    ImportSink* m_sink;
    ByteProgress* m_progress;
    const RunContext* m_context;
    std::int64_t m_count = 0;
    std::int64_t m_reported = 0;
    bool m_afterBlank = false;
    std::vector<std::string> m_notes;
};

/// The fields of one line, whose quotes, if they count, end in it: an open one shows as a wrong number of fields.
void splitLine(std::string_view line, char separator, bool quoting, std::vector<std::string>& fields);

/// Samples on their way to a sink, many at a time.
class SampleBatch {
public:
    explicit SampleBatch(ImportSink& sink) : m_sink(&sink) { }

    /// @param value  NaN = missing, but its time tells the step all the same
    [[nodiscard]] Result<void> add(ImportSink::NodeId node, ImportSink::SeriesId series, TimeMs time,
                                   double value);
    /// To be called once more at the end.
    [[nodiscard]] Result<void> flush();

private:
    ImportSink* m_sink;
    ImportSink::NodeId m_node = 0;
    std::vector<RawSample> m_samples;
};

} // namespace nodesentry
