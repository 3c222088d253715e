#include "core/features/feature_store.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <limits>

namespace nodesentry {
namespace {

StoredFeatures example(Eigen::Index segments, Eigen::Index columns)
{
    StoredFeatures features;
    features.featureSet = "robust";
    for (Eigen::Index i = 0; i < columns; ++i)
        features.names.push_back("cpu/feature " + std::to_string(i));
    for (Eigen::Index i = 0; i < segments; ++i)
        features.segments.push_back(10 * i + 1);
    features.whole = FeatureMatrix::Random(segments, columns);
    features.prefix = FeatureMatrix::Random(segments, columns);
    return features;
}

bool sameBits(const FeatureMatrix& a, const FeatureMatrix& b)
{
    return a.rows() == b.rows() && a.cols() == b.cols()
        && std::memcmp(a.data(), b.data(), sizeof(double) * static_cast<std::size_t>(a.size())) == 0;
}

TEST(FeatureStore, EverythingReadsBackExactly)
{
    const test::TemporaryFolder folder;
    auto written = example(30, 15'000);
    written.whole(3, 5) = std::numeric_limits<double>::quiet_NaN();
    ASSERT_TRUE(writeFeatures(folder.file("features.h5"), written));
    const auto read = readFeatures(folder.file("features.h5"));
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->featureSet, "robust");
    EXPECT_EQ(read->names, written.names);
    EXPECT_EQ(read->segments, written.segments);
    EXPECT_TRUE(sameBits(read->whole, written.whole));
    EXPECT_TRUE(sameBits(read->prefix, written.prefix));
}

TEST(FeatureStore, RowsComeAndGoInAnyPortions)
{
    const test::TemporaryFolder folder;
    const auto all = example(40, 15'000); // 8 rows a chunk
    {
        auto writer
            = FeatureStoreWriter::create(folder.file("features.h5"), all.featureSet, all.names, all.segments);
        ASSERT_TRUE(writer) << writer.error().text();
        Eigen::Index begin = 0;
        for (const Eigen::Index count : {3, 0, 20, 1, 16}) {
            ASSERT_TRUE(writer->add(all.whole.middleRows(begin, count), all.prefix.middleRows(begin, count)));
            begin += count;
        }
        EXPECT_FALSE(std::filesystem::exists(folder.file("features.h5")));
        ASSERT_TRUE(writer->commit());
    }
    const auto store = FeatureStore::open(folder.file("features.h5"));
    ASSERT_TRUE(store) << store.error().text();
    EXPECT_EQ(store->names(), all.names);
    EXPECT_EQ(store->segments(), all.segments);
    using Part = FeatureStore::Part;
    EXPECT_TRUE(sameBits(store->rows(Part::Whole, 0, 40).value(), all.whole));
    EXPECT_TRUE(sameBits(store->rows(Part::Prefix, 7, 9).value(), all.prefix.middleRows(7, 2)));
    const std::vector<std::int64_t> some{0, 2, 7, 8, 31, 39};
    EXPECT_TRUE(sameBits(store->rows(Part::Prefix, some).value(), all.prefix(some, Eigen::all)));
}

TEST(FeatureStore, AWriterThatIsGivenUpLeavesTheOldFile)
{
    const test::TemporaryFolder folder;
    const auto all = example(3, 4);
    ASSERT_TRUE(writeFeatures(folder.file("features.h5"), all));
    {
        auto writer
            = FeatureStoreWriter::create(folder.file("features.h5"), "paper", all.names, all.segments);
        ASSERT_TRUE(writer->add(all.whole, all.prefix));
    }
    EXPECT_EQ(FeatureStore::open(folder.file("features.h5"))->featureSet(), "robust");
    EXPECT_FALSE(std::filesystem::exists(folder.file("features.h5.new")));
}

TEST(FeatureStore, NoSegmentsAndNoPrefixesAreKeptAsSuch)
{
    const test::TemporaryFolder folder;
    ASSERT_TRUE(writeFeatures(folder.file("none.h5"), example(0, 4)));
    EXPECT_EQ(readFeatures(folder.file("none.h5"))->names.size(), 4U);
    auto written = example(2, 4);
    written.prefix.resize(0, 0);
    ASSERT_TRUE(writeFeatures(folder.file("whole.h5"), written));
    EXPECT_EQ(readFeatures(folder.file("whole.h5"))->prefix.size(), 0);
}

TEST(FeatureStore, WritingAgainReplacesTheFileAndLeavesNoOther)
{
    const test::TemporaryFolder folder;
    ASSERT_TRUE(writeFeatures(folder.file("features.h5"), example(2, 4)));
    ASSERT_TRUE(writeFeatures(folder.file("features.h5"), example(3, 5)));
    EXPECT_EQ(readFeatures(folder.file("features.h5"))->whole.rows(), 3);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(FeatureStore, MissingAndDamagedFilesAreErrors)
{
    const test::TemporaryFolder folder;
    const auto path = folder.file("features.h5");
    EXPECT_EQ(readFeatures(path).error().code, ErrorCode::NotFound);
    ASSERT_TRUE(writeFeatures(path, example(2, 400)));
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 10);
    EXPECT_EQ(readFeatures(path).error().code, ErrorCode::Corrupt);
    EXPECT_EQ(writeFeatures(folder.file("no/folder.h5"), example(1, 1)).error().code, ErrorCode::IoError);
}

} // namespace
} // namespace nodesentry
