#pragma once

#include "core/review/suggestion.h"

#include <QAbstractTableModel>

#include <vector>

namespace nodesentry::ui {

class SuggestionDocument;

/// The queue of suggestions, next one first.
class SuggestionListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Strength, Node, Begin, Duration, Source, ColumnCount };
    enum Role { SortRole = Qt::UserRole, NodeRole, IdRole };

    /// @param document  outlives the model
    explicit SuggestionListModel(SuggestionDocument& document, QObject* parent = nullptr);

    void updateTexts(); ///< times read differently now
    [[nodiscard]] int rowOf(SuggestionId id) const; ///< -1: not in the queue
    [[nodiscard]] SuggestionId idAt(int row) const; ///< @pre 0 <= row < rowCount()

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void rebuild();

    SuggestionDocument& m_document;
    std::vector<Suggestion> m_rows;
};

} // namespace nodesentry::ui
