#include "core/data/series_store.h"
#include "core/base/reason.h"
#include "core/data/hdf5_file.h"
#include "tests/core/data/series_fixtures.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>
#include <utility>
#include <vector>

/// Read by the leak sanitizer only: files that could not be written stay open in the library on purpose.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions()
{
    return "leak:libhdf5";
}

namespace nodesentry {
namespace {

using namespace test;

std::shared_ptr<const SeriesStore> writeAndOpen(const std::string& path, const std::vector<NodeSeries>& nodes)
{
    auto writer = SeriesStoreWriter::create(path, "generation-1");
    EXPECT_TRUE(writer) << writer.error().text();
    for (const auto& node : nodes) {
        const auto written = writer->writeNode(node);
        EXPECT_TRUE(written) << written.error().text();
    }
    const auto finished = writer->finish();
    EXPECT_TRUE(finished) << finished.error().text();
    auto store = SeriesStore::open(path);
    EXPECT_TRUE(store) << store.error().text();
    return *store;
}

TEST(SeriesStore, NodesReadBackExactlyAndInOrderOfName)
{
    const test::TemporaryFolder folder;
    auto second = noise("cn2", {0, 3, 4}, 50'000, 2);
    second.trainEnd = 1'700'000'300'000;
    const auto first = noise("cn1/a:9100", {3}, 17, 1);
    const auto store = writeAndOpen(folder.file("series.h5"), {second, first});
    ASSERT_TRUE(store);
    EXPECT_EQ(store->generation(), "generation-1");
    ASSERT_EQ(store->nodes().size(), 2U);
    EXPECT_EQ(store->nodes()[0].node, "cn1/a:9100");
    EXPECT_EQ(store->nodes()[0].trainEnd, std::nullopt);
    const auto* entry = store->find("cn2");
    ASSERT_NE(entry, nullptr);
    EXPECT_EQ(entry->grid, second.grid);
    EXPECT_EQ(entry->metrics, second.metrics);
    EXPECT_EQ(entry->trainEnd, second.trainEnd);
    EXPECT_EQ(store->find("cn3"), nullptr);

    for (const auto& node : {first, second}) {
        const auto read = store->readNode(node.node);
        ASSERT_TRUE(read) << read.error().text();
        EXPECT_TRUE(sameBits(read->values, node.values));
        EXPECT_EQ(read->grid, node.grid);
        EXPECT_EQ(read->metrics, node.metrics);
        EXPECT_EQ(read->trainEnd, node.trainEnd);
    }
    EXPECT_EQ(store->readNode("cn3").error().code, ErrorCode::NotFound);
}

TEST(SeriesStore, NodesWithoutMetricsOrSamplesAreKept)
{
    const test::TemporaryFolder folder;
    const auto store
        = writeAndOpen(folder.file("series.h5"), {noise("bare", {}, 100, 1), noise("new", {1, 2}, 0, 1)});
    ASSERT_TRUE(store);
    EXPECT_EQ(store->readNode("bare")->values.cols(), 100);
    EXPECT_EQ(store->readNode("new")->values.rows(), 2);
    const auto buckets = store->buckets("new", 1, {0, 1000}, 3);
    ASSERT_TRUE(buckets) << buckets.error().text();
    EXPECT_TRUE(std::isnan((*buckets)[2].maximum));
    EXPECT_TRUE(writeAndOpen(folder.file("empty.h5"), {})->nodes().empty());
}

TEST(SeriesStore, AStretchIsReadAcrossChunksAndClamped)
{
    const test::TemporaryFolder folder;
    const auto node = noise("cn1", {2, 5}, 100'000, 3);
    const auto store = writeAndOpen(folder.file("series.h5"), {node});
    ASSERT_TRUE(store);
    const auto stretch = store->read("cn1", 5, 40'000, 81'000);
    ASSERT_TRUE(stretch);
    const SampleMatrix expected = node.values.block(1, 40'000, 1, 41'000);
    EXPECT_EQ(std::memcmp(stretch->data(), expected.data(), sizeof(float) * 41'000), 0);
    EXPECT_EQ(store->read("cn1", 5, -10, 5)->size(), 5U);
    EXPECT_EQ(store->read("cn1", 5, 99'998, 200'000)->size(), 2U);
    EXPECT_EQ(store->read("cn1", 5, 7, 3)->size(), 0U);
    const auto unknown = store->read("cn1", 4, 0, 3);
    ASSERT_EQ(unknown->size(), 3U);
    EXPECT_TRUE(std::isnan((*unknown)[0]));
}

TEST(SeriesStore, AllMetricsOfAStretchAreReadAcrossChunksAndClamped)
{
    const test::TemporaryFolder folder;
    const auto node = noise("cn1", {2, 5, 9}, 90'000, 31);
    const auto store = writeAndOpen(folder.file("series.h5"), {node});
    ASSERT_TRUE(store);
    for (const auto& [begin, end] : std::vector<std::pair<std::int64_t, std::int64_t>>{
             {0, 240}, {40'000, 81'000}, {40'320, 40'321}, {89'999, 90'000}, {500, 500}}) {
        const auto hour = store->readNode("cn1", begin, end, RunContext({}, {}, 2));
        ASSERT_TRUE(hour) << hour.error().text();
        EXPECT_EQ(hour->grid, (TimeGrid{node.grid.timeOf(begin), kStepMs, end - begin}));
        EXPECT_TRUE(sameBits(hour->values, node.values.middleCols(begin, end - begin))) << begin;
    }
    EXPECT_EQ(store->readNode("cn1", -5, 7)->values.cols(), 7);
    EXPECT_EQ(store->readNode("cn1", 89'990, 1'000'000)->values.cols(), 10);
    EXPECT_EQ(store->readNode("cn1", 9, 3)->values.cols(), 0);
}

TEST(SeriesStore, NodesMayHaveDifferentMetrics)
{
    const test::TemporaryFolder folder;
    const std::vector<NodeSeries> nodes{noise("cpu", {0, 1, 2}, 500, 41),
                                        noise("gpu", {1, 3, 4, 5, 6}, 700, 42), noise("login", {6}, 300, 43)};
    const auto store = writeAndOpen(folder.file("series.h5"), nodes);
    ASSERT_TRUE(store);
    for (const auto& node : nodes) {
        EXPECT_EQ(store->find(node.node)->metrics, node.metrics);
        EXPECT_TRUE(sameBits(store->readNode(node.node)->values, node.values));
        for (int metric = 0; metric < 8; ++metric) {
            const auto values = store->read(node.node, metric, 0, node.grid.size);
            const auto whole = store->buckets(node.node, metric, node.grid.range(), 3);
            ASSERT_TRUE(values && whole);
            const auto row
                = std::find(node.metrics.begin(), node.metrics.end(), metric) - node.metrics.begin();
            const bool has = row < static_cast<std::ptrdiff_t>(node.metrics.size());
            EXPECT_EQ(std::isnan((*whole)[1].maximum), !has);
            for (std::int64_t i = 0; i < node.grid.size; ++i) {
                const float expected = has ? node.values(row, i) : kNaN;
                const float found = (*values)[static_cast<std::size_t>(i)];
                ASSERT_TRUE(found == expected || (std::isnan(found) && std::isnan(expected)));
            }
        }
    }
}

TEST(SeriesStore, SaysThatSamplesOfAnOlderVersionMustBeImportedAgain)
{
    const test::TemporaryFolder folder;
    {
        auto file = Hdf5File::create(folder.file("old.h5"));
        ASSERT_TRUE(file && file->setAttribute("", "format", std::string("nodesentry.series")));
        ASSERT_TRUE(file->setAttribute("", "version", std::int64_t{1}) && file->closeDurably());
    }
    const auto store = SeriesStore::open(folder.file("old.h5"));
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().code, ErrorCode::Unsupported);
    EXPECT_EQ(store.error().remedy, Remedy::ImportAgain);
}

TEST(SeriesStore, BucketsEqualThoseOfTheSamplesInMemory)
{
    const test::TemporaryFolder folder;
    // More than 16 * 40,320 samples: the pyramid is in several chunks too.
    const auto node = noise("cn1", {0, 7}, 700'001, 4);
    const auto store = writeAndOpen(folder.file("series.h5"), {node});
    ASSERT_TRUE(store);
    const MinMaxPyramid memory(
        std::vector<float>(node.values.row(1).data(), node.values.row(1).data() + 700'001));
    std::mt19937 random(5);
    std::uniform_int_distribution<TimeMs> place(node.grid.origin - 1'000'000,
                                                node.grid.range().end + 1'000'000);
    for (int trial = 0; trial < 300; ++trial) {
        const auto a = place(random);
        const auto b = trial % 3 == 0 ? place(random) : a + 1 + static_cast<TimeMs>(random() % 30'000'000);
        const TimeRange range{std::min(a, b), std::max(a, b)};
        const int count = 1 + static_cast<int>(random() % 1600);
        const auto stored = store->buckets("cn1", 7, range, count);
        const auto expected = memory.buckets(node.grid, range, count);
        ASSERT_TRUE(stored && expected);
        ASSERT_EQ(stored->size(), expected->size());
        ASSERT_EQ(std::memcmp(stored->data(), expected->data(), sizeof(MinMax) * stored->size()), 0) << trial;
    }
    const auto unknown = store->buckets("cn1", 3, node.grid.range(), 2);
    ASSERT_TRUE(unknown);
    EXPECT_TRUE(std::isnan((*unknown)[1].minimum));
}

TEST(SeriesStore, SeveralThreadsReadAtTheSameTime)
{
    const test::TemporaryFolder folder;
    const auto node = noise("cn1", {0, 1, 2, 3}, 20'000, 6);
    const auto store = writeAndOpen(folder.file("series.h5"), {node});
    ASSERT_TRUE(store);
    std::vector<std::jthread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 20; ++i) {
                const auto all = store->readNode("cn1");
                const auto one = store->read("cn1", t, 0, 20'000);
                wrong += !all || !sameBits(all->values, node.values) || !one
                    || std::memcmp(one->data(), node.values.row(t).data(), sizeof(float) * 20'000) != 0;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(wrong, 0);
}

TEST(SeriesStore, AFlippedByteIsAnErrorThatNamesTheNode)
{
    const test::TemporaryFolder folder;
    const auto path = folder.file("series.h5");
    writeAndOpen(path, {noise("cn7", {0, 1, 2}, 40'000, 7)});
    auto content = contentOf(path);
    content[content.size() / 2] ^= 0x10; // random samples are the bulk of the file
    replaceContent(path, content);
    const auto store = SeriesStore::open(path);
    ASSERT_TRUE(store) << store.error().text();
    const auto read = (*store)->readNode("cn7");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::Corrupt) << read.error().text();
    EXPECT_NE(read.error().message.find("cn7"), std::string::npos) << read.error().text();
    EXPECT_EQ(read.error().file, path);
    EXPECT_FALSE(read.error().advice.empty());
}

TEST(SeriesStore, ATruncatedFileIsRefused)
{
    const test::TemporaryFolder folder;
    const auto path = folder.file("series.h5");
    writeAndOpen(path, {noise("cn7", {0, 1}, 1000, 10)});
    const auto size = std::filesystem::file_size(path);
    for (const auto left : {size - 1, size / 2, std::uintmax_t{100}, std::uintmax_t{0}}) {
        std::filesystem::resize_file(path, left);
        const auto store = SeriesStore::open(path);
        ASSERT_FALSE(store) << left;
        EXPECT_EQ(store.error().code, ErrorCode::Corrupt);
    }
}

TEST(SeriesStore, RefusesOtherFilesAndNewerVersions)
{
    const test::TemporaryFolder folder;
    EXPECT_EQ(SeriesStore::open(folder.file("none.h5")).error().code, ErrorCode::NotFound);
    {
        auto file = Hdf5File::create(folder.file("other.h5"));
        ASSERT_TRUE(file && file->closeDurably());
    }
    EXPECT_EQ(SeriesStore::open(folder.file("other.h5")).error().code, ErrorCode::Corrupt);
    {
        auto file = Hdf5File::create(folder.file("newer.h5"));
        ASSERT_TRUE(file && file->setAttribute("", "format", std::string("nodesentry.series")));
        ASSERT_TRUE(file->setAttribute("", "version", std::int64_t{99}) && file->closeDurably());
    }
    EXPECT_EQ(SeriesStore::open(folder.file("newer.h5")).error().code, ErrorCode::VersionTooNew);
}

TEST(SeriesStoreWriter, LeavesNoFileUnlessItWasFinished)
{
    const test::TemporaryFolder folder;
    {
        auto writer = SeriesStoreWriter::create(folder.file("series.h5"), "g");
        ASSERT_TRUE(writer && writer->writeNode(noise("cn1", {0}, 10, 1)));
        auto moved = std::move(*writer);
        EXPECT_TRUE(std::filesystem::exists(folder.file("series.h5")));
    }
    EXPECT_FALSE(std::filesystem::exists(folder.file("series.h5")));
}

/// Stands for a full disk: writing beyond the limit fails in the same way.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, SIG_DFL);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before{};
};

TEST(SeriesStoreWriter, AFullDiskIsAnErrorWithItsReasonAndLeavesNoFile)
{
    const test::TemporaryFolder folder;
    const auto path = folder.file("series.h5");
    const auto write = [&]() -> Result<void> {
        NODESENTRY_TRY(auto writer, SeriesStoreWriter::create(path, "g"));
        for (int i = 0; i < 3; ++i)
            NODESENTRY_CHECK(writer.writeNode(noise("cn" + std::to_string(i), {0, 1}, 5'000, 1)));
        return writer.finish();
    };
    ASSERT_TRUE(write());
    const auto size = std::filesystem::file_size(path);
    std::filesystem::remove(path);
    for (rlim_t limit = 100; limit < size; limit += size / 40) { // at every stage, the last bytes too
        Result<void> result;
        {
            const FileSizeLimit full(limit);
            result = write();
        }
        ASSERT_FALSE(result) << limit << " of " << size;
        EXPECT_EQ(result.error().code, ErrorCode::IoError) << result.error().text();
        EXPECT_NE(result.error().message.find("File too large"), std::string::npos) << result.error().text();
        EXPECT_EQ(result.error().file, path);
        EXPECT_FALSE(std::filesystem::exists(path));
    }
    ASSERT_TRUE(write()) << "once there is space again";
    const auto store = SeriesStore::open(path);
    ASSERT_TRUE(store && (*store)->readNode("cn2"));
}

TEST(SeriesStoreWriter, RefusesANodeThatComesTwice)
{
    const test::TemporaryFolder folder;
    auto writer = SeriesStoreWriter::create(folder.file("series.h5"), "g");
    ASSERT_TRUE(writer && writer->writeNode(noise("cn1", {0}, 10, 1)));
    EXPECT_EQ(writer->writeNode(noise("cn1", {1}, 10, 1)).error().code, ErrorCode::AlreadyExists);
}

} // namespace
} // namespace nodesentry
