#include "widgets/documents/shown_snapshot.h"

namespace nodesentry::ui {

std::shared_ptr<const ProjectSnapshot> shownSnapshot(const ProjectSession& session, const ViewOptions& view)
{
    auto snapshot = session.snapshot();
    if (snapshot && view.is(ViewOption::Blind))
        snapshot = blindSnapshot(*snapshot, session.labels().annotator());
    if (snapshot && view.is(ViewOption::SafeColours))
        snapshot = withLabels(*snapshot, snapshot->labels, withSafeColours(snapshot->labelClasses));
    return snapshot;
}

} // namespace nodesentry::ui
