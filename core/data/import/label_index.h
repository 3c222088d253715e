#pragma once

#include "core/base/result.h"
#include "core/data/import/importer.h"

#include <cstdint>
#include <map>
#include <string>

namespace nodesentry {

/// Labels by the number of a node's data line, from 0; lines with label 0 are left out.
using LabelIndex = std::map<std::int64_t, int>;

/// Reads a table `index,label`; bad lines are rejected.
/// @error NotFound, ParseError, IoError  as LineReader; ParseError also for another header
[[nodiscard]] Result<LabelIndex> readLabelIndex(const std::string& path, ImportSink& sink);

/// Makes labels of runs of data lines with one and the same label, as their times become known.
class LabelRuns {
public:
    /// @param labels  outlives this
    LabelRuns(std::string node, const LabelIndex& labels, ImportSink& sink)
        : m_node(std::move(node)),
          m_labels(labels),
          m_next(labels.begin()),
          m_sink(sink)
    {
    }

    /// One data line after the other; also those that were rejected, with the time of the line above.
    void add(std::int64_t index, TimeMs time);
    /// After the last line.
    /// @param stepMs  how long a line holds
    void finish(std::int64_t stepMs);

private:
    struct Run {
        TimeMs begin;
        TimeMs last;
        int label;
    };

    std::string m_node;
    const LabelIndex& m_labels;
    LabelIndex::const_iterator m_next;
    ImportSink& m_sink;
    std::vector<Run> m_runs;
    std::int64_t m_lastIndex = -2;
};

} // namespace nodesentry
