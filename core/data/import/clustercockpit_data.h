#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nodesentry {

/// What a job's data.json says of one metric at one scope, besides its values.
struct ClusterCockpitMetric {
    double stepSeconds = 0; ///< 0 where it is not given
    std::string unit; ///< without its prefix, as the metric rules write it: "bytes/s"
    double factor = 1; ///< of the prefix: values times this are in the unit
};

/// By metric and scope.
using ClusterCockpitMetrics = std::map<std::pair<std::string, std::string>, ClusterCockpitMetric>;

/// Values of one place of a metric.
struct ClusterCockpitSeries {
    std::string metric;
    std::string scope; ///< "node", "socket", "memoryDomain", "core", "hwthread" or "accelerator"
    std::string host;
    std::string id; ///< within the host; "" at scope node
    std::vector<double> values; ///< one for each step; NaN = missing
};

/// Reads a data.json without holding more of it than one series. Units and steps may stand behind the values,
/// so they are read on a pass of their own.
/// @error NotFound, IoError  the file cannot be read
/// @error ParseError         not JSON (names the byte), not a job archive, or a value that is no number
/// @error Cancelled          a stop was requested
[[nodiscard]] Result<ClusterCockpitMetrics> readClusterCockpitMetrics(const std::string& path,
                                                                      const RunContext& context = {});

/// @param wanted  whether a metric's values at this scope are of interest
/// @param take    called for each series; its error ends the reading
[[nodiscard]] Result<void> readClusterCockpitSeries(
    const std::string& path,
    const std::function<bool(const std::string& metric, const std::string& scope)>& wanted,
    const std::function<Result<void>(const ClusterCockpitSeries&)>& take, const RunContext& context = {});

/// A unit of a base and a prefix ("B/s", "G"), or in one text ("GB/s"), as unit and factor.
[[nodiscard]] std::pair<std::string, double> clusterCockpitUnit(std::string_view base,
                                                                std::string_view prefix);

} // namespace nodesentry
