#pragma once

#include "core/clustering/edit/segment_key.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// What a person may do to a clustering.
enum class ClusterEditKind {
    Move, ///< segments go to a cluster
    Release, ///< segments that were matched, and then moved by hand, are matched again
    Merge, ///< other clusters go up in a cluster
    Split, ///< some segments of a cluster become a cluster of their own
    Create, ///< segments from anywhere become a cluster of their own
    Lock, ///< a cluster refuses every edit until it is unlocked
    Unlock,
    Rename,
    Recolour,
    Annotate, ///< sets the note
    MustLink, ///< two segments stay in one cluster
    CannotLink, ///< two segments stay in different clusters
    Unlink, ///< takes a link away
};

/// "move", "release", "merge", "split", "create", "lock", "unlock", "rename", "recolour", "annotate",
/// "must_link", "cannot_link", "unlink": stable, used in the journal and on the command line
[[nodiscard]] const char* clusterEditName(ClusterEditKind kind);

/// One edit as it was wished. What it changes depends on the clustering: see EditableClustering.
struct ClusterEdit {
    ClusterEditKind kind = ClusterEditKind::Move;
    int cluster = 0; ///< moved to; merged into; split; locked, named, coloured, noted. 0: not used
    std::vector<int> others{}; ///< Merge: the clusters that go up in `cluster`
    std::vector<SegmentKey> segments{}; ///< Move, Release, Split, Create: which ones; links: the two
    std::string text{}; ///< Rename, Split, Create: name; Recolour: "#rrggbb" or empty; Annotate: note

    bool operator==(const ClusterEdit&) const = default;

    [[nodiscard]] std::string toJson() const;
    /// @error Corrupt  not what toJson() wrote
    [[nodiscard]] static Result<ClusterEdit> fromJson(std::string_view json);
};

/// What a person decided about a cluster; all else of it is computed.
struct ClusterFacts {
    int id = 0;
    std::string name{};
    std::string colour{}; ///< "#rrggbb"; empty: the program chooses
    std::string note{};
    bool locked = false;

    bool operator==(const ClusterFacts&) const = default;
};

/// Two segments that shall stay together, or apart.
struct SegmentLink {
    SegmentKey first; ///< the smaller key
    SegmentKey second;
    bool together = true;

    auto operator<=>(const SegmentLink&) const = default;
};

/// What an edit did to a clustering, complete enough to take it back and to do it again.
struct ClusterChange {
    struct Placement {
        SegmentKey segment;
        int from = 0;
        int to = 0;
        bool fixedBefore = true; ///< training segments always; matched ones when placed by hand
        bool fixedAfter = true;

        bool operator==(const Placement&) const = default;
    };
    struct Cluster {
        std::optional<ClusterFacts> before; ///< nothing: the edit made the cluster
        std::optional<ClusterFacts> after; ///< nothing: the edit emptied it

        bool operator==(const Cluster&) const = default;
    };
    struct Link {
        SegmentLink link;
        bool before = false; ///< there was such a link
        bool after = false;

        bool operator==(const Link&) const = default;
    };

    std::vector<Placement> placements{};
    std::vector<Cluster> clusters{};
    std::vector<Link> links{};

    bool operator==(const ClusterChange&) const = default;

    [[nodiscard]] ClusterChange inverse() const;
    [[nodiscard]] std::optional<int> createdCluster() const; ///< id of the cluster it made

    /// What the journal keeps: the touched things before, and after.
    [[nodiscard]] std::string beforeJson() const;
    [[nodiscard]] std::string afterJson() const;
    /// @error Corrupt  not what the two functions above wrote
    [[nodiscard]] static Result<ClusterChange> fromJson(std::string_view before, std::string_view after);
};

} // namespace nodesentry
