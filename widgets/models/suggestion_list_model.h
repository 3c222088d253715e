#pragma once

#include "core/review/suggestion.h"
#include "widgets/base/tables/column_model.h"

#include <vector>

namespace nodesentry::ui {

class SuggestionDocument;

/// The queue of suggestions, next one first.
class SuggestionListModel final : public ColumnModel<Suggestion> {
    Q_OBJECT

public:
    enum Column { Strength, Node, Begin, Duration, Source, ColumnCount };

    /// @param document  outlives the model
    explicit SuggestionListModel(SuggestionDocument& document, QObject* parent = nullptr);

    [[nodiscard]] int rowOf(SuggestionId id) const; ///< -1: not in the queue
    [[nodiscard]] SuggestionId idAt(int row) const; ///< @pre 0 <= row < rowCount()

protected:
    [[nodiscard]] std::size_t size() const override { return m_rows.size(); }
    [[nodiscard]] const Suggestion& at(std::size_t row) const override { return m_rows[row]; }
    [[nodiscard]] QVariant idOf(const Suggestion& item) const override { return qint64(item.id); }
    [[nodiscard]] QString nodeOf(const Suggestion& item) const override
    {
        return QString::fromStdString(item.node);
    }
    [[nodiscard]] QVariant toolTipOf(const Suggestion& item) const override;

private:
    [[nodiscard]] static std::vector<TableColumn<Suggestion>> columns();
    void rebuild();

    SuggestionDocument& m_document;
    std::vector<Suggestion> m_rows;
};

} // namespace nodesentry::ui
