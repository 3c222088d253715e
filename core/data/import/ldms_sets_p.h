#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace nodesentry {

/// Watches whether a file has several sets of one node at one time: rows of applications, ranks or devices.
///
/// Which columns tell them apart is found out of some that may: the first of them by which all rows of one node and
/// time differ, else all that differ anywhere.
class LdmsSets {
public:
    /// @param candidates  names of the columns that may tell sets apart, the likeliest first
    explicit LdmsSets(std::vector<std::string> candidates);

    /// One row.
    /// @param values  of the candidates
    /// @param text    the whole row: one that comes again is no other set
    /// @param line    its number
    /// @error InconsistentData  another row of this node and time, and no candidate tells the two apart; names both
    ///                          lines
    [[nodiscard]] Result<void> see(std::string_view node, TimeMs time,
                                   const std::vector<std::string_view>& values, std::string_view text,
                                   std::int64_t line);

    [[nodiscard]] bool areSeveral() const { return m_areSeveral; }
    /// Indices into the candidates; empty unless areSeveral().
    [[nodiscard]] std::vector<std::size_t> tellApart() const;

private:
    struct Row {
        std::vector<std::string> values;
        std::size_t text = 0; ///< its hash
        std::int64_t line = 0;
    };
    struct Now {
        TimeMs time = 0;
        std::vector<Row> rows; ///< of this time
    };

    std::vector<std::string> m_candidates;
    std::unordered_map<std::string, Now> m_nodes;
    std::vector<bool> m_tellsAll; ///< of each candidate: so far all rows of one node and time differ in it
    std::vector<bool> m_differs; ///< of each candidate: some do
    bool m_areSeveral = false;
};

} // namespace nodesentry
