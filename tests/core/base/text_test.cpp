#include "core/base/text.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

TEST(CleanText, Utf8StaysAsItIs)
{
    for (const char* text : {"", "plain", "für Ångström", "漢字", "😀", "tab\tand\nline"}) {
        const auto clean = cleanText(text);
        EXPECT_EQ(clean.text, text);
        EXPECT_TRUE(clean.isAsGiven()) << text;
    }
}

TEST(CleanText, OtherBytesAreWindows1252)
{
    EXPECT_EQ(cleanText("f\xFCr \x80 5 \x93x\x94").text, "für € 5 “x”");
    EXPECT_TRUE(cleanText("f\xFCr").wasNoUtf8);
    EXPECT_EQ(cleanText("ü and \xFC").text, "ü and ü") << "both in one text";
    EXPECT_EQ(cleanText("cut \xC3").text, "cut Ã");
    EXPECT_EQ(cleanText("\x81").text, "\uFFFD") << "not defined in Windows-1252";
}

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. Read byte by byte instead.
TEST(CleanText, IllFormedUtf8IsNotTakenForUtf8)
{
    EXPECT_EQ(cleanText("\xC0\xAF").text, "À¯");
    EXPECT_EQ(cleanText("\xE0\x9F\xBF").text, "àŸ¿");
    EXPECT_EQ(cleanText("\xED\xA0\x80").text, "í\u00A0€");
    EXPECT_EQ(cleanText("\xF4\x90\x80\x80").text, "ô\uFFFD€€");
    EXPECT_EQ(cleanText("\xF5\x80").text, "õ€");
}

TEST(CleanText, ControlCharactersAreReplaced)
{
    using namespace std::string_view_literals;
    const auto clean = cleanText("a\0b\x1B[2J\x7F\r"sv);
    EXPECT_EQ(clean.text, "a\uFFFDb\uFFFD[2J\uFFFD\uFFFD");
    EXPECT_TRUE(clean.hadControls);
    EXPECT_FALSE(clean.wasNoUtf8);
    EXPECT_EQ(cleanText("\xC2\x9B").text, "\uFFFD") << "a control character of two bytes";
}

} // namespace
} // namespace nodesentry
