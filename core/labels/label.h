#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace nodesentry {

using LabelId = std::int64_t;

/// A stretch of one node's time that a person (or the set's author) says is anomalous.
struct Label {
    LabelId id = 0; ///< given by the project; 0 before that
    std::string node;
    TimeMs begin = 0;
    std::optional<TimeMs> end; ///< exclusive; nullopt = still going on
    std::string category; ///< the kind of anomaly, e.g. "mem_leak"; "anomaly" where the source does not say
    std::string note;
    std::string author; ///< user name, or "import"

    bool operator==(const Label&) const = default;
};

} // namespace nodesentry
