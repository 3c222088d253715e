#include "core/base/csv.h"
#include "core/experiment/experiment_report.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <sstream>

namespace nodesentry {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

ExperimentCell cellOf(int seed, double f1, double aucPr)
{
    ExperimentCell cell;
    cell.seed = seed;
    cell.strict.f1 = f1;
    cell.strict.aucPr = aucPr;
    cell.paper.f1 = 0.75;
    cell.seconds = 2.0 * seed;
    cell.nodes = 3;
    return cell;
}

/// Two rows with three seeds; one of the second row has failed, and says so with a comma and quotes.
ExperimentResult twoRows()
{
    ExperimentResult result;
    result.request.seeds = {1, 2, 3};
    result.rows.push_back({{"a", "row a", "knn", {{"detect.k", "2"}, {"run.seed", "1"}}},
                           {cellOf(1, 0.1, 0.5), cellOf(2, 0.2, kNone), cellOf(3, 0.6, 0.5)}});
    result.rows.push_back(
        {{"random", "random", "random", {}}, {cellOf(1, 0.0, 0.1), {}, cellOf(3, 0.0, 0.1)}});
    result.rows[1].cells[1].seed = 2;
    result.rows[1].cells[1].error = "no \"k\", none";
    return result;
}

std::vector<std::vector<std::string>> tableOf(const std::string& csv)
{
    std::vector<std::vector<std::string>> table;
    std::istringstream lines(csv);
    for (std::string line; std::getline(lines, line);) {
        table.emplace_back();
        EXPECT_TRUE(splitRecord(line, ',', true, table.back()));
    }
    return table;
}

std::string at(const std::vector<std::vector<std::string>>& table, std::size_t row, const std::string& column)
{
    const auto found = std::find(table[0].begin(), table[0].end(), column);
    EXPECT_NE(found, table[0].end()) << column;
    return table[row][static_cast<std::size_t>(found - table[0].begin())];
}

TEST(MeanAndDeviation, OfThreeSeedsByHand)
{
    const auto figure = meanAndDeviation({0.1, 0.2, 0.6});
    EXPECT_NEAR(figure.mean, 0.3, 1e-15);
    EXPECT_NEAR(figure.deviation, std::sqrt((0.04 + 0.01 + 0.09) / 2), 1e-15);
    EXPECT_EQ(figure.seeds, 3);
    const auto one = meanAndDeviation({kNone, 0.5});
    EXPECT_EQ(one.mean, 0.5);
    EXPECT_TRUE(std::isnan(one.deviation));
    EXPECT_TRUE(std::isnan(meanAndDeviation({}).mean));
}

TEST(ExperimentReport, CsvHasALineForEachRowAndTwoColumnsForEachFigure)
{
    const auto table = tableOf(experimentCsv(twoRows()));
    ASSERT_EQ(table.size(), 3U);
    EXPECT_EQ(table[0].size(), 8U + 2 * 20);
    EXPECT_EQ(at(table, 1, "strict_f1_mean"), "0.3");
    EXPECT_EQ(at(table, 1, "strict_f1_sd"), "0.264575");
    EXPECT_EQ(at(table, 1, "strict_auc_pr_sd"), "0");
    EXPECT_EQ(at(table, 1, "strict_vus_pr_mean"), "");
    EXPECT_EQ(at(table, 1, "settings"), "detect.k=2 run.seed=1");
    EXPECT_EQ(at(table, 1, "failed"), "0");
    EXPECT_EQ(at(table, 2, "failed"), "1");
    EXPECT_EQ(at(table, 2, "seconds_mean"), "4"); // seeds 1 and 3
}

TEST(ExperimentReport, CellsCsvHasALineForEachSeed)
{
    const auto table = tableOf(experimentCellsCsv(twoRows()));
    ASSERT_EQ(table.size(), 7U);
    EXPECT_EQ(at(table, 3, "seed"), "3");
    EXPECT_EQ(at(table, 3, "strict_f1"), "0.6");
    EXPECT_EQ(at(table, 5, "error"), "no \"k\", none");
    EXPECT_EQ(at(table, 5, "strict_f1"), "");
}

TEST(ExperimentReport, JsonSaysTheSame)
{
    const auto json = nlohmann::json::parse(experimentJson(twoRows()));
    EXPECT_EQ(json["experiment"], "methods");
    EXPECT_EQ(json["nodes"], 3);
    EXPECT_NEAR(json["rows"][0]["strict"]["f1"]["mean"].get<double>(), 0.3, 1e-15);
    EXPECT_TRUE(json["rows"][0]["strict"]["vus_pr"]["mean"].is_null());
    EXPECT_EQ(json["rows"][0]["settings"]["detect.k"], "2");
    EXPECT_EQ(json["rows"][1]["cells"][1]["error"], "no \"k\", none");
}

TEST(ExperimentReport, PicturesNameTheRowsAndTheKindOfTable)
{
    auto result = twoRows();
    EXPECT_NE(experimentSvg(result).find(">row a<"), std::string::npos);
    EXPECT_EQ(experimentSvg(result).find("<circle"), std::string::npos) << "bars";
    result.request.table = ExperimentTable::Sweep;
    result.request.parameter = "experts";
    EXPECT_NE(experimentSvg(result).find("train.experts"), std::string::npos);
    EXPECT_NE(experimentSvg(result).find("<circle"), std::string::npos) << "lines";
}

TEST(ExperimentReport, WritesAllFilesWhole)
{
    const test::TemporaryFolder folder;
    const auto paths = writeExperiment(twoRows(), folder.path().string()).value();
    const auto endOf = [](const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        return text.substr(text.size() - std::min<std::size_t>(text.size(), 8));
    };
    std::map<std::string, std::string> ends; // by extension: how a whole file ends
    for (const auto& path : paths)
        ends[std::filesystem::path(path).extension()] = endOf(path);
    EXPECT_TRUE(ends.at(".csv").ends_with("\n"));
    EXPECT_TRUE(ends.at(".json").ends_with("}\n"));
    EXPECT_TRUE(ends.at(".svg").ends_with("</svg>\n"));
    const auto files = std::distance(std::filesystem::directory_iterator(folder.path()), {});
    EXPECT_EQ(files, static_cast<std::ptrdiff_t>(paths.size())) << "nothing temporary is left";
    const auto missing = writeExperiment(twoRows(), folder.file("no/such"));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::IoError);
}

} // namespace
} // namespace nodesentry
