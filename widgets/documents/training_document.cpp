#include "widgets/documents/training_document.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

namespace {

auto placeOf(auto& curves, int cluster)
{
    return std::lower_bound(curves.begin(), curves.end(), cluster,
                            [](const LossCurve& curve, int wanted) { return curve.cluster < wanted; });
}

LossCurve curveOf(const ClusterTraining& training)
{
    const auto& report = training.report;
    LossCurve curve;
    curve.cluster = training.cluster;
    curve.epochs = report.epochs;
    curve.plannedEpochs = report.plannedEpochs;
    curve.tokensPerSecond = report.tokensPerSecond;
    curve.peakLearningRate = report.learningRate;
    curve.retried = report.retried;
    return curve;
}

/// Whether the epoch is the next one of a curve that is not over.
bool continues(const LossCurve& curve, const EpochFigures& figures)
{
    return curve.state != LossCurve::State::Trained && figures.losses.epoch == curve.epochs.back().epoch + 1;
}

} // namespace

const LossCurve* TrainingDocument::find(int cluster) const
{
    const auto at = placeOf(m_curves, cluster);
    return at != m_curves.end() && at->cluster == cluster ? &*at : nullptr;
}

void TrainingDocument::setStored(const std::vector<ClusterTraining>& trainings)
{
    std::vector<LossCurve> next;
    for (const auto& curve : m_curves)
        if (curve.state != LossCurve::State::Trained)
            next.push_back(curve);
    for (const auto& training : trainings) {
        const auto at = placeOf(next, training.cluster);
        if ((at == next.end() || at->cluster != training.cluster) && !training.report.epochs.empty())
            next.insert(at, curveOf(training));
    }
    replace(std::move(next));
}

void TrainingDocument::replace(std::vector<LossCurve> curves)
{
    const bool sameClusters
        = std::equal(m_curves.begin(), m_curves.end(), curves.begin(), curves.end(),
                     [](const LossCurve& a, const LossCurve& b) { return a.cluster == b.cluster; });
    m_curves = std::move(curves);
    if (!sameClusters) {
        Q_EMIT reset();
        return;
    }
    for (const auto& curve : m_curves)
        Q_EMIT curveChanged(curve.cluster);
}

void TrainingDocument::addEpoch(int cluster, const EpochFigures& figures)
{
    auto at = placeOf(m_curves, cluster);
    const bool isNew = at == m_curves.end() || at->cluster != cluster;
    if (isNew) {
        at = m_curves.insert(at, LossCurve());
        at->cluster = cluster;
    } else if (!continues(*at, figures)) {
        at->epochs.clear();
    }
    at->state = figures.last ? LossCurve::State::Trained : LossCurve::State::Training;
    at->epochs.push_back(figures.losses);
    at->plannedEpochs = figures.plannedEpochs;
    at->tokensPerSecond = figures.tokensPerSecond;
    at->learningRate = figures.last ? 0.0 : figures.learningRate;
    at->peakLearningRate = 0.0;
    at->retried = figures.retried;
    if (isNew)
        Q_EMIT reset();
    else
        Q_EMIT curveChanged(cluster);
    Q_EMIT epochAdded(cluster);
}

void TrainingDocument::setRunning(bool running)
{
    if (running == m_running)
        return;
    m_running = running;
    Q_EMIT runChanged();
}

void TrainingDocument::beginRun()
{
    setRunning(true);
}

void TrainingDocument::endRun(bool complete)
{
    setRunning(false);
    for (auto& curve : m_curves) {
        const bool goesOn = curve.state == LossCurve::State::Training;
        if (complete)
            curve.state = LossCurve::State::Trained; // also those of clusters that there are no more
        else if (goesOn)
            curve.state = LossCurve::State::Interrupted;
        Q_EMIT curveChanged(curve.cluster);
    }
}

void TrainingDocument::clear()
{
    setRunning(false);
    replace({});
}

} // namespace nodesentry::ui
