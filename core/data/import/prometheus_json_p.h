#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/base/time.h"

#include <istream>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace nodesentry {

/// Labels of a series as an answer gives them, `__name__` among them.
using PrometheusLabels = std::vector<std::pair<std::string, std::string>>;

/// Takes the series of an answer as they are read.
class PrometheusAnswerHandler {
public:
    virtual ~PrometheusAnswerHandler() = default;

    /// The samples given next are of the series with these labels.
    /// @return false: the samples are not wanted, and not given
    virtual Result<bool> beginSeries(const PrometheusLabels& labels) = 0;
    /// A part of the series' samples.
    /// @param times   ascending, also from part to part
    /// @param values  one for each time; NaN where the answer has NaN or an infinity
    virtual Result<void> addSamples(std::span<const TimeMs> times, std::span<const double> values) = 0;
    /// Something in the series that is left out, such as "a native histogram"; each reason once for a series.
    virtual void reject(const std::string& reason) = 0;
};

/// What an answer says besides its series.
struct PrometheusAnswer {
    bool isSuccess = true;
    std::string errorType; ///< "bad_data", "execution", "timeout", …; "" for success
    std::string error; ///< Prometheus' own words
    std::vector<std::string> warnings;
    std::int64_t series = 0;
};

/// Reads an answer of Prometheus' `query` or `query_range`: a matrix or a vector; also a bare array of
/// series.
///
/// Samples are given out in parts of some thousands, so that memory does not depend on the length of a
/// series, except where its "values" stand before its "metric" or a single text is that long.
/// @param text  read to its end; need not have been opened successfully
/// @return success or error as the answer itself says
/// @error ParseError  not JSON, or JSON of another form; names the byte
/// @error Cancelled   a stop was requested; and whatever the handler returns
[[nodiscard]] Result<PrometheusAnswer>
readPrometheusAnswer(std::istream& text, PrometheusAnswerHandler& handler, const RunContext& context);

/// Reads an answer of `series`: one set of labels for each series.
/// @error as readPrometheusAnswer()
[[nodiscard]] Result<PrometheusAnswer> readPrometheusSeriesList(std::istream& text,
                                                                std::vector<PrometheusLabels>& series);

/// Reads an answer of `label/…/values`.
/// @error as readPrometheusAnswer()
[[nodiscard]] Result<PrometheusAnswer> readPrometheusTexts(std::istream& text,
                                                           std::vector<std::string>& values);

/// What `metadata` says of a family of metrics.
struct PrometheusFamily {
    std::string type; ///< "counter", "gauge", "histogram", "summary", …; "" where targets disagree
    std::string unit;
};
using PrometheusFamilies = std::map<std::string, PrometheusFamily, std::less<>>;

/// Reads an answer of `metadata`, and adds it to @p families.
/// @error as readPrometheusAnswer()
[[nodiscard]] Result<PrometheusAnswer> readPrometheusMetadata(std::istream& text,
                                                              PrometheusFamilies& families);

} // namespace nodesentry
