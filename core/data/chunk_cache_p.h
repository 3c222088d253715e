#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace nodesentry {

/// Keeps the unpacked chunks that were used last, up to a number of bytes, so that panning over the same
/// lanes does not unpack them again.
/// @thread any
class ChunkCache {
public:
    struct Key {
        std::int64_t piece; ///< of all that the store has
        std::int64_t chunk; ///< of its dataset
        int part; ///< which dataset of the piece

        bool operator==(const Key&) const = default;
    };
    using Chunk = std::shared_ptr<const std::vector<float>>;

    explicit ChunkCache(std::size_t maximumBytes) : m_maximumBytes(maximumBytes) { }

    [[nodiscard]] Chunk find(const Key& key); ///< null when it is not there
    void insert(const Key& key, Chunk chunk);

private:
    struct Hash {
        std::size_t operator()(const Key& key) const;
    };
    struct Entry {
        Key key;
        Chunk chunk;
    };

    const std::size_t m_maximumBytes;
    std::mutex m_mutex;
    std::list<Entry> m_entries; ///< most recently used first
    std::unordered_map<Key, std::list<Entry>::iterator, Hash> m_byKey;
    std::size_t m_bytes = 0;
};

} // namespace nodesentry
