#pragma once

#include "core/base/result.h"

namespace nodesentry {

enum class Reason : int {
    None, ///< Error::message says it all
};

enum class Remedy : int {
    None,
    RunStages, ///< run all stages of the project
    Train, ///< train the models anew
    OpenWritable, ///< open the project for writing, after whoever holds it has let it go
    FreeDisk, ///< make room on the disk
    ImportAgain, ///< import the data anew
};

} // namespace nodesentry
