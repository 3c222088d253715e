#include "core/labels/label_io.h"

#include "core/base/csv.h"

#include <spdlog/fmt/fmt.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace nodesentry {

namespace {

constexpr std::string_view kHeader = "node,begin,end,category,note,author";
constexpr std::size_t kFields = 6;

Error wrong(ErrorCode code, std::string message, const std::string& name, std::int64_t line,
            std::int64_t column = 0)
{
    return {code, std::move(message), name, line, column, {}};
}

/// A time field; the error names its place.
Result<TimeMs> timeField(const std::string& text, const std::string& name, std::int64_t line,
                         std::int64_t column)
{
    auto time = parseTime(text);
    if (!time)
        time.error().inFile(name, line, column);
    return time;
}

} // namespace

std::string formatLabels(const std::vector<Label>& labels)
{
    std::string text(kHeader);
    text += '\n';
    for (const auto& label : labels) {
        text += fmt::format("{},{},{},{},{},{}\n", csvField(label.node), formatUtc(label.begin),
                            label.end ? formatUtc(*label.end) : "", csvField(label.category),
                            csvField(label.note), csvField(label.author));
    }
    return text;
}

Result<std::vector<Label>> parseLabels(const std::string& text, const std::string& name)
{
    std::vector<Label> labels;
    std::vector<std::string> fields;
    std::istringstream lines(text);
    std::string record;
    std::string line;
    std::int64_t lineNumber = 0;
    std::int64_t recordLine = 0; // where the record at hand began
    bool open = false; // a quoted field goes on
    while (std::getline(lines, line)) {
        ++lineNumber;
        if (lineNumber == 1) {
            if (!line.empty() && line.back() == '\r')
                line.pop_back();
            if (line != kHeader)
                return fail(wrong(ErrorCode::ParseError, "not a label table of this program", name, 1)
                                .advise(fmt::format("its first line must be {}", kHeader)));
            continue;
        }
        if (open)
            record += '\n' + line;
        else {
            record = line;
            recordLine = lineNumber;
        }
        if (!open && (record.empty() || record == "\r"))
            continue;
        open = !splitRecord(record, ',', true, fields);
        if (open)
            continue;
        if (!fields.back().empty() && fields.back().back() == '\r')
            fields.back().pop_back();
        if (fields.size() != kFields)
            return fail(wrong(ErrorCode::ParseError,
                              fmt::format("{} fields expected, {} found", kFields, fields.size()), name,
                              recordLine));
        if (fields[0].empty())
            return fail(wrong(ErrorCode::InconsistentData, "the label names no node", name, recordLine, 1));
        Label label;
        label.node = fields[0];
        NODESENTRY_TRY(label.begin, timeField(fields[1], name, recordLine, 2));
        if (!fields[2].empty()) {
            NODESENTRY_TRY(label.end, timeField(fields[2], name, recordLine, 3));
            if (*label.end <= label.begin)
                return fail(wrong(ErrorCode::InconsistentData, "the label ends before it begins", name,
                                  recordLine, 3));
        }
        label.category = fields[3];
        label.note = fields[4];
        label.author = fields[5];
        labels.push_back(std::move(label));
    }
    if (open)
        return fail(wrong(ErrorCode::ParseError, "a quoted field is never closed", name, recordLine));
    if (lineNumber == 0)
        return fail(wrong(ErrorCode::ParseError, "the file is empty", name, 1));
    return labels;
}

Result<void> writeLabels(const std::string& path, const std::vector<Label>& labels)
{
    const auto temporary = path + ".tmp";
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file << formatLabels(labels);
    file.close();
    std::error_code failed;
    if (file)
        std::filesystem::rename(temporary, path, failed);
    if (!file || failed) {
        std::error_code ignored; // the temporary file may never have come to be
        std::filesystem::remove(temporary, ignored);
        return fail(wrong(ErrorCode::IoError, "cannot write the labels", path, 0)
                        .advise("check that the folder exists, can be written and has space left"));
    }
    return {};
}

Result<std::vector<Label>> readLabels(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(wrong(ErrorCode::NotFound, "cannot open the label table", path, 0));
    std::ostringstream text;
    text << file.rdbuf();
    return parseLabels(text.str(), path);
}

} // namespace nodesentry
