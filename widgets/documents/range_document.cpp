#include "widgets/documents/range_document.h"

namespace nodesentry::ui {

RangeDocument::RangeDocument(ExplanationDocument& node, QObject* parent)
    : QObject(parent),
      m_node(node),
      m_runner(1)
{
    connect(&node, &ExplanationDocument::changed, this, &RangeDocument::start);
}

RangeDocument::~RangeDocument() = default;

void RangeDocument::setRange(std::shared_ptr<const SeriesStore> series, const std::string& node,
                             std::optional<TimeRange> range)
{
    if (series == m_series && node == m_wanted && range == m_range)
        return;
    m_series = std::move(series);
    m_wanted = node;
    m_range = range;
    start();
}

RangeDocument::State RangeDocument::state() const
{
    if (!m_range || !m_series)
        return State::Idle;
    if (m_error)
        return State::Failed;
    if (m_current)
        return State::Ready;
    return m_runner.isActive(kChannel) ? State::Loading : m_node.state();
}

void RangeDocument::start()
{
    m_runner.abandon(kChannel);
    m_current.reset();
    m_error.reset();
    const auto node = m_node.current();
    if (m_node.state() == State::Failed)
        m_error = m_node.error();
    if (m_range && m_series && node && node->explanation().node == m_wanted) {
        m_grid = node->explanation().grid;
        m_runner.start<RangeExplanation>(
            kChannel, this,
            [node, series = m_series, begin = m_grid.firstAtOrAfter(m_range->begin),
             end = m_grid.firstAtOrAfter(m_range->end)](const RunContext&) {
                return explainRange(node->explanation(), *series, begin, end);
            },
            [this](Result<RangeExplanation> result) {
                if (result)
                    m_current = std::move(*result);
                else
                    m_error = std::move(result).error();
                Q_EMIT changed();
            });
    }
    Q_EMIT changed();
}

} // namespace nodesentry::ui
