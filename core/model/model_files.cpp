#include "core/model/model_files_p.h"

#include "core/base/hash.h"
#include "core/data/durable_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace nodesentry {

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
        const std::string reason = std::strerror(errno);
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
        return fail(
            Error{ErrorCode::IoError, "cannot write the model: " + reason, {}, 0, 0, {}}.inFile(path).advise(
                "check that the folder exists, may be written to and has space left"));
    }
    NODESENTRY_CHECK(syncFile(temporary));
    return renameDurably(temporary, path);
}

Result<std::vector<char>> readBytes(const std::string& path)
{
    std::error_code failed;
    if (!std::filesystem::exists(path, failed))
        return fail(
            Error{ErrorCode::NotFound, "there is no such model file", {}, 0, 0, {}}.inFile(path).advise(
                "run the stage train"));
    std::ifstream file(path, std::ios::binary);
    std::vector<char> bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file.is_open() || file.bad())
        return fail(Error{ErrorCode::IoError, "cannot read the model", {}, 0, 0, {}}.inFile(path));
    return bytes;
}

} // namespace nodesentry
