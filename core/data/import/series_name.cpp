#include "core/data/import/series_name.h"

#include <algorithm>
#include <optional>

namespace nodesentry {

namespace {

std::string_view withoutSpaces(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

/// Takes a quoted value from the front of @p text, which starts behind the opening quote.
std::optional<std::string> takeQuoted(std::string_view& text)
{
    std::string value;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') {
            text.remove_prefix(i + 1);
            return value;
        }
        if (text[i] == '\\' && i + 1 < text.size())
            value += text[++i] == 'n' ? '\n' : text[i];
        else
            value += text[i];
    }
    return std::nullopt;
}

} // namespace

const std::string* SeriesName::label(std::string_view name) const
{
    for (const auto& [key, value] : labels) {
        if (key == name)
            return &value;
    }
    return nullptr;
}

SeriesName parseSeriesName(std::string_view text)
{
    const auto whole = withoutSpaces(text);
    const auto open = whole.find('{');
    if (open == std::string_view::npos || whole.back() != '}')
        return {std::string(whole), {}};

    SeriesName name{std::string(withoutSpaces(whole.substr(0, open))), {}};
    auto rest = withoutSpaces(whole.substr(open + 1, whole.size() - open - 2));
    while (!rest.empty()) {
        const auto equals = rest.find('=');
        if (equals == std::string_view::npos || equals == 0)
            return {std::string(whole), {}};
        std::string key(withoutSpaces(rest.substr(0, equals)));
        rest = withoutSpaces(rest.substr(equals + 1));
        std::string value;
        if (!rest.empty() && rest.front() == '"') {
            rest.remove_prefix(1);
            auto quoted = takeQuoted(rest);
            if (!quoted)
                return {std::string(whole), {}};
            value = std::move(*quoted);
        } else {
            const auto comma = rest.find(',');
            value = withoutSpaces(rest.substr(0, comma));
            rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma);
        }
        name.labels.emplace_back(std::move(key), std::move(value));
        rest = withoutSpaces(rest);
        if (!rest.empty() && rest.front() != ',')
            return {std::string(whole), {}};
        if (!rest.empty())
            rest = withoutSpaces(rest.substr(1));
    }
    if (!name.base.empty())
        return name;
    const auto named = std::find_if(name.labels.begin(), name.labels.end(),
                                    [](const auto& label) { return label.first == "__name__"; });
    if (named == name.labels.end() || named->second.empty())
        return {std::string(whole), {}};
    name.base = std::move(named->second);
    name.labels.erase(named);
    return name;
}

} // namespace nodesentry
