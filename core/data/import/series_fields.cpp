#include "core/data/import/series_fields_p.h"

namespace nodesentry {

namespace {

/// A field without its quotes; doubled ones inside count once.
std::string quotesTaken(std::string_view field)
{
    if (field.size() < 2 || field.front() != '"' || field.back() != '"')
        return std::string(field);
    std::string text;
    for (std::size_t i = 1; i + 1 < field.size(); ++i) {
        text += field[i];
        if (field[i] == '"' && i + 2 < field.size() && field[i + 1] == '"')
            ++i;
    }
    return text;
}

} // namespace

bool splitSeriesFields(std::string_view line, char separator, std::vector<std::string>& fields)
{
    fields.clear();
    std::size_t begin = 0;
    bool inQuotes = false;
    bool inBraces = false;
    for (std::size_t at = 0; at <= line.size(); ++at) {
        const bool atEnd = at == line.size();
        if (atEnd && inQuotes)
            return false;
        if (atEnd || (line[at] == separator && !inQuotes && !inBraces)) {
            fields.push_back(quotesTaken(line.substr(begin, at - begin)));
            begin = at + 1;
            inBraces = false;
            continue;
        }
        const bool quotedField = line[begin] == '"';
        if (line[at] == '"')
            inQuotes = !inQuotes;
        else if (line[at] == '\\' && inQuotes && !quotedField && at + 1 < line.size())
            ++at;
        else if (line[at] == '{' && !inQuotes)
            inBraces = true;
        else if (line[at] == '}' && !inQuotes)
            inBraces = false;
    }
    return true;
}

} // namespace nodesentry
