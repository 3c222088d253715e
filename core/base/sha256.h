#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace nodesentry {

/// SHA-256, for what must not be forged. What only has to be told apart takes Fingerprint (core/base/hash.h).
/// @source FIPS 180-4
class Sha256 {
public:
    Sha256();
    /// Length and content, so that ("ab", "c") is not ("a", "bc").
    Sha256& addField(std::string_view text);
    Sha256& add(std::string_view bytes);
    /// 64 hexadecimal digits of all that was added; nothing may be added after it.
    [[nodiscard]] std::string hex();

private:
    void take(const unsigned char* block);

    std::array<std::uint32_t, 8> m_state;
    std::array<unsigned char, 64> m_block{};
    std::size_t m_used = 0; ///< bytes of m_block
    std::uint64_t m_total = 0; ///< bytes
};

} // namespace nodesentry
