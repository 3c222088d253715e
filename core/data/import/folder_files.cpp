#include "core/data/import/folder_files.h"

#include "core/data/import/line_reader.h"

#include <algorithm>
#include <filesystem>
#include <regex>
#include <string_view>

namespace nodesentry {

namespace fs = std::filesystem;

Result<std::vector<std::string>> filesIn(const std::string& folder)
{
    std::vector<std::string> paths;
    std::error_code failed;
    for (fs::recursive_directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        const auto name = entry->path().filename().string();
        std::error_code unreadable; // such an entry is reported when it is opened
        if (name.starts_with(".") || name.ends_with(".nsproj"))
            entry.disable_recursion_pending();
        else if (!entry->is_directory(unreadable))
            paths.push_back(entry->path().string());
    }
    if (failed)
        return fail(Error{ErrorCode::IoError, "cannot list the folder", folder, 0, 0,
                          "check that you may read it and the folders in it"});
    std::sort(paths.begin(), paths.end());
    return paths;
}

Result<std::vector<std::string>> filesOf(const std::string& source)
{
    std::error_code failed; // what cannot be looked at does not exist for us
    if (fs::is_directory(source, failed))
        return filesIn(source);
    if (!fs::exists(source, failed))
        return fail(Error{ErrorCode::NotFound, "no such file or folder", source, 0, 0, "check the path"});
    return std::vector<std::string>{source};
}

std::string tableStem(const std::string& path)
{
    auto name = fs::path(path).filename().string();
    if (name.ends_with(".gz"))
        name.resize(name.size() - 3);
    // What logrotate makes of cn1.csv: cn1.csv-20261123, cn1.csv.1
    static const std::regex rotated("(.+\\.(?:csv|tsv))[.-](?:20[0-9]{6}|[0-9]{1,3})", std::regex::icase);
    if (std::smatch match; std::regex_match(name, match, rotated))
        name = match[1].str();
    for (const std::string_view ending : {".csv", ".CSV", ".tsv", ".TSV", ".psv", ".txt", ".TXT"}) {
        if (name.size() > ending.size() && name.ends_with(ending))
            return name.substr(0, name.size() - ending.size());
    }
    return {};
}

bool isDateOrNumber(const std::string& stem)
{
    return stem.find_first_not_of("0123456789-_.T") == std::string::npos;
}

std::string withoutDay(const std::string& stem)
{
    static const std::regex behind(
        "(.*[^0-9_.-])?(.*?)[_.-]((?:19|20)[0-9]{2}[-_.]?[01][0-9][-_.]?[0-3][0-9])"
        "(?:[T_-]?[0-2][0-9](?:[-_:.]?[0-5][0-9]){0,2}Z?)?");
    static const std::regex front("((?:19|20)[0-9]{2}[-_.]?[01][0-9][-_.]?[0-3][0-9])"
                                  "(?:[T_-]?[0-2][0-9](?:[-_:.]?[0-5][0-9]){0,2}Z?)?[_.-](.+)");
    std::smatch match;
    if (std::regex_match(stem, match, behind) && match[1].length() + match[2].length() > 0)
        return match[1].str() + match[2].str();
    if (std::regex_match(stem, match, front))
        return match[2].str();
    return stem;
}

std::string firstLine(const std::string& path)
{
    auto lines = LineReader::open(path);
    std::string_view line;
    if (!lines)
        return {};
    const auto any = lines->next(line);
    return any && *any ? std::string(line) : std::string();
}

Result<std::string> readTextFile(const std::string& path)
{
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    std::string text;
    for (;;) {
        std::string_view line;
        NODESENTRY_TRY(const bool more, lines.next(line));
        if (!more)
            return text;
        text.append(line).append("\n");
    }
}

} // namespace nodesentry
