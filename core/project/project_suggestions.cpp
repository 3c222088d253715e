// What programs suggest to label, and what people decide about it.

#include "core/base/json_text.h"
#include "core/base/reason.h"
#include "core/labels/label_json.h"
#include "core/labels/seen.h"
#include "core/project/project_labels_p.h"
#include "core/project/project_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <tuple>

namespace nodesentry {

namespace {

constexpr auto kColumns
    = "id, source, node, begin_ms, end_ms, peak_ms, strength, category, metrics, state, who, decided_ms";

const char* stateName(SuggestionState state)
{
    switch (state) {
    case SuggestionState::Pending:
        return "pending";
    case SuggestionState::Accepted:
        return "accepted";
    case SuggestionState::Rejected:
        return "rejected";
    }
    return "";
}

SuggestionState stateOf(const std::string& name)
{
    // The table admits no other names.
    return name == "accepted" ? SuggestionState::Accepted
        : name == "rejected"  ? SuggestionState::Rejected
                              : SuggestionState::Pending;
}

Result<Suggestion> readSuggestion(const Statement& row)
{
    const auto metrics = nlohmann::json::parse(row.text(8), nullptr, false);
    if (!metrics.is_array()
        || !std::all_of(metrics.begin(), metrics.end(), [](const auto& m) { return m.is_number_integer(); }))
        return fail(Reason::SuggestionDamaged, {std::to_string(row.integer(0))});
    Suggestion suggestion;
    suggestion.id = row.integer(0);
    suggestion.source = row.text(1);
    suggestion.node = row.text(2);
    suggestion.range = {row.integer(3), row.integer(4)};
    suggestion.peak = row.integer(5);
    suggestion.strength = row.real(6);
    suggestion.category = row.text(7);
    suggestion.metrics = metrics.get<std::vector<int>>();
    suggestion.state = stateOf(row.text(9));
    suggestion.who = row.text(10);
    suggestion.decided = row.integer(11);
    return suggestion;
}

/// Reads all rows of a query.
Result<std::vector<Suggestion>> readAll(Statement& query)
{
    std::vector<Suggestion> suggestions;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return suggestions;
        NODESENTRY_TRY(auto suggestion, readSuggestion(query));
        suggestions.push_back(std::move(suggestion));
    }
}

/// Writes a suggestion in the place of the one with its id; a new one (id 0) gets an id.
Result<void> store(const Database& database, const Suggestion& suggestion)
{
    if (suggestion.source.empty() || suggestion.node.empty() || suggestion.range.length() <= 0
        || !(suggestion.strength > 0.0))
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("a suggestion on '{}' has no source, length or strength", suggestion.node));
    NODESENTRY_TRY(auto insert,
                   database.prepare(fmt::format("INSERT OR REPLACE INTO suggestions({}) "
                                                "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                                kColumns)));
    if (suggestion.id != 0)
        insert.bind(1, suggestion.id);
    return insert.bind(2, suggestion.source)
        .bind(3, suggestion.node)
        .bind(4, suggestion.range.begin)
        .bind(5, suggestion.range.end)
        .bind(6, suggestion.peak)
        .bind(7, suggestion.strength)
        .bind(8, suggestion.category)
        .bind(9, jsonText(nlohmann::json(suggestion.metrics)))
        .bind(10, stateName(suggestion.state))
        .bind(11, suggestion.who)
        .bind(12, suggestion.decided)
        .run();
}

Result<void> applyChange(const Database& database, const SuggestionChange& change)
{
    NODESENTRY_TRY(auto query,
                   database.prepare(fmt::format("SELECT {} FROM suggestions WHERE id = ?", kColumns)));
    NODESENTRY_TRY(const auto stored, readAll(query.bind(1, change.before.id)));
    // Strength and metrics may have been computed anew meanwhile.
    if (!stored.empty()
        && (stored.front().state != change.before.state || stored.front().range != change.before.range))
        return fail(Reason::SuggestionChanged, {std::to_string(change.before.id)});
    auto after = change.after;
    after.id = change.before.id;
    return store(database, after);
}

} // namespace

Result<std::vector<Suggestion>> Project::suggestions() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query,
                   d->database->prepare(
                       fmt::format("SELECT {} FROM suggestions ORDER BY node, begin_ms, id", kColumns)));
    return readAll(query);
}

Result<std::map<std::string, SuggestionSource>> Project::suggestionSources() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query,
                   d->database->prepare("SELECT source, fingerprint, factor FROM suggestion_sources"));
    std::map<std::string, SuggestionSource> sources;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return sources;
        sources[query.text(0)] = {query.text(1), query.real(2)};
    }
}

Result<std::map<LabelId, std::string>> Project::suggestedLabels() const
{
    const std::lock_guard guard(d->mutex);
    using Place = std::tuple<std::string, TimeMs, TimeMs>;
    std::map<Place, std::string> accepted;
    NODESENTRY_TRY(
        auto query,
        d->database->prepare(fmt::format("SELECT {} FROM suggestions WHERE state = 'accepted'", kColumns)));
    NODESENTRY_TRY(const auto suggestions, readAll(query));
    for (const auto& item : suggestions)
        if (!item.isSimilar())
            accepted.emplace(Place(item.node, item.range.begin, item.range.end), item.source);
    std::map<LabelId, std::string> labels;
    if (accepted.empty())
        return labels;
    // Accepting gives a label the times of the suggestion. Its edges may have been moved later, so it is the
    // begin of its history that tells.
    NODESENTRY_TRY(auto history,
                   d->database->prepare("SELECT h.label, h.after FROM label_history h JOIN labels l "
                                        "ON l.id = h.label WHERE h.action = 'add'"));
    for (;;) {
        NODESENTRY_TRY(const bool row, history.step());
        if (!row)
            return labels;
        NODESENTRY_TRY(const auto label, labelFromJson(history.text(1)));
        if (!label.end || label.author == kImported)
            continue;
        const auto found = accepted.find(Place(label.node, label.begin, *label.end));
        if (found != accepted.end())
            labels.emplace(history.integer(0), found->second);
    }
}

Result<void> Project::offerSuggestions(const SuggestionOffer& offer)
{
    return d->change([&]() -> Result<void> {
        const auto& database = *d->database;
        std::map<std::string, std::vector<TimeRange>> judged; ///< or touched, by node
        NODESENTRY_TRY(
            auto query,
            database.prepare(fmt::format("SELECT {} FROM suggestions WHERE source = ?", kColumns)));
        NODESENTRY_TRY(const auto before, readAll(query.bind(1, offer.source)));
        using Place = std::tuple<std::string, TimeMs, TimeMs>;
        const auto placeOf = [](const Suggestion& s) { return Place(s.node, s.range.begin, s.range.end); };
        std::map<Place, SuggestionId> waiting;
        for (const auto& old : before) {
            if (!old.who.empty()) {
                judged[old.node].push_back(old.range);
                continue;
            }
            const bool asked = !offer.nodes
                || std::find(offer.nodes->begin(), offer.nodes->end(), old.node) != offer.nodes->end();
            if (asked)
                waiting[placeOf(old)] = old.id;
        }
        for (auto& [node, stretches] : judged)
            stretches = joined(std::move(stretches));
        for (auto suggestion : offer.suggestions) {
            if (suggestion.source != offer.source || suggestion.state != SuggestionState::Pending)
                return fail(ErrorCode::InvalidArgument, "a source offers its own suggestions, undecided");
            const auto known = judged.find(suggestion.node);
            if (known != judged.end() && mostlyCovered(suggestion.range, known->second))
                continue;
            suggestion.id = 0;
            if (const auto same = waiting.find(placeOf(suggestion)); same != waiting.end()) {
                suggestion.id = same->second;
                waiting.erase(same);
            }
            NODESENTRY_CHECK(store(database, suggestion));
        }
        NODESENTRY_TRY(auto remove, database.prepare("DELETE FROM suggestions WHERE id = ?"));
        for (const auto& [place, id] : waiting)
            NODESENTRY_CHECK(remove.bind(1, id).run());
        NODESENTRY_TRY(auto note,
                       database.prepare("INSERT OR REPLACE INTO suggestion_sources(source, fingerprint, "
                                        "factor) VALUES(?, ?, ?)"));
        return note.bind(1, offer.source).bind(2, offer.asked.fingerprint).bind(3, offer.asked.factor).run();
    });
}

Result<ReviewEdit> Project::editReview(ReviewEdit edit)
{
    NODESENTRY_CHECK(d->change([&]() -> Result<void> {
        NODESENTRY_CHECK(applyLabelEdit(*d->database, edit.labels));
        for (const auto& change : edit.suggestions)
            NODESENTRY_CHECK(applyChange(*d->database, change));
        return {};
    }));
    return edit;
}

} // namespace nodesentry
