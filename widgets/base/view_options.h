#pragma once

#include <QObject>
#include <QTimeZone>

#include <array>

namespace nodesentry::ui {

/// What a person has switched on or off about the view.
enum class ViewOption {
    Blind, ///< other people's labels are hidden
    Adjudicating, ///< all people's labels side by side; never together with Blind
    DoubtfulFirst, ///< the queue of suggestions begins with those nearest to the threshold
    Expected, ///< what was expected of each metric beside what was observed
    ErrorMap, ///< the error of each metric over time as colours
    Isolated, ///< only the lanes that make the case
    UnusualFirst, ///< lanes ordered by how unusual they are in view
    HeatStrips, ///< all metrics as strips of colour
    Peers, ///< the job's other nodes in each lane
    Logarithmic,
    SafeColours, ///< that colour-blind people tell apart
};

/// The view options of the window. Switches of menus are bound to them and nothing asks the switch, so that an option
/// means the same to whoever looks at it, in whichever room it was set.
class ViewOptions final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    static constexpr int kCount = int(ViewOption::SafeColours) + 1;

    [[nodiscard]] bool is(ViewOption option) const { return m_on[std::size_t(option)]; }
    void set(ViewOption option, bool on);
    /// Sets the zone that times are shown in, for the whole program; see setDisplayZone().
    void setZone(const QTimeZone& zone);

Q_SIGNALS:
    void changed(nodesentry::ui::ViewOption option, bool on);
    void zoneChanged(); ///< every time that is shown has to be written anew

private:
    std::array<bool, std::size_t(kCount)> m_on{};
};

} // namespace nodesentry::ui
