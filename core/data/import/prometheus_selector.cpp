#include "core/data/import/prometheus_selector_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cstdlib>

namespace nodesentry {

namespace {

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool isNamePart(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9');
}
bool isMetricName(std::string_view name)
{
    return !name.empty() && (isNameStart(name.front()) || name.front() == ':')
        && std::all_of(name.begin(), name.end(), [](char c) { return isNamePart(c) || c == ':'; });
}

std::string_view withoutBlanks(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t\r\n";
    const auto first = text.find_first_not_of(kBlanks);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// A text in double quotes, as PromQL reads it.
std::string quotedText(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        if (c == '\n')
            result += "\\n";
        else
            result += c;
    }
    return result + '"';
}

/// A regular expression (RE2) that fits this text alone.
std::string literally(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (std::string_view(R"(\.+*?()|[]{}^$)").find(c) != std::string_view::npos)
            result += '\\';
        result += c;
    }
    return result;
}

} // namespace

Result<PrometheusSelector> PrometheusSelector::parse(std::string_view text)
{
    const auto whole = withoutBlanks(text);
    const auto brace = whole.find('{');
    const auto name = withoutBlanks(whole.substr(0, brace));
    const bool hasBraces = brace != std::string_view::npos;
    if ((hasBraces && whole.back() != '}') || (!hasBraces && name.empty())
        || (!name.empty() && !isMetricName(name)))
        return fail(ErrorCode::InvalidArgument, fmt::format("not a series selector: '{}'", text),
                    R"(write a name, or conditions in braces such as '{__name__=~"node_.+",job="node"}')");
    PrometheusSelector selector;
    if (!name.empty())
        selector.m_conditions = "__name__=" + quotedText(name) + ',';
    if (hasBraces) {
        auto inside = withoutBlanks(whole.substr(brace + 1, whole.size() - brace - 2));
        if (!inside.empty() && inside.back() == ',')
            inside.remove_suffix(1);
        if (!inside.empty())
            selector.m_conditions += std::string(inside) + ',';
    }
    return selector;
}

std::string PrometheusSelector::withLabel(const std::string& label) const
{
    return fmt::format(R"({{{}{}!=""}})", m_conditions, label);
}

std::string PrometheusSelector::withMetric(const std::string& metric, const std::string& nodeLabel,
                                           std::span<const std::string> nodes) const
{
    std::string ofNodes;
    for (const auto& node : nodes)
        ofNodes += (ofNodes.empty() ? "" : "|") + literally(node);
    return fmt::format("{{{}__name__={},{}{}}}", m_conditions, quotedText(metric), nodeLabel,
                       nodes.empty() ? std::string(R"(!="")") : "=~" + quotedText(ofNodes));
}

bool isPrometheusLabelName(std::string_view name)
{
    return !name.empty() && isNameStart(name.front()) && std::all_of(name.begin(), name.end(), isNamePart);
}

std::string prometheusTime(TimeMs time)
{
    const auto size = std::abs(time);
    auto text = fmt::format("{}{}", time < 0 ? "-" : "", size / 1000);
    if (size % 1000 != 0)
        text += fmt::format(".{:03}", size % 1000);
    return text;
}

} // namespace nodesentry
