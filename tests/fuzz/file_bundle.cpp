#include "tests/fuzz/file_bundle.h"

#include "tests/fuzz/target.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace nodesentry::fuzz {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kMark = "=== ";
constexpr std::size_t kMostFiles = 20;
constexpr std::size_t kLongestName = 60;

bool isHarmless(std::string_view name)
{
    const auto isPlain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.'
            || c == '_' || c == '-' || c == '/';
    };
    return !name.empty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), isPlain)
        && name.front() != '/' && name.back() != '/' && name.find("..") == std::string_view::npos
        && name.find("//") == std::string_view::npos;
}

void write(const std::string& path, std::string_view content)
{
    std::error_code failed; // a folder that cannot be made, because it is a file: then this file is left out
    fs::create_directories(fs::path(path).parent_path(), failed);
    std::ofstream(path, std::ios::binary) << content;
}

} // namespace

std::vector<std::string> writeFileBundle(const std::string& folder, std::string_view text,
                                         const std::string& onlyName)
{
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed))
        fs::remove_all(entry.path(), failed);
    if (failed)
        brokenPromise("the work folder cannot be emptied");
    std::vector<std::string> paths;
    if (!text.starts_with(kMark)) {
        paths.push_back(folder + '/' + onlyName);
        write(paths.back(), text);
        return paths;
    }
    while (!text.empty() && paths.size() < kMostFiles) {
        const auto lineEnd = std::min(text.find('\n'), text.size());
        const auto name = text.substr(kMark.size(), lineEnd - kMark.size());
        const auto next = text.find("\n=== ", std::min(lineEnd, text.size()));
        const auto contentBegin = std::min(lineEnd + 1, text.size());
        const auto contentEnd
            = next == std::string_view::npos ? text.size() : std::max(next + 1, contentBegin);
        if (isHarmless(name)) {
            paths.push_back(folder + '/' + std::string(name));
            write(paths.back(), text.substr(contentBegin, contentEnd - contentBegin));
        }
        text.remove_prefix(contentEnd);
        if (!text.starts_with(kMark))
            break;
    }
    return paths;
}

} // namespace nodesentry::fuzz
