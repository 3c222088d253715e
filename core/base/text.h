#pragma once

#include <string>
#include <string_view>

namespace nodesentry {

/// A digit of ASCII, whatever the locale.
[[nodiscard]] constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// What parts words within a line: a space or a tab.
[[nodiscard]] constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// ASCII letters in lower case, everything else (so UTF-8 too) as it is; for names that match in any case.
[[nodiscard]] std::string lowerCase(std::string text);

/// Text that can be stored and shown, and what had to be done for it.
struct CleanText {
    std::string text; ///< valid UTF-8, without control characters but tab and line feed
    bool wasNoUtf8 = false; ///< some bytes were read as Windows-1252
    bool hadControls = false; ///< some characters were replaced

    [[nodiscard]] bool isAsGiven() const { return !wasNoUtf8 && !hadControls; }
};

/// Makes any bytes a text. What is well-formed UTF-8 stays; every other byte is read as Windows-1252, which
/// holds Latin-1; its five undefined bytes, and control characters, become U+FFFD.
/// @cost  linear; a copy
[[nodiscard]] CleanText cleanText(std::string_view bytes);

} // namespace nodesentry
