#include "core/detect/external_protocol_p.h"

#include "core/base/expects.h"
#include "core/base/json_text.h"
#include "core/base/time.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <bit>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace nodesentry {

namespace {

std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char letter : text)
        quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return quoted + "\"";
}

/// The lines of a text without their ends; empty lines at the end of the text do not count.
std::vector<std::string_view> linesOf(std::string_view text)
{
    while (!text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '+'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

template <class Number> bool parse(std::string_view text, Number& number)
{
    text = trimmed(text);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

/// What is quoted of an answer in a message.
std::string quoted(std::string_view text)
{
    constexpr std::size_t kShown = 60;
    std::string shown;
    for (const char letter : text.substr(0, kShown))
        shown += static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f ? '?' : letter;
    return "'" + shown + (text.size() > kShown ? "…'" : "'");
}

/// @param missing  whether "nan" is allowed
bool parseScore(std::string_view text, bool missing, float& score)
{
    double value = 0.0;
    if (!parse(text, value) || value < 0.0 || std::isinf(value) || (std::isnan(value) && !missing))
        return false;
    score = static_cast<float>(std::min<double>(value, std::numeric_limits<float>::max()));
    return true;
}

} // namespace

std::string externalCsv(const PreparedNode& node, std::int64_t begin, std::int64_t end,
                        const std::vector<std::string>& metrics)
{
    NODESENTRY_EXPECTS(static_cast<Eigen::Index>(metrics.size()) == node.unclipped.rows(), "a name a metric");
    std::string text = "sample,time,train";
    for (const auto& metric : metrics)
        text += "," + csvField(metric);
    text += "\n";
    text.reserve(text.size() + static_cast<std::size_t>(end - begin) * (40 + 11 * metrics.size()));
    std::array<char, 32> buffer{};
    for (std::int64_t t = begin; t < end; ++t) {
        fmt::format_to(std::back_inserter(text), "{},{},{}", t - begin, formatUtc(node.grid.timeOf(t)),
                       t < node.trainEnd ? 1 : 0);
        for (Eigen::Index metric = 0; metric < node.unclipped.rows(); ++metric) {
            const auto written
                = std::to_chars(buffer.data(), buffer.data() + buffer.size(), node.unclipped(metric, t));
            text += ',';
            text.append(buffer.data(), written.ptr);
        }
        text += '\n';
    }
    return text;
}

std::string externalBinary(const PreparedNode& node, std::int64_t begin, std::int64_t end,
                           const std::vector<std::string>& metrics)
{
    static_assert(std::endian::native == std::endian::little, "floats go out as they lie in memory");
    NODESENTRY_EXPECTS(static_cast<Eigen::Index>(metrics.size()) == node.unclipped.rows(), "a name a metric");
    std::string text
        = jsonText(nlohmann::json{
              {"node", node.node},
              {"samples", end - begin},
              {"metrics", metrics},
              {"begin", formatUtc(node.grid.timeOf(begin))},
              {"step_s", node.grid.stepSeconds()},
              {"train_samples", std::clamp<std::int64_t>(node.trainEnd - begin, 0, end - begin)}})
        + "\n";
    const Eigen::MatrixXf samples = node.unclipped.middleCols(begin, end - begin); // column by column
    const auto at = text.size();
    const auto size = static_cast<std::size_t>(samples.size()) * sizeof(float);
    text.resize(at + size);
    std::memcpy(text.data() + at, samples.data(), size);
    return text;
}

Result<std::vector<float>> readExternalScores(std::string_view answer, std::int64_t samples)
{
    const auto lines = linesOf(answer);
    std::vector<float> scores(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (!parseScore(lines[i], true, scores[i]))
            return fail(
                ErrorCode::ParseError,
                fmt::format("line {} of its answer is not a score: {}", i + 1, quoted(lines[i])),
                "a score is a number that is not negative, larger where it is more anomalous, or nan");
    if (static_cast<std::int64_t>(scores.size()) != samples)
        return fail(ErrorCode::ParseError,
                    fmt::format("it answered {} scores to {} samples", scores.size(), samples),
                    "write one line for each sample, or declare \"output\": \"intervals\"");
    return scores;
}

Result<std::vector<float>> readExternalIntervals(std::string_view answer, std::int64_t samples)
{
    std::vector<float> scores(static_cast<std::size_t>(samples), 0.0F);
    const auto lines = linesOf(answer);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto first = lines[i].find(',');
        const auto second = first == std::string_view::npos ? first : lines[i].find(',', first + 1);
        std::int64_t begin = 0;
        std::int64_t end = 0;
        float score = 1.0F;
        const bool right = first != std::string_view::npos && parse(lines[i].substr(0, first), begin)
            && parse(lines[i].substr(first + 1,
                                     second == std::string_view::npos ? second : second - first - 1),
                     end)
            && (second == std::string_view::npos || parseScore(lines[i].substr(second + 1), false, score));
        if (!right || begin < 0 || begin >= end || end > samples)
            return fail(ErrorCode::ParseError,
                        fmt::format("line {} of its answer is not an interval of {} samples: {}", i + 1,
                                    samples, quoted(lines[i])),
                        "write begin,end or begin,end,score: samples from 0, the end not included");
        for (std::int64_t t = begin; t < end; ++t)
            scores[static_cast<std::size_t>(t)] = std::max(scores[static_cast<std::size_t>(t)], score);
    }
    return scores;
}

} // namespace nodesentry
