#include "core/data/import/line_reader.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <zlib.h>

namespace nodesentry {
namespace {

std::string plainFile(const std::string& text)
{
    const auto path = nodesentry::test::scratchPath("line_reader.txt");
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

std::string gzipFile(const std::string& text)
{
    const auto path = nodesentry::test::scratchPath("line_reader.txt.gz");
    gzFile file = gzopen(path.c_str(), "wb");
    EXPECT_EQ(gzwrite(file, text.data(), static_cast<unsigned>(text.size())), static_cast<int>(text.size()));
    gzclose(file);
    return path;
}

std::vector<std::string> linesOf(const std::string& path)
{
    auto reader = LineReader::open(path);
    EXPECT_TRUE(reader) << reader.error().text();
    std::vector<std::string> lines;
    std::string_view line;
    for (;;) {
        const auto more = reader->next(line);
        EXPECT_TRUE(more) << more.error().text();
        if (!more || !*more)
            return lines;
        lines.emplace_back(line);
        EXPECT_EQ(reader->lineNumber(), static_cast<std::int64_t>(lines.size()));
    }
}

using Lines = std::vector<std::string>;

TEST(LineReader, LastLineNeedsNoLineEnd)
{
    EXPECT_EQ(linesOf(plainFile("a\nb\n")), (Lines{"a", "b"}));
    EXPECT_EQ(linesOf(plainFile("a\nb")), (Lines{"a", "b"}));
    EXPECT_EQ(linesOf(plainFile("")), Lines{});
    EXPECT_EQ(linesOf(plainFile("\n\n")), (Lines{"", ""}));
}

TEST(LineReader, ByteOrderMarkAndCarriageReturnsAreTakenOff)
{
    EXPECT_EQ(linesOf(plainFile("\xEF\xBB\xBF"
                                "a\r\nb\r\n")),
              (Lines{"a", "b"}));
}

// Blocks are read by the MiB: the lines here end before, at and behind the border of one.
TEST(LineReader, LinesAcrossBlocksAreWhole)
{
    Lines lines;
    std::string text;
    for (const std::size_t length : {1048570U, 5U, 1048576U, 0U, 3000000U, 1U}) {
        lines.emplace_back(length, static_cast<char>('a' + lines.size()));
        text += lines.back() + '\n';
    }
    EXPECT_EQ(linesOf(plainFile(text)), lines);
    EXPECT_EQ(linesOf(gzipFile(text)), lines);
}

TEST(LineReader, FolderCannotBeOpened)
{
    const auto reader = LineReader::open(testing::TempDir());
    ASSERT_FALSE(reader);
    EXPECT_EQ(reader.error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace nodesentry
