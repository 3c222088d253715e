#include "core/data/hdf5_file.h"

#include "core/base/expects.h"
#include "core/data/durable_file.h"

#include <hdf5.h>
#include <spdlog/fmt/fmt.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <numeric>
#include <string_view>

namespace nodesentry {

namespace {

constexpr int kMaxRank = 3;
constexpr unsigned kGzipLevel = 1;

/// Held during every call into the library. Recursive, since a copy works on two files.
std::unique_lock<std::recursive_mutex> lockLibrary()
{
    static std::recursive_mutex mutex;
    std::unique_lock lock(mutex);
    // Every file is closed by its owner, except those that must not be (Private::abandon).
    [[maybe_unused]] static const herr_t once = H5dont_atexit();
    // The library prints its errors by itself unless told otherwise; ours become Results.
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    return lock;
}

/// Owns one identifier of the library.
class Handle {
public:
    using Close = herr_t (*)(hid_t);

    Handle(hid_t id, Close close) : m_id(id), m_close(close) { }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle()
    {
        if (m_id >= 0)
            m_close(m_id);
    }

    [[nodiscard]] bool valid() const { return m_id >= 0; }
    /// Leaves the identifier open for good.
    void abandon() { m_id = H5I_INVALID_HID; }
    operator hid_t() const { return m_id; } // NOLINT: stands for the identifier in every call

private:
    hid_t m_id;
    Close m_close;
};

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

tl::unexpected<Error> failure(ErrorCode code, const std::string& file, std::string what)
{
    const auto reason = libraryReason();
    // A failed system call shows as "errno = …"; anything else that stops a read is damage.
    if (code == ErrorCode::Corrupt && reason.find("errno") != std::string::npos)
        code = ErrorCode::IoError;
    if (!reason.empty())
        what += " (" + reason + ")";
    Error error{code, std::move(what), file};
    if (code == ErrorCode::Corrupt)
        error.advise("the file is damaged: restore it from a backup, or make it again from its sources");
    else if (code == ErrorCode::IoError)
        error.advise("check free space, quota and permissions");
    return fail(std::move(error));
}

template <class T> hid_t memoryType();
template <> hid_t memoryType<float>()
{
    return H5T_NATIVE_FLOAT;
}
template <> hid_t memoryType<double>()
{
    return H5T_NATIVE_DOUBLE;
}
template <> hid_t memoryType<std::int64_t>()
{
    return H5T_NATIVE_INT64;
}
template <> hid_t memoryType<std::int16_t>()
{
    return H5T_NATIVE_INT16;
}
template <> hid_t memoryType<std::int8_t>()
{
    return H5T_NATIVE_INT8;
}
template <> hid_t memoryType<std::uint8_t>()
{
    return H5T_NATIVE_UINT8;
}
template <> hid_t memoryType<int>()
{
    return H5T_NATIVE_INT;
}

/// Little-endian on disk whatever the machine.
template <class T> hid_t diskType();
template <> hid_t diskType<float>()
{
    return H5T_IEEE_F32LE;
}
template <> hid_t diskType<double>()
{
    return H5T_IEEE_F64LE;
}
template <> hid_t diskType<std::int64_t>()
{
    return H5T_STD_I64LE;
}
template <> hid_t diskType<std::int16_t>()
{
    return H5T_STD_I16LE;
}
template <> hid_t diskType<std::int8_t>()
{
    return H5T_STD_I8LE;
}
template <> hid_t diskType<std::uint8_t>()
{
    return H5T_STD_U8LE;
}
template <> hid_t diskType<int>()
{
    return H5T_STD_I32LE;
}

std::array<hsize_t, kMaxRank> dimensions(const Hdf5File::Shape& shape)
{
    NODESENTRY_EXPECTS(!shape.empty() && shape.size() <= kMaxRank, "a dataset has 1 to 3 dimensions");
    std::array<hsize_t, kMaxRank> result{};
    for (std::size_t i = 0; i < shape.size(); ++i) {
        NODESENTRY_EXPECTS(shape[i] >= 0, "a dimension is not negative");
        result[i] = static_cast<hsize_t>(shape[i]);
    }
    return result;
}

std::size_t elementCount(const Hdf5File::Shape& shape)
{
    return std::accumulate(
        shape.begin(), shape.end(), std::size_t{1},
        [](std::size_t product, std::int64_t n) { return product * static_cast<std::size_t>(n); });
}

/// Filters for a dataset; they are mandatory, since an optional one that fails stores raw data silently.
bool setFilters(hid_t properties)
{
    const std::array<unsigned, 1> level{kGzipLevel};
    return H5Zfilter_avail(H5Z_FILTER_SHUFFLE) > 0 && H5Zfilter_avail(H5Z_FILTER_DEFLATE) > 0
        && H5Zfilter_avail(H5Z_FILTER_FLETCHER32) > 0
        && H5Pset_filter(properties, H5Z_FILTER_SHUFFLE, H5Z_FLAG_MANDATORY, 0, nullptr) >= 0
        && H5Pset_filter(properties, H5Z_FILTER_DEFLATE, H5Z_FLAG_MANDATORY, level.size(), level.data()) >= 0
        && H5Pset_filter(properties, H5Z_FILTER_FLETCHER32, H5Z_FLAG_MANDATORY, 0, nullptr) >= 0;
}

/// The library wants "." for the group itself.
const char* objectPath(const std::string& object)
{
    return object.empty() ? "." : object.c_str();
}

} // namespace

struct Hdf5File::Private {
    std::string path;
    hid_t file = H5I_INVALID_HID;

    bool writable = false;
    bool broken = false; ///< a write has failed

    ~Private()
    {
        // Whoever needs the file calls closeDurably() and hears of errors.
        [[maybe_unused]] const auto ignored = close();
    }

    Result<void> close()
    {
        if (file < 0)
            return {};
        const auto lock = lockLibrary();
        Result<void> flushed;
        if (broken)
            flushed = fail(Error{ErrorCode::IoError, "an earlier write failed", path});
        else if (writable && H5Fflush(file, H5F_SCOPE_GLOBAL) < 0)
            flushed = broke("cannot write the file to its end");
        if (!flushed) {
            abandon();
            return flushed;
        }
        // An identifier left open would keep the file open and unwritten although H5Fclose reports success.
        const bool alone = H5Fget_obj_count(file, H5F_OBJ_ALL | H5F_OBJ_LOCAL) == 1;
        const bool closed = H5Fclose(file) >= 0;
        file = H5I_INVALID_HID;
        if (!alone || !closed)
            return failure(ErrorCode::IoError, path, "cannot close the file");
        return {};
    }

    /// Lets go of a file that cannot be written to its end. Closing it is no way out: where the library fails
    /// to write the rest, it frees the file but keeps its identifier, and crashes on that later. So the file
    /// stays open until the program ends, which also keeps its inode from being mistaken for that of a new
    /// file; its content goes at once, since the disk may be full.
    void abandon()
    {
        void* descriptor = nullptr;
        if (H5Fget_vfd_handle(file, H5P_DEFAULT, &descriptor) >= 0) {
            // Should that fail as well, the space comes back when the program ends.
            [[maybe_unused]] const int ignored = ::ftruncate(*static_cast<int*>(descriptor), 0);
        }
        file = H5I_INVALID_HID;
    }

    /// The error of a write that failed.
    tl::unexpected<Error> broke(std::string what)
    {
        broken = true;
        return failure(ErrorCode::IoError, path, std::move(what));
    }

    [[nodiscard]] bool has(const std::string& object) const
    {
        // H5Lexists demands that all but the last link exist.
        for (std::size_t slash = object.find('/'); slash != std::string::npos;
             slash = object.find('/', slash + 1)) {
            if (H5Lexists(file, object.substr(0, slash).c_str(), H5P_DEFAULT) <= 0)
                return false;
        }
        return object.empty() || H5Lexists(file, object.c_str(), H5P_DEFAULT) > 0;
    }

    [[nodiscard]] tl::unexpected<Error> missing(const std::string& object) const
    {
        // A damaged group cannot be searched either: then the library has something to say.
        if (H5Eget_num(H5E_DEFAULT) > 0)
            return failure(ErrorCode::Corrupt, path, fmt::format("cannot look for '{}'", object));
        return failure(ErrorCode::NotFound, path, fmt::format("no object '{}'", object));
    }

    template <class T>
    Result<void> writeAttribute(const std::string& object, const std::string& name, hid_t space,
                                const T* values)
    {
        return writeAttribute(object, name, space, diskType<T>(), memoryType<T>(), values);
    }

    Result<void> writeAttribute(const std::string& object, const std::string& name, hid_t space, hid_t stored,
                                hid_t given, const void* values)
    {
        // An empty list is complete as it is; the library refuses to write one.
        const bool empty = H5Sget_simple_extent_npoints(space) == 0;
        const Handle owner(H5Oopen(file, objectPath(object), H5P_DEFAULT), H5Oclose);
        const Handle attribute(
            owner.valid() ? H5Acreate2(owner, name.c_str(), stored, space, H5P_DEFAULT, H5P_DEFAULT) : -1,
            H5Aclose);
        if (!attribute.valid() || (!empty && H5Awrite(attribute, given, values) < 0))
            return failure(ErrorCode::IoError, path,
                           fmt::format("cannot write attribute '{}' of '{}'", name, object));
        return {};
    }

    [[nodiscard]] tl::unexpected<Error> badAttribute(const std::string& object, const std::string& name) const
    {
        return failure(ErrorCode::Corrupt, path,
                       fmt::format("cannot read attribute '{}' of '{}'", name, object));
    }

    template <class T>
    [[nodiscard]] Result<std::vector<T>> readAttribute(const std::string& object,
                                                       const std::string& name) const
    {
        if (!has(object))
            return missing(object);
        if (const auto there = H5Aexists_by_name(file, objectPath(object), name.c_str(), H5P_DEFAULT);
            there == 0)
            return failure(ErrorCode::NotFound, path, fmt::format("no attribute '{}' of '{}'", name, object));
        const Handle attribute(
            H5Aopen_by_name(file, objectPath(object), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
        const Handle space(attribute.valid() ? H5Aget_space(attribute) : -1, H5Sclose);
        const auto count = space.valid() ? H5Sget_simple_extent_npoints(space) : -1;
        if (count < 0)
            return badAttribute(object, name);
        std::vector<T> values(static_cast<std::size_t>(count));
        if (count > 0 && H5Aread(attribute, memoryType<T>(), values.data()) < 0)
            return badAttribute(object, name);
        return values;
    }

    template <class T>
    [[nodiscard]] Result<T> readScalar(const std::string& object, const std::string& name) const
    {
        NODESENTRY_TRY(const auto values, readAttribute<T>(object, name));
        if (values.size() != 1)
            return badAttribute(object, name);
        return values.front();
    }
};

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

template <class T>
Result<void> Hdf5File::write(const std::string& dataset, std::span<const T> values, const Shape& shape,
                             Shape chunk)
{
    NODESENTRY_EXPECTS(values.size() == elementCount(shape), "as many values as the shape says");
    NODESENTRY_EXPECTS(chunk.size() == shape.size(), "a chunk has as many dimensions as its dataset");
    const auto lock = lockLibrary();
    const auto rank = static_cast<int>(shape.size());
    const auto size = dimensions(shape);
    const Handle space(H5Screate_simple(rank, size.data(), nullptr), H5Sclose);
    const Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    const bool empty = values.empty(); // an empty dataset can have no chunks, hence no filters
    if (!empty) {
        for (std::size_t i = 0; i < chunk.size(); ++i)
            chunk[i] = std::clamp<std::int64_t>(chunk[i], 1, shape[i]);
        if (H5Pset_chunk(properties, rank, dimensions(chunk).data()) < 0 || !setFilters(properties))
            return failure(ErrorCode::Unsupported, d->path,
                           "this HDF5 library lacks a filter we need: shuffle, gzip or fletcher32");
    }
    // Chunks are written whole and once: kept in the library's cache, they would be written when the dataset
    // is closed, where an error does as much harm as in Private::abandon.
    const Handle access(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose);
    H5Pset_chunk_cache(access, H5D_CHUNK_CACHE_NSLOTS_DEFAULT, 0, H5D_CHUNK_CACHE_W0_DEFAULT);
    Handle handle(H5Dcreate2(d->file, dataset.c_str(), diskType<T>(), space, H5P_DEFAULT, properties, access),
                  H5Dclose);
    if (!handle.valid()
        || (!empty && H5Dwrite(handle, memoryType<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)) {
        auto error = d->broke(fmt::format("cannot write dataset '{}'", dataset));
        handle.abandon();
        return error;
    }
    return {};
}

Result<Hdf5File::Shape> Hdf5File::shape(const std::string& dataset) const
{
    const auto lock = lockLibrary();
    if (!d->has(dataset))
        return d->missing(dataset);
    const Handle handle(H5Dopen2(d->file, dataset.c_str(), H5P_DEFAULT), H5Dclose);
    const Handle space(handle.valid() ? H5Dget_space(handle) : -1, H5Sclose);
    const int rank = space.valid() ? H5Sget_simple_extent_ndims(space) : -1;
    std::array<hsize_t, kMaxRank> size{};
    if (rank < 1 || rank > kMaxRank || H5Sget_simple_extent_dims(space, size.data(), nullptr) < 0)
        return failure(ErrorCode::Corrupt, d->path,
                       fmt::format("cannot read the shape of dataset '{}'", dataset));
    return Shape(size.begin(), size.begin() + rank);
}

template <class T>
Result<void> Hdf5File::read(const std::string& dataset, const Shape& begin, const Shape& count,
                            std::span<T> values) const
{
    NODESENTRY_EXPECTS(begin.size() == count.size(), "begin and count have the same dimensions");
    NODESENTRY_EXPECTS(values.size() == elementCount(count), "as many values as count says");
    if (values.empty())
        return {};
    const auto lock = lockLibrary();
    if (!d->has(dataset))
        return d->missing(dataset);
    const auto from = dimensions(begin);
    const auto size = dimensions(count);
    const Handle memory(H5Screate_simple(static_cast<int>(count.size()), size.data(), nullptr), H5Sclose);
    const Handle handle(H5Dopen2(d->file, dataset.c_str(), H5P_DEFAULT), H5Dclose);
    const Handle space(handle.valid() ? H5Dget_space(handle) : -1, H5Sclose);
    if (!space.valid() || H5Sget_simple_extent_ndims(space) != static_cast<int>(count.size())
        || H5Sselect_hyperslab(space, H5S_SELECT_SET, from.data(), nullptr, size.data(), nullptr) < 0
        || H5Dread(handle, memoryType<T>(), memory, space, H5P_DEFAULT, values.data()) < 0)
        return failure(ErrorCode::Corrupt, d->path, fmt::format("cannot read dataset '{}'", dataset));
    return {};
}

template <class T> Result<std::vector<T>> Hdf5File::readAll(const std::string& dataset) const
{
    NODESENTRY_TRY(const auto size, shape(dataset));
    std::vector<T> values(elementCount(size));
    NODESENTRY_CHECK(read<T>(dataset, Shape(size.size(), 0), size, values));
    return values;
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

#define NODESENTRY_INSTANTIATE(T)                                                                            \
    template Result<void> Hdf5File::write<T>(const std::string&, std::span<const T>, const Shape&, Shape);   \
    template Result<void> Hdf5File::read<T>(const std::string&, const Shape&, const Shape&, std::span<T>)    \
        const;                                                                                               \
    template Result<std::vector<T>> Hdf5File::readAll<T>(const std::string&) const;
NODESENTRY_INSTANTIATE(float)
NODESENTRY_INSTANTIATE(double)
NODESENTRY_INSTANTIATE(std::int64_t)
NODESENTRY_INSTANTIATE(std::int16_t)
NODESENTRY_INSTANTIATE(std::int8_t)
NODESENTRY_INSTANTIATE(std::uint8_t)
#undef NODESENTRY_INSTANTIATE

} // namespace nodesentry
