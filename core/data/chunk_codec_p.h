#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// The three HDF5 filters that our datasets have, outside the library and its lock: shuffle, deflate,
/// Fletcher-32, in this order. What is packed here the library unpacks, and the other way round.

/// What is wrong with a packed chunk.
enum class ChunkDamage { None, Checksum, Content };

/// @param values       of one chunk, whole
/// @param elementSize  bytes of one value
/// @param packed       replaced by the packed chunk
/// @return false when there is not enough memory
[[nodiscard]] bool packChunk(std::span<const std::byte> values, std::size_t elementSize,
                             std::vector<std::byte>& packed);

/// @param values  as many bytes as were packed; undefined unless None is returned
[[nodiscard]] ChunkDamage unpackChunk(std::span<const std::byte> packed, std::size_t elementSize,
                                      std::span<std::byte> values);

/// The checksum of HDF5's filter: Fletcher's, of big-endian 16-bit words modulo 65535.
[[nodiscard]] std::uint32_t fletcher32(std::span<const std::byte> bytes);

} // namespace nodesentry
