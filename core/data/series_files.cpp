#include "core/data/series_files.h"

#include "core/data/durable_file.h"
#include "core/data/series_index_p.h"

#include <spdlog/fmt/fmt.h>

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <span>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

constexpr auto kEnding = ".h5";

/// "series" of "series.h5" and of "series.GENERATION.h5.new".
std::string stemOf(const fs::path& path)
{
    const auto name = path.filename().string();
    return name.substr(0, name.find('.'));
}

/// Empty when the file is not a series store or too damaged to tell.
std::string generationOf(const std::string& path)
{
    const auto file = Hdf5File::openReadOnly(path);
    if (!file)
        return {};
    return file->text("", "generation").value_or(std::string());
}

Result<void> keepAsPart(const std::string& storePath, const std::string& generation)
{
    const auto part = seriesPartPath(storePath, generation);
    if (::link(storePath.c_str(), part.c_str()) == 0 || errno == EEXIST)
        return {};
    if (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS) // a file system without hard links
        return renameDurably(storePath, part);
    return fail(Error{ErrorCode::IoError, fmt::format("cannot link '{}': {}", part, std::strerror(errno)),
                      storePath, 0, 0, "check free space, quota and permissions"});
}

} // namespace

std::string seriesStorePath(const std::string& filePath)
{
    const fs::path path(filePath);
    return (path.parent_path() / (stemOf(path) + kEnding)).string();
}

std::string seriesPartPath(const std::string& filePath, const std::string& generation)
{
    const fs::path path(filePath);
    return (path.parent_path() / fmt::format("{}.{}{}", stemOf(path), generation, kEnding)).string();
}

Result<void> installSeriesStore(const std::string& finishedPath, const std::string& storePath)
{
    const auto before = generationOf(storePath);
    if (!before.empty())
        NODESENTRY_CHECK(keepAsPart(storePath, before));
    NODESENTRY_CHECK(renameDurably(finishedPath, storePath));
    return removeUnusedSeriesParts(storePath);
}

Result<void> removeUnusedSeriesParts(const std::string& storePath)
{
    std::set<std::string> used;
    {
        const auto file = Hdf5File::openReadOnly(storePath);
        if (!file)
            return {};
        const auto index = SeriesIndex::read(*file);
        if (!index)
            return {}; // what it refers to cannot be known: nothing is taken away
        for (const auto& part : std::span(index->files).subspan(1)) // the first is the store itself
            used.insert(part.generation);
    }
    const fs::path path(storePath);
    const auto folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const auto file = entry.path();
        if (file.extension() != kEnding || stemOf(file) != stemOf(path) || file.filename() == path.filename())
            continue;
        // Somebody's own "series.backup.h5" does not have the generation that its name says, and stays.
        const auto generation = generationOf(file.string());
        if (generation.empty() || used.contains(generation)
            || file.filename() != fs::path(seriesPartPath(storePath, generation)).filename())
            continue;
        fs::remove(file, error);
        if (error)
            break;
    }
    if (error)
        return fail(Error{ErrorCode::IoError,
                          fmt::format("cannot remove samples that are no longer used: {}", error.message()),
                          storePath});
    return {};
}

} // namespace nodesentry
