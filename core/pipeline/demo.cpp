#include "core/pipeline/demo.h"

#include "core/pipeline/import_stage.h"
#include "core/pipeline/run_request.h"
#include "core/pipeline/stored_options.h"

#include <cstdlib>
#include <filesystem>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

constexpr double kImporting = 0.1; ///< share of the work

/// The folder with the recording that comes with the program: from the build tree, or installed.
Result<fs::path> findSample()
{
    std::vector<fs::path> candidates;
    if (const char* chosen = std::getenv("NODESENTRY_SAMPLE"))
        candidates.emplace_back(chosen);
    std::error_code error;
    const auto program = fs::read_symlink("/proc/self/exe", error);
    candidates.push_back(program.parent_path() / "../share/nodesentry-workbench/sample");
    candidates.push_back(program.parent_path() / "../../../resources/sample");
    for (const auto& candidate : candidates)
        if (fs::exists(candidate / "jobs.psv", error))
            return fs::canonical(candidate, error);
    return fail(ErrorCode::NotFound, "the sample recording is not beside the program",
                "name its folder in the environment variable NODESENTRY_SAMPLE");
}

/// The sample was scraped once a second and its jobs last about a minute, against 15 s and hours at a site:
/// what is counted in seconds is scaled down accordingly.
RunRequest sampleRequest()
{
    RunRequest request;
    request.preset = "default";
    request.parameters = {{"cluster.match_period_s", "20"},
                          {"detect.window_s", "300"},
                          {"detect.merge_gap_s", "5"},
                          {"evaluate.transition_exclusion_s", "4"}};
    return request;
}

} // namespace

Result<Demo> makeDemo(const std::string& folder, const RunContext& context)
{
    Demo demo;
    std::error_code error;
    if (!fs::exists(fs::path(folder) / "project.db", error)) {
        NODESENTRY_TRY(const auto sample, findSample());
        demo.sample = sample.string();
        ImportOptions options;
        options.jobsFile = (sample / "jobs.psv").string();
        options.labelsFile = (sample / "labels.csv").string();
        NODESENTRY_TRY(demo.imported,
                       importIntoProject(folder, {demo.sample}, options, context.part(0.0, kImporting)));
    }
    NODESENTRY_TRY(demo.project, Project::open(folder, OpenMode::ReadWrite));
    NODESENTRY_TRY(const auto options, resolveOptions(*demo.project, sampleRequest()));
    NODESENTRY_CHECK(storeOptions(*demo.project, options));
    Pipeline pipeline(demo.project, options);
    NODESENTRY_TRY(demo.stages, pipeline.run(context.part(kImporting, 1.0)));
    return demo;
}

} // namespace nodesentry
