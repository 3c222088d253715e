#include "widgets/documents/explanation_document.h"

#include "widgets/base/jobs/thread_priority.h"

#include <QThread>

#include <algorithm>

namespace nodesentry::ui {

ExplanationDocument::ExplanationDocument(Engine& engine, QObject* parent)
    : QObject(parent),
      m_engine(engine),
      m_runner(1)
{
    connect(&m_runner, &JobRunner::progressed, this, [this](const QString&, double fraction) {
        m_progress = fraction;
        Q_EMIT progressed();
    });
}

ExplanationDocument::~ExplanationDocument() = default;

void ExplanationDocument::setResults(std::shared_ptr<Project> project, const std::string& method)
{
    m_project = std::move(project);
    m_method = method;
    m_kept.clear();
    start();
}

void ExplanationDocument::want(const std::string& node)
{
    if (node == m_node && m_state != State::Failed && m_state != State::Idle)
        return;
    if (node.empty() && m_node.empty())
        return;
    m_node = node;
    start();
}

void ExplanationDocument::start()
{
    m_runner.abandon(kChannel);
    m_current = nullptr;
    m_error.reset();
    m_progress = 0.0;
    m_state = State::Idle;
    if (m_node.empty() || !m_project || m_method.empty()) {
        Q_EMIT changed();
        return;
    }
    const auto kept = std::find_if(m_kept.begin(), m_kept.end(),
                                   [this](const auto& node) { return node->explanation().node == m_node; });
    if (kept != m_kept.end()) {
        m_current = *kept;
        m_kept.splice(m_kept.begin(), m_kept, kept);
        m_state = State::Ready;
        Q_EMIT changed();
        return;
    }
    m_state = State::Loading;
    using Node = std::shared_ptr<const ExplainedNode>;
    const int threads = std::max(1, QThread::idealThreadCount() - 1);
    m_runner.start<Node>(
        kChannel, this,
        [&engine = m_engine, project = m_project, method = m_method,
         node = m_node](const RunContext& context) -> Result<Node> {
            giveWayToTheWindow();
            NODESENTRY_TRY(auto explanation, engine.explain(project, method, node, context));
            if (context.stopRequested())
                return cancelled();
            return std::make_shared<const ExplainedNode>(std::move(explanation));
        },
        [this](Result<Node> result) { take(std::move(result)); }, threads);
    Q_EMIT changed();
}

void ExplanationDocument::take(Result<std::shared_ptr<const ExplainedNode>> result)
{
    if (result) {
        m_current = *result;
        m_state = State::Ready;
        keep(std::move(*result));
    } else {
        if (result.error().code != ErrorCode::Cancelled)
            m_error = std::move(result).error();
        m_state = m_error ? State::Failed : State::Idle;
    }
    Q_EMIT changed();
}

void ExplanationDocument::keep(std::shared_ptr<const ExplainedNode> node)
{
    m_kept.push_front(std::move(node));
    std::size_t bytes = 0;
    auto last = m_kept.begin();
    for (; last != m_kept.end(); ++last) {
        bytes += (*last)->bytes();
        if (bytes > kMostBytes && last != m_kept.begin())
            break;
    }
    m_kept.erase(last, m_kept.end());
}

} // namespace nodesentry::ui
