#include "core/pipeline/whole_import_p.h"

#include "core/base/hash.h"
#include "core/base/log.h"

#include <chrono>
#include <filesystem>
#include <unistd.h>

namespace nodesentry {

namespace fs = std::filesystem;

std::string newGeneration()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch().count();
    return Fingerprint()
        .add(static_cast<std::int64_t>(now))
        .add(std::int64_t{::getpid()})
        .hex()
        .substr(0, 16);
}

Result<void> importWhole(const std::string& path, const std::function<Result<void>(Project&)>& fill)
{
    std::error_code error;
    const bool existed = fs::exists(path, error);
    const bool isNew = !existed || fs::is_empty(path, error);
    NODESENTRY_TRY(auto project, isNew ? Project::create(path) : Project::open(path, OpenMode::ReadWrite));
    auto filled = fill(*project);
    if (!filled && isNew) {
        project.reset();
        for (const auto& entry : fs::directory_iterator(path, error))
            fs::remove_all(entry.path(), error);
        if (!existed)
            fs::remove(path, error);
        if (error)
            spdlog::warn("cannot remove '{}' again: {}", path, error.message());
    }
    return filled;
}

} // namespace nodesentry
