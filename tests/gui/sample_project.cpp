#include "tests/gui/sample_project.h"

#include <cmath>
#include <limits>

namespace nodesentry::test {

namespace {

using Sample = SampleProject;

TimeGrid grid()
{
    return {Sample::kOrigin, Sample::kStep, Sample::kSamples};
}

MetricCatalog catalog()
{
    return {{"cpu_user", "", MetricKind::Rate, "CPU"},
            {"cpu_idle", "", MetricKind::Rate, "CPU"},
            {"load1", "", MetricKind::Gauge, "System"},
            {"mem_free", "bytes", MetricKind::Gauge, "Memory"},
            {"mem_cached", "bytes", MetricKind::Gauge, "Memory"},
            {"net_in", "bytes/s", MetricKind::Rate, "Network"},
            {"net_out", "bytes/s", MetricKind::Rate, "Network"}};
}

NodeSeries seriesOf(const std::string& node, double phase)
{
    NodeSeries series;
    series.node = node;
    series.grid = grid();
    const int metrics = int(catalog().size());
    series.values.resize(metrics, Sample::kSamples);
    for (int metric = 0; metric < metrics; ++metric) {
        series.metrics.push_back(metric);
        const double size = std::pow(10.0, metric);
        for (std::int64_t i = 0; i < Sample::kSamples; ++i) {
            const bool busy = (i / 700) % 2 == 0;
            const double wave = std::sin(double(i) * 0.05 * (metric + 1) + phase) * 0.1;
            series.values(metric, i) = float(size * ((busy ? 0.7 : 0.1) + wave));
        }
    }
    if (node == "cn2") {
        for (auto i = Sample::kCaseBegin; i < Sample::kCaseEnd; ++i)
            series.values(3, i) *= 3.0F;
    }
    for (std::int64_t i = 2'000; i < 2'200; ++i) // the exporter was away
        series.values.col(i).setConstant(std::numeric_limits<float>::quiet_NaN());
    return series;
}

std::vector<Job> jobs()
{
    const auto at = [](std::int64_t sample) { return grid().timeOf(sample); };
    Job first{"4711", {"cn1", "cn2"}, at(0), at(700), "lammps", "ann", "COMPLETED", {}};
    Job second{"4712", {"cn2"}, at(1'400), at(2'100), "hpcc", "bob", "FAILED", {}};
    Job third{"4713", {"cn1", "cn2"}, at(3'800), std::nullopt, "lammps", "ann", "RUNNING", {}};
    return {first, second, third};
}

Result<void> writeResults(Project& project)
{
    NODESENTRY_TRY(auto writer, ScoreStoreWriter::create(project.scoresPath(), "nodesentry"));
    for (const auto* node : {"cn1", "cn2"}) {
        StoredScores stored;
        stored.grid = grid();
        stored.scores.node = node;
        const auto size = std::size_t(Sample::kSamples);
        stored.scores.score.resize(size);
        stored.threshold.assign(size, 2.0F);
        stored.flagged.assign(size, 0);
        for (std::size_t i = 0; i < size; ++i) {
            stored.scores.score[i] = float(0.5 + 0.3 * std::sin(double(i) * 0.21));
            if (std::string(node) == "cn2" && std::int64_t(i) >= Sample::kCaseBegin
                && std::int64_t(i) < Sample::kCaseEnd) {
                stored.scores.score[i] = 9.0F;
                stored.flagged[i] = 1;
            }
        }
        NODESENTRY_CHECK(writer.add(stored));
    }
    NODESENTRY_CHECK(writer.commit());
    Case found;
    found.method = "nodesentry";
    found.node = "cn2";
    found.range = {grid().timeOf(Sample::kCaseBegin), grid().timeOf(Sample::kCaseEnd)};
    found.peak = grid().timeOf(Sample::kCaseBegin + 5);
    found.peakScore = 9.0;
    found.area = 280.0;
    found.topMetrics = {3, 4};
    NODESENTRY_CHECK(project.replaceCases("nodesentry", {found}));
    NODESENTRY_CHECK(project.finishStage({"detect:nodesentry", "f", Sample::kOrigin, 1.0, "{}"}, "{}"));
    return project.setDocument("evaluation",
                               R"({"methods": {"nodesentry": {"strict": {"f1": 0.5, "f1_oracle": 0.6}},
                                   "random": {"strict": {"f1": 0.02, "f1_oracle": 0.03}}},
                                   "nodes": 2, "test_samples": 4608, "anomalous_samples": 45})");
}

} // namespace

Result<void> makeSampleProject(const std::string& path, bool withResults)
{
    NODESENTRY_TRY(const auto project, Project::create(path));
    const std::string generation = "sample-1";
    {
        NODESENTRY_TRY(auto writer,
                       SeriesStoreWriter::create(project->pendingSeriesPath(generation), generation));
        NODESENTRY_CHECK(writer.writeNode(seriesOf("cn1", 0.0)));
        NODESENTRY_CHECK(writer.writeNode(seriesOf("cn2", 1.0)));
        NODESENTRY_CHECK(writer.finish());
    }
    ImportCommit import;
    import.generation = generation;
    import.source = "test";
    import.summary = "{}";
    import.metrics = catalog();
    import.jobs = jobs();
    Label label;
    label.node = "cn2";
    label.begin = grid().timeOf(Sample::kCaseBegin - 5);
    label.end = grid().timeOf(Sample::kCaseEnd);
    label.category = "mem_leak";
    label.author = "import";
    import.labels = {label};
    NODESENTRY_CHECK(project->commitImport(import));
    if (withResults)
        NODESENTRY_CHECK(writeResults(*project));
    return {};
}

} // namespace nodesentry::test
