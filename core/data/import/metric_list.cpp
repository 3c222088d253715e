#include "core/data/import/metric_list.h"

#include "core/base/csv.h"
#include "core/data/import/line_reader.h"

#include <vector>

namespace nodesentry {

namespace {

constexpr const char* kListHeader = "name,unit,kind,group";

} // namespace

std::string formatMetricList(const MetricCatalog& metrics)
{
    std::string text = std::string(kListHeader) + "\n";
    for (const auto& metric : metrics)
        text += csvField(metric.name) + "," + csvField(metric.unit) + ","
            + (metric.kind == MetricKind::Rate ? "rate" : "gauge") + "," + csvField(metric.group) + "\n";
    return text;
}

Result<std::map<std::string, MetricTarget>> readMetricList(const std::string& path)
{
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    std::map<std::string, MetricTarget> targets;
    std::vector<std::string> fields;
    for (;;) {
        std::string_view line;
        NODESENTRY_TRY(const bool more, lines.next(line));
        if (!more)
            return targets;
        if (lines.lineNumber() == 1 && line == kListHeader)
            continue;
        if (lines.lineNumber() == 1 || !splitRecord(line, ',', true, fields) || fields.size() != 4
            || (fields[2] != "gauge" && fields[2] != "rate"))
            return fail(Error{ErrorCode::ParseError, "not a list of metrics", path, lines.lineNumber(), 0,
                              std::string("its columns are ") + kListHeader + "; or take the file away"});
        targets[fields[0]] = {fields[0], fields[3], fields[1],
                              fields[2] == "rate" ? RawKind::Rate : RawKind::Gauge, Aggregation::Mean};
    }
}

} // namespace nodesentry
