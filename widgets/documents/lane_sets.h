#pragma once

#include "widgets/traces/lane_arrangement.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace nodesentry::ui {

/// Which lanes are shown and how, under a name.
struct LaneSet {
    QString name;
    QStringList hidden; ///< metrics without a lane
    LaneArrangement arrangement;

    bool operator==(const LaneSet&) const = default;
};

/// The lane sets of a project and what is shown now, as the project's document "lane_sets" keeps them.
struct LaneSets {
    static constexpr const char* kDocument = "lane_sets";

    std::vector<LaneSet> named; ///< in the order they were saved
    std::optional<LaneSet> current; ///< what was shown last; its name is the set it was made from

    [[nodiscard]] const LaneSet* find(const QString& name) const; ///< nullptr when unknown
    void save(const LaneSet& set); ///< replaces the one of that name
    void remove(const QString& name);

    [[nodiscard]] std::string toJson() const;
    /// Reads what toJson() wrote. What cannot be read is left out: a set less is no reason not to show a
    /// project.
    [[nodiscard]] static LaneSets fromJson(const std::string& text);
};

} // namespace nodesentry::ui
