#include "core/pipeline/fingerprints_p.h"

#include "core/base/expects.h"
#include "core/base/hash.h"
#include "core/labels/settled_labels.h"
#include "core/pipeline/method_names.h"
#include "core/project/cluster_history.h"

namespace nodesentry {

std::string detectRecordName(const std::string& method)
{
    return "detect:" + method;
}

Result<StageFingerprints> StageFingerprints::of(const Project& project, const PipelineOptions& options)
{
    StageFingerprints fingerprints;
    fingerprints.m_options = options;

    NODESENTRY_TRY(const auto store, project.openSeries());
    Fingerprint inputs;
    inputs.add(store->generation());
    NODESENTRY_TRY(const auto jobs, project.jobs());
    for (const auto& job : jobs) {
        inputs.add(job.id).add(job.begin).add(job.end.value_or(-1));
        for (const auto& node : job.nodes)
            inputs.add(node);
    }
    fingerprints.m_inputs = inputs.hex();

    Fingerprint labelPrint;
    NODESENTRY_TRY(const auto labels, project.labels());
    NODESENTRY_TRY(const auto suggested, project.suggestedLabels());
    for (const auto& label : settledLabels(labels)) {
        labelPrint.add(label.node).add(label.begin).add(label.end.value_or(-1)).add(label.category);
        if (const auto source = suggested.find(label.id); source != suggested.end())
            labelPrint.add(source->second);
    }
    fingerprints.m_labels = labelPrint.hex();

    NODESENTRY_TRY(const auto externals, externalDetectors(project, options));
    for (const auto& declaration : externals)
        fingerprints.m_externals[declaration.method()] = declaration.fingerprint();

    // What edits came to, not the edits: one that is taken back leaves everything fresh.
    NODESENTRY_TRY(const auto history, project.clusterHistory());
    if (!clusterEditStacks(history).done.empty()) {
        Fingerprint edits;
        NODESENTRY_TRY(const auto library, project.document("cluster_library"));
        edits.add(library.value_or(""));
        NODESENTRY_TRY(const auto members, project.clusterMembers());
        for (const auto& member : members)
            if (member.placed)
                edits.add(member.segment).add(std::int64_t{member.cluster});
        fingerprints.m_clusterEdits = edits.hex();
    }
    return fingerprints;
}

std::string StageFingerprints::parametersOf(const std::string& prefix) const
{
    auto options = m_options;
    Fingerprint print;
    const auto binder = bindParameters(options);
    for (const auto& parameter : binder.parameters())
        if (parameter.name.starts_with(prefix) && parameter.effect == Effect::Result)
            print.add(parameter.name).add(parameter.valueText());
    return print.hex();
}

std::string StageFingerprints::of(Stage stage) const
{
    Fingerprint print;
    switch (stage) {
    case Stage::Prepare:
        return print.add("prepare 3").add(m_inputs).add(parametersOf("prepare.")).hex();
    case Stage::Features:
        return print.add("features 2")
            .add(of(Stage::Prepare))
            .add(parametersOf("features."))
            .add(parametersOf("cluster.match_period"))
            .hex();
    case Stage::Cluster:
        return print.add("cluster 2").add(of(Stage::Features)).add(parametersOf("cluster.")).hex();
    case Stage::Train:
        return print.add("train 2")
            .add(of(Stage::Cluster))
            .add(m_clusterEdits)
            .add(parametersOf("train."))
            .add(parametersOf("run.seed"))
            .hex();
    case Stage::Detect:
    case Stage::Evaluate:
        break;
    }
    NODESENTRY_EXPECTS(false, "detect and evaluate have fingerprints by method");
    return {};
}

std::string StageFingerprints::ofScores(const std::string& method) const
{
    Fingerprint print;
    print.add("scores 1").add(method).add(parametersOf("detect.store_details"));
    // A baseline rests on the prepared samples only, so a new clustering leaves it as it is.
    if (method == kNodeSentryMethod)
        print.add(of(Stage::Train));
    else
        print.add(of(Stage::Prepare))
            .add(parametersOf("run.seed"))
            .add(parametersOf("baselines." + method + "_"));
    if (const auto external = m_externals.find(method); external != m_externals.end())
        print.add(external->second);
    return print.hex();
}

std::string StageFingerprints::ofDetect(const std::string& method) const
{
    Fingerprint print;
    return print.add("detect 3").add(ofScores(method)).add(parametersOf("detect.")).hex();
}

std::string StageFingerprints::ofModels() const
{
    Fingerprint print;
    return print.add(of(Stage::Prepare)).add(parametersOf("train.")).add(parametersOf("run.seed")).hex();
}

std::string StageFingerprints::ofEvaluate(const std::vector<std::string>& methods) const
{
    Fingerprint print;
    print.add("evaluate 3").add(m_labels).add(parametersOf("evaluate."));
    for (const auto& method : methods)
        print.add(ofDetect(method));
    return print.hex();
}

} // namespace nodesentry
