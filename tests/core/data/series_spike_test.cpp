#include "core/data/hdf5_file.h"
#include "tests/core/data/series_fixtures.h"
#include "tests/support/temporary_folder.h"

#include <numeric>

namespace nodesentry {
namespace {

using namespace test;

/// 138 metrics x 4 weeks at 15 s, quiet but for one sample up and one down in each metric.
struct SpikyNode {
    static constexpr std::int64_t kMetrics = 138;
    static constexpr std::int64_t kSamples = 4 * 40'320;

    test::TemporaryFolder folder;
    std::string path = folder.file("series.h5");
    std::vector<std::int64_t> up;
    std::vector<std::int64_t> down;
    TimeGrid grid{kOrigin, kStepMs, kSamples};

    SpikyNode()
    {
        NodeSeries node{"cn1", grid, std::vector<int>(kMetrics), {}, {}};
        std::iota(node.metrics.begin(), node.metrics.end(), 0);
        node.values.resize(kMetrics, kSamples);
        std::mt19937 random(3);
        for (std::int64_t row = 0; row < kMetrics; ++row) {
            for (std::int64_t i = 0; i < kSamples; ++i)
                node.values(row, i) = static_cast<float>((i * 7 + row) % 5) * 0.25F;
            // The first and last samples of the series, of a chunk and of an entry, too.
            const std::array<std::int64_t, 6> edges{0, kSamples - 1, 40'319, 40'320, 4095, 4096};
            up.push_back(row < 6 ? edges[static_cast<std::size_t>(row)]
                                 : static_cast<std::int64_t>(random() % kSamples));
            down.push_back((up.back() + 1 + static_cast<std::int64_t>(random() % (kSamples - 1))) % kSamples);
            node.values(row, up.back()) = 1000.0F;
            node.values(row, down.back()) = -1000.0F;
        }
        auto writer = SeriesStoreWriter::create(path, "g");
        EXPECT_TRUE(writer && writer->writeNode(node, RunContext({}, {}, 2)) && writer->finish());
    }
};

TEST(SeriesSpike, ASampleShowsInExactlyOneEntryOfEveryLevelAndOneBucketOfEveryCount)
{
    const SpikyNode node;
    const PyramidLayout layout(SpikyNode::kSamples);
    {
        const auto file = Hdf5File::openReadOnly(node.path);
        ASSERT_TRUE(file);
        const auto minimum = file->readAll<float>("nodes/cn1/0/minimum");
        const auto maximum = file->readAll<float>("nodes/cn1/0/maximum");
        ASSERT_TRUE(minimum && maximum);
        ASSERT_EQ(static_cast<std::int64_t>(maximum->size()), SpikyNode::kMetrics * layout.storedSize());
        for (std::int64_t row = 0; row < SpikyNode::kMetrics; ++row) {
            std::int64_t samplesInEntry = 1;
            for (int level = 1; level < layout.levels(); ++level) {
                samplesInEntry *= PyramidLayout::kFanOut;
                const auto first = row * layout.storedSize() + layout.offset(level);
                for (std::int64_t entry = 0; entry < layout.size(level); ++entry) {
                    const auto at = static_cast<std::size_t>(first + entry);
                    ASSERT_EQ((*maximum)[at] == 1000.0F,
                              entry == node.up[static_cast<std::size_t>(row)] / samplesInEntry);
                    ASSERT_EQ((*minimum)[at] == -1000.0F,
                              entry == node.down[static_cast<std::size_t>(row)] / samplesInEntry);
                }
            }
        }
    }

    const auto store = SeriesStore::open(node.path);
    ASSERT_TRUE(store) << store.error().text();
    std::mt19937 random(4);
    for (int metric = 0; metric < SpikyNode::kMetrics; ++metric) {
        const auto row = static_cast<std::size_t>(metric);
        std::vector<int> counts{1, 2, 3, 1600, 40'320};
        for (int i = 0; i < 5; ++i)
            counts.push_back(1 + static_cast<int>(random() % 3000));
        for (const int count : counts) {
            const auto buckets = (*store)->buckets("cn1", metric, node.grid.range(), count);
            ASSERT_TRUE(buckets) << buckets.error().text();
            for (int i = 0; i < count; ++i) {
                const auto& bucket = (*buckets)[static_cast<std::size_t>(i)];
                ASSERT_EQ(bucket.maximum == 1000.0F, i == node.up[row] * count / SpikyNode::kSamples)
                    << "metric " << metric << ", bucket " << i << " of " << count;
                ASSERT_EQ(bucket.minimum == -1000.0F, i == node.down[row] * count / SpikyNode::kSamples)
                    << "metric " << metric << ", bucket " << i << " of " << count;
            }
        }
    }
}

} // namespace
} // namespace nodesentry
