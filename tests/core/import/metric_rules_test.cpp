#include "core/data/import/metric_rules.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

std::optional<MetricTarget> builtIn(std::string_view series)
{
    return MetricRules::builtIn().apply(parseSeriesName(series));
}

Error errorOf(std::string_view json)
{
    const auto rules = MetricRules::parse(json, "rules.json");
    EXPECT_FALSE(rules) << json;
    return rules ? Error{} : rules.error();
}

TEST(MetricRules, CoresJoinToTheirMeanForEachMode)
{
    const auto target = builtIn(R"(node_cpu_seconds_total{cpu="3",mode="user",instance="a:9100"})");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->name, "node_cpu_seconds_total{mode=user}");
    EXPECT_EQ(target->group, "CPU");
    EXPECT_EQ(target->unit, "s");
    EXPECT_EQ(target->kind, RawKind::Counter);
    EXPECT_EQ(target->aggregation, Aggregation::Mean);
}

TEST(MetricRules, SlabsJoinToOneSum)
{
    const auto target = builtIn(R"(node_slabinfo_active_objects{slab="dentry"})");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->name, "node_slabinfo_active_objects");
    EXPECT_EQ(target->aggregation, Aggregation::Sum);
    EXPECT_FALSE(builtIn(R"(node_slabinfo_object_size_bytes{slab="dentry"})"));
}

TEST(MetricRules, WhatTellsOfTheExporterOrNeverChangesIsDropped)
{
    for (const auto* series :
         {"go_goroutines", "promhttp_metric_handler_requests_in_flight", "process_open_fds",
          "scrape_duration_seconds", "up", R"(node_uname_info{nodename="a"})", "node_boot_time_seconds",
          "node_time_seconds", "node_memory_MemTotal_bytes", R"(node_disk_read_bytes_total{device="loop0"})",
          R"(node_network_receive_bytes_total{device="veth12"})"})
        EXPECT_FALSE(builtIn(series)) << series;
}

TEST(MetricRules, LoopbackIsKeptApartFromRealInterfaces)
{
    EXPECT_EQ(builtIn(R"(node_network_receive_bytes_total{device="lo"})")->name,
              "node_network_receive_bytes_total{device=lo}");
    EXPECT_EQ(builtIn(R"(node_network_receive_bytes_total{device="eth0"})")->name,
              "node_network_receive_bytes_total");
}

// node_exporter calls these untyped; all are counters but for the connections at hand.
TEST(MetricRules, NetstatIsCountersButForOpenConnections)
{
    EXPECT_EQ(builtIn("node_netstat_Tcp_InSegs")->kind, RawKind::Counter);
    EXPECT_EQ(builtIn("node_netstat_Tcp_CurrEstab")->kind, RawKind::Gauge);
    EXPECT_EQ(builtIn("node_vmstat_pgfault")->kind, RawKind::Counter);
}

TEST(MetricRules, LdmsNamesAreKnownInBothSpellings)
{
    for (const auto* series : {"meminfo.Active(anon)", "Active(anon)::meminfo"}) {
        const auto target = builtIn(series);
        ASSERT_TRUE(target) << series;
        EXPECT_EQ(target->group, "Memory");
        EXPECT_EQ(target->kind, RawKind::Gauge);
        EXPECT_EQ(target->name, series);
    }
    EXPECT_EQ(builtIn("procstat.context_switches")->kind, RawKind::Counter);
    EXPECT_EQ(builtIn("procstat.procs_running")->kind, RawKind::Gauge);
    EXPECT_EQ(builtIn("vmstat.nr_dirty")->kind, RawKind::Gauge);
    EXPECT_EQ(builtIn("vmstat.nr_dirtied")->kind, RawKind::Counter);
    EXPECT_EQ(builtIn("per_core_user12::procstat")->name, "procstat.per_core_user");
}

TEST(MetricRules, UnknownNameIsKeptAsItIsAndItsKindIsLeftToTheData)
{
    const auto target = builtIn(R"(my_metric{device="x",instance="a:1",job="j"})");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->name, "my_metric{device=x}");
    EXPECT_EQ(target->group, "Other");
    EXPECT_EQ(target->kind, RawKind::Auto);
}

TEST(MetricRules, FirstRuleThatFitsDecides)
{
    const auto rules = MetricRules::parse(R"json({"rules": [
        {"match": "a.*", "where": {"d": "x"}, "drop": true},
        {"match": "a(.)", "name": "b$1", "keep": ["d"], "aggregate": "max", "group": "Network"},
        {"match": ".*", "drop": true}]})json",
                                          "rules.json");
    ASSERT_TRUE(rules) << rules.error().text();
    EXPECT_FALSE(rules->apply(parseSeriesName("a1{d=x}")));
    EXPECT_EQ(rules->apply(parseSeriesName("a1{d=y,e=z}"))->name, "b1{d=y}");
    EXPECT_EQ(rules->apply(parseSeriesName("a1"))->name, "b1");
    EXPECT_EQ(rules->apply(parseSeriesName("a1"))->aggregation, Aggregation::Max);
    EXPECT_FALSE(rules->apply(parseSeriesName("a12")));
}

TEST(MetricRules, BrokenJsonNamesLineAndColumn)
{
    const auto error = errorOf("{\"rules\": [\n  {\"match\": }\n]}");
    EXPECT_EQ(error.file, "rules.json");
    EXPECT_EQ(error.line, 2);
    EXPECT_EQ(error.column, 13);
}

TEST(MetricRules, EntriesThatTheFormatDoesNotKnowAreErrors)
{
    EXPECT_NE(errorOf(R"({"rules": [{"match": "a"}, {"match": "b", "droop": true}]})").message.find("rule 2"),
              std::string::npos);
    for (const auto* json :
         {R"([])", R"({"rule": []})", R"({"rules": [1]})", R"({"rules": [{}]})", R"({"rules": [], "x": 1})",
          R"({"rules": [{"match": "("}]})", R"({"rules": [{"match": "a", "kind": "rate"}]})",
          R"({"rules": [{"match": "a", "group": "Disk"}]})",
          R"({"rules": [{"match": "a", "aggregate": "min"}]})", R"({"rules": [{"match": "a", "drop": 1}]})",
          R"({"rules": [{"match": "a", "keep": "cpu"}]})",
          R"({"rules": [{"match": "a", "where": {"d": 1}}]})", R"({"rules": [], "ignore_labels": [1]})"}) {
        const auto error = errorOf(json);
        EXPECT_EQ(error.code, ErrorCode::ParseError) << json;
        EXPECT_FALSE(error.advice.empty()) << json;
    }
}

} // namespace
} // namespace nodesentry
