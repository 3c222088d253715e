#pragma once

#include "blobs.h"
#include "core/clustering/edit/editable_clustering.h"

namespace nodesentry::test {

/// A clustering of blobs to edit: training segments in the clusters 1 .. centres, and matched ones.
struct EditableBlobs {
    FeatureMatrix whole; ///< unscaled, training only
    FeatureMatrix prefix; ///< unscaled, training only
    EditableClustering::Input input;

    EditableBlobs(std::int64_t training, std::int64_t matched, int centres, unsigned seed,
                  std::int64_t columns = 6)
    {
        const auto blobs = makeBlobs(training + matched, columns, centres, 4.0, seed);
        const auto shorter = makeBlobs(training + matched, columns, centres, 4.0, seed + 1);
        whole = blobs.points.topRows(training);
        prefix = shorter.points.topRows(training);
        input.options.clip = 0;
        input.options.signedRoot = false;
        input.options.trainingSegments = 5;
        for (std::int64_t row = 0; row < training; ++row)
            input.clusterOfRow.push_back(blobs.centreOf[static_cast<std::size_t>(row)] + 1);
        input.library = ClusterLibrary::describe(idsFrom(101, training), input.clusterOfRow, whole, prefix,
                                                 columns, input.options)
                            .value();
        auto segments = std::make_shared<ClusteredSegments>();
        segments->training = training;
        segments->ids = idsFrom(101, training + matched);
        segments->whole = input.library.wholeScaler().apply(whole);
        segments->prefix = input.library.prefixScaler().apply(shorter.points);
        for (std::int64_t row = 0; row < training + matched; ++row)
            segments->keys.push_back({row % 2 == 0 ? "cn1" : "cn2", row * 1000});
        input.segments = segments;
        input.clusterOfRow.resize(static_cast<std::size_t>(training + matched), -1);
        input.fixed.assign(static_cast<std::size_t>(training), 1);
        input.fixed.resize(static_cast<std::size_t>(training + matched), 0);
        for (int c = 1; c <= centres; ++c)
            input.clusters.push_back({c, "blob " + std::to_string(c), "", "", false});
        input.nextId = centres + 1;
    }

    [[nodiscard]] EditableClustering make() const { return EditableClustering::make(input).value(); }
    [[nodiscard]] SegmentKey key(std::int64_t row) const
    {
        return input.segments->keys.at(static_cast<std::size_t>(row));
    }
};

} // namespace nodesentry::test
