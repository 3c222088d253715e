#include "widgets/timeline/gestures.h"

#include <bit>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr GestureRow kSelect[] = {
    {MouseInput::Wheel, Qt::NoButton, Qt::NoModifier, Gesture::ScrollLanes},
    {MouseInput::Wheel, Qt::NoButton, Qt::ControlModifier, Gesture::ZoomTime},
    {MouseInput::Wheel, Qt::NoButton, Qt::ShiftModifier, Gesture::Pan},
    {MouseInput::Wheel, Qt::NoButton, Qt::ControlModifier | Qt::ShiftModifier, Gesture::ZoomValues},
    {MouseInput::Click, Qt::LeftButton, Qt::NoModifier, Gesture::Choose},
    {MouseInput::Click, Qt::RightButton, Qt::NoModifier, Gesture::Menu},
    {MouseInput::Drag, Qt::LeftButton, Qt::NoModifier, Gesture::Select},
    {MouseInput::Drag, Qt::LeftButton, Qt::AltModifier, Gesture::BoxZoom},
    {MouseInput::Drag, Qt::MiddleButton, Qt::NoModifier, Gesture::Pan},
    {MouseInput::SpaceDrag, Qt::LeftButton, Qt::NoModifier, Gesture::Pan},
    {MouseInput::DoubleClick, Qt::LeftButton, Qt::NoModifier, Gesture::PreviousView},
};

constexpr GestureRow kAuthors[] = {
    {MouseInput::Wheel, Qt::NoButton, Qt::NoModifier, Gesture::ZoomTime},
    {MouseInput::Wheel, Qt::NoButton, Qt::ControlModifier, Gesture::ScrollLanes},
    {MouseInput::Wheel, Qt::NoButton, Qt::ShiftModifier, Gesture::Pan},
    {MouseInput::Wheel, Qt::NoButton, Qt::ControlModifier | Qt::ShiftModifier, Gesture::ZoomValues},
    {MouseInput::Click, Qt::LeftButton, Qt::NoModifier, Gesture::Choose},
    {MouseInput::Click, Qt::MiddleButton, Qt::NoModifier, Gesture::LabelEdge},
    {MouseInput::Click, Qt::RightButton, Qt::NoModifier, Gesture::CancelEdge},
    {MouseInput::Click, Qt::RightButton, Qt::ControlModifier, Gesture::Menu},
    {MouseInput::Drag, Qt::LeftButton, Qt::NoModifier, Gesture::Pan},
    {MouseInput::Drag, Qt::LeftButton, Qt::ShiftModifier, Gesture::Select},
    {MouseInput::Drag, Qt::LeftButton, Qt::AltModifier, Gesture::BoxZoom},
    {MouseInput::Drag, Qt::MiddleButton, Qt::NoModifier, Gesture::Pan},
    {MouseInput::SpaceDrag, Qt::LeftButton, Qt::NoModifier, Gesture::Pan},
    {MouseInput::DoubleClick, Qt::LeftButton, Qt::NoModifier, Gesture::PreviousView},
};

class GestureTexts {
    Q_DECLARE_TR_FUNCTIONS(Gestures)

public:
    static QString input(const GestureRow& row)
    {
        switch (row.input) {
        case MouseInput::Wheel:
            return tr("wheel");
        case MouseInput::SpaceDrag:
            return tr("Space + drag");
        case MouseInput::DoubleClick:
            return tr("double-click");
        case MouseInput::Drag:
            return row.button == Qt::MiddleButton ? tr("drag with the middle button") : tr("drag");
        case MouseInput::Click:
            break;
        }
        if (row.button == Qt::MiddleButton)
            return tr("middle click");
        return row.button == Qt::RightButton ? tr("right click") : tr("click");
    }

    static QString gesture(Gesture gesture)
    {
        switch (gesture) {
        case Gesture::None:
            break;
        case Gesture::Choose:
            return tr("choose the label there; with Ctrl several");
        case Gesture::Select:
            return tr("select a stretch of time");
        case Gesture::Pan:
            return tr("move in time");
        case Gesture::BoxZoom:
            return tr("zoom to the dragged box");
        case Gesture::ScrollLanes:
            return tr("scroll the lanes");
        case Gesture::ZoomTime:
            return tr("zoom time at the pointer");
        case Gesture::ZoomValues:
            return tr("zoom the lane's values");
        case Gesture::PreviousView:
            return tr("previous view; on a job: show the job");
        case Gesture::Menu:
            return tr("what can be done there");
        case Gesture::LabelEdge:
            return tr("begin a label; again: end it");
        case Gesture::CancelEdge:
            return tr("begin to take labels away; again: end it");
        }
        return {};
    }
};

} // namespace

std::span<const GestureRow> gesturesOf(MouseScheme scheme)
{
    if (scheme == MouseScheme::Authors)
        return kAuthors;
    return kSelect;
}

Gesture gestureFor(MouseScheme scheme, MouseInput input, Qt::MouseButton button,
                   Qt::KeyboardModifiers modifiers)
{
    const GestureRow* best = nullptr;
    const auto count = [](Qt::KeyboardModifiers held) { return std::popcount(unsigned(held.toInt())); };
    for (const auto& row : gesturesOf(scheme)) {
        const bool fits
            = row.input == input && row.button == button && (modifiers & row.modifiers) == row.modifiers;
        if (fits && (best == nullptr || count(row.modifiers) > count(best->modifiers)))
            best = &row;
    }
    return best == nullptr ? Gesture::None : best->gesture;
}

QString inputText(const GestureRow& row)
{
    QString text;
    // The names of the keys are those on the keyboard, in every language.
    for (const auto& [modifier, name] :
         {std::pair(Qt::ControlModifier, u"Ctrl + "_s), std::pair(Qt::AltModifier, u"Alt + "_s),
          std::pair(Qt::ShiftModifier, u"Shift + "_s)}) {
        if (row.modifiers.testFlag(modifier))
            text += name;
    }
    text += GestureTexts::input(row);
    text[0] = text[0].toUpper();
    return text;
}

QString gestureText(Gesture gesture)
{
    return GestureTexts::gesture(gesture);
}

} // namespace nodesentry::ui
