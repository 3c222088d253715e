#include "widgets/models/node_list_model.h"

#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"
#include "widgets/base/theme/state_icon.h"

#include <QIcon>

#include <algorithm>

namespace nodesentry::ui {

namespace {

/// Never "100 %" of something that is not done, nor "0 %" of what was begun; done is a tick.
QString seenShareText(double share)
{
    if (share >= 1.0)
        return QStringLiteral("✓");
    return QStringLiteral("%1 %").arg(std::clamp(int(share * 100.0), 1, 99));
}

} // namespace

void NodeListModel::setSnapshot(std::shared_ptr<const ProjectSnapshot> snapshot)
{
    const bool sameNodes = m_snapshot && snapshot && m_snapshot->nodes.size() == snapshot->nodes.size()
        && std::equal(m_snapshot->nodes.begin(), m_snapshot->nodes.end(), snapshot->nodes.begin(),
                      [](const auto& a, const auto& b) { return a.node == b.node; });
    if (sameNodes) { // keeps the selection and the scroll position of views
        m_snapshot = std::move(snapshot);
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_snapshot = std::move(snapshot);
    endResetModel();
}

QModelIndex NodeListModel::indexOf(const std::string& node) const
{
    const auto* found = m_snapshot ? m_snapshot->find(node) : nullptr;
    return found != nullptr ? index(int(found - m_snapshot->nodes.data()), 0) : QModelIndex();
}

NodeListModel::State NodeListModel::stateOf(int row) const
{
    const auto& node = m_snapshot->nodes[std::size_t(row)];
    if (node.cases > 0)
        return State::Suspicious;
    if (node.labels > 0)
        return State::Labelled;
    return m_snapshot->hasResults() ? State::Quiet : State::NotScored;
}

int NodeListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_snapshot ? 0 : int(m_snapshot->nodes.size());
}

int NodeListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString NodeListModel::toolTip(int row) const
{
    const auto& node = m_snapshot->nodes[std::size_t(row)];
    QStringList lines{QString::fromStdString(node.node)};
    switch (stateOf(row)) {
    case State::NotScored:
        lines << tr("Not scored yet");
        break;
    case State::Quiet:
        lines << tr("Scored, nothing conspicuous");
        break;
    case State::Labelled:
    case State::Suspicious:
        lines << tr("%n case(s)", nullptr, node.cases) << tr("%n label(s)", nullptr, node.labels);
        break;
    }
    if (node.seen > 0.0)
        lines << tr("%1 looked at").arg(seenShareText(node.seen));
    lines << spanText(node.range);
    return lines.join(u'\n');
}

QVariant NodeListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& node = m_snapshot->nodes[std::size_t(index.row())];
    const bool display = role == Qt::DisplayRole;
    if (role == NodeRole)
        return QString::fromStdString(node.node);
    if (role == Qt::ToolTipRole)
        return toolTip(index.row());
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Node ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::DecorationRole && index.column() == Node) {
        switch (stateOf(index.row())) {
        case State::NotScored:
            return stateIcon(StateIcon::NotScored);
        case State::Quiet:
            return stateIcon(StateIcon::Quiet);
        case State::Labelled:
            return stateIcon(StateIcon::Labelled);
        case State::Suspicious:
            return stateIcon(StateIcon::Suspicious);
        }
    }
    if (!display && role != SortRole)
        return {};
    switch (index.column()) {
    case Node:
        return QString::fromStdString(node.node);
    case Cases:
        return display && node.cases == 0 ? QVariant() : QVariant(node.cases);
    case Labels:
        return display && node.labels == 0 ? QVariant() : QVariant(node.labels);
    case Seen:
        return display ? (node.seen > 0.0 ? QVariant(seenShareText(node.seen)) : QVariant())
                       : QVariant(node.seen);
    case PeakScore:
        if (display)
            return node.peakScore ? scoreText(*node.peakScore) : QString();
        return node.peakScore.value_or(-1.0);
    default:
        return {};
    }
}

QVariant NodeListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Node ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Cases:
            return tr("Stretches of time that the chosen method found conspicuous");
        case Labels:
            return tr("Stretches of time that a person marked as anomalous");
        case Seen:
            return tr("How much of the node's time you have marked as looked at (M, Shift+Enter)");
        case PeakScore:
            return tr("Highest anomaly score among the node's cases");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Node:
        return tr("Node");
    case Cases:
        return tr("Cases");
    case Labels:
        return tr("Labels");
    case Seen:
        return tr("Seen");
    case PeakScore:
        return tr("Score");
    default:
        return {};
    }
}

} // namespace nodesentry::ui
