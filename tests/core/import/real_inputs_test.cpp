#include "core/data/import/import.h"
#include "tests/support/temporary_folder.h"
#include "imported_data.h"
#include "test_files.h"

#include <cmath>
#include <fstream>

// Tables as tools and people really write them: each gives the right value or a refusal that says where and why.

namespace nodesentry {
namespace {

using test::ImportedData;
using test::importSources;

constexpr TimeMs kStart = 1'795'435'200'000; // 2026-11-23 12:00:00 UTC, when most of the inputs begin

/// A small input of tests/data/cases.
std::string caseFile(const std::string& name)
{
    return std::string(NODESENTRY_TEST_DATA) + "/cases/" + name;
}

std::string write(const std::string& name, const std::string& text)
{
    const auto folder = nodesentry::test::scratchPath("real_inputs_")
        + testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::create_directories(folder);
    const auto path = folder + "/" + name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

/// Everything is kept as measured: the small inputs rise as counters do.
ImportOptions asMeasured()
{
    ImportOptions options;
    options.rulesFile
        = write("rules.json",
                R"({"ignore_labels": ["instance", "job"], "rules": [{"match": ".*", "kind": "gauge"}]})");
    return options;
}

int metricOf(const ImportedData& data, const std::string& name)
{
    for (std::size_t i = 0; i < data.metrics.size(); ++i) {
        if (data.metrics[i].name == name)
            return static_cast<int>(i);
    }
    ADD_FAILURE() << "no metric " << name;
    return -1;
}

/// All samples of a metric on a node.
std::vector<float> samplesOf(const ImportedData& data, const std::string& node, const std::string& metric)
{
    const auto at = std::find_if(data.nodes.begin(), data.nodes.end(),
                                 [&](const NodeSeries& one) { return one.node == node; });
    if (at == data.nodes.end()) {
        ADD_FAILURE() << "no node " << node;
        return {};
    }
    const int wanted = metricOf(data, metric);
    for (std::size_t row = 0; row < at->metrics.size(); ++row) {
        if (at->metrics[row] == wanted) {
            const auto values = at->values.row(static_cast<Eigen::Index>(row));
            return {values.begin(), values.end()};
        }
    }
    ADD_FAILURE() << node << " has no " << metric;
    return {};
}

Error refusal(const std::string& path, const ImportOptions& options = {})
{
    const auto data = importSources({path}, options, {});
    if (data) {
        ADD_FAILURE() << path << " was imported";
        return {};
    }
    return data.error();
}

std::vector<std::string> nodesOf(const ImportedData& data)
{
    std::vector<std::string> names;
    for (const auto& node : data.nodes)
        names.push_back(node.node);
    return names;
}

using Names = std::vector<std::string>;

// --- counters ---

TEST(RealInputs, StepBackOfIowaitIsNoRestart)
{
    const auto data = importSources({caseFile("01-iowait-back/metrics")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    const auto rates = samplesOf(*data, "cn1", "node_cpu_seconds_total{mode=iowait}");
    ASSERT_EQ(rates.size(), 40U);
    EXPECT_EQ(rates[13], 0); // 12:03:15, where it steps back by 0.01 s
    for (std::size_t i = 1; i < rates.size(); ++i)
        EXPECT_LE(rates[i], 1) << i;
}

TEST(RealInputs, RateThatNoCpuCanHaveIsNoValue)
{
    std::string text = "time,\"node_cpu_seconds_total{cpu=\"\"0\"\",mode=\"\"user\"\"}\"\n";
    for (int i = 0; i < 20; ++i)
        text += std::to_string(kStart / 1000 + i * 15) + "," + std::to_string(i < 10 ? 100 + i : 900 + i)
            + "\n";
    const auto data = importSources({write("cn1.csv", text)}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    const auto rates = samplesOf(*data, "cn1", "node_cpu_seconds_total{mode=user}");
    EXPECT_FLOAT_EQ(rates[9], 1.0F / 15);
    EXPECT_TRUE(std::isnan(rates[10])); // 801 s in 15 s
    EXPECT_FLOAT_EQ(rates[11], 1.0F / 15);
    EXPECT_EQ(data->report.impossibleRates, 1);
}

TEST(RealInputs, TotalWithoutARuleStaysACounterAfterReboots)
{
    const auto data = importSources({caseFile("33c-total-reset/t.csv")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    const auto at = static_cast<std::size_t>(metricOf(*data, "ipmi_energy_total"));
    EXPECT_EQ(data->metrics[at].kind, MetricKind::Rate);
    EXPECT_FLOAT_EQ(samplesOf(*data, "cn1", "ipmi_energy_total")[1], 10); // 150 in 15 s
}

TEST(RealInputs, TotalThatIsNoCounterIsSaidToBeAGauge)
{
    std::string text = "time,jobs_total\n";
    for (int i = 0; i < 40; ++i)
        text += std::to_string(kStart / 1000 + i * 15) + "," + std::to_string(50 + (i * 7) % 11) + "\n";
    const auto data = importSources({write("cn1.csv", text)}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->metrics[0].kind, MetricKind::Gauge);
    ASSERT_EQ(data->report.notes.size(), 1U);
    EXPECT_EQ(data->report.notes[0].find("'jobs_total' is called a total"), 0U) << data->report.notes[0];
}

// --- several series in one table ---

TEST(RealInputs, FurtherColumnsOfALongTableAreLabels)
{
    const auto data = importSources({caseFile("29c-long-extra/t.csv")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->report.repeated, 0);
    EXPECT_EQ(samplesOf(*data, "cn1", "disk_reads{device=sda}")[0], 1);
    EXPECT_EQ(data->metrics.size(), 2U);
}

TEST(RealInputs, TableOfPrometheusQueryIsReadAsItsSeries)
{
    const auto data = importSources({caseFile("29a-query-csv/cpu.csv")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(nodesOf(*data), (Names{"cn1", "cn2"}));
    ASSERT_EQ(data->metrics.size(), 2U); // user and idle; the cores are joined by rule
    EXPECT_EQ(data->report.repeated, 0);
    const auto user = samplesOf(*data, "cn1", "node_cpu_seconds_total{mode=user}");
    EXPECT_EQ(user.size(), 40U);
    EXPECT_GT(user[1], 0);
    EXPECT_LE(user[1], 1);
}

TEST(RealInputs, HeadersWithLabelsOfTwoNodesAreTwoNodes)
{
    const auto data = importSources({caseFile("29d-prometheus-pandas/cpu.csv")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(nodesOf(*data), (Names{"cn1", "cn2"}));
}

TEST(RealInputs, WideTableWithAHostColumnIsSeveralNodes)
{
    const auto data = importSources({caseFile("28j-node-wide/t.csv")}, asMeasured(), {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(nodesOf(*data), (Names{"cn1", "cn2"}));
    EXPECT_EQ(samplesOf(*data, "cn1", "load")[2], 102);
    EXPECT_EQ(samplesOf(*data, "cn2", "load")[2], 202);
    EXPECT_EQ(data->report.repeated, 0);
}

TEST(RealInputs, ColumnThatTellsPartsApartIsALabel)
{
    std::string text = "time,gpu,power\n";
    for (int i = 0; i < 20; ++i) {
        for (int gpu = 0; gpu < 2; ++gpu)
            text += std::to_string(kStart + i * 15000 + gpu * 3) + "," + std::to_string(gpu) + ","
                + std::to_string(100 * (gpu + 1) + i) + "\n";
    }
    const auto data = importSources({write("cn1.csv", text)}, asMeasured(), {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->report.stepMs, 15000);
    EXPECT_EQ(samplesOf(*data, "cn1", "power{gpu=0}")[3], 103);
    EXPECT_EQ(samplesOf(*data, "cn1", "power{gpu=1}")[3], 203);
}

TEST(RealInputs, RowsThatNothingTellsApartStopTheImportAndAreNamed)
{
    std::string text = "time,power\n";
    for (int i = 0; i < 20; ++i)
        text += std::to_string(kStart / 1000 + i * 15) + ",100\n" + std::to_string(kStart / 1000 + i * 15)
            + ",200\n";
    const auto path = write("cn1.csv", text);
    const auto error = refusal(path);
    EXPECT_EQ(error.code, ErrorCode::InconsistentData) << error.text();
    EXPECT_EQ(error.file, path);
    EXPECT_EQ(error.line, 2);
    EXPECT_NE(error.message.find("20 values of 'power'"), std::string::npos) << error.message;
    EXPECT_NE(error.message.find(path + ":3"), std::string::npos) << error.message;
}

TEST(RealInputs, RowsThreeMillisecondsApartAreOneTime)
{
    std::string text = "time,power\n";
    for (int i = 0; i < 20; ++i)
        text += std::to_string(kStart + i * 15000) + ",100\n" + std::to_string(kStart + i * 15000 + 3)
            + ",200\n";
    const auto error = refusal(write("cn1.csv", text));
    EXPECT_NE(error.message.find("nothing tells the two apart"), std::string::npos) << error.text();
    EXPECT_EQ(error.line, 2);
}

TEST(RealInputs, OneOfTwoReplicasIsTaken)
{
    std::string text = "time,node,metric,value,prometheus_replica\n";
    for (int i = 0; i < 20; ++i) {
        text += std::to_string(kStart + i * 15000) + ",cn1,mem_used," + std::to_string(1000 + i) + ",a\n";
        if (i > 2)
            text += std::to_string(kStart + i * 15000 + 6200) + ",cn1,mem_used," + std::to_string(1000 + i)
                + ",b\n";
    }
    const auto data = importSources({write("t.csv", text)}, asMeasured(), {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->metrics.size(), 1U);
    EXPECT_EQ(data->metrics[0].name, "mem_used");
    EXPECT_EQ(samplesOf(*data, "cn1", "mem_used")[5], 1005);
    ASSERT_EQ(data->report.notes.size(), 1U);
    EXPECT_EQ(data->report.notes[0].find("1 series were also taken by another replica"), 0U);
}

// --- times ---

TEST(RealInputs, MicrosecondsAreTold)
{
    const auto data = importSources({caseFile("08a-epoch-us/cn1.csv")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->nodes[0].grid, (TimeGrid{kStart, 15000, 24}));
}

TEST(RealInputs, RowAYearFromAllOthersIsQuestionedWithItsLine)
{
    const auto error = refusal(caseFile("23b-year-before/cn1.csv.gz"));
    EXPECT_EQ(error.code, ErrorCode::InconsistentData) << error.text();
    EXPECT_EQ(error.file, caseFile("23b-year-before/cn1.csv.gz"));
    EXPECT_EQ(error.line, 2);
    ImportOptions options;
    options.allowFarTimes = true;
    options.stepSeconds = 3600; // or the grid would have two million samples
    EXPECT_TRUE(importSources({caseFile("23b-year-before/cn1.csv.gz")}, options, {}));
}

TEST(RealInputs, HourThatComesTwiceFollowsTheOrderOfRows)
{
    auto options = asMeasured();
    options.timeZone = "Europe/Berlin";
    const auto data = importSources({caseFile("20a-dst-autumn/cn1.csv")}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    const auto load = samplesOf(*data, "cn1", "load");
    ASSERT_EQ(load.size(), 48U);
    for (std::size_t i = 0; i < load.size(); ++i)
        EXPECT_EQ(load[i], static_cast<float>(i));
    EXPECT_EQ(data->report.repeated, 0);
}

TEST(RealInputs, TwoIntervalsAndPhasesGoToTheFinestSeries)
{
    const auto data = importSources({caseFile("19a-two-intervals/q.json")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->report.stepMs, 15000);
}

TEST(RealInputs, TimesThatAreNoneAreRefusedWithTheReason)
{
    const auto why = [](const std::string& first) {
        const auto error = refusal(write("cn1.csv", "time,load\n" + first + ",1\n" + first + ",2\n"));
        EXPECT_EQ(error.line, 2);
        EXPECT_EQ(error.column, 1);
        return error.message + " " + error.advice;
    };
    EXPECT_NE(why("45000.5").find("day number of a spreadsheet"), std::string::npos);
    EXPECT_NE(why("20261123").find("date without separators"), std::string::npos);
    EXPECT_NE(why("12").find("no year from 1990 to 2100"), std::string::npos);
    EXPECT_NE(why("5138-11-16T09:46:40Z").find("no year from 1990 to 2100"), std::string::npos);
}

TEST(RealInputs, TimeThatDoesNotExistIsRefusedWithItsReason)
{
    auto options = asMeasured();
    options.timeZone = "Europe/Berlin";
    options.allowRejected = true;
    const auto data = importSources({write("cn1.csv",
                                           "time,load\n2026-03-29 01:30:00,1\n2026-03-29 02:00:00,2\n"
                                           "2026-03-29 03:00:00,3\n2026-03-29 03:30:00,4\n")},
                                    options, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(samplesOf(*data, "cn1", "load"), (std::vector<float>{1, 3, 4}))
        << "01:30, 03:00 and 03:30 are 30 min apart";
    ASSERT_EQ(data->report.skipped.size(), 1U);
    EXPECT_EQ(data->report.skipped[0].reason,
              "not a time, as it does not exist in Europe/Berlin, where clocks were set forward then");
    EXPECT_EQ(data->report.skipped[0].text, "2026-03-29 02:00:00");
}

TEST(RealInputs, DateAndTimeOfDayInTwoColumnsAreRefused)
{
    const auto error
        = refusal(write("cn1.csv", "date,time,load\n2026-11-23,12:00:00,1\n2026-11-23,12:00:15,2\n"));
    EXPECT_EQ(error.message, "the date is in column 'date' and the time of day in column 'time'");
    EXPECT_EQ(error.line, 1);
    EXPECT_EQ(error.column, 2);
}

// --- files ---

TEST(RealInputs, IndexOfADataFrameIsNoMetric)
{
    for (const auto* name : {"06-pandas-index/cn1.csv", "06-pandas-noname/cn1.csv"}) {
        const auto data = importSources({caseFile(name)}, asMeasured(), {});
        ASSERT_TRUE(data) << name << ": " << data.error().text();
        EXPECT_EQ(data->metrics.size(), 2U);
        EXPECT_EQ(data->nodes[0].grid, (TimeGrid{kStart, 15000, 20})) << name;
        EXPECT_EQ(samplesOf(*data, "cn1", "mem")[1], 99);
    }
}

TEST(RealInputs, RowNamesInFrontOfTheRowsAreNoMetric)
{
    const auto data = importSources(
        {write("cn1.csv", "\"time\",\"load\"\n\"1\",1795435200,5\n\"2\",1795435215,6\n\"3\",1795435230,7\n")},
        {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(samplesOf(*data, "cn1", "load"), (std::vector<float>{5, 6, 7}));
}

TEST(RealInputs, SecondHeaderIsFollowed)
{
    const auto data = importSources({caseFile("14a-cat-reordered/cn1.csv")}, asMeasured(), {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->report.rejectedLineCount(), 0);
    const auto cpu = samplesOf(*data, "cn1", "cpu.user");
    const auto memory = samplesOf(*data, "cn1", "mem.used");
    ASSERT_EQ(cpu.size(), 24U);
    for (const float value : cpu)
        EXPECT_LE(value, 12);
    for (const float value : memory)
        EXPECT_GE(value, 5000);
}

TEST(RealInputs, SecondHeaderWithANewColumnIsFollowed)
{
    const auto data = importSources({write("cn1.csv",
                                           "time,a\n1795435200,1\n1795435215,2\ntime,b,a\n"
                                           "1795435230,30,3\n1795435245,40,4\n")},
                                    asMeasured(), {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(samplesOf(*data, "cn1", "a"), (std::vector<float>{1, 2, 3, 4}));
    const auto b = samplesOf(*data, "cn1", "b");
    EXPECT_TRUE(std::isnan(b[1]));
    EXPECT_EQ(b[2], 30);
}

TEST(RealInputs, LastLineWithoutEndIsLeftOut)
{
    const auto data = importSources({caseFile("14f-cut-last/cn1.csv")}, asMeasured(), {});
    ASSERT_TRUE(data) << data.error().text();
    const auto memory = samplesOf(*data, "cn1", "mem.used");
    EXPECT_EQ(memory.back(), 5022);
    EXPECT_EQ(data->report.rejectedLines.at("a line without line end"), 1);
}

TEST(RealInputs, CommentsAndBannersInFrontOfTheHeaderArePassedOver)
{
    const auto data = importSources({caseFile("35c-comment-header/cn1.csv")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->nodes[0].grid, (TimeGrid{kStart, 15000, 24}));
    const auto other
        = importSources({write("cn1.csv", "Report of the cluster\n\nsep=;\ntime;load\n")}, {}, {});
    EXPECT_FALSE(other);
    const auto banner = importSources(
        {write("cn1.csv", "Report of the cluster\n\ntime;load;\n1795435200;5;\n1795435215;6;\n")}, {}, {});
    ASSERT_TRUE(banner) << banner.error().text();
    EXPECT_EQ(samplesOf(*banner, "cn1", "load"), (std::vector<float>{5, 6}));
}

TEST(RealInputs, SeparatorThatIsNamedIsUsed)
{
    const auto data = importSources({caseFile("09a-grafana-sep/load.csv")}, asMeasured(), {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(nodesOf(*data), (Names{"cn1", "cn2"}));
    EXPECT_EQ(samplesOf(*data, "cn2", "node_load1")[4], 104);
}

TEST(RealInputs, TextInUtf16IsRead)
{
    const auto data = importSources({caseFile("21-utf16/cn1.csv")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->nodes[0].grid.stepMs, 15000);
}

TEST(RealInputs, HeaderInLatin1BecomesUtf8)
{
    const auto data = importSources({write("cn1.csv",
                                           "time,L\xFC"
                                           "fter\n1795435200,5\n1795435215,6\n")},
                                    {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->metrics[0].name,
              "L\xC3\xBC"
              "fter");
}

TEST(RealInputs, DailyFilesAreOneNode)
{
    const auto data = importSources({caseFile("32-daily")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(nodesOf(*data), (Names{"cn1"}));
    EXPECT_EQ(data->report.samples, 80);
}

TEST(RealInputs, RefusedFilesOfAFolderAreNamedWithTheirReasons)
{
    write("a.csv", "x,y\n1,2\n");
    const auto folder = std::filesystem::path(write("b.csv", "PK\x03\x04xxxxxxxx")).parent_path().string();
    const auto error = refusal(folder);
    EXPECT_EQ(error.message,
              "no file with samples of a node: a.csv: its first column is not a time but 'x'; b.csv: "
              "not a text: a spreadsheet (xlsx, ods) or a zip archive");
}

// --- numbers ---

TEST(RealInputs, DecimalCommasAreReadWhereTheSeparatorLeavesNoDoubt)
{
    const auto iso = importSources({caseFile("07b-excel-de-iso/cn1.csv")}, asMeasured(), {});
    ASSERT_TRUE(iso) << iso.error().text();
    EXPECT_FLOAT_EQ(samplesOf(*iso, "cn1", "CPU Last")[3], 0.53F);
    const auto whole = importSources({caseFile("07c-excel-de-whole/cn1.csv")}, asMeasured(), {});
    ASSERT_TRUE(whole) << whole.error().text();
    EXPECT_EQ(whole->report.stepMs, 15000);
    EXPECT_FLOAT_EQ(samplesOf(*whole, "cn1", "load")[3], 1.5F);
}

TEST(RealInputs, WordsForMissingValuesAreCountedByColumn)
{
    const auto data = importSources({caseFile("27-spellings/cn1.csv")}, asMeasured(), {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->report.rejectedLineCount(), 0);
    EXPECT_EQ(data->nodes[0].grid.size, 38);
    EXPECT_EQ(samplesOf(*data, "cn1", "mem")[3], 3);
    EXPECT_TRUE(std::isnan(samplesOf(*data, "cn1", "load")[3]));
    EXPECT_GT(data->report.missingWords.at("load"), 5);
    EXPECT_FALSE(data->report.missingWords.contains("mem"));
    const auto grafana = importSources({caseFile("09f-grafana-undefined/cn1.csv")}, asMeasured(), {});
    ASSERT_TRUE(grafana) << grafana.error().text();
    EXPECT_EQ(samplesOf(*grafana, "cn1", "cpu").size(), 24U);
    EXPECT_EQ(grafana->report.missingWords.at("ram"), 6);
}

TEST(RealInputs, BlankValuesOfDcgmAreMissingAndCounted)
{
    std::string text = "time,DCGM_FI_DEV_POWER_USAGE,other\n";
    for (int i = 0; i < 4; ++i)
        text += std::to_string(kStart / 1000 + i * 15) + (i == 2 ? ",140737488355328" : ",70")
            + ",140737488355328\n";
    const auto data = importSources({write("cn1.csv", text)}, asMeasured(), {});
    ASSERT_TRUE(data) << data.error().text();
    const auto power = samplesOf(*data, "cn1", "DCGM_FI_DEV_POWER_USAGE");
    EXPECT_EQ(power[1], 70);
    EXPECT_TRUE(std::isnan(power[2]));
    EXPECT_EQ(samplesOf(*data, "cn1", "other")[2], 140737488355328.0F);
    EXPECT_EQ(data->report.missingWords.at("DCGM_FI_DEV_POWER_USAGE"), 1);
}

TEST(RealInputs, ManyRejectedLinesAreAnErrorThatNamesTheFirst)
{
    std::string text = "time,load\n";
    for (int i = 0; i < 20; ++i)
        text += std::to_string(kStart / 1000 + i * 15) + (i % 5 == 3 ? ",bad\n" : ",1\n");
    const auto path = write("cn1.csv", text);
    const auto error = refusal(path);
    EXPECT_EQ(error.message,
              "4 of 20 lines cannot be read, more than one in ten; the first: not a number: 'bad'");
    EXPECT_EQ(error.line, 5);
    EXPECT_EQ(error.column, 2);
    ImportOptions options;
    options.allowRejected = true;
    const auto data = importSources({path}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->report.skipped.size(), 4U);
    EXPECT_EQ(data->report.skipped[0].column, 2);
    EXPECT_EQ(data->report.skipped[0].text, "bad");
}

TEST(RealInputs, RejectedLineIsTheReasonWhyThereIsNoStep)
{
    const auto error = refusal(write("cn1.csv", "time,load\n1795435200,1\n1795435215,x\n"));
    EXPECT_EQ(error.line, 3);
    EXPECT_NE(error.message.find("not a number: 'x'"), std::string::npos) << error.message;
}

TEST(RealInputs, TextInALabelColumnAdvisesToLeaveItOut)
{
    const auto error = refusal(caseFile("35d-label-text/cn1.csv"));
    EXPECT_EQ(error.line, 2);
    EXPECT_EQ(error.column, 3);
    EXPECT_NE(error.advice.find("--no-label-column"), std::string::npos) << error.advice;
    ImportOptions options;
    options.useLabelColumn = false;
    const auto data = importSources({caseFile("35d-label-text/cn1.csv")}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(samplesOf(*data, "cn1", "temp")[1], 51);
}

} // namespace
} // namespace nodesentry
