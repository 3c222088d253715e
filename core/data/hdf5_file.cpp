#include "core/data/hdf5_file.h"

#include "core/base/reason.h"
#include "core/data/durable_file.h"
#include "core/data/hdf5_file_p.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace nodesentry {

using namespace hdf5;

namespace {

/// The innermost message of the library's error stack: the cause, e.g. the system's reason or "data error
/// detected by Fletcher32 checksum".
std::string libraryReason()
{
    std::string reason;
    const auto take = [](unsigned, const H5E_error2_t* error, void* out) -> herr_t {
        if (error->desc != nullptr && *error->desc != '\0')
            *static_cast<std::string*>(out) = error->desc;
        return 0;
    };
    // H5E_WALK_DOWNWARD visits the API function first and the cause last.
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, take, &reason);
    H5Eclear2(H5E_DEFAULT);
    return reason;
}

} // namespace

std::unique_lock<std::recursive_mutex> hdf5::lockLibrary()
{
    static std::recursive_mutex mutex;
    std::unique_lock lock(mutex);
    // Every file is closed by its owner, except those that must not be (Private::abandon).
    [[maybe_unused]] static const herr_t once = H5dont_atexit();
    // The library prints its errors by itself unless told otherwise; ours become Results.
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    return lock;
}

tl::unexpected<Error> hdf5::failure(ErrorCode code, const std::string& file, std::string what)
{
    const auto reason = libraryReason();
    // A failed system call shows as "errno = …"; anything else that stops a read is damage.
    if (code == ErrorCode::Corrupt && reason.find("errno") != std::string::npos)
        code = ErrorCode::IoError;
    for (const int full : {ENOSPC, EDQUOT})
        if (reason.find(fmt::format("errno = {},", full)) != std::string::npos)
            return fail(Reason::DiskFull, {file});
    if (!reason.empty())
        what += " (" + reason + ")";
    if (code == ErrorCode::Corrupt)
        return fail(errorOf(Reason::FileDamaged, {std::move(what)}).inFile(file));
    Error error{code, std::move(what), file};
    if (code == ErrorCode::IoError)
        error.advise("check the permissions, and that the disk works");
    return fail(std::move(error));
}

Hdf5File::Hdf5File() : d(std::make_unique<Private>()) { }
Hdf5File::Hdf5File(Hdf5File&&) noexcept = default;
Hdf5File& Hdf5File::operator=(Hdf5File&&) noexcept = default;
Hdf5File::~Hdf5File() = default;

const std::string& Hdf5File::path() const
{
    return d->path;
}

std::string Hdf5File::linkName(const std::string& text)
{
    std::string name;
    for (const char c : text) {
        if (c == '/')
            name += "%2F";
        else if (c == '%')
            name += "%25";
        else
            name += c;
    }
    return name == "." ? "%2E" : name;
}

Result<Hdf5File> Hdf5File::openReadOnly(const std::string& path)
{
    const auto lock = lockLibrary();
    if (::access(path.c_str(), R_OK) != 0) {
        const int reason = errno;
        if (reason == ENOENT || reason == ENOTDIR)
            return fail(Error{ErrorCode::NotFound, "no such file", path});
        return fail(Error{ErrorCode::IoError, fmt::format("cannot read: {}", std::strerror(reason)), path});
    }
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    // Our files do not change once they have their name, and parallel file systems often cannot lock.
    H5Pset_file_locking(access, false, true);
    Hdf5File file;
    file.d->path = path;
    file.d->file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, access);
    if (file.d->file < 0)
        return failure(ErrorCode::Corrupt, path, "not a whole HDF5 file");
    void* descriptor = nullptr;
    if (H5Fget_vfd_handle(file.d->file, H5P_DEFAULT, &descriptor) < 0)
        return failure(ErrorCode::IoError, path, "cannot open");
    file.d->descriptor = *static_cast<int*>(descriptor);
    return file;
}

Result<Hdf5File> Hdf5File::create(const std::string& path)
{
    const auto lock = lockLibrary();
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_file_locking(access, false, true);
    // Formats since 1.10 carry a checksum in every piece of metadata.
    H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110);
    Hdf5File file;
    file.d->path = path;
    file.d->writable = true;
    file.d->file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access);
    if (file.d->file < 0)
        return failure(ErrorCode::IoError, path, "cannot create");
    return file;
}

Result<void> Hdf5File::createGroup(const std::string& group)
{
    const auto lock = lockLibrary();
    const Handle properties(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
    H5Pset_create_intermediate_group(properties, 1);
    const Handle handle(H5Gcreate2(d->file, group.c_str(), properties, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
    if (!handle.valid())
        return failure(ErrorCode::IoError, d->path, fmt::format("cannot create group '{}'", group));
    return {};
}

Result<bool> Hdf5File::exists(const std::string& object) const
{
    const auto lock = lockLibrary();
    if (d->has(object))
        return true;
    if (auto error = d->missing(object); error.value().code != ErrorCode::NotFound)
        return error;
    return false;
}

Result<std::vector<std::string>> Hdf5File::children(const std::string& group) const
{
    const auto lock = lockLibrary();
    if (!d->has(group))
        return d->missing(group);
    std::vector<std::string> names;
    const auto take = [](hid_t, const char* name, const H5L_info_t*, void* out) -> herr_t {
        static_cast<std::vector<std::string>*>(out)->emplace_back(name);
        return 0;
    };
    if (H5Literate_by_name(d->file, objectPath(group), H5_INDEX_NAME, H5_ITER_INC, nullptr, take, &names,
                           H5P_DEFAULT)
        < 0)
        return failure(ErrorCode::Corrupt, d->path, fmt::format("cannot list group '{}'", group));
    std::sort(names.begin(), names.end());
    return names;
}

Result<void> Hdf5File::setAttribute(const std::string& object, const std::string& name,
                                    const std::string& value)
{
    const auto lock = lockLibrary();
    const Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type, std::max<std::size_t>(value.size(), 1)); // a length of zero is not allowed
    H5Tset_cset(type, H5T_CSET_UTF8);
    H5Tset_strpad(type, H5T_STR_NULLPAD);
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    return d->writeAttribute(object, name, space, type, type, value.c_str());
}

Result<void> Hdf5File::setAttribute(const std::string& object, const std::string& name, std::int64_t value)
{
    const auto lock = lockLibrary();
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    return d->writeAttribute(object, name, space, &value);
}

Result<void> Hdf5File::setAttribute(const std::string& object, const std::string& name, double value)
{
    const auto lock = lockLibrary();
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    return d->writeAttribute(object, name, space, &value);
}

Result<void> Hdf5File::setAttribute(const std::string& object, const std::string& name,
                                    const std::vector<int>& values)
{
    const auto lock = lockLibrary();
    const hsize_t size = values.size();
    const Handle space(H5Screate_simple(1, &size, nullptr), H5Sclose);
    return d->writeAttribute(object, name, space, values.data());
}

Result<std::string> Hdf5File::text(const std::string& object, const std::string& name) const
{
    const auto lock = lockLibrary();
    if (!d->has(object))
        return d->missing(object);
    if (H5Aexists_by_name(d->file, objectPath(object), name.c_str(), H5P_DEFAULT) == 0)
        return failure(ErrorCode::NotFound, d->path, fmt::format("no attribute '{}' of '{}'", name, object));
    const Handle attribute(
        H5Aopen_by_name(d->file, objectPath(object), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    const Handle type(attribute.valid() ? H5Aget_type(attribute) : -1, H5Tclose);
    if (!type.valid() || H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) != 0)
        return d->badAttribute(object, name);
    std::string value(H5Tget_size(type), '\0');
    if (H5Aread(attribute, type, value.data()) < 0)
        return d->badAttribute(object, name);
    value.resize(std::strlen(value.c_str()));
    return value;
}

Result<std::int64_t> Hdf5File::integer(const std::string& object, const std::string& attribute) const
{
    const auto lock = lockLibrary();
    return d->readScalar<std::int64_t>(object, attribute);
}

Result<double> Hdf5File::real(const std::string& object, const std::string& attribute) const
{
    const auto lock = lockLibrary();
    return d->readScalar<double>(object, attribute);
}

Result<std::vector<int>> Hdf5File::integers(const std::string& object, const std::string& attribute) const
{
    const auto lock = lockLibrary();
    return d->readAttribute<int>(object, attribute);
}

Result<void> Hdf5File::copy(const Hdf5File& from, const std::string& object, const std::string& newName)
{
    const auto lock = lockLibrary();
    if (!from.d->has(object))
        return from.d->missing(object);
    const Handle properties(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
    H5Pset_create_intermediate_group(properties, 1);
    if (H5Ocopy(from.d->file, object.c_str(), d->file, newName.c_str(), H5P_DEFAULT, properties) < 0) {
        d->broken = true;
        return failure(ErrorCode::Corrupt, d->path,
                       fmt::format("cannot copy '{}' from '{}'", object, from.d->path));
    }
    return {};
}

Result<void> Hdf5File::closeDurably()
{
    NODESENTRY_CHECK(d->close());
    return syncFile(d->path);
}

} // namespace nodesentry
