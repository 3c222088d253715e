#include "widgets/lanes/lane_accessible.h"

#include "widgets/lanes/lane_view.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <QAccessibleWidget>
#include <QCoreApplication>

#include <map>

namespace nodesentry::ui {

namespace {

class AccessibleTexts {
    Q_DECLARE_TR_FUNCTIONS(LaneAccessible)

public:
    static QString description(const LaneView& view)
    {
        const auto& axis = view.axis();
        if (axis.isEmpty())
            return tr("Nothing is shown.");
        QStringList parts;
        if (!view.accessibleDescription().isEmpty())
            parts << view.accessibleDescription();
        parts << tr("%n lane(s)", nullptr, int(view.layout().lanes().size()));
        parts << tr("In view: %1").arg(spanText(axis.visible()));
        if (const auto cursor = axis.cursor())
            parts << tr("Crosshair at %1").arg(momentText(*cursor));
        if (const auto selection = axis.selection())
            parts << tr("Selected: %1").arg(spanText(*selection));
        const auto marks = view.marksInView();
        parts << (marks.empty() ? tr("No labels or suggestions in view")
                                : tr("%n mark(s) in view", nullptr, int(marks.size())));
        for (const auto& mark : marks)
            parts << QString(mark.text).replace(u'\n', u' ');
        return parts.join(QStringLiteral(". "));
    }
};

/// A lane or a mark: nothing of its own, a row of what the view says of itself now.
class Part final : public QAccessibleInterface {
public:
    enum class Kind { Lane, Mark };

    Part(LaneView& view, Kind kind, int row) : m_view(&view), m_kind(kind), m_row(row) { }

    bool isValid() const override { return m_view != nullptr && m_row < count(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_view->window()->windowHandle(); }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessible::Role role() const override
    {
        return m_kind == Kind::Lane ? QAccessible::Row : QAccessible::Graphic;
    }

    QString text(QAccessible::Text what) const override
    {
        if (!isValid())
            return {};
        if (m_kind == Kind::Mark)
            return what == QAccessible::Name ? m_view->marksInView()[std::size_t(m_row)].text : QString();
        const auto lane = m_view->laneText(m_row);
        switch (what) {
        case QAccessible::Name:
            return lane.name;
        case QAccessible::Value:
            return lane.value;
        case QAccessible::Description:
            return lane.group;
        default:
            return {};
        }
    }
    void setText(QAccessible::Text, const QString&) override { }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const auto local = m_kind == Kind::Lane
            ? m_view->laneText(m_row).rect
            : m_view->rectOf(m_view->marksInView()[std::size_t(m_row)].range);
        return local.translated(m_view->mapToGlobal(QPoint(0, 0)));
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        if (m_kind == Kind::Lane) {
            const auto lane = m_view->laneText(m_row);
            state.offscreen = !m_view->rect().intersects(lane.rect);
            state.selectable = true;
            state.selected = lane.current;
        }
        return state;
    }

private:
    int count() const
    {
        return m_kind == Kind::Lane ? int(m_view->layout().lanes().size())
                                    : int(m_view->marksInView().size());
    }

    LaneView* m_view;
    Kind m_kind;
    int m_row;
};

class LaneViewAccessible final : public QAccessibleWidget {
public:
    explicit LaneViewAccessible(LaneView* view)
        : QAccessibleWidget(view, QAccessible::Chart),
          m_view(view) { }

    ~LaneViewAccessible() override
    {
        for (const auto& [key, id] : m_parts)
            QAccessible::deleteAccessibleInterface(id);
    }

    QString text(QAccessible::Text what) const override
    {
        if (what == QAccessible::Description)
            return AccessibleTexts::description(*m_view);
        return QAccessibleWidget::text(what);
    }

    int childCount() const override { return lanes() + int(m_view->marksInView().size()); }

    QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        const bool lane = index < lanes();
        const std::pair key(lane, lane ? index : index - lanes());
        auto part = m_parts.find(key);
        if (part == m_parts.end()) {
            const auto id = QAccessible::registerAccessibleInterface(
                new Part(*m_view, lane ? Part::Kind::Lane : Part::Kind::Mark, key.second));
            part = m_parts.emplace(key, id).first;
        }
        return QAccessible::accessibleInterface(part->second);
    }

    int indexOfChild(const QAccessibleInterface* child) const override
    {
        for (const auto& [key, id] : m_parts) {
            if (QAccessible::accessibleInterface(id) == child)
                return key.first ? key.second : lanes() + key.second;
        }
        return -1;
    }

private:
    int lanes() const { return int(m_view->layout().lanes().size()); }

    LaneView* m_view;
    mutable std::map<std::pair<bool, int>, QAccessible::Id> m_parts; ///< by (is a lane, row)
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* view = qobject_cast<LaneView*>(object);
    return view == nullptr ? nullptr : new LaneViewAccessible(view);
}

} // namespace

void installLaneAccessibility()
{
    QAccessible::installFactory(&makeInterface);
}

} // namespace nodesentry::ui
