#pragma once

#include "core/base/result.h"
#include "core/data/hdf5_file.h"

#include <hdf5.h>
#include <spdlog/fmt/fmt.h>

#include <unistd.h>

#include <cstdint>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// What the parts of Hdf5File share: its state and the rules for calling the library.
namespace nodesentry {

namespace hdf5 {

/// Held during every call into the library. Recursive, since a copy works on two files.
[[nodiscard]] std::unique_lock<std::recursive_mutex> lockLibrary();

/// The error of a call that failed, with the library's reason. Corrupt becomes IoError where the system
/// itself gave the reason.
[[nodiscard]] tl::unexpected<Error> failure(ErrorCode code, const std::string& file, std::string what);

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

template <class T> [[nodiscard]] hid_t memoryType()
{
    if constexpr (std::is_same_v<T, float>)
        return H5T_NATIVE_FLOAT;
    else if constexpr (std::is_same_v<T, double>)
        return H5T_NATIVE_DOUBLE;
    else if constexpr (std::is_same_v<T, std::int64_t>)
        return H5T_NATIVE_INT64;
    else if constexpr (std::is_same_v<T, std::int16_t>)
        return H5T_NATIVE_INT16;
    else if constexpr (std::is_same_v<T, std::int8_t>)
        return H5T_NATIVE_INT8;
    else if constexpr (std::is_same_v<T, std::uint8_t>)
        return H5T_NATIVE_UINT8;
    else
        return H5T_NATIVE_INT;
}

/// Little-endian on disk whatever the machine.
template <class T> [[nodiscard]] hid_t diskType()
{
    if constexpr (std::is_same_v<T, float>)
        return H5T_IEEE_F32LE;
    else if constexpr (std::is_same_v<T, double>)
        return H5T_IEEE_F64LE;
    else if constexpr (std::is_same_v<T, std::int64_t>)
        return H5T_STD_I64LE;
    else if constexpr (std::is_same_v<T, std::int16_t>)
        return H5T_STD_I16LE;
    else if constexpr (std::is_same_v<T, std::int8_t>)
        return H5T_STD_I8LE;
    else if constexpr (std::is_same_v<T, std::uint8_t>)
        return H5T_STD_U8LE;
    else
        return H5T_STD_I32LE;
}

/// The library wants "." for the group itself.
[[nodiscard]] inline const char* objectPath(const std::string& object)
{
    return object.empty() ? "." : object.c_str();
}

} // namespace hdf5

struct Hdf5File::Private {
    std::string path;
    hid_t file = H5I_INVALID_HID;
    int descriptor = -1; ///< the library's own, of a file opened for reading

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
        const auto lock = hdf5::lockLibrary();
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
            return hdf5::failure(ErrorCode::IoError, path, "cannot close the file");
        return {};
    }

    /// Lets go of a file that cannot be written to its end. Closing it is no way out: where the library fails
    /// to write the rest, it frees the file but keeps its identifier, and crashes on that later. So the file
    /// stays open until the program ends, which also keeps its inode from being mistaken for that of a new
    /// file; its content goes at once, since the disk may be full.
    void abandon()
    {
        void* handle = nullptr;
        if (H5Fget_vfd_handle(file, H5P_DEFAULT, &handle) >= 0) {
            // Should that fail as well, the space comes back when the program ends.
            [[maybe_unused]] const int ignored = ::ftruncate(*static_cast<int*>(handle), 0);
        }
        file = H5I_INVALID_HID;
    }

    /// The error of a write that failed.
    tl::unexpected<Error> broke(std::string what)
    {
        broken = true;
        return hdf5::failure(ErrorCode::IoError, path, std::move(what));
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
            return hdf5::failure(ErrorCode::Corrupt, path, fmt::format("cannot look for '{}'", object));
        return hdf5::failure(ErrorCode::NotFound, path, fmt::format("no object '{}'", object));
    }

    template <class T>
    Result<void> writeAttribute(const std::string& object, const std::string& name, hid_t space,
                                const T* values)
    {
        return writeAttribute(object, name, space, hdf5::diskType<T>(), hdf5::memoryType<T>(), values);
    }

    Result<void> writeAttribute(const std::string& object, const std::string& name, hid_t space, hid_t stored,
                                hid_t given, const void* values)
    {
        // An empty list is complete as it is; the library refuses to write one.
        const bool empty = H5Sget_simple_extent_npoints(space) == 0;
        const hdf5::Handle owner(H5Oopen(file, hdf5::objectPath(object), H5P_DEFAULT), H5Oclose);
        const hdf5::Handle attribute(
            owner.valid() ? H5Acreate2(owner, name.c_str(), stored, space, H5P_DEFAULT, H5P_DEFAULT) : -1,
            H5Aclose);
        if (!attribute.valid() || (!empty && H5Awrite(attribute, given, values) < 0))
            return hdf5::failure(ErrorCode::IoError, path,
                                 fmt::format("cannot write attribute '{}' of '{}'", name, object));
        return {};
    }

    [[nodiscard]] tl::unexpected<Error> badAttribute(const std::string& object, const std::string& name) const
    {
        return hdf5::failure(ErrorCode::Corrupt, path,
                             fmt::format("cannot read attribute '{}' of '{}'", name, object));
    }

    template <class T>
    [[nodiscard]] Result<std::vector<T>> readAttribute(const std::string& object,
                                                       const std::string& name) const
    {
        if (!has(object))
            return missing(object);
        if (const auto there = H5Aexists_by_name(file, hdf5::objectPath(object), name.c_str(), H5P_DEFAULT);
            there == 0)
            return hdf5::failure(ErrorCode::NotFound, path,
                                 fmt::format("no attribute '{}' of '{}'", name, object));
        const hdf5::Handle attribute(
            H5Aopen_by_name(file, hdf5::objectPath(object), name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
            H5Aclose);
        const hdf5::Handle space(attribute.valid() ? H5Aget_space(attribute) : -1, H5Sclose);
        const auto count = space.valid() ? H5Sget_simple_extent_npoints(space) : -1;
        if (count < 0)
            return badAttribute(object, name);
        std::vector<T> values(static_cast<std::size_t>(count));
        if (count > 0 && H5Aread(attribute, hdf5::memoryType<T>(), values.data()) < 0)
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

} // namespace nodesentry
