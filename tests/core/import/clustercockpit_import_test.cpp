#include "core/data/import/clustercockpit_data.h"
#include "core/data/import/clustercockpit_importer.h"
#include "core/data/import/import.h"
#include "recording_sink.h"
#include "test_files.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numeric>

namespace nodesentry {
namespace {

using test::excerpt;
using test::RecordingSink;
using Values = std::map<TimeMs, double>;

constexpr const char* kMeta
    = R"({"jobId": 42, "user": "alice", "project": "p1", "cluster": "alpha", "partition": "main",
 "jobState": "completed", "startTime": 1000, "duration": 120, "numNodes": 2, "smt": null,
 "resources": [{"hostname": "n1", "hwthreads": [0, 1]}, {"hostname": "n2"}], "tags": [{"id": 1}],
 "metaData": {"jobName": "sim", "jobScript": "secret"}, "statistics": {"ipc": {"avg": 1}}})";

constexpr const char* kData = R"({
 "flops_any": {"node": {"unit": {"base": "F/s", "prefix": "G"}, "timestep": 60,
   "series": [{"hostname": "n1", "statistics": {"avg": 2, "list": [7, 8]}, "data": [1.5, null, 3]},
              {"data": [4, 5], "hostname": "n2"}],
   "statisticsSeries": {"mean": [1, 2, 3]}},
  "core": {"timestep": 60, "series": [{"hostname": "n1", "id": "0", "data": [9, 9, 9]}]}},
 "mem_bw": {"socket": {"series": [{"hostname": "n1", "id": "0", "data": [1, 2]}, {"hostname": "n1", "id": 1, "data": [3]}],
   "timestep": 30.5, "unit": "GB/s"},
  "core": {"timestep": 60, "series": [{"hostname": "n1", "id": "0", "data": [9]}]}},
 "acc_utilization": {"accelerator": {"unit": {"base": "%"}, "timestep": 60,
   "series": [{"hostname": "n2", "id": "00000000:C1:00.0", "data": [50]}]}}})";

class ClusterCockpitImport : public testing::Test {
protected:
    std::string write(const std::string& name, const std::string& text)
    {
        const auto path = folder.file(name);
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    Result<void> read(const std::string& source)
    {
        return makeClusterCockpitImporter()->read({source}, {}, sink, {});
    }

    test::TemporaryFolder folder;
    RecordingSink sink;
};

TEST_F(ClusterCockpitImport, MetaDataIsTheJob)
{
    write("alpha/42/1000/meta.json", kMeta);
    write("alpha/42/1000/data.json", kData);
    ASSERT_TRUE(makeClusterCockpitImporter()->recognises(folder.path().string()));
    const auto done = read(folder.path().string());
    ASSERT_TRUE(done) << done.error().text();
    ASSERT_EQ(sink.jobs.size(), 1U);
    EXPECT_EQ(sink.jobs[0],
              (Job{"42",
                   {"n1", "n2"},
                   1000000,
                   1120000,
                   "sim",
                   "alice",
                   "COMPLETED",
                   {{"cluster", "alpha"}, {"numNodes", "2"}, {"partition", "main"}, {"project", "p1"}}}));
}

// The job begins at 1000 s; the grid of a minute since 1970 goes on at 1020 s.
TEST_F(ClusterCockpitImport, ValuesComeInBaseUnitsOnTheGridOfTheirStep)
{
    write("meta.json", kMeta);
    write("data.json", kData);
    ASSERT_TRUE(read(folder.path().string()));
    EXPECT_EQ(sink.present("n1", "flops_any"), (Values{{1020000, 1.5e9}, {1140000, 3e9}}))
        << "null is missing";
    EXPECT_EQ(sink.present("n2", "flops_any"), (Values{{1020000, 4e9}, {1080000, 5e9}}));
    EXPECT_EQ(sink.hints.at("flops_any").unit, "flops/s");
    EXPECT_EQ(sink.hints.at("flops_any").kind, RawKind::Gauge);
    EXPECT_EQ(sink.files.size(), 1U);
}

TEST_F(ClusterCockpitImport, WithoutANodeScopeTheCoarsestIsTaken)
{
    write("meta.json", kMeta);
    write("data.json", kData);
    ASSERT_TRUE(read(folder.path().string()));
    EXPECT_EQ(sink.present("n1", "mem_bw{socket=0}"), (Values{{1006500, 1e9}, {1037000, 2e9}}));
    EXPECT_EQ(sink.present("n1", "mem_bw{socket=1}"), (Values{{1006500, 3e9}})) << "an id may be a number";
    EXPECT_EQ(sink.present("n2", "acc_utilization{accelerator=00000000:C1:00.0}"), (Values{{1020000, 50}}));
    EXPECT_EQ(sink.seriesNames().size(), 4U) << "no finer scope beside a coarser one";
    EXPECT_EQ(sink.hints.at("mem_bw{socket=0}").unit, "bytes/s");
}

TEST_F(ClusterCockpitImport, OneFileNamedItselfFindsTheOther)
{
    const auto meta = write("a.meta.json", kMeta);
    const auto data = write("a.data.json", kData);
    ASSERT_TRUE(read(data));
    ASSERT_TRUE(read(meta));
    EXPECT_EQ(sink.jobs.size(), 2U);
    EXPECT_EQ(sink.files.size(), 2U);
}

TEST_F(ClusterCockpitImport, ARunningJobHasNoEndAndASecondRunAnIdOfItsOwn)
{
    write(
        "1/meta.json",
        R"({"jobId": 1, "startTime": 10, "jobState": "running", "duration": 5, "resources": [{"hostname": "a"}]})");
    write(
        "2/meta.json",
        R"({"jobId": 1, "startTime": 20, "stopTime": 25, "jobState": "failed", "resources": [{"hostname": "a"}]})");
    write(
        "3/meta.json",
        R"({"jobId": 1, "startTime": 20, "stopTime": 25, "jobState": "failed", "resources": [{"hostname": "a"}]})");
    const auto done = read(folder.path().string());
    ASSERT_TRUE(done) << done.error().text();
    ASSERT_EQ(sink.jobs.size(), 2U);
    EXPECT_EQ(sink.jobs[0].end, std::nullopt);
    EXPECT_EQ(sink.jobs[1].id, "1#2");
    EXPECT_EQ(sink.jobs[1].end, 25000);
    ASSERT_EQ(sink.rejectedItems.size(), 1U);
    EXPECT_EQ(sink.rejectedItems[0].reason, "the same job as in another file");
}

TEST_F(ClusterCockpitImport, WhatCannotBeReadIsRejectedAndTheRestIsRead)
{
    const auto good = std::string(kData);
    write("a/meta.json", kMeta);
    write("a/data.json", kData);
    write("b/meta.json", R"({"jobId": 2, "startTime": 10, "resources": [{"hostname": "a"}]})");
    write("b/data.json", good.substr(0, good.size() / 2));
    write("c/meta.json", "[1");
    write("d/meta.json", R"({"jobId": 3, "resources": [{"hostname": "a"}]})");
    write("e/data.json", kData);
    write("f/meta.json", R"({"jobId": 4, "startTime": 10, "resources": [{"hostname": "a"}]})");
    write("f/data.json",
          R"({"ipc": {"node": {"timestep": 60, "series": [{"hostname": "a", "data": [1, "x"]}]}}})");
    write("g/meta.json", R"({"jobId": 5, "startTime": 10, "resources": [{"hostname": "a"}]})");
    write("g/data.json", R"({"ipc": {"node": {"series": [{"hostname": "a", "data": [1]}]}}})");
    const auto done = read(folder.path().string());
    ASSERT_TRUE(done) << done.error().text();
    std::map<std::string, std::string> reasons;
    for (const auto& item : sink.rejectedItems)
        reasons[item.file.substr(folder.path().string().size() + 1)] = item.reason;
    EXPECT_EQ(reasons,
              (std::map<std::string, std::string>{{"b/data.json", "not JSON"},
                                                  {"c/meta.json", "not JSON"},
                                                  {"d/meta.json", "the job has no startTime"},
                                                  {"e/data.json", "there is no meta.json beside it"},
                                                  {"f/data.json", "a value is not a number"},
                                                  {"g/data.json", "a metric without a timestep"}}));
    EXPECT_EQ(sink.present("n1", "flops_any").size(), 2U);
    EXPECT_TRUE(sink.present("a", "ipc").empty()) << "nothing of a broken file";
}

TEST_F(ClusterCockpitImport, NothingReadableIsAnError)
{
    const auto none = read(folder.path().string());
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::NotFound);
    const auto path = write("meta.json", "{}");
    const auto broken = read(path);
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::ParseError);
    EXPECT_EQ(broken.error().file, path);
    EXPECT_FALSE(makeClusterCockpitImporter()->recognises(write("sub/metadata.json", "{}")));
}

TEST_F(ClusterCockpitImport, DeeplyNestedTextIsAnErrorAndNoCrash)
{
    write("meta.json", kMeta);
    const auto path = write("data.json", std::string(200000, '['));
    const auto metrics = readClusterCockpitMetrics(path);
    ASSERT_FALSE(metrics);
    EXPECT_EQ(metrics.error().code, ErrorCode::ParseError);
}

TEST(ClusterCockpitUnit, PrefixesAreFactors)
{
    using Unit = std::pair<std::string, double>;
    EXPECT_EQ(clusterCockpitUnit("B/s", "G"), Unit("bytes/s", 1e9));
    EXPECT_EQ(clusterCockpitUnit("GB", ""), Unit("bytes", 1e9));
    EXPECT_EQ(clusterCockpitUnit("MHz", ""), Unit("Hz", 1e6));
    EXPECT_EQ(clusterCockpitUnit("W", ""), Unit("W", 1.0));
    EXPECT_EQ(clusterCockpitUnit("load", ""), Unit("load", 1.0));
    EXPECT_EQ(clusterCockpitUnit("packets/s", "K"), Unit("packets/s", 1e3));
    EXPECT_EQ(clusterCockpitUnit("B", "Ki"), Unit("KiB", 1.0)) << "not guessed at";
}

// Counted with Python's json: 3 hosts, 9 metrics of 30 values each, one a minute, of which 648 are no null.
TEST_F(ClusterCockpitImport, ARealJob)
{
    const auto source = excerpt("clustercockpit");
    ASSERT_TRUE(makeClusterCockpitImporter()->recognises(source));
    const auto done = read(source);
    ASSERT_TRUE(done) << done.error().text();
    EXPECT_EQ(sink.nodeNames().size(), 3U);
    EXPECT_EQ(sink.seriesNames().size(), 9U);
    ASSERT_EQ(sink.jobs.size(), 1U);
    EXPECT_EQ(sink.jobs[0].id, "1403244");
    EXPECT_EQ(sink.jobs[0].nodes.size(), 3U);
    EXPECT_EQ(sink.jobs[0].begin, 1608923076000);
    EXPECT_EQ(*sink.jobs[0].end - sink.jobs[0].begin, 86486000);
    EXPECT_EQ(sink.jobs[0].attributes.at("cluster"), "emmy");
    const auto load = sink.present("e0102", "cpu_load");
    EXPECT_EQ(load.size(), 29U);
    EXPECT_EQ(load.begin()->first, 1608923100000) << "24 s behind the begin, at a whole minute";
    EXPECT_NEAR(std::accumulate(load.begin(), load.end(), 0.0,
                                [](double sum, const auto& v) { return sum + v.second; }),
                512.7, 1e-6);
    EXPECT_EQ(sink.count(), 648U);
    EXPECT_EQ(sink.hints.at("mem_bw").unit, "bytes/s");
}

} // namespace
} // namespace nodesentry
