#pragma once

#include "core/base/result.h"
#include "core/data/prepared_node.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

// What goes to and comes from an external detector. docs/baselines.md describes it for those who write one.

/// A table with a header: sample, time, train, then the metrics.
/// @param metrics  as many names as the node has rows
[[nodiscard]] std::string externalCsv(const PreparedNode& node, std::int64_t begin, std::int64_t end,
                                      const std::vector<std::string>& metrics);

/// A line of JSON that says what follows: samples x metrics float32, little-endian, sample after sample.
[[nodiscard]] std::string externalBinary(const PreparedNode& node, std::int64_t begin, std::int64_t end,
                                         const std::vector<std::string>& metrics);

/// One number a line, one line a sample; "nan" where there is no score.
/// @error ParseError  not a number, negative or infinite; another number of lines
[[nodiscard]] Result<std::vector<float>> readExternalScores(std::string_view answer, std::int64_t samples);

/// "begin,end" or "begin,end,score" a line: half-open, in samples from the first that was given; the score is
/// 1 where it is left out, and the largest counts where intervals overlap; other samples get 0.
/// @error ParseError  anything else
[[nodiscard]] Result<std::vector<float>> readExternalIntervals(std::string_view answer, std::int64_t samples);

} // namespace nodesentry
