#include "core/detect/detector_registry.h"

#include "core/base/expects.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

class SeedDetector final : public Detector {
public:
    explicit SeedDetector(std::uint64_t seed) : m_seed(seed) { }
    Result<void> fit(const NodeSource&, const RunContext&) override { return {}; }
    bool learnsNodesApart() const override { return true; }
    Result<NodeScores> score(const PreparedNode& node, const RunContext&) const override
    {
        NodeScores scores;
        scores.node = node.node;
        scores.score = {static_cast<float>(m_seed)};
        return scores;
    }

private:
    std::uint64_t m_seed;
};

DetectorRegistry registryOfTwo()
{
    DetectorRegistry registry;
    registry.add("zebra", "Added first",
                 [](std::uint64_t seed) { return std::make_unique<SeedDetector>(seed); });
    registry.add("ant", "Added second",
                 [](std::uint64_t seed) { return std::make_unique<SeedDetector>(seed + 100); });
    return registry;
}

TEST(DetectorRegistry, ListsDetectorsInTheOrderTheyWereAdded)
{
    const auto entries = registryOfTwo().entries();
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].name, "zebra");
    EXPECT_EQ(entries[1].name, "ant");
    EXPECT_EQ(entries[1].description, "Added second");
}

TEST(DetectorRegistry, MakesTheNamedDetectorWithTheSeed)
{
    const auto detector = registryOfTwo().make("ant", 7);
    ASSERT_TRUE(detector);
    EXPECT_EQ((*detector)->score({}, {})->score, std::vector<float>{107.0F});
}

TEST(DetectorRegistry, NamesTheKnownDetectorsWhenAskedForAnother)
{
    const auto detector = registryOfTwo().make("bee", 1);
    ASSERT_FALSE(detector);
    EXPECT_EQ(detector.error().code, ErrorCode::NotFound);
    EXPECT_NE(detector.error().message.find("bee"), std::string::npos);
    EXPECT_NE(detector.error().advice.find("zebra, ant"), std::string::npos);
}

TEST(DetectorRegistry, RefusesTwoDetectorsOfOneName)
{
    DetectorRegistry registry = registryOfTwo();
    EXPECT_THROW(registry.add("ant", "Again", [](std::uint64_t) { return nullptr; }), ContractViolation);
}

} // namespace
} // namespace nodesentry
