#include "app/cli/text_table.h"

#include "core/base/expects.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry::cli {

TextTable::TextTable(std::vector<std::string> header)
{
    m_rows.push_back(std::move(header));
}

void TextTable::add(std::vector<std::string> row)
{
    NODESENTRY_EXPECTS(row.size() == m_rows.front().size(), "a row has a cell for every column");
    m_rows.push_back(std::move(row));
}

std::string TextTable::text() const
{
    std::vector<std::size_t> widths(m_rows.front().size(), 0);
    for (const auto& row : m_rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    std::string text;
    for (std::size_t r = 0; r < m_rows.size(); ++r) {
        std::string line;
        for (std::size_t i = 0; i < widths.size(); ++i)
            line += i == 0 ? fmt::format("{:<{}}", m_rows[r][i], widths[i])
                           : fmt::format("  {:>{}}", m_rows[r][i], widths[i]);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
        if (r == 0) {
            std::size_t total = 2 * (widths.size() - 1);
            for (const auto width : widths)
                total += width;
            text += std::string(total, '-') + '\n';
        }
    }
    return text;
}

} // namespace nodesentry::cli
