#include "core/data/import/names.h"

namespace nodesentry {

std::string plainName(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        if (c == ' ' || c == '_' || c == '-' || c == '#')
            continue;
        plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return plain;
}

} // namespace nodesentry
