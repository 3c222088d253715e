#include "core/base/parameters.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace nodesentry {

namespace {

template <class... Visitors> struct Overloaded : Visitors... {
    using Visitors::operator()...;
};
template <class... Visitors> Overloaded(Visitors...) -> Overloaded<Visitors...>;

std::string limitText(double limit)
{
    return std::isfinite(limit) ? fmt::format("{:g}", limit) : std::string();
}

template <class Number> bool readNumber(std::string_view text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

std::string Parameter::valueText() const
{
    return std::visit(Overloaded{[](const bool* v) -> std::string { return *v ? "true" : "false"; },
                                 [](const int* v) { return std::to_string(*v); },
                                 [](const double* v) { return fmt::format("{}", *v); },
                                 [](const std::string* v) { return *v; }},
                      target);
}

std::string Parameter::rangeText() const
{
    if (std::holds_alternative<bool*>(target))
        return "true|false";
    if (!choices.empty())
        return fmt::format("{}", fmt::join(choices, "|"));
    if (!std::isfinite(minimum) && !std::isfinite(maximum))
        return {};
    return limitText(minimum) + ".." + limitText(maximum);
}

Parameter& ParameterBinder::append(Parameter parameter)
{
    if (!m_stage.empty())
        parameter.name = m_stage + "." + parameter.name;
    parameter.defaultText = parameter.valueText();
    return m_parameters.emplace_back(std::move(parameter));
}

Parameter& ParameterBinder::add(const std::string& name, int& target, Limits limits, std::string unit,
                                std::string help)
{
    return append({name, &target, {}, limits.minimum, limits.maximum, {}, std::move(unit), std::move(help)});
}

Parameter& ParameterBinder::add(const std::string& name, double& target, Limits limits, std::string unit,
                                std::string help)
{
    return append({name, &target, {}, limits.minimum, limits.maximum, {}, std::move(unit), std::move(help)});
}

Parameter& ParameterBinder::add(const std::string& name, bool& target, std::string help)
{
    Parameter parameter;
    parameter.name = name;
    parameter.target = &target;
    parameter.help = std::move(help);
    return append(std::move(parameter));
}

Parameter& ParameterBinder::add(const std::string& name, std::string& target,
                                std::vector<std::string> choices, std::string help)
{
    Parameter parameter;
    parameter.name = name;
    parameter.target = &target;
    parameter.choices = std::move(choices);
    parameter.help = std::move(help);
    return append(std::move(parameter));
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
                    near.empty() ? std::string("parameters are named stage.parameter, see --help")
                                 : fmt::format("known are {}", fmt::join(near, ", ")));
    }
    const auto wrong = [&](std::string_view what) {
        return fail(ErrorCode::InvalidArgument, fmt::format("{} = '{}': {}", name, text, what),
                    found->rangeText().empty() ? std::string() : "allowed: " + found->rangeText());
    };
    const auto inRange = [&](double value) {
        return std::isfinite(value) && value >= found->minimum && value <= found->maximum;
    };
    return std::visit(Overloaded{[&](bool* v) -> Result<void> {
                                     if (text != "true" && text != "false")
                                         return wrong("neither true nor false");
                                     *v = text == "true";
                                     return {};
                                 },
                                 [&](int* v) -> Result<void> {
                                     int number = 0;
                                     if (!readNumber(text, number))
                                         return wrong("not a whole number");
                                     if (!inRange(number))
                                         return wrong("out of range");
                                     *v = number;
                                     return {};
                                 },
                                 [&](double* v) -> Result<void> {
                                     double number = 0;
                                     if (!readNumber(text, number))
                                         return wrong("not a number");
                                     if (!inRange(number))
                                         return wrong("out of range");
                                     *v = number;
                                     return {};
                                 },
                                 [&](std::string* v) -> Result<void> {
                                     if (!found->choices.empty()
                                         && std::find(found->choices.begin(), found->choices.end(), text)
                                             == found->choices.end())
                                         return wrong("not one of the choices");
                                     *v = text;
                                     return {};
                                 }},
                      found->target);
}

} // namespace nodesentry
