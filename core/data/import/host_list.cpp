#include "core/data/import/host_list.h"

#include <spdlog/fmt/fmt.h>

#include <charconv>
#include <cstdint>
#include <algorithm>
#include <optional>
#include <unordered_set>

namespace nodesentry {

namespace {

constexpr std::size_t kMostHostsOfList = 100000;
constexpr std::size_t kLongestHost = 255;
constexpr std::size_t kMostDigits = 18; // fit into 64 bits

tl::unexpected<Error> notAHostList(std::string_view text, std::string_view why)
{
    constexpr std::size_t kShown = 80;
    return fail(ErrorCode::ParseError,
                fmt::format("not a host list: '{}{}' ({})", text.substr(0, kShown),
                            text.size() > kShown ? "…" : "", why),
                "write it as Slurm does, for example cn[1-4,7] or n[001-010]");
}

std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || text.size() > kMostDigits || text.front() == '-' || error != std::errc()
        || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// The texts that one bracket stands for: "1-4,7" gives 1 2 3 4 7; padding is that of the range's start.
Result<std::vector<std::string>> expandBracket(std::string_view ranges, std::string_view whole)
{
    std::vector<std::string> texts;
    while (true) {
        const auto comma = ranges.find(',');
        const auto range = ranges.substr(0, comma);
        const auto dash = range.find('-');
        const auto firstText = range.substr(0, dash);
        const auto first = wholeNumber(firstText);
        const auto last = dash == std::string_view::npos ? first : wholeNumber(range.substr(dash + 1));
        if (!first || !last)
            return notAHostList(whole, "a range must be whole numbers");
        if (*last < *first)
            return notAHostList(whole, "a range runs backwards");
        if (static_cast<std::uint64_t>(*last - *first) >= kMostHostsOfList - texts.size())
            return notAHostList(whole, "more than 100000 hosts");
        for (auto number = *first; number <= *last; ++number)
            texts.push_back(fmt::format("{:0{}}", number, firstText.size()));
        if (comma == std::string_view::npos)
            return texts;
        ranges.remove_prefix(comma + 1);
    }
}

/// An entry such as "rack[1-2]n[01-03]": texts between brackets, and what the brackets stand for.
struct Entry {
    std::vector<std::string_view> texts; ///< one more than brackets
    std::vector<std::vector<std::string>> brackets;
};

Result<Entry> parseEntry(std::string_view entry, std::string_view whole)
{
    Entry parsed;
    std::size_t product = 1;
    std::size_t length = 0;
    for (;;) {
        const auto open = entry.find('[');
        parsed.texts.push_back(entry.substr(0, open));
        length += parsed.texts.back().size() + (open == std::string_view::npos ? 0 : kMostDigits);
        if (length > kLongestHost)
            return notAHostList(whole, "a name of more than 255 characters");
        if (open == std::string_view::npos)
            return parsed;
        const auto close = entry.find(']', open);
        NODESENTRY_TRY(auto texts, expandBracket(entry.substr(open + 1, close - open - 1), whole));
        product *= texts.size();
        if (product > kMostHostsOfList)
            return notAHostList(whole, "more than 100000 hosts");
        parsed.brackets.push_back(std::move(texts));
        entry.remove_prefix(close + 1);
    }
}

/// The names of an entry, in Slurm's order: the last bracket counts fastest, then the first, the second, …
void appendNames(const Entry& entry, std::vector<std::string>& names)
{
    const auto dimensions = entry.brackets.size();
    std::vector<std::size_t> count(dimensions, 0);
    for (;;) {
        std::string name(entry.texts[0]);
        for (std::size_t i = 0; i < dimensions; ++i) {
            name += entry.brackets[i][count[i]];
            name += entry.texts[i + 1];
        }
        names.push_back(std::move(name));
        std::size_t turn = 0;
        for (; turn < dimensions; ++turn) {
            const auto i = turn == 0 ? dimensions - 1 : turn - 1;
            if (++count[i] < entry.brackets[i].size())
                break;
            count[i] = 0;
        }
        if (turn == dimensions)
            return;
    }
}

bool separates(char c)
{
    return c == ',' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// A name as its prefix and the number it ends with.
struct NumberedName {
    std::string_view prefix;
    std::string_view digits; ///< empty: no number, or one too long to count with
    std::int64_t number = 0;

    explicit NumberedName(std::string_view name)
    {
        const auto last = name.find_last_not_of("0123456789");
        const auto begin = last == std::string_view::npos ? 0 : last + 1;
        const bool counts = name.size() > begin && name.size() - begin <= kMostDigits;
        prefix = name.substr(0, counts ? begin : name.size());
        digits = name.substr(prefix.size());
        number = wholeNumber(digits).value_or(0);
    }
};

} // namespace

Result<std::vector<std::string>> expandHostList(std::string_view text)
{
    std::vector<std::string> hosts;
    std::size_t entryBegin = 0;
    bool inBracket = false;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool atEnd = i == text.size();
        if (!atEnd && (text[i] == '[') == inBracket && (text[i] == '[' || text[i] == ']'))
            return notAHostList(text, inBracket ? "a bracket in a bracket" : "a bracket is not opened");
        if (!atEnd && (text[i] == '[' || text[i] == ']'))
            inBracket = !inBracket;
        if (atEnd && inBracket)
            return notAHostList(text, "a bracket is not closed");
        if (!atEnd && (inBracket || !separates(text[i])))
            continue;
        const auto entry = text.substr(entryBegin, i - entryBegin);
        entryBegin = i + 1;
        if (entry.empty())
            continue;
        NODESENTRY_TRY(const auto parsed, parseEntry(entry, text));
        std::size_t count = 1;
        for (const auto& bracket : parsed.brackets)
            count *= bracket.size();
        if (hosts.size() + count > kMostHostsOfList)
            return notAHostList(text, "more than 100000 hosts");
        appendNames(parsed, hosts);
    }
    if (hosts.empty())
        return notAHostList(text, "no name");
    return hosts;
}

Result<std::vector<std::string>> expandNodes(std::string_view text)
{
    const bool isVnode = !text.empty() && text.front() == '(';
    const bool isHost = text.find_first_of("/+") != std::string_view::npos;
    std::vector<std::string> nodes;
    if (isVnode || isHost) {
        std::unordered_set<std::string> seen;
        for (std::size_t begin = 0; begin <= text.size();) {
            const auto plus = std::min(text.find('+', begin), text.size());
            auto entry = text.substr(begin, plus - begin);
            begin = plus + 1;
            while (!entry.empty() && entry.front() == '(')
                entry.remove_prefix(1);
            entry = entry.substr(0, entry.find('/'));
            // "cn1:ncpus=4", "cn1:15002", "cn1)"
            entry = entry.substr(0, entry.find_first_of(":)"));
            if (entry.empty())
                return notAHostList(text, "an entry without a name");
            if (seen.emplace(entry).second)
                nodes.emplace_back(entry);
            if (nodes.size() > kMostHostsOfList)
                return notAHostList(text, "more than 100000 hosts");
        }
    } else {
        NODESENTRY_TRY(nodes, expandHostList(text));
    }
    for (const auto& node : nodes) {
        if (node.size() > kLongestHost)
            return notAHostList(text, "a name of more than 255 characters");
        if (node.find_first_of("*/+()={}|;\"'") != std::string::npos)
            return notAHostList(text, "a name with a character that host names cannot have");
    }
    return nodes;
}

std::string compressHostList(std::span<const std::string> hosts)
{
    std::string list;
    for (std::size_t i = 0; i < hosts.size();) {
        const NumberedName first(hosts[i]);
        // The names from i on that share the prefix, as ranges.
        std::string ranges;
        std::size_t members = 0;
        bool isPlain = first.digits.empty();
        while (i < hosts.size() && !isPlain) {
            const NumberedName begin(hosts[i]);
            if (begin.digits.empty() || begin.prefix != first.prefix)
                break;
            auto last = begin;
            for (++i, ++members; i < hosts.size(); ++i, ++members) {
                const NumberedName next(hosts[i]);
                const auto expected = fmt::format("{:0{}}", last.number + 1, begin.digits.size());
                if (next.prefix != first.prefix || next.digits != expected)
                    break;
                last = next;
            }
            ranges += fmt::format("{}{}", ranges.empty() ? "" : ",", begin.digits);
            if (last.number != begin.number)
                ranges += fmt::format("-{}", last.digits);
        }
        if (!list.empty())
            list += ',';
        if (isPlain)
            list += hosts[i++];
        else
            list += members == 1 ? fmt::format("{}{}", first.prefix, ranges)
                                 : fmt::format("{}[{}]", first.prefix, ranges);
    }
    return list;
}

} // namespace nodesentry
