#pragma once

#include <cstdint>
#include <span>

namespace nodesentry {

/// Counts of whole events and whole alarms. They add up over nodes.
struct EventTally {
    std::int64_t events = 0; ///< stretches of truth with at least one sample that counts
    std::int64_t detectedEvents = 0; ///< of these, with at least one flagged sample inside
    std::int64_t trueAlarms = 0; ///< merged flagged stretches with a flagged sample inside an event
    std::int64_t falseAlarms = 0; ///< merged flagged stretches that touch no event
    double delaySeconds
        = 0.0; ///< summed over detected events: from the first sample that counts to the first flagged

    /// Matches alarms and events of one node.
    ///
    /// @param ignored  samples that do not count: neither flags nor truth are seen there. An alarm that
    ///                 touches no event but reaches into ignored samples is not judged: its cause may lie
    ///                 there.
    /// @param mergeGapSeconds  flagged stretches at most this far apart are one alarm. A detector that always
    ///                         flags thus raises one single alarm, and a true one: read event precision
    ///                         beside point precision.
    static EventTally count(std::span<const std::uint8_t> flagged, std::span<const std::uint8_t> truth,
                            std::span<const std::uint8_t> ignored, double stepSeconds,
                            double mergeGapSeconds);
    EventTally& operator+=(const EventTally& other);

    [[nodiscard]] double recall() const; ///< NaN without events
    [[nodiscard]] double precision() const; ///< NaN without events, 0 without alarms
    [[nodiscard]] double meanDelaySeconds() const; ///< NaN without detected events
};

} // namespace nodesentry
