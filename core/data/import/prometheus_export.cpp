#include "core/data/import/prometheus_export_p.h"

#include "core/data/import/line_reader.h"
#include "core/data/import/number.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <cmath>
#include <limits>
#include <optional>

namespace nodesentry {

namespace {

using Json = nlohmann::json;

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

struct SeriesLine {
    PrometheusLabels labels;
    std::vector<TimeMs> times;
    std::vector<double> values;
};

/// @return nullptr, or what is wrong with the line
const char* parseLine(std::string_view text, SeriesLine& line)
{
    const auto json = Json::parse(text.begin(), text.end(), nullptr, false);
    if (json.is_discarded())
        return "not JSON";
    if (!json.is_object() || !json.contains("metric") || !json["metric"].is_object()
        || !json.contains("values") || !json["values"].is_array() || !json.contains("timestamps")
        || !json["timestamps"].is_array())
        return "not a series with \"metric\", \"values\" and \"timestamps\"";
    const auto& values = json["values"];
    const auto& times = json["timestamps"];
    if (values.size() != times.size())
        return "not as many values as timestamps";
    line = {};
    for (const auto& [label, value] : json["metric"].items()) {
        if (!value.is_string())
            return "the value of a label is no text";
        line.labels.emplace_back(label, value.get<std::string>());
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!times[i].is_number_integer())
            return "a timestamp is no whole number of milliseconds";
        const auto time = times[i].get<TimeMs>();
        if (!line.times.empty() && time <= line.times.back())
            return "a timestamp not later than the one before it";
        double value = kNoValue;
        if (values[i].is_number())
            value = values[i].get<double>();
        else if (values[i].is_string() ? !parseValue(values[i].get<std::string>(), value)
                                       : !values[i].is_null())
            return "a value that is not a number";
        line.times.push_back(time);
        line.values.push_back(std::isfinite(value) ? value : kNoValue);
    }
    return nullptr;
}

} // namespace

Result<std::int64_t> readPrometheusExport(const std::string& path, PrometheusAnswerHandler& handler,
                                          const RunContext& context)
{
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    std::int64_t series = 0;
    std::optional<Error> firstFault;
    SeriesLine line;
    for (;;) {
        if (context.stopRequested())
            return cancelled();
        std::string_view text;
        auto more = lines.next(text);
        if (!more && !lines.wasTooLong())
            return fail(std::move(more).error());
        if (more && !*more)
            break;
        if (more && text.find_first_not_of(" \t") == std::string_view::npos)
            continue;
        const char* fault = more ? parseLine(text, line) : "a line longer than 8 MiB";
        if (fault) {
            if (!firstFault)
                firstFault = Error{ErrorCode::ParseError, fault, path,
                                   lines.lineNumber(),    0,     "save the answer of /api/v1/export again"};
            handler.reject(fmt::format("line {}: {}", lines.lineNumber(), fault));
            continue;
        }
        ++series;
        NODESENTRY_TRY(const bool isWanted, handler.beginSeries(line.labels));
        if (isWanted)
            NODESENTRY_CHECK(handler.addSamples(line.times, line.values));
    }
    if (series == 0 && firstFault)
        return fail(std::move(*firstFault));
    return series;
}

} // namespace nodesentry
