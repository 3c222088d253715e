#include "core/data/import/sample_columns_p.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace nodesentry {

namespace {

// A pack is a sequence of columns: series (as the difference to the column before), count, code, times,
// values. It never leaves the machine, so numbers are in its byte order.

enum TimeCode : std::uint8_t {
    SameTimes, ///< as the column before; nothing follows
    RegularTimes, ///< first, step
    TimeDeltas, ///< first, then int32 differences
    AllTimes, ///< int64 each
};

enum ValueCode : std::uint8_t {
    ConstantValue, ///< one double
    Floats,
    WholeDeltas, ///< first as a double, then int32 differences
    Doubles,
};

template <class T> void put(std::vector<std::uint8_t>& bytes, T value)
{
    const auto at = bytes.size();
    bytes.resize(at + sizeof(T));
    std::memcpy(bytes.data() + at, &value, sizeof(T));
}

template <class T> T get(const std::uint8_t* at)
{
    T value;
    std::memcpy(&value, at, sizeof(T));
    return value;
}

void putVarint(std::vector<std::uint8_t>& bytes, std::uint32_t value)
{
    while (value >= 0x80) {
        bytes.push_back(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    bytes.push_back(static_cast<std::uint8_t>(value));
}

std::uint32_t getVarint(const std::uint8_t*& at)
{
    std::uint32_t value = 0;
    for (int shift = 0;; shift += 7) {
        value |= static_cast<std::uint32_t>(*at & 0x7F) << shift;
        if (!(*at++ & 0x80))
            return value;
    }
}

TimeCode timeCodeOf(std::span<const TimeMs> times)
{
    if (times.size() == 1)
        return AllTimes;
    const auto step = times[1] - times[0];
    bool regular = true;
    for (std::size_t i = 1; i < times.size(); ++i) {
        const auto difference = times[i] - times[i - 1];
        regular = regular && difference == step;
        if (difference != static_cast<std::int32_t>(difference))
            return AllTimes;
    }
    return regular ? RegularTimes : TimeDeltas;
}

void putTimes(std::vector<std::uint8_t>& bytes, std::span<const TimeMs> times, TimeCode code)
{
    if (code == SameTimes)
        return;
    if (code == AllTimes) {
        for (const auto time : times)
            put(bytes, time);
        return;
    }
    put(bytes, times[0]);
    if (code == RegularTimes) {
        put(bytes, times[1] - times[0]);
        return;
    }
    for (std::size_t i = 1; i < times.size(); ++i)
        put(bytes, static_cast<std::int32_t>(times[i] - times[i - 1]));
}

std::size_t timeBytes(TimeCode code, std::size_t count)
{
    switch (code) {
    case SameTimes:
        return 0;
    case RegularTimes:
        return 2 * sizeof(TimeMs);
    case TimeDeltas:
        return sizeof(TimeMs) + (count - 1) * sizeof(std::int32_t);
    case AllTimes:
        break;
    }
    return count * sizeof(TimeMs);
}

bool isWhole(double value)
{
    constexpr double kExact = 9007199254740992.0; // 2^53
    return std::abs(value) <= kExact && value == std::trunc(value) && !(value == 0 && std::signbit(value));
}

ValueCode valueCodeOf(std::span<const double> values)
{
    bool constant = true;
    bool floats = true;
    bool whole = isWhole(values[0]);
    for (std::size_t i = 0; i < values.size() && (constant || floats || whole); ++i) {
        constant = constant && std::memcmp(&values[i], &values[0], sizeof(double)) == 0;
        floats = floats && static_cast<double>(static_cast<float>(values[i])) == values[i];
        whole = whole && isWhole(values[i])
            && (i == 0 || std::abs(values[i] - values[i - 1]) <= std::numeric_limits<std::int32_t>::max());
    }
    return constant ? ConstantValue : floats ? Floats : whole ? WholeDeltas : Doubles;
}

void putValues(std::vector<std::uint8_t>& bytes, std::span<const double> values, ValueCode code)
{
    switch (code) {
    case ConstantValue:
        put(bytes, values[0]);
        return;
    case Floats:
        for (const double value : values)
            put(bytes, static_cast<float>(value));
        return;
    case WholeDeltas:
        put(bytes, values[0]);
        for (std::size_t i = 1; i < values.size(); ++i)
            put(bytes, static_cast<std::int32_t>(values[i] - values[i - 1]));
        return;
    case Doubles:
        for (const double value : values)
            put(bytes, value);
        return;
    }
}

std::size_t valueBytes(ValueCode code, std::size_t count)
{
    switch (code) {
    case ConstantValue:
        return sizeof(double);
    case Floats:
        return count * sizeof(float);
    case WholeDeltas:
        return sizeof(double) + (count - 1) * sizeof(std::int32_t);
    case Doubles:
        break;
    }
    return count * sizeof(double);
}

// One byte holds both codes.
constexpr int kValueCodeShift = 4;

/// Samples in the order of their series, and within one in the order given.
struct SortedSamples {
    struct Run {
        int series = 0;
        std::size_t count = 0;
    };
    std::vector<TimeMs> times;
    std::vector<double> values;
    std::vector<Run> columns;
};

SortedSamples bySeries(std::span<const RawSample> samples)
{
    const auto [least, most]
        = std::minmax_element(samples.begin(), samples.end(),
                              [](const RawSample& a, const RawSample& b) { return a.series < b.series; });
    const int first = least->series;
    std::vector<std::size_t> place(static_cast<std::size_t>(most->series - first) + 1, 0);
    for (const auto& sample : samples)
        ++place[static_cast<std::size_t>(sample.series - first)];

    SortedSamples sorted;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < place.size(); ++i) {
        const auto count = place[i];
        if (count > 0)
            sorted.columns.push_back({first + static_cast<int>(i), count});
        place[i] = begin;
        begin += count;
    }
    sorted.times.resize(samples.size());
    sorted.values.resize(samples.size());
    for (const auto& sample : samples) {
        const auto at = place[static_cast<std::size_t>(sample.series - first)]++;
        sorted.times[at] = sample.time;
        sorted.values[at] = sample.value;
    }
    return sorted;
}

} // namespace

void packSamples(std::vector<RawSample>& samples, std::vector<std::uint8_t>& bytes)
{
    if (samples.empty())
        return;
    const auto sorted = bySeries(samples);
    const std::span<const TimeMs> times(sorted.times);
    const std::span<const double> values(sorted.values);
    put(bytes, static_cast<std::uint32_t>(sorted.columns.size()));
    int lastSeries = sorted.columns.front().series;
    put(bytes, lastSeries);
    std::span<const TimeMs> above;
    std::size_t begin = 0;
    for (const auto& column : sorted.columns) {
        const auto columnTimes = times.subspan(begin, column.count);
        const auto columnValues = values.subspan(begin, column.count);
        const bool same = std::equal(columnTimes.begin(), columnTimes.end(), above.begin(), above.end());
        const auto timeCode = same ? SameTimes : timeCodeOf(columnTimes);
        const auto valueCode = valueCodeOf(columnValues);
        putVarint(bytes, static_cast<std::uint32_t>(column.series - lastSeries));
        putVarint(bytes, static_cast<std::uint32_t>(column.count));
        bytes.push_back(static_cast<std::uint8_t>(timeCode | (valueCode << kValueCodeShift)));
        putTimes(bytes, columnTimes, timeCode);
        putValues(bytes, columnValues, valueCode);
        above = columnTimes;
        lastSeries = column.series;
        begin += column.count;
    }
    samples.clear();
}

PackedColumns::PackedColumns(std::vector<std::uint8_t> bytes) : m_bytes(std::move(bytes))
{
    const auto* const begin = m_bytes.data();
    const auto* const end = begin + m_bytes.size();
    const auto* at = begin;
    while (at < end) {
        const auto columns = get<std::uint32_t>(at);
        int series = get<int>(at + sizeof(std::uint32_t));
        at += sizeof(std::uint32_t) + sizeof(int);
        Column column;
        for (std::uint32_t i = 0; i < columns; ++i) {
            series += static_cast<int>(getVarint(at));
            column.series = series;
            column.count = getVarint(at);
            const auto* const codes = at++;
            const auto timeCode = static_cast<TimeCode>(*codes & ((1 << kValueCodeShift) - 1));
            const auto valueCode = static_cast<ValueCode>(*codes >> kValueCodeShift);
            if (timeCode != SameTimes)
                column.times = static_cast<std::size_t>(codes - begin);
            at += timeBytes(timeCode, column.count);
            column.values = static_cast<std::size_t>(at - begin);
            column.valueCode = valueCode;
            at += valueBytes(valueCode, column.count);
            m_columns.push_back(column);
        }
    }
    std::stable_sort(m_columns.begin(), m_columns.end(),
                     [](const Column& a, const Column& b) { return a.series < b.series; });
}

void PackedColumns::appendTimes(const Column& column, std::vector<TimeMs>& times) const
{
    const auto* at = m_bytes.data() + column.times;
    const auto code = static_cast<TimeCode>(*at++ & ((1 << kValueCodeShift) - 1));
    const auto first = times.size();
    times.resize(first + column.count);
    auto* const out = times.data() + first;
    if (code == AllTimes) {
        std::memcpy(out, at, column.count * sizeof(TimeMs));
        return;
    }
    out[0] = get<TimeMs>(at);
    at += sizeof(TimeMs);
    const auto step = code == RegularTimes ? get<TimeMs>(at) : 0;
    for (std::uint32_t i = 1; i < column.count; ++i) {
        out[i] = out[i - 1] + (code == RegularTimes ? step : get<std::int32_t>(at));
        at += sizeof(std::int32_t);
    }
}

void PackedColumns::appendValues(const Column& column, std::vector<double>& values) const
{
    const auto* at = m_bytes.data() + column.values;
    const auto first = values.size();
    values.resize(first + column.count);
    auto* const out = values.data() + first;
    switch (column.valueCode) {
    case ConstantValue:
        std::fill_n(out, column.count, get<double>(at));
        return;
    case Floats:
        for (std::uint32_t i = 0; i < column.count; ++i)
            out[i] = static_cast<double>(get<float>(at + i * sizeof(float)));
        return;
    case WholeDeltas:
        out[0] = get<double>(at);
        at += sizeof(double);
        for (std::uint32_t i = 1; i < column.count; ++i)
            out[i] = out[i - 1] + get<std::int32_t>(at + (i - 1) * sizeof(std::int32_t));
        return;
    case Doubles:
        std::memcpy(out, at, column.count * sizeof(double));
        return;
    }
}

} // namespace nodesentry
