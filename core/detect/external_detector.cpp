#include "core/detect/external_detector.h"

#include "core/base/expects.h"
#include "core/base/reason.h"
#include "core/base/child_process.h"
#include "core/detect/external_protocol_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace nodesentry {

namespace {

/// The first lines of a text, for a message; empty for an empty text.
std::string firstLines(const std::string& text)
{
    constexpr int kLines = 5;
    std::size_t end = 0;
    for (int line = 0; line < kLines && end < text.size(); ++line)
        end = std::min(text.find('\n', end), text.size() - 1) + 1;
    std::string lines = text.substr(0, end);
    while (!lines.empty() && (lines.back() == '\n' || lines.back() == '\r'))
        lines.pop_back();
    std::replace_if(
        lines.begin(), lines.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; }, '?');
    return lines;
}

class ExternalDetector final : public Detector {
public:
    ExternalDetector(ExternalDeclaration declaration, std::uint64_t seed)
        : m_declaration(std::move(declaration)),
          m_seed(seed)
    {
    }

    Result<void> fit(const NodeSource& nodes, const RunContext&) override
    {
        m_metrics = nodes.metricNames();
        return {};
    }

    [[nodiscard]] bool learnsNodesApart() const override { return true; }

    [[nodiscard]] Result<NodeScores> score(const PreparedNode& node, const RunContext& context) const override
    {
        NodeScores scores;
        scores.node = node.node;
        scores.score.assign(static_cast<std::size_t>(node.grid.size),
                            std::numeric_limits<float>::quiet_NaN());
        if (m_declaration.scope == ExternalDeclaration::Scope::Node) {
            NODESENTRY_CHECK(scoreStretch(node, 0, node.grid.size, {}, scores, context));
            return scores;
        }
        for (std::size_t i = 0; i < node.segments.size(); ++i) {
            const auto& segment = node.segments[i];
            NODESENTRY_CHECK(scoreStretch(node, segment.begin, segment.end, segment.job, scores, context));
            context.report(static_cast<double>(i + 1) / static_cast<double>(node.segments.size()));
        }
        return scores;
    }

private:
    Result<void> scoreStretch(const PreparedNode& node, std::int64_t begin, std::int64_t end,
                              const std::string& job, NodeScores& scores, const RunContext& context) const
    {
        const std::int64_t samples = end - begin;
        if (samples == 0)
            return {};
        std::vector<std::string> metrics = m_metrics;
        for (auto i = static_cast<Eigen::Index>(metrics.size()); i < node.unclipped.rows(); ++i)
            metrics.push_back(fmt::format("metric_{}", i));
        const bool csv = m_declaration.input == ExternalDeclaration::Input::Csv;
        const auto input
            = csv ? externalCsv(node, begin, end, metrics) : externalBinary(node, begin, end, metrics);

        ChildCommand command;
        command.arguments = m_declaration.command;
        command.folder = m_declaration.folder();
        command.timeoutSeconds = m_declaration.timeoutSeconds;
        // Far more than any sensible way to write a number, or an interval, for each sample.
        command.outputLimit = static_cast<std::size_t>(samples) * 100 + 65536;
        command.environment = {{"NODESENTRY_NODE", node.node},
                               {"NODESENTRY_JOB", job},
                               {"NODESENTRY_SAMPLES", std::to_string(samples)},
                               {"NODESENTRY_TRAIN_SAMPLES",
                                std::to_string(std::clamp<std::int64_t>(node.trainEnd - begin, 0, samples))},
                               {"NODESENTRY_STEP_S", fmt::format("{}", node.grid.stepSeconds())},
                               {"NODESENTRY_SEED", std::to_string(m_seed)},
                               // Its folder stays as it was allowed (core/detect/external_trust.h).
                               {"PYTHONDONTWRITEBYTECODE", "1"}};
        auto outcome = runChild(command, input, context);
        if (!outcome) {
            if (outcome.error().code == ErrorCode::Cancelled)
                return fail(outcome.error());
            return fail(named(outcome.error(), node.node, {}).inFile(m_declaration.file));
        }
        NODESENTRY_CHECK(requireSuccess(*outcome, node.node));
        auto answer = m_declaration.output == ExternalDeclaration::Output::Scores
            ? readExternalScores(outcome->output, samples)
            : readExternalIntervals(outcome->output, samples);
        if (!answer)
            return fail(named(answer.error(), node.node, outcome->errors));
        std::copy(answer->begin(), answer->end(), scores.score.begin() + begin);
        return {};
    }

    /// @error IoError  it did not end by itself and well
    Result<void> requireSuccess(const ChildOutcome& outcome, const std::string& node) const
    {
        Error error{ErrorCode::IoError};
        switch (outcome.end) {
        case ChildOutcome::End::Exited:
            if (outcome.exitCode == 0)
                return {};
            error.message = fmt::format("it ended with exit status {}", outcome.exitCode);
            break;
        case ChildOutcome::End::Killed:
            error.message
                = fmt::format("it was ended by signal {} ({})", outcome.signal, strsignal(outcome.signal));
            break;
        case ChildOutcome::End::TimedOut:
            error.message
                = fmt::format("it took longer than {} s and was killed", m_declaration.timeoutSeconds);
            error.advice = "raise \"timeout_s\" in " + m_declaration.file;
            break;
        case ChildOutcome::End::WroteTooMuch:
            error.message = "it wrote far more than an answer and was killed";
            error.advice = "write the answer, and nothing else, to standard output";
            break;
        }
        return fail(named(error, node, outcome.errors));
    }

    /// @param said  by the program, to its standard error
    [[nodiscard]] Error named(const Error& error, const std::string& node, const std::string& said) const
    {
        auto what = error.message;
        if (const auto lines = firstLines(said); !lines.empty())
            what += "; it said:\n" + lines;
        auto named = errorOf(Reason::DetectorFailed,
                             {m_declaration.name, m_declaration.command.front(), node, std::move(what)});
        named.code = error.code;
        named.advice = error.advice;
        return named;
    }

    ExternalDeclaration m_declaration;
    std::uint64_t m_seed;
    std::vector<std::string> m_metrics;
};

} // namespace

std::unique_ptr<Detector> makeExternalDetector(ExternalDeclaration declaration, std::uint64_t seed)
{
    NODESENTRY_EXPECTS(!declaration.command.empty(), "a declaration has a command");
    return std::make_unique<ExternalDetector>(std::move(declaration), seed);
}

} // namespace nodesentry
