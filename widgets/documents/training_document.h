#pragma once

#include "core/pipeline/training_curves.h"
#include "widgets/traces/loss_curve.h"

#include <QObject>

#include <vector>

namespace nodesentry::ui {

/// The loss curves of all clusters of the open project: those of its models, and over them, epoch by epoch,
/// those of the trainings of a run.
class TrainingDocument final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const std::vector<LossCurve>& curves() const { return m_curves; } ///< ascending by cluster
    [[nodiscard]] const LossCurve*
    find(int cluster) const; ///< nullptr: no curve; valid until the next change

    /// Takes what the models say. Curves of trainings that go on or were interrupted stay: they are newer.
    void setStored(const std::vector<ClusterTraining>& trainings);
    /// Takes the next epoch of a training. One that begins anew replaces the cluster's curve, one that goes
    /// on continues it.
    void addEpoch(int cluster, const EpochFigures& figures);
    /// A run of the pipeline begins, which comes to the trainings sooner or later.
    void beginRun();
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// After a run: no training goes on.
    /// @param complete  every cluster has its model now; setStored() is to follow
    void endRun(bool complete);
    /// Forgets everything: the project is closed.
    void clear();

Q_SIGNALS:
    void runChanged(); ///< isRunning()
    void reset(); ///< there are other clusters now
    void curveChanged(int cluster);
    void epochAdded(int cluster); ///< after reset or curveChanged

private:
    void replace(std::vector<LossCurve> curves);

    void setRunning(bool running);

    std::vector<LossCurve> m_curves;
    bool m_running = false;
};

} // namespace nodesentry::ui
