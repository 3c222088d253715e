#include "core/data/import/import.h"

#include "tests/core/import/imported_data.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

namespace nodesentry {
namespace {

using nlohmann::json;

const std::string kData = std::string(NODESENTRY_TEST_DATA) + "/prometheus/";

json resultOf(const std::string& name)
{
    std::ifstream file(kData + name);
    EXPECT_TRUE(file.is_open()) << name;
    return json::parse(file)["data"]["result"];
}

double numberOf(const json& sample)
{
    return std::stod(sample[1].get<std::string>());
}

/// Each series a metric of its own, stored as its per-second increase.
test::ImportedData importCounters(const std::string& name)
{
    const test::TemporaryFolder folder;
    const auto rules = folder.file("rules.json");
    std::ofstream(rules) << R"({"rules": [{"match": ".*", "keep": "*", "kind": "counter"}]})";
    ImportOptions options;
    options.format = "prometheus";
    options.stepSeconds = 1;
    options.rulesFile = rules;
    options.prometheus.ignoreLabels = {"node"};
    auto data = test::importSources({kData + name}, options, {});
    EXPECT_TRUE(data) << data.error().text();
    return data ? std::move(*data) : test::ImportedData();
}

/// The rates of one metric of the only node.
Eigen::RowVectorXf ratesOf(const test::ImportedData& data, const std::string& metric)
{
    const auto& node = data.nodes.at(0);
    for (std::size_t row = 0; row < node.metrics.size(); ++row) {
        if (data.metrics.at(static_cast<std::size_t>(node.metrics[row])).name == metric)
            return node.values.row(static_cast<Eigen::Index>(row));
    }
    ADD_FAILURE() << "no metric " << metric;
    return {};
}

std::string metricOf(const json& labels)
{
    return "node_cpu_seconds_total{cpu=" + labels["cpu"].get<std::string>()
        + ",mode=" + labels["mode"].get<std::string>() + "}";
}

/// Our last rate is Prometheus' irate, from the same two samples, but for the 24 bits of a stored value.
TEST(PrometheusRates, LastRateIsTheIrateOfPrometheus)
{
    const auto data = importCounters("oracle/raw_cpu_2m.json");
    const auto expected = resultOf("oracle/irate_1m.json");
    ASSERT_EQ(data.metrics.size(), expected.size());
    for (const auto& series : expected) {
        const auto rates = ratesOf(data, metricOf(series["metric"]));
        const double irate = numberOf(series["value"]);
        EXPECT_NEAR(rates[rates.size() - 1], irate, 1e-6 * std::abs(irate) + 1e-12) << series["metric"];
    }
}

/// Prometheus' rate is the increase between the first and the last sample of the window, stretched to the
/// window's ends and divided by its length: where samples come every second, the mean of our rates behind the
/// first sample. The tolerance of 0.1 % is for the milliseconds by which scrapes are early or late.
TEST(PrometheusRates, MeanRateOfAMinuteIsTheRateOfPrometheus)
{
    const auto data = importCounters("oracle/raw_cpu_2m.json");
    const auto rate = resultOf("oracle/rate_1m.json");
    const auto increase = resultOf("oracle/increase_1m.json");
    ASSERT_EQ(rate.size(), increase.size());
    for (std::size_t i = 0; i < rate.size(); ++i) {
        const auto rates = ratesOf(data, metricOf(rate[i]["metric"]));
        const double mean = rates.tail(59).cast<double>().mean();
        const double expected = numberOf(rate[i]["value"]);
        EXPECT_NEAR(mean, expected, 1e-3 * expected + 1e-9) << rate[i]["metric"];
        EXPECT_NEAR(60 * mean, numberOf(increase[i]["value"]), 0.06 * expected + 1e-7) << rate[i]["metric"];
    }
}

/// The node was off for 10 s: its counter falls from 2106241 to 24775 and counts on.
TEST(PrometheusRates, ResetCountsFromZeroAndNothingIsInventedMeanwhile)
{
    const auto data = importCounters("reset/ctx_raw.json");
    const auto rates = ratesOf(data, "node_context_switches_total");
    ASSERT_EQ(rates.size(), 39); // 666.95 to 704.95 s
    EXPECT_TRUE(std::isnan(rates[0]));
    EXPECT_EQ(rates[1], 230); // 2104177 - 2103947
    for (Eigen::Index i = 12; i < 21; ++i)
        EXPECT_TRUE(std::isnan(rates[i])) << i;
    EXPECT_FLOAT_EQ(rates[21], 2477.5F); // 24775 / 10 s
    EXPECT_EQ(rates[22], 288); // 25063 - 24775
    EXPECT_EQ(data.report.gaps, 1);

    // Prometheus' increase over the 30 s up to second 705: from the sample at 675.95 on, stretched by 30
    // / 29.
    double sum = 10 * static_cast<double>(rates[21]);
    for (Eigen::Index i = 10; i < rates.size(); ++i)
        sum += i >= 12 && i <= 21 ? 0 : static_cast<double>(rates[i]);
    const auto expected = resultOf("reset/increase_ctx_30s.query_range.json")[0]["values"].back();
    EXPECT_EQ(expected[0], 1795394705);
    EXPECT_NEAR(sum * 30 / 29, numberOf(expected), 0.01);
}

/// The same 44 s: raw samples show that Prometheus was down for 36 of them, query_range repeats the last
/// value.
TEST(PrometheusRates, AnOutageOfPrometheusIsAGapInRawSamplesOnly)
{
    const auto raw = importCounters("raw_server_down.json");
    const auto rates = ratesOf(raw, "node_context_switches_total");
    EXPECT_EQ(rates.size(), 47);
    EXPECT_EQ((rates.array() == 0).count(), 0);
    EXPECT_EQ(rates.array().isNaN().count(), 47 - 11);
    const auto filled = importCounters("range_server_down.json");
    EXPECT_GT((ratesOf(filled, "node_context_switches_total").array() == 0).count(), 25);
}

} // namespace
} // namespace nodesentry
