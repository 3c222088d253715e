#include "core/data/series_files.h"
#include "tests/core/data/series_fixtures.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <functional>
#include <map>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace nodesentry {
namespace {

using namespace test;
namespace fs = std::filesystem;

/// What a node must read as: one value for each metric and sample of the grid that begins at kOrigin.
class Expected {
public:
    void write(const NodeSeries& series)
    {
        m_values.clear();
        append(series);
    }
    void append(const NodeSeries& series)
    {
        const auto first = (series.grid.origin - kOrigin) / kStepMs;
        for (std::size_t row = 0; row < series.metrics.size(); ++row)
            for (std::int64_t i = 0; i < series.grid.size; ++i) {
                const float value = series.values(static_cast<Eigen::Index>(row), i);
                auto& known = m_values[series.metrics[row]].try_emplace(first + i, kNaN).first->second;
                known = std::isnan(value) ? known : value;
            }
    }

    [[nodiscard]] NodeSeries series(const std::string& node) const
    {
        std::int64_t begin = std::numeric_limits<std::int64_t>::max();
        std::int64_t end = std::numeric_limits<std::int64_t>::min();
        NodeSeries result{node, {}, {}, {}, {}};
        for (const auto& [metric, samples] : m_values) {
            begin = std::min(begin, samples.begin()->first);
            end = std::max(end, samples.rbegin()->first + 1);
            result.metrics.push_back(metric);
        }
        result.grid = {kOrigin + begin * kStepMs, kStepMs, end - begin};
        result.values.setConstant(static_cast<Eigen::Index>(result.metrics.size()), end - begin, kNaN);
        Eigen::Index row = 0;
        for (const auto& [metric, samples] : m_values) {
            for (const auto& [sample, value] : samples)
                result.values(row, sample - begin) = value;
            ++row;
        }
        return result;
    }

private:
    std::map<int, std::map<std::int64_t, float>> m_values;
};

/// A store that grows by one change after the other.
class GrowingStore {
public:
    explicit GrowingStore(const test::TemporaryFolder& folder) : path(folder.file("series.h5")) { }

    void change(const std::function<Result<void>(SeriesStoreWriter&)>& body)
    {
        const auto generation = "g" + std::to_string(m_changes++);
        const auto temporary = seriesPartPath(path, generation) + ".new";
        auto writer = SeriesStoreWriter::create(temporary, generation, store);
        ASSERT_TRUE(writer) << writer.error().text();
        const auto done = body(*writer);
        ASSERT_TRUE(done) << done.error().text();
        const auto finished = writer->finish(RunContext({}, {}, 2));
        ASSERT_TRUE(finished) << finished.error().text();
        const auto installed = installSeriesStore(temporary, path);
        ASSERT_TRUE(installed) << installed.error().text();
        auto opened = SeriesStore::open(path);
        ASSERT_TRUE(opened) << opened.error().text();
        store = *opened;
        EXPECT_EQ(store->generation(), generation);
    }
    void append(const NodeSeries& series)
    {
        change([&](SeriesStoreWriter& writer) { return writer.appendNode(series); });
    }
    [[nodiscard]] std::int64_t fileCount() const
    {
        return std::distance(fs::directory_iterator(fs::path(path).parent_path()), fs::directory_iterator());
    }

    const std::string path;
    std::shared_ptr<const SeriesStore> store;

private:
    int m_changes = 0;
};

/// Samples and buckets of a node, at several zooms, against a pass over the expected samples.
void expectNode(const SeriesStore& store, const NodeSeries& expected)
{
    const auto* entry = store.find(expected.node);
    ASSERT_NE(entry, nullptr);
    EXPECT_EQ(entry->grid, expected.grid);
    EXPECT_EQ(entry->metrics, expected.metrics);
    const auto read = store.readNode(expected.node);
    ASSERT_TRUE(read) << read.error().text();
    ASSERT_TRUE(sameBits(read->values, expected.values));
    for (std::size_t row = 0; row < expected.metrics.size(); ++row) {
        const auto* values = expected.values.row(static_cast<Eigen::Index>(row)).data();
        const MinMaxPyramid memory(std::vector<float>(values, values + expected.grid.size));
        const auto one = store.read(expected.node, expected.metrics[row], 3, expected.grid.size - 2);
        ASSERT_TRUE(one) << one.error().text();
        EXPECT_TRUE(one->empty() || std::memcmp(one->data(), values + 3, sizeof(float) * one->size()) == 0);
        for (const int count : {1, 7, 100, 1600}) {
            const TimeRange range{expected.grid.origin - count * 100,
                                  expected.grid.range().end - 17 * kStepMs / 2};
            if (range.length() <= 0)
                continue;
            const auto buckets = store.buckets(expected.node, expected.metrics[row], range, count);
            const auto wanted = memory.buckets(expected.grid, range, count);
            ASSERT_TRUE(buckets && wanted);
            ASSERT_EQ(std::memcmp(buckets->data(), wanted->data(), sizeof(MinMax) * wanted->size()), 0)
                << count;
        }
    }
}

TEST(SeriesAppend, SamplesBehindTheEndContinueTheNode)
{
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    Expected expected;
    for (const auto& part : {noise("cn1", {0, 4}, 5000, 1), noise("cn1", {0, 4}, 300, 2, 5000),
                             noise("cn1", {0, 4}, 1, 3, 5300), noise("cn1", {0, 4}, 1, 4, 5301)}) {
        store.append(part);
        expected.append(part);
        expectNode(*store.store, expected.series("cn1"));
    }
}

TEST(SeriesAppend, AGapBecomesMissingSamplesAndAnEarlierBeginMovesTheGrid)
{
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    Expected expected;
    for (const auto& part : {noise("cn1", {0}, 100, 1), noise("cn1", {0}, 50, 2, 1000),
                             noise("cn1", {0}, 400, 3, -700), noise("cn1", {0}, 20, 4, -900)}) {
        store.append(part);
        expected.append(part);
        expectNode(*store.store, expected.series("cn1"));
    }
    EXPECT_EQ(store.store->find("cn1")->grid.size, 900 + 1050);
}

TEST(SeriesAppend, NewMetricsAreMissingBeforeAndOldOnesBehind)
{
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    Expected expected;
    for (const auto& part : {noise("cn1", {1, 3}, 100, 1), noise("cn1", {0, 3, 7}, 100, 2, 100),
                             noise("cn1", {1}, 30, 3, 200)}) {
        store.append(part);
        expected.append(part);
        expectNode(*store.store, expected.series("cn1"));
    }
    EXPECT_EQ(store.store->find("cn1")->metrics, (std::vector<int>{0, 1, 3, 7}));
}

TEST(SeriesAppend, WhereSamplesOverlapTheNewOnesCountExceptMissingOnes)
{
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    Expected expected;
    for (const auto& part : {noise("cn1", {1, 3}, 3000, 1), noise("cn1", {1, 3}, 500, 2, 3000),
                             noise("cn1", {3, 4}, 800, 3, 2900), noise("cn1", {1, 3}, 10, 4, 100),
                             noise("cn1", {2}, 5000, 5, -50), noise("cn1", {1, 3}, 500, 6, 3000)}) {
        store.append(part);
        expected.append(part);
        expectNode(*store.store, expected.series("cn1"));
    }
}

TEST(SeriesAppend, AnyRowOfChangesReadsAsIfAllHadBeenWrittenAtOnce)
{
    std::mt19937 random(77);
    for (int trial = 0; trial < 2; ++trial) {
        const test::TemporaryFolder folder;
        GrowingStore store(folder);
        std::map<std::string, Expected> expected;
        for (int change = 0; change < 40; ++change) {
            store.change([&](SeriesStoreWriter& writer) -> Result<void> {
                for (int node = 0; node < 3; ++node) {
                    const auto name = "cn" + std::to_string(node);
                    if (random() % 4 == 0)
                        continue;
                    std::vector<int> metrics;
                    for (int metric = 0; metric < 5; ++metric)
                        if (random() % 3 != 0)
                            metrics.push_back(metric);
                    if (metrics.empty())
                        metrics.push_back(2);
                    const auto samples
                        = 1 + static_cast<std::int64_t>(random() % (random() % 8 == 0 ? 2000 : 20));
                    const auto known
                        = expected.contains(name) ? expected.at(name).series(name).grid : TimeGrid{};
                    auto first = (known.range().end - kOrigin) / kStepMs; // mostly as live data comes
                    if (known.size == 0 || random() % 10 == 0)
                        first = static_cast<std::int64_t>(random() % 3000) - 500;
                    const auto part = noise(name, metrics, samples, static_cast<unsigned>(random()), first);
                    if (random() % 30 == 0) {
                        NODESENTRY_CHECK(writer.writeNode(part));
                        expected[name].write(part);
                    } else {
                        NODESENTRY_CHECK(writer.appendNode(part));
                        expected[name].append(part);
                    }
                }
                return {};
            });
            if (change % 13 != 12 && change != 39)
                continue;
            for (const auto& [name, values] : expected)
                ASSERT_NO_FATAL_FAILURE(expectNode(*store.store, values.series(name)))
                    << name << ", trial " << trial << ", change " << change;
        }
    }
}

TEST(SeriesAppend, LiveDataDoesNotLeaveManyFiles)
{
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    Expected expected;
    std::int64_t most = 0;
    for (int i = 0; i < 60; ++i) {
        const auto part = noise("cn1", {0, 1, 2}, 4, static_cast<unsigned>(i), 4 * i);
        store.append(part);
        expected.append(part);
        most = std::max(most, store.fileCount());
    }
    EXPECT_LE(most, 16 + 3 + 1) << "16 files of 12 values, those that became of 16 such, and the newest";
    expectNode(*store.store, expected.series("cn1"));
}

TEST(SeriesAppend, ANodeMayBeWrittenInManyPartsByOneChange)
{
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    Expected expected;
    store.change([&](SeriesStoreWriter& writer) -> Result<void> {
        for (int i = 0; i < 50; ++i)
            for (const auto* node : {"cn1", "cn2"}) {
                const auto part = noise(node, {0, 3}, 100, static_cast<unsigned>(i), 100 * i);
                NODESENTRY_CHECK(writer.appendNode(part));
                if (*(node + 2) == '1')
                    expected.append(part);
            }
        return {};
    });
    expectNode(*store.store, expected.series("cn1"));
    expectNode(*store.store, expected.series("cn2"));
    EXPECT_EQ(store.fileCount(), 1);
}

TEST(SeriesAppend, NodesThatAreNotTouchedStayAndTakenOutOnesGo)
{
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    const auto first = noise("cn1", {0}, 500, 1);
    const auto second = noise("cn2", {0, 1}, 400, 2);
    store.change([&](SeriesStoreWriter& writer) -> Result<void> {
        NODESENTRY_CHECK(writer.writeNode(first));
        NODESENTRY_CHECK(writer.writeNode(second));
        return writer.writeNode(noise("cn3", {0}, 10, 3));
    });
    const auto before = store.store;
    const auto replaced = noise("cn1", {2}, 100, 4);
    store.change([&](SeriesStoreWriter& writer) -> Result<void> {
        EXPECT_EQ(writer.removeNode("cn4").error().code, ErrorCode::NotFound);
        NODESENTRY_CHECK(writer.removeNode("cn3"));
        return writer.writeNode(replaced);
    });
    ASSERT_EQ(store.store->nodes().size(), 2U);
    expectNode(*store.store, replaced);
    expectNode(*store.store, second);
    expectNode(*before, first); // an open store keeps reading what it has opened

    store.change([&](SeriesStoreWriter& writer) -> Result<void> {
        NODESENTRY_CHECK(writer.writeNode(first));
        return writer.writeNode(second);
    });
    EXPECT_EQ(store.fileCount(), 1) << "files that nothing refers to are removed";
    expectNode(*store.store, first);
}

TEST(SeriesAppend, CopiesThatSomebodyMadeBesideTheStoreStay)
{
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    store.append(noise("cn1", {0}, 100, 1));
    fs::copy_file(store.path, folder.file("series.backup.h5"));
    replaceContent(folder.file("series.notes.h5"), {'n', 'o', 't', 'e'});
    fs::copy_file(store.path, folder.file("series.g7.h5"));
    store.append(noise("cn1", {0}, 100, 2, 100));
    EXPECT_TRUE(fs::exists(folder.file("series.backup.h5")));
    EXPECT_TRUE(fs::exists(folder.file("series.notes.h5")));
    EXPECT_TRUE(fs::exists(folder.file("series.g7.h5")));
    EXPECT_EQ(store.fileCount(), 2 + 3);
}

TEST(SeriesAppend, TheEndOfTrainingStaysUnlessANewOneIsGiven)
{
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    auto part = noise("cn1", {0}, 100, 1);
    part.trainEnd = kOrigin + 60 * kStepMs;
    store.append(part);
    store.append(noise("cn1", {0}, 100, 2, 100));
    EXPECT_EQ(store.store->find("cn1")->trainEnd, kOrigin + 60 * kStepMs);
    part = noise("cn1", {0}, 100, 3, 200);
    part.trainEnd = kOrigin + 120 * kStepMs;
    store.append(part);
    EXPECT_EQ(store.store->find("cn1")->trainEnd, kOrigin + 120 * kStepMs);
}

TEST(SeriesAppend, AnotherStepOrTimesBetweenThoseOfTheGridAreRefused)
{
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    store.append(noise("cn1", {0}, 100, 1));
    auto writer = SeriesStoreWriter::create(store.path + ".new", "other", store.store);
    ASSERT_TRUE(writer);
    auto wrong = noise("cn1", {0}, 10, 2, 100);
    wrong.grid.stepMs = 30'000;
    EXPECT_EQ(writer->appendNode(wrong).error().code, ErrorCode::InconsistentData);
    wrong = noise("cn1", {0}, 10, 2, 100);
    wrong.grid.origin += 1;
    const auto refused = writer->appendNode(wrong);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::InconsistentData);
    EXPECT_NE(refused.error().message.find("cn1"), std::string::npos);
}

TEST(SeriesAppend, SeveralThreadsWriteDifferentNodes)
{
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    store.change([&](SeriesStoreWriter& writer) -> Result<void> {
        std::atomic<int> failed = 0;
        {
            std::vector<std::jthread> threads;
            for (unsigned t = 0; t < 4; ++t)
                threads.emplace_back([&, t] {
                    for (unsigned i = 0; i < 10; ++i)
                        failed += !writer.writeNode(
                            noise("cn" + std::to_string(10 * t + i), {0, 1, 2}, 3000, 10 * t + i));
                });
        }
        EXPECT_EQ(failed, 0);
        return {};
    });
    ASSERT_EQ(store.store->nodes().size(), 40U);
    for (unsigned i = 0; i < 40; ++i)
        expectNode(*store.store, noise("cn" + std::to_string(i), {0, 1, 2}, 3000, i));
}

TEST(SeriesAppend, AChangeThatWasNotFinishedLeavesTheOldStore)
{
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    const auto before = noise("cn1", {0, 1}, 1000, 1);
    store.append(before);
    {
        auto writer = SeriesStoreWriter::create(store.path + ".new", "other", store.store);
        ASSERT_TRUE(writer && writer->appendNode(noise("cn1", {0, 1}, 10, 2, 900)));
    }
    EXPECT_EQ(store.fileCount(), 1);
    expectNode(**SeriesStore::open(store.path), before);
}

TEST(SeriesAppend, AChangeIsReadWherePartsAreNotYetInPlace)
{
    // As after a crash between the project's commit and the renames: the new file waits beside the old store.
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    Expected expected;
    store.append(noise("cn1", {0}, 500, 1));
    expected.append(noise("cn1", {0}, 500, 1));
    const auto pending = folder.file("series.next.h5.new");
    {
        auto writer = SeriesStoreWriter::create(pending, "next", store.store);
        ASSERT_TRUE(writer && writer->appendNode(noise("cn1", {0}, 20, 2, 500)) && writer->finish());
    }
    expected.append(noise("cn1", {0}, 20, 2, 500));
    expectNode(**SeriesStore::open(pending), expected.series("cn1"));

    // Without hard links the old file is renamed first; killed then, the change is completed by a second
    // call.
    fs::rename(store.path, seriesPartPath(store.path, store.store->generation()));
    expectNode(**SeriesStore::open(pending), expected.series("cn1"));
    ASSERT_TRUE(installSeriesStore(pending, store.path));
    expectNode(**SeriesStore::open(store.path), expected.series("cn1"));
    EXPECT_EQ(store.fileCount(), 2);
}

TEST(SeriesAppend, AMissingPartIsNamed)
{
    const test::TemporaryFolder folder;
    GrowingStore store(folder);
    store.append(noise("cn1", {0}, 500, 1));
    store.append(noise("cn1", {0}, 20, 2, 500));
    const auto part = seriesPartPath(store.path, "g0");
    ASSERT_TRUE(fs::remove(part));
    const auto opened = SeriesStore::open(store.path);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::Corrupt);
    EXPECT_NE(opened.error().message.find(part), std::string::npos) << opened.error().text();
}

/// Appends samples that say which change they are of, until it is killed.
[[noreturn]] void appendForever(const std::string& path)
{
    for (int change = 1;; ++change) {
        const auto store = SeriesStore::open(path);
        const auto generation = "k" + std::to_string(change);
        auto writer = store ? SeriesStoreWriter::create(path + ".new", generation, *store)
                            : Result<SeriesStoreWriter>(fail(store.error()));
        auto part = noise("cn1", {0, 1, 2}, 8, 1, 8 * change);
        part.values.setConstant(static_cast<float>(change));
        if (!writer || !writer->appendNode(part) || !writer->finish()
            || !installSeriesStore(path + ".new", path))
            ::_exit(1);
    }
}

TEST(SeriesAppend, KilledAtAnyMomentTheStoreIsTheOldOneOrTheNewOne)
{
    std::mt19937 random(5);
    for (int trial = 0; trial < 10; ++trial) {
        const test::TemporaryFolder folder;
        const auto path = folder.file("series.h5");
        {
            auto writer = SeriesStoreWriter::create(path, "k0");
            auto part = noise("cn1", {0, 1, 2}, 8, 1);
            part.values.setZero();
            ASSERT_TRUE(writer && writer->writeNode(part) && writer->finish());
        }
        const auto child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0)
            appendForever(path);
        ::usleep(5'000 + random() % 120'000);
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << "an append failed";

        ASSERT_TRUE(removeUnusedSeriesParts(path));
        const auto store = SeriesStore::open(path);
        ASSERT_TRUE(store) << store.error().text();
        const auto node = (*store)->readNode("cn1");
        ASSERT_TRUE(node) << node.error().text();
        ASSERT_EQ(node->values.cols() % 8, 0);
        EXPECT_EQ((*store)->generation(), "k" + std::to_string(node->values.cols() / 8 - 1));
        for (Eigen::Index i = 0; i < node->values.cols(); ++i)
            for (Eigen::Index row = 0; row < 3; ++row)
                ASSERT_EQ(node->values(row, i), static_cast<float>(i / 8)) << i;
    }
}

} // namespace
} // namespace nodesentry
