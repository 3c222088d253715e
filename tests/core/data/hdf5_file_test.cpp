#include "core/base/expects.h"
#include "core/data/hdf5_file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <hdf5.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <random>
#include <vector>

namespace nodesentry {
namespace {

template <class T> void expectRoundTrip(Hdf5File& file, const std::string& name, const std::vector<T>& values)
{
    ASSERT_TRUE(file.write<T>(name, values, {static_cast<std::int64_t>(values.size())}, {2}));
    const auto read = file.readAll<T>(name);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(*read, values);
}

TEST(Hdf5File, EveryElementTypeReadsBackExactly)
{
    const test::TemporaryFolder folder;
    auto file = Hdf5File::create(folder.file("a.h5"));
    ASSERT_TRUE(file);
    expectRoundTrip<float>(*file, "f", {1.5F, -0.0F, 3e38F});
    expectRoundTrip<double>(*file, "d", {0.1, 1e300, -2.0});
    expectRoundTrip<std::int64_t>(*file, "i64", {INT64_MIN, 0, INT64_MAX});
    expectRoundTrip<std::int16_t>(*file, "i16", {-32768, 5, 32767});
    expectRoundTrip<std::int8_t>(*file, "i8", {-128, 5, 127});
    expectRoundTrip<std::uint8_t>(*file, "u8", {0, 200, 255});
    expectRoundTrip<float>(*file, "empty", {});
}

TEST(Hdf5File, AttributesReadBackExactlyAfterReopening)
{
    const test::TemporaryFolder folder;
    {
        auto file = Hdf5File::create(folder.file("a.h5"));
        ASSERT_TRUE(file);
        ASSERT_TRUE(file->createGroup("a/b"));
        ASSERT_TRUE(file->setAttribute("a/b", "text", std::string("Grüße")));
        ASSERT_TRUE(file->setAttribute("a/b", "nothing", std::string()));
        ASSERT_TRUE(file->setAttribute("", "count", std::int64_t{-7}));
        ASSERT_TRUE(file->setAttribute("a", "tenth", 0.1));
        ASSERT_TRUE(file->setAttribute("a", "list", std::vector<int>{3, 1, 2}));
        ASSERT_TRUE(file->setAttribute("a", "no list", std::vector<int>{}));
        ASSERT_TRUE(file->closeDurably());
    }
    const auto file = Hdf5File::openReadOnly(folder.file("a.h5"));
    ASSERT_TRUE(file) << file.error().text();
    EXPECT_EQ(file->text("a/b", "text").value(), "Grüße");
    EXPECT_EQ(file->text("a/b", "nothing").value(), "");
    EXPECT_EQ(file->integer("", "count").value(), -7);
    EXPECT_EQ(file->real("a", "tenth").value(), 0.1);
    EXPECT_EQ(file->integers("a", "list").value(), (std::vector<int>{3, 1, 2}));
    EXPECT_EQ(file->integers("a", "no list").value(), std::vector<int>{});
    EXPECT_EQ(file->children("").value(), std::vector<std::string>{"a"});
    EXPECT_TRUE(file->exists("a/b").value());
    EXPECT_FALSE(file->exists("a/c/d").value());
    EXPECT_EQ(file->text("a/b", "other").error().code, ErrorCode::NotFound);
    EXPECT_EQ(file->integers("z", "list").error().code, ErrorCode::NotFound);
    EXPECT_EQ(file->readAll<float>("z/values").error().code, ErrorCode::NotFound);
}

TEST(Hdf5File, ABlockOfACubeIsReadInItsOrder)
{
    const test::TemporaryFolder folder;
    auto file = Hdf5File::create(folder.file("a.h5"));
    ASSERT_TRUE(file);
    std::vector<std::int64_t> cube(2 * 3 * 5);
    std::iota(cube.begin(), cube.end(), 0);
    ASSERT_TRUE(file->write<std::int64_t>("cube", cube, {2, 3, 5}, {1, 2, 100}));
    EXPECT_EQ(file->shape("cube").value(), (Hdf5File::Shape{2, 3, 5}));
    std::vector<std::int64_t> block(4);
    ASSERT_TRUE(file->read<std::int64_t>("cube", {1, 1, 3}, {1, 2, 2}, block));
    EXPECT_EQ(block, (std::vector<std::int64_t>{23, 24, 28, 29})); // 15 + 5 + 3, and one row on
    EXPECT_FALSE(file->read<std::int64_t>("cube", {1, 1, 4}, {1, 2, 2}, block)) << "beyond the end";
}

/// Writes a dataset with the library's own filters, the ones that we put together ourselves.
void writeWithLibrary(const std::string& path, const std::vector<float>& values, std::array<hsize_t, 2> shape,
                      std::array<hsize_t, 2> chunk)
{
    const auto file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    const auto space = H5Screate_simple(2, shape.data(), nullptr);
    const auto properties = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_chunk(properties, 2, chunk.data());
    H5Pset_shuffle(properties);
    H5Pset_deflate(properties, 6);
    H5Pset_fletcher32(properties);
    const auto dataset = H5Dcreate2(file, "d", H5T_IEEE_F32LE, space, H5P_DEFAULT, properties, H5P_DEFAULT);
    EXPECT_GE(H5Dwrite(dataset, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0);
    H5Dclose(dataset);
    H5Pclose(properties);
    H5Sclose(space);
    EXPECT_GE(H5Fclose(file), 0);
}

TEST(Hdf5File, ChunksAreReadOutsideTheLibraryAsItWritesThem)
{
    const test::TemporaryFolder folder;
    std::mt19937 random(1);
    for (const std::size_t columns :
         {1, 2, 37, 720, 4001}) { // packed to odd and even sizes, many checksum blocks
        std::vector<float> values(3 * columns);
        for (float& value : values)
            value = static_cast<float>(random() % 1000) / 7.0F;
        const auto width = std::max<std::size_t>(1, columns / 2 + 1);
        writeWithLibrary(folder.file("a.h5"), values, {3, columns}, {2, width});
        const auto file = Hdf5File::openReadOnly(folder.file("a.h5"));
        ASSERT_TRUE(file) << file.error().text();
        const auto table = file->chunkTable<float>("d");
        ASSERT_TRUE(table) << table.error().text();
        EXPECT_EQ(table->shape, (Hdf5File::Shape{3, static_cast<std::int64_t>(columns)}));
        const auto across = (columns + width - 1) / width;
        ASSERT_EQ(table->places.size(), 2 * across);
        std::vector<float> chunk(2 * width);
        for (std::size_t number = 0; number < table->places.size(); ++number) {
            const auto read = file->readChunk<float>(*table, static_cast<std::int64_t>(number), chunk);
            ASSERT_TRUE(read) << read.error().text();
            for (std::size_t i = 0; i < chunk.size(); ++i) {
                const auto row = number / across * 2 + i / width;
                const auto column = number % across * width + i % width;
                if (row < 3 && column < columns)
                    ASSERT_EQ(chunk[i], values[row * columns + column]) << row << ", " << column;
                else
                    ASSERT_EQ(chunk[i], 0.0F);
            }
        }
    }
}

TEST(Hdf5File, BlocksWrittenOneByOneAreReadAsOneDataset)
{
    const test::TemporaryFolder folder;
    auto file = Hdf5File::create(folder.file("a.h5"));
    ASSERT_TRUE(file);
    std::vector<std::int16_t> values(5 * 7);
    std::iota(values.begin(), values.end(), std::int16_t{-9});
    ASSERT_TRUE(file->createDataset<std::int16_t>("d", {5, 7}, {2, 3}));
    const auto block = [&](std::size_t row, std::size_t rows, std::size_t column, std::size_t columns) {
        std::vector<std::int16_t> part;
        for (auto r = row; r < row + rows; ++r)
            part.insert(part.end(), values.begin() + static_cast<std::ptrdiff_t>(r * 7 + column),
                        values.begin() + static_cast<std::ptrdiff_t>(r * 7 + column + columns));
        const auto s = [](std::size_t n) { return static_cast<std::int64_t>(n); };
        return file->writeBlock<std::int16_t>("d", {s(row), s(column)}, {s(rows), s(columns)}, part);
    };
    ASSERT_TRUE(block(2, 3, 3, 4));
    ASSERT_TRUE(block(0, 2, 0, 6));
    ASSERT_TRUE(block(2, 3, 0, 3));
    ASSERT_TRUE(block(0, 2, 6, 1));
    EXPECT_EQ(file->readAll<std::int16_t>("d").value(), values);
    EXPECT_THROW(static_cast<void>(block(1, 1, 0, 3)), ContractViolation) << "half a chunk";
}

TEST(Hdf5File, WhatWasTakenOutIsGoneAndItsNameFree)
{
    const test::TemporaryFolder folder;
    auto file = Hdf5File::create(folder.file("a.h5"));
    ASSERT_TRUE(file && file->createGroup("x"));
    ASSERT_TRUE(file->write<float>("x/values", std::vector<float>{1, 2}, {2}, {2}));
    ASSERT_TRUE(file->remove("x"));
    EXPECT_FALSE(file->exists("x").value());
    EXPECT_EQ(file->remove("x").error().code, ErrorCode::NotFound);
    ASSERT_TRUE(file->createGroup("x") && file->closeDurably());
}

TEST(Hdf5File, WhatIsEasilyCompressedIsSmallOnDisk)
{
    const test::TemporaryFolder folder;
    auto file = Hdf5File::create(folder.file("a.h5"));
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write<float>("zeros", std::vector<float>(1'000'000), {1'000'000}, {40'320}));
    ASSERT_TRUE(file->closeDurably());
    EXPECT_LT(std::filesystem::file_size(folder.file("a.h5")), 100'000U) << "raw: 4,000,000";
}

TEST(Hdf5File, CopiesGroupsBetweenFiles)
{
    const test::TemporaryFolder folder;
    auto from = Hdf5File::create(folder.file("a.h5"));
    auto to = Hdf5File::create(folder.file("b.h5"));
    ASSERT_TRUE(from && to);
    ASSERT_TRUE(from->createGroup("x"));
    ASSERT_TRUE(from->write<float>("x/values", std::vector<float>{1, 2}, {2}, {2}));
    ASSERT_TRUE(to->copy(*from, "x", "deep/y"));
    EXPECT_EQ(to->readAll<float>("deep/y/values").value(), (std::vector<float>{1, 2}));
    EXPECT_EQ(to->copy(*from, "z", "z").error().code, ErrorCode::NotFound);
}

TEST(Hdf5File, SaysWhyAFileCannotBeOpened)
{
    const test::TemporaryFolder folder;
    EXPECT_EQ(Hdf5File::openReadOnly(folder.file("none.h5")).error().code, ErrorCode::NotFound);
    std::ofstream(folder.file("text.h5")) << "time,value\n1,2\n";
    const auto text = Hdf5File::openReadOnly(folder.file("text.h5"));
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, ErrorCode::Corrupt);
    EXPECT_EQ(text.error().file, folder.file("text.h5"));
    EXPECT_EQ(Hdf5File::create(folder.file("no/folder.h5")).error().code, ErrorCode::IoError);
}

TEST(Hdf5File, AnyTextMakesADistinctLinkName)
{
    EXPECT_EQ(Hdf5File::linkName("cn7"), "cn7");
    EXPECT_EQ(Hdf5File::linkName("rack1/cn7"), "rack1%2Fcn7");
    EXPECT_NE(Hdf5File::linkName("rack1%2Fcn7"), Hdf5File::linkName("rack1/cn7"));
    EXPECT_NE(Hdf5File::linkName("."), ".");
}

} // namespace
} // namespace nodesentry
