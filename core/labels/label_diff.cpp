#include "core/labels/label_diff.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace nodesentry {

namespace {

TimeMs endOf(const Label& label)
{
    return label.end.value_or(std::numeric_limits<TimeMs>::max());
}

auto orderOf(const Label& label)
{
    return std::tuple<const std::string&, TimeMs, TimeMs, const std::string&, const std::string&,
                      const std::string&, double, const std::vector<std::string>&>(
        label.node, label.begin, endOf(label), label.category, label.author, label.note, label.confidence,
        label.metrics);
}

bool comesFirst(const Label& a, const Label& b)
{
    return orderOf(a) < orderOf(b);
}

void prepare(std::vector<Label>& labels)
{
    for (auto& label : labels)
        label.id = 0;
    std::sort(labels.begin(), labels.end(), comesFirst);
}

struct Pair {
    TimeMs shared;
    bool sameClass;
    std::size_t first;
    std::size_t second;
};

/// Pairs of one node and author that overlap; both lists are in order.
std::vector<Pair> overlappingPairs(const std::vector<Label>& first, const std::vector<Label>& second)
{
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const auto& a = first[i];
        // Begins ascend, ends need not: all labels of the node that begin before this one ends are looked at.
        auto b = std::partition_point(second.begin(), second.end(),
                                      [&](const Label& label) { return label.node < a.node; });
        for (; b != second.end() && b->node == a.node && b->begin < endOf(a); ++b) {
            const auto shared = std::min(endOf(a), endOf(*b)) - std::max(a.begin, b->begin);
            if (shared > 0 && a.author == b->author)
                pairs.push_back(
                    {shared, a.category == b->category, i, static_cast<std::size_t>(b - second.begin())});
        }
    }
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) {
        return std::tuple(y.shared, y.sameClass) < std::tuple(x.shared, x.sameClass);
    });
    return pairs;
}

} // namespace

LabelDiff compareLabels(std::vector<Label> first, std::vector<Label> second)
{
    prepare(first);
    prepare(second);
    LabelDiff diff;
    std::vector<Label> onlyFirst;
    std::vector<Label> onlySecond;
    std::set_difference(first.begin(), first.end(), second.begin(), second.end(),
                        std::back_inserter(onlyFirst), comesFirst);
    std::set_difference(second.begin(), second.end(), first.begin(), first.end(),
                        std::back_inserter(onlySecond), comesFirst);
    diff.same = static_cast<std::int64_t>(first.size() - onlyFirst.size());

    std::vector<bool> firstTaken(onlyFirst.size());
    std::vector<bool> secondTaken(onlySecond.size());
    for (const auto& pair : overlappingPairs(onlyFirst, onlySecond)) {
        if (firstTaken[pair.first] || secondTaken[pair.second])
            continue;
        firstTaken[pair.first] = true;
        secondTaken[pair.second] = true;
        diff.changed.push_back({onlyFirst[pair.first], onlySecond[pair.second]});
    }
    std::sort(diff.changed.begin(), diff.changed.end(),
              [](const LabelChange& a, const LabelChange& b) { return comesFirst(*a.before, *b.before); });
    for (std::size_t i = 0; i < onlyFirst.size(); ++i)
        if (!firstTaken[i])
            diff.removed.push_back(onlyFirst[i]);
    for (std::size_t i = 0; i < onlySecond.size(); ++i)
        if (!secondTaken[i])
            diff.added.push_back(onlySecond[i]);
    return diff;
}

} // namespace nodesentry
