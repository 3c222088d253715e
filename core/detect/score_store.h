#pragma once

#include "core/base/result.h"
#include "core/data/series_store.h"
#include "core/detect/detector.h"
#include "core/detect/top_metrics.h"

#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

/// Scores of one node by one method, as they are kept in `scores.h5`.
struct StoredScores {
    NodeScores scores; ///< metricError and reconstruction only where they were stored
    std::vector<float> rawScore; ///< as the detector gave it; empty where smoothing did not change it
    TopMetrics top; ///< what each score is made of; empty where the method cannot say
    std::vector<float> threshold; ///< per sample, causal; +inf where nothing may be flagged
    std::vector<std::uint8_t> flagged; ///< 1 = score above threshold
    TimeGrid grid;
};

/// A stretch of flagged samples of one node, merged: what a person looks at.
struct Case {
    std::int64_t id = 0; ///< given by the project
    std::string method;
    std::string node;
    TimeRange range;
    TimeMs peak = 0; ///< time of the highest score
    double peakScore = 0.0;
    double area = 0.0; ///< sum of (score - threshold) over the case
    int cluster = -1; ///< matched cluster at the peak, -1 = none
    std::vector<int> topMetrics; ///< catalogue indices, largest share of the error first, at most 5
};

/// Reads `scores.h5`: every method and node is a group of its own.
/// @thread any; calls are serialised inside
class ScoreStore {
public:
    /// @param withDetails  also rawScore, top, cluster and expert; metricError and reconstruction if stored
    /// @error NotFound     no scores of that method for that node
    [[nodiscard]] static Result<StoredScores> read(const std::string& path, const std::string& method,
                                                   const std::string& node, bool withDetails);
    /// What thresholds and cases are made from: rawScore (always filled), top and cluster.
    /// @error NotFound  no scores of that method for that node
    [[nodiscard]] static Result<StoredScores> readScoring(const std::string& path, const std::string& method,
                                                          const std::string& node);
    /// What ScoreStoreWriter::create() was given, or nothing where the method has no scores.
    [[nodiscard]] static Result<std::optional<std::string>> fingerprint(const std::string& path,
                                                                        const std::string& method);
    /// The level of the whole fleet that the method's thresholds rest on (fleetAlarmLevel()), or nothing
    /// where they rest on none.
    [[nodiscard]] static Result<std::optional<float>> fleetLevel(const std::string& path,
                                                                 const std::string& method);
    /// Methods that have scores for at least one node, ascending; empty when the file does not exist.
    [[nodiscard]] static Result<std::vector<std::string>> methods(const std::string& path);
};

/// Replaces all scores of one method, keeps those of the others. The file is written beside the old one and
/// renamed by commit(), so that a crash leaves the old scores or the new ones, never a mixture.
class ScoreStoreWriter {
public:
    /// @param fingerprint  of all that the scores were made from, but not the thresholds
    [[nodiscard]] static Result<ScoreStoreWriter> create(const std::string& path, const std::string& method,
                                                         const std::string& fingerprint = {});
    /// Replaces the scores of some nodes only; those of the method's other nodes are kept.
    /// What fleetLevel() says stays as it is.
    /// @param fingerprint  of all scores that are there then
    [[nodiscard]] static Result<ScoreStoreWriter> replaceNodes(const std::string& path,
                                                               const std::string& method,
                                                               const std::vector<std::string>& nodes,
                                                               const std::string& fingerprint);
    /// For new thresholds on the scores that are there: only setThreshold() is allowed, once for each node.
    /// @param fleetLevel  that the new thresholds rest on
    /// @error NotFound  no scores of that method
    [[nodiscard]] static Result<ScoreStoreWriter>
    rewriteThresholds(const std::string& path, const std::string& method, std::optional<float> fleetLevel);
    ScoreStoreWriter(ScoreStoreWriter&&) noexcept;
    ScoreStoreWriter& operator=(ScoreStoreWriter&&) noexcept;
    ~ScoreStoreWriter(); ///< removes the temporary file unless commit() was called

    Result<void> add(const StoredScores& scores);
    /// Writes score, rawScore, threshold and flagged anew and copies everything else of the node.
    Result<void> setThreshold(const StoredScores& scores);
    Result<void> commit();

private:
    ScoreStoreWriter();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace nodesentry
