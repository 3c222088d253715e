#include "widgets/documents/node_marks.h"

#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <QCoreApplication>

namespace nodesentry::ui {

namespace {

class MarkTexts {
    Q_DECLARE_TR_FUNCTIONS(NodeMarks)

public:
    static QString ofCase(const Case& found)
    {
        return tr("Case: score %1\n%2 (%3)")
            .arg(valueText(found.peakScore, {}), spanText(found.range),
                 durationText(double(found.range.length()) / 1000.0));
    }
};

} // namespace

std::vector<IntervalMark> marksOf(const ProjectSnapshot& snapshot, const std::string& node)
{
    std::vector<IntervalMark> marks;
    if (snapshot.suggestionSources.contains(snapshot.method))
        return marks;
    for (const auto& found : snapshot.cases) {
        if (found.node == node)
            marks.push_back({found.range, found.id, MarkTexts::ofCase(found)});
    }
    return marks;
}

} // namespace nodesentry::ui
