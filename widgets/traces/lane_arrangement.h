#pragma once

#include "widgets/traces/lane_layout.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace nodesentry::ui {

/// What the user made of the lanes: which are pinned on top, in which order, how high, with which scale. By
/// the metrics' names, so that it holds for every node and every import.
class LaneArrangement {
public:
    /// The lanes as they are shown: pinned ones in a group of their own on top, then group by group.
    /// @param base  the shown metrics in the order of the groups
    [[nodiscard]] std::vector<LaneSpec> applied(std::vector<LaneSpec> base) const;

    void setPinned(const QString& name, bool pinned);
    [[nodiscard]] bool isPinned(const QString& name) const { return m_pinned.contains(name); }
    /// Puts a lane before another one of the same group; an empty @p before puts it at the end.
    /// @param shown  lanes as applied() returned them
    void move(const QString& name, const QString& before, const std::vector<LaneSpec>& shown);
    void setHeight(const QString& name, int pixels); ///< 0: as all
    void setScaling(const QString& name, std::optional<LaneScaling> scaling); ///< nullopt: as all
    /// Orders all but the pinned lanes by these figures, falling, in one group; an empty map goes back to the
    /// groups. Not a part of the saved arrangement, since it holds for one view of one node.
    void setUnusual(QHash<QString, double> figures) { m_unusual = std::move(figures); }
    [[nodiscard]] bool isByUnusual() const { return !m_unusual.isEmpty(); }

    [[nodiscard]] QJsonObject toJson() const;
    /// Reads what toJson() wrote; what it does not understand is as if it were not there.
    [[nodiscard]] static LaneArrangement fromJson(const QJsonObject& json);

    bool operator==(const LaneArrangement& other) const = default;

private:
    QStringList m_pinned; ///< top to bottom
    QStringList m_order; ///< names that were moved and those beside them; others keep the order of the base
    QHash<QString, int> m_heights;
    QHash<QString, LaneScaling> m_scalings;
    QHash<QString, double> m_unusual;
};

} // namespace nodesentry::ui
