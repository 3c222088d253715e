#pragma once

#include "core/detect/detector.h"
#include "core/detect/external_declaration.h"

#include <cstdint>
#include <memory>

namespace nodesentry {

/// A user's own program as a detector: it is run for each node, or for each segment, gets the samples on
/// standard input and answers a score a sample, or the intervals that are anomalous, on standard output.
///
/// The program sees standardised values, not clipped, gaps filled, and which samples are in the training
/// range; what there is to learn it learns itself each time. fit() takes the names of the metrics only.
/// metricError is empty. With one segment at a time, samples between segments have no score (NaN).
///
/// score() @error NotFound    there is no such program
/// score() @error IoError     it ended with an error, was killed, or took too long; the message has the first
///                            lines it wrote to standard error
/// score() @error ParseError  its answer is not what was declared; names the line
/// score() @error Cancelled   a stop was requested
[[nodiscard]] std::unique_ptr<Detector> makeExternalDetector(ExternalDeclaration declaration,
                                                             std::uint64_t seed);

} // namespace nodesentry
