#include "core/data/import/utf16_p.h"

#include "core/base/expects.h"

#include <algorithm>
#include <array>
#include <cerrno>

namespace nodesentry {

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

Utf16Decoder::Utf16Decoder(bool bigEndian)
{
    const auto conversion = iconv_open("UTF-8", bigEndian ? "UTF-16BE" : "UTF-16LE");
    NODESENTRY_EXPECTS(conversion != reinterpret_cast<iconv_t>(-1), "every iconv() knows UTF-8 and UTF-16");
    m_conversion.reset(conversion);
}

void Utf16Decoder::append(std::string_view bytes, std::string& text)
{
    constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
    constexpr std::size_t kUnit = 2;
    m_rest += bytes;
    char* in = m_rest.data();
    std::size_t left = m_rest.size();
    std::array<char, 4096> buffer{};
    while (left > 0) {
        char* out = buffer.data();
        std::size_t room = buffer.size();
        const auto done = iconv(m_conversion.get(), &in, &left, &out, &room);
        const int error = done == static_cast<std::size_t>(-1) ? errno : 0;
        text.append(buffer.data(), buffer.size() - room);
        if (error == EINVAL) // the rest comes with the next block
            break;
        if (error == EILSEQ) {
            text += kReplacement;
            in += kUnit;
            left -= std::min(left, kUnit);
        }
    }
    m_rest.erase(0, m_rest.size() - left);
}

} // namespace nodesentry
