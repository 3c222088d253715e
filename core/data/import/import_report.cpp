#include "core/data/import/import_report.h"

#include <nlohmann/json.hpp>

namespace nodesentry {

std::string ImportReport::toJson() const
{
    auto left = nlohmann::ordered_json::array();
    for (const auto& item : skipped) {
        nlohmann::ordered_json entry{{"file", item.file}};
        if (item.line > 0)
            entry["line"] = item.line;
        entry["reason"] = item.reason;
        left.push_back(std::move(entry));
    }
    const nlohmann::ordered_json object{
        {"files", files},
        {"samples", samples},
        {"missing", missing},
        {"jobs_accepted", jobsAccepted},
        {"jobs_rejected", jobsRejected},
        {"labels", labels},
        {"counters", counters},
        {"dropped_columns", droppedColumns},
        {"gaps", gaps},
        {"begin", formatUtc(span.begin)},
        {"end", formatUtc(span.end)},
        {"step_seconds", static_cast<double>(stepMs) / 1000.0},
        {"skipped", std::move(left)},
    };
    // File names and reasons may hold bytes that are not UTF-8; they are replaced rather than refused.
    return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace nodesentry
