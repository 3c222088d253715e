#pragma once

#include <stdexcept>
#include <string>

namespace nodesentry {

/// A bug of ours. Only main() and the job runner catch it: they save what can be saved and say so.
class ContractViolation : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

} // namespace nodesentry

/// States what a function demands of its caller; throws ContractViolation otherwise.
#define NODESENTRY_EXPECTS(condition, why)                                                                   \
    do {                                                                                                     \
        if (!(condition))                                                                                    \
            throw ::nodesentry::ContractViolation(std::string(__func__) + ": " + (why)                       \
                                                  + " [" #condition "]");                                    \
    } while (false)
