#include "core/labels/settled_labels.h"

#include <set>

namespace nodesentry {

std::vector<Label> settledLabels(std::vector<Label> labels)
{
    std::set<std::string> settled;
    for (const auto& label : labels)
        if (label.author == kAdjudicated)
            settled.insert(label.node);
    std::erase_if(labels, [&](const Label& label) {
        return label.author != kAdjudicated && settled.contains(label.node);
    });
    return labels;
}

std::vector<Label> blindLabels(std::vector<Label> labels, const std::string& annotator)
{
    std::erase_if(labels, [&](const Label& label) {
        return label.author != annotator && label.author != kImported && label.author != kAdjudicated;
    });
    return labels;
}

std::vector<std::string> annotatorsOf(const std::vector<Label>& labels)
{
    std::set<std::string> people;
    for (const auto& label : labels)
        people.insert(label.author);
    return {people.begin(), people.end()};
}

} // namespace nodesentry
