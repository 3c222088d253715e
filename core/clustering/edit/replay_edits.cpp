#include "core/clustering/edit/replay_edits.h"

#include "core/base/log.h"

#include <spdlog/fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

namespace nodesentry {

namespace {

using Kind = ClusterEditKind;

/// Segments named in a detail; more are counted.
constexpr std::size_t kNamedSegments = 3;

std::string listed(const std::vector<SegmentKey>& keys)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(keys.size(), kNamedSegments); ++i)
        names.push_back(keys[i].text());
    if (keys.size() > kNamedSegments)
        names.push_back(fmt::format("{} more", keys.size() - kNamedSegments));
    return fmt::format("{}", fmt::join(names, ", "));
}

/// How two groupings of the same segments overlap.
struct Overlap {
    std::map<int, std::map<int, std::size_t>> shared; ///< by old, then new cluster
    std::map<int, std::size_t> oldSize;
    std::map<int, std::size_t> newSize;

    void add(int before, int now)
    {
        ++shared[before][now];
        ++oldSize[before];
        ++newSize[now];
    }

    /// The new cluster that has more than half of an old one.
    [[nodiscard]] std::optional<int> home(int before) const
    {
        if (const auto found = shared.find(before); found != shared.end())
            for (const auto& [now, count] : found->second)
                if (2 * count > oldSize.at(before))
                    return now;
        return std::nullopt;
    }

    /// home(), if the old cluster makes more than half of it in turn.
    [[nodiscard]] std::optional<int> counterpart(int before) const
    {
        const auto now = home(before);
        return now && 2 * shared.at(before).at(*now) > newSize.at(*now) ? now : std::nullopt;
    }
};

class Replay {
public:
    Replay(std::map<SegmentKey, int> placesBefore, EditableClustering& clustering, const RunContext& context)
        : m_old(std::move(placesBefore)),
          m_clustering(clustering),
          m_context(context)
    {
        for (const auto& [key, cluster] : m_old) {
            const auto row = m_clustering.rowOf(key);
            if (row >= 0 && m_clustering.placeOf(row).cluster >= 0)
                m_overlap.add(cluster, m_clustering.placeOf(row).cluster);
        }
        for (const auto& [id, size] : m_overlap.oldSize)
            if (const auto now = m_overlap.counterpart(id))
                m_counterpart[id] = *now;
    }

    Result<ReplayedEdit> again(const PastEdit& past)
    {
        m_result = {};
        NODESENTRY_CHECK(replay(past));
        for (const auto& placement : past.change.placements) {
            if (placement.fixedAfter)
                m_old[placement.segment] = placement.to;
            else
                m_old.erase(placement.segment);
        }
        return std::move(m_result);
    }

private:
    void conflict(std::string why)
    {
        m_result.outcome = ReplayOutcome::Conflict;
        m_result.detail = std::move(why);
    }
    void partly(const std::string& what)
    {
        m_result.outcome = ReplayOutcome::Partly;
        m_result.detail += (m_result.detail.empty() ? "" : "; ") + what;
    }
    void holds() { m_result.outcome = ReplayOutcome::Holds; }

    /// @return whether it was done; otherwise the conflict is noted
    /// @error Cancelled
    Result<bool> apply(const ClusterEdit& edit)
    {
        auto change = m_clustering.apply(edit, m_context);
        if (change) {
            m_result.done.push_back({edit, std::move(*change)});
            return true;
        }
        if (change.error().code == ErrorCode::Cancelled)
            return tl::unexpected(change.error());
        conflict(change.error().message);
        return false;
    }

    std::optional<int> counterpart(int id)
    {
        if (const auto found = m_counterpart.find(id);
            found != m_counterpart.end() && m_clustering.find(found->second) != nullptr)
            return found->second;
        const auto home = m_overlap.home(id);
        conflict(fmt::format("cluster {} has no counterpart: {}", id,
                             home ? fmt::format("most of it is in cluster {}, with more of others", *home)
                                  : std::string("its segments are gone or spread over several clusters")));
        return std::nullopt;
    }

    /// The segments that are still there; what is missing is noted.
    std::vector<SegmentKey> present(const std::vector<SegmentKey>& keys)
    {
        std::vector<SegmentKey> there;
        std::vector<SegmentKey> missing;
        for (const auto& key : keys)
            (m_clustering.rowOf(key) >= 0 ? there : missing).push_back(key);
        if (there.empty())
            conflict("none of its segments is there any more");
        else if (!missing.empty())
            partly("no longer there: " + listed(missing));
        return there;
    }

    [[nodiscard]] const SegmentPlace& placeOf(const SegmentKey& key) const
    {
        return m_clustering.placeOf(m_clustering.rowOf(key));
    }

    Result<void> replay(const PastEdit& past)
    {
        const auto& edit = past.edit;
        switch (edit.kind) {
        case Kind::Move:
            return move(edit);
        case Kind::Release:
            return release(edit);
        case Kind::Merge:
            return merge(edit);
        case Kind::Split:
        case Kind::Create:
            return part(past);
        case Kind::Lock:
            return lock(edit);
        case Kind::Unlock:
        case Kind::Rename:
        case Kind::Recolour:
        case Kind::Annotate:
            return setFacts(edit);
        case Kind::MustLink:
        case Kind::CannotLink:
            return link(edit);
        case Kind::Unlink:
            return unlink(edit);
        }
        return {};
    }

    Result<void> move(ClusterEdit edit)
    {
        const auto target = counterpart(edit.cluster);
        if (!target)
            return {};
        edit.cluster = *target;
        edit.segments = present(edit.segments);
        if (edit.segments.empty())
            return {};
        std::erase_if(edit.segments, [&](const SegmentKey& key) {
            return placeOf(key).fixed && placeOf(key).cluster == *target;
        });
        if (edit.segments.empty()) {
            if (m_result.outcome == ReplayOutcome::Applied)
                holds();
            return {};
        }
        NODESENTRY_CHECK(apply(edit));
        return {};
    }

    Result<void> release(ClusterEdit edit)
    {
        edit.segments = present(edit.segments);
        std::erase_if(edit.segments, [&](const SegmentKey& key) {
            return m_clustering.rowOf(key) < m_clustering.segments().training || !placeOf(key).fixed;
        });
        if (!edit.segments.empty()) {
            NODESENTRY_CHECK(apply(edit));
        } else if (m_result.outcome == ReplayOutcome::Applied)
            holds();
        return {};
    }

    Result<void> merge(ClusterEdit edit)
    {
        auto others = std::move(edit.others);
        edit.others.clear();
        const auto home = m_overlap.home(edit.cluster);
        std::erase_if(others, [&](int id) { return home && m_overlap.home(id) == home; });
        if (others.empty()) {
            m_counterpart[edit.cluster] = *home;
            holds();
            return {};
        }
        const auto target = counterpart(edit.cluster);
        if (!target)
            return {};
        edit.cluster = *target;
        std::vector<int> lost;
        for (const int id : others) {
            if (const auto other = counterpart(id); !other)
                lost.push_back(id);
            else if (*other != *target)
                edit.others.push_back(*other);
        }
        if (edit.others.empty())
            return {}; // the conflict of the last one is noted
        m_result = {};
        if (!lost.empty())
            partly(fmt::format("no counterpart of cluster {}", fmt::join(lost, ", ")));
        NODESENTRY_CHECK(apply(edit));
        return {};
    }

    /// Split and Create: segments become a cluster of their own.
    Result<void> part(const PastEdit& past)
    {
        ClusterEdit edit = past.edit;
        const int created = *past.change.createdCluster();
        edit.segments = present(edit.segments);
        if (edit.segments.empty())
            return {};
        // Where they are now, and whether they have that place to themselves.
        std::map<int, std::vector<SegmentKey>> byCluster;
        for (const auto& key : edit.segments)
            byCluster[placeOf(key).cluster].push_back(key);
        const auto most
            = std::max_element(byCluster.begin(), byCluster.end(), [](const auto& a, const auto& b) {
                  return a.second.size() < b.second.size();
              });
        const bool together = 2 * most->second.size() > edit.segments.size();
        std::size_t companions = 0;
        if (together && most->first >= 0)
            for (const auto row : m_clustering.trainingRowsOf(most->first))
                companions
                    += m_old.contains(m_clustering.segments().keys[static_cast<std::size_t>(row)]) ? 1 : 0;
        if (together && 2 * most->second.size() > companions) {
            m_counterpart[created] = most->first;
            if (most->second.size() == edit.segments.size() && m_result.outcome == ReplayOutcome::Applied)
                holds();
            else
                partly(fmt::format("cluster {} has most of them by itself", most->first));
            return {};
        }
        if (edit.kind == Kind::Split) {
            if (!together) {
                conflict("its segments are spread over several clusters");
                return {};
            }
            if (most->second.size() < edit.segments.size())
                partly(fmt::format("{} of {} segments are in other clusters",
                                   edit.segments.size() - most->second.size(), edit.segments.size()));
            edit.cluster = most->first;
            edit.segments = most->second;
        }
        NODESENTRY_TRY(const bool done, apply(edit));
        if (done)
            m_counterpart[created] = *m_result.done.back().change.createdCluster();
        return {};
    }

    Result<void> lock(ClusterEdit edit)
    {
        const auto target = counterpart(edit.cluster);
        if (!target)
            return {};
        std::vector<SegmentKey> taken;
        for (const auto& [key, cluster] : m_old)
            if (cluster == edit.cluster && m_clustering.rowOf(key) >= 0
                && (!placeOf(key).fixed || placeOf(key).cluster != *target)
                && m_clustering.rowOf(key) < m_clustering.segments().training)
                taken.push_back(key);
        edit.cluster = *target;
        if (!taken.empty()) {
            NODESENTRY_TRY(const bool done, apply({Kind::Move, *target, {}, taken, {}}));
            if (!done)
                return {};
            m_result.detail = "brought back: " + listed(taken);
        }
        NODESENTRY_CHECK(apply(edit));
        return {};
    }

    Result<void> setFacts(ClusterEdit edit)
    {
        const auto target = counterpart(edit.cluster);
        if (!target)
            return {};
        edit.cluster = *target;
        const auto* facts = m_clustering.find(*target);
        const bool same = (edit.kind == Kind::Unlock && !facts->locked)
            || (edit.kind == Kind::Rename && facts->name == edit.text)
            || (edit.kind == Kind::Recolour && facts->colour == edit.text)
            || (edit.kind == Kind::Annotate && facts->note == edit.text);
        if (same)
            holds();
        else {
            NODESENTRY_CHECK(apply(edit));
        }
        return {};
    }

    /// The cluster other than its own whose centroid is nearest; nothing where there is no other.
    std::optional<int> nearestOther(const SegmentKey& key) const
    {
        const auto row = m_clustering.rowOf(key);
        const auto& segments = m_clustering.segments();
        const bool training = row < segments.training;
        const Eigen::VectorXd features
            = training ? segments.whole.row(row).transpose() : segments.prefix.row(row).transpose();
        const auto library = m_clustering.library();
        std::optional<int> nearest;
        double least = std::numeric_limits<double>::infinity();
        for (const auto& entry : library.entries()) {
            const double distance = (features - (training ? entry.centroid : entry.matchCentroid)).norm();
            if (entry.id != m_clustering.placeOf(row).cluster && distance < least) {
                least = distance;
                nearest = entry.id;
            }
        }
        return nearest;
    }

    Result<void> link(const ClusterEdit& edit)
    {
        if (present(edit.segments).size() < 2) {
            conflict("one of its segments is not there any more");
            return {};
        }
        const auto& first = edit.segments.front();
        const auto& second = edit.segments.back();
        const bool together = edit.kind == Kind::MustLink;
        if ((placeOf(first).cluster == placeOf(second).cluster) != together) {
            const auto target = together ? std::optional(placeOf(first).cluster) : nearestOther(second);
            if (!target || *target < 0) {
                conflict("there is no cluster that the second segment could go to");
                return {};
            }
            NODESENTRY_TRY(const bool done, apply({Kind::Move, *target, {}, {second}, {}}));
            if (!done)
                return {};
            m_result.detail = fmt::format("{} was moved to cluster {}", second.text(), *target);
        }
        NODESENTRY_CHECK(apply(edit));
        return {};
    }

    Result<void> unlink(const ClusterEdit& edit)
    {
        const auto isOfThese = [&](const SegmentLink& known) {
            return std::set{known.first, known.second}
            == std::set{edit.segments.front(), edit.segments.back()};
        };
        if (std::any_of(m_clustering.links().begin(), m_clustering.links().end(), isOfThese)) {
            NODESENTRY_CHECK(apply(edit));
        } else
            holds();
        return {};
    }

    std::map<SegmentKey, int> m_old;
    EditableClustering& m_clustering;
    const RunContext& m_context;
    Overlap m_overlap;
    std::map<int, int> m_counterpart;
    ReplayedEdit m_result;
};

} // namespace

const char* replayOutcomeName(ReplayOutcome outcome)
{
    switch (outcome) {
    case ReplayOutcome::Applied:
        return "applied";
    case ReplayOutcome::Partly:
        return "partly";
    case ReplayOutcome::Holds:
        return "holds";
    case ReplayOutcome::Conflict:
        return "conflict";
    }
    return "";
}

Result<std::vector<ReplayedEdit>> replayEdits(std::map<SegmentKey, int> placesBefore,
                                              const std::vector<PastEdit>& edits,
                                              EditableClustering& clustering, const RunContext& context)
{
    const RunContext quiet(context.stopToken(), {}, context.threads());
    Replay replay(std::move(placesBefore), clustering, quiet);
    std::vector<ReplayedEdit> replayed;
    for (const auto& edit : edits) {
        NODESENTRY_TRY(auto result, replay.again(edit));
        replayed.push_back(std::move(result));
        context.report(static_cast<double>(replayed.size()) / static_cast<double>(edits.size()));
    }
    return replayed;
}

} // namespace nodesentry
