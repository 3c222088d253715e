#include "core/data/import/prometheus_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, PrometheusOptions& options)
{
    binder.add("prometheus_from", options.from, {},
               "First time to ask Prometheus for; empty for a day before the end");
    binder.add("prometheus_to", options.to, {}, "End of the time to ask Prometheus for; empty for now");
    binder.add("prometheus_node_label", options.nodeLabel, {}, "Label whose value names the node");
    binder.add("prometheus_query", options.query, {"raw", "range"},
               "Ask for the samples themselves, or for their values at the step of the import");
    binder.add("http_timeout_seconds", options.timeoutSeconds, {1, 3600}, "s",
               "Longest time for one request");
}

} // namespace nodesentry
