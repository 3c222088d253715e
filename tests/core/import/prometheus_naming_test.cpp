#include "core/data/import/prometheus_naming_p.h"
#include "core/data/import/prometheus_selector_p.h"

#include <gtest/gtest.h>

#include <fstream>

namespace nodesentry {
namespace {

using Labels = std::vector<std::pair<std::string, std::string>>;

TEST(PrometheusNaming, LeavesOutWhatTheTargetAddsAndUndoesTheClash)
{
    PrometheusNaming naming("instance", {"cluster"});
    naming.addTarget({{"__name__", "up"}, {"instance", "cn1:9100"}, {"job", "node"}, {"node", "cn1"}});
    const auto place = naming.placeOf({{"__name__", "node_memory_numa_MemFree"},
                                       {"zone", "z"},
                                       {"cluster", "c"},
                                       {"exported_node", "0"},
                                       {"instance", "cn1:9100"},
                                       {"job", "node"},
                                       {"node", "cn1"}});
    ASSERT_TRUE(place);
    EXPECT_EQ(place->node, "cn1");
    EXPECT_EQ(place->name.base, "node_memory_numa_MemFree");
    EXPECT_EQ(place->name.labels, (Labels{{"node", "0"}, {"zone", "z"}}));

    // A target that adds no such label: the node is the exporter's own, that of the NUMA node.
    const auto other = naming.placeOf({{"__name__", "m"}, {"instance", "cn2"}, {"node", "0"}});
    ASSERT_TRUE(other);
    EXPECT_EQ(other->name.labels, (Labels{{"node", "0"}}));
}

TEST(PrometheusNaming, TakesTheNodeFromTheLabelAsked)
{
    const PrometheusNaming naming("node", {});
    const auto place
        = naming.placeOf({{"__name__", "m"}, {"instance", "x:1"}, {"job", "j"}, {"node", "a:1"}});
    ASSERT_TRUE(place);
    EXPECT_EQ(place->node, "a:1");
    EXPECT_TRUE(place->name.labels.empty());
    EXPECT_FALSE(naming.placeOf({{"__name__", "m"}, {"instance", "x:1"}}));
    EXPECT_FALSE(naming.placeOf({{"node", "a"}}));
}

TEST(PrometheusNaming, HintsComeFromMetadataAndNames)
{
    std::ifstream file(std::string(NODESENTRY_TEST_DATA) + "/prometheus/metadata.json");
    PrometheusFamilies families;
    ASSERT_TRUE(readPrometheusMetadata(file, families));
    const auto kindOf = [&](const std::string& name) { return prometheusHints(families, name).kind; };
    EXPECT_EQ(kindOf("node_cpu_seconds_total"), RawKind::Counter);
    EXPECT_EQ(kindOf("node_load1"), RawKind::Gauge);
    EXPECT_EQ(kindOf("node_netstat_Tcp_InSegs"), RawKind::Auto); // "unknown", though a counter
    EXPECT_EQ(kindOf("two_kinds"), RawKind::Auto);
    EXPECT_EQ(kindOf("never_heard_of"), RawKind::Auto);
    EXPECT_EQ(kindOf("http_requests_total"), RawKind::Counter); // OpenMetrics' metadata leave _total out
    EXPECT_EQ(kindOf("go_gc_duration_seconds"), RawKind::Gauge); // quantiles
    EXPECT_EQ(kindOf("go_gc_duration_seconds_count"), RawKind::Counter);
    EXPECT_EQ(prometheusHints(families, "node_cpu_seconds_total").unit, "s");
    EXPECT_EQ(prometheusHints(families, "two_kinds").unit, "bytes");
    EXPECT_EQ(prometheusHints(families, "node_load1").unit, "");
}

TEST(PrometheusSelector, AddsConditionsToWhatAPersonWrote)
{
    const auto with = [](const std::string& text) {
        return PrometheusSelector::parse(text).value().withMetric("m", "instance", {});
    };
    EXPECT_EQ(with("{}"), R"({__name__="m",instance!=""})");
    EXPECT_EQ(with(R"( {job="a", } )"), R"({job="a",__name__="m",instance!=""})");
    EXPECT_EQ(with(R"(m{job=~"a}b"})"), R"({__name__="m",job=~"a}b",__name__="m",instance!=""})");
    EXPECT_EQ(with("m"), R"({__name__="m",__name__="m",instance!=""})");
    EXPECT_EQ(PrometheusSelector::parse("{}")->withLabel("instance"), R"({instance!=""})");
    const std::vector<std::string> nodes{"cn1:9100", "a.b", "c\"d\\"};
    EXPECT_EQ(PrometheusSelector::parse("{}")->withMetric("m", "instance", nodes),
              R"({__name__="m",instance=~"cn1:9100|a\\.b|c\"d\\\\"})");
}

TEST(PrometheusSelector, RefusesWhatIsNone)
{
    for (const auto* text : {"", " ", "node_.*", "{job=\"a\"", "1m", "a b", "rate(m[5m])"}) {
        const auto selector = PrometheusSelector::parse(text);
        ASSERT_FALSE(selector) << text;
        EXPECT_EQ(selector.error().code, ErrorCode::InvalidArgument);
    }
    EXPECT_TRUE(isPrometheusLabelName("instance"));
    EXPECT_FALSE(isPrometheusLabelName("a-b"));
    EXPECT_FALSE(isPrometheusLabelName(""));
    EXPECT_FALSE(isPrometheusLabelName("1a"));
}

TEST(PrometheusSelector, WritesTimesInSeconds)
{
    EXPECT_EQ(prometheusTime(1795392455884), "1795392455.884");
    EXPECT_EQ(prometheusTime(15000), "15");
    EXPECT_EQ(prometheusTime(7), "0.007");
    EXPECT_EQ(prometheusTime(-1001), "-1.001");
}

} // namespace
} // namespace nodesentry
