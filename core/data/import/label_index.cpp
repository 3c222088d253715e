#include "core/data/import/label_index.h"

#include "core/data/import/line_reader.h"
#include "core/data/import/table.h"
#include "core/labels/sample_labels.h"

#include <charconv>

namespace nodesentry {

namespace {

template <class T> bool parseInteger(std::string_view text, T& number)
{
    text = trimmedText(text);
    if (text.ends_with(".0")) // a column of a data frame that was of floats
        text.remove_suffix(2);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number >= 0;
}

} // namespace

Result<LabelIndex> readLabelIndex(const std::string& path, ImportSink& sink)
{
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    LabelIndex labels;
    std::string_view line;
    NODESENTRY_TRY(bool more, lines.next(line));
    const auto header = parseTableHeader(line);
    const int indexColumn = header.find({"index"});
    const int labelColumn = header.find({"label"});
    if (!more || header.columns.size() != 2 || indexColumn < 0 || labelColumn < 0)
        return fail(Error{ErrorCode::ParseError, "not a table index,label", path, 1, 0,
                          "its first line must name these two columns"});
    for (;;) {
        NODESENTRY_TRY(more, lines.next(line));
        if (!more)
            return labels;
        if (trimmedText(line).empty())
            continue;
        const auto middle = line.find(header.separator);
        std::int64_t index = 0;
        int label = 0;
        if (middle == std::string_view::npos
            || !parseInteger(indexColumn == 0 ? line.substr(0, middle) : line.substr(middle + 1), index)
            || !parseInteger(labelColumn == 0 ? line.substr(0, middle) : line.substr(middle + 1), label))
            sink.reject({path, lines.lineNumber(), "not an index and a label"});
        else if (label != 0)
            labels[index] = label;
    }
}

void LabelRuns::add(std::int64_t index, TimeMs time)
{
    while (m_next != m_labels.end() && m_next->first < index)
        ++m_next;
    if (m_next == m_labels.end() || m_next->first != index)
        return;
    const int label = m_next->second;
    if (!m_runs.empty() && m_lastIndex + 1 == index && m_runs.back().label == label)
        m_runs.back().last = time;
    else
        m_runs.push_back({time, time, label});
    m_lastIndex = index;
}

void LabelRuns::finish(std::int64_t stepMs)
{
    for (const auto& run : m_runs)
        m_sink.addLabel(
            {0, m_node, run.begin, run.last + stepMs, categoryOfNumber(run.label), "", kImported});
    m_runs.clear();
}

} // namespace nodesentry
