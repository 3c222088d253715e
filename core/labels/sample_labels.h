#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/labels/label.h"

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

namespace nodesentry {

/// The sample times of one node.
struct NodeGrid {
    std::string node;
    TimeGrid grid;
};

/// Sample positions [begin, end) that a label holds for: those at or after its begin and before its end; to
/// the end of the data when it is still going on.
struct SampleSpan {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};
[[nodiscard]] SampleSpan samplesOf(const Label& label, const TimeGrid& grid);
/// Whether a label holds for any sample. One that lies between two samples, or outside the data, counts for nothing
/// and is in no form with a value a sample: whoever takes it in says so.
[[nodiscard]] bool meetsSample(const Label& label, const TimeGrid& grid);

/// Makes labels of per-sample values again: maximal runs of one value that is not 0.
/// @param classOf  class of a value, e.g. categoryOfNumber()
[[nodiscard]] std::vector<Label> labelsFromSamples(const NodeGrid& node, std::span<const int> values,
                                                   const std::string& author,
                                                   std::string (*classOf)(int value));

// --- numbers: the authors' labelling tool ---

/// "anomaly" for 1, else "label N".
[[nodiscard]] std::string categoryOfNumber(int number);
/// The other way round; 1 for any other class.
[[nodiscard]] int numberOfCategory(const std::string& category);
/// The number of each sample, 0 where no label is; where labels overlap, the largest counts.
/// @param labels  of any nodes; those of @p node count
[[nodiscard]] std::vector<int> sampleNumbers(const std::vector<Label>& labels, const NodeGrid& node);

/// The authors' form of one node: `index,label`, one line a sample from 0, numbers as sampleNumbers().
/// What is lost: classes but "label N", notes, confidence, metrics, author, ends between samples.
[[nodiscard]] std::string formatIndexTable(std::span<const int> numbers);
/// Lines may be missing (0) and in any order.
/// @param name  of the source, for messages
/// @error ParseError        another header, or a line that is not an index and a number; names the line
/// @error InconsistentData  an index beyond the node's samples
[[nodiscard]] Result<std::vector<int>> parseIndexTable(const std::string& text, const TimeGrid& grid,
                                                       const std::string& name);

// --- SMD: the Server Machine Dataset of OmniAnomaly ---

/// `test_label`: one line a sample, 1 where any label is, else 0.
[[nodiscard]] std::string formatSmdLines(std::span<const int> numbers);
/// @error ParseError        a line that is neither 0 nor 1
/// @error InconsistentData  not as many lines as the node has samples
[[nodiscard]] Result<std::vector<int>> parseSmdLines(const std::string& text, const TimeGrid& grid,
                                                     const std::string& name);

/// `interpretation_label`: a line `begin-end:metrics` for each label, sample numbers from 0 and the end
/// exclusive, metrics by number from 1, all of them for a label that is not limited. Labels without a sample
/// are left out.
/// @param metrics  names of all metrics in the order of their numbers
[[nodiscard]] std::string formatSmdIntervals(const std::vector<Label>& labels, const NodeGrid& node,
                                             const std::vector<std::string>& metrics);
/// Labels of class "anomaly"; a line that names all metrics, or none, is not limited.
/// @error ParseError        a line of another form
/// @error InconsistentData  an end not after the begin or beyond the samples, a metric that is not there
[[nodiscard]] Result<std::vector<Label>> parseSmdIntervals(const std::string& text, const NodeGrid& node,
                                                           const std::vector<std::string>& metrics,
                                                           const std::string& author,
                                                           const std::string& name);

// --- masks: one column for each class ---

/// A table `node,time,CLASS...` with one line a sample and 0 or 1 for each class.
/// What is lost: notes, confidence, metrics, author, ends between samples, borders of labels of one class
/// that touch or overlap.
void writeMaskTable(std::ostream& out, const std::vector<Label>& labels, const std::vector<NodeGrid>& nodes);
/// Reads what writeMaskTable() writes; samples may be missing (0).
/// @param nodes  of the project: gives the samples
/// @param zone   of times that carry none; one that comes twice is refused
/// @error ParseError        another header or a field that is no 0, 1 or time; names line and column
/// @error InconsistentData  a node or a sample time that the project does not have
[[nodiscard]] Result<std::vector<Label>> parseMaskTable(const std::string& text,
                                                        const std::vector<NodeGrid>& nodes,
                                                        const std::string& author, const std::string& name,
                                                        const std::string& zone = "UTC");

} // namespace nodesentry
