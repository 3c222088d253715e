#pragma once

#include <string>

namespace nodesentry {

/// ASCII letters in lower case, everything else (so UTF-8 too) as it is; for names that match in any case.
[[nodiscard]] std::string lowerCase(std::string text);

} // namespace nodesentry
