#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nodesentry {

/// Makes UTF-8 of UTF-16 that comes in blocks.
class Utf16Decoder {
public:
    /// @param start  of a file
    /// @return nullopt where it is no UTF-16: neither does a byte order mark begin it, nor is every other of its
    ///         first bytes zero, as in UTF-16 without a mark
    [[nodiscard]] static std::optional<Utf16Decoder> of(std::string_view start);

    /// Appends the text of the next bytes. A character that is cut by the end of the block comes with the next one;
    /// half a surrogate pair becomes U+FFFD.
    void append(std::string_view bytes, std::string& text);

private:
    explicit Utf16Decoder(bool bigEndian) : m_bigEndian(bigEndian) { }
    void take(char16_t unit, std::string& text);

    bool m_bigEndian;
    std::optional<char> m_half; ///< first byte of a unit
    char16_t m_high = 0; ///< first unit of a pair
};

} // namespace nodesentry
