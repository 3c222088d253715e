#include "core/data/import/clustercockpit_data.h"

#include "core/data/import/gzip_stream_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace nodesentry {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kLongestText = 4096;
constexpr std::size_t kMostValues = 100'000'000; // three years of a value a second
constexpr int kArchiveEventsBetweenPolls = 65536;

/// Walks through {metric: {scope: {"unit": {…}, "timestep": s, "series": [{"hostname": …, "id": …, "data":
/// […]}]}}} and tells a derived reader what it passes. Anything else in it is skipped.
class ArchiveReader : public nlohmann::json_sax<Json> {
public:
    explicit ArchiveReader(const RunContext& context) : m_context(context) { }

    /// Why the reading ended early.
    [[nodiscard]] std::optional<Error> takeError() { return std::exchange(m_error, std::nullopt); }
    [[nodiscard]] bool sawMetric() const { return m_sawMetric; }

    bool null() override { return poll() && (!inData() || value(std::numeric_limits<double>::quiet_NaN())); }
    bool boolean(bool) override { return poll() && !(inData() && refuse("a value is not a number")); }
    bool number_integer(number_integer_t number) override
    {
        return anyNumber(static_cast<double>(number), [&] { return std::to_string(number); });
    }
    bool number_unsigned(number_unsigned_t number) override
    {
        return anyNumber(static_cast<double>(number), [&] { return std::to_string(number); });
    }
    bool number_float(number_float_t number, const string_t& text) override
    {
        return anyNumber(number, [&] { return text; });
    }
    bool string(string_t& text) override
    {
        if (!poll() || (inData() && refuse("a value is not a number")))
            return false;
        if (text.size() > kLongestText)
            return true;
        if (depth() == 3 && m_keys[2] == "unit")
            unit(text, {});
        else if (depth() == 4 && m_keys[2] == "unit" && m_keys[3] == "base")
            unit(text, {});
        else if (depth() == 4 && m_keys[2] == "unit" && m_keys[3] == "prefix")
            unit({}, text);
        else if (inSeries() && m_keys[4] == "hostname")
            host(text);
        else if (inSeries() && m_keys[4] == "id")
            place(text);
        return true;
    }
    bool binary(binary_t&) override { return false; } // never in JSON text
    bool key(string_t& name) override
    {
        m_keys.back() = name.size() <= kLongestText ? name : std::string();
        if (depth() == 3)
            m_sawMetric = m_sawMetric || name == "series";
        return true;
    }
    bool start_object(std::size_t) override { return start(); }
    bool start_array(std::size_t) override
    {
        if (!start())
            return false;
        if (inData())
            beginValues();
        return true;
    }
    bool end_object() override { return end(); }
    bool end_array() override { return end(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override
    {
        m_error = Error{ErrorCode::ParseError,
                        fmt::format("not JSON: at byte {}", position),
                        {},
                        0,
                        0,
                        "the file may be cut off: copy it again"};
        return false;
    }

protected:
    virtual void unit(std::string_view /*base*/, std::string_view /*prefix*/) { }
    virtual void step(double /*seconds*/) { }
    virtual void host(const std::string& /*name*/) { }
    virtual void place(const std::string& /*id*/) { }
    virtual void beginValues() { }
    virtual bool value(double /*number*/) { return true; }
    /// @return false when @p m_error has been set
    virtual bool endSeries() { return true; }

    bool refuse(std::string_view why)
    {
        m_error = Error{ErrorCode::ParseError, std::string(why), {}, 0, 0, {}};
        return true;
    }
    [[nodiscard]] const std::string& metric() const { return m_keys[0]; }
    [[nodiscard]] const std::string& scope() const { return m_keys[1]; }
    std::optional<Error> m_error;

private:
    [[nodiscard]] std::size_t depth() const { return m_keys.size(); }
    /// In the object of a series: {metric {scope {"series" [ { key.
    [[nodiscard]] bool inSeries() const { return depth() == 5 && m_keys[2] == "series"; }
    [[nodiscard]] bool inData() const { return depth() == 6 && m_keys[2] == "series" && m_keys[4] == "data"; }

    template <class Text> bool anyNumber(double number, const Text& text)
    {
        if (!poll())
            return false;
        if (inData())
            return value(number);
        if (depth() == 3 && m_keys[2] == "timestep")
            step(number);
        else if (inSeries() && m_keys[4] == "id")
            place(text());
        return true;
    }
    bool start()
    {
        if (!poll())
            return false;
        if (inData())
            return !refuse("a value is not a number");
        if (depth() >= kDeepest)
            return !refuse("too deeply nested for a job archive");
        m_keys.emplace_back();
        return true;
    }
    bool end()
    {
        m_keys.pop_back();
        return !(depth() == 4 && m_keys[2] == "series") || endSeries();
    }
    bool poll()
    {
        if (++m_events % kArchiveEventsBetweenPolls != 0 || !m_context.stopRequested())
            return true;
        m_error = Error{ErrorCode::Cancelled, "cancelled"};
        return false;
    }

    const RunContext& m_context;
    std::vector<std::string> m_keys; ///< one for each open object or array: the key at hand, "" in an array
    int m_events = 0;
    bool m_sawMetric = false;
};

class MetricsReader final : public ArchiveReader {
public:
    using ArchiveReader::ArchiveReader;

    [[nodiscard]] ClusterCockpitMetrics metrics() const
    {
        ClusterCockpitMetrics metrics;
        for (const auto& [key, found] : m_found) {
            const auto [unit, factor] = clusterCockpitUnit(found.base, found.prefix);
            metrics[key] = {found.step, unit, factor};
        }
        return metrics;
    }

protected:
    void unit(std::string_view base, std::string_view prefix) override
    {
        if (!base.empty())
            at().base = base;
        if (!prefix.empty())
            at().prefix = prefix;
    }
    void step(double seconds) override { at().step = seconds; }
    bool endSeries() override
    {
        (void)at();
        return true;
    }

private:
    struct Found {
        double step = 0;
        std::string base;
        std::string prefix;
    };
    Found& at() { return m_found[{metric(), scope()}]; }

    std::map<std::pair<std::string, std::string>, Found> m_found;
};

class SeriesReader final : public ArchiveReader {
public:
    SeriesReader(const std::function<bool(const std::string&, const std::string&)>& wanted,
                 const std::function<Result<void>(const ClusterCockpitSeries&)>& take,
                 const RunContext& context)
        : ArchiveReader(context),
          m_wanted(wanted),
          m_take(take)
    {
    }

protected:
    void host(const std::string& name) override { m_series.host = name; }
    void place(const std::string& id) override { m_series.id = id; }
    void beginValues() override { m_isWanted = m_wanted(metric(), scope()); }
    bool value(double number) override
    {
        if (!m_isWanted)
            return true;
        if (m_series.values.size() >= kMostValues)
            return !refuse("a series is too long for a job archive");
        m_series.values.push_back(number);
        return true;
    }
    bool endSeries() override
    {
        if (m_isWanted) {
            m_series.metric = metric();
            m_series.scope = scope();
            if (auto taken = m_take(m_series); !taken) {
                m_error = std::move(taken).error();
                return false;
            }
        }
        m_isWanted = false;
        m_series.host.clear();
        m_series.id.clear();
        m_series.values.clear();
        return true;
    }

private:
    const std::function<bool(const std::string&, const std::string&)>& m_wanted;
    const std::function<Result<void>(const ClusterCockpitSeries&)>& m_take;
    ClusterCockpitSeries m_series;
    bool m_isWanted = false;
};

Result<void> readWith(ArchiveReader& reader, const std::string& path)
{
    NODESENTRY_TRY(auto stream, GzipStream::open(path));
    const bool whole = Json::sax_parse(stream.text(), &reader);
    NODESENTRY_CHECK(stream.check()); // why the text is not whole
    if (auto error = reader.takeError())
        return fail(error->file.empty() ? std::move(error->inFile(path)) : std::move(*error));
    if (!whole || !reader.sawMetric())
        return fail(Error{ErrorCode::ParseError, "not the data of a ClusterCockpit job", path, 0, 0,
                          "its form is {metric: {scope: {\"timestep\", \"unit\", \"series\"}}}"});
    return {};
}

} // namespace

std::pair<std::string, double> clusterCockpitUnit(std::string_view base, std::string_view prefix)
{
    constexpr std::array<std::pair<std::string_view, double>, 9> kPrefixes{{{"K", 1e3},
                                                                            {"k", 1e3},
                                                                            {"M", 1e6},
                                                                            {"G", 1e9},
                                                                            {"T", 1e12},
                                                                            {"P", 1e15},
                                                                            {"E", 1e18},
                                                                            {"m", 1e-3},
                                                                            {"u", 1e-6}}};
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kUnits{
        {{"B", "bytes"},
         {"B/s", "bytes/s"},
         {"F/s", "flops/s"},
         {"Flops/s", "flops/s"},
         {"Hz", "Hz"},
         {"W", "W"},
         {"J", "J"},
         {"packets/s", "packets/s"}}};
    const auto named = [&](std::string_view text) -> std::optional<std::string> {
        const auto unit
            = std::find_if(kUnits.begin(), kUnits.end(), [&](const auto& u) { return u.first == text; });
        return unit == kUnits.end() ? std::nullopt : std::optional(std::string(unit->second));
    };
    const auto factorOf = [&](std::string_view text) {
        const auto found = std::find_if(kPrefixes.begin(), kPrefixes.end(),
                                        [&](const auto& p) { return p.first == text; });
        return found == kPrefixes.end() ? std::nullopt : std::optional(found->second);
    };
    if (prefix.empty()) {
        if (const auto unit = named(base))
            return {*unit, 1.0};
        const auto factor = factorOf(base.substr(0, 1));
        const auto unit = base.size() > 1 ? named(base.substr(1)) : std::nullopt;
        return factor && unit ? std::pair(*unit, *factor) : std::pair(std::string(base), 1.0);
    }
    const auto factor = factorOf(prefix);
    if (!factor) // a prefix that we do not know stays with its unit
        return {std::string(prefix) + std::string(base), 1.0};
    return {named(base).value_or(std::string(base)), *factor};
}

Result<ClusterCockpitMetrics> readClusterCockpitMetrics(const std::string& path, const RunContext& context)
{
    MetricsReader reader(context);
    NODESENTRY_CHECK(readWith(reader, path));
    return reader.metrics();
}

Result<void> readClusterCockpitSeries(
    const std::string& path, const std::function<bool(const std::string&, const std::string&)>& wanted,
    const std::function<Result<void>(const ClusterCockpitSeries&)>& take, const RunContext& context)
{
    SeriesReader reader(wanted, take, context);
    return readWith(reader, path);
}

} // namespace nodesentry
