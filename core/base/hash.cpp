#include "core/base/hash.h"

#include <xxhash.h>

#include <array>
#include <cstdio>
#include <new>

namespace nodesentry {

Fingerprint::Fingerprint() : m_state(XXH3_createState())
{
    if (m_state == nullptr)
        throw std::bad_alloc();
    XXH3_128bits_reset(static_cast<XXH3_state_t*>(m_state));
}

Fingerprint::~Fingerprint()
{
    XXH3_freeState(static_cast<XXH3_state_t*>(m_state));
}

Fingerprint& Fingerprint::addBytes(const void* data, std::size_t size)
{
    XXH3_128bits_update(static_cast<XXH3_state_t*>(m_state), data, size);
    return *this;
}

Fingerprint& Fingerprint::add(std::string_view text)
{
    add(static_cast<std::int64_t>(text.size()));
    return addBytes(text.data(), text.size());
}

Fingerprint& Fingerprint::add(std::int64_t value)
{
    return addBytes(&value, sizeof value);
}

Fingerprint& Fingerprint::add(double value)
{
    return addBytes(&value, sizeof value);
}

std::string Fingerprint::hex() const
{
    const auto hash = XXH3_128bits_digest(static_cast<const XXH3_state_t*>(m_state));
    std::array<char, 33> text{};
    std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return text.data();
}

} // namespace nodesentry
