#include "core/data/import/text_cleaner.h"

#include "core/base/text.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry {

namespace {

/// Nearly every text is of plain characters only.
bool isPlain(const std::string& text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

} // namespace

void TextCleaner::clean(std::string& text)
{
    if (isPlain(text))
        return;
    auto cleaned = cleanText(text);
    m_noUtf8 += cleaned.wasNoUtf8 ? 1 : 0;
    m_controls += cleaned.hadControls ? 1 : 0;
    text = std::move(cleaned.text);
}

void TextCleaner::clean(Job& job)
{
    for (auto* text : {&job.id, &job.name, &job.user, &job.state})
        clean(*text);
    for (auto& node : job.nodes)
        clean(node);
    std::map<std::string, std::string> attributes;
    for (auto& [given, value] : job.attributes) {
        auto name = given;
        clean(name);
        clean(value);
        attributes.emplace(std::move(name), std::move(value));
    }
    job.attributes = std::move(attributes);
}

void TextCleaner::clean(Label& label)
{
    for (auto* text : {&label.node, &label.category, &label.note, &label.author})
        clean(*text);
    for (auto& metric : label.metrics)
        clean(metric);
}

std::vector<std::string> TextCleaner::notes(const std::string& where) const
{
    std::vector<std::string> notes;
    const auto note = [&](std::int64_t count, const char* what) {
        if (count > 0)
            notes.push_back(fmt::format("{}: {} {} {}", where, count, count == 1 ? "text" : "texts", what));
    };
    note(m_noUtf8, "not in UTF-8, read as Windows-1252");
    note(m_controls, "with control characters, which were replaced");
    return notes;
}

} // namespace nodesentry
