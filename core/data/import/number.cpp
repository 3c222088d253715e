#include "core/data/import/number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace nodesentry {

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
    if (*begin == '+' && end - begin > 1 && begin[1] != '-')
        ++begin;
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (stop != end)
        return false;
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
