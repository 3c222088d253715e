#pragma once

#include "core/data/series_store.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace nodesentry::test {

/// Writes series stores into a folder of its own.
class SeriesStoreFixture : public testing::Test {
protected:
    std::shared_ptr<const SeriesStore> store(const std::vector<NodeSeries>& nodes)
    {
        const auto path = m_folder.file("series" + std::to_string(m_stores++) + ".h5");
        auto writer = SeriesStoreWriter::create(path, "g");
        EXPECT_TRUE(writer);
        for (const auto& series : nodes)
            EXPECT_TRUE(writer->writeNode(series));
        EXPECT_TRUE(writer->finish());
        return *SeriesStore::open(path);
    }

private:
    TemporaryFolder m_folder;
    int m_stores = 0;
};

} // namespace nodesentry::test
