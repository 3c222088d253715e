#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nodesentry {

/// The features of all segments, as they are kept in `features.h5`.
struct StoredFeatures {
    std::string featureSet; ///< "paper" or "robust"
    std::vector<std::string> names; ///< of the columns, in their order
    std::vector<std::int64_t> segments; ///< id of the segment of each row
    FeatureMatrix whole; ///< segments x columns, of whole segments
    FeatureMatrix prefix; ///< the same of the first match period of each; empty where it was not computed
};

/// Writes `features.h5` beside the old one and renames it: a crash leaves the old features or the new ones.
/// @param features  as many rows as segments (contract); NaN allowed
/// @error IoError   the system could not write
Result<void> writeFeatures(const std::string& path, const StoredFeatures& features);

/// @error NotFound       no such file
/// @error Corrupt        damaged, or not a feature file
/// @error VersionTooNew  written by a newer version
/// @cost  the whole file is read: 16 bytes per segment and column
[[nodiscard]] Result<StoredFeatures> readFeatures(const std::string& path);

} // namespace nodesentry
