#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace nodesentry::test {

/// A hand-written file of tests/data/csv.
inline std::string csvFile(const std::string& name)
{
    return std::string(NODESENTRY_TEST_DATA) + "/csv/" + name;
}

/// A file of the shared data sets, which need not be there.
inline std::string sharedFile(const std::string& name)
{
    return std::string(NODESENTRY_SHARED_DATA) + "/" + name;
}

inline bool exists(const std::string& path)
{
    return std::filesystem::exists(path);
}

} // namespace nodesentry::test

/// Leaves the test out where the shared data is not there.
#define NODESENTRY_NEEDS(path)                                                                               \
    if (!::nodesentry::test::exists(path))                                                                   \
    GTEST_SKIP() << path << " is not there"
