#include "core/data/import/node_matching_p.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>
#include <set>
#include <unordered_set>

namespace nodesentry {

namespace {

using Matches = std::map<std::string, NodeMatch>;

constexpr std::size_t kShown = 5;
constexpr const char* kAdvice = "name the nodes as the samples do, or say what is what: --node-map FILE";

/// The first of some texts, and whether there are more.
std::string firstOf(std::vector<std::string> texts)
{
    const bool hasMore = texts.size() > kShown;
    texts.resize(std::min(kShown, texts.size()));
    return fmt::format("{}{}", fmt::join(texts, ", "), hasMore ? ", …" : "");
}

/// "'gpu-2' (it could be any of gpu-2.a, gpu-2.b)"
std::string described(const std::string& name, const NodeMatch& match)
{
    if (match.kind != NodeMatch::Kind::Ambiguous)
        return fmt::format("'{}'", name);
    std::vector<std::string> shown(
        match.candidates.begin(),
        match.candidates.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, match.candidates.size())));
    return fmt::format("'{}' (it could be any of {}{})", name, fmt::join(shown, ", "),
                       shown.size() < match.candidates.size() ? ", …" : "");
}

/// The names without a node; those that are written otherwise are noted.
std::vector<std::string> unknownNames(const Matches& matches, const std::string& table, ImportReport& report)
{
    std::vector<std::string> unknown;
    std::vector<std::string> similar;
    for (const auto& [name, match] : matches) {
        if (!match.isFound())
            unknown.push_back(described(name, match));
        else if (match.node != name)
            similar.push_back(fmt::format("'{}' is '{}'", name, match.node));
    }
    if (!similar.empty())
        report.notes.push_back(fmt::format("{}: {} {} written otherwise than in the samples: {}", table,
                                           similar.size(), similar.size() == 1 ? "node is" : "nodes are",
                                           firstOf(similar)));
    return unknown;
}

/// A message when nothing is left, with the names on both sides.
Error nothingLeft(const std::string& what, const Matches& matches, const std::string& table)
{
    const auto stranger = std::find_if(matches.begin(), matches.end(), [](const auto& entry) {
        return entry.second.kind == NodeMatch::Kind::Ambiguous;
    });
    const auto& shown = stranger == matches.end() ? *matches.begin() : *stranger;
    return {ErrorCode::InconsistentData,
            fmt::format("{} on an imported node; the table names {}{}", what,
                        described(shown.first, shown.second), matches.size() > 1 ? " and others" : ""),
            table,
            0,
            0,
            kAdvice};
}

} // namespace

Result<void> matchJobs(const NodeNames& names, const std::string& table, std::vector<Job>& jobs,
                       ImportReport& report)
{
    std::set<std::string> named;
    for (const auto& job : jobs)
        named.insert(job.nodes.begin(), job.nodes.end());
    const auto matches = names.find(named);

    const auto before = static_cast<std::int64_t>(jobs.size());
    std::string stranger;
    std::erase_if(jobs, [&](Job& job) {
        std::vector<std::string> nodes;
        std::unordered_set<std::string> seen;
        std::vector<std::string> missing;
        for (const auto& name : job.nodes) {
            const auto& match = matches.at(name);
            const auto& node = match.isFound() ? match.node : name;
            if (!match.isFound())
                missing.push_back(name);
            if (seen.insert(node).second)
                nodes.push_back(node);
        }
        const auto all = job.nodes.size();
        const bool isKnown = missing.size() < all;
        job.nodes = std::move(nodes);
        if (missing.empty())
            return !isKnown;
        if (!isKnown && stranger.empty())
            stranger = missing.front();
        auto& unknown = report.unknownNodes;
        ++unknown.jobs;
        if (unknown.byJob.size() < UnknownNodes::kKept)
            unknown.byJob.push_back(fmt::format("{}: {} of {} nodes, such as '{}'", job.id, missing.size(),
                                                all, missing.front()));
        return !isKnown;
    });
    const auto left = before - static_cast<std::int64_t>(jobs.size());
    if (before > 0 && jobs.empty())
        return fail(nothingLeft(fmt::format("none of the {} jobs ran", before), matches, table));
    auto unknown = unknownNames(matches, table, report);
    report.unknownNodes.nodes += std::ssize(unknown);
    unknown.resize(std::min(UnknownNodes::kKept, unknown.size()));
    report.unknownNodes.names = std::move(unknown);
    if (left > 0)
        report.skipped.push_back(
            {table, 0, fmt::format("{} jobs on nodes that are not imported, such as '{}'", left, stranger)});
    report.jobsAccepted -= left;
    report.jobsRejected += left;
    return {};
}

Result<void> matchLabels(const NodeNames& names, const std::string& table, std::vector<Label>& labels,
                         ImportReport& report)
{
    std::set<std::string> named;
    for (const auto& label : labels)
        named.insert(label.node);
    const auto matches = names.find(named);

    const auto before = labels.size();
    std::string stranger;
    std::erase_if(labels, [&](Label& label) {
        const auto& match = matches.at(label.node);
        if (match.isFound())
            label.node = match.node;
        else if (stranger.empty())
            stranger = described(label.node, match);
        return !match.isFound();
    });
    if (before > 0 && labels.empty())
        return fail(nothingLeft(fmt::format("none of the {} labels is", before), matches, table));
    if (auto unknown = unknownNames(matches, table, report); !unknown.empty())
        report.notes.push_back(fmt::format("{}: {} {} not imported: {}", table, unknown.size(),
                                           unknown.size() == 1 ? "node is" : "nodes are", firstOf(unknown)));
    if (labels.size() < before)
        report.skipped.push_back({table, 0,
                                  fmt::format("{} labels on nodes that are not imported, such as {}",
                                              before - labels.size(), stranger)});
    return {};
}

} // namespace nodesentry
