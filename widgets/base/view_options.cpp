#include "widgets/base/view_options.h"

#include "widgets/base/text/time_zone.h"

namespace nodesentry::ui {

void ViewOptions::set(ViewOption option, bool on)
{
    auto& present = m_on[std::size_t(option)];
    if (present == on)
        return;
    present = on;
    Q_EMIT changed(option, on);
    if (on && option == ViewOption::Blind)
        set(ViewOption::Adjudicating, false);
    if (on && option == ViewOption::Adjudicating)
        set(ViewOption::Blind, false);
}

void ViewOptions::setZone(const QTimeZone& zone)
{
    setDisplayZone(zone);
    Q_EMIT zoneChanged();
}

} // namespace nodesentry::ui
