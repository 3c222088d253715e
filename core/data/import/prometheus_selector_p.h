#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <span>
#include <string>
#include <string_view>

namespace nodesentry {

/// A series selector that a person gave, to which further conditions are added.
class PrometheusSelector {
public:
    /// @param text  `{job="node"}`, `node_load1{job="node"}` or `node_load1`; what is between the braces is
    ///              left to Prometheus to check
    /// @error InvalidArgument  neither a name nor in braces
    [[nodiscard]] static Result<PrometheusSelector> parse(std::string_view text);

    /// The selector for series that have a label of this name.
    [[nodiscard]] std::string withLabel(const std::string& label) const;
    /// The selector for one metric on some nodes.
    /// @param nodes  values of @p nodeLabel; empty: all
    [[nodiscard]] std::string withMetric(const std::string& metric, const std::string& nodeLabel,
                                         std::span<const std::string> nodes) const;

private:
    std::string m_conditions; ///< with a comma at the end where there are any
};

/// Whether Prometheus allows this as the name of a label.
[[nodiscard]] bool isPrometheusLabelName(std::string_view name);

/// Seconds since 1970, as Prometheus reads times: "1795392455.884".
[[nodiscard]] std::string prometheusTime(TimeMs time);

} // namespace nodesentry
