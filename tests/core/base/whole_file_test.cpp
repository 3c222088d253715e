#include "core/base/whole_file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace nodesentry {
namespace {

std::string written(const std::string& name, const std::string& content)
{
    const auto path = test::scratchPath(name);
    std::ofstream(path, std::ios::binary) << content;
    return path;
}

TEST(WholeFile, EveryByteComesAsItIs)
{
    std::string bytes;
    for (int i = 0; i < 700'000; ++i) // several reads
        bytes += static_cast<char>(i * 7 + i / 256);
    EXPECT_EQ(*readWholeFile(written("whole_bytes", bytes)), bytes);
    EXPECT_EQ(*readWholeFile(written("whole_empty", "")), "");
    EXPECT_EQ(*readWholeFile(written("whole_one", std::string(1, '\0'))), std::string(1, '\0'));
}

TEST(WholeFile, TheLimitIsTheLargestSizeThatIsRead)
{
    const auto path = written("whole_ten", "0123456789");
    EXPECT_EQ(*readWholeFile(path, 10), "0123456789");
    const auto refused = readWholeFile(path, 9);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::ParseError);
    EXPECT_EQ(refused.error().file, path);
    EXPECT_NE(refused.error().message.find("9 bytes"), std::string::npos) << refused.error().message;
}

TEST(WholeFile, ASparseFileIsRefusedBeforeAnythingIsHeld)
{
    const auto path = written("whole_sparse", "");
    std::filesystem::resize_file(path, std::uintmax_t{20} << 30);
    const auto refused = readWholeFile(path);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::ParseError);
    std::filesystem::remove(path);
}

TEST(WholeFile, WhatIsNoFileIsSaidToBeNone)
{
    EXPECT_EQ(readWholeFile(test::scratchPath("whole_nowhere")).error().code, ErrorCode::NotFound);
    const auto folder = readWholeFile(std::filesystem::temp_directory_path().string());
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().code, ErrorCode::IoError);
    EXPECT_NE(folder.error().message.find("folder"), std::string::npos);
    EXPECT_EQ(readWholeFile("/dev/zero").error().code, ErrorCode::IoError);
}

TEST(WholeFile, AReadErrorIsAnError)
{
    // The kernel lets a process open its own memory, but not read at address 0.
    const auto refused = readWholeFile("/proc/self/mem");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::IoError);
    EXPECT_NE(refused.error().message.find("Input/output error"), std::string::npos)
        << refused.error().message;
}

TEST(WholeFile, APipeIsReadOnlyWhereItIsAllowed)
{
    const auto path = test::scratchPath("whole_pipe");
    std::filesystem::remove(path);
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    EXPECT_EQ(readWholeFile(path).error().code, ErrorCode::IoError); // and does not wait for a writer
    std::thread writer([&] { std::ofstream(path) << "through the pipe"; });
    const auto text = readWholeFile(path, 100, OtherFiles::Pipes);
    writer.join();
    ASSERT_TRUE(text) << text.error().text();
    EXPECT_EQ(*text, "through the pipe");
}

} // namespace
} // namespace nodesentry
