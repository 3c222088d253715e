#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace nodesentry {

/// JSON as text. Bytes that are no UTF-8, as a job's comment of an old system may hold, come out as U+FFFD: a text
/// from outside never ends the program. The only way in which core and its programs write JSON.
/// @param indent  blanks a level; -1 writes one line
template <class Json> [[nodiscard]] std::string jsonText(const Json& json, int indent = -1)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

/// What is wrong with a JSON text, in the words of its reader but without that library's numbers.
[[nodiscard]] inline std::string jsonProblem(const nlohmann::json::exception& problem)
{
    const std::string text = problem.what();
    const auto end = text.starts_with('[') ? text.find("] ") : std::string::npos;
    return end == std::string::npos ? text : text.substr(end + 2);
}

} // namespace nodesentry
