#include "core/eval/event_tally.h"

#include "core/base/expects.h"
#include "core/eval/sample_runs.h"

#include <limits>

namespace nodesentry {

namespace {

constexpr double kNoEvents = std::numeric_limits<double>::quiet_NaN();

void countEvents(EventTally& tally, std::span<const std::uint8_t> flagged,
                 std::span<const std::uint8_t> truth, std::span<const std::uint8_t> ignored,
                 double stepSeconds)
{
    for (const SampleRun& event : findRuns(truth)) {
        std::int64_t firstCounted = -1;
        std::int64_t firstFlagged = -1;
        for (std::int64_t i = event.begin; i < event.end && firstFlagged < 0; ++i) {
            const auto at = static_cast<std::size_t>(i);
            if (ignored[at] != 0)
                continue;
            if (firstCounted < 0)
                firstCounted = i;
            if (flagged[at] != 0)
                firstFlagged = i;
        }
        if (firstCounted < 0)
            continue;
        ++tally.events;
        if (firstFlagged < 0)
            continue;
        ++tally.detectedEvents;
        tally.delaySeconds += static_cast<double>(firstFlagged - firstCounted) * stepSeconds;
    }
}

void countAlarms(EventTally& tally, std::span<const std::uint8_t> flagged,
                 std::span<const std::uint8_t> truth, std::span<const std::uint8_t> ignored,
                 std::int64_t gapSamples)
{
    for (const SampleRun& alarm : findRuns(flagged, gapSamples)) {
        bool touchesEvent = false;
        bool touchesIgnored = false;
        for (std::int64_t i = alarm.begin; i < alarm.end; ++i) {
            const auto at = static_cast<std::size_t>(i);
            if (flagged[at] == 0)
                continue;
            if (ignored[at] != 0)
                touchesIgnored = true;
            else if (truth[at] != 0)
                touchesEvent = true;
        }
        if (touchesEvent)
            ++tally.trueAlarms;
        else if (!touchesIgnored)
            ++tally.falseAlarms;
    }
}

} // namespace

EventTally EventTally::count(std::span<const std::uint8_t> flagged, std::span<const std::uint8_t> truth,
                             std::span<const std::uint8_t> ignored, double stepSeconds,
                             double mergeGapSeconds)
{
    NODESENTRY_EXPECTS(flagged.size() == truth.size() && flagged.size() == ignored.size(),
                       "flags, truth and ignored are of one length");
    NODESENTRY_EXPECTS(stepSeconds > 0.0, "the grid has a step");
    EventTally tally;
    countEvents(tally, flagged, truth, ignored, stepSeconds);
    countAlarms(tally, flagged, truth, ignored, static_cast<std::int64_t>(mergeGapSeconds / stepSeconds));
    return tally;
}

EventTally& EventTally::operator+=(const EventTally& other)
{
    events += other.events;
    detectedEvents += other.detectedEvents;
    trueAlarms += other.trueAlarms;
    falseAlarms += other.falseAlarms;
    delaySeconds += other.delaySeconds;
    return *this;
}

double EventTally::recall() const
{
    return events == 0 ? kNoEvents : static_cast<double>(detectedEvents) / static_cast<double>(events);
}

double EventTally::precision() const
{
    if (events == 0)
        return kNoEvents;
    const std::int64_t alarms = trueAlarms + falseAlarms;
    return alarms == 0 ? 0.0 : static_cast<double>(trueAlarms) / static_cast<double>(alarms);
}

double EventTally::meanDelaySeconds() const
{
    return detectedEvents == 0 ? kNoEvents : delaySeconds / static_cast<double>(detectedEvents);
}

} // namespace nodesentry
