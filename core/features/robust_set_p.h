#pragma once

#include "core/features/local_form_p.h"

#include <span>
#include <string>
#include <vector>

namespace nodesentry::features {

/// Our features: what the first part of a segment should share with the whole of it.
/// Finite for all samples whose fourth powers are, hence for all that come from float.
class RobustSet {
public:
    static std::vector<std::string> names();
    void extract(const Series& series, std::span<double> out);

private:
    LocalFormMeter m_localForm;
};

} // namespace nodesentry::features
