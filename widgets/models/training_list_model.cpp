#include "widgets/models/training_list_model.h"

#include "widgets/base/text/value_text.h"
#include "widgets/charts/loss_scale.h"

#include <cmath>
#include <limits>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

TrainingListModel::TrainingListModel(TrainingDocument& document, QObject* parent)
    : QAbstractTableModel(parent),
      m_document(document),
      m_rows(int(document.curves().size()))
{
    connect(&m_document, &TrainingDocument::reset, this, &TrainingListModel::resetRows);
    connect(&m_document, &TrainingDocument::curveChanged, this, [this](int cluster) {
        const auto row = indexOf(cluster);
        Q_EMIT dataChanged(row, row.siblingAtColumn(ColumnCount - 1));
    });
}

void TrainingListModel::resetRows()
{
    beginResetModel();
    m_rows = int(m_document.curves().size());
    endResetModel();
}

QModelIndex TrainingListModel::indexOf(int cluster) const
{
    const auto* found = m_document.find(cluster);
    return found != nullptr ? index(int(found - m_document.curves().data()), 0) : QModelIndex();
}

int TrainingListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int TrainingListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant TrainingListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& curve = curveAt(index.row());
    const auto best = curve.best();
    const double heldBack
        = best ? curve.epochs[*best].heldBackLoss : std::numeric_limits<double>::quiet_NaN();
    if (role == ClusterRole)
        return curve.cluster;
    if (role == Qt::ToolTipRole)
        return tr("Cluster %1: %2").arg(curve.cluster).arg(stateText(curve));
    if (role == Qt::AccessibleTextRole && index.column() == Curve)
        return stateText(curve);
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Curve ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::DisplayRole) {
        switch (index.column()) {
        case Cluster:
            return QString::number(curve.cluster);
        case Epochs:
            return epochsText(curve);
        case HeldBackLoss:
            return lossText(heldBack);
        case Throughput:
            return curve.tokensPerSecond > 0.0 ? valueText(curve.tokensPerSecond, {}) : u"—"_s;
        default:
            return {};
        }
    }
    if (role == SortRole) {
        switch (index.column()) {
        case Cluster:
            return curve.cluster;
        case Curve:
            return int(curve.state);
        case Epochs:
            return curve.epochs.back().epoch;
        case HeldBackLoss:
            return std::isfinite(heldBack) ? heldBack : std::numeric_limits<double>::max();
        case Throughput:
            return curve.tokensPerSecond;
        default:
            return {};
        }
    }
    return {};
}

QVariant TrainingListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Curve ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Cluster:
            return tr("Segments that behave alike; each cluster has a model of its own");
        case Curve:
            return tr(
                "Training loss (solid) and held-back loss (dashed) by epoch, each cluster on a scale of "
                "its own");
        case Epochs:
            return tr("Epochs trained, of those planned; fewer when the held-back loss no longer fell");
        case HeldBackLoss:
            return tr(
                "Least loss of the windows that are held back from training (validation loss); the model "
                "has the weights of that epoch");
        case Throughput:
            return tr("Tokens that went through training per second; a token is one sample of a window");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Cluster:
        return tr("Cluster");
    case Curve:
        return tr("Loss");
    case Epochs:
        return tr("Epochs");
    case HeldBackLoss:
        return tr("Held back");
    case Throughput:
        return tr("Tokens/s");
    default:
        return {};
    }
}

QString stateText(const LossCurve& curve)
{
    switch (curve.state) {
    case LossCurve::State::Training:
        return TrainingListModel::tr("training");
    case LossCurve::State::Interrupted:
        return TrainingListModel::tr("interrupted, the next run goes on with it");
    case LossCurve::State::Trained:
        break;
    }
    return curve.stoppedEarly()
        ? TrainingListModel::tr("trained; stopped early, since the held-back loss no longer fell")
        : TrainingListModel::tr("trained");
}

QString epochsText(const LossCurve& curve)
{
    const int last = curve.epochs.back().epoch;
    return curve.plannedEpochs > 0 ? u"%1 / %2"_s.arg(last).arg(curve.plannedEpochs) : QString::number(last);
}

} // namespace nodesentry::ui
