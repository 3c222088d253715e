#include "tests/fuzz/mutator.h"

#include <algorithm>

namespace nodesentry::fuzz {

namespace {

constexpr std::string_view kSeparators = ",;|\t\n{}[]()=:\" \x1f";

bool isSeparator(char c)
{
    return kSeparators.find(c) != std::string_view::npos;
}

/// The stretch between separators around a place.
std::pair<std::size_t, std::size_t> fieldAround(const std::string& text, std::size_t at)
{
    std::size_t begin = at;
    while (begin > 0 && !isSeparator(text[begin - 1]))
        --begin;
    std::size_t end = at;
    while (end < text.size() && !isSeparator(text[end]))
        ++end;
    return {begin, end};
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size() - 1) + 1;
        lines.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return lines;
}

} // namespace

Mutator::Mutator(std::uint64_t seed, std::vector<std::string> corpus, std::vector<std::string> dictionary)
    : m_random(seed),
      m_corpus(std::move(corpus)),
      m_dictionary(std::move(dictionary))
{
    for (const char* word : {"",
                             "0",
                             "-1",
                             "1e308",
                             "1e-320",
                             "NaN",
                             "nan",
                             "inf",
                             "-Inf",
                             "+Inf",
                             "9223372036854775807",
                             "-9223372036854775808",
                             "18446744073709551616",
                             "99999999999999999999999",
                             "1e999",
                             "0x10",
                             ".",
                             "-",
                             "+",
                             "1.5.5",
                             "\xEF\xBB\xBF",
                             "\xFF\xFE",
                             "\xC3",
                             "\r\n",
                             "\r",
                             "\n\n",
                             "\t",
                             "\"",
                             "\"\"",
                             "'",
                             "\\",
                             "\\\"",
                             "\\u0000",
                             "\\ud800",
                             "null",
                             "true",
                             "[",
                             "]",
                             "{",
                             "}",
                             "[[[[[[[[",
                             "{\"a\":{\"a\":{\"a\":",
                             "|",
                             ",,,,",
                             "%s%n",
                             "../../x",
                             "1970-01-01T00:00:00Z",
                             "2026-03-29T02:30:00",
                             "9999-12-31T23:59:59",
                             "Unknown",
                             "None assigned"})
        m_dictionary.emplace_back(word);
    m_dictionary.emplace_back(1, '\0');
    m_dictionary.emplace_back(5000, 'A');
}

std::size_t Mutator::below(std::size_t end)
{
    return end == 0 ? 0 : static_cast<std::size_t>(m_random() % end);
}

const std::string& Mutator::anyOf(const std::vector<std::string>& texts)
{
    return texts[below(texts.size())];
}

std::string Mutator::next()
{
    constexpr std::uint64_t kUnchanged = 100;
    std::string text = anyOf(m_corpus);
    if (m_made++ % kUnchanged == 0)
        return text;
    // Mostly few changes, so that they reach what lies behind the first check.
    for (auto count = std::size_t{1} << below(5); count > 0; --count)
        mutate(text);
    text.resize(std::min(text.size(), kLongest));
    return text;
}

void Mutator::mutate(std::string& text)
{
    switch (below(8)) {
    case 0:
    case 1:
        return mutateBytes(text);
    case 2:
    case 3:
    case 4:
        return mutateField(text);
    case 5:
    case 6:
        return mutateLines(text);
    default:
        return spliceWithAnother(text);
    }
}

void Mutator::mutateBytes(std::string& text)
{
    const auto at = below(text.size() + 1);
    const auto length = below(std::min<std::size_t>(text.size() - at, 32) + 1);
    switch (below(6)) {
    case 0:
        if (at < text.size())
            text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
        return;
    case 1:
        if (at < text.size())
            text[at] = static_cast<char>(below(256));
        return;
    case 2:
        text.erase(at, length);
        return;
    case 3:
        text.insert(at, text.substr(at, length));
        return;
    case 4:
        text.insert(at, 1, kSeparators[below(kSeparators.size())]);
        return;
    default:
        text.resize(at); // breaks off
        return;
    }
}

void Mutator::mutateField(std::string& text)
{
    if (text.empty())
        return;
    const auto [begin, end] = fieldAround(text, below(text.size()));
    const auto field = text.substr(begin, end - begin);
    switch (below(5)) {
    case 0:
    case 1:
        text.replace(begin, end - begin, anyOf(m_dictionary));
        return;
    case 2: { // a field from elsewhere
        const auto [otherBegin, otherEnd] = fieldAround(text, below(text.size()));
        text.replace(begin, end - begin, text.substr(otherBegin, otherEnd - otherBegin));
        return;
    }
    case 3: // once more, with its separator
        text.insert(begin, field + (end < text.size() ? text[end] : ','));
        return;
    default:
        text.erase(begin, end - begin + (end < text.size() ? 1 : 0));
        return;
    }
}

void Mutator::mutateLines(std::string& text)
{
    auto lines = linesOf(text);
    if (lines.empty())
        return;
    const auto at = below(lines.size());
    switch (below(4)) {
    case 0:
        std::swap(lines[at], lines[below(lines.size())]);
        break;
    case 1:
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
        break;
    case 2:
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(below(lines.size())), lines[at]);
        break;
    default:
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), below(50), lines[at]);
        break;
    }
    text.clear();
    for (const auto& line : lines) {
        text += line;
        if (text.size() > kLongest)
            break;
    }
}

void Mutator::spliceWithAnother(std::string& text)
{
    const auto& other = anyOf(m_corpus);
    const auto from = below(other.size() + 1);
    text = text.substr(0, below(text.size() + 1)) + other.substr(from);
}

} // namespace nodesentry::fuzz
