#include "core/labels/sample_labels.h"

#include "core/base/csv.h"
#include "core/labels/label_times.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <ostream>
#include <set>
#include <string_view>

namespace nodesentry {

namespace {

constexpr std::string_view kOtherLabel = "label ";
constexpr std::string_view kIndexHeader = "index,label";

template <class T> bool parseNumber(std::string_view text, T& number)
{
    if (text.ends_with(".0")) // a column of a data frame that was of floats
        text.remove_suffix(2);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number >= 0;
}

/// Calls @p take(line, number) for every line that is not empty, from 1; stops at the first error.
template <class Take> Result<void> eachLine(std::string_view text, Take take)
{
    std::int64_t number = 0;
    while (!text.empty()) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        ++number;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!line.empty())
            NODESENTRY_CHECK(take(line, number));
    }
    return {};
}

tl::unexpected<Error> wrong(ErrorCode code, std::string message, const std::string& name, std::int64_t line,
                            std::int64_t column = 0, std::string advice = {})
{
    return fail(Error{code, std::move(message), name, line, column, std::move(advice)});
}

} // namespace

SampleSpan samplesOf(const Label& label, const TimeGrid& grid)
{
    return {grid.firstAtOrAfter(label.begin), label.end ? grid.firstAtOrAfter(*label.end) : grid.size};
}

bool meetsSample(const Label& label, const TimeGrid& grid)
{
    const auto span = samplesOf(label, grid);
    return span.begin < span.end;
}

std::vector<Label> labelsFromSamples(const NodeGrid& node, std::span<const int> values,
                                     const std::string& author, std::string (*classOf)(int value))
{
    std::vector<Label> labels;
    for (std::size_t begin = 0; begin < values.size();) {
        auto end = begin + 1;
        while (end < values.size() && values[end] == values[begin])
            ++end;
        if (values[begin] != 0)
            labels.push_back({0,
                              node.node,
                              node.grid.timeOf(static_cast<std::int64_t>(begin)),
                              node.grid.timeOf(static_cast<std::int64_t>(end)),
                              classOf(values[begin]),
                              {},
                              author});
        begin = end;
    }
    return labels;
}

// --- numbers ---

std::string categoryOfNumber(int number)
{
    return number == 1 ? "anomaly" : fmt::format("{}{}", kOtherLabel, number);
}

int numberOfCategory(const std::string& category)
{
    int number = 0;
    if (category.starts_with(kOtherLabel)
        && parseNumber(std::string_view(category).substr(kOtherLabel.size()), number) && number > 0)
        return number;
    return 1;
}

std::vector<int> sampleNumbers(const std::vector<Label>& labels, const NodeGrid& node)
{
    std::vector<int> numbers(static_cast<std::size_t>(node.grid.size));
    for (const auto& label : labels) {
        if (label.node != node.node)
            continue;
        const int number = numberOfCategory(label.category);
        const auto span = samplesOf(label, node.grid);
        for (auto i = span.begin; i < span.end; ++i) {
            auto& sample = numbers[static_cast<std::size_t>(i)];
            sample = std::max(sample, number);
        }
    }
    return numbers;
}

std::string formatIndexTable(std::span<const int> numbers)
{
    std::string text(kIndexHeader);
    text += '\n';
    for (std::size_t i = 0; i < numbers.size(); ++i)
        text += fmt::format("{},{}\n", i, numbers[i]);
    return text;
}

Result<std::vector<int>> parseIndexTable(const std::string& text, const TimeGrid& grid,
                                         const std::string& name)
{
    std::vector<int> numbers(static_cast<std::size_t>(grid.size));
    bool header = false;
    NODESENTRY_CHECK(eachLine(text, [&](std::string_view line, std::int64_t number) -> Result<void> {
        if (!header) {
            header = true;
            if (line == kIndexHeader)
                return {};
            return wrong(ErrorCode::ParseError, "not a table index,label", name, number, 0,
                         "its first line must name these two columns");
        }
        const auto middle = line.find(',');
        std::int64_t index = 0;
        int label = 0;
        if (middle == std::string_view::npos || !parseNumber(line.substr(0, middle), index)
            || !parseNumber(line.substr(middle + 1), label))
            return wrong(ErrorCode::ParseError, "not an index and a label", name, number);
        if (index >= grid.size)
            return wrong(
                ErrorCode::InconsistentData,
                fmt::format("the node has {} samples, there is none with index {}", grid.size, index), name,
                number, 1);
        numbers[static_cast<std::size_t>(index)] = label;
        return {};
    }));
    if (!header)
        return wrong(ErrorCode::ParseError, "the file is empty", name, 1);
    return numbers;
}

// --- SMD ---

std::string formatSmdLines(std::span<const int> numbers)
{
    std::string text;
    text.reserve(numbers.size() * 2);
    for (const int number : numbers)
        text += number != 0 ? "1\n" : "0\n";
    return text;
}

Result<std::vector<int>> parseSmdLines(const std::string& text, const TimeGrid& grid, const std::string& name)
{
    std::vector<int> numbers;
    NODESENTRY_CHECK(eachLine(text, [&](std::string_view line, std::int64_t number) -> Result<void> {
        int value = 0;
        if (!parseNumber(line, value) || value > 1)
            return wrong(ErrorCode::ParseError, "neither 0 nor 1", name, number);
        numbers.push_back(value);
        return {};
    }));
    if (static_cast<std::int64_t>(numbers.size()) != grid.size)
        return wrong(ErrorCode::InconsistentData,
                     fmt::format("{} lines for a node of {} samples", numbers.size(), grid.size), name, 0);
    return numbers;
}

std::string formatSmdIntervals(const std::vector<Label>& labels, const NodeGrid& node,
                               const std::vector<std::string>& metrics)
{
    std::string text;
    for (const auto& label : labels) {
        if (label.node != node.node)
            continue;
        const auto span = samplesOf(label, node.grid);
        if (span.end <= span.begin)
            continue;
        text += fmt::format("{}-{}:", span.begin, span.end);
        const char* between = "";
        for (std::size_t i = 0; i < metrics.size(); ++i) {
            if (!label.metrics.empty()
                && !std::binary_search(label.metrics.begin(), label.metrics.end(), metrics[i]))
                continue;
            text += fmt::format("{}{}", between, i + 1);
            between = ",";
        }
        text += '\n';
    }
    return text;
}

Result<std::vector<Label>> parseSmdIntervals(const std::string& text, const NodeGrid& node,
                                             const std::vector<std::string>& metrics,
                                             const std::string& author, const std::string& name)
{
    std::vector<Label> labels;
    NODESENTRY_CHECK(eachLine(text, [&](std::string_view line, std::int64_t number) -> Result<void> {
        const auto dash = line.find('-');
        const auto colon = line.find(':');
        SampleSpan span;
        if (dash == std::string_view::npos || colon == std::string_view::npos || dash > colon
            || !parseNumber(line.substr(0, dash), span.begin)
            || !parseNumber(line.substr(dash + 1, colon - dash - 1), span.end))
            return wrong(ErrorCode::ParseError, "not of the form begin-end:metrics", name, number);
        if (span.end <= span.begin || span.end > node.grid.size)
            return wrong(ErrorCode::InconsistentData,
                         fmt::format("the samples {} to {} are not a stretch of the node's {}", span.begin,
                                     span.end, node.grid.size),
                         name, number);
        std::set<std::string> named;
        std::vector<std::string> fields;
        std::ignore = splitRecord(line.substr(colon + 1), ',', false, fields);
        for (const auto& field : fields) {
            std::size_t metric = 0;
            if (fields.size() == 1 && field.empty())
                break;
            if (!parseNumber(field, metric))
                return wrong(ErrorCode::ParseError, fmt::format("'{}' is not the number of a metric", field),
                             name, number);
            if (metric < 1 || metric > metrics.size())
                return wrong(ErrorCode::InconsistentData,
                             fmt::format("there is no metric {}, the project has {}", metric, metrics.size()),
                             name, number);
            named.insert(metrics[metric - 1]);
        }
        Label label{0,  node.node, node.grid.timeOf(span.begin), node.grid.timeOf(span.end), "anomaly",
                    {}, author};
        if (named.size() < metrics.size())
            label.metrics.assign(named.begin(), named.end());
        labels.push_back(std::move(label));
        return {};
    }));
    return labels;
}

// --- masks ---

void writeMaskTable(std::ostream& out, const std::vector<Label>& labels, const std::vector<NodeGrid>& nodes)
{
    std::set<std::string> classes;
    std::map<std::string, std::vector<const Label*>> ofNode;
    for (const auto& label : labels) {
        classes.insert(label.category);
        ofNode[label.node].push_back(&label);
    }
    out << "node,time";
    for (const auto& name : classes)
        out << ',' << csvField(name);
    out << '\n';
    for (const auto& node : nodes) {
        const auto size = static_cast<std::size_t>(node.grid.size);
        std::vector<std::vector<bool>> masks(classes.size(), std::vector<bool>(size));
        for (const auto* label : ofNode[node.node]) {
            auto& mask = masks[static_cast<std::size_t>(
                std::distance(classes.begin(), classes.find(label->category)))];
            const auto span = samplesOf(*label, node.grid);
            for (auto i = span.begin; i < span.end; ++i)
                mask[static_cast<std::size_t>(i)] = true;
        }
        const auto name = csvField(node.node);
        for (std::size_t i = 0; i < size; ++i) {
            out << name << ',' << formatUtc(node.grid.timeOf(static_cast<std::int64_t>(i)));
            for (const auto& mask : masks)
                out << (mask[i] ? ",1" : ",0");
            out << '\n';
        }
    }
}

Result<std::vector<Label>> parseMaskTable(const std::string& text, const std::vector<NodeGrid>& nodes,
                                          const std::string& author, const std::string& name,
                                          const std::string& zone)
{
    std::vector<std::string> classes;
    std::map<std::string, const NodeGrid*> gridOf;
    for (const auto& node : nodes)
        gridOf[node.node] = &node;
    using Masks = std::vector<std::vector<int>>; // one for each class
    std::map<std::string, Masks> masksOf;
    std::vector<std::string> fields;
    NODESENTRY_CHECK(eachLine(text, [&](std::string_view line, std::int64_t number) -> Result<void> {
        if (!splitRecord(line, ',', true, fields))
            return wrong(ErrorCode::ParseError, "a quoted field is never closed", name, number);
        if (classes.empty()) {
            if (fields.size() < 3 || fields[0] != "node" || fields[1] != "time")
                return wrong(ErrorCode::ParseError, "not a table of masks", name, number, 0,
                             "its first line must be node,time and the names of classes");
            classes.assign(fields.begin() + 2, fields.end());
            return {};
        }
        if (fields.size() != classes.size() + 2)
            return wrong(ErrorCode::ParseError,
                         fmt::format("{} fields expected, {} found", classes.size() + 2, fields.size()), name,
                         number);
        const auto node = gridOf.find(fields[0]);
        if (node == gridOf.end())
            return wrong(ErrorCode::InconsistentData, fmt::format("the project has no node '{}'", fields[0]),
                         name, number, 1);
        const auto& grid = node->second->grid;
        auto times = readLabelTimes(fields[1], {}, zone);
        if (!times)
            return fail(std::move(times.error().inFile(name, number, 2)));
        const auto time = times->begin;
        const auto sample = grid.firstAtOrAfter(time);
        if (sample >= grid.size || grid.timeOf(sample) != time)
            return wrong(ErrorCode::InconsistentData,
                         fmt::format("'{}' has no sample at {}", fields[0], formatUtc(time)), name, number, 2,
                         "masks are read by the sample times of the project they were written from");
        auto& masks = masksOf[fields[0]];
        masks.resize(classes.size());
        for (std::size_t i = 0; i < classes.size(); ++i) {
            int value = 0;
            if (!parseNumber(fields[i + 2], value) || value > 1)
                return wrong(ErrorCode::ParseError, fmt::format("'{}' is neither 0 nor 1", fields[i + 2]),
                             name, number, static_cast<std::int64_t>(i) + 3);
            masks[i].resize(static_cast<std::size_t>(grid.size));
            masks[i][static_cast<std::size_t>(sample)] = value;
        }
        return {};
    }));
    std::vector<Label> labels;
    for (const auto& [node, masks] : masksOf)
        for (std::size_t i = 0; i < masks.size(); ++i)
            for (auto& label :
                 labelsFromSamples(*gridOf[node], masks[i], author, [](int) { return std::string(); })) {
                label.category = classes[i];
                labels.push_back(std::move(label));
            }
    return labels;
}

} // namespace nodesentry
