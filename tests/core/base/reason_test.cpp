#include "core/base/reason.h"

#include "core/base/expects.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <set>

namespace nodesentry {
namespace {

std::set<char> placesOf(std::string_view pattern)
{
    std::set<char> places;
    for (auto at = pattern.find('%'); at != std::string_view::npos; at = pattern.find('%', at + 1))
        places.insert(at + 1 < pattern.size() ? pattern[at + 1] : '\0');
    return places;
}

TEST(Reason, EveryTextIsASentenceThatOthersCanStandBefore)
{
    ASSERT_FALSE(allReasons().empty());
    std::set<std::string_view> seen;
    for (const auto& info : allReasons()) {
        ASSERT_FALSE(info.text.empty()) << static_cast<int>(info.reason);
        EXPECT_TRUE(seen.insert(info.text).second) << "said twice: " << info.text;
        for (const auto text : {info.text, info.advice}) {
            EXPECT_FALSE(text.ends_with('.')) << text;
            // What the command line prints for a remedy is not said by the core.
            EXPECT_EQ(text.find("'nodesentry"), std::string_view::npos) << text;
        }
        const bool isName = info.text.starts_with("LibTorch");
        EXPECT_TRUE(isName || std::isupper(static_cast<unsigned char>(info.text.front())) == 0) << info.text;
    }
}

TEST(Reason, PlacesAreNumberedFromOneWithoutAGap)
{
    for (const auto& info : allReasons()) {
        auto places = placesOf(info.text);
        places.merge(placesOf(info.advice));
        char next = '1';
        for (const char place : places)
            EXPECT_EQ(place, next++) << info.text;
    }
}

TEST(Reason, ErrorHasCodeTextAdviceAndRemedyOfItsReason)
{
    for (const auto& info : allReasons()) {
        auto places = placesOf(info.text);
        places.merge(placesOf(info.advice));
        std::vector<std::string> arguments;
        for (const char place : places)
            arguments.push_back(std::string("<") + place + ">");
        const auto error = errorOf(info.reason, arguments);
        EXPECT_EQ(error.code, info.code);
        EXPECT_EQ(error.remedy, info.remedy);
        EXPECT_EQ(error.reason, info.reason);
        EXPECT_EQ(error.arguments, arguments);
        EXPECT_EQ((error.message + error.advice).find('%'), std::string::npos) << error.text();
        for (const auto& argument : arguments)
            EXPECT_NE((error.message + error.advice).find(argument), std::string::npos) << error.text();
    }
}

TEST(Reason, ArgumentsThatLookLikePlacesAreTextOnly)
{
    const auto error = errorOf(Reason::LabelExists, {"%2", "%3", "100 %1"});
    EXPECT_EQ(error.message, "'%2' has labelled this stretch of '%3' as '100 %1' already");
    EXPECT_EQ(filledText("%2 of %1, 5 %, %9, %", std::vector<std::string>{"b", "a"}), "a of b, 5 %, %9, %");
}

TEST(Reason, WrongNumberOfArgumentsIsABug)
{
    EXPECT_THROW((void)errorOf(Reason::ScoresMissing), ContractViolation);
    EXPECT_THROW((void)errorOf(Reason::NotPrepared, {"x"}), ContractViolation);
    EXPECT_THROW((void)errorOf(Reason::None), ContractViolation);
}

TEST(Reason, AFullDiskIsToldFromWhatElsePreventsWriting)
{
    EXPECT_EQ(writeError("/p/scores.h5", ENOSPC).reason, Reason::DiskFull);
    EXPECT_EQ(writeError("/p/scores.h5", EDQUOT).remedy, Remedy::FreeDisk);
    const auto refused = writeError("/p/scores.h5", EACCES);
    EXPECT_EQ(refused.reason, Reason::CannotWrite);
    EXPECT_EQ(refused.message, "cannot write '/p/scores.h5': Permission denied");
}

} // namespace
} // namespace nodesentry
