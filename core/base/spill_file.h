#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <mutex>
#include <span>
#include <string>

namespace nodesentry {

/// A temporary file without a name: the system removes it when it is closed, also after a crash.
/// Made when the first byte is written.
/// @thread any
class SpillFile {
public:
    /// @param folder  where it lies; empty: the system's folder for temporary files
    explicit SpillFile(std::string folder) : m_folder(std::move(folder)) { }
    SpillFile(const SpillFile&) = delete;
    SpillFile& operator=(const SpillFile&) = delete;
    ~SpillFile();

    /// @return where the bytes are
    /// @error IoError  the folder cannot be written, or is full
    [[nodiscard]] Result<std::int64_t> append(std::span<const std::uint8_t> bytes);
    /// @param bytes  as many as are read; all have been written
    [[nodiscard]] Result<void> read(std::int64_t at, std::span<std::uint8_t> bytes) const;

    [[nodiscard]] std::int64_t size() const { return m_size; }

private:
    Result<void> open();

    const std::string m_folder;
    std::mutex m_mutex;
    int m_file = -1;
    std::int64_t m_size = 0;
};

} // namespace nodesentry
