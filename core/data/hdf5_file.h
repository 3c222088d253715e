#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace nodesentry {

/// One HDF5 file, either read or written from start to end. The only door to the HDF5 library.
///
/// Objects are named by their path from the root ("nodes/cn7/samples"). Datasets have 1 to 3 dimensions, the
/// last one contiguous in memory, and hold float, double, int64, int16, int8 or uint8; each is stored in
/// chunks, byte-shuffled, compressed (gzip, readable by every HDF5 program) and checksummed, as is all
/// metadata: a damaged byte is an error when the object is read, never a wrong number.
///
/// Failed calls leave the file as it was and return:
/// @error NotFound  no such file, object or attribute
/// @error Corrupt   a checksum or the structure is wrong; the message names the object
/// @error IoError   the system could not read or write (the message has its reason)
/// @thread any; the HDF5 library of the distribution is not reentrant, so its calls are serialised by one
///         lock for all files. Packing values into chunks (write, writeBlock) and reading and unpacking whole
///         chunks (readChunk) happen outside it, on as many threads as call.
class Hdf5File {
public:
    using Shape = std::vector<std::int64_t>;

    [[nodiscard]] static Result<Hdf5File> openReadOnly(const std::string& path);
    /// Starts an empty file; replaces one that is there.
    [[nodiscard]] static Result<Hdf5File> create(const std::string& path);
    Hdf5File(Hdf5File&&) noexcept;
    Hdf5File& operator=(Hdf5File&&) noexcept;
    ~Hdf5File(); ///< closes without fsync: a file that shall last ends with closeDurably()

    [[nodiscard]] const std::string& path() const;

    /// A name for a link made of any text: '/' and '%' are escaped, since HDF5 reads a slash as a path.
    [[nodiscard]] static std::string linkName(const std::string& text);

    // --- groups ---
    Result<void> createGroup(const std::string& group); ///< and its parents; the last must be new
    [[nodiscard]] Result<bool> exists(const std::string& object) const;
    [[nodiscard]] Result<std::vector<std::string>> children(const std::string& group) const; ///< ascending

    // --- attributes; "" is the root group ---
    Result<void> setAttribute(const std::string& object, const std::string& name, const std::string& value);
    Result<void> setAttribute(const std::string& object, const std::string& name, std::int64_t value);
    Result<void> setAttribute(const std::string& object, const std::string& name, double value);
    Result<void> setAttribute(const std::string& object, const std::string& name,
                              const std::vector<int>& values);
    [[nodiscard]] Result<std::string> text(const std::string& object, const std::string& attribute) const;
    [[nodiscard]] Result<std::int64_t> integer(const std::string& object, const std::string& attribute) const;
    [[nodiscard]] Result<double> real(const std::string& object, const std::string& attribute) const;
    [[nodiscard]] Result<std::vector<int>> integers(const std::string& object,
                                                    const std::string& attribute) const;

    // --- datasets ---
    /// Writes a whole new dataset; its group must exist.
    /// @param values  as many as the product of @p shape, last dimension contiguous
    /// @param chunk   unit of storage and of reading; clamped to @p shape
    template <class T>
    Result<void> write(const std::string& dataset, std::span<const T> values, const Shape& shape,
                       Shape chunk);
    /// Makes a dataset that writeBlock() fills, every chunk once; its group must exist.
    template <class T>
    Result<void> createDataset(const std::string& dataset, const Shape& shape, Shape chunk);
    /// Writes whole chunks of a dataset made by createDataset().
    /// @param begin, count  the block; each dimension begins at a chunk and ends at one or with the dataset
    /// @param values  as many as the product of @p count
    template <class T>
    Result<void> writeBlock(const std::string& dataset, const Shape& begin, const Shape& count,
                            std::span<const T> values);
    /// Takes a group or dataset out. Its space is used again by what is written to the open file later.
    Result<void> remove(const std::string& object);
    [[nodiscard]] Result<Shape> shape(const std::string& dataset) const;
    /// Reads the block of @p count values in each dimension that starts at @p begin.
    /// @param values  as many as the product of @p count
    template <class T>
    [[nodiscard]] Result<void> read(const std::string& dataset, const Shape& begin, const Shape& count,
                                    std::span<T> values) const;
    template <class T> [[nodiscard]] Result<std::vector<T>> readAll(const std::string& dataset) const;

    /// Where the chunks of a dataset lie in the file.
    struct ChunkTable {
        struct Place {
            std::int64_t offset;
            std::int64_t bytes;
        };
        std::string dataset;
        Shape shape; ///< of the dataset
        Shape chunk; ///< of each chunk; those at the end are stored whole, too
        std::vector<Place> places; ///< last dimension fastest
    };
    /// @error Corrupt  also when the dataset is not one that we write: other filters, or chunks that are
    ///                 missing
    /// @cost quadratic in the number of chunks, 20 ns for each pair
    template <class T> [[nodiscard]] Result<ChunkTable> chunkTable(const std::string& dataset) const;
    /// Reads one chunk.
    /// @param number  into table.places
    /// @param values  the product of table.chunk; those beyond the dataset's shape are 0
    template <class T>
    [[nodiscard]] Result<void> readChunk(const ChunkTable& table, std::int64_t number,
                                         std::span<T> values) const;

    /// Copies a dataset or a group with all that is in it, without unpacking it.
    Result<void> copy(const Hdf5File& from, const std::string& object, const std::string& newName);

    /// Writes everything out, closes, and waits until it is on disk (fsync). Only move and destruction are
    /// allowed afterwards.
    Result<void> closeDurably();

private:
    Hdf5File();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace nodesentry
