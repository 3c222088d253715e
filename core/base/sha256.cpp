#include "core/base/sha256.h"

#include "core/base/expects.h"

#include <openssl/evp.h>
#include <spdlog/fmt/fmt.h>

#include <array>
#include <cstdint>

namespace nodesentry {

namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

} // namespace

struct Sha256::Private {
    std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : d(std::make_unique<Private>())
{
    NODESENTRY_EXPECTS(EVP_DigestInit_ex(d->context.get(), EVP_sha256(), nullptr) == 1,
                       "OpenSSL has SHA-256");
}
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

Sha256& Sha256::addField(std::string_view text)
{
    std::array<char, sizeof(std::uint64_t)> length{}; // big-endian
    for (std::size_t i = 0; i < length.size(); ++i)
        length[i] = static_cast<char>(std::uint64_t{text.size()} >> (8 * (length.size() - 1 - i)) & 0xff);
    return add({length.data(), length.size()}).add(text);
}

Sha256& Sha256::add(std::string_view bytes)
{
    NODESENTRY_EXPECTS(EVP_DigestUpdate(d->context.get(), bytes.data(), bytes.size()) == 1,
                       "nothing is added after hex()");
    return *this;
}

std::string Sha256::hex()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    NODESENTRY_EXPECTS(EVP_DigestFinal_ex(d->context.get(), digest.data(), &length) == 1,
                       "hex() is asked once");
    std::string text;
    for (unsigned i = 0; i < length; ++i)
        text += fmt::format("{:02x}", digest[i]);
    return text;
}

} // namespace nodesentry
