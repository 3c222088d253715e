#pragma once

#include "core/data/metric.h"
#include "core/detect/score_explanation.h"

#include <QAbstractListModel>

namespace nodesentry::ui {

/// What each metric adds to the error of a stretch of time, largest first.
class ContributionModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        MetricRole = Qt::UserRole, ///< catalogue index
        ShareRole, ///< of the error, 0 to 1
        LengthRole, ///< of the bar: share over the largest one, 0 to 1
        ComparisonRole, ///< "▲ 98.2 GB instead of 41 GB"; empty where nothing was expected
    };

    using QAbstractListModel::QAbstractListModel;

    /// @param contributions  whose metrics are of the catalogue
    void setContributions(const MetricCatalog& catalog, std::vector<MetricContribution> contributions);
    [[nodiscard]] const std::vector<MetricContribution>& contributions() const { return m_contributions; }
    /// The metrics that make up most of the error: from the largest on until they have four fifths, but at
    /// least three and at most twelve, as far as there are so many.
    [[nodiscard]] std::vector<int> mostOfIt() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    MetricCatalog m_catalog;
    std::vector<MetricContribution> m_contributions;
};

/// "▲ 98.2 GB instead of 41 GB"; empty where nothing was expected. What cannot be, as a rate below zero, is not said to
/// have been expected, and what reads the same is not told apart.
[[nodiscard]] QString comparisonText(const MetricContribution& contribution, const Metric& metric);

/// "32 %", "< 1 %"
[[nodiscard]] QString shareText(double share);

} // namespace nodesentry::ui
