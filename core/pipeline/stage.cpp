#include "core/pipeline/stage.h"

namespace nodesentry {

const char* stageName(Stage stage)
{
    switch (stage) {
    case Stage::Prepare:
        return "prepare";
    case Stage::Features:
        return "features";
    case Stage::Cluster:
        return "cluster";
    case Stage::Train:
        return "train";
    case Stage::Detect:
        return "detect";
    case Stage::Evaluate:
        return "evaluate";
    }
    return "unknown";
}

} // namespace nodesentry
