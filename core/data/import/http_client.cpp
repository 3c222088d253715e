#include "core/data/import/http_client_p.h"

#include "core/base/log.h"
#include "core/base/text.h"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

namespace nodesentry {

namespace {

constexpr int kPollMs = 50; // how soon a stop is noticed
constexpr long kConnectSeconds = 10;
constexpr long kMostRedirects = 5;
constexpr double kMostDelaySeconds = 30;

struct CloseEasy {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct CloseMulti {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct CloseUrl {
    void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
};
struct FreeText {
    void operator()(char* text) const { curl_free(text); }
};

void startLibrary()
{
    static std::once_flag once; // curl_global_init is not safe on two threads
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

/// Puts a body together, and stops it at its limit.
struct BodyWriter {
    std::string* body;
    std::size_t limit;
    bool isCut = false;

    static std::size_t write(char* data, std::size_t size, std::size_t count, void* self)
    {
        auto& writer = *static_cast<BodyWriter*>(self);
        const std::size_t bytes = size * count;
        if (bytes > writer.limit - writer.body->size()) {
            writer.isCut = true;
            return 0; // curl then ends the transfer with CURLE_WRITE_ERROR
        }
        writer.body->append(data, bytes);
        return bytes;
    }
};

std::string encodedForm(const std::vector<std::pair<std::string, std::string>>& form)
{
    std::string text;
    for (const auto& [name, value] : form) {
        if (!text.empty())
            text += '&';
        text += percentEncoded(name) + '=' + percentEncoded(value);
    }
    return text;
}

/// Whether another attempt may go better.
bool isPassing(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_AGAIN:
        return true;
    default:
        return false;
    }
}

bool isPassing(long status)
{
    return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

std::string adviceFor(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return "check the host name in the URL";
    case CURLE_COULDNT_CONNECT:
        return "check host and port, that the server runs, and that no firewall is between";
    case CURLE_OPERATION_TIMEDOUT:
        return "the server or the network is slow: try again later, or give it more time: --http-timeout "
               "SECONDS";
    case CURLE_PEER_FAILED_VERIFICATION:
        return "if the server has a certificate of your site's own authority, name that: --ca-file FILE";
    case CURLE_SSL_CONNECT_ERROR:
        return "check that the port speaks HTTPS; else write http:// in the URL";
    case CURLE_TOO_MANY_REDIRECTS:
        return "give the address it redirects to";
    default:
        return "try the same URL with curl on this machine";
    }
}

} // namespace

struct HttpClient::Private {
    HttpClientOptions options;
    std::unique_ptr<curl_slist, FreeList> headers;
    std::unique_ptr<CURLM, CloseMulti> multi;

    struct Attempt {
        CURLcode code = CURLE_OK;
        std::string reason; ///< why there is no answer
        HttpAnswer answer;
    };

    std::unique_ptr<CURL, CloseEasy> handleFor(const HttpRequest& request, const std::string& form) const
    {
        std::unique_ptr<CURL, CloseEasy> easy(curl_easy_init());
        CURL* handle = easy.get();
        curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
        curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle, CURLOPT_USERAGENT, "nodesentry");
        curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
        curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
        curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeoutSeconds * 1000));
        curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, options.headers.empty() ? 1L : 0L);
        if (headers)
            curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(handle, CURLOPT_MAXREDIRS, kMostRedirects);
        curl_easy_setopt(handle, CURLOPT_POSTREDIR, static_cast<long>(CURL_REDIR_POST_ALL));
        if (!options.caFile.empty())
            curl_easy_setopt(handle, CURLOPT_CAINFO, options.caFile.c_str());
        if (!request.form.empty()) {
            curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(form.size()));
            curl_easy_setopt(handle, CURLOPT_POSTFIELDS, form.c_str());
        }
        const auto& login = options.credentials;
        if (login.scheme == HttpCredentials::Scheme::Basic) {
            curl_easy_setopt(handle, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
            curl_easy_setopt(handle, CURLOPT_USERNAME, login.user.c_str());
            curl_easy_setopt(handle, CURLOPT_PASSWORD, login.secret.c_str());
        } else if (login.scheme == HttpCredentials::Scheme::Bearer) {
            curl_easy_setopt(handle, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
            curl_easy_setopt(handle, CURLOPT_XOAUTH2_BEARER, login.secret.c_str());
        }
        return easy;
    }

    Result<Attempt> attempt(const HttpRequest& request, const std::string& form, const RunContext& context)
    {
        Attempt result;
        BodyWriter writer{&result.answer.body, request.bodyLimit};
        char reason[CURL_ERROR_SIZE] = "";
        const auto easy = handleFor(request, form);
        curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, &BodyWriter::write);
        curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &writer);
        curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, reason);

        // The multi interface, because it returns often enough to notice a stop.
        curl_multi_add_handle(multi.get(), easy.get());
        int running = 1;
        while (running > 0 && !context.stopRequested()) {
            if (curl_multi_perform(multi.get(), &running) != CURLM_OK)
                break;
            if (running > 0)
                curl_multi_poll(multi.get(), nullptr, 0, kPollMs, nullptr);
        }
        result.code = CURLE_RECV_ERROR; // unless it says how it ended
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
            if (message->msg == CURLMSG_DONE)
                result.code = message->data.result;
        }
        curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &result.answer.status);
        curl_multi_remove_handle(multi.get(), easy.get());
        if (running > 0 && context.stopRequested())
            return cancelled();
        if (writer.isCut) {
            result.answer.isCut = true;
            result.answer.body.clear();
            result.code = CURLE_OK;
        }
        result.reason = *reason != '\0' ? reason : curl_easy_strerror(result.code);
        return result;
    }
};

HttpClient::HttpClient() : d(std::make_unique<Private>()) { }
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpClient> HttpClient::create(HttpClientOptions options)
{
    startLibrary();
    std::error_code unknown; // a path that cannot be looked at cannot be opened either
    if (!options.caFile.empty()
        && (std::filesystem::is_directory(options.caFile, unknown) || !std::ifstream(options.caFile)))
        return fail(Error{ErrorCode::NotFound, "cannot open the file of trusted authorities", options.caFile,
                          0, 0, "check the path and that you may read it"});
    HttpClient client;
    client.d->options = std::move(options);
    for (const auto& [name, value] : client.d->options.headers) {
        auto* longer = curl_slist_append(client.d->headers.get(), (name + ": " + value).c_str());
        if (!longer)
            return fail(ErrorCode::IoError, "libcurl has no memory");
        (void)client.d->headers.release(); // the first element stays the list's
        client.d->headers.reset(longer);
    }
    client.d->multi.reset(curl_multi_init());
    if (!client.d->multi)
        return fail(ErrorCode::IoError, "libcurl does not start");
    return client;
}

Result<HttpAnswer> HttpClient::send(const HttpRequest& request, const RunContext& context)
{
    const auto form = encodedForm(request.form);
    double delay = d->options.firstDelaySeconds;
    for (int attempt = 1;; ++attempt) {
        NODESENTRY_TRY(auto result, d->attempt(request, form, context));
        const bool failed = result.code != CURLE_OK;
        const bool mayPass = failed
            ? isPassing(result.code)
            : isPassing(result.answer.status) && !(request.isFinal && request.isFinal(result.answer));
        if (!mayPass || attempt >= d->options.attempts) {
            if (!failed)
                return std::move(result.answer);
            return fail(ErrorCode::IoError,
                        fmt::format("{}: no answer{}: {}", request.url,
                                    attempt > 1 ? fmt::format(" in {} attempts", attempt) : std::string(),
                                    result.reason),
                        adviceFor(result.code));
        }
        spdlog::warn("{}: {}; trying again in {:g} s", request.url,
                     failed ? result.reason : fmt::format("HTTP status {}", result.answer.status), delay);
        const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(delay);
        while (std::chrono::steady_clock::now() < end) {
            if (context.stopRequested())
                return cancelled();
            std::this_thread::sleep_for(std::chrono::milliseconds(kPollMs));
        }
        delay = std::min(2 * delay, kMostDelaySeconds);
    }
}

std::string percentEncoded(const std::string& text)
{
    constexpr char kHex[] = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
            || c == '-' || c == '.' || c == '_' || c == '~';
        if (isPlain) {
            encoded += c;
        } else {
            encoded += '%';
            encoded += kHex[byte >> 4U];
            encoded += kHex[byte & 15U];
        }
    }
    return encoded;
}

Result<std::string> checkedServerUrl(const std::string& url)
{
    startLibrary();
    const std::unique_ptr<CURLU, CloseUrl> parts(curl_url());
    const auto part = [&](CURLUPart which) {
        char* text = nullptr;
        const bool present = curl_url_get(parts.get(), which, &text, 0) == CURLUE_OK;
        const std::unique_ptr<char, FreeText> owned(text);
        return present ? std::string(text) : std::string();
    };
    if (curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK)
        // The text itself might hold a password.
        return fail(ErrorCode::InvalidArgument, "not a URL",
                    "write it as http://host:9090 or https://host/path");
    const auto scheme = lowerCase(part(CURLUPART_SCHEME));
    if (scheme != "http" && scheme != "https")
        return fail(ErrorCode::InvalidArgument, fmt::format("a URL of scheme '{}'", scheme),
                    "write it as http://host:9090 or https://host/path");
    if (!part(CURLUPART_USER).empty() || !part(CURLUPART_PASSWORD).empty())
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("user and password in the URL of {}, where every user of this machine sees them",
                        part(CURLUPART_HOST)),
            fmt::format("put user:password into a file and name that: --basic-auth-file FILE; or into the "
                        "environment variable {}",
                        kBasicAuthVariable));
    if (!part(CURLUPART_QUERY).empty() || !part(CURLUPART_FRAGMENT).empty())
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("the URL of {} has a query or fragment", part(CURLUPART_HOST)),
                    "give the address of the server alone, such as http://host:9090");
    std::string checked = url;
    while (!checked.empty() && checked.back() == '/')
        checked.pop_back();
    return checked;
}

} // namespace nodesentry
