#include "core/labels/label_fit.h"
#include "core/labels/label_io.h"
#include "core/labels/label_json.h"
#include "core/labels/label_times.h"
#include "core/labels/sample_labels.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

constexpr TimeMs kMinute = 60'000;
constexpr TimeMs kHour = 60 * kMinute;
constexpr TimeMs kAutumn = 1'792'886'400'000; ///< 2026-10-25 00:00 UTC; Berlin's clocks go back at 01:00 UTC
constexpr const char* kBerlin = "Europe/Berlin";

TEST(LabelTimes, AreReadInTheZoneThatIsGiven)
{
    const auto times = readLabelTimes("2026-11-23 01:00", "2026-11-23T02:00:00", kBerlin);
    ASSERT_TRUE(times) << times.error().text();
    EXPECT_EQ(times->begin, 1'795'392'000'000); // 2026-11-23 00:00 UTC
    EXPECT_EQ(times->end, 1'795'392'000'000 + kHour);
    const auto utc = readLabelTimes("2026-11-23T00:00:00Z", "2026-11-23 03:00+02:00", kBerlin);
    EXPECT_EQ(utc->begin, times->begin);
    EXPECT_EQ(utc->end, times->end);
    EXPECT_EQ(readLabelTimes("2026-11-23 01:00", "", "Mars/Olympus").error().code,
              ErrorCode::InvalidArgument);
}

TEST(LabelTimes, AnOpenEndHasManyNames)
{
    for (const char* end : {"", "Unknown", "UNKNOWN", "None", "null", "-"}) {
        const auto times = readLabelTimes("2026-11-23T00:00:00Z", end);
        ASSERT_TRUE(times) << end;
        EXPECT_FALSE(times->end) << end;
    }
    EXPECT_EQ(readLabelTimes("2026-11-23T00:00:00Z", "later").error().column, 2);
}

TEST(LabelTimes, TheHourThatComesTwiceIsResolvedByTheOtherEnd)
{
    // From 02:50 to 02:10: only the first 02:50 and the second 02:10 make a label.
    const auto across = readLabelTimes("2026-10-25 02:50", "2026-10-25 02:10", kBerlin);
    ASSERT_TRUE(across) << across.error().text();
    EXPECT_EQ(across->begin, kAutumn + 50 * kMinute);
    EXPECT_EQ(across->end, kAutumn + 70 * kMinute);
    // An offset says it.
    const auto offset = readLabelTimes("2026-10-25 02:10+01:00", "2026-10-25 02:20", kBerlin);
    ASSERT_TRUE(offset) << offset.error().text();
    EXPECT_EQ(offset->begin, kAutumn + 70 * kMinute);
    EXPECT_EQ(offset->end, kAutumn + 80 * kMinute);
    const auto before = readLabelTimes("2026-10-25 02:50", "2026-10-25 02:10+02:00", kBerlin);
    EXPECT_EQ(before.error().code, ErrorCode::InconsistentData);
}

TEST(LabelTimes, TheHourThatComesTwiceIsAskedForWhereNothingTells)
{
    struct Case {
        const char* begin;
        const char* end;
        int column;
    };
    for (const auto& [begin, end, column] : {Case{"2026-10-25 02:10", "2026-10-25 02:20", 1},
                                             {"2026-10-25 02:10", "2026-10-25 12:00", 1},
                                             {"2026-10-25 01:00", "2026-10-25 02:10", 2},
                                             {"2026-10-25 02:10", "", 1},
                                             {"2026-10-25 02:10", "2026-10-25 02:10", 1}}) {
        const auto times = readLabelTimes(begin, end, kBerlin);
        ASSERT_FALSE(times) << begin << " " << end;
        EXPECT_EQ(times.error().code, ErrorCode::ParseError) << begin << " " << end;
        EXPECT_EQ(times.error().column, column) << begin << " " << end;
        EXPECT_NE(times.error().advice.find("+02:00"), std::string::npos);
    }
}

TEST(LabelTimes, EqualEndsAreAPoint)
{
    const auto point = readLabelTimes("2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z");
    ASSERT_TRUE(point);
    EXPECT_EQ(point->end, point->begin);
    EXPECT_EQ(readLabelTimes("2026-11-23T00:00:01Z", "2026-11-23T00:00:00Z").error().code,
              ErrorCode::InconsistentData);
    const TimeGrid grid{1000, 15, 4}; // samples at 1000, 1015, 1030, 1045
    EXPECT_EQ(sampleAt(1000, grid), (TimeRange{1000, 1015}));
    EXPECT_EQ(sampleAt(1014, grid), (TimeRange{1000, 1015}));
    EXPECT_EQ(sampleAt(1059, grid), (TimeRange{1045, 1060}));
    EXPECT_EQ(sampleAt(999, grid), std::nullopt);
    EXPECT_EQ(sampleAt(1060, grid), std::nullopt);
}

TEST(LabelTimes, ALabelBetweenSamplesOrOutsideTheDataMeetsNone)
{
    const TimeGrid grid{1000, 15, 4};
    const auto meets = [&](TimeMs begin, std::optional<TimeMs> end) {
        return meetsSample({0, "n", begin, end, "x", "", ""}, grid);
    };
    EXPECT_TRUE(meets(1000, 1001));
    EXPECT_FALSE(meets(1001, 1015)); // the end is exclusive
    EXPECT_TRUE(meets(1001, 1016));
    EXPECT_FALSE(meets(0, 1000));
    EXPECT_FALSE(meets(1046, 9999));
    EXPECT_TRUE(meets(1045, std::nullopt));
    EXPECT_FALSE(meets(1060, std::nullopt));
}

TEST(LabelFit, WhatMeetsNoSampleIsTold)
{
    const std::map<std::string, TimeGrid> grids{{"n", {1'795'392'000'000, 15'000, 4}}};
    const auto at = [](TimeMs begin, TimeMs end, const char* node = "n") {
        return Label{0, node, 1'795'392'000'000 + begin, 1'795'392'000'000 + end, "leak", "", ""};
    };
    const auto notes = notesOnEmptyLabels(
        {at(0, 1), at(1, 15'000), at(60'000, 70'000), at(-10, 0), at(1, 2, "unknown")}, grids);
    ASSERT_EQ(notes.size(), 3U);
    EXPECT_EQ(
        notes[0],
        "no sample lies in the label of 'n' from 2026-11-23T00:00:00.001Z to 2026-11-23T00:00:15Z (leak), so it "
        "counts for nothing: it lies between two samples, which are 15 s apart");
    EXPECT_NE(notes[1].find("from 2026-11-23T00:00:00Z to 2026-11-23T00:01:00Z"), std::string::npos)
        << notes[1];
    EXPECT_NE(notes[2].find("the samples of the node are"), std::string::npos) << notes[2];
    EXPECT_EQ(notesOnEmptyLabels(std::vector<Label>(9, at(1, 2)), grids).back(),
              "and 4 labels more in which no sample lies");

    std::vector<Label> points{at(14'999, 14'999), at(0, 30'000)};
    ASSERT_TRUE(widenPoints(points, grids));
    EXPECT_EQ(points, (std::vector<Label>{at(0, 15'000), at(0, 30'000)}));
    for (auto point : {at(60'000, 60'000), at(0, 0, "unknown")}) {
        std::vector<Label> outside{point};
        EXPECT_EQ(widenPoints(outside, grids).error().code, ErrorCode::InconsistentData);
    }
}

TEST(LabelTimes, EveryFormTakesTheZone)
{
    const auto csv
        = parseLabels("node,begin,end,category\ncn1,2026-11-23 01:00,Unknown,leak\n", "l.csv", kBerlin);
    ASSERT_TRUE(csv) << csv.error().text();
    EXPECT_EQ(csv->front().begin, 1'795'392'000'000);
    EXPECT_FALSE(csv->front().end);
    const auto json = parseLabelJson(R"({"format": "nodesentry-labels", "version": 1, "labels": [
        {"node": "cn1", "begin": "2026-11-23 01:00", "end": "2026-11-23 02:00", "category": "leak"}]})",
                                     "l.json", kBerlin);
    ASSERT_TRUE(json) << json.error().text();
    EXPECT_EQ(json->labels.front().begin, 1'795'392'000'000);
    const NodeGrid node{"cn1", {1'795'392'000'000, 60'000, 3}};
    const auto mask
        = parseMaskTable("node,time,leak\ncn1,2026-11-23 01:01:00,1\n", {node}, "ann", "m.csv", kBerlin);
    ASSERT_TRUE(mask) << mask.error().text();
    EXPECT_EQ(mask->front().begin, 1'795'392'060'000);
}

TEST(LabelTimes, AnOpenQuoteDoesNotTakeTheWholeFile)
{
    std::string text = "node,begin,end,category,note\ncn1,0,,leak,\"open\n";
    for (int i = 0; i < 100'000; ++i)
        text += "cn1,0,,leak,x\n";
    const auto labels = parseLabels(text, "l.csv");
    ASSERT_FALSE(labels);
    EXPECT_EQ(labels.error().line, 2);
    EXPECT_NE(labels.error().message.find("never closed"), std::string::npos);
}

} // namespace
} // namespace nodesentry
