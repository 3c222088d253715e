#include "tests/fuzz/work_folder.h"

#include "tests/fuzz/target.h"

#include <filesystem>
#include <stdlib.h>

namespace nodesentry::fuzz {

namespace fs = std::filesystem;

WorkFolder::WorkFolder()
    : m_path(fs::is_directory("/dev/shm") ? "/dev/shm" : fs::temp_directory_path().string())
{
    m_path += "/nodesentry-fuzz-XXXXXX";
    if (::mkdtemp(m_path.data()) == nullptr)
        brokenPromise("no folder for files can be made");
}

WorkFolder::~WorkFolder()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

} // namespace nodesentry::fuzz
