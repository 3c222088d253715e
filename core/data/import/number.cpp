#include "core/data/import/number.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

namespace nodesentry {

namespace {

constexpr const char* kNoNumber = "not a number";
constexpr const char* kCommaAmongPoints = "a decimal comma in a file with decimal points";
constexpr const char* kPointAmongCommas = "a decimal point in a file with decimal commas";
constexpr const char* kThousandsOrDecimals = "a comma that may part thousands or decimals";

constexpr std::array<std::string_view, 28> kMissingWords{
    "na",    "n/a",    "#n/a", "<na>",          "null",    "(null)",  "none",    "nil",   "\\n",     "-",
    "--",    "---",    "?",    "undefined",     "missing", "unknown", "#value!", "#num!", "#div/0!", "#null!",
    "#ref!", "#name?", "n.a.", "not available", "1.#ind",  "1.#qnan", "1.#inf",  "nodata"};

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// The number at the front of a text that may have a unit behind it.
std::string_view numberIn(std::string_view text)
{
    std::size_t end = !text.empty() && (text.front() == '-' || text.front() == '+') ? 1 : 0;
    while (end < text.size() && (isDigit(text[end]) || text[end] == '.' || text[end] == ','))
        ++end;
    // An exponent, if digits follow: "1e5", but not the E of a unit.
    if (end > 0 && end + 1 < text.size() && (text[end] == 'e' || text[end] == 'E')) {
        auto digits = end + 1 + (text[end + 1] == '-' || text[end + 1] == '+' ? 1U : 0U);
        if (digits < text.size() && isDigit(text[digits])) {
            while (digits < text.size() && isDigit(text[digits]))
                ++digits;
            end = digits;
        }
    }
    return text.substr(0, end);
}

/// "1.234,5" or "1,234" -> whether the marks part the digits before them into threes, as of thousands.
bool partsThousands(std::string_view whole, char mark)
{
    if (!whole.empty() && (whole.front() == '-' || whole.front() == '+'))
        whole.remove_prefix(1);
    const auto first = whole.find(mark);
    if (first == 0 || first > 3 || whole.front() == '0')
        return false;
    for (std::size_t at = first; at < whole.size(); at += 4) {
        if (whole[at] != mark || at + 4 > whole.size() || !isDigit(whole[at + 1]) || !isDigit(whole[at + 2])
            || !isDigit(whole[at + 3]))
            return false;
    }
    return true;
}

/// Brings a number with a comma into the form of one with a point.
/// @return nullptr, or why it has no certain reading
const char* withPoint(std::string_view number, DecimalMark& mark, std::string& plain)
{
    const auto comma = number.find(',');
    const auto point = number.find('.');
    if (comma == std::string_view::npos) {
        if (mark == DecimalMark::Comma && point != std::string_view::npos)
            return kPointAmongCommas;
        if (point != std::string_view::npos)
            mark = DecimalMark::Point;
        plain = number;
        return nullptr;
    }
    if (mark == DecimalMark::Point)
        return kCommaAmongPoints;
    if (number.find(',', comma + 1) != std::string_view::npos)
        return kNoNumber; // "1,2,3", or thousands that are parted by commas
    if (mark == DecimalMark::Unknown && point == std::string_view::npos && partsThousands(number, ','))
        return kThousandsOrDecimals;
    if (point != std::string_view::npos && (point > comma || !partsThousands(number.substr(0, comma), '.')))
        return kNoNumber;
    mark = DecimalMark::Comma;
    plain.clear();
    for (const char c : number) {
        if (c != '.')
            plain += c == ',' ? '.' : c;
    }
    return nullptr;
}

} // namespace

bool isMissingWord(std::string_view text)
{
    text = trimmed(text);
    if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
        const auto inner
            = text.substr(1, text.size() - 2); // nvidia-smi: [N/A], [Not Supported], [Unknown Error]
        return std::none_of(inner.begin(), inner.end(), isDigit);
    }
    constexpr std::size_t kLongest = 16;
    if (text.empty() || text.size() > kLongest)
        return false;
    std::array<char, kLongest> lower{};
    std::transform(text.begin(), text.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    std::string_view word(lower.data(), text.size());
    if (word.starts_with("-1.#") || word.starts_with("+1.#"))
        word.remove_prefix(1);
    return std::find(kMissingWords.begin(), kMissingWords.end(), word) != kMissingWords.end();
}

bool isUnit(std::string_view text)
{
    constexpr std::array<std::string_view, 75> kUnits{
        "%",     "W",     "kW",    "mW",    "V",     "mV",      "A",     "mA",      "J",    "kJ",   "MJ",
        "kWh",   "Wh",    "Hz",    "kHz",   "MHz",   "GHz",     "C",     "F",       "K",    "°C",   "°F",
        "degC",  "B",     "kB",    "KB",    "MB",    "GB",      "TB",    "KiB",     "MiB",  "GiB",  "TiB",
        "bytes", "byte",  "Bytes", "bit",   "bits",  "B/s",     "kB/s",  "KB/s",    "MB/s", "GB/s", "KiB/s",
        "MiB/s", "GiB/s", "b/s",   "kb/s",  "Mb/s",  "Gb/s",    "bps",   "kbps",    "Mbps", "Gbps", "ns",
        "us",    "µs",    "ms",    "s",     "sec",   "seconds", "min",   "h",       "d",    "rpm",  "RPM",
        "ops/s", "req/s", "iops",  "pkt/s", "pages", "packets", "cores", "threads", "procs"};
    return std::find(kUnits.begin(), kUnits.end(), text) != kUnits.end();
}

const char* parseCell(std::string_view text, DecimalMark& mark, Cell& cell)
{
    cell = {};
    text = trimmed(text);
    if (isMissingWord(text)) {
        cell.value = std::numeric_limits<double>::quiet_NaN();
        cell.isWord = true;
        return nullptr;
    }
    const auto number = numberIn(text);
    const bool hasDigits = std::any_of(number.begin(), number.end(), isDigit);
    if (!hasDigits) // empty, nan, inf, or no number
        return parseValue(text, cell.value) ? nullptr : kNoNumber;
    cell.unit = trimmed(text.substr(number.size()));
    if (!cell.unit.empty() && !isUnit(cell.unit))
        return kNoNumber;
    std::string plain;
    if (const char* fault = withPoint(number, mark, plain))
        return fault;
    return parseValue(plain, cell.value) ? nullptr : kNoNumber;
}

bool parseValue(std::string_view text, double& value)
{
    const char* begin = text.data();
    const char* end = begin + text.size();
    while (begin < end && (*begin == ' ' || *begin == '\t'))
        ++begin;
    while (begin < end && (end[-1] == ' ' || end[-1] == '\t'))
        --end;
    if (begin == end) {
        value = std::numeric_limits<double>::quiet_NaN();
        return true;
    }
    const std::string_view whole(begin, static_cast<std::size_t>(end - begin));
    if (*begin == '+' && end - begin > 1 && begin[1] != '-')
        ++begin;
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (stop != end) {
        value = std::numeric_limits<double>::quiet_NaN();
        return isMissingWord(whole);
    }
    if (error == std::errc::result_out_of_range) {
        value = std::numeric_limits<double>::quiet_NaN(); // beyond any measured quantity: as good as infinity
        return true;
    }
    if (error != std::errc())
        return false;
    if (!std::isfinite(value))
        value = std::numeric_limits<double>::quiet_NaN();
    return true;
}

bool takeDecimal(const char*& at, const char* end, char separator, double& value)
{
    // Up to 15 digits are exact in a double, as are the powers of ten up to 15: one division rounds once, so
    // the result is the nearest double, as from_chars() gives it (Clinger 1990).
    constexpr int kExactDigits = 15;
    constexpr std::array<double, kExactDigits + 1> kPowers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                           1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char* read = at;
    const bool negative = read < end && *read == '-';
    read += negative ? 1 : 0;
    std::uint64_t digits = 0;
    const char* const first = read;
    while (read < end && *read >= '0' && *read <= '9' && read - first <= kExactDigits)
        digits = digits * 10 + static_cast<std::uint64_t>(*read++ - '0');
    auto count = read - first;
    std::ptrdiff_t decimals = 0;
    if (count > 0 && read < end && *read == '.') {
        const char* const point = ++read;
        while (read < end && *read >= '0' && *read <= '9' && read - point <= kExactDigits)
            digits = digits * 10 + static_cast<std::uint64_t>(*read++ - '0');
        decimals = read - point;
        count += decimals;
    }
    if (count == 0 || count > kExactDigits || (read < end && *read != separator))
        return false;
    const auto whole = static_cast<double>(digits);
    const double magnitude = decimals == 0 ? whole : whole / kPowers[static_cast<std::size_t>(decimals)];
    value = negative ? -magnitude : magnitude;
    at = read;
    return true;
}

} // namespace nodesentry
