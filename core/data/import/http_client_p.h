#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/import/http_credentials.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace nodesentry {

struct HttpAnswer {
    long status = 0; ///< e.g. 200
    std::string body; ///< decompressed
    bool isCut = false; ///< the body would be longer than the request's limit; it is left empty
};

struct HttpRequest {
    std::string url;
    std::vector<std::pair<std::string, std::string>> form{}; ///< sent by POST; empty: GET
    std::size_t bodyLimit = std::size_t{64} << 20; ///< bytes after decompression
    /// Whether a failed answer (429, 5xx) says something that asking again would not change.
    std::function<bool(const HttpAnswer&)> isFinal{};
};

struct HttpClientOptions {
    HttpCredentials credentials{};
    std::string caFile{}; ///< certificates of trusted authorities, PEM; empty: the system's
    double timeoutSeconds = 150; ///< of one attempt
    int attempts = 5; ///< on connection errors, 429, 500, 502, 503 and 504
    double firstDelaySeconds = 0.5; ///< before the second attempt; doubled for each further one
    HttpHeaders headers{}; ///< with them no redirect is followed: they are for the server asked
};

/// Asks HTTP and HTTPS servers, one request at a time; connections are kept open and used again.
///
/// Credentials go to the server asked only, not to where it redirects to, and appear in no message.
/// @thread one thread at a time
class HttpClient {
public:
    /// @error NotFound  the CA file cannot be read
    [[nodiscard]] static Result<HttpClient> create(HttpClientOptions options);
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;
    ~HttpClient();

    /// @return the answer, of whatever status; the last one when all attempts failed
    /// @error IoError    no answer: no connection, timed out, a certificate that is not trusted
    /// @error Cancelled  a stop was requested
    [[nodiscard]] Result<HttpAnswer> send(const HttpRequest& request, const RunContext& context);

private:
    HttpClient();
    struct Private;
    std::unique_ptr<Private> d;
};

/// Text as it can stand in a URL's path or query.
[[nodiscard]] std::string percentEncoded(const std::string& text);

/// Checks the URL of a server that a person gave, and takes slashes off its end.
/// @error InvalidArgument  not http or https, no host, user and password in it (which the message leaves
///                         out), or a query or fragment
[[nodiscard]] Result<std::string> checkedServerUrl(const std::string& url);

} // namespace nodesentry
