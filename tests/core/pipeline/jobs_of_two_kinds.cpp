#include "tests/core/pipeline/jobs_of_two_kinds.h"

#include "core/pipeline/import_stage.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/prepared_project_p.h"
#include "tests/core/pipeline/small_project.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace nodesentry::test {

namespace {

constexpr std::int64_t kShorterNode = 9 * kJobSamples; ///< samples of n2

/// Whether a sample is one of a job that swings.
bool swings(std::int64_t sample)
{
    const auto job = sample / kJobSamples;
    return job % 2 == 1 && (job != 9 || sample % kJobSamples >= 20);
}

std::string seconds(TimeMs time)
{
    return std::to_string(time / 1000);
}

} // namespace

JobsOfTwoKinds::JobsOfTwoKinds() : m_path(m_folder.file("p.nsproj"))
{
    import(0, 10 * kJobSamples);
    m_options.cluster.k = 2;
    m_options.cluster.minClusterSize = 1;
    m_options.cluster.matchPeriodSeconds = static_cast<double>(kMatchSamples * kStepMs) / 1000.0;
    const auto outcome = Pipeline(m_project, m_options).run({}, Stage::Cluster);
    EXPECT_TRUE(outcome) << outcome.error().text();
    m_node = PreparedProject::open(*m_project)->nodeForFeatures("n1", m_options.features.standardise).value();
}

void JobsOfTwoKinds::import(std::int64_t first, std::int64_t last)
{
    std::mt19937 random(static_cast<unsigned>(first) + 5);
    std::vector<std::string> files;
    const auto write = [&](const std::string& node, std::int64_t end) {
        std::vector<std::vector<double>> values(2);
        for (auto sample = first; sample < end; ++sample)
            for (auto& metric : values)
                metric.push_back(static_cast<double>(random() % 1000) / 1000.0
                                 + (swings(sample) ? 5.0 * std::sin(static_cast<double>(sample)) : 0.0));
        files.push_back(m_folder.file(node + ".csv"));
        writeText(files.back(), csvOf({"cpu", "mem"}, values, first));
    };
    write("n1", last);
    if (first < kShorterNode)
        write("n2", std::min(last, kShorterNode));
    std::string jobs = "JobID|NodeList|Start|End|App\n";
    for (auto begin = first; begin < last; begin += kJobSamples)
        jobs += std::to_string(begin / kJobSamples + 1) + (begin < kShorterNode ? "|n[1-2]|" : "|n1|")
            + seconds(timeAt(begin)) + "|" + seconds(timeAt(std::min(last, begin + kJobSamples))) + "|app\n";
    ImportOptions options;
    options.jobsFile = m_folder.file("jobs.psv");
    writeText(options.jobsFile, jobs);
    m_project.reset(); // one at a time
    const auto report = importIntoProject(m_path, files, options, {});
    EXPECT_TRUE(report) << report.error().text();
    m_project = Project::open(m_path, OpenMode::ReadWrite).value();
}

TimeMs JobsOfTwoKinds::timeAt(std::int64_t sample)
{
    return kStart + sample * kStepMs;
}

ClusterMember JobsOfTwoKinds::storedMember(std::int64_t begin) const
{
    const auto members = m_project->clusterMembers().value();
    for (const auto& member : members)
        if (member.node == "n1" && member.begin == timeAt(begin))
            return member;
    ADD_FAILURE() << "no segment begins at " << begin;
    return {};
}

} // namespace nodesentry::test
