#include "widgets/models/contribution_model.h"

#include "widgets/base/text/value_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

QString shareText(double share)
{
    if (share > 0.0 && share < 0.005)
        return u"< 1 %"_s;
    return QString::number(std::lround(share * 100.0)) + u" %"_s;
}

QString comparisonText(const MetricContribution& contribution, const Metric& metric)
{
    if (!std::isfinite(contribution.observed) || !std::isfinite(contribution.expected))
        return {};
    // A model may be wrong by more than there can be.
    const bool neverNegative = metric.kind == MetricKind::Rate && contribution.observed >= 0.0;
    const double expected = neverNegative ? std::max(contribution.expected, 0.0) : contribution.expected;
    const auto unit = QString::fromStdString(metric.unit);
    const auto observedText = valueText(contribution.observed, unit);
    const auto expectedText = valueText(expected, unit);
    if (contribution.observed == expected)
        return ContributionModel::tr("%1 as expected on average").arg(observedText);
    if (observedText == expectedText)
        return ContributionModel::tr("%1, about as expected on average").arg(observedText);
    if (contribution.observed > expected)
        return ContributionModel::tr("▲ %1 instead of %2").arg(observedText, expectedText);
    return ContributionModel::tr("▼ %1 instead of %2").arg(observedText, expectedText);
}

void ContributionModel::setContributions(const MetricCatalog& catalog,
                                         std::vector<MetricContribution> contributions)
{
    beginResetModel();
    m_catalog = catalog;
    m_contributions = std::move(contributions);
    std::erase_if(m_contributions, [this](const MetricContribution& contribution) {
        return contribution.metric < 0 || std::size_t(contribution.metric) >= m_catalog.size();
    });
    endResetModel();
}

std::vector<int> ContributionModel::mostOfIt() const
{
    constexpr double kMost = 0.8;
    constexpr std::size_t kAtLeast = 3;
    constexpr std::size_t kAtMost = 12;
    std::vector<int> metrics;
    double share = 0.0;
    for (const auto& contribution : m_contributions) {
        if (metrics.size() >= kAtMost || (metrics.size() >= kAtLeast && share >= kMost))
            break;
        metrics.push_back(contribution.metric);
        share += contribution.share;
    }
    return metrics;
}

int ContributionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_contributions.size());
}

QVariant ContributionModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& contribution = m_contributions[std::size_t(index.row())];
    const auto name = QString::fromStdString(m_catalog[std::size_t(contribution.metric)].name);
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case MetricRole:
        return contribution.metric;
    case ShareRole:
        return contribution.share;
    case LengthRole:
        return contribution.share / m_contributions.front().share;
    case ComparisonRole:
        return comparisonText(contribution, m_catalog[std::size_t(contribution.metric)]);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        QStringList lines{name, tr("%1 of the error").arg(shareText(contribution.share))};
        if (const auto text = comparisonText(contribution, m_catalog[std::size_t(contribution.metric)]);
            !text.isEmpty())
            lines << text;
        if (role == Qt::AccessibleTextRole)
            return lines.join(u", "_s);
        if (lines.size() == 3)
            lines << tr("Means of the samples, each counting by its error.");
        lines << tr("Click: show its lane. Enter: pin it on top.");
        return lines.join(u'\n');
    }
    default:
        return {};
    }
}

} // namespace nodesentry::ui
