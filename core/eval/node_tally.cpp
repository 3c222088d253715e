#include "core/eval/node_tally_p.h"

#include <cmath>

namespace nodesentry {

namespace {

constexpr double kNoNodes = std::numeric_limits<double>::quiet_NaN();

/// Mean of the defined values that were added; undefined if there were none.
class MeanOfDefined {
public:
    void add(double value)
    {
        if (std::isnan(value))
            return;
        m_sum += value;
        ++m_count;
    }
    [[nodiscard]] double value() const { return m_count == 0 ? kNoNodes : m_sum / m_count; }

private:
    double m_sum = 0.0;
    int m_count = 0;
};

} // namespace

PaperFigures paperFigures(std::span<const NodeTally> tallies)
{
    MeanOfDefined precision;
    MeanOfDefined recall;
    MeanOfDefined auc;
    for (const NodeTally& tally : tallies) {
        precision.add(tally.paper.precision());
        recall.add(tally.paper.recall());
        auc.add(tally.paperAuc);
    }
    return {precision.value(), recall.value(), auc.value(), harmonicMean(precision.value(), recall.value())};
}

StrictFigures strictFigures(std::span<const NodeTally> tallies)
{
    Confusion points;
    Confusion adjustedByShare;
    EventTally events;
    double days = 0.0;
    MeanOfDefined f1Oracle;
    MeanOfDefined aucRoc;
    MeanOfDefined aucPr;
    MeanOfDefined vusPr;
    MeanOfDefined vusRoc;
    for (const NodeTally& tally : tallies) {
        points += tally.strict;
        adjustedByShare += tally.adjustedByShare;
        events += tally.events;
        days += tally.days;
        f1Oracle.add(tally.f1Oracle);
        aucRoc.add(tally.aucRoc);
        aucPr.add(tally.aucPr);
        vusPr.add(tally.vusPr);
        vusRoc.add(tally.vusRoc);
    }
    StrictFigures figures;
    figures.f1 = points.f1();
    figures.precision = points.precision();
    figures.recall = points.recall();
    figures.f1Oracle = f1Oracle.value();
    figures.paK20 = adjustedByShare.f1();
    figures.compositeF1 = harmonicMean(points.precision(), events.recall());
    figures.eventPrecision = events.precision();
    figures.eventRecall = events.recall();
    figures.flaggedNormalShare = points.flaggedNormalShare();
    figures.eventPrecisionCorrected = figures.eventPrecision * (1.0 - figures.flaggedNormalShare);
    figures.aucRoc = aucRoc.value();
    figures.aucPr = aucPr.value();
    figures.vusPr = vusPr.value();
    figures.vusRoc = vusRoc.value();
    figures.delaySeconds = events.meanDelaySeconds();
    figures.falseAlarmsPerNodeDay = days == 0.0 ? kNoNodes : static_cast<double>(events.falseAlarms) / days;
    return figures;
}

} // namespace nodesentry
