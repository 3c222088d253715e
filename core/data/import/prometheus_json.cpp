#include "core/data/import/prometheus_json_p.h"

#include "core/data/import/number.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <cmath>
#include <optional>
#include <set>

namespace nodesentry {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kPartSamples = 4096;
constexpr double kLatestSeconds = 1e11; // the year 5138; beyond it a time is not one in seconds
constexpr std::size_t kMostWarnings = 100;
constexpr std::int64_t kEventsBetweenPolls = 65536;

/// What every answer of the API has in common: the envelope, and the skipping of what is not known.
/// A derived reader gets the events of "data" with their depth below it.
class AnswerReader : public nlohmann::json_sax<Json> {
public:
    explicit AnswerReader(RunContext context) : m_context(std::move(context)) { }

    bool null() override { return scalar(Scalar::Other, {}, 0); }
    bool boolean(bool) override { return scalar(Scalar::Other, {}, 0); }
    bool number_integer(number_integer_t value) override
    {
        return scalar(Scalar::Number, {}, static_cast<double>(value));
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        return scalar(Scalar::Number, {}, static_cast<double>(value));
    }
    bool number_float(number_float_t value, const string_t&) override
    {
        return scalar(Scalar::Number, {}, value);
    }
    bool string(string_t& value) override { return scalar(Scalar::Text, value, 0); }
    bool binary(binary_t&) override { return false; } // never in JSON text
    bool start_object(std::size_t) override { return start('{'); }
    bool start_array(std::size_t) override { return start('['); }
    bool end_object() override { return end(); }
    bool end_array() override { return end(); }
    bool key(string_t& name) override
    {
        if (m_place == Place::Top)
            m_key = name;
        else if (m_place == Place::Data)
            return dataKey(name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override
    {
        m_error = Error{ErrorCode::ParseError,
                        fmt::format("not JSON, at byte {}", position),
                        {},
                        0,
                        0,
                        "save the answer again, as Prometheus gives it; one answer a file"};
        return false;
    }

    [[nodiscard]] Result<PrometheusAnswer> finish(bool parsed)
    {
        if (m_error)
            return fail(std::move(*m_error));
        if (!parsed)
            return fail(wrongForm("it breaks off"));
        if (!m_hasData && m_answer.isSuccess)
            return fail(wrongForm("it has no data"));
        return std::move(m_answer);
    }

protected:
    enum class Scalar { Text, Number, Other };

    // The events of "data", and of all below it; false stops the reading.
    virtual bool dataStart(char bracket) = 0;
    virtual bool dataEnd() = 0;
    virtual bool dataKey(const std::string& name) = 0;
    virtual bool dataScalar(Scalar kind, const std::string& text, double number) = 0;

    bool stopWith(Error error)
    {
        m_error = std::move(error);
        return false;
    }
    static Error wrongForm(const std::string& what)
    {
        return {ErrorCode::ParseError,
                "not an answer of Prometheus: " + what,
                {},
                0,
                0,
                "save what /api/v1/query_range, or /api/v1/query with a range such as metric[1h], answers"};
    }
    bool poll()
    {
        if (++m_events % kEventsBetweenPolls == 0 && m_context.stopRequested())
            return stopWith(cancelled().value());
        return true;
    }

    PrometheusAnswer m_answer;

private:
    enum class Place { Before, Top, Data, Warnings, Skipped, After };

    bool start(char bracket)
    {
        if (!poll())
            return false;
        switch (m_place) {
        case Place::Before:
            if (bracket == '{') {
                m_place = Place::Top;
                return true;
            }
            m_isBare = true; // an array of series without the envelope
            return beginData(bracket);
        case Place::Top:
            if (m_key == "data")
                return beginData(bracket);
            m_place = m_key == "warnings" && bracket == '[' ? Place::Warnings : Place::Skipped;
            m_depth = 1;
            return true;
        case Place::Data:
            ++m_depth;
            return dataStart(bracket);
        default:
            ++m_depth;
            return true;
        }
    }

    bool end()
    {
        if (m_place == Place::Top) {
            m_place = Place::After;
            return true;
        }
        if (m_place == Place::Data && !dataEnd())
            return false;
        if (--m_depth == 0)
            m_place = m_place == Place::Data && m_isBare ? Place::After : Place::Top;
        return true;
    }

    bool beginData(char bracket)
    {
        m_place = Place::Data;
        m_depth = 1;
        m_hasData = true;
        return dataStart(bracket);
    }

    bool scalar(Scalar kind, const std::string& text, double number)
    {
        if (!poll())
            return false;
        switch (m_place) {
        case Place::Before:
            return stopWith(wrongForm("it is a single value"));
        case Place::Data:
            return dataScalar(kind, text, number);
        case Place::Warnings:
            if (kind == Scalar::Text && m_answer.warnings.size() < kMostWarnings)
                m_answer.warnings.push_back(text);
            return true;
        case Place::Top:
            if (m_key == "status")
                m_answer.isSuccess = text == "success";
            else if (m_key == "errorType")
                m_answer.errorType = text;
            else if (m_key == "error")
                m_answer.error = text;
            else if (m_key == "data" && kind == Scalar::Other)
                m_hasData = true; // null: nothing was found
            return true;
        default:
            return true;
        }
    }

    RunContext m_context;
    Place m_place = Place::Before;
    std::string m_key; ///< of the envelope
    std::int64_t m_depth = 0; ///< brackets open since "data", "warnings" or what is skipped
    std::int64_t m_events = 0;
    bool m_hasData = false;
    bool m_isBare = false;
    std::optional<Error> m_error;
};

/// The samples of matrix and vector answers.
class SampleReader final : public AnswerReader {
public:
    SampleReader(PrometheusAnswerHandler& handler, const RunContext& context)
        : AnswerReader(context),
          m_handler(handler)
    {
    }

protected:
    bool dataStart(char bracket) override
    {
        if (m_skipped > 0) {
            ++m_skipped;
            return true;
        }
        switch (m_at) {
        case At::Outside:
            m_at = bracket == '{' ? At::Data : At::List;
            return true;
        case At::Data:
            if (m_key != "result")
                return skip();
            if (bracket != '[')
                return stopWith(wrongForm("\"result\" is no list"));
            m_isInData = true;
            m_at = At::List;
            return true;
        case At::List:
            if (bracket != '{')
                return stopWith(wrongForm("a series is no object"));
            m_at = At::Series;
            m_labels.clear();
            m_hasLabels = false;
            m_isWanted = true;
            m_last.reset();
            m_rejected.clear();
            ++m_answer.series;
            return true;
        case At::Series:
            if (m_key == "metric" && bracket == '{') {
                m_at = At::Metric;
            } else if (m_key == "values" && bracket == '[') {
                m_at = At::Values;
            } else if (m_key == "value" && bracket == '[') {
                m_isSingle = true;
                beginPair();
            } else {
                if (m_key.starts_with("histogram"))
                    rejectOnce("a native histogram");
                return skip();
            }
            return true;
        case At::Values:
            if (bracket != '[')
                return stopWith(wrongForm("a sample is no pair [time, value]"));
            m_isSingle = false;
            beginPair();
            return true;
        default:
            return stopWith(wrongForm("brackets inside a sample or a label"));
        }
    }

    bool dataEnd() override
    {
        if (m_skipped > 0) {
            --m_skipped;
            return true;
        }
        switch (m_at) {
        case At::Pair:
            if (m_parts != 2)
                return stopWith(wrongForm("a sample is no pair [time, value]"));
            m_at = m_isSingle ? At::Series : At::Values;
            return endPair();
        case At::Values:
            m_at = At::Series;
            return true;
        case At::Metric:
            m_at = At::Series;
            m_hasLabels = true;
            return announce();
        case At::Series:
            m_at = At::List;
            if (!m_hasLabels)
                return stopWith(wrongForm("a series has no \"metric\""));
            return giveOut();
        case At::List:
            m_at = m_isInData ? At::Data : At::Outside;
            return true;
        default:
            m_at = At::Outside;
            return true;
        }
    }

    bool dataKey(const std::string& name) override
    {
        if (m_skipped == 0)
            m_key = name;
        return true;
    }

    bool dataScalar(Scalar kind, const std::string& text, double number) override
    {
        if (m_skipped > 0)
            return true;
        switch (m_at) {
        case At::Pair:
            return part(kind, text, number);
        case At::Metric:
            if (kind != Scalar::Text)
                return stopWith(wrongForm("the value of a label is no text"));
            m_labels.emplace_back(m_key, text);
            return true;
        case At::Data:
            if (m_key == "resultType" && (text == "scalar" || text == "string"))
                return stopWith(wrongForm(fmt::format("its result is a {}, not series", text)));
            return true;
        case At::Values:
            return stopWith(wrongForm("a sample is no pair [time, value]"));
        case At::List:
            return stopWith(wrongForm("a series is no object"));
        default:
            return true;
        }
    }

private:
    enum class At { Outside, Data, List, Series, Metric, Values, Pair };

    bool skip()
    {
        m_skipped = 1;
        return true;
    }

    void beginPair()
    {
        m_at = At::Pair;
        m_parts = 0;
    }

    bool part(Scalar kind, const std::string& text, double number)
    {
        if (++m_parts == 1) {
            if (kind != Scalar::Number)
                return stopWith(wrongForm("the time of a sample is no number"));
            m_time = number;
            return true;
        }
        m_value = number;
        m_isNumber = kind == Scalar::Number || (kind == Scalar::Text && parseValue(text, m_value));
        return true;
    }

    bool endPair()
    {
        if (!m_isWanted)
            return true;
        if (!m_isNumber || !(std::abs(m_time) < kLatestSeconds)) {
            rejectOnce(m_isNumber ? "a time that is not one in seconds" : "a value that is not a number");
            return true;
        }
        const auto time = static_cast<TimeMs>(std::llround(m_time * 1000));
        if (m_last && time <= *m_last) {
            rejectOnce("a time not later than the one before it");
            return true;
        }
        m_last = time;
        m_times.push_back(time);
        m_values.push_back(m_value);
        return !m_hasLabels || m_times.size() < kPartSamples || giveOut();
    }

    void rejectOnce(const char* reason)
    {
        if (m_rejected.insert(reason).second)
            m_handler.reject(reason);
    }

    /// Tells the handler the labels, which may stand behind the samples.
    bool announce()
    {
        auto wanted = m_handler.beginSeries(m_labels);
        if (!wanted)
            return stopWith(std::move(wanted).error());
        m_isWanted = *wanted;
        if (!m_isWanted)
            clearSamples();
        return true;
    }

    bool giveOut()
    {
        if (!m_times.empty()) {
            auto done = m_handler.addSamples(m_times, m_values);
            if (!done)
                return stopWith(std::move(done).error());
        }
        clearSamples();
        return true;
    }

    void clearSamples()
    {
        m_times.clear();
        m_values.clear();
    }

    PrometheusAnswerHandler& m_handler;
    At m_at = At::Outside;
    bool m_isInData = false;
    std::int64_t m_skipped = 0; ///< open brackets of what is skipped
    std::string m_key;
    PrometheusLabels m_labels;
    bool m_hasLabels = false;
    bool m_isWanted = true;
    bool m_isSingle = false; ///< a vector's "value"
    int m_parts = 0; ///< of the pair
    double m_time = 0;
    double m_value = 0;
    bool m_isNumber = true;
    std::optional<TimeMs> m_last;
    std::set<std::string_view> m_rejected; ///< reasons told of this series
    std::vector<TimeMs> m_times;
    std::vector<double> m_values;
};

/// Lists of label sets, and of texts.
class ListReader final : public AnswerReader {
public:
    ListReader(std::vector<PrometheusLabels>* series, std::vector<std::string>* texts)
        : AnswerReader(RunContext()), // these lists are short
          m_series(series),
          m_texts(texts)
    {
    }

protected:
    bool dataStart(char bracket) override
    {
        const bool fits = m_depth == 0 ? bracket == '[' : m_depth == 1 && m_series && bracket == '{';
        if (!fits)
            return stopWith(wrongForm("\"data\" is no list of names"));
        if (++m_depth == 2)
            m_series->emplace_back();
        return true;
    }
    bool dataEnd() override
    {
        --m_depth;
        return true;
    }
    bool dataKey(const std::string& name) override
    {
        m_key = name;
        return true;
    }
    bool dataScalar(Scalar kind, const std::string& text, double) override
    {
        if (kind != Scalar::Text || (m_depth == 1) != (m_texts != nullptr))
            return stopWith(wrongForm("\"data\" is no list of names"));
        if (m_texts)
            m_texts->push_back(text);
        else
            m_series->back().emplace_back(m_key, text);
        return true;
    }

private:
    std::vector<PrometheusLabels>* m_series;
    std::vector<std::string>* m_texts;
    int m_depth = 0;
    std::string m_key;
};

class MetadataReader final : public AnswerReader {
public:
    explicit MetadataReader(PrometheusFamilies& families) : AnswerReader(RunContext()), m_families(families)
    {
    }

protected:
    bool dataStart(char bracket) override
    {
        const bool fits = bracket == (m_depth == 1 ? '[' : '{') && m_depth < 3;
        if (!fits)
            return stopWith(wrongForm("\"data\" is no metadata"));
        if (++m_depth == 3)
            m_entry = {};
        return true;
    }
    bool dataEnd() override
    {
        if (m_depth-- == 3) {
            const auto [at, isNew] = m_families.emplace(m_name, m_entry);
            if (!isNew && at->second.type != m_entry.type)
                at->second.type.clear();
            if (!isNew && at->second.unit != m_entry.unit)
                at->second.unit.clear();
        }
        return true;
    }
    bool dataKey(const std::string& name) override
    {
        (m_depth == 1 ? m_name : m_key) = name;
        return true;
    }
    bool dataScalar(Scalar, const std::string& text, double) override
    {
        if (m_depth != 3)
            return stopWith(wrongForm("\"data\" is no metadata"));
        if (m_key == "type")
            m_entry.type = text;
        else if (m_key == "unit")
            m_entry.unit = text;
        return true;
    }

private:
    PrometheusFamilies& m_families;
    PrometheusFamily m_entry;
    std::string m_name;
    std::string m_key;
    int m_depth = 0;
};

Result<PrometheusAnswer> readWith(AnswerReader& reader, std::istream& text)
{
    const bool parsed = Json::sax_parse(text, &reader);
    return reader.finish(parsed);
}

} // namespace

Result<PrometheusAnswer> readPrometheusAnswer(std::istream& text, PrometheusAnswerHandler& handler,
                                              const RunContext& context)
{
    SampleReader reader(handler, context);
    return readWith(reader, text);
}

Result<PrometheusAnswer> readPrometheusSeriesList(std::istream& text, std::vector<PrometheusLabels>& series)
{
    ListReader reader(&series, nullptr);
    return readWith(reader, text);
}

Result<PrometheusAnswer> readPrometheusTexts(std::istream& text, std::vector<std::string>& values)
{
    ListReader reader(nullptr, &values);
    return readWith(reader, text);
}

Result<PrometheusAnswer> readPrometheusMetadata(std::istream& text, PrometheusFamilies& families)
{
    MetadataReader reader(families);
    return readWith(reader, text);
}

} // namespace nodesentry
