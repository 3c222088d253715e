#include "app/cli/evaluation_table.h"

#include "app/cli/text_table.h"
#include "core/eval/evaluation.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <array>

namespace nodesentry::cli {

namespace {

struct Column {
    const char* key;
    const char* title;
};

constexpr std::array<Column, 4> kPaperColumns{
    {{"precision", "precision"}, {"recall", "recall"}, {"auc", "AUC"}, {"f1", "F1"}}};

constexpr std::array<Column, 16> kStrictColumns{{{"precision", "precision"},
                                                 {"recall", "recall"},
                                                 {"f1", "F1"},
                                                 {"f1_oracle", "F1 oracle"},
                                                 {"pa_k20", "PA%20"},
                                                 {"composite_f1", "composite"},
                                                 {"event_precision", "event P"},
                                                 {"event_precision_corrected", "corrected"},
                                                 {"event_recall", "event R"},
                                                 {"auc_roc", "AUC-ROC"},
                                                 {"auc_pr", "AUC-PR"},
                                                 {"vus_pr", "VUS-PR"},
                                                 {"vus_roc", "VUS-ROC"},
                                                 {"delay_s", "delay s"},
                                                 {"false_alarms_per_node_day", "false/day"},
                                                 {"flagged_normal_share", "normal flagged"}}};

std::string cell(const nlohmann::json& figures, const char* key)
{
    if (!figures.contains(key) || !figures[key].is_number())
        return "-";
    const auto value = figures[key].get<double>();
    return value >= 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.3f}", value);
}

template <std::size_t n>
std::string tableOf(const nlohmann::json& methods, const char* part, const std::array<Column, n>& columns)
{
    std::vector<std::string> header{"method"};
    for (const auto& column : columns)
        header.emplace_back(column.title);
    header.emplace_back("scored");
    TextTable table(std::move(header));
    for (const auto& [method, figures] : methods.items()) {
        std::vector<std::string> row{method};
        for (const auto& column : columns)
            row.push_back(cell(figures[part], column.key));
        row.push_back(fmt::format("{}", figures.value("scored_samples", std::int64_t{0})));
        table.add(std::move(row));
    }
    return table.text();
}

/// "0.41..0.52", or "-" where there is no interval.
std::string intervalCell(const nlohmann::json& intervals, const char* key)
{
    if (!intervals.contains(key) || !intervals[key].is_array())
        return "-";
    const auto number = [](double value) {
        return value >= 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.3f}", value);
    };
    return fmt::format("{}..{}", number(intervals[key][0].get<double>()),
                       number(intervals[key][1].get<double>()));
}

/// What the figures would be with other nodes like these; empty where nobody can say.
std::string intervalTable(const nlohmann::json& methods)
{
    constexpr std::array<Column, 6> kColumns{{{"f1", "F1"},
                                              {"event_recall", "event R"},
                                              {"auc_roc", "AUC-ROC"},
                                              {"auc_pr", "AUC-PR"},
                                              {"vus_pr", "VUS-PR"},
                                              {"false_alarms_per_node_day", "false/day"}}};
    std::vector<std::string> header{"method"};
    for (const auto& column : kColumns)
        header.emplace_back(column.title);
    TextTable table(std::move(header));
    nlohmann::json drawn;
    for (const auto& [method, figures] : methods.items()) {
        if (!figures.contains("intervals") || !figures["intervals"].is_object())
            continue;
        drawn = figures["intervals"];
        std::vector<std::string> row{method};
        for (const auto& column : kColumns)
            row.push_back(intervalCell(drawn["strict"], column.key));
        table.add(std::move(row));
    }
    if (drawn.is_null())
        return "\nOne node: how much the figures depend on the choice of nodes cannot be said.\n";
    const auto nodes = drawn["nodes"].get<std::int64_t>();
    const auto labelled = drawn["labelled_nodes"].get<std::int64_t>();
    std::string doubt;
    if (labelled < 2)
        doubt = "; with less than two labelled nodes figures that need labels have none";
    else if (labelled < kNodesForIntervals)
        doubt = "; with so few labelled nodes they are too narrow";
    return fmt::format("\n{:.0f} % intervals over the choice of nodes (bootstrap of {} nodes, {} of them "
                       "labelled, {} times{})\n",
                       100 * drawn["level"].get<double>(), nodes, labelled, drawn["resamples"].get<int>(),
                       doubt)
        + table.text();
}

/// What labels that came from the methods themselves would add; empty where there are none.
std::string suggestedTable(const nlohmann::json& evaluation)
{
    const auto sources = evaluation.value("suggested_labels", nlohmann::json::object());
    if (sources.empty())
        return {};
    int labels = 0;
    std::string names;
    for (const auto& [method, count] : sources.items()) {
        labels += count.get<int>();
        names += fmt::format("{}{} of {}", names.empty() ? "" : ", ", count.get<int>(), method);
    }
    auto all = nlohmann::json::object();
    for (const auto& [method, figures] : evaluation["methods"].items())
        all[method] = figures["with_suggested"];
    return fmt::format("\n{} labels were made by accepting suggestions ({}), on {} samples that nothing else "
                       "labels.\nAll other tables are made as if they were not there, since no method may "
                       "confirm itself. With them, without\npoint adjustment:\n",
                       labels, names, evaluation.value("suggested_samples", std::int64_t{0}))
        + tableOf(all, "strict", kStrictColumns);
}

std::string sizeText(const nlohmann::json& object)
{
    const auto samples = object.value("test_samples", std::int64_t{0});
    const auto anomalous = object.value("anomalous_samples", std::int64_t{0});
    return fmt::format("{} nodes, {} of them labelled, {} test samples, {} anomalous ({:.1f} %)",
                       object.value("nodes", 0), object.value("labelled_nodes", 0), samples, anomalous,
                       samples > 0 ? 100.0 * static_cast<double>(anomalous) / static_cast<double>(samples)
                                   : 0.0);
}

} // namespace

std::string evaluationTables(const nlohmann::json& evaluation)
{
    const auto& methods = evaluation["methods"];
    std::string text = sizeText(evaluation) + "\n\n";
    text += "Without point adjustment (F1 oracle: best threshold chosen on the labels, an upper bound;\n"
            "corrected: event P times what is not flagged of normal time; scored: test samples with a score, "
            "the\nothers count as the least suspicious)\n";
    text += tableOf(methods, "strict", kStrictColumns);
    text += "\nThe paper's protocol: point adjustment, first and last minute of transitions left out. It "
            "flatters "
            "every\nmethod; the random row shows how much.\n";
    text += tableOf(methods, "paper", kPaperColumns);
    text += suggestedTable(evaluation);
    text += intervalTable(methods);
    if (evaluation.contains("groups")) {
        for (const auto& [group, object] : evaluation["groups"].items()) {
            text += fmt::format("\n{}: {}\n", group, sizeText(object));
            text += tableOf(object["methods"], "strict", kStrictColumns);
        }
    }
    return text;
}

} // namespace nodesentry::cli
