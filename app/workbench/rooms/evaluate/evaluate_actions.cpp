#include "app/workbench/rooms/evaluate/evaluate_actions.h"

#include <QCoreApplication>

namespace nodesentry::app {

namespace {

using enum ActionCategory;
using enum ActionNeeds;

constexpr ActionSpec kEvaluateActions[] = {
    {.id = "go.training",
     .text = QT_TRANSLATE_NOOP("Actions", "To the t&raining"),
     .category = Go,
     .needs = Node,
     .keys = "Ctrl+T",
     .anywhere = true},
};

} // namespace

std::span<const ActionSpec> evaluateActions()
{
    return kEvaluateActions;
}

} // namespace nodesentry::app
