#include "core/base/whole_file.h"

#include <spdlog/fmt/fmt.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace nodesentry {

namespace {

constexpr std::size_t kPiece = std::size_t{1} << 18;

/// Closes a descriptor at the end of its scope.
class Descriptor {
public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) { }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    [[nodiscard]] int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

tl::unexpected<Error> failed(ErrorCode code, const std::string& message, const std::string& path,
                             const std::string& advice)
{
    return fail(Error{code, message, path, 0, 0, advice});
}

tl::unexpected<Error> cannotRead(const std::string& path, int reason)
{
    return failed(
        ErrorCode::IoError, fmt::format("the file cannot be read: {}", std::strerror(reason)), path,
        "nothing of it was used; mend the disk or the permissions, or give another copy of the file");
}

tl::unexpected<Error> tooLarge(const std::string& path, std::int64_t limit)
{
    return failed(
        ErrorCode::ParseError,
        limit < (std::int64_t{1} << 20)
            ? fmt::format("the file is larger than the {} bytes that are read of such a file", limit)
            : fmt::format("the file is larger than the {} MiB that are read of such a file", limit >> 20),
        path, "is it the right file?");
}

} // namespace

Result<std::string> readWholeFile(const std::string& path, std::int64_t limit, OtherFiles others)
{
    const bool pipes = others == OtherFiles::Pipes;
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | (pipes ? 0 : O_NONBLOCK)));
    if (file.get() < 0) {
        const int reason = errno;
        if (reason == ENOENT || reason == ENOTDIR)
            return failed(ErrorCode::NotFound, "there is no such file", path, {});
        return cannotRead(path, reason);
    }
    struct stat facts { };
    if (::fstat(file.get(), &facts) != 0)
        return cannotRead(path, errno);
    if (S_ISDIR(facts.st_mode))
        return failed(ErrorCode::IoError, "this is a folder, not a file", path, {});
    const bool regular = S_ISREG(facts.st_mode);
    if (!regular && !(pipes && (S_ISFIFO(facts.st_mode) || S_ISCHR(facts.st_mode))))
        return failed(ErrorCode::IoError, "this is not a regular file", path, "give a plain file");
    if (regular && facts.st_size > limit)
        return tooLarge(path, limit);

    // The size is no more than a hint: that of files under /proc is 0, and a file may grow while it is read.
    const auto expected = regular ? static_cast<std::size_t>(facts.st_size) : std::size_t{0};
    std::string text;
    std::size_t used = 0;
    for (;;) {
        text.resize(used + kPiece);
        const auto got = ::read(file.get(), text.data() + used, text.size() - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cannotRead(path, errno);
        if (got == 0)
            break;
        used += static_cast<std::size_t>(got);
        if (static_cast<std::int64_t>(used) > limit)
            return tooLarge(path, limit);
    }
    if (used < expected)
        return failed(
            ErrorCode::IoError,
            fmt::format("the file became shorter while it was read: {} of {} bytes", used, expected), path,
            "read it again when nothing writes to it any more");
    text.resize(used);
    return text;
}

} // namespace nodesentry
