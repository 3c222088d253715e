#include "core/base/parameters.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace nodesentry {

namespace {

template <class... Visitors> struct Overloaded : Visitors... {
    using Visitors::operator()...;
};
template <class... Visitors> Overloaded(Visitors...) -> Overloaded<Visitors...>;

std::string limitText(double limit)
{
    constexpr double kPlain = 1e10; // "1000000" is read more easily than "1e+06"
    if (!std::isfinite(limit))
        return {};
    return std::trunc(limit) == limit && std::abs(limit) < kPlain ? fmt::format("{:.0f}", limit)
                                                                  : fmt::format("{:g}", limit);
}

template <class Number> std::optional<Number> readNumber(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

ParameterKind kindOf(const ParameterTarget& target)
{
    return std::visit(Overloaded{[](const bool*) { return ParameterKind::Flag; },
                                 [](const int*) { return ParameterKind::Whole; },
                                 [](const double*) { return ParameterKind::Real; },
                                 [](const std::string*) { return ParameterKind::Text; }},
                      target);
}

/// What is wrong with a text as the value of a parameter; empty: nothing.
std::string_view problemOf(const ParameterInfo& parameter, std::string_view text)
{
    const auto isOutside = [&](double value) {
        return !(std::isfinite(value) && value >= parameter.range.minimum
                 && value <= parameter.range.maximum);
    };
    switch (parameter.kind) {
    case ParameterKind::Flag:
        return text == "true" || text == "false" ? "" : "neither true nor false";
    case ParameterKind::Whole:
        if (const auto number = readNumber<int>(text))
            return isOutside(*number) ? "out of range" : "";
        return "not a whole number";
    case ParameterKind::Real:
        if (const auto number = readNumber<double>(text))
            return isOutside(*number) ? "out of range" : "";
        return "not a number";
    case ParameterKind::Text:
        break;
    }
    const auto& choices = parameter.choices;
    return choices.empty() || std::find(choices.begin(), choices.end(), text) != choices.end()
        ? ""
        : "not one of the choices";
}

} // namespace

std::string parameterText(double value)
{
    return fmt::format("{}", value);
}

std::string ParameterInfo::stage() const
{
    const auto point = name.find('.');
    return point == std::string::npos ? std::string() : name.substr(0, point);
}

std::string ParameterInfo::rangeText() const
{
    if (kind == ParameterKind::Flag)
        return "true|false";
    if (!choices.empty())
        return fmt::format("{}", fmt::join(choices, "|"));
    if (!std::isfinite(range.minimum) && !std::isfinite(range.maximum))
        return {};
    return limitText(range.minimum) + ".." + limitText(range.maximum);
}

Result<void> ParameterInfo::check(std::string_view text) const
{
    const auto problem = problemOf(*this, text);
    if (problem.empty())
        return {};
    const auto allowed = rangeText();
    return fail(ErrorCode::InvalidArgument, fmt::format("{} = '{}': {}", name, text, problem),
                allowed.empty() ? std::string() : "allowed: " + allowed);
}

std::string Parameter::valueText() const
{
    return std::visit(Overloaded{[](const bool* v) -> std::string { return *v ? "true" : "false"; },
                                 [](const int* v) { return std::to_string(*v); },
                                 [](const double* v) { return parameterText(*v); },
                                 [](const std::string* v) { return *v; }},
                      target);
}

void ParameterBinder::add(ParameterTarget target, ParameterInfo info)
{
    if (!m_stage.empty())
        info.name = m_stage + "." + info.name;
    info.kind = kindOf(target);
    Parameter parameter{std::move(info), target};
    parameter.defaultText = parameter.valueText();
    m_parameters.push_back(std::move(parameter));
}

std::vector<ParameterValue> ParameterBinder::values() const
{
    std::vector<ParameterValue> values;
    values.reserve(m_parameters.size());
    for (const auto& parameter : m_parameters)
        values.push_back({parameter, parameter.valueText()});
    return values;
}

Result<void> ParameterBinder::set(std::string_view name, std::string_view text)
{
    const auto found = std::find_if(m_parameters.begin(), m_parameters.end(),
                                    [&](const Parameter& p) { return p.name == name; });
    if (found == m_parameters.end()) {
        const auto stage = name.substr(0, name.find('.'));
        std::vector<std::string> near;
        for (const auto& parameter : m_parameters)
            if (parameter.name.substr(0, parameter.name.find('.')) == stage)
                near.push_back(parameter.name);
        return fail(ErrorCode::NotFound, fmt::format("there is no parameter '{}'", name),
                    near.empty()
                        ? std::string("parameters are named stage.parameter, see 'nodesentry parameters'")
                        : fmt::format("known are {}", fmt::join(near, ", ")));
    }
    NODESENTRY_CHECK(found->check(text));
    std::visit(Overloaded{[&](bool* v) { *v = text == "true"; }, [&](int* v) { *v = *readNumber<int>(text); },
                          [&](double* v) { *v = *readNumber<double>(text); },
                          [&](std::string* v) { *v = text; }},
               found->target);
    return {};
}

} // namespace nodesentry
