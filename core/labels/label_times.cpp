#include "core/labels/label_times.h"

#include "core/base/text.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <vector>

namespace nodesentry {

namespace {

/// The moments that a text may mean, ascending.
Result<std::vector<TimeMs>> readingsOf(const std::string& text, const std::string& zone, int column)
{
    const auto at = [column](Error error) {
        error.column = column;
        return fail(std::move(error));
    };
    const auto readings = parseTimeReadings(text, zone);
    if (readings)
        return readings->isAmbiguous() ? std::vector{readings->earlier, readings->later}
                                       : std::vector{readings->earlier};
    // What this program wrote is read again, whatever the year.
    const auto written = parseWrittenTime(text, zone);
    return written ? std::vector{*written} : Result<std::vector<TimeMs>>(at(readings.error()));
}

tl::unexpected<Error> twice(const std::string& text, const std::string& zone, int column)
{
    return fail(
        Error{ErrorCode::ParseError,
              fmt::format("the time comes twice in {}, since clocks were set back then: '{}'", zone, text),
              {},
              0,
              column,
              "write its offset from UTC behind it, such as +02:00, or all times in UTC"});
}

} // namespace

bool isOpenEnd(std::string_view text)
{
    constexpr std::array<std::string_view, 5> kOpen{"", "unknown", "none", "null", "-"};
    return std::find(kOpen.begin(), kOpen.end(), lowerCase(std::string(text))) != kOpen.end();
}

Result<LabelTimes> readLabelTimes(const std::string& begin, const std::string& end, const std::string& zone)
{
    NODESENTRY_TRY(const auto begins, readingsOf(begin, zone, 1));
    if (isOpenEnd(end)) {
        if (begins.size() > 1)
            return twice(begin, zone, 1);
        return LabelTimes{begins.front(), std::nullopt};
    }
    NODESENTRY_TRY(const auto ends, readingsOf(end, zone, 2));
    if (begin == end) {
        if (begins.size() > 1)
            return twice(begin, zone, 1);
        return LabelTimes{begins.front(), begins.front()};
    }
    std::vector<LabelTimes> choices;
    for (const auto first : begins)
        for (const auto last : ends)
            if (first < last)
                choices.push_back({first, last});
    if (choices.size() == 1)
        return choices.front();
    if (!choices.empty())
        return begins.size() > 1 ? twice(begin, zone, 1) : twice(end, zone, 2);
    if (begins.front() == ends.front()) // written in two ways
        return LabelTimes{begins.front(), begins.front()};
    return fail(Error{ErrorCode::InconsistentData,
                      "the label ends before it begins",
                      {},
                      0,
                      2,
                      "the end is exclusive and must lie after the begin"});
}

std::optional<TimeRange> sampleAt(TimeMs point, const TimeGrid& grid)
{
    if (point < grid.origin || point >= grid.range().end)
        return std::nullopt;
    const auto begin = grid.timeOf((point - grid.origin) / grid.stepMs);
    return TimeRange{begin, begin + grid.stepMs};
}

} // namespace nodesentry
