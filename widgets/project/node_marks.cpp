#include "widgets/project/node_marks.h"

#include "widgets/text/time_zone.h"
#include "widgets/text/value_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace nodesentry::ui {

namespace {

class Texts {
    Q_DECLARE_TR_FUNCTIONS(NodeMarks)

public:
    static QString ofCase(const Case& found)
    {
        return tr("Case: score %1\n%2 (%3)")
            .arg(valueText(found.peakScore, {}), spanText(found.range),
                 durationText(double(found.range.length()) / 1000.0));
    }
    static QString ofLabel(const Label& label, TimeRange range)
    {
        auto text = tr("Label: %1\n%2 (%3)")
                        .arg(QString::fromStdString(label.category),
                             label.end ? spanText(range) : tr("%1 to now").arg(momentText(range.begin)),
                             durationText(double(range.length()) / 1000.0));
        if (!label.note.empty())
            text += u'\n' + QString::fromStdString(label.note);
        return text;
    }
};

} // namespace

std::vector<IntervalMark> marksOf(const ProjectSnapshot& snapshot, const std::string& node)
{
    std::vector<IntervalMark> marks;
    const auto* summary = snapshot.find(node);
    const auto dataEnd = summary != nullptr ? summary->range.end : 0;
    for (const auto& found : snapshot.cases) {
        if (found.node == node)
            marks.push_back({found.range, MarkKind::Case, found.id, Texts::ofCase(found)});
    }
    for (const auto& label : snapshot.labels) {
        if (label.node != node)
            continue;
        const TimeRange range{label.begin, label.end.value_or(std::max(dataEnd, label.begin + 1))};
        marks.push_back({range, MarkKind::Label, label.id, Texts::ofLabel(label, range)});
    }
    return marks;
}

} // namespace nodesentry::ui
