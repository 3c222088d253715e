#pragma once

#include "widgets/base/theme/plot_colors.h"
#include "widgets/charts/loss_painter.h"

#include <QWidget>

#include <optional>

namespace nodesentry::ui {

/// The loss curve of one cluster: training and held-back loss by epoch, the best epoch, and where training
/// ended before its planned epochs. The pointer or the arrow keys read off single epochs.
class LossPlot final : public QWidget {
    Q_OBJECT

public:
    explicit LossPlot(QWidget* parent = nullptr);

    /// copied; null: an empty plot. Of the same cluster: the epoch that is read stays
    void setCurve(const LossCurve* curve);
    [[nodiscard]] const std::optional<LossCurve>& curve() const { return m_curve; }

    /// Whose losses are read off; nullopt: none.
    [[nodiscard]] std::optional<int> readEpoch() const { return m_read; }
    void setReadEpoch(std::optional<int> epoch); ///< the nearest that there is

    [[nodiscard]] LossMap map() const; ///< @pre there is a curve
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QRectF plotArea() const;
    [[nodiscard]] QString endText() const; ///< what is written where the curve ends; empty while it goes on
    [[nodiscard]] QString readText() const;
    /// @param withName  matters where an epoch is read: its loss follows the name, or stands alone
    [[nodiscard]] QString legendText(LossKind kind, bool withName) const;
    void paintGrid(QPainter& painter, const LossMap& map) const;
    void paintEnd(QPainter& painter, const LossMap& map) const;
    void paintBest(QPainter& painter, const LossMap& map) const;
    void paintReading(QPainter& painter, const LossMap& map) const;
    void paintHeader(QPainter& painter) const;
    void updateDescription();

    std::optional<LossCurve> m_curve;
    std::optional<int> m_read;
    PlotColors m_colors;
};

} // namespace nodesentry::ui
