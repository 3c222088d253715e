#include "core/pipeline/peer_levels_p.h"

#include "core/preprocess/preparation.h"
#include "tests/core/preprocess/series_store_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr TimeMs kOrigin = 1'700'000'000'000;
constexpr std::int64_t kStep = 15'000;
const MetricCatalog kCatalog{{"cpu", "", MetricKind::Gauge, "CPU"}, {"mem", "", MetricKind::Gauge, "Memory"}};

/// Nodes of noise, each about a level of its own.
class PeerLevelsTest : public test::SeriesStoreFixture {
protected:
    void addNode(const std::string& name, std::int64_t samples, std::int64_t late = 0)
    {
        NodeSeries series{name, {kOrigin + late * kStep, kStep, samples}, {0, 1}, {}, {}};
        series.values.resize(2, samples);
        std::mt19937 random(static_cast<unsigned>(m_nodes.size()) + 1);
        for (Eigen::Index t = 0; t < samples; ++t)
            for (Eigen::Index m = 0; m < 2; ++m)
                series.values(m, t) = static_cast<float>(random() % 1000) * 0.01F
                    + 100.0F * static_cast<float>(m_nodes.size());
        m_nodes.push_back(std::move(series));
    }
    void addJob(const std::string& id, std::vector<std::string> nodes, std::int64_t begin, std::int64_t end)
    {
        Job job;
        job.id = id;
        job.begin = kOrigin + begin * kStep;
        job.end = kOrigin + end * kStep;
        job.nodes = std::move(nodes);
        m_jobs.push_back(std::move(job));
    }
    void prepareAll()
    {
        const auto opened = store(m_nodes);
        auto preparation = prepare(*opened, kCatalog, m_jobs, {}, {});
        ASSERT_TRUE(preparation) << preparation.error().text();
        m_prepared = PreparedProject::of(std::move(*preparation), opened, kCatalog);
    }
    [[nodiscard]] std::vector<const Segment*> segmentsOfJobs() const
    {
        std::vector<const Segment*> segments;
        for (const auto& segment : m_prepared.preparation().segments)
            if (!segment.idle())
                segments.push_back(&segment);
        return segments;
    }
    [[nodiscard]] PeerLevels measure(int threads = 1) const
    {
        auto levels = PeerLevels::measure(m_prepared, segmentsOfJobs(), {}, RunContext({}, {}, threads));
        EXPECT_TRUE(levels) << levels.error().text();
        return std::move(*levels);
    }
    /// Median by sorting what the given nodes have at a time.
    [[nodiscard]] float median(const std::vector<std::string>& names, Eigen::Index metric, TimeMs time) const
    {
        std::vector<float> values;
        for (const auto& name : names) {
            const auto node = m_prepared.node(name).value();
            const auto t = (time - node.grid.origin) / kStep;
            if (t >= 0 && t < node.grid.size && node.filled(metric, t) == 0)
                values.push_back(node.unclipped(metric, t));
        }
        if (values.size() < 3)
            return kNaN;
        std::sort(values.begin(), values.end());
        const auto half = values.size() / 2;
        return values.size() % 2 == 1 ? values[half] : 0.5F * (values[half - 1] + values[half]);
    }
    void expectMedians(const PeerLevels& levels, const std::vector<std::string>& names) const
    {
        for (const auto* segment : segmentsOfJobs()) {
            const auto found = levels.of(*segment);
            ASSERT_TRUE(found && *found) << segment->node;
            const SampleMatrix& level = **found;
            ASSERT_EQ(level.cols(), segment->length());
            ASSERT_EQ(level.rows(), 2);
            const auto& grid = m_prepared.grid(segment->node);
            for (Eigen::Index t = 0; t < level.cols(); t += 7)
                for (Eigen::Index m = 0; m < 2; ++m) {
                    const float expected = median(names, m, grid.timeOf(segment->begin + t));
                    if (std::isnan(expected))
                        EXPECT_TRUE(std::isnan(level(m, t))) << segment->node << " " << t;
                    else
                        EXPECT_EQ(level(m, t), expected) << segment->node << " " << t;
                }
        }
    }

    std::vector<NodeSeries> m_nodes;
    std::vector<Job> m_jobs;
    PreparedProject m_prepared;
};

TEST_F(PeerLevelsTest, AreTheMediansOfTheNodesAtTheSameTime)
{
    std::vector<std::string> names;
    for (const char* name : {"cn1", "cn2", "cn3", "cn4", "cn5"}) {
        addNode(name, 1400);
        names.emplace_back(name);
    }
    addJob("7", names, 30, 1300); // longer than what is worked on at a time
    prepareAll();
    expectMedians(measure(), names);
}

TEST_F(PeerLevelsTest, WhatWasNotMeasuredHasNoPart)
{
    for (const char* name : {"cn1", "cn2", "cn3", "cn4"})
        addNode(name, 300);
    m_nodes[0].values.row(1).segment(100, 50).setConstant(kNaN);
    m_nodes[1].values.row(1).segment(120, 50).setConstant(kNaN);
    addJob("7", {"cn1", "cn2", "cn3", "cn4"}, 30, 280);
    prepareAll();
    const auto levels = measure();
    expectMedians(levels, {"cn1", "cn2", "cn3", "cn4"});
    const auto level = **levels.of(*segmentsOfJobs().front());
    EXPECT_TRUE(std::isnan(level(1, 130 - 30))) << "two nodes are too few";
    EXPECT_TRUE(std::isfinite(level(0, 130 - 30)));
}

TEST_F(PeerLevelsTest, NodesThatAppearLateAreComparedByTheClock)
{
    addNode("cn1", 300);
    addNode("cn2", 300);
    addNode("cn3", 300);
    addNode("cn4", 180, 120);
    addJob("7", {"cn1", "cn2", "cn3", "cn4"}, 30, 280);
    prepareAll();
    expectMedians(measure(), {"cn1", "cn2", "cn3", "cn4"});
}

TEST_F(PeerLevelsTest, JobsOfFewerThanThreeNodesAndIdleTimeHaveNone)
{
    for (const char* name : {"cn1", "cn2", "cn3"})
        addNode(name, 300);
    addJob("7", {"cn1", "cn2"}, 30, 150);
    addJob("8", {"cn3"}, 30, 150);
    prepareAll();
    const auto levels = measure();
    for (const auto& segment : m_prepared.preparation().segments) {
        const auto found = levels.of(segment);
        ASSERT_TRUE(found);
        EXPECT_FALSE(*found) << segment.node << " " << segment.job;
    }
    EXPECT_FALSE(*PeerLevels().of(m_prepared.preparation().segments.front()));
}

TEST_F(PeerLevelsTest, LargeJobsAreComparedWithSomeOfTheirNodes)
{
    std::vector<std::string> names;
    for (int i = 0; i < 40; ++i)
        names.push_back("cn" + std::to_string(100 + i));
    for (const auto& name : names)
        addNode(name, 100);
    addJob("7", names, 10, 90);
    prepareAll();
    std::vector<std::string> chosen;
    for (std::size_t i = 0; i < PeerLevels::kMostNodes; ++i)
        chosen.push_back(names[i * names.size() / PeerLevels::kMostNodes]);
    expectMedians(measure(), chosen);
}

TEST_F(PeerLevelsTest, AreTheSameOnAnyNumberOfThreads)
{
    for (const char* name : {"cn1", "cn2", "cn3", "cn4"})
        addNode(name, 300);
    addJob("7", {"cn1", "cn2", "cn3"}, 10, 90);
    addJob("8", {"cn2", "cn3", "cn4"}, 100, 190);
    addJob("9", {"cn1", "cn2", "cn3", "cn4"}, 200, 290);
    prepareAll();
    const auto one = measure(1);
    const auto many = measure(4);
    for (const auto* segment : segmentsOfJobs()) {
        const auto a = **one.of(*segment);
        const auto b = **many.of(*segment);
        EXPECT_TRUE((a.array() == b.array()).all()) << segment->node;
    }
}

TEST_F(PeerLevelsTest, AFolderThatCannotBeWrittenIsSaid)
{
    for (const char* name : {"cn1", "cn2", "cn3"})
        addNode(name, 300);
    addJob("7", {"cn1", "cn2", "cn3"}, 30, 150);
    prepareAll();
    const auto levels = PeerLevels::measure(m_prepared, segmentsOfJobs(), "/nowhere/at/all", {});
    ASSERT_FALSE(levels);
    EXPECT_EQ(levels.error().code, ErrorCode::IoError);
}

} // namespace
} // namespace nodesentry
