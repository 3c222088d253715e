#include "core/model/training_report.h"

#include <spdlog/fmt/fmt.h>

namespace nodesentry {

std::vector<std::string> TrainingReport::warnings() const
{
    std::vector<std::string> sentences;
    for (const DeadExpert& dead : deadExperts)
        sentences.push_back(
            fmt::format("expert {} of layer {} is sent {:.2f} % of the samples and learns nothing, so that "
                        "the model works "
                        "with fewer experts; raise train.load_balance, or lower train.experts",
                        dead.expert + 1, dead.layer + 1, 100.0 * dead.share));
    if (retried)
        sentences.push_back(fmt::format("training diverged and was begun anew with learning rate {:g}; lower "
                                        "train.learning_rate for good",
                                        learningRate));
    return sentences;
}

} // namespace nodesentry
