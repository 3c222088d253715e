#include "core/pipeline/cluster_results.h"

#include "core/base/hash.h"

namespace nodesentry {

namespace {

template <class Stored> Result<std::optional<Stored>> storedDocument(const Project& project, const char* name)
{
    NODESENTRY_TRY(const auto bytes, project.document(name));
    if (!bytes)
        return std::optional<Stored>();
    NODESENTRY_TRY(auto stored, Stored::fromBytes(*bytes));
    return std::optional<Stored>(std::move(stored));
}

std::string fingerprintOf(const FeatureStore& features, const FeatureMatrix& scaled,
                          const ProjectionOptions& options)
{
    Fingerprint print;
    print.add("projection 1").add(options.method).add(options.perplexity);
    print.add(std::int64_t{options.iterations}).add(std::int64_t{options.components});
    for (const auto segment : features.segments())
        print.add(segment);
    print.addBytes(scaled.data(), static_cast<std::size_t>(scaled.size()) * sizeof(double));
    return print.hex();
}

} // namespace

Result<std::optional<Dendrogram>> storedMergeTree(const Project& project)
{
    return storedDocument<Dendrogram>(project, kMergeTreeDocument);
}

Result<std::optional<Projection>> storedProjection(const Project& project)
{
    return storedDocument<Projection>(project, kProjectionDocument);
}

Result<void> updateProjection(Project& project, const FeatureStore& features, const ClusterLibrary& library,
                              const ProjectionOptions& options, const RunContext& context)
{
    if (options.method == "none")
        return {};
    const auto count = static_cast<std::int64_t>(features.segments().size());
    NODESENTRY_TRY(FeatureMatrix scaled, features.rows(FeatureStore::Part::Whole, 0, count));
    scaled = library.wholeScaler().apply(scaled);
    const auto fingerprint = fingerprintOf(features, scaled, options);
    // A stored projection that cannot be read is made anew like one that is out of date.
    if (const auto stored = storedProjection(project);
        stored && stored->has_value() && (*stored)->fingerprint == fingerprint)
        return {};
    NODESENTRY_TRY(auto projection, projectSegments(features.segments(), scaled, options, context));
    projection.fingerprint = fingerprint;
    return project.setDocument(kProjectionDocument, projection.toBytes());
}

} // namespace nodesentry
