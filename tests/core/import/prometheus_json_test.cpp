#include "core/data/import/prometheus_json_p.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>

namespace nodesentry {
namespace {

/// Keeps what it is given.
class Kept final : public PrometheusAnswerHandler {
public:
    struct Series {
        PrometheusLabels labels;
        std::vector<std::pair<TimeMs, double>> samples;
    };
    std::vector<Series> series;
    std::vector<std::string> rejected;
    std::size_t longestPart = 0;
    std::string unwanted; ///< a value of __name__

    Result<bool> beginSeries(const PrometheusLabels& labels) override
    {
        series.push_back({labels, {}});
        return unwanted.empty() || labels.front().second != unwanted;
    }
    Result<void> addSamples(std::span<const TimeMs> times, std::span<const double> values) override
    {
        longestPart = std::max(longestPart, times.size());
        for (std::size_t i = 0; i < times.size(); ++i)
            series.back().samples.emplace_back(times[i], values[i]);
        return {};
    }
    void reject(const std::string& reason) override { rejected.push_back(reason); }
};

Result<PrometheusAnswer> read(const std::string& text, Kept& kept, const RunContext& context = {})
{
    std::istringstream stream(text);
    return readPrometheusAnswer(stream, kept, context);
}

Result<PrometheusAnswer> readFile(const std::string& name, Kept& kept)
{
    std::ifstream stream(std::string(NODESENTRY_TEST_DATA) + "/prometheus/" + name);
    EXPECT_TRUE(stream.is_open()) << name;
    return readPrometheusAnswer(stream, kept, {});
}

TEST(PrometheusJson, ReadsTheSamplesAsTheyWereScraped)
{
    Kept kept;
    const auto answer = readFile("raw_server_down.json", kept);
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_TRUE(answer->isSuccess);
    ASSERT_EQ(kept.series.size(), 1U);
    ASSERT_EQ(kept.series[0].samples.size(), 12U);
    EXPECT_EQ(kept.series[0].samples[0], std::make_pair(TimeMs{1795392506884}, 28715995.0));
    EXPECT_EQ(kept.series[0].samples[6], std::make_pair(TimeMs{1795392547889}, 30433984.0));
    EXPECT_EQ(kept.series[0].labels.front(),
              std::make_pair(std::string("__name__"), std::string("node_context_switches_total")));
}

TEST(PrometheusJson, MakesNanAndInfinityMissingAndKeepsEveryOtherNumber)
{
    Kept kept;
    const auto answer = readFile("special_values.json", kept);
    ASSERT_TRUE(answer) << answer.error().text();
    ASSERT_EQ(kept.series.size(), 6U);
    const auto valueOf = [&](std::size_t i) { return kept.series[i].samples.front().second; };
    EXPECT_EQ(valueOf(0), 1.7976931348623157e308);
    EXPECT_TRUE(std::isnan(valueOf(1)));
    EXPECT_TRUE(std::isnan(valueOf(2)));
    EXPECT_TRUE(std::isnan(valueOf(3)));
    EXPECT_EQ(valueOf(4), 3);
    EXPECT_EQ(kept.series[4].labels[1].second, "quote\"back\\slash\nnewline");
    EXPECT_TRUE(kept.rejected.empty());
}

TEST(PrometheusJson, TellsWhatTheServerSays)
{
    Kept kept;
    auto answer = readFile("too_many_points.json", kept);
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_FALSE(answer->isSuccess);
    EXPECT_EQ(answer->errorType, "bad_data");
    EXPECT_TRUE(answer->error.starts_with("exceeded maximum resolution"));

    answer = readFile("no_series.json", kept);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->isSuccess);
    EXPECT_TRUE(kept.series.empty());

    answer = read(R"({"status":"success","data":{"resultType":"matrix","result":[]},"warnings":["a","b"]})",
                  kept);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->warnings, (std::vector<std::string>{"a", "b"}));
}

TEST(PrometheusJson, TakesKeysInAnyOrderAndSkipsWhatItDoesNotKnow)
{
    Kept kept;
    const auto answer = read(R"({"extra":[{"a":[1,{}]}],"data":{"stats":{"x":[[]]},"result":[
        {"values":[[1,"2"],[2,"3"]],"more":{"y":[1]},"metric":{"__name__":"m","i":"h"}}],"resultType":"matrix"},
        "status":"success"})",
                             kept);
    ASSERT_TRUE(answer) << answer.error().text();
    ASSERT_EQ(kept.series.size(), 1U);
    EXPECT_EQ(kept.series[0].samples, (std::vector<std::pair<TimeMs, double>>{{1000, 2}, {2000, 3}}));
}

TEST(PrometheusJson, ReadsVectorsBareListsAndSkipsHistograms)
{
    Kept kept;
    ASSERT_TRUE(read(R"({"status":"success","data":{"resultType":"vector","result":[
        {"metric":{"__name__":"m"},"value":[1.5,"7"]},
        {"metric":{"__name__":"h"},"histogram":[1.5,{"count":"3","buckets":[[0,"1","2","3"]]}]}]}})",
                     kept));
    ASSERT_EQ(kept.series.size(), 2U);
    EXPECT_EQ(kept.series[0].samples, (std::vector<std::pair<TimeMs, double>>{{1500, 7}}));
    EXPECT_TRUE(kept.series[1].samples.empty());
    EXPECT_EQ(kept.rejected, std::vector<std::string>{"a native histogram"});
    ASSERT_TRUE(read(R"([{"metric":{"__name__":"m"},"values":[[1,"2"]]}])", kept));
    EXPECT_EQ(kept.series.size(), 3U);
}

TEST(PrometheusJson, LeavesOutBadSamplesAndKeepsTheOthers)
{
    Kept kept;
    ASSERT_TRUE(read(R"({"status":"success","data":{"result":[{"metric":{},"values":[
        [1,"1"],[1,"2"],[2,"x"],[1e300,"3"],[0.5,"4"],[3,null],[4,5]]}]}})",
                     kept));
    EXPECT_EQ(kept.series[0].samples, (std::vector<std::pair<TimeMs, double>>{{1000, 1}, {4000, 5}}));
    EXPECT_EQ(kept.rejected.size(), 3U) << "each reason once";
}

TEST(PrometheusJson, GivesLongSeriesInParts)
{
    std::string text = R"({"status":"success","data":{"result":[{"metric":{"__name__":"m"},"values":[)";
    for (int i = 0; i < 20000; ++i)
        text += (i > 0 ? ",[" : "[") + std::to_string(i) + ",\"" + std::to_string(2 * i) + "\"]";
    text += "]},{\"metric\":{\"__name__\":\"unwanted\"},\"values\":[[1,\"1\"]]}]}}";
    Kept kept;
    kept.unwanted = "unwanted";
    ASSERT_TRUE(read(text, kept));
    ASSERT_EQ(kept.series[0].samples.size(), 20000U);
    EXPECT_EQ(kept.series[0].samples[19999], std::make_pair(TimeMs{19999000}, 39998.0));
    EXPECT_LT(kept.longestPart, 5000U);
    EXPECT_TRUE(kept.series[1].samples.empty());
}

TEST(PrometheusJson, RefusesOtherTextsWithPlaceAndAdvice)
{
    for (const auto* text :
         {"", "<html>", R"({"status":"success","data":{"result":[{"metric":{)", R"({"status":"success"})",
          "7", R"({"status":"success","data":{"resultType":"scalar","result":[1,"2"]}})",
          R"({"status":"success","data":{"result":[{"values":[[1,"2"]]}]}})",
          R"({"status":"success","data":{"result":[{"metric":{},"values":[[1]]}]}})",
          R"({"status":"success","data":{"result":[{"metric":{},"values":[["1","2"]]}]}})",
          R"({"status":"success","data":{"result":[{"metric":{},"values":[[1,"2",3]]}]}})",
          R"({"status":"success","data":{"result":[{"metric":{"a":1},"values":[]}]}})",
          R"({"status":"success","data":{"result":{}}})"}) {
        Kept kept;
        const auto answer = read(text, kept);
        ASSERT_FALSE(answer) << text;
        EXPECT_EQ(answer.error().code, ErrorCode::ParseError);
        EXPECT_FALSE(answer.error().advice.empty());
    }
}

TEST(PrometheusJson, StopsWhenAsked)
{
    std::string text = R"({"status":"success","data":{"result":[{"metric":{"__name__":"m"},"values":[)";
    for (int i = 0; i < 100000; ++i)
        text += (i > 0 ? ",[" : "[") + std::to_string(i) + ",\"1\"]";
    text += "]}]}}";
    std::stop_source stop;
    stop.request_stop();
    Kept kept;
    const auto answer = read(text, kept, RunContext(stop.get_token()));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::Cancelled);
}

TEST(PrometheusJson, ReadsListsAndMetadata)
{
    std::istringstream names(R"({"status":"success","data":["a","b"]})");
    std::vector<std::string> texts;
    ASSERT_TRUE(readPrometheusTexts(names, texts));
    EXPECT_EQ(texts, (std::vector<std::string>{"a", "b"}));
    std::istringstream none(R"({"status":"success","data":null})");
    texts.clear();
    ASSERT_TRUE(readPrometheusTexts(none, texts));
    EXPECT_TRUE(texts.empty());
    std::istringstream list(R"({"status":"success","data":[{"__name__":"up","job":"n"},{"__name__":"up"}]})");
    std::vector<PrometheusLabels> series;
    ASSERT_TRUE(readPrometheusSeriesList(list, series));
    ASSERT_EQ(series.size(), 2U);
    EXPECT_EQ(series[0], (PrometheusLabels{{"__name__", "up"}, {"job", "n"}}));

    std::ifstream metadata(std::string(NODESENTRY_TEST_DATA) + "/prometheus/metadata.json");
    PrometheusFamilies families;
    ASSERT_TRUE(readPrometheusMetadata(metadata, families));
    EXPECT_EQ(families.at("node_load1").type, "gauge");
    EXPECT_EQ(families.at("two_kinds").type, "");
    EXPECT_EQ(families.at("two_kinds").unit, "bytes");
    std::istringstream wrong(R"({"status":"success","data":[1]})");
    EXPECT_FALSE(readPrometheusMetadata(wrong, families));
}

} // namespace
} // namespace nodesentry
