#include "core/data/import/bad_label_lines.h"

#include "core/data/import/rejected_lines.h"

#include <spdlog/fmt/fmt.h>

namespace nodesentry {

Result<void> BadLabelLines::add(Error fault, std::string text)
{
    if (!m_report || fault.code == ErrorCode::InvalidArgument)
        return fail(std::move(fault));
    m_report->reject({m_path, fault.line, fault.message.substr(0, fault.message.find(": ")), fault.column,
                      std::move(text)});
    ++m_count;
    if (!m_first)
        m_first = std::move(fault);
    return {};
}

Result<void> BadLabelLines::finish(std::int64_t good, bool allowed)
{
    if (!m_first)
        return {};
    if (good == 0)
        return fail(std::move(*m_first));
    if (auto tooMany = allowed ? std::nullopt : tooManyRejected(*m_first, m_count, good + m_count))
        return fail(std::move(*tooMany));
    m_report->labelLinesRejected += m_count;
    m_report->notes.push_back(fmt::format(
        "{}: {} of {} lines are left out, so their labels are missing: what they mark counts as normal; "
        "put them right and import the table again",
        m_path, m_count, good + m_count));
    return {};
}

} // namespace nodesentry
