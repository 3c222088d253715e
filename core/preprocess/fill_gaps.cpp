#include "core/preprocess/fill_gaps.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace nodesentry {

bool fillGaps(std::span<float> values, std::span<unsigned char> filled)
{
    NODESENTRY_EXPECTS(values.size() == filled.size(), "one mark per sample");
    const auto size = values.size();
    std::size_t next = 0; // first sample that is not yet dealt with
    for (std::size_t i = 0; i < size; ++i) {
        filled[i] = std::isfinite(values[i]) ? 0 : 1;
        if (filled[i] == 1)
            continue;
        const double right = values[i];
        if (next == 0) {
            std::fill(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(i), values[i]);
        } else {
            const double left = values[next - 1];
            const auto steps = static_cast<double>(i - next + 1);
            for (std::size_t gap = next; gap < i; ++gap)
                values[gap]
                    = static_cast<float>(left + (right - left) * static_cast<double>(gap - next + 1) / steps);
        }
        next = i + 1;
    }
    if (next == 0)
        return false;
    std::fill(values.begin() + static_cast<std::ptrdiff_t>(next), values.end(), values[next - 1]);
    return true;
}

} // namespace nodesentry
