#include "core/data/import/import.h"
#include "core/data/import/prometheus_importer.h"

#include "tests/core/import/recording_sink.h"
#include "tests/support/http_server.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <spdlog/fmt/fmt.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <regex>

namespace nodesentry {
namespace {

using test::HttpServer;
using test::RecordingSink;

const std::string kData = std::string(NODESENTRY_TEST_DATA) + "/prometheus/";

Result<void> import(const std::vector<std::string>& sources, const PrometheusOptions& options,
                    RecordingSink& sink, double stepSeconds = 0)
{
    ImportOptions all;
    all.stepSeconds = stepSeconds;
    all.prometheus = options;
    return makePrometheusImporter()->read(sources, all, sink, {});
}

TEST(PrometheusImporter, KnowsServersAndSavedAnswers)
{
    const auto importer = makePrometheusImporter();
    EXPECT_EQ(importer->name(), "prometheus");
    EXPECT_TRUE(importer->recognises("http://host:9090"));
    EXPECT_TRUE(importer->recognises("HTTPS://host/x"));
    EXPECT_TRUE(importer->recognises(kData + "raw_server_down.json"));
    EXPECT_TRUE(importer->recognises(kData));
    EXPECT_FALSE(importer->recognises(kData + "metadata.json"));
    EXPECT_FALSE(importer->recognises(kData + "PROVENANCE.md"));
    EXPECT_FALSE(importer->recognises(kData + "missing.json"));
    EXPECT_FALSE(importer->recognises(std::string(NODESENTRY_TEST_DATA) + "/csv"));
}

TEST(PrometheusImporter, ReadsAFolderOfSavedAnswersAndSaysWhatItLeavesOut)
{
    RecordingSink sink;
    const auto done = import({kData}, {.ignoreLabels = {"node"}}, sink);
    ASSERT_TRUE(done) << done.error().text();
    const auto& series = sink.samples.at("127.0.0.1");
    EXPECT_TRUE(series.contains("node_context_switches_total"));
    EXPECT_EQ(series.at("lab_test_gauge{case=tiny}").size(), 6U);
    EXPECT_EQ(series.at("up").size(), 54U);
    EXPECT_EQ(sink.rejected.at("not a JSON file by its name"), 3)
        << "PROVENANCE.md and two pages of node_exporter";
    EXPECT_EQ(sink.rejected.at(
                  "an answer of Prometheus that tells of an error: exceeded maximum resolution of 11,000 "
                  "points per timeseries. Try decreasing the query resolution (?step=XX)"),
              1);
    EXPECT_EQ(sink.hints.at("up").kind, RawKind::Auto);
}

TEST(PrometheusImporter, ReadsCompressedFilesAndTellsOfDamagedOnes)
{
    const test::TemporaryFolder folder;
    std::ifstream plain(kData + "raw_server_down.json");
    const std::string text((std::istreambuf_iterator<char>(plain)), {});
    const auto path = folder.file("a.json.gz");
    gzFile file = gzopen(path.c_str(), "wb");
    gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
    gzclose(file);
    RecordingSink sink;
    ASSERT_TRUE(import({path}, {.nodeLabel = "node"}, sink));
    EXPECT_EQ(sink.samples.at("cn1").at("node_context_switches_total").size(), 12U);

    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 20);
    const auto damaged = import({path}, {}, sink);
    ASSERT_FALSE(damaged);
    EXPECT_EQ(damaged.error().code, ErrorCode::ParseError);
    EXPECT_EQ(damaged.error().file, path);
}

TEST(PrometheusImporter, RefusesNamedFilesWithoutSamples)
{
    RecordingSink sink;
    EXPECT_EQ(import({kData + "too_many_points.json"}, {}, sink).error().code, ErrorCode::ParseError);
    EXPECT_EQ(import({kData + "metadata.json"}, {}, sink).error().code, ErrorCode::NotFound);
    EXPECT_EQ(import({kData + "nowhere.json"}, {}, sink).error().code, ErrorCode::NotFound);
    const auto list = import({std::string(NODESENTRY_TEST_DATA) + "/csv"}, {}, sink);
    EXPECT_EQ(list.error().code, ErrorCode::NotFound);
}

TEST(PrometheusImporter, TakesTheFirstOfTwoSeriesThatDifferOnlyInTheirTarget)
{
    const test::TemporaryFolder folder;
    std::ofstream(folder.file("a.json")) << R"({"status":"success","data":{"resultType":"matrix","result":[
        {"metric":{"__name__":"m","instance":"h:1"},"values":[[1,"1"],[2,"2"]]},
        {"metric":{"__name__":"m","instance":"h:2"},"values":[[2,"7"],[3,"8"]]},
        {"metric":{"__name__":"m","instance":"h:3"},"values":[[3,"9"],[4,"10"]]},
        {"metric":{"instance":"h:3"},"values":[[3,"9"]]},
        {"metric":{"__name__":"m"},"values":[[3,"9"]]}]}})";
    RecordingSink sink;
    ASSERT_TRUE(import({folder.path().string()}, {}, sink));
    EXPECT_EQ(sink.samples.at("h").at("m"),
              (RecordingSink::Samples{{1000, 1}, {2000, 2}, {3000, 9}, {4000, 10}}));
    EXPECT_EQ(sink.rejected.at("a series that differs from another one only in where it comes from"), 1);
    EXPECT_EQ(sink.rejected.at("a series without the label that names the node"), 1);
    EXPECT_EQ(sink.rejected.at("a series without name: what a function or an aggregation answers"), 1);
}

/// Answers as Prometheus 2.42 does, from made-up series of 10 s samples: `load` on n1 and n2, `big` on ten
/// nodes, `dropped` on n1; value = seconds since kBegin.
class FakePrometheus {
public:
    static constexpr TimeMs kBegin = 1'700'000'000'000;
    static constexpr TimeMs kSampleMs = 10'000;
    static constexpr TimeMs kEnd = kBegin + 3'600'000;

    TimeMs largestRange = INT64_MAX; ///< of one query; longer ones fail with 422
    int failures = 0; ///< of the next requests, with 503
    std::size_t nodesListed = 1000; ///< longest list of series that is given

    FakePrometheus() : server([this](const HttpServer::Request& request) { return answer(request); }) { }

    static PrometheusOptions options()
    {
        return {.from = std::to_string(kBegin / 1000), .to = std::to_string(kEnd / 1000), .match = {"{}"}};
    }

    [[nodiscard]] int queries(const std::string& path) const
    {
        int count = 0;
        for (const auto& request : server.requests())
            count += request.path == path ? 1 : 0;
        return count;
    }

private:
    static std::vector<std::string> nodesOf(const std::string& metric)
    {
        if (metric == "load")
            return {"n1:9100", "n2:9100"};
        if (metric == "dropped")
            return {"n1:9100"};
        std::vector<std::string> nodes;
        for (int i = 1; metric == "big" && i <= 10; ++i)
            nodes.push_back(fmt::format("n{}:9100", i));
        return nodes;
    }
    static std::string success(const std::string& data)
    {
        return R"({"status":"success","data":)" + data + "}";
    }
    static std::string labelsOf(const std::string& metric, const std::string& node)
    {
        return fmt::format(R"({{"__name__":"{}","instance":"{}","job":"j","rack":"r1"}})", metric, node);
    }
    static TimeMs ms(const std::string& seconds) { return std::llround(std::stod(seconds) * 1000); }

    HttpServer::Response answer(const HttpServer::Request& request)
    {
        if (failures > 0) {
            --failures;
            return {.status = 503, .body = "busy"};
        }
        if (request.path == "/api/v1/label/__name__/values")
            return {.body = success(R"(["big","dropped","load"])")};
        if (request.path == "/api/v1/label/instance/values") {
            std::string list;
            for (const auto& node : nodesOf("big"))
                list += (list.empty() ? "\"" : ",\"") + node + "\"";
            return {.body = success("[" + list + "]")};
        }
        if (request.path == "/api/v1/metadata")
            return {.body = success(R"({"load":[{"type":"gauge","help":"","unit":""}]})")};
        if (request.path == "/api/v1/series")
            return series(request.field("match[]"));
        return samples(request);
    }

    /// The nodes of a selector's metric that its other condition lets through.
    static std::vector<std::string> chosen(const std::string& selector, std::string& metric)
    {
        std::smatch match;
        if (!std::regex_search(selector, match,
                               std::regex("__name__=\"([a-z]+)\",instance(!=\"\"|=~\"([^\"]*)\")")))
            return {};
        metric = match[1];
        auto nodes = nodesOf(metric);
        if (match[3].matched) {
            const std::regex wanted(match[3].str());
            std::erase_if(nodes, [&](const std::string& node) { return !std::regex_match(node, wanted); });
        }
        return nodes;
    }

    HttpServer::Response series(const std::string& selector) const
    {
        std::string metric = "up";
        auto nodes = selector == "up" ? nodesOf("big") : chosen(selector, metric);
        if (nodes.size() > nodesListed && metric != "up")
            return {.status = 422,
                    .body = R"({"status":"error","errorType":"execution","error":"too many samples"})"};
        std::string list;
        for (const auto& node : nodes)
            list += (list.empty() ? "" : ",") + labelsOf(metric, node);
        return {.body = success("[" + list + "]")};
    }

    HttpServer::Response samples(const HttpServer::Request& request) const
    {
        const auto query = request.field("query");
        std::string metric;
        const auto nodes = chosen(query, metric);
        std::vector<TimeMs> times;
        if (request.path == "/api/v1/query") {
            const auto range = std::stoll(query.substr(query.rfind('[') + 1));
            const auto end = ms(request.field("time"));
            if (range > largestRange)
                return {
                    .status = 422,
                    .body
                    = R"({"status":"error","errorType":"execution","error":"query processing would load too many samples into memory in query execution"})"};
            for (TimeMs t = kBegin; t < kEnd + 60000; t += kSampleMs) { // both ends count
                if (t >= end - range && t <= end)
                    times.push_back(t);
            }
        } else {
            const auto step = ms(request.field("step"));
            EXPECT_LE((ms(request.field("end")) - ms(request.field("start"))) / step, 11000);
            EXPECT_EQ(ms(request.field("start")) % step, 0);
            for (auto t = ms(request.field("start")); t <= ms(request.field("end")); t += step)
                times.push_back(t);
        }
        std::string result;
        for (const auto& node : nodes) {
            std::string values;
            for (const auto t : times)
                values += fmt::format("{}[{:.3f},\"{}\"]", values.empty() ? "" : ",",
                                      static_cast<double>(t) / 1000, (t - kBegin) / 1000);
            if (!values.empty())
                result += fmt::format(R"({}{{"metric":{},"values":[{}]}})", result.empty() ? "" : ",",
                                      labelsOf(metric, node), values);
        }
        return {.body
                = R"({"status":"success","warnings":["partial"],"data":{"resultType":"matrix","result":[)"
                    + result + "]}}"};
    }

public:
    HttpServer server; ///< last, so that it ends first
};

/// All samples from begin to end, each once and in order.
void expectWhole(const RecordingSink& sink, int nodesOfBig)
{
    ASSERT_EQ(sink.samples.size(), static_cast<std::size_t>(nodesOfBig));
    for (const auto& [node, series] : sink.samples) {
        for (const auto& [name, samples] : series) {
            ASSERT_EQ(samples.size(), 360U) << node << ' ' << name;
            for (std::size_t i = 0; i < samples.size(); ++i) {
                EXPECT_EQ(samples[i].first, FakePrometheus::kBegin + static_cast<TimeMs>(i) * 10000);
                EXPECT_EQ(samples[i].second, static_cast<double>(10 * i));
            }
        }
    }
    EXPECT_TRUE(sink.samples.at("n1").contains("load"));
    EXPECT_FALSE(sink.samples.at("n3").contains("load"));
    EXPECT_TRUE(sink.samples.at("n10").contains("big"));
}

TEST(PrometheusServer, GivesEverySampleOnce)
{
    FakePrometheus fake;
    RecordingSink sink;
    sink.dropped = {"dropped"};
    const auto done = import({fake.server.url("/")}, FakePrometheus::options(), sink);
    ASSERT_TRUE(done) << done.error().text();
    expectWhole(sink, 10);
    EXPECT_EQ(sink.hints.at("load").kind, RawKind::Gauge);
    for (const auto& request : fake.server.requests())
        EXPECT_EQ(request.field("query").find("dropped"), std::string::npos) << "nobody wants its samples";
}

TEST(PrometheusServer, IsAskedForShorterTimesWhenItRefusesLongOnes)
{
    FakePrometheus fake;
    fake.largestRange = 200'000;
    RecordingSink sink;
    sink.dropped = {"dropped"};
    const auto done = import({fake.server.url()}, FakePrometheus::options(), sink);
    ASSERT_TRUE(done) << done.error().text();
    expectWhole(sink, 10);
    EXPECT_GT(fake.queries("/api/v1/query"), 2 * 3600 / 200);
}

TEST(PrometheusServer, IsAskedForFewerNodesWhenTheListOfSeriesIsTooLong)
{
    FakePrometheus fake;
    fake.nodesListed = 3;
    RecordingSink sink;
    sink.dropped = {"dropped"};
    const auto done = import({fake.server.url()}, FakePrometheus::options(), sink);
    ASSERT_TRUE(done) << done.error().text();
    expectWhole(sink, 10);
}

TEST(PrometheusServer, IsAskedAgainWhenItIsBusy)
{
    FakePrometheus fake;
    fake.failures = 1;
    RecordingSink sink;
    sink.dropped = {"dropped"};
    ASSERT_TRUE(import({fake.server.url()}, FakePrometheus::options(), sink));
    expectWhole(sink, 10);
}

TEST(PrometheusServer, GivesValuesAtTheStepInPartsOfAtMost11000Points)
{
    FakePrometheus fake;
    RecordingSink sink;
    sink.dropped = {"dropped", "big"};
    auto options = FakePrometheus::options();
    options.query = "range";
    const auto done = import({fake.server.url()}, options, sink, 0.25);
    ASSERT_TRUE(done) << done.error().text();
    EXPECT_EQ(sink.samples.at("n1").at("load").size(), 14400U);
    EXPECT_GE(fake.queries("/api/v1/query_range"), 2);
    EXPECT_EQ(import({fake.server.url()}, options, sink, 0).error().code, ErrorCode::InvalidArgument);
}

TEST(PrometheusServer, ErrorsTellWhatToDo)
{
    int status = 400;
    std::string body = R"({"status":"error","errorType":"bad_data","error":"parse error: unexpected x"})";
    HttpServer server(
        [&](const HttpServer::Request&) { return HttpServer::Response{.status = status, .body = body}; });
    RecordingSink sink;
    auto error = import({server.url()}, FakePrometheus::options(), sink).error();
    EXPECT_EQ(error.code, ErrorCode::InvalidArgument);
    EXPECT_NE(error.message.find("parse error: unexpected x (400)"), std::string::npos) << error.text();
    EXPECT_NE(error.message.find(server.url()), std::string::npos);

    status = 401;
    body = "who are you";
    error = import({server.url()}, FakePrometheus::options(), sink).error();
    EXPECT_NE(error.advice.find("--bearer-token-file"), std::string::npos) << error.text();
    status = 200;
    body = "<html>a proxy</html>";
    error = import({server.url()}, FakePrometheus::options(), sink).error();
    EXPECT_EQ(error.code, ErrorCode::ParseError);
    EXPECT_NE(error.message.find(server.url()), std::string::npos) << error.text();
    body = R"({"status":"success","data":[]})";
    error = import({server.url()}, FakePrometheus::options(), sink).error();
    EXPECT_EQ(error.code, ErrorCode::NotFound);
}

TEST(PrometheusServer, IsNotAskedForWhatCannotBe)
{
    RecordingSink sink;
    const auto codeOf = [&](const PrometheusOptions& options) {
        return import({"http://127.0.0.1:9"}, options, sink).error().code;
    };
    EXPECT_EQ(codeOf({.from = "1700000020", .to = "1700000010"}), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf({.from = "yesterday"}), ErrorCode::ParseError);
    EXPECT_EQ(codeOf({.match = {"{"}}), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf({.nodeLabel = "a b"}), ErrorCode::InvalidArgument);
    EXPECT_EQ(codeOf({.query = "guess"}), ErrorCode::InvalidArgument);
    const auto error = import({"http://ann:secret@127.0.0.1:9"}, {}, sink).error();
    EXPECT_EQ(error.code, ErrorCode::InvalidArgument);
    EXPECT_EQ(error.text().find("secret"), std::string::npos);
}

} // namespace
} // namespace nodesentry
