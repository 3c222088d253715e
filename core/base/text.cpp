#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace nodesentry {

namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

/// What Windows-1252 has at 0x80 to 0x9F, where Latin-1 has control characters.
constexpr std::array<std::uint16_t, 32> kWindows1252{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

void appendUtf8(std::uint32_t character, std::string& text)
{
    if (character < 0x80) {
        text += static_cast<char>(character);
    } else if (character < 0x800) {
        text += static_cast<char>(0xC0 | (character >> 6));
        text += static_cast<char>(0x80 | (character & 0x3F));
    } else {
        text += static_cast<char>(0xE0 | (character >> 12));
        text += static_cast<char>(0x80 | ((character >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (character & 0x3F));
    }
}

/// Bytes of the well-formed UTF-8 character of several bytes that @p bytes begin with; 0 for none (RFC 3629).
std::size_t multibyteLength(std::string_view bytes)
{
    const auto at
        = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
    const auto isTail = [&](std::size_t i) { return (at(i) & 0xC0) == 0x80; };
    const auto first = at(0);
    if (first >= 0xC2 && first <= 0xDF)
        return isTail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool isOverlong = first == 0xE0 && at(1) < 0xA0;
        const bool isSurrogate = first == 0xED && at(1) > 0x9F;
        return isTail(1) && isTail(2) && !isOverlong && !isSurrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool isOutside = (first == 0xF0 && at(1) < 0x90) || (first == 0xF4 && at(1) > 0x8F);
        return isTail(1) && isTail(2) && isTail(3) && !isOutside ? 4 : 0;
    }
    return 0;
}

} // namespace

CleanText cleanText(std::string_view bytes)
{
    CleanText clean;
    clean.text.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size();) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte < 0x80) {
            const bool isControl = (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F;
            clean.hadControls = clean.hadControls || isControl;
            appendUtf8(isControl ? kReplacement : byte, clean.text);
            ++i;
            continue;
        }
        if (const auto length = multibyteLength(bytes.substr(i)); length > 0) {
            const bool isControl
                = length == 2 && byte == 0xC2 && static_cast<unsigned char>(bytes[i + 1]) < 0xA0;
            clean.hadControls = clean.hadControls || isControl;
            if (isControl)
                appendUtf8(kReplacement, clean.text);
            else
                clean.text += bytes.substr(i, length);
            i += length;
            continue;
        }
        clean.wasNoUtf8 = true;
        appendUtf8(byte < 0xA0 ? kWindows1252[byte - 0x80U] : byte, clean.text);
        ++i;
    }
    return clean;
}

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

} // namespace nodesentry
