// Clusters, their members and links, and the history of what was done to them.

#include "core/base/json_text.h"
#include "core/project/cluster_history.h"
#include "core/project/project_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry {

namespace {

constexpr auto kNextId = "next_cluster_id";

Result<void> writeClusters(const Database& database, const std::vector<ClusterRecord>& clusters)
{
    NODESENTRY_CHECK(database.execute("DELETE FROM clusters"));
    NODESENTRY_TRY(
        auto insert,
        database.prepare("INSERT INTO clusters(id, name, note, silhouette, spread, colour, locked) "
                         "VALUES(?, ?, ?, ?, ?, ?, ?)"));
    for (const auto& record : clusters)
        NODESENTRY_CHECK(insert.bind(1, std::int64_t{record.id})
                             .bind(2, record.name)
                             .bind(3, record.note)
                             .bind(4, record.silhouette)
                             .bind(5, record.spread)
                             .bind(6, record.colour)
                             .bind(7, std::int64_t{record.locked})
                             .run());
    return {};
}

Result<void> writeMembers(const Database& database, const std::vector<ClusterMember>& members)
{
    NODESENTRY_TRY(
        auto insert,
        database.prepare("INSERT OR REPLACE INTO cluster_members(segment, cluster, matched, fits, distance, "
                         "margin, silhouette, placed, node, begin_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    for (const auto& member : members)
        NODESENTRY_CHECK(insert.bind(1, member.segment)
                             .bind(2, std::int64_t{member.cluster})
                             .bind(3, std::int64_t{member.matched})
                             .bind(4, std::int64_t{member.fits})
                             .bind(5, member.distance)
                             .bind(6, member.margin)
                             .bind(7, member.silhouette)
                             .bind(8, std::int64_t{member.placed})
                             .bind(9, member.node)
                             .bind(10, member.begin)
                             .run());
    return {};
}

Result<void> writeLinks(const Database& database, const std::vector<ClusterLink>& links)
{
    NODESENTRY_CHECK(database.execute("DELETE FROM cluster_links"));
    NODESENTRY_TRY(auto insert,
                   database.prepare("INSERT INTO cluster_links(first_node, first_begin_ms, second_node, "
                                    "second_begin_ms, together) VALUES(?, ?, ?, ?, ?)"));
    for (const auto& link : links)
        NODESENTRY_CHECK(insert.bind(1, link.firstNode)
                             .bind(2, link.firstBegin)
                             .bind(3, link.secondNode)
                             .bind(4, link.secondBegin)
                             .bind(5, std::int64_t{link.together})
                             .run());
    return {};
}

Result<std::int64_t> writeEntry(const Database& database, const ClusterHistoryEntry& entry)
{
    NODESENTRY_TRY(auto insert,
                   database.prepare("INSERT INTO cluster_history(at_ms, who, action, before, after, edit, "
                                    "refers) VALUES(?, ?, ?, ?, ?, ?, ?)"));
    NODESENTRY_CHECK(insert.bind(1, currentTime())
                         .bind(2, userName())
                         .bind(3, entry.action)
                         .bind(4, entry.before)
                         .bind(5, entry.after)
                         .bind(6, entry.edit)
                         .bind(7, entry.refers)
                         .run());
    return database.lastInsertId();
}

std::string idsOf(const std::vector<ClusterRecord>& records)
{
    auto json = nlohmann::json::array();
    for (const auto& record : records)
        json.push_back(record.id);
    return jsonText(json);
}

} // namespace

Result<std::vector<ClusterRecord>> Project::clusters() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query,
                   d->database->prepare("SELECT id, name, note, silhouette, spread, colour, locked "
                                        "FROM clusters ORDER BY id"));
    std::vector<ClusterRecord> clusters;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return clusters;
        clusters.push_back({static_cast<int>(query.integer(0)), query.text(1), query.text(2), query.real(3),
                            query.real(4), query.text(5), query.integer(6) != 0});
    }
}

Result<std::vector<ClusterMember>> Project::clusterMembers() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(
        auto query,
        d->database->prepare("SELECT segment, cluster, matched, fits, distance, margin, silhouette, placed, "
                             "node, begin_ms FROM cluster_members ORDER BY segment"));
    std::vector<ClusterMember> members;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return members;
        members.push_back({query.integer(0), static_cast<int>(query.integer(1)), query.integer(2) != 0,
                           query.integer(3) != 0, query.real(4), query.real(5), query.real(6),
                           query.integer(7) != 0, query.text(8), query.integer(9)});
    }
}

Result<std::vector<ClusterLink>> Project::clusterLinks() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query,
                   d->database->prepare("SELECT first_node, first_begin_ms, second_node, second_begin_ms, "
                                        "together FROM cluster_links ORDER BY rowid"));
    std::vector<ClusterLink> links;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return links;
        links.push_back(
            {query.text(0), query.integer(1), query.text(2), query.integer(3), query.integer(4) != 0});
    }
}

Result<std::vector<ClusterHistoryEntry>> Project::clusterHistory() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query,
                   d->database->prepare("SELECT id, at_ms, who, action, edit, before, after, refers "
                                        "FROM cluster_history ORDER BY id"));
    std::vector<ClusterHistoryEntry> entries;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return entries;
        entries.push_back({query.integer(0), query.integer(1), query.text(2), query.text(3), query.text(4),
                           query.text(5), query.text(6), query.optionalInteger(7)});
    }
}

Result<int> Project::nextClusterId() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(const auto text, d->meta(kNextId));
    return text.empty() ? 1 : std::stoi(text);
}

Result<void> Project::replaceClusters(const std::vector<ClusterRecord>& clusters,
                                      const std::vector<ClusterMember>& members,
                                      const ClusterHeritage& heritage)
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(const auto before, this->clusters());
    NODESENTRY_TRY(int nextId, nextClusterId());
    nextId = std::max(nextId, heritage.nextId);
    for (const auto& record : clusters)
        nextId = std::max(nextId, record.id + 1);
    return d->change([&]() -> Result<void> {
        NODESENTRY_CHECK(writeClusters(*d->database, clusters));
        NODESENTRY_CHECK(d->database->execute("DELETE FROM cluster_members"));
        NODESENTRY_CHECK(writeMembers(*d->database, members));
        NODESENTRY_CHECK(writeLinks(*d->database, heritage.links));
        ClusterHistoryEntry recluster;
        recluster.action = kReclusterAction;
        recluster.before = idsOf(before);
        recluster.after = idsOf(clusters);
        NODESENTRY_CHECK(writeEntry(*d->database, recluster));
        for (const auto& entry : heritage.entries)
            NODESENTRY_CHECK(writeEntry(*d->database, entry));
        return d->setMeta(kNextId, std::to_string(nextId));
    });
}

Result<std::int64_t> Project::commitClusterEdit(const ClusterUpdate& update)
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(const int nextId, nextClusterId());
    std::int64_t id = 0;
    NODESENTRY_CHECK(d->change([&]() -> Result<void> {
        NODESENTRY_CHECK(writeClusters(*d->database, update.clusters));
        NODESENTRY_CHECK(writeMembers(*d->database, update.members));
        NODESENTRY_CHECK(writeLinks(*d->database, update.links));
        NODESENTRY_CHECK(d->setMeta(kNextId, std::to_string(std::max(nextId, update.nextId))));
        NODESENTRY_TRY(auto library,
                       d->database->prepare(
                           "INSERT OR REPLACE INTO documents(name, content) VALUES('cluster_library', ?)"));
        NODESENTRY_CHECK(library.bindBlob(1, update.library).run());
        NODESENTRY_TRY(id, writeEntry(*d->database, update.entry));
        return {};
    }));
    return id;
}

} // namespace nodesentry
