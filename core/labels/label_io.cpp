#include "core/labels/label_io.h"

#include "core/base/csv.h"
#include "core/base/whole_file.h"
#include "core/labels/label_times.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace nodesentry {

namespace {

enum Column { kNode, kBegin, kEnd, kCategory, kConfidence, kMetrics, kNote, kAuthor, kColumnCount };
constexpr std::array<std::string_view, kColumnCount> kColumnNames{"node",       "begin",   "end",  "category",
                                                                  "confidence", "metrics", "note", "author"};
constexpr int kNeeded = kCategory + 1; ///< the first ones
constexpr std::int64_t kMostLines = 1000; ///< of one record

/// Where each column is in a table; -1 where it is not.
using Columns = std::array<int, kColumnCount>;

std::optional<Columns> readHeader(std::string_view line)
{
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    std::vector<std::string> fields;
    if (!splitRecord(line, ',', true, fields))
        return std::nullopt;
    Columns columns;
    columns.fill(-1);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto name = std::find(kColumnNames.begin(), kColumnNames.end(), fields[i]);
        if (name == kColumnNames.end())
            return std::nullopt;
        auto& column = columns[static_cast<std::size_t>(name - kColumnNames.begin())];
        if (column >= 0)
            return std::nullopt;
        column = static_cast<int>(i);
    }
    if (std::find(columns.begin(), columns.begin() + kNeeded, -1) != columns.begin() + kNeeded)
        return std::nullopt;
    return columns;
}

Error faultAt(ErrorCode code, std::string message, const std::string& name, std::int64_t line,
              std::int64_t column = 0)
{
    return {code, std::move(message), name, line, column, {}};
}

Result<Label> labelOf(const std::vector<std::string>& fields, const Columns& columns, const std::string& name,
                      std::int64_t line, const std::string& zone)
{
    const auto place = [&](Column column) { return columns[static_cast<std::size_t>(column)]; };
    const auto field = [&](Column column) {
        return place(column) < 0 ? std::string() : fields[static_cast<std::size_t>(place(column))];
    };
    const auto at = [&](auto result, Column column) {
        if (!result)
            result.error().inFile(name, line, place(column) + 1);
        return result;
    };
    Label label;
    label.node = field(kNode);
    if (label.node.empty())
        return fail(
            faultAt(ErrorCode::InconsistentData, "the label names no node", name, line, place(kNode) + 1));
    auto times = readLabelTimes(field(kBegin), field(kEnd), zone);
    if (!times) {
        const auto column = times.error().column == 2 ? kEnd : kBegin;
        return fail(std::move(times.error().inFile(name, line, place(column) + 1)));
    }
    label.begin = times->begin;
    label.end = times->end;
    label.category = field(kCategory);
    NODESENTRY_TRY(label.confidence, at(parseConfidence(field(kConfidence)), kConfidence));
    label.metrics = splitNames(field(kMetrics));
    label.note = field(kNote);
    label.author = field(kAuthor);
    return label;
}

} // namespace

std::string joinNames(const std::vector<std::string>& names)
{
    std::string text;
    for (const auto& name : names) {
        if (!text.empty())
            text += ';';
        for (const char c : name) {
            if (c == ';' || c == '\\')
                text += '\\';
            text += c;
        }
    }
    return text;
}

std::vector<std::string> splitNames(std::string_view text)
{
    std::vector<std::string> names(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size())
            names.back() += text[++i];
        else if (text[i] == ';')
            names.emplace_back();
        else
            names.back() += text[i];
    }
    std::erase(names, std::string());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

Result<double> parseConfidence(std::string_view text)
{
    if (text.empty())
        return 1.0;
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(value >= 0.0 && value <= 1.0))
        return fail(ErrorCode::ParseError, fmt::format("not a confidence: '{}'", text),
                    "it is a number from 0 to 1");
    return value;
}

std::string formatLabels(const std::vector<Label>& labels)
{
    std::string text;
    for (const auto name : kColumnNames)
        text.append(text.empty() ? "" : ",").append(name);
    text += '\n';
    for (const auto& label : labels) {
        text
            += fmt::format("{},{},{},{},{},{},{},{}\n", csvField(label.node), formatUtc(label.begin),
                           label.end ? formatUtc(*label.end) : "", csvField(label.category), label.confidence,
                           csvField(joinNames(label.metrics)), csvField(label.note), csvField(label.author));
    }
    return text;
}

bool isLabelHeader(std::string_view line)
{
    return readHeader(line).has_value();
}

Result<std::vector<Label>> parseLabels(const std::string& text, const std::string& name,
                                       const std::string& zone, const OnBadLabel& onBad)
{
    std::vector<Label> labels;
    std::optional<Columns> columns;
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
            columns = readHeader(line);
            if (!columns)
                return fail(faultAt(ErrorCode::ParseError, "not a label table of this program", name, 1)
                                .advise(fmt::format(
                                    "its first line must name the columns {}, {}, {} and {}, and "
                                    "may name {}, {}, {} and {}",
                                    kColumnNames[0], kColumnNames[1], kColumnNames[2], kColumnNames[3],
                                    kColumnNames[4], kColumnNames[5], kColumnNames[6], kColumnNames[7])));
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
        if (open && lineNumber - recordLine >= kMostLines)
            break; // no note is that long: the rest of the file has been taken for one
        if (open)
            continue;
        if (!fields.back().empty() && fields.back().back() == '\r')
            fields.back().pop_back();
        const auto expected = static_cast<std::size_t>(
            std::count_if(columns->begin(), columns->end(), [](int column) { return column >= 0; }));
        auto label = fields.size() == expected
            ? labelOf(fields, *columns, name, recordLine, zone)
            : fail(faultAt(ErrorCode::ParseError,
                           fmt::format("{} fields expected, {} found", expected, fields.size()), name,
                           recordLine));
        if (!label && !onBad)
            return fail(std::move(label).error());
        if (!label) {
            const auto column = static_cast<std::size_t>(label.error().column);
            NODESENTRY_CHECK(
                onBad(std::move(label).error(),
                      column > 0 && column <= fields.size() ? fields[column - 1] : std::string()));
            continue;
        }
        labels.push_back(std::move(*label));
    }
    if (open)
        return fail(faultAt(ErrorCode::ParseError, "a quoted field is never closed", name, recordLine)
                        .advise("put a second quote at its end, or take the first one out"));
    if (lineNumber == 0)
        return fail(faultAt(ErrorCode::ParseError, "the file is empty", name, 1));
    return labels;
}

Result<void> writeLabelFile(const std::string& path, const std::string& text)
{
    const auto temporary = path + ".tmp";
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    std::error_code failed;
    if (file)
        std::filesystem::rename(temporary, path, failed);
    if (!file || failed) {
        std::error_code ignored; // the temporary file may never have come to be
        std::filesystem::remove(temporary, ignored);
        return fail(faultAt(ErrorCode::IoError, "cannot write the labels", path, 0)
                        .advise("check that the folder exists, can be written and has space left"));
    }
    return {};
}

Result<std::string> readLabelFile(const std::string& path)
{
    return readWholeFile(path, kMostFileBytes, OtherFiles::Pipes);
}

} // namespace nodesentry
