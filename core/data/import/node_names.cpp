#include "core/data/import/node_names.h"

#include <algorithm>

namespace nodesentry {

std::string withoutPort(std::string_view instance)
{
    const auto colon = instance.rfind(':');
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == instance.size()
        || !std::all_of(instance.begin() + static_cast<std::ptrdiff_t>(colon) + 1, instance.end(), isDigit))
        return std::string(instance);
    const auto host = instance.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        return std::string(host.substr(1, host.size() - 2));
    // More colons: an IPv6 address without brackets, or a URL.
    return std::string(host.find(':') == std::string_view::npos ? host : instance);
}

} // namespace nodesentry
