#pragma once

#include <QCoreApplication>
#include <QString>

#include <span>

namespace nodesentry::ui {

/// What the mouse does in the timeline.
enum class MouseScheme {
    Select, ///< left-drag selects time, wheel scrolls the lanes
    /// As in the tool of the paper's authors: left-drag pans, wheel zooms, two clicks label or cancel.
    Authors,
};

/// How the mouse is used.
enum class MouseInput { Drag, SpaceDrag, Wheel, Click, DoubleClick };

/// What that does.
enum class Gesture {
    None,
    Choose, ///< the label under the pointer, or nothing
    Select, ///< time
    Pan,
    BoxZoom,
    ScrollLanes,
    ZoomTime,
    ZoomValues, ///< of the lane under the pointer
    PreviousView,
    Menu,
    LabelEdge, ///< the first click begins a label, the second one ends it
    CancelEdge, ///< the same for a stretch in which labels are taken away
};

struct GestureRow {
    MouseInput input;
    Qt::MouseButton button; ///< NoButton for the wheel
    Qt::KeyboardModifiers modifiers;
    Gesture gesture;
};

/// The table of a scheme, which the timeline obeys and the help lists.
[[nodiscard]] std::span<const GestureRow> gesturesOf(MouseScheme scheme);

/// What an input means: the row with all of its modifiers held, and of several the one with the most of them.
[[nodiscard]] Gesture gestureFor(MouseScheme scheme, MouseInput input, Qt::MouseButton button,
                                 Qt::KeyboardModifiers modifiers);

[[nodiscard]] QString inputText(const GestureRow& row); ///< "Ctrl + wheel", translated
[[nodiscard]] QString gestureText(Gesture gesture); ///< "zoom time at the pointer", translated

} // namespace nodesentry::ui
