#include "core/data/import/http_credentials.h"

#include "core/base/log.h"
#include "core/base/text.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

namespace nodesentry {

namespace {

/// A secret, and where it comes from, for messages.
struct Secret {
    std::string text;
    std::string place;
};

void warnIfOpenToOthers(const std::string& path)
{
    using std::filesystem::perms;
    std::error_code unknown; // then nothing is known against the file
    const auto permissions = std::filesystem::status(path, unknown).permissions();
    if (!unknown && (permissions & (perms::group_read | perms::others_read)) != perms::none)
        spdlog::warn("other users can read the secret in '{}'; chmod 600 keeps it from them", path);
}

Result<std::optional<Secret>> findSecret(const std::string& path, const char* variable)
{
    if (path.empty()) {
        const char* value = std::getenv(variable);
        if (value == nullptr || *value == '\0')
            return std::nullopt;
        return Secret{value, std::string("environment variable ") + variable};
    }
    std::ifstream file(path);
    Secret secret{{}, path};
    if (!std::getline(file, secret.text) && !file.eof())
        return fail(Error{ErrorCode::NotFound, "cannot read the file with the secret", path, 0, 0,
                          "check the path and that you may read it"});
    if (!secret.text.empty() && secret.text.back() == '\r')
        secret.text.pop_back();
    warnIfOpenToOthers(path);
    return secret;
}

Result<void> checkSecret(const Secret& secret)
{
    // A line end in a header would begin another header.
    const bool hasControl = std::any_of(secret.text.begin(), secret.text.end(),
                                        [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    if (secret.text.empty() || hasControl)
        return fail(ErrorCode::InvalidArgument,
                    (secret.text.empty() ? "an empty secret in " : "control characters in the secret in ")
                        + secret.place,
                    "write it alone on the first line");
    return {};
}

} // namespace

Result<HttpHeaders> readHeaders(const std::vector<std::string>& given, const std::string& file)
{
    auto texts = given;
    if (!file.empty()) {
        std::ifstream lines(file);
        if (!lines)
            return fail(Error{ErrorCode::NotFound, "cannot read the file with headers", file, 0, 0,
                              "check the path and that you may read it"});
        warnIfOpenToOthers(file);
        for (std::string line; std::getline(lines, line);) {
            if (!line.empty() && line.back() == '\r')
                line.pop_back();
            if (!line.empty())
                texts.push_back(std::move(line));
        }
    }
    HttpHeaders headers;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto& text = texts[i];
        const auto isToken = [](unsigned char c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-'
                || c == '_';
        };
        const auto colon = text.find(':');
        const auto name = text.substr(0, colon);
        if (colon == std::string::npos || name.empty() || !std::all_of(name.begin(), name.end(), isToken))
            return fail(ErrorCode::InvalidArgument, "header " + std::to_string(i + 1) + " is none",
                        "write it as 'NAME: VALUE', such as 'X-Scope-OrgID: hpc'");
        const auto begin = text.find_first_not_of(" \t", colon + 1);
        auto value = begin == std::string::npos ? std::string() : text.substr(begin);
        const bool hasControl
            = std::any_of(value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
        if (value.empty() || hasControl)
            return fail(ErrorCode::InvalidArgument,
                        "the header " + name + (value.empty() ? " has no value" : " has control characters"),
                        "write it as 'NAME: VALUE'");
        const auto plain = lowerCase(name);
        if (plain == "authorization" || plain == "proxy-authorization" || plain == "cookie")
            return fail(ErrorCode::InvalidArgument,
                        "the header " + name + " is a secret, which others could see",
                        "use --bearer-token-file or --basic-auth-file");
        if (plain == "host" || plain == "content-length" || plain == "content-type"
            || plain == "transfer-encoding" || plain == "accept-encoding" || plain == "connection"
            || plain == "expect")
            return fail(ErrorCode::InvalidArgument, "the header " + name + " is not to be set",
                        "leave it out");
        headers.emplace_back(name, std::move(value));
    }
    return headers;
}

Result<HttpCredentials> readCredentials(const HttpCredentialSources& sources)
{
    // A file on the one hand outweighs a variable on the other.
    const bool anyFile = !sources.basicAuthFile.empty() || !sources.bearerTokenFile.empty();
    std::optional<Secret> basic;
    std::optional<Secret> bearer;
    if (!anyFile || !sources.basicAuthFile.empty()) {
        NODESENTRY_TRY(basic, findSecret(sources.basicAuthFile, kBasicAuthVariable));
    }
    if (!anyFile || !sources.bearerTokenFile.empty()) {
        NODESENTRY_TRY(bearer, findSecret(sources.bearerTokenFile, kBearerTokenVariable));
    }
    if (basic && bearer)
        return fail(ErrorCode::InvalidArgument,
                    "two ways to log in at once: " + basic->place + " and " + bearer->place,
                    "give one of them");
    if (bearer) {
        NODESENTRY_CHECK(checkSecret(*bearer));
        return HttpCredentials{HttpCredentials::Scheme::Bearer, {}, std::move(bearer->text)};
    }
    if (basic) {
        NODESENTRY_CHECK(checkSecret(*basic));
        const auto colon = basic->text.find(':');
        if (colon == std::string::npos || colon == 0)
            return fail(ErrorCode::InvalidArgument, "no user and password in " + basic->place,
                        "write them as user:password");
        return HttpCredentials{HttpCredentials::Scheme::Basic, basic->text.substr(0, colon),
                               basic->text.substr(colon + 1)};
    }
    return HttpCredentials{};
}

} // namespace nodesentry
