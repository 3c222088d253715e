#include "core/data/file_format.h"

#include <spdlog/fmt/fmt.h>

namespace nodesentry {

Result<void> writeFormat(Hdf5File& file, const std::string& format, std::int64_t version)
{
    NODESENTRY_CHECK(file.setAttribute("", "format", format));
    return file.setAttribute("", "version", version);
}

Result<std::int64_t> checkFormat(const Hdf5File& file, const std::string& format, std::int64_t newest)
{
    const auto found = file.text("", "format");
    if (!found && found.error().code != ErrorCode::NotFound)
        return fail(found.error());
    if (!found || *found != format)
        return fail(
            Error{ErrorCode::Corrupt, fmt::format("not a file of the format '{}'", format), file.path()});
    NODESENTRY_TRY(const auto version, file.integer("", "version"));
    if (version > newest)
        return fail(
            Error{ErrorCode::VersionTooNew,
                  fmt::format("version {} of '{}', this program reads up to {}", version, format, newest),
                  file.path(), 0, 0, "open it with a newer version of this program"});
    return version;
}

} // namespace nodesentry
