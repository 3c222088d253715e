#pragma once

#include "core/eval/live_figures.h"
#include "core/labels/label.h"
#include "core/review/review_node.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace nodesentry::ui {

/// Says at once what a threshold is worth against the labels, for one node and for all that are known, and
/// what would be flagged. Knows the scores of the nodes it was given.
class ThresholdJudge {
public:
    /// A node's scores, and what is needed to judge thresholds on them.
    struct Entry {
        ReviewNode node; ///< its ratios are needed to find candidates
        LiveNode live;
        std::vector<TimeRange> labelled{}; ///< what the truth was made of
    };

    /// @cost O(n log n) of the node's samples  @thread any: meant for the background
    [[nodiscard]] static Entry prepare(ReviewNode node);

    void clear();
    /// @cost linear in the node's samples
    void add(Entry entry);
    [[nodiscard]] bool knows(const std::string& node) const { return m_nodes.contains(node); }
    [[nodiscard]] const ReviewNode* find(const std::string& node) const; ///< null: not given

    /// @param labels  those that count as the truth, by node
    /// @cost linear in the samples of nodes whose labels are others than before; nothing for the rest
    void setLabels(const std::vector<Label>& labels);

    /// @return nullopt: the node was not given
    [[nodiscard]] std::optional<LiveFigures> figuresOf(const std::string& node, double factor) const;
    /// Of all nodes that have labels in their test time.
    [[nodiscard]] LiveFigures figures(double factor) const;
    [[nodiscard]] int labelledNodes() const;

private:
    void judge(Entry& entry, const std::vector<Label>& labels) const;

    std::map<std::string, Entry> m_nodes;
    std::map<std::string, std::vector<Label>> m_labels; ///< by node
};

} // namespace nodesentry::ui
