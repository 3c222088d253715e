#include "core/model/windows_p.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

TEST(CutWindows, CoverEverySampleAndEndWithTheSegment)
{
    for (const std::int64_t length : {65, 96, 100, 128, 1000}) {
        for (const std::int64_t phase : {0, 1, 31}) {
            std::vector<int> covered(static_cast<std::size_t>(length), 0);
            const std::vector<Window> windows = cutWindows(3, length, 64, 32, phase);
            for (const Window& window : windows) {
                EXPECT_EQ(window.source, 3);
                EXPECT_EQ(window.length, 64);
                ASSERT_LE(window.begin + window.length, length);
                for (std::int64_t t = window.begin; t < window.begin + window.length; ++t)
                    ++covered[static_cast<std::size_t>(t)];
            }
            for (const int count : covered)
                EXPECT_GE(count, 1) << "length " << length << ", phase " << phase;
            EXPECT_EQ(windows.back().begin + windows.back().length, length);
        }
    }
}

TEST(CutWindows, GiveOneShortWindowWhereTheSegmentIsShort)
{
    EXPECT_EQ(cutWindows(0, 12, 64, 32, 5), (std::vector<Window>{{0, 0, 12}}));
    EXPECT_EQ(cutWindows(0, 64, 64, 32), (std::vector<Window>{{0, 0, 64}}));
}

TEST(CutWindows, AStrideBeyondTheWindowLeavesNoSampleOut)
{
    EXPECT_EQ(cutWindows(0, 30, 10, 100), (std::vector<Window>{{0, 0, 10}, {0, 10, 10}, {0, 20, 10}}));
}

} // namespace
} // namespace nodesentry
