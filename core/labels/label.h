#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

using LabelId = std::int64_t;

/// Author of the labels that came with imported data and name nobody.
inline constexpr const char* kImported = "import";
/// Author of the labels that several people agreed on, or that one of them settled.
inline constexpr const char* kAdjudicated = "adjudicated";

/// A stretch of one node's time that a person (or the set's author) says is anomalous.
struct Label {
    LabelId id = 0; ///< given by the project; 0 before that
    std::string node;
    TimeMs begin = 0;
    std::optional<TimeMs> end; ///< exclusive; nullopt = still going on
    std::string category; ///< the kind of anomaly, e.g. "mem_leak"; "anomaly" where the source does not say
    std::string note;
    std::string author; ///< user name, kImported or kAdjudicated
    double confidence = 1.0; ///< 0..1, how sure the author is
    std::vector<std::string> metrics{}; ///< names of those that show it, ascending, once each; empty: all

    bool operator==(const Label&) const = default;
};

} // namespace nodesentry
