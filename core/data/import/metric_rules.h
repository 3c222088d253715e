#pragma once

#include "core/base/result.h"
#include "core/data/import/series_name.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace nodesentry {

/// What the raw values of a series are.
enum class RawKind {
    Gauge, ///< stored as measured
    Counter, ///< cumulative: stored as its per-second increase
    Rate, ///< a per-second increase already: stored as measured
    Auto, ///< no rule says: a counter if it never falls in the whole import, yet rises often enough
};

/// How several series of a node become one metric.
enum class Aggregation { Mean, Sum, Max };

/// What becomes of one raw series.
struct MetricTarget {
    std::string name; ///< of the metric; series with equal names are aggregated
    std::string group; ///< CPU, Memory, Filesystem, Network, Process, System or Other
    std::string unit; ///< of the raw value; "" when unknown
    RawKind kind = RawKind::Auto;
    Aggregation aggregation = Aggregation::Sum;
    double mostPerSecond = 0; ///< that one raw counter can rise; 0: no bound
};

/// The rules that turn raw series into metrics; the first rule that fits a series decides.
/// The form of the file is described in docs/metric_rules.md.
/// Immutable and cheap to copy.
class MetricRules {
public:
    /// The rules that come with the program: node_exporter, LDMS, ClusterCockpit, common short names.
    [[nodiscard]] static const MetricRules& builtIn();

    /// @param name  of the source, for messages
    /// @error ParseError  not JSON (names line and column), or an entry that the format does not know
    ///                    (names the rule, from 1)
    [[nodiscard]] static Result<MetricRules> parse(std::string_view json, const std::string& name);

    /// @error NotFound  the file cannot be opened; else as parse()
    [[nodiscard]] static Result<MetricRules> load(const std::string& path);

    /// @return what the series becomes; nullopt: it is dropped, as is a name of more than 512 characters
    /// @cost one regular expression for each rule tried, once for each base name
    /// @thread any
    [[nodiscard]] std::optional<MetricTarget> apply(const SeriesName& series) const;

private:
    struct Data;
    explicit MetricRules(std::shared_ptr<const Data> data) : d(std::move(data)) { }
    std::shared_ptr<const Data> d;
};

} // namespace nodesentry
