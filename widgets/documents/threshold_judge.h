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
        std::optional<LiveNode> withSuggested{}; ///< by all labels; only where some came from suggestions
        std::vector<TimeRange> labelled{}; ///< what the truth was made of, first what is independent
        std::size_t independent = 0; ///< so many of these
    };

    /// @cost O(n log n) of the node's samples  @thread any: meant for the background
    [[nodiscard]] static Entry prepare(ReviewNode node);

    void clear();
    /// @cost linear in the node's samples
    void add(Entry entry);
    [[nodiscard]] bool knows(const std::string& node) const { return m_nodes.contains(node); }
    [[nodiscard]] const ReviewNode* find(const std::string& node) const; ///< null: not given

    /// @param labels     those that count as the truth, of any node
    /// @param suggested  those of them that came from a method (Project::suggestedLabels()). Figures are made
    ///                   as if they were not there: no method may confirm itself.
    /// @cost linear in the samples of nodes whose labels are others than before; nothing for the rest
    void setLabels(const std::vector<Label>& labels, const std::map<LabelId, std::string>& suggested = {});

    /// @return nullopt: the node was not given
    [[nodiscard]] std::optional<LiveFigures> figuresOf(const std::string& node, double factor) const;
    /// Of all nodes that have labels in their test time.
    [[nodiscard]] LiveFigures figures(double factor) const;
    [[nodiscard]] int labelledNodes() const;
    /// Of all nodes that have any labels in their test time, by all of them; nullopt where none of these came
    /// from suggestions.
    [[nodiscard]] std::optional<LiveFigures> figuresWithSuggested(double factor) const;
    [[nodiscard]] int suggestedLabels() const; ///< on the nodes that were given

private:
    /// The labels of one node.
    struct Labels {
        std::vector<Label> independent{};
        std::vector<Label> suggested{};
    };
    void judge(Entry& entry, const Labels& labels) const;

    std::map<std::string, Entry> m_nodes;
    std::map<std::string, Labels> m_labels; ///< by node
};

} // namespace nodesentry::ui
