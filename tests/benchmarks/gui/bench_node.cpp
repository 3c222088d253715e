#include "tests/benchmarks/gui/bench_node.h"

#include "core/data/series_files.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <numeric>
#include <random>

namespace nodesentry::bench {

namespace {

namespace fs = std::filesystem;

NodeSeries makeSeries(int metrics, std::int64_t samples)
{
    NodeSeries series{BenchNode::kNode, {BenchNode::kOrigin, BenchNode::kStep, samples}, {}, {}, {}};
    series.metrics.resize(std::size_t(metrics));
    std::iota(series.metrics.begin(), series.metrics.end(), 0);
    series.values.resize(metrics, samples);
    std::minstd_rand random(20'231'112);
    const auto step = [&] { return static_cast<float>(random() % 2001) / 1000.0F - 1.0F; };
    for (int row = 0; row < metrics; ++row) {
        float value = 50.0F + 40.0F * step();
        for (std::int64_t i = 0; i < samples; ++i) {
            if (row % 3 != 2 || random() % 500 == 0)
                value += step();
            series.values(row, i) = row % 3 == 0 ? value : std::round(4.0F * value) / 4.0F;
        }
        series.values(row, samples / 2 + row) += 500.0F;
    }
    constexpr std::int64_t kHour = 240;
    for (std::int64_t i = samples / 3; i < samples / 3 + kHour; ++i)
        series.values.col(i).setConstant(std::numeric_limits<float>::quiet_NaN());
    return series;
}

} // namespace

Result<std::unique_ptr<BenchNode>> BenchNode::make(int metrics, int weeks)
{
    std::string folder = (fs::temp_directory_path() / "nodesentry-gui-bench-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr)
        return fail(ErrorCode::IoError, "cannot make a temporary folder");
    auto node = std::unique_ptr<BenchNode>(new BenchNode(folder));
    const auto temporary = folder + "/new.h5";
    const auto path = folder + "/series.h5";
    NODESENTRY_TRY(auto writer, SeriesStoreWriter::create(temporary, "bench"));
    NODESENTRY_CHECK(writer.writeNode(makeSeries(metrics, weeks * kWeek)));
    NODESENTRY_CHECK(writer.finish());
    NODESENTRY_CHECK(installSeriesStore(temporary, path));
    NODESENTRY_TRY(node->m_store, SeriesStore::open(path));
    return node;
}

BenchNode::~BenchNode()
{
    m_store.reset();
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

Result<std::shared_ptr<const SeriesStore>> BenchNode::reopened() const
{
    return SeriesStore::open(m_folder + "/series.h5");
}

std::vector<ui::LaneSpec> BenchNode::lanes(int count) const
{
    std::vector<ui::LaneSpec> lanes;
    for (int i = 0; i < count; ++i) {
        ui::LaneSpec lane;
        lane.metric = i;
        lane.name = QStringLiteral("node_metric_number_%1_total").arg(i);
        lane.unit = QStringLiteral("1/s");
        lane.group = QStringLiteral("Group %1").arg(i / 20);
        lanes.push_back(lane);
    }
    return lanes;
}

} // namespace nodesentry::bench
