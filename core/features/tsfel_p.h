#pragma once

namespace nodesentry::features {

/// TSFEL's default sampling rate in Hz. The published method never passes the real one, so all "seconds" and
/// "hertz" of the paper set are samples / 100 and 100 x cycles per sample.
inline constexpr double kTsfelRate = 100.0;

} // namespace nodesentry::features
