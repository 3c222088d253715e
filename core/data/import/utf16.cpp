#include "core/data/import/utf16_p.h"

#include <algorithm>

namespace nodesentry {

namespace {

void appendUtf8(char32_t point, std::string& text)
{
    const auto byte = [&](char32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xC0 | (point >> 6));
        byte(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        byte(0xE0 | (point >> 12));
        byte(0x80 | ((point >> 6) & 0x3F));
        byte(0x80 | (point & 0x3F));
    } else {
        byte(0xF0 | (point >> 18));
        byte(0x80 | ((point >> 12) & 0x3F));
        byte(0x80 | ((point >> 6) & 0x3F));
        byte(0x80 | (point & 0x3F));
    }
}

constexpr char32_t kReplacement = 0xFFFD;

} // namespace

std::optional<Utf16Decoder> Utf16Decoder::of(std::string_view start)
{
    if (start.starts_with("\xFF\xFE"))
        return Utf16Decoder(false);
    if (start.starts_with("\xFE\xFF"))
        return Utf16Decoder(true);
    constexpr std::size_t kFewest = 8;
    constexpr std::size_t kMost = 64;
    const auto looked = std::min(start.size(), kMost) / 2 * 2;
    if (looked < kFewest)
        return std::nullopt;
    bool little = true; // every second byte is zero, the others are not
    bool big = true;
    for (std::size_t i = 0; i < looked; i += 2) {
        little = little && start[i] != 0 && start[i + 1] == 0;
        big = big && start[i] == 0 && start[i + 1] != 0;
    }
    return little || big ? std::optional(Utf16Decoder(big)) : std::nullopt;
}

void Utf16Decoder::append(std::string_view bytes, std::string& text)
{
    for (const char byte : bytes) {
        if (!m_half) {
            m_half = byte;
            continue;
        }
        const auto first = static_cast<unsigned char>(*m_half);
        const auto second = static_cast<unsigned char>(byte);
        m_half.reset();
        take(static_cast<char16_t>(m_bigEndian ? first << 8 | second : second << 8 | first), text);
    }
}

void Utf16Decoder::take(char16_t unit, std::string& text)
{
    const bool isHigh = unit >= 0xD800 && unit < 0xDC00;
    const bool isLow = unit >= 0xDC00 && unit < 0xE000;
    if (m_high != 0 && isLow) {
        appendUtf8(0x10000 + ((static_cast<char32_t>(m_high) - 0xD800) << 10) + (unit - 0xDC00U), text);
        m_high = 0;
        return;
    }
    if (m_high != 0)
        appendUtf8(kReplacement, text);
    m_high = isHigh ? unit : u'\0';
    if (!isHigh)
        appendUtf8(isLow ? kReplacement : static_cast<char32_t>(unit), text);
}

} // namespace nodesentry
