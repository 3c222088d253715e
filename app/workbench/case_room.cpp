#include "app/workbench/case_room.h"

#include "app/workbench/actions.h"
#include "app/workbench/node_presenter.h"
#include "widgets/explain/explanation_document.h"
#include "widgets/plot/timeline_view.h"
#include "widgets/project/project_controller.h"

#include <QAction>

#include <utility>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

CaseRoom::CaseRoom(const Parts& parts, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_document(parts.controller.explanations())
{
    connect(m_parts.actions.expected, &QAction::toggled, this, [this](bool on) {
        m_told.clear();
        wantNode();
        show();
        tell();
        if (on && m_parts.timeline.lanes().isHeatStrips())
            Q_EMIT message(
                tr("Heat strips show observed values only: switch them off to see what was expected."));
    });
    connect(&m_parts.presenter, &NodePresenter::nodeShown, this, [this] {
        wantNode();
        show(); // the lanes have forgotten what they showed
    });
    connect(&m_parts.controller, &ProjectController::closed, this, [this] { m_document.want({}); });
    connect(&m_parts.controller, &ProjectController::snapshotChanged, this, [this] { m_told.clear(); });
    connect(&m_document, &ExplanationDocument::changed, this, [this] {
        show();
        tell();
    });
}

void CaseRoom::wantNode()
{
    m_document.want(m_parts.actions.expected->isChecked() ? m_parts.presenter.node() : std::string());
}

void CaseRoom::show()
{
    Expectations expectations;
    expectations.shown = m_parts.actions.expected->isChecked();
    if (expectations.shown && m_document.node() == m_parts.presenter.node()) {
        expectations.loading = m_document.state() == ExplanationDocument::State::Loading;
        expectations.node = m_document.current();
    }
    expectations.nameOf = [snapshot = m_parts.controller.snapshot()](int metric) {
        return snapshot && metric >= 0 && metric < int(snapshot->metrics.size())
            ? QString::fromStdString(snapshot->metrics[std::size_t(metric)].name)
            : QString();
    };
    m_parts.timeline.setExpectations(std::move(expectations));
}

void CaseRoom::tell()
{
    if (!m_parts.actions.expected->isChecked())
        return;
    using State = ExplanationDocument::State;
    const auto method = QString::fromStdString(m_document.method());
    const auto once = [this](const QString& what) { return std::exchange(m_told, what) != what; };
    if (m_document.state() == State::Failed) {
        if (once(QString::fromStdString(m_document.error()->text())))
            Q_EMIT failed(tr("Showing expected values"), *m_document.error());
    } else if (m_document.state() == State::Idle && m_document.method().empty()) {
        if (once(u"-"_s))
            Q_EMIT message(tr("Nothing has been scored yet, so nothing was expected: press Run (F5)."));
    } else if (m_document.state() == State::Ready && m_document.current()->explanation().expected.size() == 0
               && once(method)) {
        Q_EMIT message(
            tr("“%1” scores metrics without expecting values of them. Choose another method to see "
               "expected values.")
                .arg(method));
    }
}

} // namespace nodesentry::app
