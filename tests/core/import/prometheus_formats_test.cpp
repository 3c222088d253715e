#include "core/data/import/dcgm.h"
#include "core/data/import/importers.h"
#include "imported_data.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>

namespace nodesentry {
namespace {

using Values = std::vector<float>;

const std::string kInput = std::string(NODESENTRY_TEST_DATA) + "/import/prometheus/";

class PrometheusFormats : public testing::Test {
protected:
    void import(const std::vector<std::string>& sources, ImportOptions options = {})
    {
        const auto importers = makeImporters();
        const auto chosen = chooseImporter(importers, "auto", sources);
        ASSERT_TRUE(chosen) << chosen.error().text();
        EXPECT_EQ((*chosen)->name(), "prometheus");
        auto imported = test::importSources(sources, options, {});
        ASSERT_TRUE(imported) << imported.error().text();
        data = std::move(*imported);
    }
    std::string refusal(const std::string& source, const ImportOptions& options = {})
    {
        const auto imported = test::importSources({source}, options, {});
        return imported ? "" : imported.error().text();
    }
    std::string write(const std::string& name, const std::string& text)
    {
        const auto path = folder.file(name);
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    [[nodiscard]] Values of(const std::string& node, const std::string& metric) const
    {
        for (const auto& one : data.nodes) {
            for (std::size_t i = 0; one.node == node && i < one.metrics.size(); ++i) {
                const auto row = one.values.row(static_cast<Eigen::Index>(i));
                if (data.metrics[static_cast<std::size_t>(one.metrics[i])].name == metric)
                    return {row.begin(), row.end()};
            }
        }
        return {};
    }
    [[nodiscard]] std::string skipped(const std::string& part) const
    {
        for (const auto& item : data.report.skipped) {
            if (item.reason.find(part) != std::string::npos)
                return item.file + ": " + item.reason;
        }
        return {};
    }

    [[nodiscard]] std::string note(const std::string& part) const
    {
        for (const auto& note : data.report.notes) {
            if (note.find(part) != std::string::npos)
                return note;
        }
        return {};
    }

    test::TemporaryFolder folder;
    test::ImportedData data;
};

/// One series of n samples 15 s apart, with these labels behind the name.
std::string seriesOf(const std::string& name, const std::string& labels,
                     const std::vector<std::string>& values)
{
    std::string text
        = R"({"metric":{"__name__":")" + name + R"(","instance":"cn1:9100")" + labels + R"(},"values":[)";
    for (std::size_t i = 0; i < values.size(); ++i)
        text += (i ? ",[" : "[") + std::to_string(1795435200 + 15 * i) + ",\"" + values[i] + "\"]";
    return text + "]}";
}

std::string matrix(const std::string& series)
{
    return R"({"status":"success","data":{"resultType":"matrix","result":[)" + series + "]}}";
}

TEST_F(PrometheusFormats, OneOfTwoReplicasIsTakenTheOneWithTheMostSamples)
{
    import({kInput + "replicas.json"});
    EXPECT_EQ(of("cn1", "node_memory_MemAvailable_bytes").front(), 2000.0F) << "of b: not 1000, and not 3000";
    EXPECT_EQ(data.report.stepMs, 15000);
    const auto rate = of("cn1", "node_context_switches_total");
    ASSERT_FALSE(rate.empty());
    for (const auto value : rate)
        EXPECT_TRUE(std::isnan(value) || std::abs(value - 100) < 1e-3F) << value << " is not 1500 in 15 s";
    EXPECT_NE(note("2 series that were collected twice").find("prometheus_replica"), std::string::npos);
}

TEST_F(PrometheusFormats, AnIgnoredLabelNeverDoublesAValue)
{
    const auto text
        = matrix(seriesOf("node_memory_MemAvailable_bytes", R"(,"shard":"x")", {"5", "6", "7"}) + ","
                 + seriesOf("node_memory_MemAvailable_bytes", R"(,"shard":"y")", {"5", "6", "7"}));
    const auto path = write("a.json", text);
    const auto refused = refusal(path);
    EXPECT_NE(refused.find("'shard'"), std::string::npos) << refused;
    EXPECT_NE(refused.find("--ignore-label"), std::string::npos) << refused;
    ImportOptions options;
    options.prometheus.ignoreLabels = {"shard"};
    import({path}, options);
    EXPECT_EQ(of("cn1", "node_memory_MemAvailable_bytes"), (Values{5, 6, 7}));
}

TEST_F(PrometheusFormats, BlankValuesOfDcgmAreMissing)
{
    import({write(
        "d.json",
        matrix(seriesOf("DCGM_FI_PROF_SM_ACTIVE", R"(,"gpu":"0")", {"0.25", "140737488355328.0", "0.5"}) + ","
               + seriesOf("DCGM_FI_DEV_GPU_TEMP", R"(,"gpu":"0")", {"40", "41", "9223372036854775794"}) + ","
               + seriesOf("other", "", {"1", "140737488355328", "2"})))});
    const auto active = of("cn1", "DCGM_FI_PROF_SM_ACTIVE");
    ASSERT_EQ(active.size(), 3U);
    EXPECT_EQ(active[0], 0.25F);
    EXPECT_TRUE(std::isnan(active[1]));
    EXPECT_EQ(active[2], 0.5F);
    EXPECT_TRUE(std::isnan(of("cn1", "DCGM_FI_DEV_GPU_TEMP")[2]));
    EXPECT_EQ(of("cn1", "other")[1], 140737488355328.0F) << "what is not DCGM's is a number";
    EXPECT_FALSE(note("2 blank values of DCGM").empty());
    for (const double blank : {2147483632.0, 2147483635.0, 9223372036854775792.0, 140737488355331.0})
        EXPECT_TRUE(isDcgmBlank("DCGM_FI_DEV_XID_ERRORS", blank)) << blank;
    for (const double number : {2147483631.0, 140737488355344.0, 0.0, -1.0})
        EXPECT_FALSE(isDcgmBlank("DCGM_FI_DEV_XID_ERRORS", number)) << number;
    EXPECT_FALSE(isDcgmBlank("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", 2147483635.0));
}

TEST_F(PrometheusFormats, ExportsOfVictoriaMetricsAreReadLineByLine)
{
    import({kInput + "export.jsonl"});
    EXPECT_EQ(data.report.stepMs, 15000);
    EXPECT_EQ(data.report.span.begin, 1795435200000);
    const auto load = of("cn1", "node_load1");
    ASSERT_EQ(load.size(), 6U);
    EXPECT_EQ(load[3], 4.0F);
    EXPECT_TRUE(std::isnan(load[2]));
    EXPECT_TRUE(std::isnan(load[4])) << "an infinity";
    EXPECT_EQ(of("cn2", "node_load1")[4], 50.0F);
    const auto cut
        = refusal(write("cut.jsonl", R"({"metric":{"__name__":"m","instance":"a"},"values":[1,2],"time)"));
    EXPECT_NE(cut.find("cut.jsonl:1"), std::string::npos) << cut;
}

TEST_F(PrometheusFormats, WhatIsNoSavedRangeIsNamedForWhatItIs)
{
    const auto expect = [&](const std::string& name, const std::string& text, const std::string& what) {
        const auto refused = refusal(write(name + "/q.json", text));
        EXPECT_NE(refused.find(what), std::string::npos) << refused;
        EXPECT_NE(refused.find(name + "/q.json"), std::string::npos) << refused;
        // Alone in a folder it is named too.
        const auto inFolder = refusal(folder.file(name));
        EXPECT_NE(inFolder.find(what), std::string::npos) << inFolder;
    };
    expect("error", R"({"status": "error", "errorType": "execution", "error": "too many samples"})",
           "too many samples");
    expect(
        "vector",
        R"({"status": "success", "data": {"resultType": "vector", "result": [{"metric": {"__name__": "node_load1", "instance": "cn1:9100"}, "value": [1795435200, "1.5"]}]}})",
        "instant query");
    expect("scalar", R"({"status":"success","data":{"resultType":"scalar","result":[1795435200,"1"]}})",
           "single value");
    expect("login", "<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>\n", "web page");
    expect("grafana",
           R"({"results":{"A":{"status":200,"frames":[{"schema":{},"data":{"values":[[1],[2]]}}]}}})",
           "/api/ds/query");
    expect(
        "rate",
        R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{"instance":"cn1:9100"},"values":[[1795435200,"0"],[1795435215,"1"]]}]}})",
        "without name");
}

TEST_F(PrometheusFormats, MistakesBesideGoodFilesAreListed)
{
    write("f/good.json", matrix(seriesOf("node_load1", "", {"1", "2", "3"})));
    write("f/bad.json", R"({"status":"error","errorType":"timeout","error":"query timed out"})");
    import({folder.file("f")});
    EXPECT_EQ(of("cn1", "node_load1"), (Values{1, 2, 3}));
    EXPECT_NE(skipped("query timed out").find("bad.json"), std::string::npos);
}

} // namespace
} // namespace nodesentry
