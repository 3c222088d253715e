#include "core/data/import/import.h"
#include "tests/support/temporary_folder.h"
#include "imported_data.h"
#include "test_files.h"

#include <cmath>
#include <fstream>
#include <map>

namespace nodesentry {
namespace {

using test::importSources;

std::string fileWith(const std::string& name, const std::string& text)
{
    const auto folder = nodesentry::test::scratchPath("long_import");
    std::filesystem::create_directories(folder);
    const auto path = folder + "/" + name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

TEST(LongImport, ColumnsAreFoundByTheirNamesInAnyOrder)
{
    const auto path = fileWith("order.csv",
                               "value,room,metric,host,timestamp\n"
                               "1,x,temp,b,1700000000\n3,x,load,a,1700000000\n2,x,temp,b,1700000010\n"
                               "4,x,load,a,1700000010\n5,x,temp,a,1700000010\n");
    const auto data = importSources({path}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->report.format, "long");
    ASSERT_EQ(data->nodes.size(), 2U);
    EXPECT_EQ(data->nodes[0].node, "a");
    EXPECT_EQ(data->nodes[0].grid, (TimeGrid{1700000000000, 10000, 2}));
    ASSERT_EQ(data->metrics.size(), 2U);
    EXPECT_EQ(data->metrics[0].name, "temp{room=x}");
    EXPECT_TRUE(std::isnan(data->nodes[0].values(0, 0)));
    EXPECT_EQ(data->nodes[0].values(0, 1), 5);
    EXPECT_EQ(data->nodes[1].values(0, 1), 2);
    EXPECT_EQ(data->report.samples, 4);
    EXPECT_EQ(data->report.files, 1);
}

TEST(LongImport, LabelsOfPrometheusNeedNoQuotes)
{
    for (const std::string text : {R"(time,node,metric,value
1700000000,a,node_cpu_seconds_total{cpu="0",mode="user"},0
1700000000,a,node_cpu_seconds_total{cpu="1",mode="user"},10
1700000010,a,node_cpu_seconds_total{cpu="0",mode="user"},5
1700000010,a,node_cpu_seconds_total{cpu="1",mode="user"},10
)",
                                   R"(time,node,metric,value
1700000000,a,"node_cpu_seconds_total{cpu=""0"",mode=""user""}",0
1700000000,a,"node_cpu_seconds_total{cpu=""1"",mode=""user""}",10
1700000010,a,"node_cpu_seconds_total{cpu=""0"",mode=""user""}",5
1700000010,a,"node_cpu_seconds_total{cpu=""1"",mode=""user""}",10
)"}) {
        const auto data = importSources({fileWith("labels.csv", text)}, {}, {});
        ASSERT_TRUE(data) << data.error().text();
        ASSERT_EQ(data->metrics.size(), 1U) << "the cores are joined by the rules";
        EXPECT_EQ(data->metrics[0].kind, MetricKind::Rate);
        EXPECT_EQ(data->report.rejectedLines.size(), 0U);
        EXPECT_TRUE(data->nodes[0].values(0, 1) > 0);
    }
}

TEST(LongImport, BadLinesAreRejectedByReason)
{
    const auto path = fileWith("bad.csv",
                               "time,node,metric,value\n"
                               "1700000000,a,x,1\n1700000010,a,x\n1700000010,a,x,1,2\nsoon,a,x,1\n"
                               "1700000010,a,x,many\n1700000010,,x,1\n1700000010,a,,1\n"
                               "1700000010,a,x,2\r\n\n1700000020,a,x,\n1700000020,a,x,3\n"
                                   + std::string("1700000020,\0b,x,1\n", 18));
    ImportOptions options;
    options.allowRejected = true;
    const auto data = importSources({path}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    const std::map<std::string, std::int64_t> expected{{"wrong number of columns", 2},
                                                       {"not a time", 1},
                                                       {"not a number", 1},
                                                       {"a row that names no node", 2},
                                                       {"a row that names no metric", 1}};
    EXPECT_EQ(data->report.rejectedLines, expected);
    EXPECT_EQ(data->nodes[0].grid.size, 3);
    EXPECT_EQ(data->nodes.size(), 1U);
}

TEST(LongImport, FileWithoutOneGoodLineIsAnError)
{
    const auto data
        = importSources({fileWith("none.csv", "time,node,metric,value\nx,a,m,1\ny,a,m,1\n")}, {}, {});
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, ErrorCode::ParseError);
    EXPECT_EQ(data.error().line, 2);
}

TEST(LongImport, OtherHeaderIsAnErrorWhenTheFormatIsGiven)
{
    ImportOptions options;
    options.format = "long";
    const auto data
        = importSources({fileWith("wide.csv", "time,x\n1700000000,1\n1700000001,2\n")}, options, {});
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, ErrorCode::ParseError);
}

/// Node and metric of a row are told from the order of the rows above; here that order changes all the time.
TEST(LongImport, RowsFindTheirSeriesInAnyOrder)
{
    const std::vector<std::pair<std::string, std::string>> series{
        {"n1", "m"}, {"n1", "mm"}, {"n", "1m"}, {"n1m", "m"}, {"n", "1"}, {"n1", "m "}, {" n1", "mm"}};
    std::string text = "time,node,metric,value\n";
    std::map<std::pair<std::string, std::string>, std::vector<float>> expected;
    std::size_t at = 0;
    for (int row = 0; row < 40; ++row) {
        for (std::size_t i = 0; i < 5; ++i) {
            at = row < 10 ? i : (at * 3 + i + static_cast<std::size_t>(row)) % 5;
            const auto& written = series[row % 2 == 0 && at < 2 ? (at == 0 ? 5 : 6) : at];
            const auto value = 100 * row + static_cast<int>(at);
            auto& values = expected[series[at]];
            values.resize(40, std::nanf(""));
            values[static_cast<std::size_t>(row)] = static_cast<float>(value);
            text += std::to_string(1700000000 + 10 * row) + "," + written.first + "," + written.second + ","
                + std::to_string(value) + "\n";
            if (i == 2 && row % 10 == 0)
                text += std::to_string(1700000000 + 10 * row) + ",,m,1\n"; // rejected
        }
    }
    ImportOptions options;
    options.rulesFile = fileWith("rules.json", R"({"rules": [{"match": ".*", "kind": "gauge"}]})");
    const auto data = importSources({fileWith("any_order.csv", text)}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->report.rejectedLines,
              (std::map<std::string, std::int64_t>{{"a row that names no node", 4}}));
    ASSERT_EQ(data->nodes.size(), 3U);
    std::size_t compared = 0;
    for (const auto& node : data->nodes) {
        ASSERT_EQ(node.grid.stepMs, 10000);
        for (std::size_t row = 0; row < node.metrics.size(); ++row) {
            const auto& name = data->metrics[static_cast<std::size_t>(node.metrics[row])].name;
            const auto& wanted = expected.at({node.node, name});
            for (std::size_t i = 0; i < wanted.size(); ++i) {
                const auto sample = node.grid.firstAtOrAfter(1700000000000 + 10000 * static_cast<TimeMs>(i));
                const bool isThere = sample < node.grid.size
                    && node.grid.timeOf(sample) == 1700000000000 + 10000 * static_cast<TimeMs>(i);
                const auto value = isThere
                    ? node.values(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(sample))
                    : std::nanf("");
                EXPECT_TRUE(value == wanted[i] || (std::isnan(value) && std::isnan(wanted[i])))
                    << node.node << ' ' << name << ' ' << i << ": " << value << " instead of " << wanted[i];
            }
            ++compared;
        }
    }
    EXPECT_EQ(compared, expected.size());
}

/// The same numbers, wide and long, are the same nodes.
TEST(LongImport, IsTheSameAsWide)
{
    const auto wide = nodesentry::test::scratchPath("wide_and_long");
    std::filesystem::create_directories(wide);
    std::string longText = "time\tnode\tmetric\tvalue\n";
    for (const std::string node : {"n1", "n2"}) {
        std::string text = "time,a,b\n";
        for (int i = 0; i < 50; ++i) {
            const auto a = std::to_string(std::sin(i));
            const auto b = std::to_string(i * i);
            text += std::to_string(1700000000 + i * 15) + "," + a + "," + b + "\n";
            longText += std::to_string(1700000000 + i * 15) + "\t" + node + "\ta\t" + a + "\n";
            longText += std::to_string(1700000000 + i * 15) + "\t" + node + "\tb\t" + b + "\n";
        }
        std::ofstream(wide + "/" + node + ".csv") << text;
    }
    const auto one = importSources({wide}, {}, {});
    const auto other = importSources({fileWith("same.tsv", longText)}, {}, {});
    ASSERT_TRUE(one) << one.error().text();
    ASSERT_TRUE(other) << other.error().text();
    EXPECT_EQ(one->metrics, other->metrics);
    ASSERT_EQ(one->nodes.size(), other->nodes.size());
    for (std::size_t i = 0; i < one->nodes.size(); ++i) {
        EXPECT_EQ(one->nodes[i].grid, other->nodes[i].grid);
        ASSERT_EQ(one->nodes[i].metrics, other->nodes[i].metrics);
        EXPECT_EQ(one->nodes[i].values.rightCols(49), other->nodes[i].values.rightCols(49));
    }
    EXPECT_EQ(one->report.samples, other->report.samples);
}

} // namespace
} // namespace nodesentry
