#include "core/detect/external_declaration.h"

#include "core/base/hash.h"
#include "core/base/json_text.h"
#include "core/base/whole_file.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace nodesentry {

namespace {

constexpr std::int64_t kMostDeclarationBytes = 1 << 20;

Error wrong(const std::string& file, std::string message, std::string advice)
{
    return Error{ErrorCode::InvalidArgument, std::move(message)}.inFile(file).advise(std::move(advice));
}

/// One of a few words; @p value keeps its default where the key is missing.
template <class Choice>
Result<void> readChoice(const nlohmann::json& json, const char* key, const std::string& file,
                        std::initializer_list<std::pair<const char*, Choice>> choices, Choice& value)
{
    if (!json.contains(key))
        return {};
    std::string known;
    for (const auto& [word, choice] : choices) {
        if (json[key] == word) {
            value = choice;
            return {};
        }
        known += fmt::format("{}\"{}\"", known.empty() ? "" : ", ", word);
    }
    return fail(
        wrong(file, fmt::format("\"{}\" cannot be {}", key, jsonText(json[key])), "known are " + known));
}

bool isName(const std::string& text)
{
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
    return !text.empty() && text.find_first_not_of(kAllowed) == std::string::npos;
}

Result<void> readCommand(const nlohmann::json& json, const std::string& file,
                         std::vector<std::string>& command)
{
    const bool list = json.contains("command") && json["command"].is_array() && !json["command"].empty()
        && std::all_of(json["command"].begin(), json["command"].end(),
                       [](const auto& argument) { return argument.is_string(); });
    if (list)
        command = json["command"].get<std::vector<std::string>>();
    if (!list || command.front().empty())
        return fail(wrong(file, "\"command\" is not a list of texts",
                          R"(write the program and each argument as one text: ["python3", "detector.py"])"));
    return {};
}

} // namespace

std::string ExternalDeclaration::folder() const
{
    return std::filesystem::absolute(file).parent_path().string();
}

std::string ExternalDeclaration::fingerprint() const
{
    Fingerprint print;
    print.add(readWholeFile(file, kMostDeclarationBytes).value_or(""));
    for (const auto& argument : command) {
        // An argument need not be a path at all.
        std::error_code ignored;
        const auto path = std::filesystem::path(folder()) / argument;
        if (std::filesystem::is_regular_file(path, ignored))
            print.add(readWholeFile(path.string()).value_or(""));
    }
    return print.hex();
}

Result<ExternalDeclaration> readExternalDeclaration(const std::string& file)
{
    NODESENTRY_TRY(const auto text, readWholeFile(file, kMostDeclarationBytes));
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return fail(Error{ErrorCode::ParseError, "not a JSON object"}.inFile(file).advise(
            R"(write {"name": "…", "command": ["program", "argument"]})"));
    ExternalDeclaration declaration;
    declaration.file = file;
    for (const auto& [key, value] : json.items())
        if (key != "name" && key != "description" && key != "command" && key != "input" && key != "output"
            && key != "scope" && key != "timeout_s")
            return fail(wrong(file, fmt::format("unknown key \"{}\"", key),
                              "known are name, description, command, input, output, scope, timeout_s"));
    if (!json.contains("name") || !json["name"].is_string() || !isName(json["name"].get<std::string>()))
        return fail(wrong(file, "\"name\" is not a name", "use letters, digits, '_', '-' and '.'"));
    declaration.name = json["name"].get<std::string>();
    if (json.contains("description")) {
        if (!json["description"].is_string())
            return fail(wrong(file, "\"description\" is not a text", "write one sentence"));
        declaration.description = json["description"].get<std::string>();
    }
    NODESENTRY_CHECK(readCommand(json, file, declaration.command));
    using D = ExternalDeclaration;
    NODESENTRY_CHECK(readChoice<D::Input>(
        json, "input", file, {{"csv", D::Input::Csv}, {"binary", D::Input::Binary}}, declaration.input));
    NODESENTRY_CHECK(readChoice<D::Output>(
        json, "output", file, {{"scores", D::Output::Scores}, {"intervals", D::Output::Intervals}},
        declaration.output));
    NODESENTRY_CHECK(readChoice<D::Scope>(
        json, "scope", file, {{"node", D::Scope::Node}, {"segment", D::Scope::Segment}}, declaration.scope));
    if (json.contains("timeout_s")) {
        const auto& timeout = json["timeout_s"];
        if (!timeout.is_number() || !(timeout.get<double>() > 0.0) || timeout.get<double>() > 86400.0)
            return fail(wrong(file, "\"timeout_s\" is not a number of seconds", "write 0.1 to 86400"));
        declaration.timeoutSeconds = timeout.get<double>();
    }
    return declaration;
}

Result<std::vector<ExternalDeclaration>> readExternalDeclarations(const std::vector<std::string>& folders)
{
    std::vector<ExternalDeclaration> declarations;
    for (const auto& folder : folders) {
        std::error_code error;
        if (!std::filesystem::is_directory(folder, error))
            continue;
        std::vector<std::string> files;
        for (const auto& entry : std::filesystem::directory_iterator(folder, error))
            if (entry.path().extension() == ".json")
                files.push_back(entry.path().string());
        if (error)
            return fail(
                Error{ErrorCode::IoError, "the folder cannot be read: " + error.message()}.inFile(folder));
        std::sort(files.begin(), files.end());
        for (const auto& file : files) {
            NODESENTRY_TRY(auto declaration, readExternalDeclaration(file));
            for (const auto& other : declarations)
                if (other.name == declaration.name)
                    return fail(Error{ErrorCode::AlreadyExists,
                                      fmt::format("the external detector '{}' is declared in {} too",
                                                  other.name, other.file)}
                                    .inFile(file)
                                    .advise("give one of them another name"));
            declarations.push_back(std::move(declaration));
        }
    }
    return declarations;
}

} // namespace nodesentry
