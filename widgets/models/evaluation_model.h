#pragma once

#include <QAbstractTableModel>

#include <optional>
#include <string>
#include <vector>

namespace nodesentry::ui {

/// The project's evaluation, as `nodesentry evaluate --json` prints it: a row for each method, a column for
/// each figure. There is always a row "random", since figures mean nothing without it.
class EvaluationModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { SortRole = Qt::UserRole };

    explicit EvaluationModel(QObject* parent = nullptr);

    /// @param json  nullopt: nothing has been evaluated
    /// @return false when the text is not what it should be; the table is empty then
    bool setJson(const std::optional<std::string>& json);
    /// "2 nodes, 984 test samples, 145 of them anomalous", and how many labels do not count; empty without an
    /// evaluation.
    [[nodiscard]] QString summary() const { return m_summary; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Figure {
        QString section; ///< "paper", "strict" or "with_suggested" (strict); empty: of the method itself
        QString key;
        QString title;
        QString explanation;
        bool upperBound = false; ///< uses the labels to choose the threshold
    };
    struct Row {
        QString method;
        bool evaluated = false;
        std::vector<std::optional<double>> values; ///< one for each figure
    };
    static std::vector<Figure> figures();

    std::vector<Figure> m_figures;
    std::vector<Row> m_rows;
    QString m_summary;
};

} // namespace nodesentry::ui
