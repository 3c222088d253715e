#include "core/data/hdf5_file.h"
#include "core/data/series_files.h"
#include "tests/core/data/series_fixtures.h"
#include "tests/support/temporary_folder.h"

namespace nodesentry {
namespace {

using namespace test;

/// A store in two files: two nodes, one of which continues in the second file.
struct DamagedStore {
    test::TemporaryFolder folder;
    std::string path = folder.file("series.h5");
    std::string part = seriesPartPath(path, "g1");
    std::vector<NodeSeries> expected{noise("cn7", {0, 4}, 340, 8), noise("cn8", {1, 2, 3}, 600, 9)};

    DamagedStore()
    {
        {
            auto writer = SeriesStoreWriter::create(path, "g1");
            auto begin = expected[0];
            begin.grid.size = 300;
            begin.values = expected[0].values.leftCols(300);
            EXPECT_TRUE(writer && writer->writeNode(begin) && writer->writeNode(expected[1]));
            EXPECT_TRUE(writer->finish());
        }
        const auto before = SeriesStore::open(path);
        EXPECT_TRUE(before);
        const auto pending = folder.file("series.g2.h5.new");
        auto writer = SeriesStoreWriter::create(pending, "g2", *before);
        auto end = expected[0];
        end.grid = {kOrigin + 300 * kStepMs, kStepMs, 40};
        end.values = expected[0].values.rightCols(40);
        EXPECT_TRUE(writer && writer->appendNode(end) && writer->finish());
        EXPECT_TRUE(installSeriesStore(pending, path));
    }

    /// Reads all that there is, in all ways.
    /// @return how often damage was found; any other answer that is not right fails the test
    [[nodiscard]] int read(const std::string& how) const
    {
        const auto store = SeriesStore::open(path);
        if (!store) {
            EXPECT_TRUE(store.error().code == ErrorCode::Corrupt
                        || store.error().code == ErrorCode::Unsupported
                        || store.error().code == ErrorCode::VersionTooNew)
                << how << ": " << store.error().text();
            EXPECT_TRUE(store.error().file == path || store.error().file == part)
                << how << ": " << store.error().text();
            return 1;
        }
        int found = 0;
        const auto expectNamed = [&](const Error& error, const std::string& node) {
            ++found;
            EXPECT_EQ(error.code, ErrorCode::Corrupt) << how << ": " << error.text();
            EXPECT_NE(error.message.find(node), std::string::npos) << how << ": " << error.text();
            EXPECT_TRUE(error.file == path || error.file == part) << how << ": " << error.text();
        };
        EXPECT_EQ((*store)->nodes().size(), 2U) << how;
        for (const auto& node : expected) {
            if (const auto values = (*store)->readNode(node.node); !values)
                expectNamed(values.error(), node.node);
            else
                EXPECT_TRUE(sameBits(values->values, node.values) && values->metrics == node.metrics
                            && values->grid == node.grid)
                    << how;
            for (std::size_t row = 0; row < node.metrics.size(); ++row) {
                const auto* samples = node.values.row(static_cast<Eigen::Index>(row)).data();
                const MinMaxPyramid memory(std::vector<float>(samples, samples + node.grid.size));
                const auto wanted = memory.buckets(node.grid, node.grid.range(), 5);
                const auto buckets = (*store)->buckets(node.node, node.metrics[row], node.grid.range(), 5);
                if (!buckets)
                    expectNamed(buckets.error(), node.node);
                else
                    EXPECT_EQ(std::memcmp(buckets->data(), wanted->data(), 5 * sizeof(MinMax)), 0) << how;
            }
        }
        return found;
    }
};

TEST(SeriesDamage, NoFlippedBitAnywhereInAnyFileGivesAWrongNumber)
{
    const DamagedStore store;
    ASSERT_EQ(store.read("whole"), 0);
    std::mt19937 random(11);
    for (const auto& file : {store.path, store.part}) {
        const auto whole = contentOf(file);
        ASSERT_FALSE(whole.empty()) << file;
        int found = 0;
        for (int trial = 0; trial < 400; ++trial) {
            auto content = whole;
            const auto at = random() % content.size();
            content[at] = static_cast<char>(content[at] ^ (1 << (random() % 8)));
            replaceContent(file, content);
            found += store.read(file + " at " + std::to_string(at)) > 0 ? 1 : 0;
        }
        EXPECT_GT(found, 50) << "most of the file is samples";
        replaceContent(file, whole);
    }
}

TEST(SeriesDamage, NoTornPageGivesAWrongNumber)
{
    // As after a power failure on a disk that lies about fsync: a page that was never written.
    const DamagedStore store;
    for (const auto& file : {store.path, store.part}) {
        const auto whole = contentOf(file);
        for (std::size_t page = 0; page < whole.size(); page += 512) {
            auto content = whole;
            std::fill(content.begin() + static_cast<std::ptrdiff_t>(page),
                      content.begin() + static_cast<std::ptrdiff_t>(std::min(page + 512, content.size())),
                      '\0');
            replaceContent(file, content);
            static_cast<void>(store.read(file + " at " + std::to_string(page)));
        }
        for (const auto left : {whole.size() - 1, whole.size() / 2, std::size_t{600}, std::size_t{0}}) {
            replaceContent(file, {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(left)});
            EXPECT_GT(store.read(file + " cut to " + std::to_string(left)), 0);
        }
        replaceContent(file, whole);
    }
}

} // namespace
} // namespace nodesentry
