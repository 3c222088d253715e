#pragma once

#include <cstdint>
#include <vector>

namespace nodesentry {

/// Mean and standard deviation of the last @p capacity values pushed.
///
/// A tree of partial (count, mean, sum of squared deviations), merged by the pairwise formula of Chan, Golub
/// and LeVeque (1983). Running sums would be cheaper, but scores span many decades, and one large value would
/// leave a rounding error behind that hides the small ones long after it has left the window.
/// @cost push O(log capacity), the rest O(1)
class SlidingMoments {
public:
    explicit SlidingMoments(std::int64_t capacity); ///< >= 1

    void push(double value); ///< drops the oldest value once the window is full
    [[nodiscard]] std::int64_t count() const { return m_tree[1].count; } ///< values in the window
    [[nodiscard]] double mean() const { return m_tree[1].mean; } ///< 0 when empty
    [[nodiscard]] double deviation() const; ///< population standard deviation; 0 when empty

private:
    struct Moments {
        std::int64_t count = 0;
        double mean = 0.0;
        double squares = 0.0; ///< sum of squared deviations from the mean
    };
    static Moments merge(const Moments& a, const Moments& b);

    std::int64_t m_capacity;
    std::int64_t m_next = 0; ///< leaf that the next value replaces
    std::int64_t m_leaves = 1; ///< power of two >= capacity
    std::vector<Moments> m_tree; ///< heap order, root at 1, leaves at m_leaves
};

} // namespace nodesentry
