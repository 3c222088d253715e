#include "core/base/result.h"

namespace nodesentry {

Error& Error::inFile(std::string path, std::int64_t atLine, std::int64_t atColumn)
{
    file = std::move(path);
    line = atLine;
    column = atColumn;
    return *this;
}

Error& Error::advise(std::string what)
{
    advice = std::move(what);
    return *this;
}

std::string Error::text() const
{
    std::string text;
    if (!file.empty()) {
        text += file;
        if (line > 0)
            text += ":" + std::to_string(line);
        if (line > 0 && column > 0)
            text += ":" + std::to_string(column);
        text += ": ";
    }
    text += message;
    if (!advice.empty())
        text += " (" + advice + ")";
    return text;
}

} // namespace nodesentry
