#pragma once

#include <QSortFilterProxyModel>

namespace nodesentry::ui {

/// Filters the first column of a tree by fuzzyMatch(); parents stay with what they hold. Order is kept.
class FuzzyFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit FuzzyFilter(QObject* parent = nullptr);
    void setPattern(const QString& pattern);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QString m_pattern;
};

} // namespace nodesentry::ui
