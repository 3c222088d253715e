#include "core/project/project_labels_p.h"

#include "core/base/json_text.h"
#include "core/base/reason.h"
#include "core/labels/label_json.h"
#include "core/project/project_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry {

namespace {

constexpr auto kLabelColumns = "id, node, begin_ms, end_ms, category, note, author, confidence, metrics";

Result<Label> readLabel(const Statement& row)
{
    const auto metrics = nlohmann::json::parse(row.text(8), nullptr, false);
    if (!metrics.is_array()
        || !std::all_of(metrics.begin(), metrics.end(), [](const auto& name) { return name.is_string(); }))
        return fail(Reason::LabelDamaged, {std::to_string(row.integer(0))});
    return Label{row.integer(0),
                 row.text(1),
                 row.integer(2),
                 row.optionalInteger(3),
                 row.text(4),
                 row.text(5),
                 row.text(6),
                 row.real(7),
                 metrics.get<std::vector<std::string>>()};
}

/// Binds all columns but the id, in the order of kLabelColumns, to the parameters from 1 on.
void bindLabel(Statement& statement, const Label& label)
{
    statement.bind(1, label.node)
        .bind(2, label.begin)
        .bind(3, label.end)
        .bind(4, label.category)
        .bind(5, label.note)
        .bind(6, label.author)
        .bind(7, label.confidence)
        .bind(8, jsonText(nlohmann::json(label.metrics)));
}

Result<void> remember(const Database& database, LabelId id, const LabelChange& change)
{
    const char* action = !change.before ? "add" : change.after ? "change" : "remove";
    NODESENTRY_TRY(auto insert,
                   database.prepare("INSERT INTO label_history(at_ms, who, action, label, before, after) "
                                    "VALUES(?, ?, ?, ?, ?, ?)"));
    insert.bind(1, currentTime()).bind(2, userName()).bind(3, action).bind(4, id);
    if (change.before)
        insert.bind(5, labelToJson(*change.before));
    if (change.after)
        insert.bind(6, labelToJson(*change.after));
    return insert.run();
}

Result<LabelId> insertLabel(const Database& database, const Label& label)
{
    NODESENTRY_CHECK(checkLabel(label));
    NODESENTRY_CHECK(addClassIfNew(database, label.category));
    NODESENTRY_TRY(auto insert,
                   database.prepare("INSERT INTO labels(node, begin_ms, end_ms, category, note, author, "
                                    "confidence, metrics, id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    bindLabel(insert, label);
    if (label.id != 0)
        insert.bind(9, label.id);
    NODESENTRY_CHECK(insert.run());
    const auto id = database.lastInsertId();
    NODESENTRY_CHECK(remember(database, id, {std::nullopt, label}));
    return id;
}

Result<std::optional<Label>> findLabel(const Database& database, LabelId id)
{
    NODESENTRY_TRY(auto query,
                   database.prepare(fmt::format("SELECT {} FROM labels WHERE id = ?", kLabelColumns)));
    NODESENTRY_TRY(const bool found, query.bind(1, id).step());
    if (!found)
        return std::nullopt;
    NODESENTRY_TRY(auto label, readLabel(query));
    return label;
}

/// Whether the label is now as the change says that it was.
Result<void> checkBefore(const Database& database, const LabelChange& change)
{
    const auto id = change.before ? change.before->id : change.after->id;
    NODESENTRY_TRY(const auto stored, findLabel(database, id));
    if (change.before && !stored)
        return fail(Reason::LabelGone, {std::to_string(id)});
    if (stored != change.before)
        return fail(Reason::LabelChanged, {std::to_string(id)});
    return {};
}

Result<LabelId> applyChange(const Database& database, const LabelChange& change)
{
    if (!change.before && change.after->id == 0)
        return insertLabel(database, *change.after);
    NODESENTRY_CHECK(checkBefore(database, change));
    if (!change.before)
        return insertLabel(database, *change.after);
    const auto id = change.before->id;
    if (!change.after) {
        NODESENTRY_TRY(auto statement, database.prepare("DELETE FROM labels WHERE id = ?"));
        NODESENTRY_CHECK(statement.bind(1, id).run());
    } else {
        if (change.after->id != id)
            return fail(ErrorCode::InvalidArgument, "a label keeps its number");
        NODESENTRY_CHECK(checkLabel(*change.after));
        NODESENTRY_CHECK(addClassIfNew(database, change.after->category));
        NODESENTRY_TRY(auto update,
                       database.prepare("UPDATE labels SET node = ?, begin_ms = ?, end_ms = ?, category = ?, "
                                        "note = ?, author = ?, confidence = ?, metrics = ? WHERE id = ?"));
        bindLabel(update, *change.after);
        NODESENTRY_CHECK(update.bind(9, id).run());
    }
    NODESENTRY_CHECK(remember(database, id, change));
    return id;
}

/// @error AlreadyExists  another label says the same as @p label
Result<void> checkUnique(const Database& database, const Label& label)
{
    NODESENTRY_TRY(auto query,
                   database.prepare(fmt::format(
                       "SELECT {} FROM labels WHERE node = ? AND begin_ms = ? AND id <> ?", kLabelColumns)));
    query.bind(1, label.node).bind(2, label.begin).bind(3, label.id);
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return {};
        NODESENTRY_TRY(const auto other, readLabel(query));
        if (saySame(label, other))
            return fail(Reason::LabelExists, {label.author, label.node, label.category});
    }
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
        NODESENTRY_TRY(auto label, readLabel(query));
        labels.push_back(std::move(label));
    }
}

Result<void> applyLabelEdit(const Database& database, LabelEdit& edit)
{
    for (auto& change : edit) {
        if (!change.before && !change.after)
            return fail(ErrorCode::InvalidArgument, "a change of a label says neither before nor after");
        if (!change.before && change.after->author.empty())
            change.after->author = userName();
        NODESENTRY_TRY(const auto id, applyChange(database, change));
        if (change.after)
            change.after->id = id;
    }
    // Only now: within an edit a label may pass through a place that another one leaves.
    for (const auto& change : edit)
        if (change.after)
            NODESENTRY_CHECK(checkUnique(database, *change.after));
    return {};
}

Result<LabelEdit> Project::editLabels(LabelEdit edit)
{
    NODESENTRY_CHECK(d->change([&] { return applyLabelEdit(*d->database, edit); }));
    return edit;
}

Result<LabelId> Project::addLabel(Label label)
{
    label.id = 0;
    NODESENTRY_TRY(const auto done, editLabels({{std::nullopt, std::move(label)}}));
    return done.front().after->id;
}

Result<void> Project::updateLabel(const Label& label)
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto before, findLabel(*d->database, label.id));
    if (!before)
        return fail(Reason::LabelGone, {std::to_string(label.id)});
    NODESENTRY_CHECK(editLabels({{std::move(before), label}}));
    return {};
}

Result<void> Project::removeLabel(LabelId id)
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto before, findLabel(*d->database, id));
    if (!before)
        return fail(Reason::LabelGone, {std::to_string(id)});
    NODESENTRY_CHECK(editLabels({{std::move(before), std::nullopt}}));
    return {};
}

Result<std::vector<LabelHistoryEntry>> Project::labelHistory(LabelId id) const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query,
                   d->database->prepare("SELECT at_ms, who, before, after FROM label_history WHERE label = ? "
                                        "ORDER BY id"));
    query.bind(1, id);
    std::vector<LabelHistoryEntry> entries;
    const auto labelAt = [&](int column) -> Result<std::optional<Label>> {
        const auto text = query.text(column);
        if (text.empty())
            return std::nullopt;
        NODESENTRY_TRY(auto label, labelFromJson(text));
        label.id = id;
        return label;
    };
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return entries;
        LabelHistoryEntry entry{query.integer(0), query.text(1), {}};
        NODESENTRY_TRY(entry.change.before, labelAt(2));
        NODESENTRY_TRY(entry.change.after, labelAt(3));
        entries.push_back(std::move(entry));
    }
}

} // namespace nodesentry
