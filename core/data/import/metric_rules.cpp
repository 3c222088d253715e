#include "core/data/import/metric_rules.h"

#include "core/base/expects.h"
#include "core/base/whole_file.h"
#include "core/data/import/built_in_rules.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <regex>
#include <unordered_map>
#include <vector>

namespace nodesentry {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 7> kGroups{"CPU",     "Memory", "Filesystem", "Network",
                                                  "Process", "System", "Other"};
constexpr std::array<std::string_view, 11> kRuleKeys{
    "match",     "where",           "drop",   "name", "group", "unit", "kind", "keep",
    "aggregate", "most_per_second", "comment"};

struct Rule {
    std::regex match; ///< of the whole base name
    std::vector<std::pair<std::string, std::regex>> where; ///< label, of its whole value ("" when absent)
    bool drop = false;
    std::string name; ///< format with $1…; empty: the base name
    std::string group = "Other";
    std::string unit;
    RawKind kind = RawKind::Auto;
    Aggregation aggregation = Aggregation::Sum;
    double mostPerSecond = 0;
    bool keepAll = true; ///< keep every label that is not ignored
    std::vector<std::string> keep; ///< in the order they are written
};

tl::unexpected<Error> badFile(const std::string& message, const std::string& file, std::int64_t line = 0,
                              std::int64_t column = 0)
{
    return fail(Error{ErrorCode::ParseError, message, file, line, column,
                      "docs/metric_rules.md describes the format"});
}

Result<std::string> textOf(const json& object, const char* key, std::string otherwise)
{
    const auto found = object.find(key);
    if (found == object.end())
        return otherwise;
    if (!found->is_string())
        return fail(ErrorCode::ParseError, fmt::format("'{}' must be a text", key));
    return found->get<std::string>();
}

Result<std::regex> regexOf(const std::string& text, std::regex::flag_type flags = {})
{
    try {
        return std::regex(text, std::regex::ECMAScript | std::regex::optimize | flags);
    } catch (const std::regex_error& error) {
        return fail(ErrorCode::ParseError,
                    fmt::format("'{}' is not a regular expression ({})", text, error.what()));
    }
}

Result<void> readKeep(const json& object, Rule& rule)
{
    const auto keep = object.find("keep");
    if (keep == object.end() || *keep == "*")
        return {};
    rule.keepAll = false;
    if (!keep->is_array())
        return fail(ErrorCode::ParseError, "'keep' must be a list of label names, or \"*\"");
    for (const auto& label : *keep) {
        if (!label.is_string())
            return fail(ErrorCode::ParseError, "'keep' must be a list of label names, or \"*\"");
        rule.keep.push_back(label.get<std::string>());
    }
    return {};
}

Result<void> readWhere(const json& object, Rule& rule)
{
    const auto where = object.find("where");
    if (where == object.end())
        return {};
    if (!where->is_object())
        return fail(ErrorCode::ParseError, "'where' must be an object of label names and expressions");
    for (const auto& [label, expression] : where->items()) {
        if (!expression.is_string())
            return fail(ErrorCode::ParseError, fmt::format("'where' of '{}' must be a text", label));
        NODESENTRY_TRY(auto regex, regexOf(expression.get<std::string>()));
        rule.where.emplace_back(label, std::move(regex));
    }
    return {};
}

Result<Rule> readRule(const json& object)
{
    if (!object.is_object())
        return fail(ErrorCode::ParseError, "a rule must be an object");
    for (const auto& [key, value] : object.items()) {
        if (std::find(kRuleKeys.begin(), kRuleKeys.end(), key) == kRuleKeys.end())
            return fail(ErrorCode::ParseError, fmt::format("unknown entry '{}'", key));
    }
    Rule rule;
    if (!object.contains("match"))
        return fail(ErrorCode::ParseError, "a rule must have 'match'");
    NODESENTRY_TRY(const auto match, textOf(object, "match", ""));
    NODESENTRY_TRY(rule.match, regexOf(match, std::regex::icase));
    NODESENTRY_CHECK(readWhere(object, rule));
    NODESENTRY_CHECK(readKeep(object, rule));
    NODESENTRY_TRY(rule.name, textOf(object, "name", ""));
    NODESENTRY_TRY(rule.unit, textOf(object, "unit", ""));
    NODESENTRY_TRY(rule.group, textOf(object, "group", "Other"));
    if (std::find(kGroups.begin(), kGroups.end(), rule.group) == kGroups.end())
        return fail(ErrorCode::ParseError,
                    fmt::format("group '{}' is none of {}", rule.group, fmt::join(kGroups, ", ")));
    if (const auto drop = object.find("drop"); drop != object.end()) {
        if (!drop->is_boolean())
            return fail(ErrorCode::ParseError, "'drop' must be true or false");
        rule.drop = drop->get<bool>();
    }

    NODESENTRY_TRY(const auto kind, textOf(object, "kind", "auto"));
    if (kind != "auto" && kind != "gauge" && kind != "counter")
        return fail(ErrorCode::ParseError, fmt::format("kind '{}' is none of gauge, counter, auto", kind));
    rule.kind = kind == "gauge" ? RawKind::Gauge : kind == "counter" ? RawKind::Counter : RawKind::Auto;

    NODESENTRY_TRY(const auto aggregate, textOf(object, "aggregate", "sum"));
    if (aggregate != "mean" && aggregate != "sum" && aggregate != "max")
        return fail(ErrorCode::ParseError,
                    fmt::format("aggregate '{}' is none of mean, sum, max", aggregate));
    rule.aggregation = aggregate == "mean" ? Aggregation::Mean
        : aggregate == "max"               ? Aggregation::Max
                                           : Aggregation::Sum;
    if (const auto most = object.find("most_per_second"); most != object.end()) {
        if (!most->is_number() || !(most->get<double>() > 0))
            return fail(ErrorCode::ParseError, "'most_per_second' must be a number above 0");
        rule.mostPerSecond = most->get<double>();
    }
    return rule;
}

} // namespace

struct MetricRules::Data {
    std::vector<Rule> rules;
    std::vector<std::string> ignoredLabels;

    /// The rules whose name fits @p base, up to the first that fits whatever the labels are. Most series
    /// differ in their labels only (a node of 128 cores has ten names for its thousand CPU series), and
    /// expressions are what costs: so each name is tried once.
    [[nodiscard]] std::vector<const Rule*> rulesFor(const std::string& base) const
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_rulesFor.find(base); known != m_rulesFor.end())
            return known->second;
        std::vector<const Rule*> fitting;
        for (const auto& rule : rules) {
            if (!std::regex_match(base, rule.match))
                continue;
            fitting.push_back(&rule);
            if (rule.where.empty())
                break;
        }
        if (m_rulesFor.size() >= kMostNames) // names that never come again must not fill the memory
            m_rulesFor.clear();
        return m_rulesFor.emplace(base, std::move(fitting)).first->second;
    }

private:
    static constexpr std::size_t kMostNames = 10000;
    mutable std::mutex m_mutex;
    mutable std::unordered_map<std::string, std::vector<const Rule*>> m_rulesFor;
};

const MetricRules& MetricRules::builtIn()
{
    static const MetricRules rules = [] {
        auto parsed = parse(builtInMetricRulesJson(), "built-in metric rules");
        NODESENTRY_EXPECTS(parsed.has_value(), parsed ? "" : parsed.error().text());
        return *parsed;
    }();
    return rules;
}

Result<MetricRules> MetricRules::parse(std::string_view text, const std::string& name)
{
    json document;
    try {
        document = json::parse(text);
    } catch (const json::parse_error& error) {
        const auto before = text.substr(0, error.byte == 0 ? 0 : error.byte - 1);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const auto lastBreak = before.rfind('\n');
        const auto column = before.size() - (lastBreak == std::string_view::npos ? 0 : lastBreak + 1) + 1;
        return badFile("not valid JSON", name, line, static_cast<std::int64_t>(column));
    } catch (const json::out_of_range& error) {
        return badFile(fmt::format("a number that is too large: {}", error.what()), name);
    }
    if (!document.is_object() || !document.contains("rules") || !document["rules"].is_array())
        return badFile("the file must be an object with a list 'rules'", name);

    auto data = std::make_shared<Data>();
    for (const auto& [key, value] : document.items()) {
        if (key == "ignore_labels") {
            if (!value.is_array()
                || !std::all_of(value.begin(), value.end(), [](const json& v) { return v.is_string(); }))
                return badFile("'ignore_labels' must be a list of texts", name);
            data->ignoredLabels = value.get<std::vector<std::string>>();
        } else if (key != "rules" && key != "comment") {
            return badFile(fmt::format("unknown entry '{}'", key), name);
        }
    }
    for (const auto& object : document["rules"]) {
        auto rule = readRule(object);
        if (!rule)
            return badFile(fmt::format("rule {}: {}", data->rules.size() + 1, rule.error().message), name);
        data->rules.push_back(std::move(*rule));
    }
    return MetricRules(std::move(data));
}

Result<MetricRules> MetricRules::load(const std::string& path)
{
    constexpr std::int64_t kMostRuleBytes = 16 << 20;
    NODESENTRY_TRY(const auto text, readWholeFile(path, kMostRuleBytes, OtherFiles::Pipes));
    return parse(text, path);
}

std::optional<MetricTarget> MetricRules::apply(const SeriesName& series) const
{
    // The library's matcher recurses with the length of the text: nothing that long names a metric.
    constexpr std::size_t kLongestName = 512;
    if (series.base.size() > kLongestName)
        return std::nullopt;
    const auto labelsFit = [&](const Rule& rule) {
        return std::all_of(rule.where.begin(), rule.where.end(), [&](const auto& condition) {
            const auto* value = series.label(condition.first);
            return (!value || value->size() <= kLongestName)
                && std::regex_match(value ? *value : std::string(), condition.second);
        });
    };
    const auto named = [](std::string base, const auto& labels) {
        if (labels.empty())
            return base;
        std::string text;
        for (const auto& [key, value] : labels)
            text += fmt::format("{}{}={}", text.empty() ? "" : ",", key, value);
        return fmt::format("{}{{{}}}", base, text);
    };
    const auto ignored = [&](const std::string& label) {
        return std::find(d->ignoredLabels.begin(), d->ignoredLabels.end(), label) != d->ignoredLabels.end();
    };

    for (const auto* candidate : d->rulesFor(series.base)) {
        const auto& rule = *candidate;
        if (!labelsFit(rule))
            continue;
        if (rule.drop)
            return std::nullopt;
        std::vector<std::pair<std::string, std::string>> labels;
        if (rule.keepAll) {
            std::copy_if(series.labels.begin(), series.labels.end(), std::back_inserter(labels),
                         [&](const auto& label) { return !ignored(label.first); });
        } else {
            for (const auto& key : rule.keep) {
                if (const auto* value = series.label(key))
                    labels.emplace_back(key, *value);
            }
        }
        std::smatch match;
        auto base = rule.name.empty() || !std::regex_match(series.base, match, rule.match)
            ? series.base
            : match.format(rule.name);
        if (base.empty()) // of a group that matched nothing
            base = series.base;
        return MetricTarget{named(base, labels), rule.group,       rule.unit,
                            rule.kind,           rule.aggregation, rule.mostPerSecond};
    }
    std::vector<std::pair<std::string, std::string>> labels;
    std::copy_if(series.labels.begin(), series.labels.end(), std::back_inserter(labels),
                 [&](const auto& label) { return !ignored(label.first); });
    return MetricTarget{named(series.base, labels), "Other", "", RawKind::Auto, Aggregation::Sum, 0};
}

} // namespace nodesentry
