#pragma once

#include "widgets/base/tables/column_model.h"
#include "widgets/documents/project_snapshot.h"

namespace nodesentry::ui {

/// All labels of the project, by node and time.
class LabelListModel final : public ColumnModel<Label> {
    Q_OBJECT

public:
    enum Column { Category, Node, Begin, Duration, Author, Confidence, Note, ColumnCount };

    explicit LabelListModel(QObject* parent = nullptr);

    void setSnapshot(std::shared_ptr<const ProjectSnapshot> snapshot);
    [[nodiscard]] const Label& labelAt(int row) const; ///< @pre 0 <= row < rowCount()
    [[nodiscard]] int rowOf(LabelId id) const; ///< -1 when there is none

protected:
    [[nodiscard]] std::size_t size() const override { return m_snapshot ? m_snapshot->labels.size() : 0; }
    [[nodiscard]] const Label& at(std::size_t row) const override { return m_snapshot->labels[row]; }
    [[nodiscard]] QVariant idOf(const Label& label) const override { return qint64(label.id); }
    [[nodiscard]] QString nodeOf(const Label& label) const override
    {
        return QString::fromStdString(label.node);
    }
    [[nodiscard]] QVariant toolTipOf(const Label& label) const override;

private:
    [[nodiscard]] std::vector<TableColumn<Label>> columns();
    [[nodiscard]] const LabelClass* classOf(const Label& label) const; ///< null: not among the project's

    std::shared_ptr<const ProjectSnapshot> m_snapshot;
};

} // namespace nodesentry::ui
