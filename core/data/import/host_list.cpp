#include "core/data/import/host_list.h"

#include <spdlog/fmt/fmt.h>

#include <charconv>
#include <cstdint>
#include <optional>

namespace nodesentry {

namespace {

constexpr std::size_t kMostHosts = 100000;

tl::unexpected<Error> notAHostList(std::string_view text, std::string_view why)
{
    return fail(ErrorCode::ParseError, fmt::format("not a host list: '{}' ({})", text, why),
                "write it as Slurm does, for example cn[1-4,7] or n[001-010]");
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || text.front() == '-' || error != std::errc() || end != text.data() + text.size())
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
        if (static_cast<std::uint64_t>(*last - *first) >= kMostHosts - texts.size())
            return notAHostList(whole, "more than 100000 hosts");
        for (auto number = *first; number <= *last; ++number)
            texts.push_back(fmt::format("{:0{}}", number, firstText.size()));
        if (comma == std::string_view::npos)
            return texts;
        ranges.remove_prefix(comma + 1);
    }
}

/// One entry of the list, such as "rack[1-2]n[01-03]": the product of its brackets.
Result<std::vector<std::string>> expandEntry(std::string_view entry, std::string_view whole)
{
    std::vector<std::string> names{""};
    while (!entry.empty()) {
        const auto open = entry.find('[');
        for (auto& name : names)
            name += entry.substr(0, open);
        if (open == std::string_view::npos)
            break;
        const auto close = entry.find(']', open);
        if (close == std::string_view::npos)
            return notAHostList(whole, "a bracket is not closed");
        NODESENTRY_TRY(const auto texts, expandBracket(entry.substr(open + 1, close - open - 1), whole));
        if (names.size() * texts.size() > kMostHosts)
            return notAHostList(whole, "more than 100000 hosts");
        std::vector<std::string> product;
        product.reserve(names.size() * texts.size());
        for (const auto& name : names) {
            for (const auto& text : texts)
                product.push_back(name + text);
        }
        names = std::move(product);
        entry.remove_prefix(close + 1);
    }
    return names;
}

} // namespace

Result<std::vector<std::string>> expandHostList(std::string_view text)
{
    std::vector<std::string> hosts;
    std::size_t entryBegin = 0;
    int depth = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : ',';
        if (c == '[')
            ++depth;
        else if (c == ']')
            --depth;
        if (i < text.size() && (c != ',' || depth != 0))
            continue;
        const auto entry = trimmed(text.substr(entryBegin, i - entryBegin));
        entryBegin = i + 1;
        if (entry.empty())
            return notAHostList(text, "an entry is empty");
        NODESENTRY_TRY(const auto names, expandEntry(entry, text));
        if (hosts.size() + names.size() > kMostHosts)
            return notAHostList(text, "more than 100000 hosts");
        hosts.insert(hosts.end(), names.begin(), names.end());
    }
    return hosts;
}

} // namespace nodesentry
