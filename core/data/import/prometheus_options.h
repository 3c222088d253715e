#pragma once

#include "core/base/parameters.h"
#include "core/data/import/http_credentials.h"

#include <string>
#include <vector>

namespace nodesentry {

/// What the importer of Prometheus needs to know besides the sources.
struct PrometheusOptions {
    std::string from{}; ///< first time asked for; empty: a day before to
    std::string to{}; ///< end, exclusive; empty: now
    std::vector<std::string> match{}; ///< series selectors, any of them; none: kDefaultPrometheusMatch
    std::string nodeLabel = "instance"; ///< its value names the node; of "instance" without the port
    std::vector<std::string> ignoreLabels{}; ///< labels that say where a series comes from, not what it is
    std::string query = "raw"; ///< "raw": the samples themselves; "range": query_range at the import's step
    HttpCredentialSources credentials{};
    std::vector<std::string> headers{}; ///< "NAME: VALUE", sent with each request; not kept with the project
    std::string headersFile{}; ///< further ones, one a line; empty: none
    std::string caFile{}; ///< certificates of trusted authorities, PEM; empty: the system's
    double timeoutSeconds = 150; ///< of one request; a server gives up by itself after 120
};

/// All that node_exporter measures.
inline constexpr const char* kDefaultPrometheusMatch = R"({__name__=~"node_.+"})";

void bindParameters(ParameterBinder& binder, PrometheusOptions& options);

} // namespace nodesentry
