#include "core/clustering/agreement.h"

#include "core/base/expects.h"

#include <map>
#include <utility>

namespace nodesentry {

namespace {

double pairs(double items)
{
    return items * (items - 1) / 2;
}

template <class Counts> double pairsWithin(const Counts& counts)
{
    double sum = 0;
    for (const auto& [group, items] : counts)
        sum += pairs(static_cast<double>(items));
    return sum;
}

template <class A, class B> double compare(const std::vector<A>& a, const std::vector<B>& b)
{
    NODESENTRY_EXPECTS(a.size() == b.size(), "two labels per item");
    std::map<A, std::size_t> inA;
    std::map<B, std::size_t> inB;
    std::map<std::pair<A, B>, std::size_t> inBoth;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ++inA[a[i]];
        ++inB[b[i]];
        ++inBoth[{a[i], b[i]}];
    }
    const double all = pairs(static_cast<double>(a.size()));
    if (all < 1)
        return 1.0;
    const double sumA = pairsWithin(inA);
    const double sumB = pairsWithin(inB);
    const double expected = sumA * sumB / all;
    const double largest = (sumA + sumB) / 2;
    if (largest == expected) // both one group, or both all apart
        return 1.0;
    return (pairsWithin(inBoth) - expected) / (largest - expected);
}

} // namespace

double adjustedRandIndex(const std::vector<int>& a, const std::vector<int>& b)
{
    return compare(a, b);
}

double adjustedRandIndex(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    return compare(a, b);
}

double adjustedRandIndex(const std::vector<int>& a, const std::vector<std::string>& b)
{
    return compare(a, b);
}

} // namespace nodesentry
