#pragma once

#include "core/base/time.h"
#include "core/labels/label.h"
#include "core/review/suggestion.h"

#include <QObject>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>

namespace nodesentry::ui {

/// A case, by its number in the project.
struct CaseId {
    std::int64_t value = 0;
    bool operator==(const CaseId&) const = default;
};

/// A job segment, by its place in the cluster library.
struct SegmentId {
    std::int64_t value = 0;
    bool operator==(const SegmentId&) const = default;
};

struct ClusterId {
    int value = 0;
    bool operator==(const ClusterId&) const = default;
};

struct ChosenLabels {
    std::set<LabelId> ids; ///< not empty, of any nodes
    bool operator==(const ChosenLabels&) const = default;
};

struct ChosenSuggestion {
    SuggestionId id = 0;
    bool operator==(const ChosenSuggestion&) const = default;
};

/// The one thing that is chosen, besides node and time.
using Chosen = std::variant<std::monostate, ChosenLabels, ChosenSuggestion, CaseId, SegmentId, ClusterId>;

/// What the rooms look at, shared by all of them: a node, a stretch of time, and one object. Choosing an object of one
/// kind replaces one of another kind, so that a key is never meant for two things.
///
/// Setters take the one who sets; listeners that are told of their own change leave it, which no flag has to remember.
class Selection final : public QObject {
    Q_OBJECT

public:
    enum Part : unsigned { Node = 1, Range = 2, Object = 4 };
    Q_DECLARE_FLAGS(Parts, Part)

    using QObject::QObject;

    [[nodiscard]] const std::string& node() const { return m_node; } ///< empty: none
    [[nodiscard]] const std::optional<TimeRange>& range() const { return m_range; } ///< selected time
    [[nodiscard]] const Chosen& object() const { return m_object; }

    [[nodiscard]] const std::set<LabelId>& labels() const; ///< empty unless labels are chosen
    [[nodiscard]] std::optional<SuggestionId> suggestion() const;
    [[nodiscard]] std::optional<std::int64_t> caseId() const;

    /// @param origin  whoever sets it; may be null
    void setNode(const std::string& node, const QObject* origin = nullptr);
    void setRange(std::optional<TimeRange> range, const QObject* origin = nullptr);
    void setObject(Chosen object, const QObject* origin = nullptr);
    void clear(const QObject* origin = nullptr); ///< the project is closed

Q_SIGNALS:
    void changed(nodesentry::ui::Selection::Parts parts, const QObject* origin);

private:
    std::string m_node;
    std::optional<TimeRange> m_range;
    Chosen m_object;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(Selection::Parts)

} // namespace nodesentry::ui
