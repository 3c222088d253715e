#include "core/base/spill_file.h"

#include <spdlog/fmt/fmt.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace nodesentry {

namespace {

tl::unexpected<Error> spillError(const std::string& folder)
{
    return fail(Error{ErrorCode::IoError, fmt::format("cannot keep samples aside: {}", std::strerror(errno)),
                      folder, 0, 0,
                      "make room there; it needs about as much as the samples that are worked on"});
}

} // namespace

SpillFile::~SpillFile()
{
    if (m_file >= 0)
        ::close(m_file);
}

Result<void> SpillFile::open()
{
    const auto folder = m_folder.empty() ? std::filesystem::temp_directory_path().string() : m_folder;
    auto name = folder + "/nodesentry-XXXXXX";
    m_file = ::mkostemp(name.data(), O_CLOEXEC);
    if (m_file < 0 || ::unlink(name.c_str()) != 0)
        return spillError(folder);
    return {};
}

Result<std::int64_t> SpillFile::append(std::span<const std::uint8_t> bytes)
{
    const std::lock_guard lock(m_mutex);
    if (m_file < 0)
        NODESENTRY_CHECK(open());
    const auto at = m_size;
    while (!bytes.empty()) {
        const auto written = ::pwrite(m_file, bytes.data(), bytes.size(), m_size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return spillError(m_folder);
        m_size += written;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return at;
}

Result<void> SpillFile::read(std::int64_t at, std::span<std::uint8_t> bytes) const
{
    while (!bytes.empty()) {
        const auto count = ::pread(m_file, bytes.data(), bytes.size(), at);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return spillError(m_folder);
        at += count;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

} // namespace nodesentry
