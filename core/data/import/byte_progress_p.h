#pragma once

#include "core/base/run_context.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>

namespace nodesentry {

/// Adds up what readers, maybe several at once, have read of their files, and reports it.
/// @thread any, once every file is expected
class ByteProgress {
public:
    /// @param context  outlives this
    explicit ByteProgress(const RunContext& context) : m_context(context) { }

    void expect(const std::string& file)
    {
        std::error_code unknown; // then the file does not count
        const auto size = std::filesystem::file_size(file, unknown);
        m_total += unknown ? 0 : static_cast<std::int64_t>(size);
    }

    /// @param bytes  of a file as it lies on disk
    void add(std::int64_t bytes, const std::string& file)
    {
        const std::lock_guard lock(m_mutex);
        m_done += bytes;
        m_context.report(
            m_total > 0 ? std::min(1.0, static_cast<double>(m_done) / static_cast<double>(m_total)) : 1.0,
            file);
    }

private:
    const RunContext& m_context;
    std::mutex m_mutex;
    std::int64_t m_done = 0;
    std::int64_t m_total = 0;
};

} // namespace nodesentry
