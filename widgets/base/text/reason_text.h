#pragma once

#include "core/base/reason.h"

#include <QString>

#include <string>
#include <vector>

namespace nodesentry::ui {

/// What is wrong, in the language of the window; without capital and full stop where the language has them.
/// @return empty for Reason::None
[[nodiscard]] QString reasonText(Reason reason, const std::vector<std::string>& arguments);

/// What to do about it, beside the remedy; empty where there is nothing to say.
[[nodiscard]] QString reasonAdvice(Reason reason, const std::vector<std::string>& arguments);

/// What a remedy is, for texts without a button; empty for None.
[[nodiscard]] QString remedyAdvice(Remedy remedy);

/// The text of the button that does the remedy; empty where the window cannot do it.
[[nodiscard]] QString remedyText(Remedy remedy);

} // namespace nodesentry::ui
