#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry::features {

/// Sorts doubles ascending by their bits, digit by digit: no comparison, so no mispredicted branches, and
/// digits that all values share are skipped, as are most of those that came from float. Memory is
/// kept for the next.
class RadixSort {
public:
    /// @param values  none is NaN; -0 comes before +0
    /// @cost  O(n); short series are left to std::sort, which is quicker there
    void sort(std::span<double> values);

private:
    std::vector<std::uint64_t> m_keys;
    std::vector<std::uint64_t> m_moved;
};

} // namespace nodesentry::features
