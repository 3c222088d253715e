#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace nodesentry {

/// A file, or a line of one, that was left out.
struct SkippedItem {
    std::string file;
    std::int64_t line = 0; ///< 0: the whole file
    std::string reason; ///< the kind of fault; nothing of the line's own text
    std::int64_t column = 0; ///< from 1; 0: the whole line
    std::string text{}; ///< the field that is at fault, as it stands in the file; "" for the whole line

    bool operator==(const SkippedItem&) const = default;
};

/// Nodes that jobs name, and that are not imported.
struct UnknownNodes {
    static constexpr std::size_t kKept = 20; ///< of each list

    std::int64_t nodes = 0; ///< different names
    std::int64_t jobs = 0; ///< that name at least one
    std::vector<std::string> names; ///< the first ones; where several nodes could be meant, which
    std::vector<std::string> byJob; ///< of the first jobs: "101: 1 of 2 nodes, such as 'gpu-3'"
};

/// What an import read, and what it left out.
struct ImportReport {
    static constexpr std::size_t kKeptOfReason = 10; ///< lines
    static constexpr std::size_t kMostReasons = 100; ///< so that no line's own text can fill the memory
    static constexpr std::size_t kLongestText = 200; ///< bytes of a field that is at fault
    static constexpr const char* kOtherReasons = "other reasons";

    std::string format; ///< name of the importer
    std::int64_t files = 0; ///< files with samples that were read
    std::int64_t nodes = 0; ///< with at least one sample
    std::int64_t metrics = 0; ///< of the catalogue that the import makes
    std::int64_t samples = 0; ///< times at which a node has a row or a value, over all nodes
    std::int64_t missing = 0; ///< values of the result that are missing, over all nodes and metrics
    std::int64_t jobsAccepted = 0; ///< a job of several lines or nodes counts once
    std::int64_t jobsRejected = 0; ///< without nodes or start, or on none of the known nodes
    std::int64_t labels = 0; ///< a label on several nodes counts once a node
    std::int64_t labelLinesRejected = 0; ///< lines of the label table whose labels are missing
    std::int64_t counters = 0; ///< metrics stored as per-second rates
    std::int64_t droppedColumns = 0; ///< raw series left out by the rules, and metrics without any value
    std::int64_t repeated = 0; ///< values, of rows the rows, that a later one at the same time has replaced
    std::int64_t gaps = 0; ///< stretches of a node's grid without any row
    TimeRange span; ///< from the first sample of any node to the end of the last
    std::int64_t stepMs = 0;
    std::map<std::string, std::int64_t>
        rejectedLines; ///< by reason; those of the tables of jobs and labels among them
    UnknownNodes unknownNodes; ///< of the job table
    std::vector<std::string> notes; ///< what was taken otherwise than it stands there, a sentence each
    std::map<std::string, std::int64_t> missingWords; ///< values missing by a word such as NA, by column
    std::int64_t impossibleRates
        = 0; ///< of counters, left out: above what they can have, or behind an odd fall
    std::vector<SkippedItem> skipped; ///< files, and the first lines of each reason

    /// "FILE:LINE:COLUMN: REASON: 'TEXT'", without what an item does not have; of a long text its beginning.
    [[nodiscard]] static std::string describe(const SkippedItem& item);

    /// Counts a line by its reason and keeps the first ones of each; keeps a file, up to a thousand.
    void reject(SkippedItem item);
    /// Takes over the jobs of a table, and what it has skipped line by line.
    void addTable(const ImportReport& table);
    [[nodiscard]] std::int64_t rejectedLineCount() const;

    /// One object: `nodes`, `metrics`, `samples`, `labels`, `label_lines_rejected`, `jobs` {`accepted`, `rejected`},
    /// `rejected_lines` {reason: count}, and more; times as ISO 8601 in UTC.
    [[nodiscard]] std::string toJson() const;

private:
    bool countLine(const std::string& reason); ///< whether it is one of the first of its reason
};

} // namespace nodesentry
