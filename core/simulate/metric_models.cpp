#include "core/simulate/metric_models.h"

#include "core/base/expects.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace nodesentry {

namespace {

using enum Activity;

/// One row of the metricTable below.
struct Row {
    int tier; ///< 1: always there; 2: from about 80 metrics on; 3: the rest
    const char* group;
    const char* name;
    const char* unit; ///< of a sample
    char kind; ///< 'g' gauge; 'c' counter, stored as a rate; 'r' repeats another row; 'k' constant gauge
    double base;
    std::vector<MetricModel::Term> terms;
    double spread; ///< of the applications' loadings
    double quantum; ///< of what is counted; a repeating row takes that of the other row, times its factor
    const char* repeats = nullptr; ///< name of the row
    double factor = 1.0;
};

constexpr double kRam = 2.75e11;
constexpr double kDisk = 9.6e11;
constexpr double kPage = 4096.0;
/// Ticks are 10 ms, and the samples are means over the CPUs.
constexpr double kTick = 0.01 / kCpusPerNode;

/// Coefficients are what a two-socket server with 64 CPUs, 256 GiB and a fast network would show at full
/// activity: orders of magnitude, not measurements.
const std::vector<Row>& metricTable()
{
    static const std::vector<Row> rows = {
        // clang-format off
        {1, "CPU", "node_cpu_seconds_total{mode=user}", "s/s", 'c', 0, {{User, 1}}, 0, kTick},
        {1, "CPU", "node_cpu_seconds_total{mode=system}", "s/s", 'c', 0, {{System, 1}}, 0, kTick},
        {1, "CPU", "node_cpu_seconds_total{mode=idle}", "s/s", 'c', 0, {{Idle, 1}}, 0, kTick},
        {1, "CPU", "node_cpu_seconds_total{mode=iowait}", "s/s", 'c', 0, {{IoWait, 1}}, 0, kTick},
        {1, "CPU", "node_perf_instructions_total", "/s", 'c', 2e8, {{Instructions, 2.4e11}}, 0.15, 1},
        {1, "CPU", "node_perf_cache_misses_total", "/s", 'c', 4e6, {{CacheMisses, 3e9}}, 0.2, 1},
        {2, "CPU", "node_cpu_seconds_total{mode=softirq}", "s/s", 'c', 0, {{NetReceive, 0.03}, {Messages, 0.02}}, 0.1, kTick},
        {2, "CPU", "node_cpu_seconds_total{mode=irq}", "s/s", 'c', 0, {{Switches, 0.006}, {NetReceive, 0.004}}, 0.1, kTick},
        {2, "CPU", "node_perf_cpucycles_total", "/s", 'c', 1e8, {{User, 1.9e11}, {System, 1.8e11}}, 0.02, 1},
        {2, "CPU", "node_perf_cache_refs_total", "/s", 'c', 3e7, {{CacheMisses, 6e9}, {Instructions, 5e9}}, 0.2, 1},
        {2, "CPU", "node_cpu_scaling_frequency_hertz", "Hz", 'g', 3.4e9, {{Heat, -5e8}, {Idle, -2e8}}, 0, 1e6},
        {2, "CPU", "node_schedstat_running_seconds_total", "s/s", 'c', 0, {{User, 1}, {System, 1}}, 0, 1e-9},
        {2, "CPU", "node_schedstat_waiting_seconds_total", "s/s", 'c', 0, {{Tasks, 0.06}, {Switches, 0.14}}, 0.2, 1e-9},
        {2, "CPU", "node_pressure_cpu_waiting_seconds_total", "s/s", 'c', 0, {{Load1, 0.15}, {Switches, 0.2}}, 0.2, 1e-6},
        {3, "CPU", "node_cpu_seconds_total{mode=nice}", "s/s", 'k', 0, {}, 0, 0},
        {3, "CPU", "node_cpu_seconds_total{mode=steal}", "s/s", 'k', 0, {}, 0, 0},
        {3, "CPU", "node_cpu_core_throttles_total", "/s", 'k', 0, {}, 0, 0},
        {3, "CPU", "node_perf_branch_instructions_total", "/s", 'r', 0, {}, 0, 0, "node_perf_instructions_total", 0.17},
        {3, "CPU", "node_perf_branch_misses_total", "/s", 'c', 1e6, {{Instructions, 4e8}, {Switches, 3e8}}, 0.3, 1},
        {3, "CPU", "node_perf_stalled_cycles_backend_total", "/s", 'c', 5e7, {{CacheMisses, 9e10}, {User, 1e10}}, 0.2, 1},
        {3, "CPU", "node_schedstat_timeslices_total", "/s", 'r', 0, {}, 0, 0, "node_context_switches_total", 0.55},

        {1, "Memory", "node_memory_MemFree_bytes", "bytes", 'g', 0.97 * kRam, {{Memory, -kRam}, {PageCache, -kRam}}, 0, kPage},
        {1, "Memory", "node_memory_MemAvailable_bytes", "bytes", 'g', 0.97 * kRam, {{Memory, -kRam}}, 0, kPage},
        {1, "Memory", "node_memory_Cached_bytes", "bytes", 'g', 1.2e9, {{PageCache, kRam}}, 0, kPage},
        {1, "Memory", "node_memory_AnonPages_bytes", "bytes", 'g', 5e8, {{Memory, kRam}}, 0, kPage},
        {1, "Memory", "node_vmstat_pgfault", "/s", 'c', 800, {{Faults, 4e6}}, 0.2, 1},
        {1, "Memory", "node_vmstat_pgmajfault", "/s", 'c', 0.1, {{MajorFaults, 500}}, 0.1, 1},
        {1, "Memory", "node_vmstat_allocstall_normal", "/s", 'c', 0, {{AllocationStalls, 2500}}, 0.1, 1},
        {2, "Memory", "node_memory_Active_anon_bytes", "bytes", 'r', 0, {}, 0, 0, "node_memory_AnonPages_bytes", 0.12},
        {2, "Memory", "node_memory_Inactive_anon_bytes", "bytes", 'g', 3e8, {{Memory, 0.87 * kRam}, {Messages, 4e9}}, 0.05, kPage},
        {2, "Memory", "node_memory_Active_file_bytes", "bytes", 'g', 4e8, {{PageCache, 0.4 * kRam}}, 0.1, kPage},
        {2, "Memory", "node_memory_Inactive_file_bytes", "bytes", 'g', 7e8, {{PageCache, 0.55 * kRam}}, 0.1, kPage},
        {2, "Memory", "node_memory_Buffers_bytes", "bytes", 'g', 2e8, {{Metadata, 4e8}}, 0.2, kPage},
        {2, "Memory", "node_memory_Dirty_bytes", "bytes", 'g', 2e5, {{DiskWrite, 3e9}}, 0.2, kPage},
        {2, "Memory", "node_memory_Writeback_bytes", "bytes", 'g', 0, {{DiskWrite, 2e8}, {IoWait, 3e8}}, 0.2, kPage},
        {2, "Memory", "node_memory_SReclaimable_bytes", "bytes", 'g', 6e8, {{Metadata, 3e9}, {PageCache, 1e10}}, 0.2, kPage},
        {2, "Memory", "node_memory_SUnreclaim_bytes", "bytes", 'g', 1.5e9, {{Tasks, 5e8}, {NetReceive, 2e8}}, 0.1, kPage},
        {2, "Memory", "node_memory_PageTables_bytes", "bytes", 'g', 4e7, {{Memory, 6e8}, {Tasks, 6e7}}, 0.15, kPage},
        {2, "Memory", "node_memory_KernelStack_bytes", "bytes", 'g', 2.2e7, {{Tasks, 5e7}}, 0.02, kPage},
        {2, "Memory", "node_memory_Mapped_bytes", "bytes", 'g', 3e8, {{Memory, 4e9}, {Messages, 2e9}}, 0.2, kPage},
        {2, "Memory", "node_memory_Committed_AS_bytes", "bytes", 'g', 4e9, {{Memory, 1.3 * kRam}}, 0.1, kPage},
        {2, "Memory", "node_memory_Shmem_bytes", "bytes", 'g', 1e8, {{Messages, 6e9}, {Tasks, 5e8}}, 0.2, kPage},
        {2, "Memory", "node_memory_SwapFree_bytes", "bytes", 'g', 1.7e10, {{SwapUsed, -1.6e10}}, 0, kPage},
        {2, "Memory", "node_vmstat_pgscan_direct", "/s", 'c', 0, {{AllocationStalls, 4e5}}, 0.2, 1},
        {2, "Memory", "node_vmstat_pgsteal_direct", "/s", 'r', 0, {}, 0, 0, "node_vmstat_pgscan_direct", 0.8},
        {2, "Memory", "node_vmstat_pgalloc_normal", "/s", 'c', 3000, {{Faults, 5e6}, {NetReceive, 1e6}}, 0.1, 1},
        {2, "Memory", "node_vmstat_pgpgin", "kB/s", 'r', 0, {}, 0, 0, "node_disk_read_bytes_total", 1.0 / 1024.0},
        {2, "Memory", "node_vmstat_pgpgout", "kB/s", 'r', 0, {}, 0, 0, "node_disk_written_bytes_total", 1.0 / 1024.0},
        {2, "Memory", "node_vmstat_compact_stall", "/s", 'c', 0, {{AllocationStalls, 60}, {Faults, 2}}, 0.2, 1},
        {2, "Memory", "node_vmstat_thp_fault_alloc", "/s", 'c', 0, {{Faults, 900}}, 0.3, 1},
        {2, "Memory", "node_pressure_memory_stalled_seconds_total", "s/s", 'c', 0, {{AllocationStalls, 0.25}, {SwapUsed, 0.4}}, 0.1, 1e-6},
        {2, "Memory", "node_vmstat_pswpout", "pages/s", 'c', 0, {{SwapUsed, 9000}}, 0.1, 1},
        {3, "Memory", "node_pressure_memory_waiting_seconds_total", "s/s", 'r', 0, {}, 0, 0, "node_pressure_memory_stalled_seconds_total", 1.4},
        {3, "Memory", "node_vmstat_pgfree", "/s", 'r', 0, {}, 0, 0, "node_vmstat_pgalloc_normal", 1.01},
        {3, "Memory", "node_vmstat_numa_hit", "/s", 'r', 0, {}, 0, 0, "node_vmstat_pgalloc_normal", 0.9},
        {3, "Memory", "node_vmstat_numa_miss", "/s", 'c', 0, {{Memory, 2000}, {Faults, 8000}}, 0.4, 1},
        {3, "Memory", "node_vmstat_nr_free_pages", "pages", 'r', 0, {}, 0, 0, "node_memory_MemFree_bytes", 1.0 / kPage},
        {3, "Memory", "node_vmstat_nr_anon_pages", "pages", 'r', 0, {}, 0, 0, "node_memory_AnonPages_bytes", 1.0 / kPage},
        {3, "Memory", "node_vmstat_nr_file_pages", "pages", 'r', 0, {}, 0, 0, "node_memory_Cached_bytes", 1.0 / kPage},
        {3, "Memory", "node_vmstat_nr_dirty", "pages", 'r', 0, {}, 0, 0, "node_memory_Dirty_bytes", 1.0 / kPage},
        {3, "Memory", "node_vmstat_nr_mapped", "pages", 'r', 0, {}, 0, 0, "node_memory_Mapped_bytes", 1.0 / kPage},
        {3, "Memory", "node_vmstat_pswpin", "pages/s", 'c', 0, {{SwapUsed, 4000}, {MajorFaults, 300}}, 0.1, 1},
        {3, "Memory", "node_vmstat_oom_kill", "/s", 'k', 0, {}, 0, 0},
        {3, "Memory", "node_memory_VmallocUsed_bytes", "bytes", 'k', 6.144e8, {}, 0, 0},
        {3, "Memory", "node_memory_Mlocked_bytes", "bytes", 'k', 1.28e7, {}, 0, 0},
        {3, "Memory", "node_memory_HugePages_Total", "pages", 'k', 0, {}, 0, 0},

        {1, "Filesystem", "node_disk_read_bytes_total", "bytes/s", 'c', 2e3, {{DiskRead, 1.3e9}}, 0.1, 512},
        {1, "Filesystem", "node_disk_written_bytes_total", "bytes/s", 'c', 4e4, {{DiskWrite, 1.1e9}}, 0.1, 512},
        {1, "Filesystem", "node_filesystem_avail_bytes", "bytes", 'g', kDisk, {{DiskUsed, -kDisk}}, 0, kPage},
        {1, "Filesystem", "node_disk_io_time_seconds_total", "s/s", 'c', 0.002, {{DiskRead, 0.35}, {DiskWrite, 0.4}, {IoWait, 0.7}}, 0.1, 0.001},
        {1, "Filesystem", "node_nfs_rpcs_total", "/s", 'c', 2, {{Metadata, 2e4}, {DiskRead, 3e3}}, 0.2, 1},
        {2, "Filesystem", "node_disk_reads_completed_total", "/s", 'c', 0.2, {{DiskRead, 7000}, {Metadata, 500}}, 0.25, 1},
        {2, "Filesystem", "node_disk_writes_completed_total", "/s", 'c', 4, {{DiskWrite, 5000}, {Metadata, 900}}, 0.25, 1},
        {2, "Filesystem", "node_disk_io_time_weighted_seconds_total", "s/s", 'c', 0.003, {{DiskRead, 2}, {DiskWrite, 3}, {IoWait, 22}}, 0.15, 0.001},
        {2, "Filesystem", "node_disk_io_now", "requests", 'g', 0, {{IoWait, 50}, {DiskWrite, 9}}, 0.2, 1},
        {2, "Filesystem", "node_disk_reads_merged_total", "/s", 'c', 0, {{DiskRead, 1800}}, 0.5, 1},
        {2, "Filesystem", "node_filesystem_files_free", "files", 'g', 6e7, {{DiskUsed, -2e7}, {Metadata, -4e4}}, 0, 1},
        {2, "Filesystem", "node_pressure_io_waiting_seconds_total", "s/s", 'c', 0, {{IoWait, 1.2}, {DiskWrite, 0.1}}, 0.1, 1e-6},
        {3, "Filesystem", "node_disk_read_time_seconds_total", "s/s", 'c', 0, {{DiskRead, 2.2}, {IoWait, 6}}, 0.2, 0.001},
        {3, "Filesystem", "node_disk_write_time_seconds_total", "s/s", 'c', 0.002, {{DiskWrite, 3.1}, {IoWait, 9}}, 0.2, 0.001},
        {3, "Filesystem", "node_disk_writes_merged_total", "/s", 'c', 1, {{DiskWrite, 2600}}, 0.5, 1},
        {3, "Filesystem", "node_filesystem_free_bytes", "bytes", 'r', 0, {}, 0, 0, "node_filesystem_avail_bytes", 1.05},
        {3, "Filesystem", "node_pressure_io_stalled_seconds_total", "s/s", 'r', 0, {}, 0, 0, "node_pressure_io_waiting_seconds_total", 0.7},
        {3, "Filesystem", "node_filesystem_readonly", "", 'k', 0, {}, 0, 0},
        {3, "Filesystem", "node_filesystem_device_error", "", 'k', 0, {}, 0, 0},

        {1, "Network", "node_network_receive_bytes_total", "bytes/s", 'c', 3e3, {{NetReceive, 2.8e9}}, 0.1, 1},
        {1, "Network", "node_network_transmit_bytes_total", "bytes/s", 'c', 5e3, {{NetTransmit, 2.8e9}}, 0.1, 1},
        {1, "Network", "node_netstat_Tcp_RetransSegs", "/s", 'c', 0.01, {{NetErrors, 900}}, 0.1, 1},
        {2, "Network", "node_network_receive_packets_total", "packets/s", 'c', 12, {{NetReceive, 4e5}, {Messages, 6e5}}, 0.15, 1},
        {2, "Network", "node_network_transmit_packets_total", "packets/s", 'c', 10, {{NetTransmit, 4e5}, {Messages, 6e5}}, 0.15, 1},
        {2, "Network", "node_network_receive_drop_total", "packets/s", 'c', 0, {{NetErrors, 200}, {NetReceive, 3}}, 0.1, 1},
        {2, "Network", "node_network_receive_errs_total", "packets/s", 'c', 0, {{NetErrors, 20}}, 0.1, 1},
        {2, "Network", "node_netstat_Tcp_InSegs", "/s", 'c', 10, {{Messages, 5e4}, {NetReceive, 3e4}}, 0.2, 1},
        {2, "Network", "node_netstat_Tcp_OutSegs", "/s", 'c', 11, {{Messages, 5e4}, {NetTransmit, 3e4}}, 0.2, 1},
        {2, "Network", "node_netstat_TcpExt_TCPTimeouts", "/s", 'c', 0, {{NetErrors, 60}}, 0.1, 1},
        {2, "Network", "node_netstat_Tcp_CurrEstab", "connections", 'g', 40, {{Tasks, 260}}, 0.3, 1},
        {2, "Network", "node_sockstat_TCP_inuse", "", 'g', 55, {{Tasks, 280}, {Metadata, 30}}, 0.3, 1},
        {2, "Network", "node_softnet_processed_total", "packets/s", 'c', 30, {{NetReceive, 3e5}, {Messages, 5e5}}, 0.05, 1},
        {2, "Network", "node_infiniband_port_data_received_bytes_total", "bytes/s", 'c', 4e3, {{NetReceive, 8e9}, {Messages, 2e9}}, 0.15, 4},
        {2, "Network", "node_infiniband_port_data_transmitted_bytes_total", "bytes/s", 'c', 4e3, {{NetTransmit, 8e9}, {Messages, 2e9}}, 0.15, 4},
        {3, "Network", "node_infiniband_port_transmit_wait_total", "/s", 'c', 0, {{NetErrors, 1e6}, {NetTransmit, 3e5}}, 0.3, 1},
        {3, "Network", "node_network_transmit_drop_total", "packets/s", 'c', 0, {{NetErrors, 90}}, 0.1, 1},
        {3, "Network", "node_netstat_IpExt_InOctets", "bytes/s", 'r', 0, {}, 0, 0, "node_network_receive_bytes_total", 0.97},
        {3, "Network", "node_netstat_IpExt_OutOctets", "bytes/s", 'r', 0, {}, 0, 0, "node_network_transmit_bytes_total", 0.97},
        {3, "Network", "node_network_receive_bytes_total{device=lo}", "bytes/s", 'c', 300, {{Messages, 1e8}}, 0.4, 1},
        {3, "Network", "node_network_transmit_bytes_total{device=lo}", "bytes/s", 'r', 0, {}, 0, 0, "node_network_receive_bytes_total{device=lo}", 1.0},
        {3, "Network", "node_sockstat_sockets_used", "", 'g', 380, {{Tasks, 620}}, 0.1, 1},
        {3, "Network", "node_sockstat_TCP_mem", "pages", 'g', 30, {{NetReceive, 2e4}, {NetErrors, 4e4}}, 0.2, 1},
        {3, "Network", "node_netstat_Udp_InDatagrams", "/s", 'c', 3, {{Metadata, 200}}, 0.3, 1},
        {3, "Network", "node_netstat_Tcp_ActiveOpens", "/s", 'c', 0.3, {{Metadata, 20}, {Tasks, 1}}, 0.3, 1},
        {3, "Network", "node_softnet_times_squeezed_total", "/s", 'c', 0, {{NetReceive, 500}}, 0.3, 1},
        {3, "Network", "node_network_up", "", 'k', 2, {}, 0, 0},
        {3, "Network", "node_network_carrier", "", 'k', 2, {}, 0, 0},

        {1, "Process", "node_procs_running", "processes", 'g', 1, {{User, 62}, {System, 20}, {Tasks, 4}}, 0, 1},
        {1, "Process", "node_procs_blocked", "processes", 'g', 0, {{IoWait, 40}}, 0.1, 1},
        {2, "Process", "node_forks_total", "processes/s", 'c', 3, {{Metadata, 40}, {MajorFaults, 25}}, 0.3, 1},
        {2, "Process", "node_processes_pids", "processes", 'g', 880, {{Tasks, 420}}, 0.1, 1},
        {2, "Process", "node_processes_threads", "", 'g', 1350, {{Tasks, 2600}}, 0.2, 1},
        {2, "Process", "node_processes_state{state=S}", "processes", 'g', 640, {{Tasks, 330}, {IoWait, -30}}, 0.1, 1},
        {2, "Process", "node_processes_state{state=R}", "processes", 'r', 0, {}, 0, 0, "node_procs_running", 1.0},
        {3, "Process", "node_processes_state{state=D}", "processes", 'r', 0, {}, 0, 0, "node_procs_blocked", 1.0},
        {3, "Process", "node_processes_state{state=I}", "processes", 'k', 310, {}, 0, 0},
        {3, "Process", "node_processes_state{state=Z}", "processes", 'k', 0, {}, 0, 0},

        {1, "System", "node_context_switches_total", "/s", 'c', 2600, {{Switches, 4e5}}, 0.2, 1},
        {1, "System", "node_load1", "processes", 'g', 0.05, {{Load1, 70}}, 0, 0.01},
        {1, "System", "node_edac_correctable_errors_total", "/s", 'c', 0, {{MemoryErrors, 1.5}}, 0, 1},
        {2, "System", "node_load5", "processes", 'g', 0.06, {{Load5, 70}}, 0, 0.01},
        {2, "System", "node_load15", "processes", 'g', 0.07, {{Load15, 70}}, 0, 0.01},
        {2, "System", "node_intr_total", "/s", 'c', 3200, {{Switches, 1.5e5}, {NetReceive, 2e5}, {Messages, 1.5e5}}, 0.1, 1},
        {2, "System", "node_softirqs_functions_total{type=NET_RX}", "/s", 'r', 0, {}, 0, 0, "node_softnet_processed_total", 0.6},
        {2, "System", "node_softirqs_functions_total{type=SCHED}", "/s", 'c', 900, {{Switches, 2e5}, {User, 8e3}}, 0.1, 1},
        {2, "System", "node_hwmon_temp_celsius", "degC", 'g', 36, {{Heat, 42}}, 0, 0.5},
        {2, "System", "node_hwmon_power_average_watt", "W", 'g', 150, {{User, 230}, {Instructions, 130}, {CacheMisses, 60}}, 0.03, 1},
        {2, "System", "node_filefd_allocated", "", 'g', 2900, {{Metadata, 6000}, {Tasks, 4200}}, 0.2, 32},
        {3, "System", "node_hwmon_fan_rpm", "rpm", 'g', 4800, {{Heat, 7000}}, 0, 50},
        {3, "System", "node_rapl_package_joules_total", "J/s", 'r', 0, {}, 0, 0, "node_hwmon_power_average_watt", 0.8},
        {3, "System", "node_softirqs_functions_total{type=TIMER}", "/s", 'c', 700, {{User, 1.5e4}, {System, 1.5e4}}, 0.05, 1},
        {3, "System", "node_softirqs_functions_total{type=BLOCK}", "/s", 'c', 3, {{DiskRead, 5e3}, {DiskWrite, 4e3}}, 0.2, 1},
        {3, "System", "node_edac_uncorrectable_errors_total", "/s", 'k', 0, {}, 0, 0},
        // clang-format on
    };
    return rows;
}

struct CpuMode {
    const char* name;
    MetricModel::Term term;
};
constexpr std::array kCpuModes{CpuMode{"user", {User, 1.0}},           CpuMode{"system", {System, 1.0}},
                               CpuMode{"idle", {Idle, 1.0}},           CpuMode{"iowait", {IoWait, 1.0}},
                               CpuMode{"softirq", {NetReceive, 0.03}}, CpuMode{"irq", {Switches, 0.006}}};

constexpr double kGaugeNoise = 0.01;
constexpr double kCounterNoise = 0.03;
constexpr double kShareNoise = 0.008; ///< of CPU time, as a mean over all CPUs
constexpr double kCpuNoise = 0.12; ///< a single CPU is less steady than the mean over all

std::size_t rowNamed(const char* name)
{
    for (std::size_t i = 0; i < metricTable().size(); ++i)
        if (std::strcmp(metricTable()[i].name, name) == 0)
            return i;
    NODESENTRY_EXPECTS(false, "a row repeats a row of the metricTable");
    return 0;
}

MetricModel modelOf(std::size_t index, double stepSeconds)
{
    const Row& row = metricTable()[index];
    MetricModel model;
    if (row.kind == 'r') {
        model = modelOf(rowNamed(row.repeats), stepSeconds);
        model.factor = row.factor;
        model.repeats = true;
    } else {
        const bool isCounter = row.kind == 'c';
        model.base = row.base;
        model.terms = row.terms;
        model.loadingSpread = row.spread;
        model.noise = isCounter ? kCounterNoise : kGaugeNoise;
        model.quantum = isCounter ? row.quantum / stepSeconds : row.quantum;
        model.key = index;
        if (std::strcmp(row.unit, "s/s") == 0 && std::strncmp(row.name, "node_cpu", 8) == 0) {
            model.maximum = 1.0;
            model.noise = kShareNoise;
        }
    }
    model.metric.kind = std::string_view(row.unit).ends_with("/s") ? MetricKind::Rate : MetricKind::Gauge;
    model.metric.name = row.name;
    model.metric.unit = row.unit;
    model.metric.group = row.group;
    return model;
}

MetricModel cpuModel(int number, double stepSeconds)
{
    const int cpu = number / static_cast<int>(kCpuModes.size());
    const auto& mode = kCpuModes[static_cast<std::size_t>(number) % kCpuModes.size()];
    MetricModel model;
    model.metric.name = fmt::format("node_cpu_seconds_total{{cpu={},mode={}}}", cpu, mode.name);
    model.metric.unit = "s/s";
    model.metric.kind = MetricKind::Rate;
    model.metric.group = "CPU";
    model.terms = {mode.term};
    model.noise = kCpuNoise;
    model.quantum = 0.01 / stepSeconds;
    model.maximum = 1.0;
    model.key = metricTable().size() + static_cast<std::uint64_t>(number);
    return model;
}

} // namespace

double MetricModel::scale() const
{
    double sum = 0.0;
    for (const auto& term : terms)
        sum += std::abs(term.coefficient);
    return sum;
}

int fewestMetrics()
{
    return static_cast<int>(std::count_if(metricTable().begin(), metricTable().end(),
                                          [](const Row& row) { return row.tier == 1; }));
}

int mostMetrics()
{
    return static_cast<int>(metricTable().size()) + kCpusPerNode * static_cast<int>(kCpuModes.size());
}

std::vector<MetricModel> makeMetricModels(int count, double stepSeconds)
{
    NODESENTRY_EXPECTS(fewestMetrics() <= count && count <= mostMetrics(), "the count was checked");
    std::vector<std::size_t> order(metricTable().size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(), [](std::size_t a, std::size_t b) {
        return metricTable()[a].tier < metricTable()[b].tier;
    });
    order.resize(std::min(order.size(), static_cast<std::size_t>(count)));
    std::sort(order.begin(), order.end()); // back to the order of the groups

    std::vector<MetricModel> models;
    for (const auto index : order)
        models.push_back(modelOf(index, stepSeconds));
    for (int number = 0; static_cast<int>(models.size()) < count; ++number)
        models.push_back(cpuModel(number, stepSeconds));
    std::stable_sort(models.begin(), models.end(), [](const MetricModel& a, const MetricModel& b) {
        constexpr std::array<std::string_view, 6> kGroups{"CPU",     "Memory",  "Filesystem",
                                                          "Network", "Process", "System"};
        const auto rank = [&](const MetricModel& m) {
            return std::find(kGroups.begin(), kGroups.end(), m.metric.group) - kGroups.begin();
        };
        return rank(a) < rank(b);
    });
    return models;
}

} // namespace nodesentry
