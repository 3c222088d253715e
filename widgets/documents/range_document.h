#pragma once

#include "widgets/documents/explanation_document.h"

#include <QObject>

#include <memory>
#include <optional>

namespace nodesentry::ui {

/// What the scores of one stretch of the explained node are made of; follows the ExplanationDocument, and
/// adds up in the background.
class RangeDocument final : public QObject {
    Q_OBJECT

public:
    using State = ExplanationDocument::State;

    /// @param node  outlives this document
    explicit RangeDocument(ExplanationDocument& node, QObject* parent = nullptr);
    ~RangeDocument() override;

    /// Wants a stretch of a node; nullopt, none. The node itself has to be wanted of the ExplanationDocument.
    /// @param series  that the observed values are read from
    void setRange(std::shared_ptr<const SeriesStore> series, const std::string& node,
                  std::optional<TimeRange> range);

    [[nodiscard]] std::optional<TimeRange> range() const { return m_range; }
    /// Idle without a range. Loading and Failed may be those of the node.
    [[nodiscard]] State state() const;
    [[nodiscard]] const RangeExplanation* current() const { return m_current ? &*m_current : nullptr; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// Time of a sample of current().
    [[nodiscard]] TimeMs timeOf(std::int64_t sample) const { return m_grid.timeOf(sample); }

Q_SIGNALS:
    void changed();

private:
    inline static const QString kChannel = QStringLiteral("explain range");

    void start();

    ExplanationDocument& m_node;
    std::shared_ptr<const SeriesStore> m_series;
    std::string m_wanted;
    std::optional<TimeRange> m_range;
    std::optional<RangeExplanation> m_current;
    std::optional<Error> m_error;
    TimeGrid m_grid;
    JobRunner m_runner;
};

} // namespace nodesentry::ui
