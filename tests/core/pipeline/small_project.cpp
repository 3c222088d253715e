#include "tests/core/pipeline/small_project.h"

#include "core/pipeline/import_stage.h"
#include "core/pipeline/pipeline.h"

#include <fstream>
#include <random>
#include <stdexcept>

namespace nodesentry::test {

std::string csvOf(const std::vector<std::string>& metrics, const std::vector<std::vector<double>>& values,
                  std::int64_t first)
{
    std::string text = "time";
    for (const auto& metric : metrics)
        text += "," + metric;
    text += "\n";
    for (std::size_t i = 0; i < values.front().size(); ++i) {
        text += std::to_string((kStart + (first + static_cast<TimeMs>(i)) * kStepMs) / 1000);
        for (const auto& metric : values)
            text += "," + std::to_string(metric[i]);
        text += "\n";
    }
    return text;
}

void writeText(const std::string& path, const std::string& text)
{
    std::ofstream file(path, std::ios::binary);
    file << text;
    if (!file)
        throw std::runtime_error("cannot write " + path);
}

SmallProject::SmallProject() : path(folder.file("p.nsproj"))
{
    std::mt19937 random(3);
    std::vector<std::vector<double>> values(2, std::vector<double>(200));
    for (auto& metric : values)
        for (auto& value : metric)
            value = static_cast<double>(random() % 1000) / 1000.0;
    writeText(folder.file("n1.csv"), csvOf({"cpu", "mem"}, values));
    const auto at = [](std::int64_t sample) { return std::to_string((kStart + sample * kStepMs) / 1000); };
    writeText(folder.file("jobs.psv"),
              "JobID|NodeList|Start|End|App\n1|n1|" + at(0) + "|" + at(100) + "|a\n2|n1|" + at(100) + "|"
                  + at(200) + "|b\n");
    ImportOptions options;
    options.jobsFile = folder.file("jobs.psv");
    const auto report = importIntoProject(path, {folder.file("n1.csv")}, options, {});
    if (!report)
        throw std::runtime_error(report.error().text());
    project = Project::open(path, OpenMode::ReadWrite).value();
    Pipeline pipeline(project, {});
    if (const auto outcome = pipeline.run({}, Stage::Prepare); !outcome)
        throw std::runtime_error(outcome.error().text());
}

} // namespace nodesentry::test
