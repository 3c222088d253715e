#include "core/data/import/table_format_p.h"

#include "core/data/import/folder_files.h"
#include "core/data/import/import.h"
#include "core/data/import/job_table.h"
#include "core/data/import/label_table.h"
#include "core/data/import/names.h"
#include "core/data/import/table.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostLookedAt = 64; // files of a folder, to find out its format

bool isSame(const std::string& path, const std::string& table)
{
    std::error_code missing; // a file that is not there is no other file
    return !table.empty() && fs::equivalent(path, table, missing) && !missing;
}

} // namespace

FileHead readFileHead(const std::string& path)
{
    FileHead head{path, {}};
    auto lines = LineReader::open(path);
    if (!lines)
        return head;
    constexpr std::size_t kMostBlank = 64;
    std::string_view line;
    for (std::size_t read = 0; read < kMostBlank && head.lines.size() < FileHead::kLines; ++read) {
        const auto more = lines->next(line);
        if (!more || !*more)
            break;
        if (line.find('\0') != std::string_view::npos)
            return {path, {}};
        if (line.find_first_not_of(" \t") != std::string_view::npos)
            head.lines.emplace_back(line);
    }
    return head;
}

TableReading::TableReading(const ImportOptions& options, ImportSink& sink)
    : m_time(options.timeZone),
      m_sink(sink),
      m_batch(sink)
{
}

Result<std::int64_t> TableReading::read(SampleLines& lines)
{
    NODESENTRY_CHECK(begin(lines));
    std::int64_t taken = 0;
    for (;;) {
        std::string_view line;
        NODESENTRY_TRY(const bool more, lines.next(line));
        if (!more)
            break;
        NODESENTRY_TRY(const bool isTaken, take(line, lines));
        taken += isTaken ? 1 : 0;
    }
    NODESENTRY_CHECK(m_batch.flush());
    return taken;
}

namespace {

class TableImporter final : public Importer {
public:
    explicit TableImporter(const TableFormat& format) : m_format(format) { }

    [[nodiscard]] std::string_view name() const override { return m_format.name; }
    [[nodiscard]] std::string_view help() const override { return m_format.help; }
    [[nodiscard]] std::string_view demand() const override { return m_format.firstLine; }
    [[nodiscard]] bool recognises(const std::string& source) const override;
    Result<void> read(const std::vector<std::string>& sources, const ImportOptions& options, ImportSink& sink,
                      const RunContext& context) const override;

private:
    const TableFormat m_format;
};

bool TableImporter::recognises(const std::string& source) const
{
    const auto files = filesOf(source);
    if (!files)
        return false;
    std::size_t ours = 0;
    std::size_t looked = 0;
    for (const auto& file : *files) {
        if (looked == kMostLookedAt)
            break;
        const auto head = readFileHead(file);
        // Job and label tables may lie beside the samples.
        if (head.lines.empty() || looksLikeJobTable(parseTableHeader(head.lines.front()))
            || looksLikeLabelTable(parseTableHeader(head.lines.front())))
            continue;
        ++looked;
        ours += m_format.isOurs(head) ? 1 : 0;
    }
    return ours > 0 && 2 * ours >= looked;
}

Result<void> TableImporter::read(const std::vector<std::string>& sources, const ImportOptions& options,
                                 ImportSink& sink, const RunContext& context) const
{
    ByteProgress progress(context);
    std::vector<std::string> paths;
    for (const auto& source : sources) {
        NODESENTRY_TRY(const auto files, filesOf(source));
        for (const auto& file : files) {
            if (isSame(file, options.jobsFile) || isSame(file, options.labelsFile))
                continue;
            if (!m_format.isOurs(readFileHead(file))) {
                if (file == source)
                    return fail(Error{ErrorCode::ParseError,
                                      fmt::format("not a file of the format {}", name()), file, 1, 0,
                                      std::string(m_format.firstLine)});
                sink.reject({file, 0, fmt::format("not a file of the format {}", name())});
                continue;
            }
            progress.expect(file);
            paths.push_back(file);
        }
    }
    if (paths.empty())
        return fail(Error{ErrorCode::NotFound, fmt::format("no file of the format {}", name()),
                          sources.empty() ? std::string() : sources.front(), 0, 0,
                          std::string(m_format.firstLine)});
    const auto reading = m_format.begin(options, sink);
    for (const auto& path : paths) { // one after the other: nodes and series are numbered as they come
        NODESENTRY_TRY(auto lines, SampleLines::open(path, options.allowRejected, sink, progress, context));
        NODESENTRY_TRY(const auto rows, reading->read(lines));
        NODESENTRY_CHECK(lines.finish(rows));
        if (rows > 0)
            sink.countFile(path);
        else
            sink.reject({path, 0, "there are no rows"});
    }
    return {};
}

} // namespace

std::unique_ptr<const Importer> makeTableFormat(const TableFormat& format)
{
    return std::make_unique<TableImporter>(format);
}

std::string nodeOfFileName(const std::string& path)
{
    const fs::path file(path);
    auto stem = tableStem(path);
    if (stem.empty()) {
        auto name = file.filename().string();
        if (name.ends_with(".gz"))
            name.resize(name.size() - 3);
        stem = fs::path(name).stem().string();
    }
    constexpr std::array<std::string_view, 8> kTools{"nvidiasmi", "gpu", "gpus",    "dstat",
                                                     "pmrep",     "pcp", "pcp2csv", "pmdumptext"};
    const bool isTool = std::find(kTools.begin(), kTools.end(), plainName(withoutDay(stem))) != kTools.end();
    const auto folder = file.parent_path().filename().string();
    return (isTool || isDateOrNumber(stem)) && !folder.empty() && folder != "." && folder != ".."
        ? folder
        : withoutDay(stem);
}

} // namespace nodesentry
