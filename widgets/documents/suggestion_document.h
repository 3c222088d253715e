#pragma once

#include "core/review/review_queue.h"
#include "core/review/suggestion.h"
#include "widgets/documents/selection.h"

#include <QObject>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace nodesentry::ui {

class LabelDocument;

/// The suggestions of the open project, the queue in which they are reviewed over all nodes, and the one that
/// is decided on now. Decisions are edits of the LabelDocument: on the disk before they are seen, and taken
/// back by its stack, together with the labels that they make.
class SuggestionDocument final : public QObject {
    Q_OBJECT

public:
    /// @param labels     outlives the document
    /// @param selection  holds which suggestion is decided on now; outlives the document
    SuggestionDocument(LabelDocument& labels, Selection& selection, QObject* parent = nullptr);

    /// Takes what was read of a project. What is current stays so where it is still there and undecided.
    void refresh(std::vector<Suggestion> suggestions);
    void close();

    [[nodiscard]] const std::vector<Suggestion>& suggestions() const
    {
        return m_suggestions;
    } ///< by node, begin
    [[nodiscard]] const Suggestion* find(SuggestionId id) const; ///< null: none; valid until the next change
    /// Those of a node that are shown and open; valid until the next change.
    [[nodiscard]] std::vector<const Suggestion*> shownOn(const std::string& node) const;
    /// Grows with every change.
    [[nodiscard]] quint64 revision() const { return m_revision; }

    /// What is reviewed, and in which order.
    void setView(ReviewView view);
    [[nodiscard]] const ReviewView& view() const { return m_view; }
    [[nodiscard]] const std::vector<SuggestionId>& queue() const { return m_queue; } ///< next one first
    [[nodiscard]] int queuedNodes() const { return m_queuedNodes; } ///< that the queue goes over

    /// The chosen one of the Selection, if it is one that is open.
    [[nodiscard]] std::optional<SuggestionId> current() const;
    /// Unknown or decided ones are none. None: no suggestion is chosen; another chosen object stays.
    void setCurrent(std::optional<SuggestionId> id, const QObject* origin = nullptr);
    /// The one before or after the current one in the queue, round and round. After a decision, +1 is the one
    /// that came next.
    /// @return nullopt: the queue is empty
    [[nodiscard]] std::optional<SuggestionId> neighbour(int step) const;

    /// Makes a label of each, in one step. One that the label of another settles gets none of its own.
    /// @param category  of those that say none themselves
    /// @return number of labels; 0: it failed
    int accept(const std::vector<SuggestionId>& ids, const std::string& category);
    bool reject(const std::vector<SuggestionId>& ids); ///< false: it failed
    bool resize(SuggestionId id, TimeRange range); ///< false: it failed

Q_SIGNALS:
    void changed(); ///< suggestions, view or queue
    void currentChanged(const QObject* origin); ///< another object of the Selection is chosen, or none
    /// Somebody decided, here and now; what was decided on may be gone from the queue.
    /// @param onCurrent  on the one that was current, and maybe on others
    void decided(const nodesentry::SuggestionEdit& edit, bool onCurrent);
    /// A decision was taken back or done again: this is what happened.
    void replayed(const nodesentry::SuggestionEdit& edit);

private:
    void apply(const SuggestionEdit& edit, bool replayed);
    void rebuildQueue();
    [[nodiscard]] SuggestionEdit settledBy(const Label& label) const;

    LabelDocument& m_labels;
    Selection& m_selection;
    std::vector<Suggestion> m_suggestions;
    ReviewView m_view;
    std::unordered_map<SuggestionId, std::size_t> m_positions; ///< in m_suggestions
    std::vector<SuggestionId> m_queue;
    int m_queuedNodes = 0;
    std::size_t m_position = 0; ///< of the current one in the queue, or where it was
    quint64 m_revision = 0;
};

} // namespace nodesentry::ui
