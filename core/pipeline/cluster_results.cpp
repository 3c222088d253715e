#include "core/pipeline/cluster_results.h"

#include "core/base/hash.h"

#include <algorithm>

namespace nodesentry {

namespace {

constexpr std::int64_t kBytesAtOnce = std::int64_t{1} << 30;
constexpr std::int64_t kRowsAtOnce = 1024;

template <class Stored> Result<std::optional<Stored>> storedDocument(const Project& project, const char* name)
{
    NODESENTRY_TRY(const auto bytes, project.document(name));
    if (!bytes)
        return std::optional<Stored>();
    NODESENTRY_TRY(auto stored, Stored::fromBytes(*bytes));
    return std::optional<Stored>(std::move(stored));
}

Result<std::string> fingerprintOf(const Project& project, const FeatureScaler& scaler,
                                  const ProjectionOptions& options)
{
    Fingerprint print;
    print.add("projection 1").add(options.method).add(options.perplexity);
    print.add(std::int64_t{options.iterations}).add(std::int64_t{options.components});
    NODESENTRY_TRY(const auto features, project.stage("features"));
    print.add(features ? features->fingerprint : std::string());
    for (const auto* values : {&scaler.mean(), &scaler.deviation(), &scaler.weight()})
        print.addBytes(values->data(), static_cast<std::size_t>(values->size()) * sizeof(double));
    print.add(scaler.clip());
    return print.hex();
}

/// Rows that take kBytesAtOnce, evenly spaced; all of them where they take less.
std::vector<std::int64_t> rowsForAxes(const FeatureStore& features)
{
    const auto n = static_cast<std::int64_t>(features.segments().size());
    const auto bytesOfRow = static_cast<std::int64_t>(features.names().size() * sizeof(double));
    const auto count
        = std::min(n, std::max<std::int64_t>(kBytesAtOnce / std::max<std::int64_t>(bytesOfRow, 1), 1));
    std::vector<std::int64_t> rows;
    for (std::int64_t i = 0; i < count; ++i)
        rows.push_back(i * n / count);
    return rows;
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
    const auto& scaler = library.wholeScaler();
    NODESENTRY_TRY(const auto fingerprint, fingerprintOf(project, scaler, options));
    // A stored projection that cannot be read is made anew like one that is out of date.
    if (const auto stored = storedProjection(project);
        stored && stored->has_value() && (*stored)->fingerprint == fingerprint)
        return {};

    using Part = FeatureStore::Part;
    NODESENTRY_TRY(const auto sample, features.rows(Part::Whole, rowsForAxes(features)));
    NODESENTRY_TRY(const auto components,
                   principalComponents(scaler.apply(sample), std::max(options.components, 2),
                                       context.part(0.0, 0.2, "components"), 2)); // those that are shown
    const auto n = static_cast<std::int64_t>(features.segments().size());
    FeatureMatrix leading(n, components.axes.rows());
    for (std::int64_t begin = 0; begin < n; begin += kRowsAtOnce) {
        if (context.stopRequested())
            return cancelled();
        const std::int64_t end = std::min(n, begin + kRowsAtOnce);
        NODESENTRY_TRY(const auto rows, features.rows(Part::Whole, begin, end));
        leading.middleRows(begin, end - begin) = components.apply(scaler.apply(rows));
    }
    NODESENTRY_TRY(auto projection,
                   projectComponents(features.segments(), std::move(leading), components, options,
                                     context.part(0.2, 1.0)));
    projection.fingerprint = fingerprint;
    return project.setDocument(kProjectionDocument, projection.toBytes());
}

} // namespace nodesentry
