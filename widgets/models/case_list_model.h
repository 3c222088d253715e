#pragma once

#include "widgets/base/tables/column_model.h"
#include "widgets/documents/project_snapshot.h"

namespace nodesentry::ui {

/// The cases of the present method, in the project's order: highest peak score first.
class CaseListModel final : public ColumnModel<Case> {
    Q_OBJECT

public:
    enum Column { Score, Node, Begin, Duration, TopMetrics, ColumnCount };

    explicit CaseListModel(QObject* parent = nullptr);

    void setSnapshot(std::shared_ptr<const ProjectSnapshot> snapshot);
    [[nodiscard]] const Case& caseAt(int row) const; ///< @pre 0 <= row < rowCount()
    [[nodiscard]] int rowOf(qint64 id) const; ///< -1 when there is none

protected:
    [[nodiscard]] std::size_t size() const override { return m_snapshot ? m_snapshot->cases.size() : 0; }
    [[nodiscard]] const Case& at(std::size_t row) const override { return m_snapshot->cases[row]; }
    [[nodiscard]] QVariant idOf(const Case& found) const override { return qint64(found.id); }
    [[nodiscard]] QString nodeOf(const Case& found) const override
    {
        return QString::fromStdString(found.node);
    }
    [[nodiscard]] QVariant toolTipOf(const Case& found) const override;

private:
    [[nodiscard]] std::vector<TableColumn<Case>> columns();
    [[nodiscard]] QString metricNames(const Case& found, const QString& separator) const;

    std::shared_ptr<const ProjectSnapshot> m_snapshot;
};

} // namespace nodesentry::ui
