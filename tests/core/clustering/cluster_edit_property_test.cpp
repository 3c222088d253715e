// 1,000 random edits: whatever is kept up to date equals what is computed anew.

#include "core/clustering/distance.h"
#include "core/clustering/edit/editable_clustering.h"
#include "core/clustering/silhouette.h"

#include "editable_blobs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace nodesentry;

namespace {

constexpr double kTolerance = 1e-9;

/// The figures of the same assignment, by functions that know nothing of edits.
void expectEqualToRecomputation(const EditableClustering& edited, const test::EditableBlobs& blobs,
                                const CondensedDistances& distances)
{
    const auto& segments = edited.segments();
    std::vector<int> clusterOfRow;
    std::vector<int> labels;
    for (std::int64_t row = 0; row < segments.training; ++row)
        clusterOfRow.push_back(edited.placeOf(row).cluster);
    labels = clusterOfRow;
    const std::vector<std::int64_t> ids(segments.ids.begin(), segments.ids.begin() + segments.training);
    const auto anew = ClusterLibrary::describe(ids, clusterOfRow, blobs.whole, blobs.prefix,
                                               blobs.whole.cols(), blobs.input.options)
                          .value();
    const auto library = edited.library();
    ASSERT_EQ(library.entries().size(), anew.entries().size());
    for (std::size_t i = 0; i < anew.entries().size(); ++i) {
        const auto& a = library.entries()[i];
        const auto& b = anew.entries()[i];
        ASSERT_EQ(a.id, b.id);
        ASSERT_EQ(a.members, b.members);
        ASSERT_EQ(a.training, b.training);
        ASSERT_LE((a.centroid - b.centroid).cwiseAbs().maxCoeff(), kTolerance);
        ASSERT_LE((a.matchCentroid - b.matchCentroid).cwiseAbs().maxCoeff(), kTolerance);
        ASSERT_EQ(std::isfinite(a.spread), std::isfinite(b.spread));
        ASSERT_TRUE(std::isinf(b.spread) || std::abs(a.spread - b.spread) <= kTolerance);
    }
    const auto silhouettes = silhouetteSamples(distances, labels).value();
    double total = 0.0;
    for (std::int64_t row = 0; row < segments.training; ++row) {
        const auto silhouette = silhouettes[static_cast<std::size_t>(row)];
        total += silhouette;
        ASSERT_NEAR(edited.placeOf(row).silhouette, silhouette, kTolerance);
    }
    ASSERT_NEAR(edited.meanSilhouette(), total / static_cast<double>(segments.training), kTolerance);
    for (std::size_t row = 0; row < segments.ids.size(); ++row) {
        const auto& place = edited.placeOf(static_cast<std::int64_t>(row));
        const Eigen::VectorXd prefix = segments.prefix.row(static_cast<Eigen::Index>(row));
        double nearest = INFINITY, second = INFINITY;
        for (const auto& entry : anew.entries()) {
            const double distance = (prefix - entry.matchCentroid).norm();
            second = std::min(second, std::max(nearest, distance));
            nearest = std::min(nearest, distance);
        }
        ASSERT_NEAR(place.margin, anew.entries().size() < 2 ? 1.0 : (second - nearest) / second, kTolerance);
        ASSERT_TRUE(place.fixed || std::abs(place.distance - nearest) <= kTolerance);
    }
}

/// An edit that may or may not be allowed.
ClusterEdit randomEdit(const EditableClustering& clustering, std::mt19937_64& random)
{
    using Kind = ClusterEditKind;
    const auto below
        = [&](std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random); };
    const auto clusters = clustering.clusters();
    const auto& keys = clustering.segments().keys;
    const auto anyCluster = [&] { return clusters[below(clusters.size())].id; };
    const auto someKeys = [&](std::size_t most) {
        std::vector<SegmentKey> some;
        for (std::size_t i = 1 + below(most); i > 0; --i)
            some.push_back(keys[below(keys.size())]);
        return some;
    };
    const auto membersOf = [&](int cluster) {
        std::vector<SegmentKey> members;
        for (const auto row : clustering.trainingRowsOf(cluster))
            if (below(3) == 0)
                members.push_back(keys[static_cast<std::size_t>(row)]);
        return members;
    };
    const auto pair = [&] {
        return std::vector<SegmentKey>{keys[below(keys.size())], keys[below(keys.size())]};
    };
    switch (below(16)) {
    case 0: {
        const int cluster = anyCluster();
        return {Kind::Merge, cluster, {anyCluster()}, {}, {}};
    }
    case 1:
    case 2: {
        const int cluster = anyCluster();
        return {Kind::Split, cluster, {}, membersOf(cluster), "part"};
    }
    case 3:
        return {Kind::Create, 0, {}, someKeys(8), "new"};
    case 4:
        return {Kind::Lock, anyCluster(), {}, {}, {}};
    case 5:
    case 6:
        return {Kind::Unlock, anyCluster(), {}, {}, {}};
    case 7:
        return {Kind::Rename, anyCluster(), {}, {}, "name " + std::to_string(below(5))};
    case 8:
        return {Kind::Recolour, anyCluster(), {}, {}, "#00ff0" + std::to_string(below(5))};
    case 9:
        return {Kind::Annotate, anyCluster(), {}, {}, "note " + std::to_string(below(5))};
    case 10:
        return {Kind::MustLink, 0, {}, pair(), {}};
    case 11:
        return {Kind::CannotLink, 0, {}, pair(), {}};
    case 12:
        if (!clustering.links().empty()) {
            const auto& link = clustering.links()[below(clustering.links().size())];
            return {Kind::Unlink, 0, {}, {link.first, link.second}, {}};
        }
        return {Kind::Release, 0, {}, someKeys(3), {}};
    case 13:
        return {Kind::Release, 0, {}, someKeys(1), {}};
    default:
        return {Kind::Move, anyCluster(), {}, someKeys(5), {}};
    }
}

void expectSameState(const EditableClustering& a, const EditableClustering& b)
{
    ASSERT_EQ(a.clusters(), b.clusters());
    ASSERT_EQ(a.links(), b.links());
    ASSERT_EQ(a.meanSilhouette(), b.meanSilhouette());
    for (std::size_t row = 0; row < a.segments().ids.size(); ++row)
        ASSERT_EQ(a.placeOf(static_cast<std::int64_t>(row)), b.placeOf(static_cast<std::int64_t>(row)));
    ASSERT_EQ(a.sumsToBytes(), b.sumsToBytes());
    ASSERT_EQ(a.library().toBytes(), b.library().toBytes());
}

} // namespace

TEST(ClusterEditProperties, AThousandRandomEditsEqualARecomputationAndAreTakenBackToTheBit)
{
    const test::EditableBlobs blobs(60, 20, 4, 11);
    const auto distances = euclideanDistances(blobs.input.segments->whole).value();
    const auto start = blobs.make();
    auto clustering = start;
    std::mt19937_64 random(5);
    std::vector<ClusterChange> done;
    std::map<ClusterEditKind, int> counts;
    std::set<int> everUsed{1, 2, 3, 4};
    int refused = 0;
    while (done.size() < 1000) {
        const auto edit = randomEdit(clustering, random);
        const auto before = clustering;
        const auto preview = clustering.preview(edit);
        const auto change = clustering.apply(edit);
        if (!change) {
            ++refused;
            ASSERT_TRUE(!preview || !preview->violations.empty()) << edit.toJson();
            expectSameState(clustering, before);
            continue;
        }
        ASSERT_TRUE(preview && preview->violations.empty()) << edit.toJson();
        ASSERT_EQ(preview->change, *change);
        ASSERT_EQ(preview->silhouetteBefore, before.meanSilhouette());
        ASSERT_EQ(preview->silhouetteAfter, clustering.meanSilhouette());
        ASSERT_EQ(ClusterChange::fromJson(change->beforeJson(), change->afterJson()).value(), *change)
            << edit.toJson();
        if (edit.kind == ClusterEditKind::Split || edit.kind == ClusterEditKind::Create) {
            ASSERT_TRUE(everUsed.insert(*change->createdCluster()).second) << "an id was used again";
        }
        for (const auto& link : clustering.links()) {
            const auto& first = clustering.placeOf(clustering.rowOf(link.first));
            const auto& second = clustering.placeOf(clustering.rowOf(link.second));
            ASSERT_EQ(first.cluster == second.cluster, link.together);
        }
        expectEqualToRecomputation(clustering, blobs, distances);
        if (::testing::Test::HasFatalFailure())
            FAIL() << "after edit " << done.size() << ": " << edit.toJson();
        ++counts[edit.kind];
        done.push_back(*change);
    }
    EXPECT_EQ(counts.size(), 13U) << "every kind of edit was tried with success";
    EXPECT_GT(refused, 100);

    // Made anew from the assignment: the same to the last bit.
    auto input = blobs.input;
    input.clusters = clustering.clusters();
    input.links = clustering.links();
    input.nextId = clustering.nextId();
    for (std::size_t row = 0; row < input.clusterOfRow.size(); ++row) {
        input.clusterOfRow[row] = clustering.placeOf(static_cast<std::int64_t>(row)).cluster;
        input.fixed[row] = clustering.placeOf(static_cast<std::int64_t>(row)).fixed ? 1 : 0;
    }
    expectSameState(EditableClustering::make(input).value(), clustering);
    expectSameState(EditableClustering::make(input, {}, clustering.sumsToBytes()).value(), clustering);

    const auto end = clustering;
    for (auto change = done.rbegin(); change != done.rend(); ++change)
        ASSERT_TRUE(clustering.apply(change->inverse()));
    expectSameState(clustering, start);
    EXPECT_EQ(clustering.nextId(), end.nextId()) << "ids are not given back";
    for (const auto& change : done)
        ASSERT_TRUE(clustering.apply(change));
    expectSameState(clustering, end);
}
