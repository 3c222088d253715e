#include "core/data/import/prometheus_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, PrometheusOptions& options)
{
    binder.add(&options.from,
               {.name = "prometheus_from",
                .help = "First time to ask Prometheus for; empty for a day before the end"});
    binder.add(&options.to,
               {.name = "prometheus_to", .help = "End of the time to ask Prometheus for; empty for now"});
    binder.add(&options.nodeLabel,
               {.name = "prometheus_node_label", .help = "Label whose value names the node"});
    binder.add(&options.query,
               {.name = "prometheus_query",
                .choices = {"raw", "range"},
                .help = "Ask for the samples themselves, or for their values at the step of the import"});
    binder.add(&options.timeoutSeconds,
               {.name = "http_timeout_seconds",
                .range = {1, 3600},
                .unit = "s",
                .help = "Longest time for one request"});
}

} // namespace nodesentry
