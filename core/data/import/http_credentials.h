#pragma once

#include "core/base/result.h"

#include <string>
#include <utility>
#include <vector>

namespace nodesentry {

/// Where the secrets of an HTTP server are found. Secrets themselves are never options: command lines are
/// seen by every user of a machine, and a project keeps the options of its runs.
struct HttpCredentialSources {
    std::string basicAuthFile{}; ///< first line "user:password"; empty: none
    std::string bearerTokenFile{}; ///< first line the token; empty: none
};

/// Headers that a server asks for besides, such as X-Scope-OrgID of Mimir.
using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// Reads headers written as `NAME: VALUE`, given one by one and in a file, one a line.
/// @param file  empty: none; a file that other users can read is used, and the log warns of it
/// @error NotFound         the file cannot be opened
/// @error InvalidArgument  not such a text, control characters, or a header that is not to be set so (Authorization,
///                         Host, Content-Length and the like); the message names the header, never its value
[[nodiscard]] Result<HttpHeaders> readHeaders(const std::vector<std::string>& given, const std::string& file);

/// The environment variables that are read when no file is given.
inline constexpr const char* kBasicAuthVariable = "NODESENTRY_HTTP_BASIC_AUTH"; ///< "user:password"
inline constexpr const char* kBearerTokenVariable = "NODESENTRY_HTTP_BEARER_TOKEN";

/// How a request proves who asks. Never printed.
struct HttpCredentials {
    enum class Scheme { None, Basic, Bearer };
    Scheme scheme = Scheme::None;
    std::string user; ///< Basic only
    std::string secret; ///< password or token
};

/// Reads the secrets: of the file if one is given, else of the environment; Scheme::None where there is
/// neither. A file that other users can read is used, and the log warns of it.
/// @error NotFound         a file cannot be opened
/// @error InvalidArgument  both kinds at once; a secret that is empty, has control characters or, for basic
///                         authentication, no colon. The message names the place, never the content.
[[nodiscard]] Result<HttpCredentials> readCredentials(const HttpCredentialSources& sources);

} // namespace nodesentry
