#include "core/data/import/import.h"
#include "core/data/import/importers.h"
#include "core/data/import/sample_sink.h"

#include <benchmark/benchmark.h>
#include <spdlog/fmt/fmt.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace nodesentry {
namespace {

/// A folder of files, removed at the end.
class Files {
public:
    Files() : m_folder(std::filesystem::temp_directory_path() / fmt::format("import_bench_{}", ::getpid()))
    {
        std::filesystem::create_directories(m_folder);
    }
    Files(const Files&) = delete;
    Files& operator=(const Files&) = delete;
    ~Files() { std::filesystem::remove_all(m_folder); }

    void write(const std::string& name, const std::string& text)
    {
        std::ofstream(m_folder / name, std::ios::binary) << text;
        m_bytes += static_cast<std::int64_t>(text.size());
    }
    [[nodiscard]] std::string folder() const { return m_folder.string(); }
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }

private:
    std::filesystem::path m_folder;
    std::int64_t m_bytes = 0;
};

constexpr int kNodes = 4;
constexpr int kRows = 5760; // a day at 15 s
constexpr int kMetrics = 82; // as the paper's D1

/// As monitoring writes them: percentages with decimals, bytes, growing counters.
std::string valueAt(int node, int row, int metric)
{
    switch (metric % 3) {
    case 0:
        return fmt::format("{:.2f}", 50 + 40 * std::sin(0.01 * row + metric + node));
    case 1:
        return fmt::format("{}", 4096LL * (1000000 + row * 7 % 1000 + metric));
    default:
        return fmt::format("{:.4f}", 0.25 * row * (metric + 1));
    }
}

void writeWide(Files& files)
{
    for (int node = 0; node < kNodes; ++node) {
        std::string text = "timestamp";
        for (int metric = 0; metric < kMetrics; ++metric)
            text += fmt::format(",metric_{}", metric);
        for (int row = 0; row < kRows; ++row) {
            text += fmt::format("\n{}", 1700000000 + 15 * row);
            for (int metric = 0; metric < kMetrics; ++metric)
                text += "," + valueAt(node, row, metric);
        }
        files.write(fmt::format("n{}.csv", node), text + "\n");
    }
}

/// Reads into a sink, which packs and spills as in an import; resampling and writing come after that.
void readAll(benchmark::State& state, const Files& files, const std::string& format, std::int64_t values)
{
    ImportOptions options;
    const auto importers = makeImporters();
    const auto* importer = chooseImporter(importers, format, {files.folder()}).value();
    for (auto _ : state) {
        SampleSink sink(MetricRules::builtIn(), "", std::size_t{256} << 20);
        const auto read = importer->read({files.folder()}, options, sink, {});
        if (!read || sink.nodeCount() != kNodes || !sink.report().rejectedLines.empty())
            state.SkipWithError("the files are not read whole");
    }
    state.SetBytesProcessed(state.iterations() * files.bytes());
    state.SetItemsProcessed(state.iterations() * values);
}

void importCsv(benchmark::State& state)
{
    Files files;
    writeWide(files);
    readAll(state, files, "csv", std::int64_t{kNodes} * kRows * kMetrics);
}

void importLong(benchmark::State& state)
{
    constexpr int kLongRows = 1440;
    Files files;
    std::string text = "time,node,metric,value\n";
    for (int row = 0; row < kLongRows; ++row) {
        for (int node = 0; node < kNodes; ++node) {
            for (int metric = 0; metric < kMetrics; ++metric)
                text += fmt::format("2026-01-01T{:02}:{:02}:{:02}Z,n{},metric_{},{}\n", row / 240,
                                    row / 4 % 60, row % 4 * 15, node, metric, valueAt(node, row, metric));
        }
    }
    files.write("all.csv", text);
    readAll(state, files, "long", std::int64_t{kNodes} * kLongRows * kMetrics);
}

/// The whole of `import --check`: reading, the grid, counters, the catalogue.
void checkCsv(benchmark::State& state)
{
    Files files;
    writeWide(files);
    for (auto _ : state) {
        const auto import = Import::read({files.folder()}, {}, {});
        if (!import || import->report().samples != std::int64_t{kNodes} * kRows)
            state.SkipWithError("the files are not read whole");
    }
    state.SetBytesProcessed(state.iterations() * files.bytes());
}

BENCHMARK(importCsv)->Name("import/csv")->Unit(benchmark::kMillisecond);
BENCHMARK(importLong)->Name("import/long")->Unit(benchmark::kMillisecond);
BENCHMARK(checkCsv)->Name("import/check")->Unit(benchmark::kMillisecond);

} // namespace
} // namespace nodesentry
