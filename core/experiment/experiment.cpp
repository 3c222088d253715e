#include "core/experiment/experiment.h"

#include "core/base/hash.h"
#include "core/base/log.h"
#include "core/eval/figures.h"
#include "core/experiment/project_view.h"
#include "core/pipeline/evaluation_report.h"
#include "core/pipeline/pipeline.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace nodesentry {

namespace {

template <class Figures, std::size_t n>
Figures figuresIn(const nlohmann::json& json, const std::array<NamedFigure<Figures>, n>& names)
{
    Figures figures;
    for (const auto& item : names)
        if (json.at(item.name).is_number())
            figures.*item.value = json.at(item.name).template get<double>();
    return figures;
}

/// What the stages of a run took when they last ran, be it now or for another cell.
Result<double> secondsOf(const Project& view, const std::string& method)
{
    std::vector<std::string> records{stageName(Stage::Prepare), "detect:" + method};
    if (method == kNodeSentryMethod)
        for (const auto stage : {Stage::Features, Stage::Cluster, Stage::Train})
            records.emplace_back(stageName(stage));
    double seconds = 0.0;
    for (const auto& name : records) {
        NODESENTRY_TRY(const auto record, view.stage(name));
        seconds += record ? record->seconds : 0.0;
    }
    return seconds;
}

/// Failures of one cell alone; all others would stop the next cell too.
bool concernsTheCellAlone(const Error& error)
{
    return error.code == ErrorCode::TrainingDiverged || error.code == ErrorCode::InvalidArgument
        || error.code == ErrorCode::Unsupported;
}

Result<ExperimentCell> runCell(const std::shared_ptr<Project>& view, const PipelineOptions& options,
                               const std::string& method, const RunContext& context)
{
    Pipeline pipeline(view, options);
    pipeline.setMethods({method});
    NODESENTRY_CHECK(pipeline.run(context.part(0.0, 0.98), Stage::Detect));
    const EvaluationRequest request{{method}, EvaluationGroup::None, {}};
    NODESENTRY_TRY(const auto report, evaluateProject(*view, options, request, context.part(0.98, 1.0)));
    const auto json = nlohmann::json::parse(report);
    const auto& figures = json.at("methods").at(method);
    ExperimentCell cell;
    cell.seed = options.seed;
    cell.paper = figuresIn(figures.at("paper"), kPaperFigures);
    cell.strict = figuresIn(figures.at("strict"), kStrictFigures);
    cell.nodes = json.at("nodes").get<std::int64_t>();
    cell.testSamples = json.at("test_samples").get<std::int64_t>();
    cell.anomalousSamples = json.at("anomalous_samples").get<std::int64_t>();
    NODESENTRY_TRY(cell.seconds, secondsOf(*view, method));
    return cell;
}

/// Rows that segments are prepared and clustered alike for. They share a view of the project, so that this is
/// done once.
///
/// No view is clustered twice: ids of clusters are not used again, models are seeded by the id, and figures
/// must not depend on what ran before.
struct RowGroup {
    std::string view; ///< name of its folder
    std::vector<std::size_t> rows; ///< numbers, ascending
};

std::vector<RowGroup> groupsOf(const std::vector<PipelineOptions>& optionsOfRow)
{
    std::vector<RowGroup> groups;
    for (std::size_t row = 0; row < optionsOfRow.size(); ++row) {
        auto options = optionsOfRow[row];
        Fingerprint print;
        const auto binder = bindParameters(options);
        for (const auto& parameter : binder.parameters())
            for (const char* stage : {"prepare.", "features.", "cluster."})
                if (parameter.name.starts_with(stage))
                    print.add(parameter.name).add(parameter.valueText());
        const auto view = print.hex().substr(0, 12) + ".nsproj";
        const auto found = std::find_if(groups.begin(), groups.end(),
                                        [&](const auto& group) { return group.view == view; });
        if (found == groups.end())
            groups.push_back({view, {row}});
        else
            found->rows.push_back(row);
    }
    return groups;
}

Result<std::shared_ptr<Project>> openView(const Project& project, const std::string& path)
{
    NODESENTRY_TRY(auto view, openProjectView(project, path));
    NODESENTRY_TRY(const auto clustered, view->stage(stageName(Stage::Cluster)));
    NODESENTRY_TRY(const int nextId, view->nextClusterId());
    if (clustered || nextId == 1)
        return view;
    // Killed between the clusters and the note that they are there.
    view.reset();
    NODESENTRY_CHECK(removeFolder(path));
    return openProjectView(project, path);
}

/// The work of one call of runExperiment().
class ExperimentRun {
public:
    ExperimentRun(const Project& project, std::string folder, CellStore store, const RunContext& context)
        : m_project(project),
          m_folder(std::move(folder)),
          m_store(std::move(store)),
          m_context(context)
    {
    }

    void setCellCount(std::size_t count) { m_count = static_cast<double>(count); }

    /// The cell that is kept, or made now.
    Result<ExperimentCell> cell(const ExperimentRow& row, const PipelineOptions& options,
                                const std::string& view);
    /// Removes the view that is open: what is worth keeping is in the cells.
    Result<void> closeView();

private:
    const Project& m_project;
    std::string m_folder;
    CellStore m_store;
    const RunContext& m_context;
    double m_count = 1.0;
    double m_done = 0.0;
    std::shared_ptr<Project> m_view; ///< opened when it is needed
};

Result<ExperimentCell> ExperimentRun::cell(const ExperimentRow& row, const PipelineOptions& options,
                                           const std::string& view)
{
    if (m_context.stopRequested())
        return cancelled();
    const auto part = m_context.part(m_done / m_count, (m_done + 1) / m_count);
    m_done += 1.0;
    const auto name = fmt::format("{}, seed {}", row.name, options.seed);
    part.report(0.0, name);
    NODESENTRY_TRY(const auto fingerprint, evaluationFingerprint(m_project, options, {row.method}));
    if (auto kept = m_store.find(fingerprint, options.seed))
        return std::move(*kept);
    if (!m_view) {
        NODESENTRY_TRY(m_view, openView(m_project, m_folder + "/" + view));
    }
    auto made = runCell(m_view, options, row.method, part);
    if (!made && concernsTheCellAlone(made.error())) {
        spdlog::warn("{}: {}", name, made.error().text());
        ExperimentCell failed;
        failed.seed = options.seed;
        failed.error = made.error().text();
        return failed;
    }
    if (!made)
        return made;
    NODESENTRY_CHECK(m_store.keep(fingerprint, *made, row.method, parametersJson(options)));
    return made;
}

Result<void> ExperimentRun::closeView()
{
    if (!m_view)
        return {};
    const auto path = m_view->path();
    m_view.reset();
    return removeFolder(path);
}

} // namespace

Result<ExperimentResult> runExperiment(const Project& project, const PipelineOptions& base,
                                       const ExperimentRequest& request, const std::string& folder,
                                       const RunContext& context)
{
    NODESENTRY_TRY(auto known, knownMethods(project, base));
    if (request.methods.empty())
        std::erase_if(known, [](const MethodEntry& method) { return !method.allowed; });
    NODESENTRY_TRY(const auto rows, planExperiment(request, known, base));
    NODESENTRY_TRY(const auto labels, project.labels());
    if (labels.empty())
        return fail(ErrorCode::InconsistentData, "there are no labels, so nothing can be compared",
                    "import labels with 'nodesentry import … --labels FILE', or label in the window");
    const auto views = folder + "/work";
    std::error_code error;
    std::filesystem::create_directories(views, error);
    if (error)
        return fail(ErrorCode::IoError,
                    fmt::format("cannot make the folder '{}': {}", views, error.message()));

    ExperimentResult result{request, {}, changedParameters(base)};
    std::vector<PipelineOptions> options;
    for (const auto& row : rows) {
        result.rows.push_back({row, std::vector<ExperimentCell>(request.seeds.size())});
        NODESENTRY_TRY(options.emplace_back(), optionsOf(row, base, request.seeds.front()));
    }
    ExperimentRun run(project, views, CellStore(folder + "/cells"), context);
    run.setCellCount(rows.size() * request.seeds.size());
    for (const auto& group : groupsOf(options)) {
        // Seeds outside: rows that differ in the threshold only share the models of a seed.
        for (std::size_t s = 0; s < request.seeds.size(); ++s) {
            for (const auto row : group.rows) {
                auto cellOptions = options[row];
                cellOptions.seed = request.seeds[s];
                NODESENTRY_TRY(result.rows[row].cells[s], run.cell(rows[row], cellOptions, group.view));
            }
        }
        NODESENTRY_CHECK(run.closeView());
    }
    std::filesystem::remove(views, error); // when it is empty
    context.report(1.0);
    return result;
}

} // namespace nodesentry
