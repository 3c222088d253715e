#include "core/data/import/names.h"

namespace nodesentry {

namespace {

bool isLeftOut(char c)
{
    return c == ' ' || c == '_' || c == '-' || c == '#';
}

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::string plainName(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        if (!isLeftOut(c))
            plain += lowered(c);
    }
    return plain;
}

bool isPlainly(std::string_view name, std::string_view plain)
{
    for (const char c : name) {
        if (isLeftOut(c))
            continue;
        if (plain.empty() || lowered(c) != plain.front())
            return false;
        plain.remove_prefix(1);
    }
    return plain.empty();
}

} // namespace nodesentry
