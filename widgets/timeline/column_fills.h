#pragma once

#include <QBrush>
#include <QImage>
#include <QPainter>
#include <QRectF>

namespace nodesentry::ui {

/// Bands that reach from the top of a strip to its bottom, gathered on a low picture that is repeated
/// downwards in one fill.
///
/// Filled one by one, hundreds of translucent bands cost more than all curves of the frame: Qt spreads every
/// tall fill over its threads and waits for them. Painted this way they cost what one fill costs.
class ColumnFills {
public:
    /// Logical pixels after which the picture repeats: those of Qt's hatches. Dashes have to fit too.
    static constexpr int kPeriod = 8;

    /// @param part  of the strip that is painted, its logical pixels
    ColumnFills(const QPainter& target, const QRectF& part);

    /// Adds a band: x as in the strip. At scalings in quarters its pixels are those of the screen, and every part has the same.
    /// @param height  of each period, the rest is left out: dashes
    void fill(double left, double width, const QBrush& brush, double height = kPeriod);

    /// Paints what was gathered over @p area. Nothing can be added then.
    void paintOn(QPainter& target, const QRectF& area);

private:
    /// The same hatch in the picture's pixels. Left to itself Qt neither scales hatches nor moves them with
    /// what is scaled: they would not fit the period, and begin elsewhere in every part.
    [[nodiscard]] const QBrush& hatchOf(const QBrush& brush);

    QRectF m_part;
    double m_from; ///< the leftmost pixel added, and
    double m_to; ///< the rightmost one; those between are painted
    double m_ratio; ///< device pixels per logical pixel
    double m_left; ///< logical pixels
    QImage m_picture;
    QBrush m_hatched{Qt::NoBrush}; ///< that m_hatch is of: most bands have the same
    QBrush m_hatch;
    QPainter m_columns; ///< after the picture, which it paints
};

} // namespace nodesentry::ui
