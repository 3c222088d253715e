#include "core/data/import/number.h"

#include <charconv>
#include <cmath>
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
    // Most values of a monitoring system are short whole numbers: read those without the general parser.
    constexpr std::ptrdiff_t kExactDigits = 15;
    if (end - begin <= kExactDigits) {
        long long whole = 0;
        const char* at = begin;
        while (at < end && *at >= '0' && *at <= '9')
            whole = whole * 10 + (*at++ - '0');
        if (at == end) {
            value = static_cast<double>(whole);
            return true;
        }
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

} // namespace nodesentry
