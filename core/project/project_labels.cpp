#include "core/project/project_labels_p.h"

#include "core/project/project_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

namespace nodesentry {

namespace {

std::string asJson(const Label& label)
{
    nlohmann::json json{{"node", label.node}, {"begin_ms", label.begin}, {"category", label.category},
                        {"note", label.note}, {"author", label.author},  {"end_ms", nullptr}};
    if (label.end)
        json["end_ms"] = *label.end;
    return json.dump();
}

Label readLabel(const Statement& row)
{
    return {row.integer(0), row.text(1), row.integer(2), row.optionalInteger(3),
            row.text(4),    row.text(5), row.text(6)};
}

constexpr auto kLabelColumns = "id, node, begin_ms, end_ms, category, note, author";

Result<void> remember(const Database& database, const char* action, LabelId id,
                      const std::optional<std::string>& before, const std::optional<std::string>& after)
{
    NODESENTRY_TRY(auto insert,
                   database.prepare("INSERT INTO label_history(at_ms, who, action, label, before, after) "
                                    "VALUES(?, ?, ?, ?, ?, ?)"));
    insert.bind(1, currentTime()).bind(2, currentUser()).bind(3, action).bind(4, id);
    if (before)
        insert.bind(5, *before);
    if (after)
        insert.bind(6, *after);
    return insert.run();
}

Result<void> checkLabel(const Label& label)
{
    if (label.node.empty() || label.category.empty())
        return fail(ErrorCode::InvalidArgument, "a label needs a node and a category");
    if (label.end && *label.end <= label.begin)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("the label on '{}' ends at {}, which is not after its start at {}",
                                label.node, formatUtc(*label.end), formatUtc(label.begin)));
    return {};
}

Result<LabelId> insertLabel(const Database& database, const Label& label)
{
    NODESENTRY_CHECK(checkLabel(label));
    NODESENTRY_TRY(auto insert,
                   database.prepare("INSERT INTO labels(node, begin_ms, end_ms, category, note, author) "
                                    "VALUES(?, ?, ?, ?, ?, ?)"));
    NODESENTRY_CHECK(insert.bind(1, label.node)
                         .bind(2, label.begin)
                         .bind(3, label.end)
                         .bind(4, label.category)
                         .bind(5, label.note)
                         .bind(6, label.author)
                         .run());
    const auto id = database.lastInsertId();
    NODESENTRY_CHECK(remember(database, "add", id, std::nullopt, asJson(label)));
    return id;
}

Result<Label> findLabel(const Database& database, LabelId id)
{
    NODESENTRY_TRY(auto query,
                   database.prepare(fmt::format("SELECT {} FROM labels WHERE id = ?", kLabelColumns)));
    NODESENTRY_TRY(const bool found, query.bind(1, id).step());
    if (!found)
        return fail(ErrorCode::NotFound, fmt::format("there is no label {}", id));
    return readLabel(query);
}

} // namespace

Result<void> insertLabelIfNew(const Database& database, const Label& label)
{
    NODESENTRY_TRY(auto query,
                   database.prepare("SELECT 1 FROM labels WHERE node = ? AND begin_ms = ? AND end_ms IS ? "
                                    "AND category = ?"));
    NODESENTRY_TRY(
        const bool known,
        query.bind(1, label.node).bind(2, label.begin).bind(3, label.end).bind(4, label.category).step());
    if (known)
        return {};
    NODESENTRY_CHECK(insertLabel(database, label));
    return {};
}

Result<std::vector<Label>> Project::labels() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query,
                   d->database->prepare(
                       fmt::format("SELECT {} FROM labels ORDER BY node, begin_ms, id", kLabelColumns)));
    std::vector<Label> labels;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return labels;
        labels.push_back(readLabel(query));
    }
}

Result<LabelId> Project::addLabel(Label label)
{
    if (label.author.empty())
        label.author = currentUser();
    LabelId id = 0;
    NODESENTRY_CHECK(d->change([&]() -> Result<void> {
        NODESENTRY_TRY(id, insertLabel(*d->database, label));
        return {};
    }));
    return id;
}

Result<void> Project::updateLabel(const Label& label)
{
    return d->change([&]() -> Result<void> {
        NODESENTRY_CHECK(checkLabel(label));
        NODESENTRY_TRY(const auto before, findLabel(*d->database, label.id));
        NODESENTRY_TRY(
            auto update,
            d->database->prepare("UPDATE labels SET node = ?, begin_ms = ?, end_ms = ?, category = ?, "
                                 "note = ?, author = ? WHERE id = ?"));
        NODESENTRY_CHECK(update.bind(1, label.node)
                             .bind(2, label.begin)
                             .bind(3, label.end)
                             .bind(4, label.category)
                             .bind(5, label.note)
                             .bind(6, label.author)
                             .bind(7, label.id)
                             .run());
        return remember(*d->database, "change", label.id, asJson(before), asJson(label));
    });
}

Result<void> Project::removeLabel(LabelId id)
{
    return d->change([&]() -> Result<void> {
        NODESENTRY_TRY(const auto before, findLabel(*d->database, id));
        NODESENTRY_TRY(auto statement, d->database->prepare("DELETE FROM labels WHERE id = ?"));
        NODESENTRY_CHECK(statement.bind(1, id).run());
        return remember(*d->database, "remove", id, asJson(before), std::nullopt);
    });
}

} // namespace nodesentry
