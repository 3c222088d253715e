#pragma once

#include "core/base/time.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

/// One Slurm job (allocation, no steps).
struct Job {
    std::string id; ///< as accounting prints it, e.g. "4711", "50_2", "60+1"; unique in the project
    std::vector<std::string> nodes; ///< expanded host list, in its order
    TimeMs begin = 0;
    std::optional<TimeMs> end; ///< exclusive; nullopt while running ("Unknown")
    std::string name;
    std::string user;
    std::string state; ///< COMPLETED, FAILED, CANCELLED …, without "by UID"
    std::map<std::string, std::string> attributes; ///< every other column of the table, e.g. App, Tag

    bool operator==(const Job&) const = default;
};

} // namespace nodesentry
