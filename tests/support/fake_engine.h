#pragma once

#include "widgets/documents/engine.h"

#include <functional>

namespace nodesentry::test {

/// An engine of which a test says what it does; what it does not say is refused.
class FakeEngine final : public ui::Engine {
public:
    using Training
        = std::function<Result<void>(const ProjectPointer&, const EpochListener&, const RunContext&)>;

    RunRequest lastRequest{}; ///< of run()
    std::function<Result<RunChoices>()> onChoices{};
    Training onRun{};
    Training onUpdate{};
    std::function<Result<void>(const ProjectPointer&, const std::string&, const std::vector<std::string>&,
                               const RunContext&)>
        onDetect{};
    std::function<Result<std::vector<ClusterTraining>>(const Project&)> onTrainings{};
    std::function<Result<std::vector<ReviewNode>>(const Project&, const std::string&,
                                                  const std::vector<std::string>&)>
        onReviewNodes{};
    std::function<Result<ScoreExplanation>(const ProjectPointer&, const std::string&, const std::string&,
                                           const RunContext&)>
        onExplain{};
    std::function<Result<ImportPreview>(const ImportRequest&)> onPreview{};

    Result<void> run(const ProjectPointer& project, const RunRequest& request, const EpochListener& onEpoch,
                     const RunContext& context) override
    {
        lastRequest = request;
        return onRun ? onRun(project, onEpoch, context) : refused();
    }
    Result<RunChoices> choices(const Project&) override { return onChoices ? onChoices() : refused(); }
    Result<void> update(const ProjectPointer& project, const EpochListener& onEpoch,
                        const RunContext& context) override
    {
        return onUpdate ? onUpdate(project, onEpoch, context) : refused();
    }
    Result<void> detect(const ProjectPointer& project, const std::string& method,
                        const std::vector<std::string>& nodes, const RunContext& context) override
    {
        return onDetect ? onDetect(project, method, nodes, context) : refused();
    }
    Result<std::vector<ClusterTraining>> trainings(const Project& project) override
    {
        return onTrainings ? onTrainings(project) : std::vector<ClusterTraining>();
    }
    Result<std::vector<ui::DetectorEntry>> detectors(const Project&) override
    {
        return std::vector<ui::DetectorEntry>();
    }
    Result<void> offerSuggestions(Project&, const std::string&, double, const RunContext&) override
    {
        return {};
    }
    Result<int> offerSimilar(Project&, LabelId, const RunContext&) override { return refused(); }
    Result<std::vector<ReviewNode>> reviewNodes(const Project& project, const std::string& method,
                                                const std::vector<std::string>& nodes,
                                                const RunContext&) override
    {
        return onReviewNodes ? onReviewNodes(project, method, nodes) : std::vector<ReviewNode>();
    }
    Result<ScoreExplanation> explain(const ProjectPointer& project, const std::string& method,
                                     const std::string& node, const RunContext& context) override
    {
        return onExplain ? onExplain(project, method, node, context) : refused();
    }
    ImportRequest addSources(const std::vector<std::string>& given, ImportRequest request) override
    {
        request.sources.insert(request.sources.end(), given.begin(), given.end());
        return request;
    }
    Result<ImportPreview> preview(const ProjectPointer&, const ImportRequest& request,
                                  const RunContext&) override
    {
        return onPreview ? onPreview(request) : refused();
    }
    Result<void> import(const ProjectPointer&, const ImportRequest&, const RunContext&) override
    {
        return refused();
    }
    Result<void> demo(const std::string&, const RunContext&) override { return refused(); }
    Result<void> simulate(const std::string&, const SimulationOptions&, const RunContext&) override
    {
        return refused();
    }
    Result<void> exportTable(const Project&, ExportTable, const std::string&, const std::string&,
                             const RunContext&) override
    {
        return refused();
    }

private:
    static tl::unexpected<Error> refused()
    {
        return fail(ErrorCode::Unsupported, "this test has no such engine");
    }
};

} // namespace nodesentry::test
