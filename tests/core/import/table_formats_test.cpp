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
using Series = std::map<std::string, Values>; ///< by metric

constexpr TimeMs kNoon = 1795435200000; // 2026-11-23T12:00:00Z
const float kNone = std::nanf("");

std::string inputFile(const std::string& name)
{
    return std::string(NODESENTRY_TEST_DATA) + "/import/" + name;
}

/// NaN counts as equal to NaN.
testing::AssertionResult same(const Values& found, const Values& wanted)
{
    bool equal = found.size() == wanted.size();
    for (std::size_t i = 0; equal && i < found.size(); ++i)
        equal = (std::isnan(found[i]) && std::isnan(wanted[i]))
            || std::abs(found[i] - wanted[i]) <= 1e-5F * std::abs(wanted[i]);
    return equal ? testing::AssertionSuccess()
                 : testing::AssertionFailure()
            << testing::PrintToString(found) << " is not " << testing::PrintToString(wanted);
}

class TableFormats : public testing::Test {
protected:
    /// Imports with the format found out.
    void import(const std::vector<std::string>& sources, const std::string& format,
                ImportOptions options = {})
    {
        const auto importers = makeImporters();
        const auto chosen = chooseImporter(importers, options.format, sources);
        ASSERT_TRUE(chosen) << chosen.error().text();
        EXPECT_EQ((*chosen)->name(), format);
        auto imported = test::importSources(sources, options, {});
        ASSERT_TRUE(imported) << imported.error().text();
        data = std::move(*imported);
    }
    std::string refusal(const std::string& source, ImportOptions options = {})
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
    [[nodiscard]] Series of(const std::string& node) const
    {
        Series series;
        for (const auto& one : data.nodes) {
            if (one.node != node)
                continue;
            for (std::size_t i = 0; i < one.metrics.size(); ++i) {
                const auto row = one.values.row(static_cast<Eigen::Index>(i));
                series[data.metrics[static_cast<std::size_t>(one.metrics[i])].name]
                    = Values(row.begin(), row.end());
            }
        }
        return series;
    }
    [[nodiscard]] std::vector<std::string> nodes() const
    {
        std::vector<std::string> names;
        for (const auto& node : data.nodes)
            names.push_back(node.node);
        return names;
    }
    [[nodiscard]] const Metric& metric(const std::string& name) const
    {
        const auto at = std::find_if(data.metrics.begin(), data.metrics.end(),
                                     [&](const Metric& metric) { return metric.name == name; });
        return at == data.metrics.end() ? noMetric : *at;
    }
    [[nodiscard]] bool wasSkipped(const std::string& part) const
    {
        return std::any_of(
            data.report.skipped.begin(), data.report.skipped.end(),
            [&](const SkippedItem& item) { return item.reason.find(part) != std::string::npos; });
    }

    test::TemporaryFolder folder;
    test::ImportedData data;
    Metric noMetric;
};

TEST_F(TableFormats, SadfReadsEveryBlockAndItsCoresAndDevices)
{
    import({inputFile("sadf/cn1.csv")}, "sadf");
    ASSERT_EQ(nodes(), std::vector<std::string>{"cn1"});
    EXPECT_EQ(data.report.stepMs, 15000);
    EXPECT_EQ(data.report.span.begin, kNoon);
    const auto series = of("cn1");
    EXPECT_TRUE(same(series.at("sar.%user"), {8, 9, 10})) << "the row of all CPUs";
    EXPECT_TRUE(same(series.at("sar.percpu.%user"), {8, 9, 10}))
        << "(4 + 12) / 2, (6 + 12) / 2, (8 + 12) / 2";
    EXPECT_TRUE(same(series.at("sar.tps"), {3, 4, 5}));
    EXPECT_TRUE(same(series.at("sar.rxkB/s{iface=eth0}"), {1, 1.5, 1.75}));
    EXPECT_TRUE(same(series.at("sar.rxpck/s{iface=ib0}"), {20, 21, kNone}))
        << "the last line is one field short";
    EXPECT_EQ(metric("sar.%user").unit, "%");
    EXPECT_EQ(metric("sar.%user").group, "CPU");
    EXPECT_EQ(metric("sar.tps").group, "Filesystem");
    EXPECT_EQ(metric("sar.rxkB/s{iface=eth0}").unit, "kB/s");
    EXPECT_EQ(data.report.counters, 0) << "rising averages are no counters";
    EXPECT_EQ(data.report.rejectedLines.at("5 fields, and the header has 6"), 1);
    EXPECT_EQ(data.report.rejectedLineCount(), 1) << "restarts and comments are no faults";
}

TEST_F(TableFormats, SadfInOneLineForAllIsReadWhereItIsClear)
{
    const std::string header = "# hostname;interval;timestamp;CPU;%user;%idle[...];proc/s;cswch/s\n";
    import({write("a/s.txt",
                  header
                      + "cn1;15;1795435200;-1;8.5;91.5;0;4;96;1;13;87;0.5;100\n"
                        "cn1;15;1795435215;-1;9.5;90.5;0;6;94;1;13;87;0.75;101\n")},
           "sadf");
    const auto series = of("cn1");
    EXPECT_TRUE(same(series.at("sar.%user"), {8.5, 9.5}));
    EXPECT_TRUE(same(series.at("sar.percpu.%idle"), {91.5, 90.5})) << "(96 + 87) / 2, (94 + 87) / 2";
    EXPECT_TRUE(same(series.at("sar.proc/s"), {0.5, 0.75}));
    EXPECT_TRUE(same(series.at("sar.cswch/s"), {100, 101}));

    const auto two = refusal(write("b/s.txt",
                                   "# hostname;interval;timestamp;CPU;%user[...];DEV;tps[...]\n"
                                   "cn1;15;1795435200;-1;8;0;4;sda;1;sdb;2\n"));
    EXPECT_NE(two.find("b/s.txt:1"), std::string::npos) << two;
    EXPECT_NE(two.find("without -h"), std::string::npos) << two;
}

TEST_F(TableFormats, SadfWithALocalZoneNeedsItsName)
{
    const std::string text = "# hostname;interval;timestamp;proc/s\n"
                             "cn1;15;2026-11-23 13:00:00 CET;1,50\ncn1;15;2026-11-23 13:00:15 CET;2,50\n";
    const auto path = write("cn1.csv", text);
    const auto refused = refusal(path);
    EXPECT_NE(refused.find("cn1.csv:2:3"), std::string::npos) << refused;
    EXPECT_NE(refused.find("--tz"), std::string::npos) << refused;
    ImportOptions options;
    options.timeZone = "Europe/Berlin";
    import({path}, "sadf", options);
    EXPECT_EQ(data.report.span.begin, kNoon);
    EXPECT_TRUE(same(of("cn1").at("sar.proc/s"), {1.5, 2.5})) << "with decimal commas";
}

TEST_F(TableFormats, DstatReadsItsBannerAndTwoHeaderRows)
{
    import({inputFile("dstat/dstat.csv")}, "dstat");
    ASSERT_EQ(nodes(), std::vector<std::string>{"cn7"});
    const auto series = of("cn7");
    EXPECT_TRUE(same(series.at("dstat.cpu.usr"), {2, 3, 4}));
    EXPECT_TRUE(same(series.at("dstat.dsk.read"), {4096, 4097, 4098}))
        << "the total, to which sda is not added";
    EXPECT_TRUE(same(series.at("dstat.dsk.read{device=sda}"), {1024, 1025, 1026}));
    EXPECT_TRUE(same(series.at("dstat.dsk.writ{device=sda}"), {2048, 2049, 2050}));
    EXPECT_EQ(data.report.stepMs, 15000);
    EXPECT_TRUE(wasSkipped("column 12 is text"));
    EXPECT_EQ(data.report.counters, 0);
}

TEST_F(TableFormats, DstatWithoutAYearIsRefused)
{
    const auto refused = refusal(inputFile("dstat/no_year.csv"));
    EXPECT_NE(refused.find("no_year.csv:7"), std::string::npos) << refused;
    EXPECT_NE(refused.find("no year"), std::string::npos) << refused;
    EXPECT_NE(refused.find("--epoch"), std::string::npos) << refused;
}

TEST_F(TableFormats, NvidiaSmiKeepsGpusApartAndRoundsTogether)
{
    import({inputFile("nvidia-smi/gpu1.csv")}, "nvidia-smi");
    ASSERT_EQ(nodes(), std::vector<std::string>{"gpu1"});
    EXPECT_EQ(data.report.stepMs, 15000) << "not 3 ms";
    EXPECT_EQ(data.report.samples, 3);
    const auto series = of("gpu1");
    EXPECT_TRUE(same(series.at("nvidia_smi.utilization.gpu{gpu=0}"), {10, 11, 12}));
    EXPECT_TRUE(same(series.at("nvidia_smi.utilization.gpu{gpu=1}"), {90, 91, 92}));
    EXPECT_TRUE(same(series.at("nvidia_smi.memory.used{gpu=1}"), {31000, 31001, 31002}));
    EXPECT_TRUE(same(series.at("nvidia_smi.power.draw{gpu=0}"), {70.5, kNone, 72.5}));
    EXPECT_FALSE(series.contains("nvidia_smi.fan.speed{gpu=0}")) << "never a value";
    EXPECT_EQ(metric("nvidia_smi.memory.used{gpu=0}").unit, "MiB");
    EXPECT_TRUE(wasSkipped("column 'name' is text"));
    EXPECT_EQ(data.report.rejectedLineCount(), 0);
}

TEST_F(TableFormats, NvidiaSmiNumbersGpusByTheirNames)
{
    import({inputFile("nvidia-smi/gpu2.csv")}, "nvidia-smi");
    const auto series = of("gpu2");
    EXPECT_TRUE(same(series.at("nvidia_smi.utilization.gpu{gpu=0}"), {10, 11})) << "GPU-b2, which came first";
    EXPECT_TRUE(same(series.at("nvidia_smi.utilization.gpu{gpu=1}"), {90, 91})) << "GPU-a1";
}

TEST_F(TableFormats, NvidiaSmiThatCannotBeReadIsNamed)
{
    const std::string rows = "2026/11/23 12:00:00.100, 10 %\n2026/11/23 12:00:00.103, 90 %\n";
    const auto several = refusal(write("cn1.csv", "timestamp, utilization.gpu [%]\n" + rows));
    EXPECT_NE(several.find("cn1.csv:3"), std::string::npos) << several;
    EXPECT_NE(several.find("--query-gpu=timestamp,index"), std::string::npos) << several;
    const auto headless = refusal(write("cn2.csv", rows));
    EXPECT_NE(headless.find("cn2.csv:1"), std::string::npos) << headless;
    EXPECT_NE(headless.find("noheader"), std::string::npos) << headless;
    const auto timeless
        = refusal(write("cn3.csv", "index, utilization.gpu [%], memory.used [MiB]\n0, 1 %, 2 MiB\n"));
    EXPECT_NE(timeless.find("no timestamp"), std::string::npos) << timeless;
    const auto unit
        = refusal(write("cn4.csv", "timestamp, memory.used [MiB]\n2026/11/23 12:00:00.100, 1 GiB\n"));
    EXPECT_NE(unit.find("cn4.csv:2:2"), std::string::npos) << unit;
    EXPECT_NE(unit.find("1 GiB"), std::string::npos) << unit;
}

// What holds for every format of tables is tried with one of them.
TEST_F(TableFormats, MoreThanOneBadLineInTenIsRefusedUnlessAllowed)
{
    std::string text = "timestamp, utilization.gpu [%]\n";
    for (int i = 0; i < 8; ++i)
        text += "2026/11/23 12:0" + std::to_string(i) + ":00.000, " + (i == 3 ? "soon, 4" : "10 %") + "\n";
    const auto path = write("cn1.csv", text);
    const auto error = refusal(path);
    EXPECT_NE(error.find("cn1.csv:5"), std::string::npos) << error;
    EXPECT_NE(error.find("1 of 8 lines cannot be read"), std::string::npos) << error;
    ImportOptions options;
    options.allowRejected = true;
    import({path}, "nvidia-smi", options);
    EXPECT_EQ(data.report.samples, 7);
}

TEST_F(TableFormats, ALastLineWithoutEndIsLeftOut)
{
    import({write("cn1.csv",
                  "timestamp, power.draw [W]\n2026/11/23 12:00:00.000, 70 W\n2026/11/23 12:00:15.000, 71 W\n"
                  "2026/11/23 12:00:30.000, 7")},
           "nvidia-smi");
    EXPECT_EQ(data.report.samples, 2);
    EXPECT_EQ(data.report.rejectedLines.at("a line without line end"), 1);
}

TEST_F(TableFormats, DailyFilesAreOneNode)
{
    for (const std::string day : {"23", "24"})
        write("gpus/cn1_2026-11-" + day + ".csv",
              "timestamp, power.draw [W]\n2026/11/" + day + " 12:00:00.000, 70 W\n2026/11/" + day
                  + " 12:00:15.000, 71 W\n");
    import({folder.file("gpus")}, "nvidia-smi");
    EXPECT_EQ(nodes(), std::vector<std::string>{"cn1"});
    EXPECT_EQ(data.report.samples, 4);
}

TEST_F(TableFormats, TwoLinesThatContradictEachOtherAreNamed)
{
    const auto error
        = refusal(write("series.csv",
                        "Series;Time;Value\nnode_load1{instance=\"cn1:9100\"};2026-11-23 12:00:00;1\n"
                        "node_load1{instance=\"cn1:9100\"};2026-11-23 12:00:15;2\n"
                        "node_load1{instance=\"cn1:9100\"};2026-11-23 12:00:00;3\n"
                        "node_load1{instance=\"cn1:9100\"};2026-11-23 12:00:15;4\n"));
    EXPECT_NE(error.find("series.csv:2"), std::string::npos) << error;
    EXPECT_NE(error.find("the other one is"), std::string::npos) << error;
    EXPECT_NE(error.find("series.csv:4"), std::string::npos) << error;
}

TEST_F(TableFormats, PcpTellsMetricsFromInstances)
{
    import({inputFile("pcp/cn1.csv")}, "pcp");
    ASSERT_EQ(nodes(), std::vector<std::string>{"cn1"});
    const auto series = of("cn1");
    EXPECT_TRUE(same(series.at("kernel.all.load{instance_name=1 minute}"), {0.5, 0.75, 1}));
    EXPECT_TRUE(same(series.at("disk.dev.read{instance_name=sda}"), {kNone, 3, 4}));
    EXPECT_TRUE(same(series.at("mem.util.free"), {1000, 1001, 1002}));
    import({inputFile("pcp/dump.txt")}, "pcp");
    ASSERT_EQ(nodes(), std::vector<std::string>{"cn2"});
    EXPECT_TRUE(same(of("cn2").at("kernel.all.load{instance_name=1 minute}"), {0.5, kNone, 1.5}));
}

TEST_F(TableFormats, InfluxAnnotatedTablesOfOneFile)
{
    import({inputFile("influx/annotated.csv")}, "influx");
    EXPECT_EQ(nodes(), (std::vector<std::string>{"cn1", "cn2"}));
    EXPECT_EQ(data.report.stepMs, 15000);
    EXPECT_EQ(data.report.span.begin, kNoon);
    const auto series = of("cn1");
    EXPECT_TRUE(same(series.at("system.load1"), {0, 1, 2})) << "a load is no counter";
    EXPECT_TRUE(same(of("cn2").at("system.load1"), {5, kNone, 7}));
    EXPECT_TRUE(same(series.at("cpu.usage_user"), {10, 12, 11})) << "cpu-total alone";
    EXPECT_TRUE(same(series.at("cpu.percpu_usage_user"), {10, kNone, kNone})) << "(4 + 16) / 2";
    EXPECT_TRUE(wasSkipped("the field 'uptime_format' is text"));
    EXPECT_EQ(data.report.rejectedLineCount(), 0);
}

TEST_F(TableFormats, InfluxTablesWithoutAnnotations)
{
    import({inputFile("influx/plain.csv")}, "influx");
    const auto series = of("cn1");
    EXPECT_TRUE(same(series.at("system.load1"), {0, 1, 2}));
    EXPECT_TRUE(same(series.at("cpu.usage_user"), {10, 12, 11}));
    import({inputFile("influx/pivoted.csv")}, "influx");
    const auto pivoted = of("cn1");
    EXPECT_TRUE(same(pivoted.at("disk.used"), {101, 152}))
        << "of both disks, joined by rule: 100 + 1, 150 + 2";
    EXPECT_TRUE(same(pivoted.at("disk.free"), {909, 858}));
}

TEST_F(TableFormats, InfluxOfTheFirstVersionAndTelegraf)
{
    import({inputFile("influx/first_version.csv")}, "influx");
    EXPECT_EQ(data.report.span.begin, kNoon) << "nanoseconds";
    const auto series = of("cn1");
    EXPECT_TRUE(same(series.at("cpu.percpu_usage_user"), {8, 10})) << "(4 + 12) / 2, (6 + 14) / 2";
    EXPECT_TRUE(same(series.at("cpu.percpu_usage_idle"), {85, 88})) << "the second core has no second value";
    EXPECT_TRUE(same(series.at("system.load1"), {0.5, 0.75}));
    import({inputFile("influx/telegraf.csv")}, "influx");
    EXPECT_TRUE(same(of("cn1").at("system.load1"), {0.5, 0.75}));
    EXPECT_TRUE(same(of("cn1").at("system.n_users"), {2, 3}));
}

TEST_F(TableFormats, InfluxThatCannotBeReadIsNamed)
{
    const std::string header = ",result,table,_time,_value,_field,_measurement,host\n";
    const auto twice = refusal(write("t.csv",
                                     header
                                         + ",_result,0,2026-11-23T12:00:00Z,1,reads,diskio,cn1\n"
                                           ",_result,1,2026-11-23T12:00:00Z,2,reads,diskio,cn1\n"));
    EXPECT_NE(twice.find("t.csv:3"), std::string::npos) << twice;
    EXPECT_NE(twice.find("line 2"), std::string::npos) << twice;
    const auto nodeless = refusal(write("n.csv",
                                        ",result,table,_time,_value,_field,_measurement\n"
                                        ",_result,0,2026-11-23T12:00:00Z,1,load1,system\n"));
    EXPECT_NE(nodeless.find("n.csv:2"), std::string::npos) << nodeless;
    EXPECT_NE(nodeless.find("--node-label"), std::string::npos) << nodeless;
    const auto failed = refusal(write("e.csv",
                                      "#datatype,string,string\n#group,true,true\n#default,,\n"
                                      ",error,reference\n,query terminated: memory limit exceeded,897\n"));
    EXPECT_NE(failed.find("memory limit exceeded"), std::string::npos) << failed;
    ImportOptions options;
    options.prometheus.nodeLabel = "machine";
    import({write("m.csv",
                  ",result,table,_time,_value,_field,_measurement,machine\n"
                  ",_result,0,2026-11-23T12:00:00Z,1,load1,system,cn5\n"
                  ",_result,0,2026-11-23T12:00:15Z,2,load1,system,cn5\n")},
           "influx", options);
    EXPECT_EQ(nodes(), std::vector<std::string>{"cn5"});
}

TEST_F(TableFormats, GrafanaWithASeriesInEachRow)
{
    import({inputFile("grafana/rows.csv")}, "grafana");
    EXPECT_EQ(nodes(), (std::vector<std::string>{"cn1", "cn2"}));
    EXPECT_EQ(data.report.span.begin, kNoon);
    EXPECT_TRUE(same(of("cn1").at("node_load1"), {0, 1}));
    EXPECT_TRUE(same(of("cn2").at("node_load1"), {100, 101, 102}));
    EXPECT_TRUE(same(of("cn2").at("room_temp{rack=r1}"), {45, 46, 47})) << "45 %";

    const auto rounded = refusal(write("g.csv",
                                       "\"Series\";\"Time\";\"Value\"\n"
                                       "\"node_load1{instance=\"\"cn1\"\"}\";1795435200000;\"1.5 GiB\"\n"));
    EXPECT_NE(rounded.find("g.csv:2:3"), std::string::npos) << rounded;
    EXPECT_NE(rounded.find("Formatted data"), std::string::npos) << rounded;
    const auto legend = refusal(write("h.csv", "Series,Time,Value\ncn1,1795435200000,1\n"));
    EXPECT_NE(legend.find("h.csv:2:1"), std::string::npos) << legend;
}

TEST_F(TableFormats, LdmsTimesInMilliseconds)
{
    import({inputFile("ldms/meminfo.1795435200")}, "ldms");
    EXPECT_EQ(data.report.span.begin, kNoon);
    EXPECT_EQ(data.report.stepMs, 15000);
    EXPECT_TRUE(same(of("cn1").at("meminfo.MemFree"), {5000, 5001, 5002}));
    EXPECT_FALSE(of("cn1").contains("Time_msec"));
}

TEST_F(TableFormats, LdmsSetsOfOneTimeAreSeries)
{
    import({inputFile("ldms/papi.csv")}, "ldms");
    const auto series = of("cn1");
    Values first(11, 100); // 1500 in 15 s
    Values second(11, 200);
    first[0] = second[0] = kNone;
    EXPECT_TRUE(same(series.at("PAPI_TOT_INS{app_id=0}"), first));
    EXPECT_TRUE(same(series.at("PAPI_TOT_INS{app_id=1}"), second));
    EXPECT_EQ(data.report.repeated, 0);
    ASSERT_EQ(data.jobs.size(), 1U);

    // Rows by rank: the application is the same.
    import({write("ranks.csv",
                  "#Time,Time_usec,ProducerName,component_id,job_id,app_id,rank,loads\n"
                  "1795435200.1,0,cn1,0,20,3,0,5\n1795435200.1,0,cn1,0,20,3,1,50\n"
                  "1795435215.1,0,cn1,0,20,3,0,6\n1795435215.1,0,cn1,0,20,3,1,40\n")},
           "ldms");
    EXPECT_TRUE(same(of("cn1").at("loads{rank=0}"), {5, 6}));
    EXPECT_TRUE(same(of("cn1").at("loads{rank=1}"), {50, 40}));

    const auto nothing = refusal(write("none.csv",
                                       "#Time,Time_usec,ProducerName,component_id,job_id,app_id,loads\n"
                                       "1795435200.1,0,cn1,0,20,3,5\n1795435200.1,0,cn1,0,20,3,50\n"));
    EXPECT_NE(nothing.find("none.csv:3"), std::string::npos) << nothing;
    EXPECT_NE(nothing.find("line 2"), std::string::npos) << nothing;
}

TEST_F(TableFormats, LdmsRowsWithAFieldTooManySayHowMany)
{
    const auto refused = refusal(inputFile("ldms/extra.csv"));
    EXPECT_NE(refused.find("extra.csv:2"), std::string::npos) << refused;
    EXPECT_NE(refused.find("9 fields, and the header has 8"), std::string::npos) << refused;
}

TEST_F(TableFormats, APlainTableStaysACsvFile)
{
    // Names with dots, and quotes, are no proof of a tool.
    import({write("cn1.csv",
                  "Time,meminfo.MemFree,cpu.user\n2026-11-23 12:00:00,1,2\n2026-11-23 12:00:15,2,1\n")},
           "csv");
    import({write("x/cn2.csv",
                  "timestamp,temperature.gpu,cpu.user\n2026-11-23 12:00:00,1,2\n2026-11-23 12:00:15,2,1\n")},
           "csv");
}

TEST_F(TableFormats, OtherFilesOfAFolderAreNamed)
{
    write("f/cn1.csv", "# hostname;interval;timestamp;proc/s\ncn1;15;1795435200;1\ncn1;15;1795435215;2\n");
    write("f/notes.md", "what we did\n");
    import({folder.file("f")}, "sadf");
    EXPECT_TRUE(wasSkipped("not a file of the format sadf"));
}

} // namespace
} // namespace nodesentry
