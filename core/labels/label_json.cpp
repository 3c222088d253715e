#include "core/labels/label_json.h"

#include "core/base/json_text.h"
#include "core/labels/label_edit.h"
#include "core/labels/label_times.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "nodesentry-labels";
constexpr int kVersion = 1;

std::string dumped(const Json& json)
{
    // Bytes that are no UTF-8 become U+FFFD: a strange name must not make the whole table unwritable.
    return jsonText(json);
}

Json asJson(const Label& label)
{
    return {{"node", label.node},
            {"begin", formatUtc(label.begin)},
            {"end", label.end ? Json(formatUtc(*label.end)) : Json(nullptr)},
            {"category", label.category},
            {"confidence", label.confidence},
            {"metrics", label.metrics},
            {"note", label.note},
            {"author", label.author}};
}

Json asJson(const LabelClass& item)
{
    Json json{{"name", item.name}, {"title", item.title}, {"colour", item.colour}, {"key", nullptr}};
    if (item.key != LabelClass::kNoKey)
        json["key"] = item.key;
    return json;
}

tl::unexpected<Error> wrongMember(const char* member)
{
    return fail(ErrorCode::ParseError,
                fmt::format("the member '{}' is missing or not what it must be", member));
}

/// A moment as milliseconds; nothing where the member is not there.
Result<std::optional<TimeMs>> numberOf(const Json& json, const char* number)
{
    if (const auto found = json.find(number); found != json.end() && !found->is_null()) {
        if (!found->is_number_integer())
            return wrongMember(number);
        return found->get<TimeMs>();
    }
    return std::nullopt;
}

Result<void> readText(const Json& json, const char* member, std::string& text)
{
    const auto found = json.find(member);
    if (found == json.end())
        return {};
    if (!found->is_string())
        return wrongMember(member);
    text = found->get<std::string>();
    return {};
}

/// A time as text; empty where the member is not there.
Result<std::string> timeTextOf(const Json& json, const char* text)
{
    const auto found = json.find(text);
    if (found == json.end() || found->is_null())
        return std::string();
    if (!found->is_string())
        return wrongMember(text);
    return found->get<std::string>();
}

Result<void> readTimes(const Json& json, const std::string& zone, Label& label)
{
    NODESENTRY_TRY(const auto beginMs, numberOf(json, "begin_ms"));
    NODESENTRY_TRY(const auto endMs, numberOf(json, "end_ms"));
    NODESENTRY_TRY(auto begin, timeTextOf(json, "begin"));
    NODESENTRY_TRY(auto end, timeTextOf(json, "end"));
    if (beginMs)
        begin = formatUtc(*beginMs);
    if (endMs)
        end = formatUtc(*endMs);
    if (begin.empty())
        return wrongMember("begin");
    NODESENTRY_TRY(const auto times, readLabelTimes(begin, end, zone));
    label.begin = times.begin;
    label.end = times.end;
    return {};
}

Result<Label> labelOf(const Json& json, const std::string& zone)
{
    if (!json.is_object())
        return fail(ErrorCode::ParseError, "a label is no JSON object");
    Label label;
    NODESENTRY_CHECK(readText(json, "node", label.node));
    NODESENTRY_CHECK(readText(json, "category", label.category));
    NODESENTRY_CHECK(readText(json, "note", label.note));
    NODESENTRY_CHECK(readText(json, "author", label.author));
    NODESENTRY_CHECK(readTimes(json, zone, label));
    if (const auto confidence = json.find("confidence"); confidence != json.end()) {
        if (!confidence->is_number())
            return wrongMember("confidence");
        label.confidence = confidence->get<double>();
    }
    if (const auto metrics = json.find("metrics"); metrics != json.end()) {
        const bool texts = metrics->is_array()
            && std::all_of(metrics->begin(), metrics->end(), [](const Json& m) { return m.is_string(); });
        if (!texts)
            return wrongMember("metrics");
        label.metrics = metrics->get<std::vector<std::string>>();
    }
    return label;
}

Result<LabelClass> classOf(const Json& json)
{
    if (!json.is_object())
        return fail(ErrorCode::ParseError, "a label class is no JSON object");
    LabelClass item;
    NODESENTRY_CHECK(readText(json, "name", item.name));
    NODESENTRY_CHECK(readText(json, "title", item.title));
    NODESENTRY_CHECK(readText(json, "colour", item.colour));
    if (const auto key = json.find("key"); key != json.end() && !key->is_null()) {
        if (!key->is_number_integer())
            return wrongMember("key");
        item.key = key->get<int>();
    }
    return item;
}

} // namespace

std::string labelToJson(const Label& label)
{
    return dumped(asJson(label));
}

Result<Label> labelFromJson(std::string_view text)
{
    return labelOf(Json::parse(text, nullptr, false), "UTC");
}

std::string formatLabelJson(const LabelDocumentText& document)
{
    auto text = fmt::format("{{\"format\": \"{}\", \"version\": {}, \"classes\": [", kFormat, kVersion);
    const char* between = "\n";
    for (const auto& item : document.classes) {
        text += between + dumped(asJson(item));
        between = ",\n";
    }
    text += "\n], \"labels\": [";
    between = "\n";
    for (const auto& label : document.labels) {
        text += between + dumped(asJson(label));
        between = ",\n";
    }
    return text + "\n]}\n";
}

Result<LabelDocumentText> parseLabelJson(const std::string& text, const std::string& name,
                                         const std::string& zone)
{
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("format", Json()) != kFormat || !json.contains("labels")
        || !json["labels"].is_array())
        return fail(Error{
            ErrorCode::ParseError, "not a label document of this program", name, 0, 0,
            fmt::format("it must be an object with \"format\": \"{}\" and a list \"labels\"", kFormat)});
    if (json.value("version", Json()) != kVersion)
        return fail(Error{ErrorCode::VersionTooNew, "the label document is of another version", name, 0, 0,
                          "read it with the version of this program that wrote it"});
    LabelDocumentText document;
    for (const auto& item : json.value("classes", Json::array())) {
        auto read = classOf(item);
        if (!read)
            return fail(read.error().inFile(name));
        document.classes.push_back(std::move(*read));
    }
    if (!document.classes.empty())
        if (auto checked = checkLabelClasses(document.classes); !checked)
            return fail(checked.error().inFile(name));
    for (const auto& item : json["labels"]) {
        auto read = labelOf(item, zone);
        if (read)
            if (auto checked = checkLabel(*read); !checked) {
                read = tl::unexpected<Error>(std::move(checked).error());
                read.error().code = ErrorCode::InconsistentData;
            }
        if (!read) {
            auto error = std::move(read).error();
            error.message = fmt::format("label {}: {}", document.labels.size() + 1, error.message);
            return fail(std::move(error.inFile(name)));
        }
        document.labels.push_back(std::move(*read));
    }
    return document;
}

} // namespace nodesentry
