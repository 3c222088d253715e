// Segments and cases: what the stages make of the data.

#include "core/project/project_p.h"

#include "core/base/json_text.h"
#include "core/base/reason.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry {

Result<std::vector<Segment>> Project::segments() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(
        auto query,
        d->database->prepare("SELECT id, node, job, begin_sample, end_sample, train, position FROM segments "
                             "ORDER BY node, begin_sample"));
    std::vector<Segment> segments;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return segments;
        segments.push_back({query.integer(0), query.text(1), query.text(2), query.integer(3),
                            query.integer(4), query.integer(5) != 0, query.integer(6)});
    }
}

Result<void> Project::replaceSegments(const std::vector<Segment>& segments)
{
    return d->change([&]() -> Result<void> {
        NODESENTRY_CHECK(d->database->execute("DELETE FROM segments"));
        NODESENTRY_TRY(auto insert,
                       d->database->prepare("INSERT INTO segments(id, node, job, begin_sample, end_sample, "
                                            "train, position) VALUES(?, ?, ?, ?, ?, ?, ?)"));
        for (const auto& segment : segments)
            NODESENTRY_CHECK(insert.bind(1, segment.id)
                                 .bind(2, segment.node)
                                 .bind(3, segment.job)
                                 .bind(4, segment.begin)
                                 .bind(5, segment.end)
                                 .bind(6, std::int64_t{segment.train})
                                 .bind(7, segment.position)
                                 .run());
        return {};
    });
}

Result<std::vector<Case>> Project::cases(const std::string& method) const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(
        auto query,
        d->database->prepare("SELECT id, node, begin_ms, end_ms, peak_ms, peak_score, area, cluster, "
                             "top_metrics FROM cases WHERE method = ? "
                             "ORDER BY peak_score DESC, node, begin_ms"));
    query.bind(1, method);
    NODESENTRY_TRY(const auto metricCount, d->database->queryInteger("SELECT COUNT(*) FROM metrics"));
    std::vector<Case> cases;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return cases;
        Case found;
        found.id = query.integer(0);
        found.method = method;
        found.node = query.text(1);
        found.range = {query.integer(2), query.integer(3)};
        found.peak = query.integer(4);
        found.peakScore = query.real(5);
        found.area = query.real(6);
        found.cluster = static_cast<int>(query.integer(7));
        const auto metrics = nlohmann::json::parse(query.text(8), nullptr, false);
        if (!metrics.is_array() || !std::all_of(metrics.begin(), metrics.end(), [&](const auto& metric) {
                return metric.is_number_integer() && metric >= 0 && metric < metricCount;
            }))
            return fail(Reason::CaseDamaged, {std::to_string(found.id), method});
        found.topMetrics = metrics.get<std::vector<int>>();
        cases.push_back(std::move(found));
    }
}

namespace {

Result<void> insertCases(const Database& database, const std::string& method, const std::vector<Case>& cases)
{
    NODESENTRY_TRY(auto insert,
                   database.prepare("INSERT INTO cases(method, node, begin_ms, end_ms, peak_ms, "
                                    "peak_score, area, cluster, top_metrics) "
                                    "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    for (const auto& item : cases)
        NODESENTRY_CHECK(insert.bind(1, method)
                             .bind(2, item.node)
                             .bind(3, item.range.begin)
                             .bind(4, item.range.end)
                             .bind(5, item.peak)
                             .bind(6, item.peakScore)
                             .bind(7, item.area)
                             .bind(8, std::int64_t{item.cluster})
                             .bind(9, jsonText(nlohmann::json(item.topMetrics)))
                             .run());
    return {};
}

} // namespace

Result<void> Project::replaceCases(const std::string& method, const std::vector<Case>& cases)
{
    return d->change([&]() -> Result<void> {
        NODESENTRY_TRY(auto clear, d->database->prepare("DELETE FROM cases WHERE method = ?"));
        NODESENTRY_CHECK(clear.bind(1, method).run());
        return insertCases(*d->database, method, cases);
    });
}

Result<void> Project::replaceCases(const std::string& method, const std::vector<std::string>& nodes,
                                   const std::vector<Case>& cases)
{
    return d->change([&]() -> Result<void> {
        NODESENTRY_TRY(auto clear, d->database->prepare("DELETE FROM cases WHERE method = ? AND node = ?"));
        for (const auto& node : nodes)
            NODESENTRY_CHECK(clear.bind(1, method).bind(2, node).run());
        return insertCases(*d->database, method, cases);
    });
}

} // namespace nodesentry
