#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace nodesentry {

/// Numbers as whole multiples of a power of two, so that sums are exact: adding and taking away again leaves
/// no trace, in whatever order. The unit is the finest with which no sum can overflow.
class ExactUnit {
public:
    ExactUnit() = default;
    /// @param largest  no value is larger in magnitude, >= 0
    /// @param terms    no sum has more of them, >= 1
    ExactUnit(double largest, std::int64_t terms)
    {
        // 2^61, not 2^63: a sum may hold a group of values twice for a moment.
        const double bound
            = std::max(largest, std::numeric_limits<double>::min()) * static_cast<double>(terms);
        const int exponent = std::clamp(61 - static_cast<int>(std::ceil(std::log2(bound))), -1000, 1000);
        m_scale = std::ldexp(1.0, exponent);
        m_inverse = std::ldexp(1.0, -exponent);
    }

    [[nodiscard]] std::int64_t units(double value) const
    {
        return static_cast<std::int64_t>(std::floor(value * m_scale + 0.5));
    }
    [[nodiscard]] double value(std::int64_t units) const { return static_cast<double>(units) * m_inverse; }
    [[nodiscard]] double scale() const { return m_scale; }

private:
    double m_scale = 1.0;
    double m_inverse = 1.0;
};

} // namespace nodesentry
