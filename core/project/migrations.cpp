#include "core/project/migrations_p.h"

#include "core/base/log.h"
#include "core/base/reason.h"

#include <array>

namespace nodesentry {

namespace {

// Step i brings user_version from i to i + 1. A step that was released is never changed again.
constexpr std::array kSteps{
    R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE metrics(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, unit TEXT NOT NULL,
                     kind TEXT NOT NULL CHECK(kind IN ('gauge', 'rate')), grp TEXT NOT NULL);

CREATE TABLE jobs(id TEXT PRIMARY KEY, begin_ms INTEGER NOT NULL, end_ms INTEGER, name TEXT NOT NULL,
                  user TEXT NOT NULL, state TEXT NOT NULL, nodes TEXT NOT NULL, attributes TEXT NOT NULL);

CREATE TABLE labels(id INTEGER PRIMARY KEY AUTOINCREMENT, node TEXT NOT NULL, begin_ms INTEGER NOT NULL,
                    end_ms INTEGER, category TEXT NOT NULL, note TEXT NOT NULL, author TEXT NOT NULL,
                    CHECK(end_ms IS NULL OR end_ms > begin_ms));
CREATE INDEX labels_by_node ON labels(node, begin_ms);
CREATE TABLE label_history(id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, who TEXT NOT NULL,
                           action TEXT NOT NULL CHECK(action IN ('add', 'change', 'remove')),
                           label INTEGER NOT NULL, before TEXT, after TEXT);

CREATE TABLE segments(id INTEGER PRIMARY KEY, node TEXT NOT NULL, job TEXT NOT NULL,
                      begin_sample INTEGER NOT NULL, end_sample INTEGER NOT NULL, train INTEGER NOT NULL);

CREATE TABLE clusters(id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL, silhouette REAL,
                      spread REAL);
CREATE TABLE cluster_members(segment INTEGER PRIMARY KEY, cluster INTEGER NOT NULL, matched INTEGER NOT NULL,
                             fits INTEGER NOT NULL, distance REAL, margin REAL, silhouette REAL);
CREATE TABLE cluster_history(id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, who TEXT NOT NULL,
                             action TEXT NOT NULL, before TEXT, after TEXT);

CREATE TABLE cases(id INTEGER PRIMARY KEY AUTOINCREMENT, method TEXT NOT NULL, node TEXT NOT NULL,
                   begin_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, peak_ms INTEGER NOT NULL,
                   peak_score REAL, area REAL, cluster INTEGER NOT NULL, top_metrics TEXT NOT NULL);
CREATE INDEX cases_by_method ON cases(method);

CREATE TABLE stages(stage TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, finished_ms INTEGER NOT NULL,
                    seconds REAL NOT NULL, summary TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs(id INTEGER PRIMARY KEY, stage TEXT NOT NULL, finished_ms INTEGER NOT NULL,
                  seconds REAL NOT NULL, who TEXT NOT NULL, parameters TEXT NOT NULL, summary TEXT NOT NULL);

CREATE TABLE documents(name TEXT PRIMARY KEY, content BLOB NOT NULL);
)sql",
    R"sql(
ALTER TABLE clusters ADD COLUMN colour TEXT NOT NULL DEFAULT '';
ALTER TABLE clusters ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cluster_members ADD COLUMN placed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cluster_members ADD COLUMN node TEXT NOT NULL DEFAULT '';
ALTER TABLE cluster_members ADD COLUMN begin_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cluster_history ADD COLUMN edit TEXT;
ALTER TABLE cluster_history ADD COLUMN refers INTEGER;
CREATE TABLE cluster_links(first_node TEXT NOT NULL, first_begin_ms INTEGER NOT NULL,
                           second_node TEXT NOT NULL, second_begin_ms INTEGER NOT NULL,
                           together INTEGER NOT NULL);
)sql",
    R"sql(
ALTER TABLE segments ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
)sql",
    R"sql(
ALTER TABLE labels ADD COLUMN confidence REAL NOT NULL DEFAULT 1;
ALTER TABLE labels ADD COLUMN metrics TEXT NOT NULL DEFAULT '[]';
CREATE INDEX label_history_by_label ON label_history(label);
CREATE TABLE label_classes(name TEXT PRIMARY KEY, title TEXT NOT NULL, colour TEXT NOT NULL,
                           key INTEGER NOT NULL, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE seen(node TEXT NOT NULL, author TEXT NOT NULL, begin_ms INTEGER NOT NULL,
                  end_ms INTEGER NOT NULL, PRIMARY KEY(node, author, begin_ms),
                  CHECK(end_ms > begin_ms)) WITHOUT ROWID;
)sql",
    R"sql(
CREATE TABLE suggestions(id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, node TEXT NOT NULL,
                         begin_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, peak_ms INTEGER NOT NULL,
                         strength REAL NOT NULL, category TEXT NOT NULL, metrics TEXT NOT NULL,
                         state TEXT NOT NULL CHECK(state IN ('pending', 'accepted', 'rejected')),
                         who TEXT NOT NULL, decided_ms INTEGER NOT NULL, CHECK(end_ms > begin_ms));
CREATE INDEX suggestions_by_source ON suggestions(source, node, begin_ms);
CREATE TABLE suggestion_sources(source TEXT PRIMARY KEY, fingerprint TEXT NOT NULL,
                                factor REAL NOT NULL) WITHOUT ROWID;
)sql",
};

Result<std::int64_t> versionOf(const Database& database)
{
    NODESENTRY_TRY(const auto id, database.queryInteger("PRAGMA application_id"));
    NODESENTRY_TRY(const auto version, database.queryInteger("PRAGMA user_version"));
    if (version < 0 || (version > 0 && id != kApplicationId))
        return fail(Reason::DatabaseForeign);
    if (version > static_cast<std::int64_t>(kSteps.size()))
        return fail(Reason::ProjectTooNew, {std::to_string(version), std::to_string(kSteps.size())});
    return version;
}

} // namespace

Result<void> migrate(const Database& database)
{
    NODESENTRY_TRY(auto version, versionOf(database));
    for (; version < static_cast<std::int64_t>(kSteps.size()); ++version) {
        NODESENTRY_CHECK(database.transaction([&]() -> Result<void> {
            NODESENTRY_CHECK(database.execute(kSteps[static_cast<std::size_t>(version)]));
            NODESENTRY_CHECK(database.execute(fmt::format("PRAGMA application_id = {}", kApplicationId)));
            return database.execute(fmt::format("PRAGMA user_version = {}", version + 1));
        }));
    }
    return {};
}

Result<void> checkIsProject(const Database& database)
{
    NODESENTRY_TRY(const auto version, versionOf(database));
    if (version == 0)
        return fail(Reason::DatabaseHoldsNothing);
    return {};
}

Result<void> checkVersion(const Database& database)
{
    NODESENTRY_CHECK(checkIsProject(database));
    NODESENTRY_TRY(const auto version, versionOf(database));
    if (version < static_cast<std::int64_t>(kSteps.size()))
        return fail(Reason::ProjectOutdated);
    return {};
}

} // namespace nodesentry
