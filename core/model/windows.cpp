#include "core/model/windows_p.h"

#include "core/base/expects.h"

#include <algorithm>

namespace nodesentry {

std::vector<Window> cutWindows(int source, std::int64_t length, std::int64_t window, std::int64_t stride,
                               std::int64_t phase)
{
    NODESENTRY_EXPECTS(length >= 1 && window >= 1 && phase >= 0, "lengths are positive");
    if (length <= window)
        return {{source, 0, length}};
    stride = std::clamp<std::int64_t>(stride, 1, window);
    std::vector<Window> windows;
    const std::int64_t last = length - window;
    if (phase > 0)
        windows.push_back({source, 0, window});
    for (std::int64_t begin = phase; begin < last; begin += stride)
        windows.push_back({source, begin, window});
    windows.push_back({source, last, window});
    return windows;
}

} // namespace nodesentry
