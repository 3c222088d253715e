#include "widgets/base/tables/fuzzy_filter.h"

#include "widgets/base/text/fuzzy_match.h"

namespace nodesentry::ui {

FuzzyFilter::FuzzyFilter(QObject* parent) : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
    setAutoAcceptChildRows(true);
}

void FuzzyFilter::setPattern(const QString& pattern)
{
    m_pattern = pattern;
    invalidateFilter();
}

bool FuzzyFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    return fuzzyMatch(m_pattern, sourceModel()->index(row, 0, parent).data().toString()).has_value();
}

} // namespace nodesentry::ui
