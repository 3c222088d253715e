#include "core/data/series_files.h"
#include "core/data/series_store.h"

#include <benchmark/benchmark.h>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

// The series store at the size of the paper's D1: 1,294 nodes x 7 days at 15 s x 82 metrics. Making it takes
// minutes and 7 GB, so it is made once for all benchmarks of a run, in the system's temporary folder, and
// removed at the end. NODESENTRY_BENCH_NODES makes it smaller, NODESENTRY_BENCH_STORE keeps it in a folder
// for later runs.

using namespace nodesentry;

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kMetrics = 82;
constexpr std::int64_t kStepMs = 15'000;
constexpr std::int64_t kWeek = 40'320;
constexpr TimeMs kOrigin = 1'700'000'000'000;
constexpr int kD1Nodes = 1294;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

int nodeCount()
{
    const char* text = std::getenv("NODESENTRY_BENCH_NODES");
    return text == nullptr ? kD1Nodes : std::clamp(std::atoi(text), 30, kD1Nodes);
}

std::string nodeName(int node)
{
    return fmt::format("node-{:04}", node);
}

/// Made like the metrics of a site: a third are counters' rates with all their digits, a third gauges in
/// steps, a third constant or rarely changing.
NodeSeries makeNode(int node, std::int64_t samples, std::int64_t firstSample = 0)
{
    NodeSeries series{nodeName(node), {kOrigin + firstSample * kStepMs, kStepMs, samples}, {}, {}, {}};
    series.metrics.resize(kMetrics);
    std::iota(series.metrics.begin(), series.metrics.end(), 0);
    series.values.resize(kMetrics, samples);
    std::minstd_rand random(static_cast<unsigned>(node + 1 + firstSample));
    const auto step = [&] { return static_cast<float>(random() % 2001) / 1000.0F - 1.0F; };
    for (std::int64_t row = 0; row < kMetrics; ++row) {
        float value = 50.0F + 40.0F * step();
        for (std::int64_t i = 0; i < samples; ++i) {
            if (row % 3 != 2 || random() % 500 == 0)
                value += step();
            series.values(row, i) = row % 3 == 0 ? value : std::round(4.0F * value) / 4.0F;
        }
    }
    return series;
}

/// A folder that is removed at the end, unless it is kept on purpose.
class BenchFolder {
public:
    BenchFolder()
    {
        if (const char* kept = std::getenv("NODESENTRY_BENCH_STORE"); kept != nullptr) {
            m_path = kept;
            m_kept = true;
            fs::create_directories(m_path);
            return;
        }
        std::string name = (fs::temp_directory_path() / "nodesentry-bench-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("cannot make a temporary folder");
        m_path = name;
    }
    ~BenchFolder()
    {
        std::error_code ignored;
        if (!m_kept)
            fs::remove_all(m_path, ignored);
    }
    BenchFolder(const BenchFolder&) = delete;
    BenchFolder& operator=(const BenchFolder&) = delete;

    [[nodiscard]] std::string storePath() const { return (m_path / "series.h5").string(); }

private:
    fs::path m_path;
    bool m_kept = false;
};

/// The number after a name in /proc/self/status, in MB.
double memoryMb(const std::string& name)
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (double kilobytes = 0; word == name + ":" && status >> kilobytes)
            return kilobytes / 1024;
    return 0;
}

/// Writes nodes from a number of threads.
Result<void> writeNodes(SeriesStoreWriter& writer, int nodes, int threads)
{
    std::atomic<int> next = 0;
    std::atomic<bool> failed = false;
    std::vector<std::jthread> workers;
    for (int t = 0; t < threads; ++t)
        workers.emplace_back([&] {
            for (int node = next++; node < nodes && !failed; node = next++)
                if (!writer.writeNode(makeNode(node, kWeek)))
                    failed = true;
        });
    workers.clear();
    if (failed)
        return fail(ErrorCode::IoError, "the store could not be written");
    return {};
}

/// The D1-shaped store, made when the first benchmark asks for it.
struct D1 {
    BenchFolder folder;
    std::string path = folder.storePath();
    std::string error;

    D1()
    {
        if (const auto made = make(); !made)
            error = made.error().text();
    }

    Result<void> make()
    {
        if (const auto store = SeriesStore::open(path);
            store && static_cast<int>((*store)->nodes().size()) == nodeCount())
            return {};
        const auto start = Clock::now();
        const auto used = std::clock();
        const auto pending = path + ".new";
        NODESENTRY_TRY(auto writer, SeriesStoreWriter::create(pending, "d1"));
        NODESENTRY_CHECK(
            writeNodes(writer, nodeCount(), static_cast<int>(std::thread::hardware_concurrency())));
        NODESENTRY_CHECK(writer.finish());
        NODESENTRY_CHECK(installSeriesStore(pending, path));
        fmt::print(stderr,
                   "made {} nodes, {:.2f} GB, in {:.0f} s, {:.0f} s of one processor, {:.0f} MB at most\n",
                   nodeCount(), static_cast<double>(fs::file_size(path)) / 1e9, secondsSince(start),
                   static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC, memoryMb("VmHWM"));
        return {};
    }
};

const D1& d1()
{
    static const D1 made;
    return made;
}

/// Drops a file from the system's cache, so that the next read comes from the disk.
bool dropFromCache(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = descriptor >= 0 && ::fdatasync(descriptor) == 0
        && ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED) == 0;
    if (descriptor >= 0)
        ::close(descriptor);
    return done;
}

bool same(const float* a, const float* b, std::int64_t count)
{
    return std::memcmp(a, b, sizeof(float) * static_cast<std::size_t>(count)) == 0;
}

void openD1(benchmark::State& state)
{
    if (!d1().error.empty())
        return state.SkipWithError(d1().error.c_str());
    std::size_t nodes = 0;
    for (auto _ : state) {
        const auto store = SeriesStore::open(d1().path);
        if (!store || static_cast<int>((*store)->nodes().size()) != nodeCount()
            || (*store)->nodes().back().metrics.size() != kMetrics)
            return state.SkipWithError("not the nodes that were written");
        nodes = (*store)->nodes().size();
    }
    state.counters["nodes"] = static_cast<double>(nodes);
    state.counters["rss_MB"] = memoryMb("VmRSS");
}

/// A frame of 30 lanes, panned by a pixel each time; the first frame has filled the cache.
void buckets(benchmark::State& state)
{
    const auto store = SeriesStore::open(d1().path);
    if (!store)
        return state.SkipWithError(store.error().text().c_str());
    constexpr int kLanes = 30;
    constexpr int kPixels = 1600;
    const auto node = nodeName(3);
    const TimeGrid grid{kOrigin, kStepMs, kWeek};
    const auto frame = [&](TimeMs shift) -> Result<void> {
        for (int lane = 0; lane < kLanes; ++lane)
            NODESENTRY_CHECK(
                (*store)->buckets(node, 2 * lane, {grid.origin + shift, grid.range().end + shift}, kPixels));
        return {};
    };
    const auto expected = makeNode(3, kWeek);
    for (int lane = 0; lane < kLanes; ++lane) {
        const auto* row = expected.values.row(2 * lane).data();
        const auto wanted
            = MinMaxPyramid(std::vector<float>(row, row + kWeek)).buckets(grid, grid.range(), kPixels);
        const auto found = (*store)->buckets(node, 2 * lane, grid.range(), kPixels);
        if (!wanted || !found || std::memcmp(wanted->data(), found->data(), sizeof(MinMax) * kPixels) != 0)
            return state.SkipWithError("not the envelope of the samples");
    }
    std::vector<double> frames;
    TimeMs shift = 0;
    for (auto _ : state) {
        const auto start = Clock::now();
        shift = (shift + kWeek * kStepMs / kPixels) % (kWeek * kStepMs / 4);
        if (!frame(shift))
            return state.SkipWithError("a frame could not be read");
        frames.push_back(1000 * secondsSince(start));
    }
    std::sort(frames.begin(), frames.end());
    state.counters["p95_ms"] = frames[frames.size() * 95 / 100];
    state.counters["lanes"] = kLanes;
    state.counters["pixels"] = kPixels;
}

/// All metrics of another node each time, none of it in any cache.
void nodeWeekCold(benchmark::State& state)
{
    const auto threads = static_cast<int>(state.range(0));
    int node = 0;
    for (auto _ : state) {
        state.PauseTiming();
        const auto store = SeriesStore::open(d1().path);
        if (!store || !dropFromCache(d1().path))
            return state.SkipWithError("cannot open the store, or drop it from the cache");
        node = (node + 101) % nodeCount();
        state.ResumeTiming();
        const auto series = (*store)->readNode(nodeName(node), RunContext({}, {}, threads));
        state.PauseTiming();
        if (!series)
            return state.SkipWithError(series.error().text().c_str());
        if (const auto expected = makeNode(node, kWeek);
            !same(series->values.data(), expected.values.data(), expected.values.size()))
            return state.SkipWithError("not the samples that were written");
        state.ResumeTiming();
    }
    state.SetBytesProcessed(state.iterations() * kMetrics * kWeek * 4);
}

/// Whole nodes from the system's cache, each thread its own: what several readers gain.
void nodeWeekWarm(benchmark::State& state)
{
    static std::shared_ptr<const SeriesStore> store;
    if (state.thread_index() == 0) {
        const auto opened = SeriesStore::open(d1().path);
        store = opened ? *opened : nullptr;
    }
    int round = 0;
    for (auto _ : state) {
        if (store == nullptr)
            return state.SkipWithError("cannot open the store");
        const int node = (round++ % 8) * state.threads() + state.thread_index();
        const auto series = store->readNode(nodeName(node));
        if (!series || series->values.rows() != kMetrics)
            return state.SkipWithError("cannot read a node");
    }
    state.SetBytesProcessed(state.iterations() * kMetrics * kWeek * 4);
}

/// All metrics of a node over one hour.
void nodeHour(benchmark::State& state)
{
    const auto store = SeriesStore::open(d1().path);
    if (!store)
        return state.SkipWithError(store.error().text().c_str());
    const auto expected = makeNode(5, kWeek);
    for (auto _ : state) {
        const auto hour = (*store)->readNode(nodeName(5), 20'000, 20'240);
        if (!hour || hour->values != expected.values.middleCols(20'000, 240))
            return state.SkipWithError("not the samples that were written");
    }
}

/// One sample of every node and metric, as a live source brings them every 15 s; merging included.
void append(benchmark::State& state)
{
    const BenchFolder folder;
    const auto path = (fs::path(folder.storePath()).parent_path() / "live.h5").string();
    std::shared_ptr<const SeriesStore> store;
    std::int64_t sample = 0;
    std::vector<double> times;
    const auto cleanUp = [&] {
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(fs::path(path).parent_path()))
            if (entry.path().filename().string().starts_with("live."))
                fs::remove(entry.path(), ignored);
    };
    cleanUp();
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<NodeSeries> news;
        for (int node = 0; node < nodeCount(); ++node)
            news.push_back(makeNode(node, 1, sample));
        state.ResumeTiming();
        const auto start = Clock::now();
        const auto done = [&]() -> Result<void> {
            const auto pending = path + ".new";
            NODESENTRY_TRY(auto writer,
                           SeriesStoreWriter::create(pending, fmt::format("a{}", sample), store));
            for (const auto& series : news)
                NODESENTRY_CHECK(writer.appendNode(series));
            NODESENTRY_CHECK(writer.finish(RunContext({}, {}, 2)));
            NODESENTRY_CHECK(installSeriesStore(pending, path));
            NODESENTRY_TRY(store, SeriesStore::open(path));
            return {};
        }();
        if (!done)
            return state.SkipWithError(done.error().text().c_str());
        times.push_back(1000 * secondsSince(start));
        ++sample;
    }
    for (const std::int64_t i : {std::int64_t{0}, sample / 2, sample - 1}) {
        const auto found = store->readNode(nodeName(7), i, i + 1);
        if (!found || found->values != makeNode(7, 1, i).values)
            return state.SkipWithError("not the samples that were appended");
    }
    cleanUp();
    std::sort(times.begin(), times.end());
    state.counters["median_ms"] = times[times.size() / 2];
    state.counters["p95_ms"] = times[times.size() * 95 / 100];
    state.counters["max_ms"] = times.back();
    state.SetItemsProcessed(state.iterations() * nodeCount() * kMetrics);
}

/// Whole nodes of one week into a new store; the samples are made before the clock starts.
void write(benchmark::State& state)
{
    constexpr int kNodes = 8;
    const auto threads = static_cast<int>(state.range(0));
    const BenchFolder folder;
    const auto path = (fs::path(folder.storePath()).parent_path() / "written.h5").string();
    std::vector<NodeSeries> nodes;
    for (int node = 0; node < kNodes; ++node)
        nodes.push_back(makeNode(node, kWeek));
    for (auto _ : state) {
        auto writer = SeriesStoreWriter::create(path, "w");
        if (!writer)
            return state.SkipWithError(writer.error().text().c_str());
        std::atomic<int> next = 0;
        std::atomic<int> written = 0;
        {
            std::vector<std::jthread> workers;
            for (int t = 0; t < threads; ++t)
                workers.emplace_back([&] {
                    for (int node = next++; node < kNodes; node = next++)
                        written += writer->writeNode(nodes[static_cast<std::size_t>(node)]) ? 1 : 0;
                });
        }
        if (written != kNodes || !writer->finish())
            return state.SkipWithError("the nodes could not be written");
    }
    const auto store = SeriesStore::open(path);
    const auto read = store ? (*store)->readNode(nodeName(2)) : Result<NodeSeries>(fail(store.error()));
    if (!read || !same(read->values.data(), nodes[2].values.data(), nodes[2].values.size()))
        return state.SkipWithError("not the samples that were written");
    constexpr auto kBytes = kNodes * kMetrics * kWeek * 4;
    state.SetBytesProcessed(state.iterations() * kBytes);
    state.counters["packed_to"] = static_cast<double>(fs::file_size(path)) / static_cast<double>(kBytes);
    fs::remove(path);
}

BENCHMARK(openD1)->Name("store/open_d1")->Unit(benchmark::kMillisecond);
BENCHMARK(buckets)->Name("store/buckets/30x7d")->Unit(benchmark::kMillisecond)->Iterations(200);
BENCHMARK(nodeWeekCold)
    ->Name("store/node_week_cold")
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(10)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK(nodeWeekWarm)
    ->Name("store/node_week_warm")
    ->ThreadRange(1, 2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(nodeHour)->Name("store/node_hour")->Unit(benchmark::kMillisecond);
BENCHMARK(append)
    ->Name("store/append")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(64)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK(write)
    ->Name("store/write")
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

} // namespace
