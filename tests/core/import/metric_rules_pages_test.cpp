// The built-in rules on what real tools write. Expected counts come from a script of its own (Python's re).

#include "core/data/import/metric_rules.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>
#include <zlib.h>

namespace nodesentry {
namespace {

/// A page of node_exporter in tests/data/prometheus.
std::vector<std::string> linesOfPage(const std::string& name)
{
    const auto path = std::string(NODESENTRY_TEST_DATA) + "/prometheus/" + name;
    auto* file = gzopen(path.c_str(), "rb");
    EXPECT_NE(file, nullptr) << path;
    std::string text;
    char buffer[65536];
    for (int count = 0; file != nullptr && (count = gzread(file, buffer, sizeof(buffer))) > 0;)
        text.append(buffer, static_cast<std::size_t>(count));
    gzclose(file);
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

/// The series of a page: its lines up to the value.
std::vector<std::string> seriesOfPage(const std::string& name)
{
    std::vector<std::string> series;
    for (const auto& line : linesOfPage(name)) {
        if (!line.empty() && line.front() != '#')
            series.push_back(line.substr(0, line.rfind(' ')));
    }
    return series;
}

struct GroupCount {
    int series = 0;
    int metrics = 0;

    bool operator==(const GroupCount&) const = default;
};

struct Outcome {
    std::map<std::string, GroupCount> groups;
    int dropped = 0;
};

Outcome applyAll(const std::vector<std::string>& series)
{
    Outcome outcome;
    std::map<std::string, std::set<std::string>> metrics;
    for (const auto& name : series) {
        const auto target = MetricRules::builtIn().apply(parseSeriesName(name));
        if (!target) {
            ++outcome.dropped;
            continue;
        }
        ++outcome.groups[target->group].series;
        metrics[target->group].insert(target->name);
    }
    for (const auto& [group, names] : metrics)
        outcome.groups[group].metrics = static_cast<int>(names.size());
    return outcome;
}

TEST(MetricRulesPages, NodeExporterOfAHost)
{
    const auto series = seriesOfPage("node_exporter_host.txt.gz");
    ASSERT_EQ(series.size(), 1861U);
    const auto outcome = applyAll(series);
    EXPECT_EQ(outcome.dropped, 1152);
    EXPECT_EQ(outcome.groups.at("CPU"), (GroupCount{17, 9}));
    EXPECT_EQ(outcome.groups.at("Memory"), (GroupCount{521, 53}));
    EXPECT_EQ(outcome.groups.at("Filesystem"), (GroupCount{21, 21}));
    EXPECT_EQ(outcome.groups.at("Network"), (GroupCount{129, 82}));
    EXPECT_EQ(outcome.groups.at("Process"), (GroupCount{8, 8}));
    EXPECT_EQ(outcome.groups.at("System"), (GroupCount{13, 13}));
    EXPECT_FALSE(outcome.groups.contains("Other"));
}

TEST(MetricRulesPages, NodeExporterOfAGuest)
{
    const auto series = seriesOfPage("node_exporter_guest.txt.gz");
    ASSERT_EQ(series.size(), 1130U);
    const auto outcome = applyAll(series);
    EXPECT_EQ(outcome.dropped, 684);
    EXPECT_EQ(outcome.groups.at("CPU"), (GroupCount{8, 8}));
    EXPECT_EQ(outcome.groups.at("Memory"), (GroupCount{352, 34}));
    EXPECT_EQ(outcome.groups.at("Filesystem"), (GroupCount{24, 19}));
    EXPECT_EQ(outcome.groups.at("Network"), (GroupCount{47, 47}));
    EXPECT_EQ(outcome.groups.at("Process"), (GroupCount{8, 8}));
    EXPECT_EQ(outcome.groups.at("System"), (GroupCount{7, 7}));
    EXPECT_FALSE(outcome.groups.contains("Other"));
}

// What the TYPE lines say, but for those that do not tell the truth (docs/metric_rules.md).
TEST(MetricRulesPages, KindsAgreeWithTheTypesOfThePage)
{
    std::map<std::string, std::string> types;
    for (const auto& line : linesOfPage("node_exporter_host.txt.gz")) {
        if (line.starts_with("# TYPE ")) {
            const auto name = line.substr(7, line.find(' ', 7) - 7);
            types[name] = line.substr(line.rfind(' ') + 1);
        }
    }
    for (const auto& series : seriesOfPage("node_exporter_host.txt.gz")) {
        const auto name = parseSeriesName(series);
        const auto target = MetricRules::builtIn().apply(name);
        if (!target)
            continue;
        const auto& type = types[name.base];
        const bool lies = name.base.starts_with("node_nf_conntrack_stat_");
        const bool isCounter
            = type == "counter" || lies || (type == "untyped" && name.base != "node_netstat_Tcp_CurrEstab");
        EXPECT_EQ(target->kind, isCounter ? RawKind::Counter : RawKind::Gauge) << series;
    }
}

// The examples of the paper's Table 3, by its names and by node_exporter's.
TEST(MetricRulesPages, NamesOfThePaperAndOfNodeExporterAreInTheSameGroup)
{
    struct Example {
        const char* paper;
        const char* exporter;
        const char* group;
    };
    for (const auto& [paper, exporter, group] :
         {Example{"cpu_seconds_total{cpu=0,mode=user}", "node_cpu_seconds_total{cpu=0,mode=user}", "CPU"},
          {"perf_cpu_migrations_total{cpu=0}", "node_perf_cpu_migrations_total{cpu=0}", "CPU"},
          {"numa_foreign_total", "node_memory_numa_numa_foreign_total{node=0}", "Memory"},
          {"memory_kernel_stack_bytes", "node_memory_KernelStack_bytes", "Memory"},
          {"filefd_allocated", "node_filefd_allocated", "Filesystem"},
          {"filesystem_files_free", "node_filesystem_files_free{fstype=ext4}", "Filesystem"},
          {"network_receive_bytes_total{device=eth0}", "node_network_receive_bytes_total{device=eth0}",
           "Network"},
          {"sockstat_sockets_used", "node_sockstat_sockets_used", "Network"},
          {"processes_state{state=R}", "node_processes_state{state=R}", "Process"},
          {"procs_running", "node_procs_running", "Process"},
          {"procs_blocked", "node_procs_blocked", "Process"},
          {"timex_status", "node_timex_status", "System"},
          {"ksmd_run", "node_ksmd_run", "System"}}) {
        const auto ours = MetricRules::builtIn().apply(parseSeriesName(paper));
        const auto theirs = MetricRules::builtIn().apply(parseSeriesName(exporter));
        ASSERT_TRUE(ours) << paper;
        ASSERT_TRUE(theirs) << exporter;
        EXPECT_EQ(ours->group, group) << paper;
        EXPECT_EQ(theirs->group, group) << exporter;
        EXPECT_EQ(ours->kind, theirs->kind) << paper;
        EXPECT_EQ(ours->unit, theirs->unit) << paper;
        EXPECT_EQ(ours->aggregation, theirs->aggregation) << paper;
    }
    EXPECT_EQ(MetricRules::builtIn().apply(parseSeriesName("system_uptime"))->group, "System");
    EXPECT_FALSE(MetricRules::builtIn().apply(parseSeriesName("memory_mem_total_bytes")));
}

TEST(MetricRulesPages, ClusterCockpitScopesJoinToTheNode)
{
    struct Example {
        const char* series;
        const char* group;
        Aggregation aggregation;
    };
    for (const auto& [series, group, aggregation] :
         {Example{"flops_any{core=3}", "CPU", Aggregation::Sum},
          {"ipc{core=3}", "CPU", Aggregation::Mean},
          {"clock{hwthread=9}", "CPU", Aggregation::Mean},
          {"cpu_load", "CPU", Aggregation::Sum},
          {"acc_utilization{accelerator=00000000:C1:00.0}", "CPU", Aggregation::Mean},
          {"mem_bw{socket=1}", "Memory", Aggregation::Sum},
          {"mem_used", "Memory", Aggregation::Sum},
          {"rapl_power{socket=1}", "System", Aggregation::Sum},
          {"net_bw", "Network", Aggregation::Sum},
          {"ib_recv", "Network", Aggregation::Sum},
          {"lustre_read_bw", "Filesystem", Aggregation::Sum},
          {"nfs4_read", "Filesystem", Aggregation::Sum},
          {"file_bw", "Filesystem", Aggregation::Sum}}) {
        const auto target = MetricRules::builtIn().apply(parseSeriesName(series));
        ASSERT_TRUE(target) << series;
        EXPECT_EQ(target->group, group) << series;
        EXPECT_EQ(target->aggregation, aggregation) << series;
        EXPECT_EQ(target->name, parseSeriesName(series).base);
    }
}

TEST(MetricRulesPages, LdmsDevicesJoinToTheNode)
{
    const auto target
        = [](const char* series) { return MetricRules::builtIn().apply(parseSeriesName(series)); };
    EXPECT_EQ(target("procnetdev.rx_bytes{device=eth0}")->name, "procnetdev.rx_bytes");
    EXPECT_EQ(target("procnetdev.rx_bytes{device=eth0}")->unit, "bytes");
    EXPECT_FALSE(target("procnetdev.rx_bytes{device=lo}"));
    EXPECT_EQ(target("procdiskstats.reads_comp{device=sda}")->name, "procdiskstats.reads_comp");
    EXPECT_FALSE(target("procdiskstats.reads_comp{device=dm-0}"));
    EXPECT_FALSE(target("procdiskstats.reads_comp.rate{device=sda}"));
    EXPECT_EQ(target("procdiskstats.ios_in_progress{device=sda}")->kind, RawKind::Gauge);
}

// A node of the paper's size has 3,014 series, most of them of its cores.
TEST(MetricRulesPages, SeriesOfManyCoresAndThoseOfNoRule)
{
    std::vector<std::string> series;
    for (int cpu = 0; cpu < 128; ++cpu) {
        for (const auto* mode : {"idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"})
            series.push_back("node_cpu_seconds_total{cpu=\"" + std::to_string(cpu) + "\",mode=\"" + mode
                             + "\"}");
    }
    for (int i = 0; series.size() < 3014; ++i)
        series.push_back("vendor_metric_" + std::to_string(i) + "_total");
    const auto outcome = applyAll(series);
    EXPECT_EQ(outcome.groups.at("CPU"), (GroupCount{1024, 8}));
    EXPECT_EQ(outcome.groups.at("Other"), (GroupCount{1990, 1990}));
}

TEST(MetricRulesPages, EndlessNamesAreLeftOut)
{
    EXPECT_FALSE(MetricRules::builtIn().apply({std::string(100000, 'a'), {}}));
    EXPECT_TRUE(
        MetricRules::builtIn().apply({"node_disk_read_bytes_total", {{"device", std::string(100000, 'a')}}}));
}

} // namespace
} // namespace nodesentry
