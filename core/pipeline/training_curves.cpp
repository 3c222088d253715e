#include "core/pipeline/training_curves.h"

#include "core/clustering/cluster_library.h"
#include "core/model/cluster_model.h"
#include "core/project/project.h"

#include <algorithm>

namespace nodesentry {

Result<std::vector<ClusterTraining>> readTrainings(const Project& project)
{
    std::vector<ClusterTraining> trainings;
    NODESENTRY_TRY(const auto bytes, project.document("cluster_library"));
    if (!bytes)
        return trainings;
    NODESENTRY_TRY(const auto library, ClusterLibrary::fromBytes(*bytes));
    for (const auto& cluster : library.entries()) {
        auto report = ClusterModel::savedReport(project.modelPath(cluster.id));
        if (report)
            trainings.push_back({cluster.id, std::move(*report)});
        else if (report.error().code != ErrorCode::NotFound)
            return fail(std::move(report).error());
    }
    std::sort(trainings.begin(), trainings.end(),
              [](const auto& a, const auto& b) { return a.cluster < b.cluster; });
    return trainings;
}

} // namespace nodesentry
