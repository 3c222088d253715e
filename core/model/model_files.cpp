#include "core/model/model_files_p.h"

#include "core/base/hash.h"
#include "core/base/reason.h"
#include "core/base/whole_file.h"
#include "core/data/durable_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace nodesentry {

namespace {

constexpr std::int64_t kMostModelBytes = std::int64_t{4} << 30;

} // namespace

std::string checksum(const std::vector<char>& bytes)
{
    return Fingerprint().addBytes(bytes.data(), bytes.size()).hex();
}

Result<void> replaceFile(const std::string& path, const char* data, std::size_t size)
{
    const std::string temporary = path + ".tmp";
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file.write(data, static_cast<std::streamsize>(size));
    file.close();
    if (!file) {
        const int refused = errno;
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
        return fail(writeError(path, refused));
    }
    NODESENTRY_CHECK(syncFile(temporary));
    return renameDurably(temporary, path);
}

Result<std::vector<char>> readBytes(const std::string& path)
{
    auto bytes = readWholeFile(path, kMostModelBytes);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return fail(errorOf(Reason::ModelMissing).inFile(path));
    if (!bytes)
        return fail(std::move(bytes).error());
    return std::vector<char>(bytes->begin(), bytes->end());
}

} // namespace nodesentry
