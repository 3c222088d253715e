#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// Point adjustment: an event of which more than @p share is flagged counts as flagged throughout.
///
/// With share 0, the usual protocol, one flagged sample is enough, and a random score looks good: the longer
/// the events, the better. Figures made from it are printed only beside unadjusted ones.
///
/// @param flagged, truth  per sample; the stretches of truth are the events
/// @param counted  0 = the sample is left out: it neither triggers the adjustment nor adds to the event's
///                 length
/// @param share    0 <= share <= 1
/// @return flagged, with the adjusted events filled in
/// @source Xu et al. (2018), WWW; with a share: Kim et al. (2022), AAAI 36(7), 7194-7201 (PA%K)
[[nodiscard]] std::vector<std::uint8_t> adjustPoints(std::span<const std::uint8_t> flagged,
                                                     std::span<const std::uint8_t> truth,
                                                     std::span<const std::uint8_t> counted, double share);

} // namespace nodesentry
