// The kinds of labels, and what people have looked at.

#include "core/base/reason.h"
#include "core/labels/label_class.h"
#include "core/labels/seen.h"
#include "core/project/project_labels_p.h"
#include "core/project/project_p.h"

#include <spdlog/fmt/fmt.h>

namespace nodesentry {

namespace {

Result<std::vector<LabelClass>> readClasses(const Database& database)
{
    NODESENTRY_TRY(auto query,
                   database.prepare("SELECT name, title, colour, key FROM label_classes ORDER BY position"));
    std::vector<LabelClass> classes;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return classes;
        classes.push_back({query.text(0), query.text(1), query.text(2), static_cast<int>(query.integer(3))});
    }
}

Result<void> appendClass(const Database& database, const LabelClass& item)
{
    NODESENTRY_TRY(
        auto insert,
        database.prepare("INSERT INTO label_classes(name, title, colour, key, position) VALUES(?, ?, ?, "
                         "?, (SELECT COALESCE(MAX(position), -1) + 1 FROM label_classes))"));
    return insert.bind(1, item.name)
        .bind(2, item.title)
        .bind(3, item.colour)
        .bind(4, std::int64_t{item.key})
        .run();
}

Result<std::vector<std::string>> usedClasses(const Database& database)
{
    NODESENTRY_TRY(auto query, database.prepare("SELECT DISTINCT category FROM labels ORDER BY category"));
    std::vector<std::string> names;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return names;
        names.push_back(query.text(0));
    }
}

Result<std::vector<TimeRange>> seenBy(const Database& database, const std::string& node,
                                      const std::string& author)
{
    NODESENTRY_TRY(auto query,
                   database.prepare("SELECT begin_ms, end_ms FROM seen WHERE node = ? AND author = ? "
                                    "ORDER BY begin_ms"));
    query.bind(1, node).bind(2, author);
    std::vector<TimeRange> ranges;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return ranges;
        ranges.push_back({query.integer(0), query.integer(1)});
    }
}

Result<void> storeSeen(const Database& database, const std::string& node, const std::string& author,
                       const std::vector<TimeRange>& ranges)
{
    NODESENTRY_TRY(auto remove, database.prepare("DELETE FROM seen WHERE node = ? AND author = ?"));
    NODESENTRY_CHECK(remove.bind(1, node).bind(2, author).run());
    NODESENTRY_TRY(auto insert,
                   database.prepare("INSERT INTO seen(node, author, begin_ms, end_ms) VALUES(?, ?, ?, ?)"));
    for (const auto& range : ranges)
        NODESENTRY_CHECK(insert.bind(1, node).bind(2, author).bind(3, range.begin).bind(4, range.end).run());
    return {};
}

} // namespace

Result<void> addClassIfNew(const Database& database, const std::string& name)
{
    NODESENTRY_TRY(auto query, database.prepare("SELECT 1 FROM label_classes WHERE name = ?"));
    NODESENTRY_TRY(const bool known, query.bind(1, name).step());
    if (known)
        return {};
    NODESENTRY_TRY(const auto classes, readClasses(database));
    return appendClass(database, newLabelClass(name, classes));
}

Result<void> seedClasses(const Database& database)
{
    NODESENTRY_TRY(const auto count, database.queryInteger("SELECT COUNT(*) FROM label_classes"));
    if (count > 0)
        return {};
    return database.transaction([&]() -> Result<void> {
        for (const auto& item : defaultLabelClasses())
            NODESENTRY_CHECK(appendClass(database, item));
        NODESENTRY_TRY(const auto used, usedClasses(database));
        for (const auto& name : used)
            NODESENTRY_CHECK(addClassIfNew(database, name));
        return {};
    });
}

Result<std::vector<LabelClass>> Project::labelClasses() const
{
    const std::lock_guard guard(d->mutex);
    return readClasses(*d->database);
}

Result<void> Project::setLabelClasses(const std::vector<LabelClass>& classes)
{
    NODESENTRY_CHECK(checkLabelClasses(classes));
    return d->change([&]() -> Result<void> {
        NODESENTRY_TRY(const auto used, usedClasses(*d->database));
        for (const auto& name : used)
            if (indexOfClass(classes, name) < 0)
                return fail(Reason::ClassInUse, {name});
        NODESENTRY_CHECK(d->database->execute("DELETE FROM label_classes"));
        for (const auto& item : classes)
            NODESENTRY_CHECK(appendClass(*d->database, item));
        return {};
    });
}

Result<std::vector<SeenStretch>> Project::seen() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query,
                   d->database->prepare(
                       "SELECT node, author, begin_ms, end_ms FROM seen ORDER BY node, author, begin_ms"));
    std::vector<SeenStretch> stretches;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return stretches;
        stretches.push_back({query.text(0), query.text(1), {query.integer(2), query.integer(3)}});
    }
}

Result<void> Project::markSeen(const SeenStretch& stretch, bool seen)
{
    if (stretch.node.empty() || stretch.range.length() <= 0)
        return fail(ErrorCode::InvalidArgument, "what was looked at needs a node and a stretch of time");
    const auto author = stretch.author.empty() ? userName() : stretch.author;
    return d->change([&]() -> Result<void> {
        NODESENTRY_TRY(auto ranges, seenBy(*d->database, stretch.node, author));
        if (seen)
            ranges.push_back(stretch.range);
        else
            ranges = without(ranges, stretch.range);
        return storeSeen(*d->database, stretch.node, author, joined(std::move(ranges)));
    });
}

} // namespace nodesentry
