// Segments, clusters and cases: what the stages make of the data.

#include "core/project/project_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

namespace nodesentry {

Result<std::vector<Segment>> Project::segments() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query,
                   d->database->prepare(
                       "SELECT id, node, job, begin_sample, end_sample, train FROM segments ORDER BY id"));
    std::vector<Segment> segments;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return segments;
        segments.push_back({query.integer(0), query.text(1), query.text(2), query.integer(3),
                            query.integer(4), query.integer(5) != 0});
    }
}

Result<void> Project::replaceSegments(const std::vector<Segment>& segments)
{
    return d->change([&]() -> Result<void> {
        NODESENTRY_CHECK(d->database->execute("DELETE FROM segments"));
        NODESENTRY_TRY(auto insert,
                       d->database->prepare("INSERT INTO segments(id, node, job, begin_sample, end_sample, "
                                            "train) VALUES(?, ?, ?, ?, ?, ?)"));
        for (const auto& segment : segments)
            NODESENTRY_CHECK(insert.bind(1, segment.id)
                                 .bind(2, segment.node)
                                 .bind(3, segment.job)
                                 .bind(4, segment.begin)
                                 .bind(5, segment.end)
                                 .bind(6, std::int64_t{segment.train})
                                 .run());
        return {};
    });
}

Result<std::vector<ClusterRecord>> Project::clusters() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(
        auto query,
        d->database->prepare("SELECT id, name, note, silhouette, spread FROM clusters ORDER BY id"));
    std::vector<ClusterRecord> clusters;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return clusters;
        clusters.push_back(
            {static_cast<int>(query.integer(0)), query.text(1), query.text(2), query.real(3), query.real(4)});
    }
}

Result<std::vector<ClusterMember>> Project::clusterMembers() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(
        auto query,
        d->database->prepare("SELECT segment, cluster, matched, fits, distance, margin, silhouette "
                             "FROM cluster_members ORDER BY segment"));
    std::vector<ClusterMember> members;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return members;
        members.push_back({query.integer(0), static_cast<int>(query.integer(1)), query.integer(2) != 0,
                           query.integer(3) != 0, query.real(4), query.real(5), query.real(6)});
    }
}

Result<int> Project::nextClusterId() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(const auto text, d->meta("next_cluster_id"));
    return text.empty() ? 1 : std::stoi(text);
}

Result<void> Project::replaceClusters(const std::vector<ClusterRecord>& clusters,
                                      const std::vector<ClusterMember>& members)
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(const auto before, this->clusters());
    NODESENTRY_TRY(int nextId, nextClusterId());
    return d->change([&]() -> Result<void> {
        NODESENTRY_CHECK(d->database->execute("DELETE FROM clusters; DELETE FROM cluster_members"));
        NODESENTRY_TRY(auto cluster,
                       d->database->prepare("INSERT INTO clusters(id, name, note, silhouette, spread) "
                                            "VALUES(?, ?, ?, ?, ?)"));
        for (const auto& record : clusters) {
            nextId = std::max(nextId, record.id + 1);
            NODESENTRY_CHECK(cluster.bind(1, std::int64_t{record.id})
                                 .bind(2, record.name)
                                 .bind(3, record.note)
                                 .bind(4, record.silhouette)
                                 .bind(5, record.spread)
                                 .run());
        }
        NODESENTRY_TRY(
            auto member,
            d->database->prepare("INSERT INTO cluster_members(segment, cluster, matched, fits, distance, "
                                 "margin, silhouette) VALUES(?, ?, ?, ?, ?, ?, ?)"));
        for (const auto& record : members)
            NODESENTRY_CHECK(member.bind(1, record.segment)
                                 .bind(2, std::int64_t{record.cluster})
                                 .bind(3, std::int64_t{record.matched})
                                 .bind(4, std::int64_t{record.fits})
                                 .bind(5, record.distance)
                                 .bind(6, record.margin)
                                 .bind(7, record.silhouette)
                                 .run());
        const auto ids = [](const std::vector<ClusterRecord>& records) {
            auto json = nlohmann::json::array();
            for (const auto& record : records)
                json.push_back(record.id);
            return json.dump();
        };
        NODESENTRY_TRY(auto history,
                       d->database->prepare("INSERT INTO cluster_history(at_ms, who, action, before, after) "
                                            "VALUES(?, ?, 'recluster', ?, ?)"));
        NODESENTRY_CHECK(history.bind(1, currentTime())
                             .bind(2, currentUser())
                             .bind(3, ids(before))
                             .bind(4, ids(clusters))
                             .run());
        return d->setMeta("next_cluster_id", std::to_string(nextId));
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
        if (!metrics.is_array())
            return fail(ErrorCode::Corrupt,
                        fmt::format("case {} is damaged in the project database", found.id));
        found.topMetrics = metrics.get<std::vector<int>>();
        cases.push_back(std::move(found));
    }
}

Result<void> Project::replaceCases(const std::string& method, const std::vector<Case>& cases)
{
    return d->change([&]() -> Result<void> {
        NODESENTRY_TRY(auto clear, d->database->prepare("DELETE FROM cases WHERE method = ?"));
        NODESENTRY_CHECK(clear.bind(1, method).run());
        NODESENTRY_TRY(auto insert,
                       d->database->prepare("INSERT INTO cases(method, node, begin_ms, end_ms, peak_ms, "
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
                                 .bind(9, nlohmann::json(item.topMetrics).dump())
                                 .run());
        return {};
    });
}

} // namespace nodesentry
