#include "core/detect/score_store.h"
#include "core/review/candidates.h"
#include "tests/benchmarks/gui/bench_node.h"
#include "tests/benchmarks/gui/frame_watch.h"
#include "tests/gui/journey.h"
#include "tests/support/fake_engine.h"
#include "widgets/documents/label_document.h"
#include "widgets/lanes/lane_view.h"
#include "widgets/timeline/score_lane.h"
#include "widgets/lanes/timeline_view.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <random>

using namespace nodesentry;
using namespace nodesentry::app;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;
using nodesentry::bench::BenchNode;
using nodesentry::bench::FrameWatch;

namespace {

constexpr auto kMethod = "scores";
constexpr int kNodes = 16;
constexpr int kLanes = 30;
constexpr std::int64_t kSamples = 4 * BenchNode::kWeek;
constexpr std::int64_t kDistance = 800; ///< samples between anomalies: 201 on each node

std::string nameOf(int node)
{
    return "node-" + std::to_string(node);
}

/// Noise below the threshold of 2, and anomalies of half an hour that are up to ten times as high.
StoredScores makeScores(const std::string& node)
{
    StoredScores stored;
    stored.grid = {BenchNode::kOrigin, BenchNode::kStep, kSamples};
    stored.scores.node = node;
    stored.threshold.assign(std::size_t(kSamples), 2.0F);
    std::minstd_rand random(1);
    for (std::int64_t i = 0; i < kSamples; ++i) {
        const float noise = 0.5F + float(random() % 1000) / 1000.0F;
        const bool anomalous = i % kDistance < 120;
        stored.scores.score.push_back(anomalous ? noise * float(2 + i / kDistance % 18) : noise);
        stored.flagged.push_back(stored.scores.score.back() > 2.0F ? 1 : 0);
    }
    return stored;
}

/// Sixteen nodes of four weeks with scores, every second anomaly labelled.
Result<void> makeProject(const std::string& path)
{
    NODESENTRY_TRY(const auto project, Project::create(path));
    const std::string generation = "bench";
    NODESENTRY_TRY(auto series,
                   SeriesStoreWriter::create(project->pendingSeriesPath(generation), generation));
    NODESENTRY_TRY(auto scores, ScoreStoreWriter::create(project->scoresPath(), kMethod));
    ImportCommit import;
    import.generation = generation;
    import.summary = "{}";
    for (int metric = 0; metric < kLanes; ++metric)
        import.metrics.push_back({"metric" + std::to_string(metric), "", MetricKind::Gauge, "System"});
    for (int n = 0; n < kNodes; ++n) {
        NodeSeries node;
        node.node = nameOf(n);
        node.grid = {BenchNode::kOrigin, BenchNode::kStep, kSamples};
        const int metrics = n == 0 ? kLanes : 1; // only the first one is looked at
        node.values.resize(metrics, kSamples);
        for (int metric = 0; metric < metrics; ++metric) {
            node.metrics.push_back(metric);
            for (std::int64_t i = 0; i < kSamples; ++i)
                node.values(metric, i) = float(std::sin(double(i) * 0.001 * (metric + 1)));
        }
        NODESENTRY_CHECK(series.writeNode(node));
        NODESENTRY_CHECK(scores.add(makeScores(node.node)));
    }
    NODESENTRY_CHECK(series.finish());
    NODESENTRY_CHECK(project->commitImport(import));
    NODESENTRY_CHECK(scores.commit());
    LabelEdit labels;
    for (int n = 0; n < kNodes; ++n) {
        for (std::int64_t i = 0; i < kSamples; i += 2 * kDistance) {
            const auto begin = BenchNode::kOrigin + i * BenchNode::kStep;
            labels.push_back(
                {std::nullopt,
                 Label{0, nameOf(n), begin, begin + 120 * BenchNode::kStep, "anomaly", "", userName()}});
        }
    }
    NODESENTRY_CHECK(project->editReview({std::move(labels), {}}));
    return project->finishStage({std::string("detect:") + kMethod, "f", BenchNode::kOrigin, 1.0, "{}"}, "{}");
}

/// Nodes to review straight from stored scores, without stages that would have to run first: all samples
/// count.
Result<std::vector<ReviewNode>> readReviewNodes(const Project& project, const std::string& method,
                                                const std::vector<std::string>& names)
{
    std::vector<ReviewNode> nodes;
    for (const auto& name : names) {
        NODESENTRY_TRY(const auto stored, ScoreStore::read(project.scoresPath(), method, name, false));
        ReviewNode node;
        node.node = name;
        node.grid = stored.grid;
        node.ratio = thresholdRatios(stored.scores.score, stored.threshold);
        node.excluded.assign(node.ratio.size(), 0);
        node.ignored.assign(node.ratio.size(), 0);
        nodes.push_back(std::move(node));
    }
    return nodes;
}

template <class Condition> bool waitFor(Condition condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition() && timer.elapsed() < 60'000)
        QApplication::processEvents(QEventLoop::AllEvents, 5);
    return condition();
}

/// The threshold follows the pointer over four weeks of a node in the program's window at 1080p, with 30
/// lanes: its line, candidates, figures of the node and of 16 labelled ones, and all of it painted.
void BM_ThresholdDrag(benchmark::State& state)
{
    QTemporaryDir folder;
    const auto path = folder.filePath(u"bench.nsproj"_s);
    if (const auto made = makeProject(path.toStdString()); !made) {
        state.SkipWithError(made.error().message.c_str());
        return;
    }
    AppSettings settings(folder.path());
    test::FakeEngine engine;
    engine.onReviewNodes = readReviewNodes;
    test::Journey journey(settings, engine);
    journey.window().resize(1920, 1080);
    journey.window().show();
    journey.window().openProject(path);
    const bool opened = waitFor([&] { return journey.session().snapshot() != nullptr; });
    QApplication::processEvents(); // its room is made
    auto& timeline = journey.timeline();
    const bool shown = opened && waitFor([&] { return !timeline.node().empty(); });
    timeline.axis().showAll();
    auto& score = timeline.score();
    const auto middle = [&] { return score.plotArea().center().x(); };
    const auto lineY = [&] { return score.thresholdY(score.scale().timeAt(middle())); };
    if (!shown || !waitFor([&] { return timeline.lanes().isComplete() && lineY(); })) {
        state.SkipWithError("the project was not shown");
        return;
    }
    QElapsedTimer settling; // the other nodes' scores come, too
    settling.start();
    waitFor([&] { return settling.elapsed() > 3'000; });
    const auto send = [&](QEvent::Type type, double y, Qt::MouseButton button) {
        const QPointF place(middle(), y);
        // Held while it moves, Shift keeps the line from snapping to where it was detected.
        const auto modifiers = type == QEvent::MouseMove ? Qt::ShiftModifier : Qt::NoModifier;
        QMouseEvent event(type, place, score.mapToGlobal(place), button, Qt::LeftButton, modifiers);
        QApplication::sendEvent(&score, &event);
    };
    const double from = *lineY();
    send(QEvent::MouseButtonPress, from, Qt::LeftButton);
    FrameWatch watch;
    int step = 0;
    double highest = 0.0;
    for (auto _ : state) {
        const int place = step++ % 60;
        watch.time([&] {
            send(QEvent::MouseMove, from - (place < 30 ? place : 60 - place), Qt::NoButton);
            QApplication::processEvents();
        });
        highest = std::max(highest, score.thresholdFactor());
    }
    send(QEvent::MouseButtonRelease, from, Qt::LeftButton);
    if (highest < 1.5)
        state.SkipWithError("the threshold was not taken hold of");
    watch.report(state);
    state.counters["highest_factor"] = highest;
}
BENCHMARK(BM_ThresholdDrag)->Name("assist/threshold_drag")->Iterations(600)->Unit(benchmark::kMillisecond);

} // namespace
