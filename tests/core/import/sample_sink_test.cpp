#include "core/data/import/node_reduction.h"
#include "tests/support/temporary_folder.h"
#include "core/data/import/sample_sink.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <random>
#include <thread>

namespace nodesentry {
namespace {

constexpr std::size_t kMiB = 1 << 20;

SeriesName seriesName(int i)
{
    return {"s" + std::to_string(i), {}};
}

/// All samples of one metric of a node, on its grid.
std::vector<float> gaugeOf(const SampleSink& sink, ImportSink::NodeId node, int wantedTarget)
{
    auto reduction = NodeReduction::open(sink, node, {1000, true}, std::nullopt);
    if (!reduction)
        throw std::runtime_error(reduction.error().text());
    std::vector<float> samples;
    reduction->reduce(
        [](int) {
            return NodeReduction::Wanted{true, false};
        },
        [&](int target, MetricDraft draft) {
            if (target == wantedTarget)
                samples = std::move(draft.gauge);
        });
    return samples;
}

/// 40 nodes x 500 rows x 20 values, 9.6 MB as samples in memory, through a sink of 1 MiB.
TEST(SampleSink, HoldsNoMoreThanItsBudgetAndLosesNothing)
{
    constexpr int kNodes = 40;
    constexpr int kRows = 500;
    constexpr int kSeries = 20;
    SampleSink sink(MetricRules::builtIn(), testing::TempDir(), kMiB);
    std::vector<ImportSink::SeriesId> series;
    for (int i = 0; i < kSeries; ++i)
        series.push_back(sink.series(seriesName(i), {}).value());
    for (int i = 0; i < kNodes; ++i)
        ASSERT_EQ(sink.node("n" + std::to_string(i)), i);
    const auto valueAt = [](int node, int row, int s) { return std::sin(node + 0.1 * row + s); };
    std::vector<double> values(kSeries);
    for (int row = 0; row < kRows; ++row) {
        for (int node = 0; node < kNodes; ++node) {
            for (int s = 0; s < kSeries; ++s)
                values[static_cast<std::size_t>(s)] = valueAt(node, row, s);
            ASSERT_TRUE(sink.addRow(node, row * 1000, series, values, 0));
        }
    }
    EXPECT_LE(sink.peakBytes(), kMiB + kMiB / 4) << "one pack more than the budget at most";
    EXPECT_GT(sink.spilledBytes(), 0);
    for (const int node : {0, 17, 39}) {
        const auto samples = gaugeOf(sink, node, 7);
        ASSERT_EQ(samples.size(), static_cast<std::size_t>(kRows));
        for (int row = 0; row < kRows; ++row)
            ASSERT_EQ(samples[static_cast<std::size_t>(row)], static_cast<float>(valueAt(node, row, 7)));
    }
}

TEST(SampleSink, LeavesNoFileBehind)
{
    const auto folder = nodesentry::test::scratchPath("spill_folder");
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    {
        SampleSink sink(MetricRules::builtIn(), folder, 1);
        const auto node = sink.node("a");
        const std::vector<ImportSink::SeriesId> series{sink.series(seriesName(0), {}).value()};
        ASSERT_TRUE(sink.addRow(node, 0, series, std::vector{1.0}, 0));
        EXPECT_GT(sink.spilledBytes(), 0);
        EXPECT_TRUE(std::filesystem::is_empty(folder)) << "it has no name even while it is in use";
    }
}

TEST(SampleSink, FolderThatCannotBeWrittenIsAnError)
{
    SampleSink sink(MetricRules::builtIn(), nodesentry::test::scratchPath("no_such_folder"), 1);
    const auto node = sink.node("a");
    const std::vector<ImportSink::SeriesId> series{sink.series(seriesName(0), {}).value()};
    const auto added = sink.addRow(node, 0, series, std::vector{1.0}, 0);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, ErrorCode::IoError);
}

TEST(SampleSink, ThreadsMayAddEachToNodesOfTheirOwn)
{
    constexpr int kThreads = 4;
    constexpr int kRows = 20000;
    SampleSink sink(MetricRules::builtIn(), testing::TempDir(), 64 * 1024);
    const std::vector<ImportSink::SeriesId> series{sink.series(seriesName(0), {}).value()};
    for (int i = 0; i < kThreads; ++i)
        sink.node("n" + std::to_string(i));
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < kThreads; ++t)
            threads.emplace_back([&, t] {
                for (int row = 0; row < kRows; ++row)
                    (void)sink.addRow(t, row * 1000, series, std::vector{t * 1e6 + row}, 0);
            });
    }
    for (int t = 0; t < kThreads; ++t) {
        const auto samples = gaugeOf(sink, t, 0);
        ASSERT_EQ(samples.size(), static_cast<std::size_t>(kRows));
        EXPECT_EQ(samples.back(), static_cast<float>(t * 1e6 + kRows - 1));
    }
}

TEST(SampleSink, SamplesComeInAnyOrderAndTheLastOfOneTimeCounts)
{
    SampleSink sink(MetricRules::builtIn(), "", kMiB);
    const auto node = sink.node("a");
    const auto series = sink.series(seriesName(0), {}).value();
    const std::vector<RawSample> samples{
        {series, 3000, 4}, {series, 1000, 2}, {series, 2000, 9}, {series, 0, 1}, {series, 2000, 3}};
    ASSERT_TRUE(sink.addSamples(node, samples));
    EXPECT_EQ(gaugeOf(sink, node, 0), (std::vector<float>{1, 2, 3, 4}));
    EXPECT_EQ(NodeReduction::open(sink, node, {1000, true}, std::nullopt)->facts().repeated, 1);
}

/// Every kind of packing: constant, regular, floats, whole numbers beyond a float, doubles, jittered times.
TEST(SampleSink, PackingIsLossless)
{
    std::mt19937_64 random(5);
    const std::vector<std::function<double(int)>> kinds{
        [](int) { return 7.25; },
        [](int i) { return i * 0.5; },
        [](int i) { return 9e15 + i * 1000.0; },
        [](int i) { return std::sqrt(2.0) * i; },
        [](int i) { return i % 2 ? -0.0 : 0.0; },
        [&](int) { return std::ldexp(static_cast<double>(random() >> 11), -53) * 1e12; },
    };
    SampleSink sink(MetricRules::builtIn(), testing::TempDir(), 3000);
    const auto node = sink.node("a");
    std::vector<ImportSink::SeriesId> series;
    for (std::size_t k = 0; k < kinds.size(); ++k)
        series.push_back(sink.series(seriesName(static_cast<int>(k)), {}).value());
    std::vector<std::vector<double>> given(kinds.size());
    for (int i = 0; i < 300; ++i) {
        const TimeMs time = i * 1000 + (i % 7 == 3 ? 40 : 0);
        for (std::size_t k = 0; k < kinds.size(); ++k) {
            given[k].push_back(kinds[k](i));
            ASSERT_TRUE(sink.addRun(node, series[k], std::vector{time}, std::vector{given[k].back()}));
        }
    }
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        const auto samples = gaugeOf(sink, node, static_cast<int>(k));
        ASSERT_EQ(samples.size(), given[k].size()) << k;
        for (std::size_t i = 0; i < samples.size(); ++i)
            ASSERT_EQ(samples[i], static_cast<float>(given[k][i])) << k << " " << i;
    }
}

TEST(SampleSink, FirstRejectedLinesAreTheSameInWhateverOrderTheyCome)
{
    SampleSink sink(MetricRules::builtIn(), "", kMiB);
    for (int line = 50; line > 1; --line)
        sink.reject({"b.csv", line, "not a number"});
    sink.reject({"a.csv", 9, "not a number"});
    const auto report = sink.report();
    EXPECT_EQ(report.rejectedLines.at("not a number"), 50);
    ASSERT_EQ(report.skipped.size(), ImportReport::kKeptOfReason);
    EXPECT_EQ(report.skipped.front(), (SkippedItem{"a.csv", 9, "not a number"}));
    EXPECT_EQ(report.skipped.back(), (SkippedItem{"b.csv", 10, "not a number"}));
}

TEST(SampleSink, RejectedFieldsKeepTheirColumnAndText)
{
    SampleSink sink(MetricRules::builtIn(), "", kMiB);
    sink.reject({"a.csv", 9, "not a number", 3, "4\xFC"});
    sink.reject({"a.csv", 10, "not a number", 2, std::string(5000, 'x')});
    const auto report = sink.report();
    ASSERT_EQ(report.skipped.size(), 2U);
    EXPECT_EQ(ImportReport::describe(report.skipped[0]), "a.csv:9:3: not a number: '4ü'");
    EXPECT_EQ(report.skipped[1].text.size(), ImportReport::kLongestText);
    EXPECT_NE(report.toJson().find(R"("line":9,"column":3,"reason":"not a number","text":"4ü"})"),
              std::string::npos)
        << report.toJson();
}

TEST(SampleSink, ReasonsCannotFillTheMemory)
{
    SampleSink sink(MetricRules::builtIn(), "", kMiB);
    for (int i = 0; i < 1000; ++i)
        sink.reject({"a.csv", 1, "reason " + std::to_string(i)});
    const auto report = sink.report();
    EXPECT_EQ(report.rejectedLines.size(), ImportReport::kMostReasons + 1);
    EXPECT_EQ(report.rejectedLineCount(), 1000);
}

} // namespace
} // namespace nodesentry
