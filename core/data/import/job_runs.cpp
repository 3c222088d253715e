#include "core/data/import/job_runs.h"

#include "core/data/import/names.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace nodesentry {

namespace {

std::string clusterOf(const Job& job)
{
    const auto cluster
        = std::find_if(job.attributes.begin(), job.attributes.end(),
                       [](const auto& attribute) { return plainName(attribute.first) == "cluster"; });
    return cluster == job.attributes.end() ? std::string() : cluster->second;
}

/// Whether two lines say different things; saying nothing is no difference.
bool differ(const std::string& a, const std::string& b)
{
    return !a.empty() && !b.empty() && a != b;
}

/// Joins the lines of one run, and gives later runs of the same job ids of their own.
class RunJoiner {
public:
    /// @param line  begins no earlier than those before
    void add(Job line)
    {
        auto& known = m_runs[line.id];
        const auto run = std::find_if(known.begin(), known.end(),
                                      [&](Run& candidate) { return isSame(candidate, line); });
        if (run != known.end()) {
            join(*run, line);
            return;
        }
        known.push_back({m_jobs.size(), {}});
        if (known.size() > 1)
            line.id += fmt::format("#{}", known.size());
        m_jobs.push_back(std::move(line));
    }
    [[nodiscard]] std::vector<Job> take() { return std::move(m_jobs); }

private:
    struct Run {
        std::size_t job = 0; ///< index into m_jobs
        std::unordered_set<std::string>
            nodes; ///< of the job, once they had to be looked at: most jobs have one line
    };

    /// Whether a line is of this run: it began with it, or ran at the same time on other nodes.
    bool isSame(Run& run, const Job& line)
    {
        const auto& job = m_jobs[run.job];
        if (differ(job.name, line.name) || differ(job.user, line.user)
            || differ(clusterOf(job), clusterOf(line)))
            return false;
        if (job.begin == line.begin)
            return true;
        const bool overlap = (!job.end || line.begin < *job.end) && (!line.end || job.begin < *line.end);
        if (!overlap)
            return false;
        const auto& nodes = nodesOf(run);
        return std::none_of(line.nodes.begin(), line.nodes.end(),
                            [&](const std::string& node) { return nodes.contains(node); });
    }

    void join(Run& run, const Job& line)
    {
        auto& job = m_jobs[run.job];
        if (job.nodes == line.nodes
            && job.begin == line.begin) { // one run, seen twice: while it ran, and after
            if (!job.end && line.end) {
                const auto id = std::move(job.id);
                job = line;
                job.id = id;
            }
            return;
        }
        auto& nodes = nodesOf(run);
        for (const auto& node : line.nodes) {
            if (nodes.insert(node).second)
                job.nodes.push_back(node);
        }
        job.begin = std::min(job.begin, line.begin);
        job.end = job.end && line.end ? std::optional(std::max(*job.end, *line.end)) : std::nullopt;
    }

    std::unordered_set<std::string>& nodesOf(Run& run)
    {
        const auto& nodes = m_jobs[run.job].nodes;
        if (run.nodes.empty())
            run.nodes.insert(nodes.begin(), nodes.end());
        return run.nodes;
    }

    std::vector<Job> m_jobs;
    std::unordered_map<std::string, std::vector<Run>> m_runs; ///< by id in the table
};

} // namespace

std::vector<Job> joinRuns(std::vector<Job> lines)
{
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Job& a, const Job& b) { return a.begin < b.begin; });
    RunJoiner joiner;
    for (auto& line : lines)
        joiner.add(std::move(line));
    return joiner.take();
}

std::string idOfRuns(const std::string& id)
{
    const auto mark = id.rfind('#');
    const bool isRun = mark != std::string::npos && mark > 0 && mark + 1 < id.size()
        && std::all_of(id.begin() + static_cast<std::ptrdiff_t>(mark) + 1, id.end(),
                       [](char c) { return c >= '0' && c <= '9'; });
    return isRun ? id.substr(0, mark) : id;
}

} // namespace nodesentry
