#pragma once

#include <iconv.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace nodesentry {

/// Makes UTF-8 of UTF-16 that comes in blocks, by the system's iconv().
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
    struct Close {
        void operator()(iconv_t conversion) const { iconv_close(conversion); }
    };
    explicit Utf16Decoder(bool bigEndian);

    std::unique_ptr<std::remove_pointer_t<iconv_t>, Close> m_conversion;
    std::string m_rest; ///< bytes of a character that is not complete
};

} // namespace nodesentry
