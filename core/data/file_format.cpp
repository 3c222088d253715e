#include "core/data/file_format.h"

#include "core/base/reason.h"

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
        return fail(errorOf(Reason::FileDamaged, {fmt::format("not a file of the format '{}'", format)})
                        .inFile(file.path()));
    NODESENTRY_TRY(const auto version, file.integer("", "version"));
    if (version > newest)
        return fail(errorOf(Reason::FileTooNew, {format, std::to_string(version), std::to_string(newest)})
                        .inFile(file.path()));
    return version;
}

} // namespace nodesentry
