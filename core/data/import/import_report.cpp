#include "core/data/import/import_report.h"

#include "core/base/json_text.h"
#include "core/base/text.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry {

namespace {

constexpr std::size_t kMostSkipped = 1000;

} // namespace

std::string ImportReport::describe(const SkippedItem& item)
{
    constexpr std::size_t kShown = 60;
    auto place = item.file;
    if (item.line > 0)
        place += fmt::format(":{}", item.line);
    if (item.line > 0 && item.column > 0)
        place += fmt::format(":{}", item.column);
    if (item.text.empty())
        return fmt::format("{}: {}", place, item.reason);
    auto shown = cleanText(item.text.substr(0, kShown)).text;
    std::replace(shown.begin(), shown.end(), '\n', ' ');
    return fmt::format("{}: {}: '{}{}'", place, item.reason, shown, item.text.size() > kShown ? "…" : "");
}

bool ImportReport::countLine(const std::string& reason)
{
    const bool isKnown = rejectedLines.contains(reason) || rejectedLines.size() < kMostReasons;
    return ++rejectedLines[isKnown ? reason : kOtherReasons] <= static_cast<std::int64_t>(kKeptOfReason);
}

void ImportReport::reject(SkippedItem item)
{
    const bool isKept = item.line == 0 || countLine(item.reason);
    item.text.resize(std::min(item.text.size(), kLongestText));
    if (isKept && skipped.size() < kMostSkipped)
        skipped.push_back(std::move(item));
}

void ImportReport::addTable(const ImportReport& table)
{
    notes.insert(notes.end(), table.notes.begin(), table.notes.end());
    jobsAccepted += table.jobsAccepted;
    jobsRejected += table.jobsRejected;
    for (const auto& [reason, count] : table.rejectedLines) {
        const bool isKnown = rejectedLines.contains(reason) || rejectedLines.size() < kMostReasons;
        rejectedLines[isKnown ? reason : kOtherReasons] += count;
    }
    const bool isCounted = !table.rejectedLines.empty();
    for (const auto& item : table.skipped) {
        if (item.line > 0 && !isCounted)
            countLine(item.reason);
        if (skipped.size() < kMostSkipped)
            skipped.push_back(item);
    }
}

std::int64_t ImportReport::rejectedLineCount() const
{
    std::int64_t sum = 0;
    for (const auto& [reason, count] : rejectedLines)
        sum += count;
    return sum;
}

std::string ImportReport::toJson() const
{
    auto left = nlohmann::ordered_json::array();
    for (const auto& item : skipped) {
        nlohmann::ordered_json entry{{"file", item.file}};
        if (item.line > 0)
            entry["line"] = item.line;
        if (item.column > 0)
            entry["column"] = item.column;
        entry["reason"] = item.reason;
        if (!item.text.empty())
            entry["text"] = cleanText(item.text).text;
        left.push_back(std::move(entry));
    }
    const nlohmann::ordered_json object{
        {"nodes", nodes},
        {"metrics", metrics},
        {"samples", samples},
        {"labels", labels},
        {"label_lines_rejected", labelLinesRejected},
        {"jobs", {{"accepted", jobsAccepted}, {"rejected", jobsRejected}}},
        {"rejected_lines", rejectedLines},
        {"format", format},
        {"files", files},
        {"repeated", repeated},
        {"missing", missing},
        {"counters", counters},
        {"dropped_columns", droppedColumns},
        {"gaps", gaps},
        {"begin", formatUtc(span.begin)},
        {"end", formatUtc(span.end)},
        {"step_seconds", static_cast<double>(stepMs) / 1000.0},
        {"unknown_nodes",
         {{"nodes", unknownNodes.nodes},
          {"jobs", unknownNodes.jobs},
          {"names", unknownNodes.names},
          {"by_job", unknownNodes.byJob}}},
        {"missing_words", missingWords},
        {"impossible_rates", impossibleRates},
        {"notes", notes},
        {"skipped", std::move(left)},
    };
    // File names and reasons may hold bytes that are not UTF-8; they are replaced rather than refused.
    return jsonText(object);
}

} // namespace nodesentry
