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

std::string utf16(const std::u16string& text, bool bigEndian)
{
    std::string bytes;
    for (const char16_t unit : text) {
        const char low = static_cast<char>(unit & 0xFF);
        const char high = static_cast<char>(unit >> 8);
        bytes += bigEndian ? high : low;
        bytes += bigEndian ? low : high;
    }
    return bytes;
}

TEST(LineReader, Utf16BecomesUtf8WithAndWithoutItsMark)
{
    const std::u16string text = u"time,Temperatur °C,😀\r\n1,2,3\r\n";
    const Lines lines{"time,Temperatur \xC2\xB0"
                      "C,\xF0\x9F\x98\x80",
                      "1,2,3"};
    for (const bool bigEndian : {false, true}) {
        EXPECT_EQ(linesOf(plainFile(utf16(u"\uFEFF" + text, bigEndian))), lines);
        EXPECT_EQ(linesOf(gzipFile(utf16(u"\uFEFF" + text, bigEndian))), lines);
    }
    EXPECT_EQ(linesOf(plainFile(utf16(u"time,load\n1,2\n", false))), (Lines{"time,load", "1,2"}));
    EXPECT_EQ(linesOf(plainFile(utf16(u"time,load\n1,2\n", true))), (Lines{"time,load", "1,2"}));
    EXPECT_EQ(linesOf(plainFile(utf16(u"\uFEFF"
                                      u"a\xD800"
                                      u"b\xDC00",
                                      false))),
              (Lines{"a\xEF\xBF\xBD"
                     "b\xEF\xBF\xBD"}));
}

TEST(LineReader, LinesOfUtf16AcrossBlocksAreWhole)
{
    std::u16string text = u"\uFEFF";
    for (int i = 0; i < 200000; ++i)
        text += u"äöü12345\n"; // 18 bytes: no block ends with a line
    const auto lines = linesOf(plainFile(utf16(text, false)));
    ASSERT_EQ(lines.size(), 200000U);
    for (const auto& line : lines)
        ASSERT_EQ(line,
                  "\xC3\xA4\xC3\xB6\xC3\xBC"
                  "12345");
}

TEST(LineReader, CarriageReturnsAloneEndLinesWhereThereIsNoOtherLineEnd)
{
    EXPECT_EQ(linesOf(plainFile("time,x\r1,2\r3,4\r")), (Lines{"time,x", "1,2", "3,4"}));
    EXPECT_EQ(linesOf(plainFile("time,x\r")), (Lines{"time,x"}));
    EXPECT_EQ(linesOf(plainFile("a\rb\nc\n")), (Lines{"a\rb", "c"}));
}

TEST(LineReader, SaysWhetherTheLastLineHasAnEnd)
{
    for (const auto& [text, cut] : {std::pair{"a\nb\n", false}, {"a\nb", true}, {"a\r\nb\r\n", false}}) {
        auto reader = LineReader::open(plainFile(text));
        std::string_view line;
        ASSERT_TRUE(reader->next(line).value());
        EXPECT_FALSE(reader->wasCut());
        ASSERT_TRUE(reader->next(line).value());
        EXPECT_EQ(reader->wasCut(), cut) << text;
    }
}

TEST(LineReader, NamesWhatIsNoText)
{
    for (const auto& [bytes, what] :
         {std::pair{"PK\x03\x04xxxx", "a spreadsheet (xlsx, ods) or a zip archive"},
          {"\x28\xB5\x2F\xFDxx", "compressed with zstd"},
          {"PAR1xxxx", "a Parquet file"}}) {
        const auto reader = LineReader::open(plainFile(bytes));
        ASSERT_FALSE(reader) << what;
        EXPECT_EQ(reader.error().message, std::string("not a text: ") + what);
    }
    const auto wide = LineReader::open(plainFile(std::string("\xFF\xFE\0\0t\0\0\0", 8)));
    ASSERT_FALSE(wide);
    EXPECT_EQ(wide.error().message, "the text is in UTF-32");
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
