#include "core/base/splitmix.h"
#include "tests/benchmarks/gui/bench_node.h"
#include "tests/benchmarks/gui/frame_watch.h"
#include "widgets/base/jobs/job_runner.h"
#include "widgets/base/jobs/thread_priority.h"
#include "widgets/documents/label_document.h"
#include "widgets/overlays/label_overlay.h"
#include "widgets/lanes/expectations.h"
#include "widgets/lanes/lane_loader.h"
#include "widgets/lanes/lane_view.h"
#include "widgets/lanes/timeline_view.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QMouseEvent>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <memory>
#include <thread>
#include <vector>

// Frames of the real timeline at 1080p, drawn offscreen: every figure is the time from the gesture to the
// finished backing store, as the GUI thread spends it.

using namespace nodesentry;
using namespace nodesentry::ui;
using nodesentry::bench::BenchNode;
using nodesentry::bench::FrameWatch;
using nodesentry::bench::percentile;
using nodesentry::bench::threadSeconds;

namespace {

constexpr int kThreads = 2; ///< of the reader, as in the program
constexpr QSize kScreen(1920, 1080);

/// Nodes are made once and shared by the benchmarks of a run.
const BenchNode& benchNode(int metrics, int weeks)
{
    static std::map<std::pair<int, int>, std::unique_ptr<BenchNode>> nodes;
    auto& node = nodes[{metrics, weeks}];
    if (!node) {
        auto made = BenchNode::make(metrics, weeks);
        if (!made)
            throw std::runtime_error(made.error().message);
        node = std::move(*made);
    }
    return *node;
}

/// A timeline on the screen with lanes that all fit on it.
class Screen {
public:
    Screen(const BenchNode& node, int lanes, std::shared_ptr<const SeriesStore> store = nullptr)
        : runner(kThreads),
          timeline(runner)
    {
        timeline.resize(kScreen);
        timeline.setLanes(node.lanes(lanes));
        timeline.show();
        QApplication::processEvents();
        timeline.lanes().setLaneHeight(
            std::max(6, (timeline.lanes().height() - 30 * ((lanes + 19) / 20)) / lanes));
        timeline.setNode(store ? std::move(store) : node.store(), BenchNode::kNode, {});
    }

    /// Until everything that was asked for is on the screen.
    bool wait()
    {
        QElapsedTimer timer;
        timer.start();
        do {
            QApplication::processEvents(QEventLoop::AllEvents, 5);
        } while (!timeline.lanes().isComplete() && timer.elapsed() < 60'000);
        timeline.repaint();
        return timeline.lanes().isComplete();
    }

    /// One frame: what changed is painted, and the wishes for more are sent off.
    void frame() { QApplication::processEvents(); }

    JobRunner runner;
    TimelineView timeline;
};

/// Half of the time in as many pieces, of all classes in turn; a single one covers the view of pan().
std::vector<Label> labelsOver(TimeRange range, int count, const std::vector<LabelClass>& classes)
{
    std::vector<Label> labels;
    const auto distance = count > 0 ? range.length() / count : 0;
    for (int i = 0; i < count; ++i) {
        Label label;
        label.id = i + 1;
        label.node = BenchNode::kNode;
        label.begin = range.begin + distance * i;
        label.end = label.begin + distance / 2;
        label.category = classes[std::size_t(i) % classes.size()].name;
        label.author = userName();
        labels.push_back(label);
    }
    return labels;
}

/// Noisy days are expected of the first metrics of the node, at every sample.
Expectations noisyExpectations(const BenchNode& node, int metrics)
{
    ScoreExplanation explanation;
    explanation.node = BenchNode::kNode;
    explanation.grid = node.store()->find(BenchNode::kNode)->grid;
    explanation.metrics.assign(std::size_t(metrics), {MetricExpectation::Kind::Known});
    explanation.expected.resize(metrics, explanation.grid.size);
    for (int metric = 0; metric < metrics; ++metric) {
        explanation.metricOfRow.push_back(metric);
        for (std::int64_t i = 0; i < explanation.grid.size; ++i)
            explanation.expected(metric, i)
                = float(50 + 40 * std::sin(double(i) / 900) + double(splitMixAt(metric, i) >> 60U));
    }
    return {true, false, std::make_shared<ExplainedNode>(std::move(explanation))};
}

/// A quarter of the time in view, dragged to and fro by 7 pixels a frame.
void pan(benchmark::State& state, int lanes, int labels, bool expected = false)
{
    const auto& node = benchNode(138, 4);
    Screen screen(node, lanes);
    auto& axis = screen.timeline.axis();
    const auto full = axis.fullRange();
    const auto classes = defaultLabelClasses();
    Selection selection;
    LabelDocument document{selection};
    document.open(nullptr, labelsOver(full, labels, classes), classes);
    LabelOverlay overlay(document);
    std::vector<std::string> metrics;
    for (const auto& lane : node.lanes(lanes))
        metrics.push_back(lane.name.toStdString());
    overlay.setNode(BenchNode::kNode, node.store()->find(BenchNode::kNode)->grid, {}, std::move(metrics));
    screen.timeline.addOverlay(&overlay);
    if (expected)
        screen.timeline.setExpectations(noisyExpectations(node, lanes));
    axis.show({full.begin + full.length() / 4, full.begin + full.length() / 2});
    if (!screen.wait()) {
        state.SkipWithError("the lanes were not painted");
        return;
    }
    const auto perPixel = double(axis.visible().length()) / screen.timeline.lanes().plotArea().width();
    FrameWatch watch;
    int frame = 0;
    for (auto _ : state) {
        watch.time([&] {
            axis.panBy(TimeMs(std::llround((frame++ / 100) % 2 == 0 ? 7 * perPixel : -7 * perPixel)));
            screen.frame();
        });
    }
    watch.report(state);
}

void BM_Pan30(benchmark::State& state)
{
    pan(state, 30, 0);
}
BENCHMARK(BM_Pan30)->Name("lanes/pan/30x4w")->Iterations(600)->Unit(benchmark::kMillisecond);

void BM_Pan138(benchmark::State& state)
{
    pan(state, 138, 0);
}
BENCHMARK(BM_Pan138)->Name("lanes/pan/138x4w")->Iterations(600)->Unit(benchmark::kMillisecond);

void BM_Labels(benchmark::State& state)
{
    pan(state, 30, int(state.range(0)));
}
BENCHMARK(BM_Labels)->Name("labels")->Arg(0)->Arg(1)->Arg(10'000)->Iterations(600)->Unit(
    benchmark::kMillisecond);

void BM_PanExpected(benchmark::State& state)
{
    pan(state, 30, 0, true);
}
BENCHMARK(BM_PanExpected)->Name("expected/pan/30x4w")->Iterations(600)->Unit(benchmark::kMillisecond);

/// Zooming in and out at the pointer; no strip of the new resolution is there in the first frame.
void zoom(benchmark::State& state, int lanes, bool expected = false)
{
    Screen screen(benchNode(138, 4), lanes);
    if (expected)
        screen.timeline.setExpectations(noisyExpectations(benchNode(138, 4), lanes));
    auto& axis = screen.timeline.axis();
    if (!screen.wait()) {
        state.SkipWithError("the lanes were not painted");
        return;
    }
    const auto anchor = axis.fullRange().begin + axis.fullRange().length() / 2;
    FrameWatch watch;
    int frame = 0;
    for (auto _ : state) {
        watch.time([&] {
            axis.zoomAround(anchor, (frame++ / 20) % 2 == 0 ? 1.25 : 0.8);
            screen.frame();
        });
    }
    watch.report(state);
}

void BM_Zoom30(benchmark::State& state)
{
    zoom(state, 30);
}
BENCHMARK(BM_Zoom30)->Name("lanes/zoom/30x4w")->Iterations(400)->Unit(benchmark::kMillisecond);

void BM_ZoomExpected(benchmark::State& state)
{
    zoom(state, 30, true);
}
BENCHMARK(BM_ZoomExpected)->Name("expected/zoom/30x4w")->Iterations(400)->Unit(benchmark::kMillisecond);

void BM_Zoom138(benchmark::State& state)
{
    zoom(state, 138);
}
BENCHMARK(BM_Zoom138)->Name("lanes/zoom/138x4w")->Iterations(400)->Unit(benchmark::kMillisecond);

/// The pointer moves over 30 lanes: crosshair, time and 30 values.
void BM_Hover(benchmark::State& state)
{
    Screen screen(benchNode(138, 4), 30);
    auto& lanes = screen.timeline.lanes();
    if (!screen.wait()) {
        state.SkipWithError("the lanes were not painted");
        return;
    }
    const auto area = lanes.plotArea();
    FrameWatch watch;
    int step = 0;
    for (auto _ : state) {
        const QPointF place(area.left() + (step * 13) % area.width(),
                            area.top() + (step * 5) % area.height());
        ++step;
        watch.time([&] {
            QMouseEvent move(QEvent::MouseMove, place, lanes.mapToGlobal(place), Qt::NoButton, Qt::NoButton,
                             Qt::NoModifier);
            QApplication::sendEvent(&lanes, &move);
            screen.frame();
        });
    }
    watch.report(state);
}
BENCHMARK(BM_Hover)->Name("lanes/hover")->Iterations(1000)->Unit(benchmark::kMillisecond);

/// From choosing a node whose week is in the system's cache, but not in the program's, to all its 82 lanes
/// read and those in view painted.
void BM_FirstPicture(benchmark::State& state)
{
    const auto& node = benchNode(82, 1);
    for (auto _ : state) {
        state.PauseTiming();
        auto store = node.reopened();
        if (!store) {
            state.SkipWithError("the store was not opened");
            return;
        }
        auto screen = std::make_unique<Screen>(node, 82);
        screen->wait();
        state.ResumeTiming();
        screen->timeline.setNode(*store, BenchNode::kNode, {});
        if (!screen->wait())
            state.SkipWithError("the lanes were not painted");
        state.PauseTiming();
        screen.reset();
        state.ResumeTiming();
    }
}
BENCHMARK(BM_FirstPicture)
    ->Name("lanes/first_picture")
    ->Iterations(10)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// 82 lanes are panned, zoomed and scrolled while one thread less than there are processors computes, as a
/// training run does, and a timer beats every 5 ms in the GUI thread: its longest pause is how long a gesture
/// can have to wait.
void BM_Heartbeat(benchmark::State& state)
{
    const bool busy = state.range(0) != 0;
    Screen screen(benchNode(82, 1), 82);
    screen.timeline.lanes().setLaneHeight(40);
    if (!screen.wait()) {
        state.SkipWithError("the lanes were not painted");
        return;
    }
    std::atomic<bool> stop = false;
    std::vector<std::jthread> burners;
    // One less than there are processors, at least one: what ProjectSession gives a run.
    const unsigned count = std::max(2U, std::thread::hardware_concurrency()) - 1;
    for (unsigned i = 0; busy && i < count; ++i)
        burners.emplace_back([&stop] {
            giveWayToTheWindow(); // as ProjectSession's runs do
            double value = 1.0;
            while (!stop.load(std::memory_order_relaxed))
                for (int n = 0; n < 10'000; ++n)
                    value = std::sin(value) + 1.0;
            benchmark::DoNotOptimize(value);
        });
    auto& axis = screen.timeline.axis();
    std::vector<double> pauses;
    std::vector<double> work; // of the GUI thread between two beats, whatever else the machine does
    double worked = threadSeconds();
    QElapsedTimer sinceBeat;
    QTimer beat;
    beat.setTimerType(Qt::PreciseTimer);
    beat.setInterval(5);
    QObject::connect(&beat, &QTimer::timeout, [&] {
        pauses.push_back(1e-9 * double(sinceBeat.nsecsElapsed()));
        sinceBeat.restart();
        const double now = threadSeconds();
        work.push_back(now - worked);
        worked = now;
    });
    QTimer hands;
    hands.setInterval(16);
    int step = 0;
    QObject::connect(&hands, &QTimer::timeout, [&] {
        ++step;
        if (step % 3 == 0)
            axis.zoomAround(axis.fullRange().begin + axis.fullRange().length() / 3,
                            step % 60 < 30 ? 1.2 : 0.83);
        else if (step % 3 == 1)
            axis.panBy(axis.visible().length() / 50 * (step % 90 < 45 ? 1 : -1));
        else
            screen.timeline.lanes().setScroll((step * 17) % 2000);
    });
    for (auto _ : state) {
        QEventLoop loop;
        QTimer::singleShot(10'000, &loop, &QEventLoop::quit);
        sinceBeat.start();
        beat.start();
        hands.start();
        loop.exec();
    }
    stop = true;
    state.counters["p99_ms"] = 1e3 * percentile(pauses, 0.99);
    state.counters["longest_ms"] = 1e3 * percentile(pauses, 1.0);
    state.counters["longest_cpu_ms"] = 1e3 * percentile(work, 1.0);
}
BENCHMARK(BM_Heartbeat)
    ->Name("lanes/heartbeat/82")
    ->ArgName("busy")
    ->Arg(0)
    ->Arg(1)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
