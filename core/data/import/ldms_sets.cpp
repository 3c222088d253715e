#include "core/data/import/ldms_sets_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry {

LdmsSets::LdmsSets(std::vector<std::string> candidates)
    : m_candidates(std::move(candidates)),
      m_tellsAll(m_candidates.size(), true),
      m_differs(m_candidates.size(), false)
{
}

Result<void> LdmsSets::see(std::string_view node, TimeMs time, const std::vector<std::string_view>& values,
                           std::string_view text, std::int64_t line)
{
    const auto hash = std::hash<std::string_view>{}(text);
    auto& now = m_nodes[std::string(node)];
    if (now.rows.empty() || now.time != time) {
        now.time = time;
        now.rows.resize(1);
        now.rows.front() = {{values.begin(), values.end()}, hash, line};
        return {};
    }
    for (const auto& row : now.rows) {
        if (row.text == hash)
            return {};
    }
    m_areSeveral = true;
    for (const auto& row : now.rows) {
        bool anyDiffers = false;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const bool differs = row.values[i] != values[i];
            m_tellsAll[i] = m_tellsAll[i] && differs;
            m_differs[i] = m_differs[i] || differs;
            anyDiffers = anyDiffers || differs;
        }
        if (!anyDiffers)
            return fail(
                Error{ErrorCode::InconsistentData,
                      fmt::format("another row of the node '{}' and the time of line {}, and no column tells "
                                  "whose the two are",
                                  node, row.line),
                      {},
                      line,
                      0,
                      "keep the column that does (app_id, instance, rank) in the file, or one set alone"});
    }
    now.rows.push_back({{values.begin(), values.end()}, hash, line});
    return {};
}

std::vector<std::size_t> LdmsSets::tellApart() const
{
    if (!m_areSeveral)
        return {};
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
        if (m_tellsAll[i])
            return {i};
        if (m_differs[i])
            all.push_back(i);
    }
    return all;
}

} // namespace nodesentry
