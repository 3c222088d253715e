#include "core/data/chunk_cache_p.h"

namespace nodesentry {

std::size_t ChunkCache::Hash::operator()(const Key& key) const
{
    std::uint64_t hash = 0;
    for (const std::int64_t part : {key.piece, key.chunk, std::int64_t{key.part}})
        hash = (hash ^ static_cast<std::uint64_t>(part)) * 0x9E3779B97F4A7C15ULL; // 2^64 / golden ratio
    return static_cast<std::size_t>(hash ^ (hash >> 32));
}

ChunkCache::Chunk ChunkCache::find(const Key& key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byKey.find(key);
    if (found == m_byKey.end())
        return nullptr;
    m_entries.splice(m_entries.begin(), m_entries, found->second);
    return found->second->chunk;
}

void ChunkCache::insert(const Key& key, Chunk chunk)
{
    const std::lock_guard lock(m_mutex);
    if (m_byKey.contains(key)) // another thread was faster
        return;
    m_bytes += chunk->size() * sizeof(float);
    m_entries.push_front({key, std::move(chunk)});
    m_byKey.emplace(key, m_entries.begin());
    while (m_bytes > m_maximumBytes && m_entries.size() > 1) {
        m_bytes -= m_entries.back().chunk->size() * sizeof(float);
        m_byKey.erase(m_entries.back().key);
        m_entries.pop_back();
    }
}

} // namespace nodesentry
