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

std::string kindOfFault(const Error& fault)
{
    return fault.message.substr(0, fault.message.find(": '"));
}

std::optional<Error> tooManyRejected(Error first, std::int64_t bad, std::int64_t lines)
{
    if (10 * bad <= lines)
        return std::nullopt;
    first.message = fmt::format("{} of {} lines cannot be read, more than one in ten; the first: {}", bad,
                                lines, first.message);
    first.advice = fmt::format("{}{}take what can be read with --allow-rejected", first.advice,
                               first.advice.empty() ? "" : "; or ");
    return first;
}

void RejectedLines::reject(const Error& fault, const std::string& text)
{
    m_bad += fault.line != m_lastBad ? 1 : 0;
    m_lastBad = fault.line;
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
    auto tooMany = m_allowed ? std::nullopt : tooManyRejected(std::move(error), m_bad, m_good + m_bad);
    return tooMany ? Result<void>(fail(std::move(*tooMany))) : Result<void>();
}

} // namespace nodesentry
