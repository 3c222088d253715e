// From an edit as it was wished to what it changes, and the rules that may forbid it.

#include "core/base/expects.h"
#include "core/base/log.h"
#include "core/clustering/edit/editable_clustering.h"
#include "core/clustering/edit/editable_clustering_p.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace nodesentry {

namespace {

std::string called(const ClusterFacts& facts)
{
    return facts.name.empty() ? fmt::format("cluster {}", facts.id)
                              : fmt::format("cluster {} ('{}')", facts.id, facts.name);
}

tl::unexpected<Error> changesNothing(const std::string& why)
{
    return fail(ErrorCode::InvalidArgument, "the edit would change nothing: " + why);
}

bool isColour(const std::string& text)
{
    return text.empty()
        || (text.size() == 7 && text[0] == '#'
            && std::all_of(text.begin() + 1, text.end(),
                           [](unsigned char digit) { return std::isxdigit(digit) != 0; }));
}

} // namespace

Result<std::vector<std::int64_t>> EditableClustering::rowsOf(const std::vector<SegmentKey>& keys) const
{
    std::set<std::int64_t> rows;
    for (const auto& key : keys) {
        const auto row = rowOf(key);
        if (row < 0)
            return fail(ErrorCode::NotFound, fmt::format("there is no segment {}", key.text()));
        rows.insert(row);
    }
    if (rows.empty())
        return fail(ErrorCode::InvalidArgument, "the edit names no segment");
    return std::vector<std::int64_t>(rows.begin(), rows.end());
}

/// Clusters that lose their last training segment disappear, and what was placed in them by hand is free.
void EditableClustering::settleEmptied(ClusterChange& change) const
{
    std::map<int, std::size_t> leaving;
    std::set<SegmentKey> placed;
    for (const auto& placement : change.placements) {
        placed.insert(placement.segment);
        if (rowOf(placement.segment) < m_segments->training)
            ++leaving[placement.from];
    }
    std::set<int> emptied;
    for (const auto& [id, count] : leaving)
        if (count == m_clusters.at(id)->rows.size())
            emptied.insert(id);
    for (const int id : emptied)
        change.clusters.push_back({*find(id), std::nullopt});
    for (auto row = static_cast<std::size_t>(m_segments->training); row < m_places.size(); ++row)
        if (m_places[row].fixed && emptied.contains(m_places[row].cluster)
            && !placed.contains(m_segments->keys[row]))
            change.placements.push_back(
                {m_segments->keys[row], m_places[row].cluster, m_places[row].cluster, true, false});
}

void EditableClustering::checkLocks(const ClusterChange& change, const ClusterEdit& edit,
                                    std::vector<std::string>& violations) const
{
    std::set<int> touched;
    for (const auto& placement : change.placements) {
        touched.insert(placement.from);
        touched.insert(placement.to);
    }
    if (edit.cluster != 0 && edit.kind != ClusterEditKind::Unlock)
        touched.insert(edit.cluster);
    for (const int id : touched)
        if (const auto* facts = find(id); facts != nullptr && facts->locked)
            violations.push_back(called(*facts) + " is locked");
}

void EditableClustering::checkLinks(const ClusterChange& change, std::vector<std::string>& violations) const
{
    if (m_links.empty())
        return;
    std::map<SegmentKey, const ClusterChange::Placement*> placed;
    for (const auto& placement : change.placements)
        placed[placement.segment] = &placement;
    // Where a segment will be; -1 where that is left to matching.
    const auto willBe = [&](const SegmentKey& key) {
        if (const auto found = placed.find(key); found != placed.end())
            return found->second->fixedAfter ? found->second->to : -1;
        const auto row = rowOf(key);
        return row >= 0 && placeOf(row).fixed ? placeOf(row).cluster : -1;
    };
    for (const auto& link : m_links) {
        if (!placed.contains(link.first) && !placed.contains(link.second))
            continue;
        const int first = willBe(link.first);
        const int second = willBe(link.second);
        if (first < 0 || second < 0 || (first == second) != link.together)
            violations.push_back(fmt::format("{} and {} must {}", link.first.text(), link.second.text(),
                                             link.together ? "stay together" : "stay apart"));
    }
}

Result<ClusterChange> EditableClustering::plan(const ClusterEdit& edit,
                                               std::vector<std::string>& violations) const
{
    using Kind = ClusterEditKind;
    const auto t = m_segments->training;
    ClusterChange change;
    const bool namesCluster = edit.kind == Kind::Move || edit.kind == Kind::Merge || edit.kind == Kind::Split
        || edit.kind == Kind::Lock || edit.kind == Kind::Unlock || edit.kind == Kind::Rename
        || edit.kind == Kind::Recolour || edit.kind == Kind::Annotate;
    NODESENTRY_EXPECTS(namesCluster || edit.cluster == 0, "a cluster only where the edit is of one");
    const auto* cluster = find(edit.cluster);
    if (namesCluster && cluster == nullptr)
        return fail(ErrorCode::NotFound, fmt::format("there is no cluster {}", edit.cluster));

    const auto place = [&](std::int64_t row, int to) {
        const auto& now = placeOf(row);
        if (!now.fixed || now.cluster != to)
            change.placements.push_back(
                {m_segments->keys[static_cast<std::size_t>(row)], now.cluster, to, now.fixed, true});
    };
    const auto setFacts = [&](ClusterFacts facts) -> Result<void> {
        if (facts == *cluster)
            return changesNothing(called(*cluster) + " is so already");
        change.clusters.push_back({*cluster, std::move(facts)});
        return {};
    };

    switch (edit.kind) {
    case Kind::Move: {
        NODESENTRY_TRY(const auto rows, rowsOf(edit.segments));
        for (const auto row : rows)
            place(row, edit.cluster);
        if (change.placements.empty())
            return changesNothing("all of these segments are in " + called(*cluster));
        break;
    }
    case Kind::Release: {
        NODESENTRY_TRY(const auto rows, rowsOf(edit.segments));
        for (const auto row : rows) {
            const auto& key = m_segments->keys[static_cast<std::size_t>(row)];
            if (row < t)
                return fail(ErrorCode::InvalidArgument,
                            fmt::format("segment {} is in training and cannot be matched", key.text()),
                            "move it to another cluster instead");
            if (const auto& now = placeOf(row); now.fixed)
                change.placements.push_back({key, now.cluster, now.cluster, true, false});
        }
        if (change.placements.empty())
            return changesNothing("none of these segments was placed by hand");
        break;
    }
    case Kind::Merge: {
        if (edit.others.empty())
            return fail(ErrorCode::InvalidArgument, "a merge needs two clusters");
        for (const int other : edit.others) {
            if (find(other) == nullptr)
                return fail(ErrorCode::NotFound, fmt::format("there is no cluster {}", other));
            if (other == edit.cluster)
                return fail(ErrorCode::InvalidArgument,
                            fmt::format("cluster {} cannot be merged with itself", other));
        }
        const std::set<int> others(edit.others.begin(), edit.others.end());
        for (std::size_t row = 0; row < m_places.size(); ++row)
            if (m_places[row].fixed && others.contains(m_places[row].cluster))
                place(static_cast<std::int64_t>(row), edit.cluster);
        break;
    }
    case Kind::Split:
    case Kind::Create: {
        NODESENTRY_TRY(const auto rows, rowsOf(edit.segments));
        if (std::none_of(rows.begin(), rows.end(), [&](std::int64_t row) { return row < t; }))
            return fail(ErrorCode::InvalidArgument, "a new cluster needs a segment of the training range",
                        "matched segments can be moved to a cluster that there is");
        if (edit.kind == Kind::Split) {
            std::size_t training = 0;
            for (const auto row : rows) {
                if (placeOf(row).cluster != edit.cluster)
                    return fail(ErrorCode::InvalidArgument,
                                fmt::format("segment {} is not in {}",
                                            m_segments->keys[static_cast<std::size_t>(row)].text(),
                                            called(*cluster)));
                training += row < t ? 1 : 0;
            }
            if (training == m_clusters.at(edit.cluster)->rows.size())
                return fail(ErrorCode::InvalidArgument,
                            "all training segments of " + called(*cluster) + " would leave it",
                            "leave at least one of them out");
        }
        ClusterFacts created;
        created.id = m_nextId;
        created.name = edit.text;
        change.clusters.push_back({std::nullopt, created});
        for (const auto row : rows)
            place(row, m_nextId);
        break;
    }
    case Kind::Lock:
    case Kind::Unlock: {
        auto facts = *cluster;
        facts.locked = edit.kind == Kind::Lock;
        NODESENTRY_CHECK(setFacts(std::move(facts)));
        break;
    }
    case Kind::Rename:
    case Kind::Recolour:
    case Kind::Annotate: {
        auto facts = *cluster;
        (edit.kind == Kind::Rename         ? facts.name
             : edit.kind == Kind::Recolour ? facts.colour
                                           : facts.note)
            = edit.text;
        if (!isColour(facts.colour))
            return fail(ErrorCode::InvalidArgument, fmt::format("'{}' is no colour", edit.text),
                        "write it as #rrggbb, or leave it empty for a colour of the program's choice");
        NODESENTRY_CHECK(setFacts(std::move(facts)));
        break;
    }
    case Kind::MustLink:
    case Kind::CannotLink:
    case Kind::Unlink: {
        NODESENTRY_TRY(const auto rows, rowsOf(edit.segments));
        if (rows.size() != 2)
            return fail(ErrorCode::InvalidArgument, "a link is between two segments");
        auto first = edit.segments.front();
        auto second = edit.segments.back();
        if (second < first)
            std::swap(first, second);
        if (edit.kind == Kind::Unlink) {
            for (const bool together : {false, true})
                if (const SegmentLink link{first, second, together};
                    std::binary_search(m_links.begin(), m_links.end(), link))
                    change.links.push_back({link, true, false});
            if (change.links.empty())
                return changesNothing("the two segments are not linked");
            break;
        }
        const SegmentLink link{first, second, edit.kind == Kind::MustLink};
        if (std::binary_search(m_links.begin(), m_links.end(), link))
            return changesNothing("the two segments are linked so already");
        for (const auto row : rows)
            if (!placeOf(row).fixed)
                violations.push_back(
                    m_segments->keys[static_cast<std::size_t>(row)].text()
                    + " is matched anew whenever clusters change; move it to its cluster first");
        if ((placeOf(rows[0]).cluster == placeOf(rows[1]).cluster) != link.together)
            violations.push_back(fmt::format("{} and {} are in {} now; move one of them first", first.text(),
                                             second.text(),
                                             link.together ? "different clusters" : "the same cluster"));
        change.links.push_back({link, false, true});
        break;
    }
    }
    settleEmptied(change);
    checkLocks(change, edit, violations);
    checkLinks(change, violations);
    // As the journal reads it back.
    std::sort(change.clusters.begin(), change.clusters.end(), [](const auto& a, const auto& b) {
        return (a.before ? a.before->id : a.after->id) < (b.before ? b.before->id : b.after->id);
    });
    return change;
}

Result<ClusterChange> EditableClustering::apply(const ClusterEdit& edit, const RunContext& context)
{
    std::vector<std::string> violations;
    NODESENTRY_TRY(auto change, plan(edit, violations));
    if (!violations.empty())
        return fail(
            ErrorCode::InvalidArgument,
            violations.front()
                + (violations.size() == 1 ? "" : fmt::format(" (and {} more)", violations.size() - 1)),
            "locks and links are respected until they are taken away");
    NODESENTRY_CHECK(apply(change, context));
    return change;
}

} // namespace nodesentry
