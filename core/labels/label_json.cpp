#include "core/labels/label_json.h"

#include "core/labels/label_edit.h"

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
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
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

Result<std::optional<TimeMs>> timeOf(const Json& json, const char* text, const char* number)
{
    if (const auto found = json.find(number); found != json.end() && !found->is_null()) {
        if (!found->is_number_integer())
            return wrongMember(number);
        return found->get<TimeMs>();
    }
    const auto found = json.find(text);
    if (found == json.end() || found->is_null())
        return std::nullopt;
    if (!found->is_string())
        return wrongMember(text);
    NODESENTRY_TRY(const auto time, parseTime(found->get<std::string>()));
    return time;
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

Result<Label> labelOf(const Json& json)
{
    if (!json.is_object())
        return fail(ErrorCode::ParseError, "a label is no JSON object");
    Label label;
    NODESENTRY_CHECK(readText(json, "node", label.node));
    NODESENTRY_CHECK(readText(json, "category", label.category));
    NODESENTRY_CHECK(readText(json, "note", label.note));
    NODESENTRY_CHECK(readText(json, "author", label.author));
    NODESENTRY_TRY(const auto begin, timeOf(json, "begin", "begin_ms"));
    if (!begin)
        return wrongMember("begin");
    label.begin = *begin;
    NODESENTRY_TRY(label.end, timeOf(json, "end", "end_ms"));
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
    return labelOf(Json::parse(text, nullptr, false));
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

Result<LabelDocumentText> parseLabelJson(const std::string& text, const std::string& name)
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
        auto read = labelOf(item);
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
