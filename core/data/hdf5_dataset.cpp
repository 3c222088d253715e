// The datasets of Hdf5File: whole ones, blocks and single chunks.

#include "core/base/expects.h"
#include "core/base/reason.h"
#include "core/data/chunk_codec_p.h"
#include "core/data/hdf5_file_p.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <numeric>

namespace nodesentry {

using namespace hdf5;

static_assert(std::endian::native == std::endian::little, "chunks are packed as they lie in memory");

namespace {

constexpr int kMaxRank = 3;
constexpr unsigned kGzipLevel = 1; ///< written into the file; the library would use it, we do not
constexpr std::array kFilters{H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE, H5Z_FILTER_FLETCHER32};

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

/// They are mandatory, since an optional one that fails stores raw data silently.
bool setFilters(hid_t properties)
{
    const std::array<unsigned, 1> level{kGzipLevel};
    return std::all_of(kFilters.begin(), kFilters.end(), [&](H5Z_filter_t filter) {
        const bool deflate = filter == H5Z_FILTER_DEFLATE;
        return H5Zfilter_avail(filter) > 0
            && H5Pset_filter(properties, filter, H5Z_FLAG_MANDATORY, deflate ? level.size() : 0,
                             deflate ? level.data() : nullptr)
            >= 0;
    });
}

bool hasOurFilters(hid_t properties)
{
    if (H5Pget_layout(properties) != H5D_CHUNKED
        || H5Pget_nfilters(properties) != static_cast<int>(kFilters.size()))
        return false;
    for (unsigned i = 0; i < kFilters.size(); ++i) {
        unsigned flags = 0;
        std::size_t parameters = 0;
        if (H5Pget_filter2(properties, i, &flags, &parameters, nullptr, 0, nullptr, nullptr) != kFilters[i])
            return false;
    }
    return true;
}

/// Chunks are written whole and once: kept in the library's cache, they would be written when the dataset is
/// closed, where an error does as much harm as in Hdf5File::Private::abandon.
hid_t accessWithoutCache()
{
    const hid_t access = H5Pcreate(H5P_DATASET_ACCESS);
    H5Pset_chunk_cache(access, H5D_CHUNK_CACHE_NSLOTS_DEFAULT, 0, H5D_CHUNK_CACHE_W0_DEFAULT);
    return access;
}

/// The shape of a dataset's extent; empty when it cannot be read.
Hdf5File::Shape extentOf(hid_t space)
{
    const int rank = space >= 0 ? H5Sget_simple_extent_ndims(space) : -1;
    std::array<hsize_t, kMaxRank> size{};
    if (rank < 1 || rank > kMaxRank || H5Sget_simple_extent_dims(space, size.data(), nullptr) < 0)
        return {};
    return Hdf5File::Shape(size.begin(), size.begin() + rank);
}

/// One step in each dimension from @p begin within [begin, end), last dimension fastest.
/// @return false at the end
bool advance(Hdf5File::Shape& at, const Hdf5File::Shape& begin, const Hdf5File::Shape& end,
             const Hdf5File::Shape& step)
{
    for (std::size_t i = at.size(); i-- > 0;) {
        at[i] += step[i];
        if (at[i] < end[i])
            return true;
        at[i] = begin[i];
    }
    return false;
}

/// Copies the part of a block that lies in a chunk, row by row.
/// @param at  where the chunk begins
void gather(const std::byte* block, const Hdf5File::Shape& begin, const Hdf5File::Shape& count,
            const Hdf5File::Shape& at, const Hdf5File::Shape& chunk, std::size_t elementSize, std::byte* out)
{
    const auto rank = at.size();
    Hdf5File::Shape end(rank);
    for (std::size_t i = 0; i < rank; ++i)
        end[i] = std::min(at[i] + chunk[i], begin[i] + count[i]);
    Hdf5File::Shape step(rank, 1);
    step.back() = chunk.back();
    const auto bytes = static_cast<std::size_t>(end.back() - at.back()) * elementSize;
    auto row = at;
    do {
        std::int64_t from = 0;
        std::int64_t to = 0;
        for (std::size_t i = 0; i < rank; ++i) {
            from = from * count[i] + (row[i] - begin[i]);
            to = to * chunk[i] + (row[i] - at[i]);
        }
        std::memcpy(out + static_cast<std::size_t>(to) * elementSize,
                    block + static_cast<std::size_t>(from) * elementSize, bytes);
    } while (advance(row, at, end, step));
}

struct PackedChunk {
    std::array<hsize_t, kMaxRank> at;
    std::vector<std::byte> bytes;
};

/// @return empty when there is not enough memory
std::vector<PackedChunk> packBlock(const std::byte* block, const Hdf5File::Shape& begin,
                                   const Hdf5File::Shape& count, const Hdf5File::Shape& chunk,
                                   std::size_t elementSize)
{
    auto end = begin;
    for (std::size_t i = 0; i < end.size(); ++i)
        end[i] += count[i];
    std::vector<PackedChunk> packed;
    std::vector<std::byte> values(elementCount(chunk) * elementSize);
    auto at = begin;
    do {
        std::fill(values.begin(), values.end(), std::byte{0});
        gather(block, begin, count, at, chunk, elementSize, values.data());
        packed.push_back({dimensions(at), {}});
        if (!packChunk(values, elementSize, packed.back().bytes))
            return {};
    } while (advance(at, begin, end, chunk));
    return packed;
}

} // namespace

template <class T>
Result<void> Hdf5File::createDataset(const std::string& dataset, const Shape& shape, Shape chunk)
{
    NODESENTRY_EXPECTS(chunk.size() == shape.size(), "a chunk has as many dimensions as its dataset");
    const auto lock = lockLibrary();
    const auto rank = static_cast<int>(shape.size());
    const auto size = dimensions(shape);
    const Handle space(H5Screate_simple(rank, size.data(), nullptr), H5Sclose);
    const Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    if (elementCount(shape) > 0) { // an empty dataset can have no chunks, hence no filters
        for (std::size_t i = 0; i < chunk.size(); ++i)
            chunk[i] = std::clamp<std::int64_t>(chunk[i], 1, shape[i]);
        if (H5Pset_chunk(properties, rank, dimensions(chunk).data()) < 0 || !setFilters(properties))
            return failure(ErrorCode::Unsupported, d->path,
                           "this HDF5 library lacks a filter we need: shuffle, gzip or fletcher32");
    }
    const Handle access(accessWithoutCache(), H5Pclose);
    const Handle handle(
        H5Dcreate2(d->file, dataset.c_str(), diskType<T>(), space, H5P_DEFAULT, properties, access),
        H5Dclose);
    if (!handle.valid())
        return d->broke(fmt::format("cannot create dataset '{}'", dataset));
    return {};
}

template <class T>
Result<void> Hdf5File::writeBlock(const std::string& dataset, const Shape& begin, const Shape& count,
                                  std::span<const T> values)
{
    NODESENTRY_EXPECTS(begin.size() == count.size(), "begin and count have the same dimensions");
    NODESENTRY_EXPECTS(values.size() == elementCount(count), "as many values as count says");
    if (values.empty())
        return {};
    Shape size;
    Shape chunk(begin.size());
    {
        const auto lock = lockLibrary();
        const Handle handle(H5Dopen2(d->file, dataset.c_str(), H5P_DEFAULT), H5Dclose);
        const Handle space(handle.valid() ? H5Dget_space(handle) : -1, H5Sclose);
        const Handle properties(handle.valid() ? H5Dget_create_plist(handle) : -1, H5Pclose);
        size = extentOf(space);
        std::array<hsize_t, kMaxRank> found{};
        if (size.size() != begin.size() || H5Pget_chunk(properties, kMaxRank, found.data()) < 0)
            return d->broke(fmt::format("cannot open dataset '{}'", dataset));
        std::copy_n(found.begin(), chunk.size(), chunk.begin());
    }
    for (std::size_t i = 0; i < size.size(); ++i) {
        const auto end = begin[i] + count[i];
        NODESENTRY_EXPECTS(begin[i] % chunk[i] == 0 && end <= size[i]
                               && (end % chunk[i] == 0 || end == size[i]),
                           "whole chunks");
    }

    const auto packed
        = packBlock(reinterpret_cast<const std::byte*>(values.data()), begin, count, chunk, sizeof(T));
    if (packed.empty())
        return fail(Error{ErrorCode::IoError, "not enough memory to compress", d->path});

    const auto lock = lockLibrary();
    const Handle access(accessWithoutCache(), H5Pclose);
    Handle handle(H5Dopen2(d->file, dataset.c_str(), access), H5Dclose);
    const bool written
        = handle.valid() && std::all_of(packed.begin(), packed.end(), [&](const PackedChunk& part) {
              return H5Dwrite_chunk(handle, H5P_DEFAULT, 0, part.at.data(), part.bytes.size(),
                                    part.bytes.data())
                  >= 0;
          });
    if (!written) {
        auto error = d->broke(fmt::format("cannot write dataset '{}'", dataset));
        handle.abandon();
        return error;
    }
    return {};
}

template <class T>
Result<void> Hdf5File::write(const std::string& dataset, std::span<const T> values, const Shape& shape,
                             Shape chunk)
{
    NODESENTRY_CHECK(createDataset<T>(dataset, shape, std::move(chunk)));
    return writeBlock<T>(dataset, Shape(shape.size(), 0), shape, values);
}

Result<void> Hdf5File::remove(const std::string& object)
{
    const auto lock = lockLibrary();
    if (!d->has(object))
        return d->missing(object);
    if (H5Ldelete(d->file, object.c_str(), H5P_DEFAULT) < 0)
        return d->broke(fmt::format("cannot remove '{}'", object));
    return {};
}

Result<Hdf5File::Shape> Hdf5File::shape(const std::string& dataset) const
{
    const auto lock = lockLibrary();
    if (!d->has(dataset))
        return d->missing(dataset);
    const Handle handle(H5Dopen2(d->file, dataset.c_str(), H5P_DEFAULT), H5Dclose);
    const Handle space(handle.valid() ? H5Dget_space(handle) : -1, H5Sclose);
    auto size = extentOf(space);
    if (size.empty())
        return failure(ErrorCode::Corrupt, d->path,
                       fmt::format("cannot read the shape of dataset '{}'", dataset));
    return size;
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

template <class T> Result<Hdf5File::ChunkTable> Hdf5File::chunkTable(const std::string& dataset) const
{
    const auto lock = lockLibrary();
    const Handle handle(H5Dopen2(d->file, dataset.c_str(), H5P_DEFAULT), H5Dclose);
    if (!handle.valid() && !d->has(dataset)) // asked afterwards: looking first takes as long as all the rest
        return d->missing(dataset);
    const Handle space(handle.valid() ? H5Dget_space(handle) : -1, H5Sclose);
    const Handle type(handle.valid() ? H5Dget_type(handle) : -1, H5Tclose);
    const Handle properties(handle.valid() ? H5Dget_create_plist(handle) : -1, H5Pclose);
    ChunkTable table{dataset, extentOf(space), {}, {}};
    std::array<hsize_t, kMaxRank> chunk{};
    if (table.shape.empty() || !type.valid() || H5Tequal(type, diskType<T>()) <= 0
        || !hasOurFilters(properties) || H5Pget_chunk(properties, kMaxRank, chunk.data()) < 0)
        return failure(ErrorCode::Corrupt, d->path, fmt::format("cannot read dataset '{}'", dataset));
    table.chunk.assign(chunk.begin(), chunk.begin() + static_cast<int>(table.shape.size()));

    const Shape begin(table.shape.size(), 0);
    auto at = begin;
    do {
        unsigned skippedFilters = 0;
        haddr_t offset = HADDR_UNDEF;
        hsize_t bytes = 0;
        if (H5Dget_chunk_info_by_coord(handle, dimensions(at).data(), &skippedFilters, &offset, &bytes) < 0
            || offset == HADDR_UNDEF || skippedFilters != 0)
            return failure(ErrorCode::Corrupt, d->path,
                           fmt::format("cannot find a chunk of dataset '{}'", dataset));
        table.places.push_back({static_cast<std::int64_t>(offset), static_cast<std::int64_t>(bytes)});
    } while (advance(at, begin, table.shape, table.chunk));
    return table;
}

template <class T>
Result<void> Hdf5File::readChunk(const ChunkTable& table, std::int64_t number, std::span<T> values) const
{
    NODESENTRY_EXPECTS(values.size() == elementCount(table.chunk), "room for a whole chunk");
    const auto& place = table.places.at(static_cast<std::size_t>(number));
    const auto damaged = [&](ErrorCode code, const std::string& how) {
        auto what = fmt::format("cannot read dataset '{}', chunk {}: {}", table.dataset, number, how);
        if (code == ErrorCode::Corrupt)
            return fail(errorOf(Reason::FileDamaged, {std::move(what)}).inFile(d->path));
        return fail(Error{code, std::move(what), d->path, 0, 0, "check the disk and permissions"});
    };
    // Deflate adds at most a few bytes to what it cannot make smaller.
    if (place.bytes < 0 || static_cast<std::size_t>(place.bytes) > 2 * values.size_bytes() + 4096)
        return damaged(ErrorCode::Corrupt, "impossible size");
    std::vector<std::byte> packed(static_cast<std::size_t>(place.bytes));
    for (std::size_t done = 0; done < packed.size();) {
        const auto got = ::pread(d->descriptor, packed.data() + done, packed.size() - done,
                                 place.offset + static_cast<std::int64_t>(done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return damaged(ErrorCode::IoError, std::strerror(errno));
        if (got == 0)
            return damaged(ErrorCode::Corrupt, "the file ends before it");
        done += static_cast<std::size_t>(got);
    }
    switch (unpackChunk(packed, sizeof(T), std::as_writable_bytes(values))) {
    case ChunkDamage::None:
        return {};
    case ChunkDamage::Checksum:
        return damaged(ErrorCode::Corrupt, "wrong Fletcher-32 checksum");
    case ChunkDamage::Content:
        break;
    }
    return damaged(ErrorCode::Corrupt, "cannot be unpacked");
}

#define NODESENTRY_INSTANTIATE(T)                                                                            \
    template Result<void> Hdf5File::createDataset<T>(const std::string&, const Shape&, Shape);               \
    template Result<void> Hdf5File::writeBlock<T>(const std::string&, const Shape&, const Shape&,            \
                                                  std::span<const T>);                                       \
    template Result<void> Hdf5File::write<T>(const std::string&, std::span<const T>, const Shape&, Shape);   \
    template Result<void> Hdf5File::read<T>(const std::string&, const Shape&, const Shape&, std::span<T>)    \
        const;                                                                                               \
    template Result<std::vector<T>> Hdf5File::readAll<T>(const std::string&) const;                          \
    template Result<Hdf5File::ChunkTable> Hdf5File::chunkTable<T>(const std::string&) const;                 \
    template Result<void> Hdf5File::readChunk<T>(const ChunkTable&, std::int64_t, std::span<T>) const;
NODESENTRY_INSTANTIATE(float)
NODESENTRY_INSTANTIATE(double)
NODESENTRY_INSTANTIATE(std::int64_t)
NODESENTRY_INSTANTIATE(std::int16_t)
NODESENTRY_INSTANTIATE(std::int8_t)
NODESENTRY_INSTANTIATE(std::uint8_t)
#undef NODESENTRY_INSTANTIATE

} // namespace nodesentry
