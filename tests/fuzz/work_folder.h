#pragma once

#include <string>

namespace nodesentry::fuzz {

/// A folder for the files of one process, in memory where there is /dev/shm; removed at the end.
class WorkFolder {
public:
    WorkFolder();
    ~WorkFolder();
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

} // namespace nodesentry::fuzz
