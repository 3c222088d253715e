#include "core/detect/external_trust.h"

#include "core/base/reason.h"
#include "core/base/sha256.h"
#include "core/base/whole_file.h"
#include "core/data/durable_file.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <pwd.h>
#include <sstream>
#include <unistd.h>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMostSettingBytes = 16 << 20;
constexpr std::int64_t kMostProgramBytes = std::int64_t{1} << 30;
constexpr std::int64_t kMostFolderBytes = std::int64_t{64} << 20;

/// Folder of the user's settings; empty where there is none.
fs::path settingsFolder()
{
    if (const char* configured = std::getenv("XDG_CONFIG_HOME"); configured != nullptr && *configured == '/')
        return fs::path(configured) / "nodesentry";
    const char* home = std::getenv("HOME");
    if (home == nullptr || *home != '/') {
        const auto* user = ::getpwuid(::getuid());
        home = user != nullptr ? user->pw_dir : nullptr;
    }
    return home == nullptr || *home != '/' ? fs::path() : fs::path(home) / ".config" / "nodesentry";
}

/// Content of the declaration, and each argument with the content of the file that it names.
Result<std::string> contentOf(const ExternalDeclaration& declaration)
{
    Sha256 hash;
    NODESENTRY_TRY(const auto text, readWholeFile(declaration.file, kMostSettingBytes));
    hash.addField(text);
    std::error_code error;
    for (const auto& argument : declaration.command) {
        hash.addField(argument);
        const auto path = fs::path(declaration.folder()) / argument;
        if (!fs::is_regular_file(path, error)) // an argument need not be a path at all
            continue;
        NODESENTRY_TRY(const auto content, readWholeFile(path.string(), kMostProgramBytes));
        hash.addField(content);
    }
    return hash.hex();
}

/// All files beside a declaration, and below: a program may load any of them. Nothing where there are many, or links.
std::optional<std::string> folderContentOf(const ExternalDeclaration& declaration)
{
    constexpr std::size_t kMostFiles = 500;
    const fs::path folder(declaration.folder());
    std::vector<std::string> names;
    std::error_code error;
    for (auto entry = fs::recursive_directory_iterator(folder, error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        if (entry->is_directory(error) && !entry->is_symlink(error))
            continue;
        if (entry->is_symlink(error) || !entry->is_regular_file(error) || names.size() == kMostFiles)
            return std::nullopt;
        names.push_back(entry->path().lexically_relative(folder).string());
    }
    if (error)
        return std::nullopt;
    std::sort(names.begin(), names.end());
    Sha256 hash;
    auto left = kMostFolderBytes;
    for (const auto& name : names) {
        const auto content = readWholeFile((folder / name).string(), left);
        if (!content)
            return std::nullopt;
        left -= static_cast<std::int64_t>(content->size());
        hash.addField(name).addField(*content);
    }
    return hash.hex();
}

/// What identifies a program: its content at its place, and its content among the same files at any place.
struct Identity {
    std::string atPlace;
    std::optional<std::string> anywhere;
};

Result<Identity> identityOf(const ExternalDeclaration& declaration)
{
    std::error_code error;
    const auto place = fs::canonical(declaration.file, error);
    if (error)
        return fail(Error{ErrorCode::IoError, error.message(), declaration.file, 0, 0, {}});
    NODESENTRY_TRY(const auto content, contentOf(declaration));
    Identity identity;
    identity.atPlace
        = Sha256().addField("nodesentry detector at").addField(place.string()).addField(content).hex();
    if (const auto folder = folderContentOf(declaration))
        identity.anywhere = Sha256()
                                .addField("nodesentry detector in")
                                .addField(place.filename().string())
                                .addField(content)
                                .addField(*folder)
                                .hex();
    return identity;
}

Error cannotKeep(const std::string& reason, const std::string& file)
{
    return {ErrorCode::IoError,
            "cannot note that the detectors are allowed: " + reason,
            file,
            0,
            0,
            "give the account a folder for settings that it may write to, or set XDG_CONFIG_HOME to one"};
}

/// Adds lines to a file that only its user may read and write; all of them or none.
Result<void> append(const fs::path& file, const std::string& lines)
{
    const int descriptor
        = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
        return fail(cannotKeep(std::strerror(errno), file.string()));
    const bool written
        = ::write(descriptor, lines.data(), lines.size()) == static_cast<ssize_t>(lines.size());
    const int reason = errno;
    ::close(descriptor);
    if (!written)
        return fail(cannotKeep(std::strerror(reason), file.string()));
    return syncFile(file.string());
}

} // namespace

ExternalTrust ExternalTrust::ofUser()
{
    ExternalTrust trust;
    const auto folder = settingsFolder();
    if (folder.empty())
        return trust;
    const auto text = readWholeFile((folder / "allowed_detectors").string(), kMostSettingBytes);
    if (!text)
        return trust;
    std::istringstream lines(*text);
    std::string line;
    while (std::getline(lines, line))
        trust.m_allowed.insert(line.substr(0, line.find(' ')));
    return trust;
}

bool ExternalTrust::allows(const ExternalDeclaration& declaration) const
{
    const auto identity = identityOf(declaration);
    return identity
        && (m_allowed.contains(identity->atPlace)
            || (identity->anywhere && m_allowed.contains(*identity->anywhere)));
}

Result<void> ExternalTrust::allow(const std::vector<ExternalDeclaration>& declarations)
{
    std::string lines;
    std::set<std::string> added;
    for (const auto& declaration : declarations) {
        NODESENTRY_TRY(const auto identity, identityOf(declaration));
        auto place = declaration.file; // for people who look into the file
        for (char& c : place)
            if (static_cast<unsigned char>(c) < ' ')
                c = '?';
        for (const auto& hash : {identity.atPlace, identity.anywhere.value_or(identity.atPlace)})
            if (!m_allowed.contains(hash) && added.insert(hash).second)
                lines += fmt::format("{} {}\n", hash, place);
    }
    if (lines.empty())
        return {};
    const auto folder = settingsFolder();
    if (folder.empty())
        return fail(cannotKeep("the account has no home folder", {}));
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return fail(cannotKeep(error.message(), folder.string()));
    NODESENTRY_CHECK(append(folder / "allowed_detectors", lines));
    m_allowed.insert(added.begin(), added.end());
    return {};
}

Error notAllowed(const ExternalDeclaration& declaration)
{
    return errorOf(Reason::DetectorNotAllowed,
                   {fmt::format("{}", fmt::join(declaration.command, " ")), declaration.name})
        .inFile(declaration.file);
}

} // namespace nodesentry
