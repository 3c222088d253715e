#pragma once

#include <gtest/gtest.h>

#include <string>

namespace nodesentry::test {

/// A hand-written file of tests/data/csv.
inline std::string csvFile(const std::string& name)
{
    return std::string(NODESENTRY_TEST_DATA) + "/csv/" + name;
}

/// A file or folder of tests/data/excerpts.
inline std::string excerpt(const std::string& name)
{
    return std::string(NODESENTRY_TEST_DATA) + "/excerpts/" + name;
}

/// What Slurm's commands printed, in tests/data/slurm.
inline std::string slurmFile(const std::string& name)
{
    return std::string(NODESENTRY_TEST_DATA) + "/slurm/" + name;
}

} // namespace nodesentry::test
