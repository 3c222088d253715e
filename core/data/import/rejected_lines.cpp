#include "core/data/import/rejected_lines.h"

#include "core/base/text.h"

#include <spdlog/fmt/fmt.h>

namespace nodesentry {

namespace {

std::string quoted(const std::string& text)
{
    constexpr std::size_t kShown = 60;
    return text.empty()
        ? std::string()
        : fmt::format(": '{}'", cleanText(text.substr(0, kShown)).text + (text.size() > kShown ? "..." : ""));
}

} // namespace

void RejectedLines::reject(const Error& fault, const std::string& text)
{
    ++m_bad;
    if (!m_first) {
        m_first = fault;
        m_firstText = text;
    }
    m_sink.reject({m_path, fault.line, fault.message, fault.column, text});
}

void RejectedLines::leaveOut(const Error& fault)
{
    m_leftOut = fault;
    m_sink.reject({m_path, fault.line, fault.message, 0, {}});
}

Result<void> RejectedLines::check() const
{
    if (!m_first)
        return m_good == 0 && m_leftOut ? Result<void>(fail(*m_leftOut)) : Result<void>();
    auto error = *m_first;
    error.file = m_path;
    error.message += quoted(m_firstText);
    if (m_good == 0)
        return fail(std::move(error));
    if (m_allowed || 10 * m_bad <= m_good + m_bad)
        return {};
    error.message = fmt::format("{} of {} lines cannot be read, more than one in ten; the first: {}", m_bad,
                                m_good + m_bad, error.message);
    error.advice = fmt::format("{}{}take what can be read with --allow-rejected", error.advice,
                               error.advice.empty() ? "" : "; or ");
    return fail(std::move(error));
}

} // namespace nodesentry
