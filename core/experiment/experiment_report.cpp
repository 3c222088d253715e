#include "core/experiment/experiment_report.h"

#include "core/base/csv.h"
#include "core/base/json_text.h"
#include "core/base/log.h"
#include "core/eval/figures.h"
#include "core/plot/charts.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace nodesentry {

namespace {

using Json = nlohmann::ordered_json;

template <class Value> MeanAndDeviation overSeeds(const ExperimentRowResult& row, const Value& value)
{
    std::vector<double> values;
    for (const auto& cell : row.cells)
        if (cell.error.empty())
            values.push_back(value(cell));
    return meanAndDeviation(values);
}

std::string number(double value)
{
    return std::isfinite(value) ? fmt::format("{:.6g}", value) : std::string();
}

Json jsonNumber(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// Calls function(prefix, name, member) for every figure, in the order of the files.
template <class Function> void forEachFigure(const Function& function)
{
    for (const auto& figure : kPaperFigures)
        function("paper", figure.name, figure.value);
    for (const auto& figure : kStrictFigures)
        function("strict", figure.name, figure.value);
}

double valueOf(const ExperimentCell& cell, double PaperFigures::*member)
{
    return cell.paper.*member;
}

double valueOf(const ExperimentCell& cell, double StrictFigures::*member)
{
    return cell.strict.*member;
}

std::size_t failedCells(const ExperimentRowResult& row)
{
    std::size_t failed = 0;
    for (const auto& cell : row.cells)
        failed += cell.error.empty() ? 0 : 1;
    return failed;
}

const ExperimentCell* firstCell(const ExperimentResult& result)
{
    for (const auto& row : result.rows)
        for (const auto& cell : row.cells)
            if (cell.error.empty())
                return &cell;
    return nullptr;
}

std::string seedsText(const std::vector<int>& seeds)
{
    return seeds.size() == 1 ? fmt::format("seed {}", seeds.front())
                             : fmt::format("mean and standard deviation of {} seeds", seeds.size());
}

Chart chartOf(const ExperimentResult& result)
{
    const bool sweep = result.request.table == ExperimentTable::Sweep;
    Chart chart;
    chart.title = fmt::format("{}, {}",
                              sweep ? result.request.parameter
                                  : result.request.table == ExperimentTable::Methods ? "Methods"
                                                                                     : "Ablation",
                              seedsText(result.request.seeds));
    chart.valueTitle = "larger is better, 1 is perfect";
    chart.categoryTitle = result.request.parameter;
    for (const auto& entry : sweeps())
        if (entry.name == result.request.parameter)
            chart.categoryTitle = fmt::format("{} ({})", entry.title, entry.parameter);
    chart.series = {{"AUC-PR", {}}, {"F1", {}}, {"F1, paper's protocol", {}}};
    for (const auto& row : result.rows) {
        chart.categories.push_back(sweep ? row.row.name : row.row.title);
        const auto add = [&](std::size_t series, const MeanAndDeviation& figure) {
            chart.series[series].values.push_back({figure.mean, figure.deviation});
        };
        add(0, figureOf(row, &StrictFigures::aucPr));
        add(1, figureOf(row, &StrictFigures::f1));
        add(2, figureOf(row, &PaperFigures::f1));
    }
    return chart;
}

Picture pictureOf(const ExperimentResult& result)
{
    const auto chart = chartOf(result);
    return result.request.table == ExperimentTable::Sweep ? drawLines(chart) : drawBars(chart);
}

} // namespace

MeanAndDeviation meanAndDeviation(const std::vector<double>& values)
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    MeanAndDeviation result{kNone, kNone, 0};
    double sum = 0.0;
    for (const double value : values) {
        if (!std::isfinite(value))
            continue;
        sum += value;
        ++result.seeds;
    }
    if (result.seeds == 0)
        return result;
    result.mean = sum / result.seeds;
    if (result.seeds == 1)
        return result;
    double squares = 0.0;
    for (const double value : values)
        if (std::isfinite(value))
            squares += (value - result.mean) * (value - result.mean);
    result.deviation = std::sqrt(squares / (result.seeds - 1));
    return result;
}

MeanAndDeviation figureOf(const ExperimentRowResult& row, double PaperFigures::*figure)
{
    return overSeeds(row, [&](const auto& cell) { return valueOf(cell, figure); });
}

MeanAndDeviation figureOf(const ExperimentRowResult& row, double StrictFigures::*figure)
{
    return overSeeds(row, [&](const auto& cell) { return valueOf(cell, figure); });
}

MeanAndDeviation secondsOf(const ExperimentRowResult& row)
{
    return overSeeds(row, [](const auto& cell) { return cell.seconds; });
}

std::string experimentCsv(const ExperimentResult& result)
{
    std::string csv = "row,title,method,settings,seeds,failed,seconds_mean,seconds_sd";
    forEachFigure([&](const char* part, const char* name, auto) {
        csv += fmt::format(",{0}_{1}_mean,{0}_{1}_sd", part, name);
    });
    csv += "\n";
    for (const auto& row : result.rows) {
        const auto seconds = secondsOf(row);
        csv += fmt::format("{},{},{},{},{},{},{},{}", csvField(row.row.name), csvField(row.row.title),
                           csvField(row.row.method), csvField(settingsText(row.row.settings)),
                           row.cells.size(), failedCells(row), number(seconds.mean),
                           number(seconds.deviation));
        forEachFigure([&](const char*, const char*, auto member) {
            const auto figure = figureOf(row, member);
            csv += "," + number(figure.mean) + "," + number(figure.deviation);
        });
        csv += "\n";
    }
    return csv;
}

std::string experimentCellsCsv(const ExperimentResult& result)
{
    std::string csv = "row,method,seed,seconds,error";
    forEachFigure(
        [&](const char* part, const char* name, auto) { csv += fmt::format(",{}_{}", part, name); });
    csv += "\n";
    for (const auto& row : result.rows) {
        for (const auto& cell : row.cells) {
            csv += fmt::format("{},{},{},{},{}", csvField(row.row.name), csvField(row.row.method), cell.seed,
                               cell.error.empty() ? number(cell.seconds) : "", csvField(cell.error));
            forEachFigure(
                [&](const char*, const char*, auto member) { csv += "," + number(valueOf(cell, member)); });
            csv += "\n";
        }
    }
    return csv;
}

std::string settingsText(const std::vector<std::pair<std::string, std::string>>& settings)
{
    std::string text;
    for (const auto& [name, value] : settings)
        text += (text.empty() ? "" : " ") + name + "=" + value;
    return text;
}

std::string experimentJson(const ExperimentResult& result)
{
    Json json{{"experiment", result.request.name()}, {"seeds", result.request.seeds}};
    if (const auto* cell = firstCell(result)) {
        json["nodes"] = cell->nodes;
        json["test_samples"] = cell->testSamples;
        json["anomalous_samples"] = cell->anomalousSamples;
    }
    json["changed_parameters"] = Json::object();
    for (const auto& [name, value] : result.changed)
        json["changed_parameters"][name] = value;
    json["rows"] = Json::array();
    for (const auto& row : result.rows) {
        Json entry{{"row", row.row.name},
                   {"title", row.row.title},
                   {"method", row.row.method},
                   {"settings", Json::object()}};
        for (const auto& [name, value] : row.row.settings)
            entry["settings"][name] = value;
        const auto seconds = secondsOf(row);
        entry["seconds"] = {{"mean", jsonNumber(seconds.mean)}, {"sd", jsonNumber(seconds.deviation)}};
        forEachFigure([&](const char* part, const char* name, auto member) {
            const auto figure = figureOf(row, member);
            entry[part][name] = {{"mean", jsonNumber(figure.mean)}, {"sd", jsonNumber(figure.deviation)}};
        });
        entry["cells"] = Json::array();
        for (const auto& cell : row.cells) {
            if (!cell.error.empty()) {
                entry["cells"].push_back({{"seed", cell.seed}, {"error", cell.error}});
                continue;
            }
            Json figures{{"seed", cell.seed}, {"seconds", cell.seconds}};
            forEachFigure([&](const char* part, const char* name, auto member) {
                figures[part][name] = jsonNumber(valueOf(cell, member));
            });
            entry["cells"].push_back(std::move(figures));
        }
        json["rows"].push_back(std::move(entry));
    }
    return jsonText(json);
}

std::string experimentSvg(const ExperimentResult& result)
{
    return toSvg(pictureOf(result));
}

Result<std::string> experimentPng(const ExperimentResult& result)
{
    return toPng(pictureOf(result));
}

Result<std::vector<std::string>> writeExperiment(const ExperimentResult& result, const std::string& folder)
{
    const auto stem = folder + "/" + result.request.name();
    std::vector<std::pair<std::string, std::string>> files{{stem + ".csv", experimentCsv(result)},
                                                           {stem + "_cells.csv", experimentCellsCsv(result)},
                                                           {stem + ".json", experimentJson(result) + "\n"},
                                                           {stem + ".svg", experimentSvg(result)}};
    if (auto png = experimentPng(result))
        files.emplace_back(stem + ".png", std::move(*png));
    else if (png.error().code == ErrorCode::Unsupported)
        spdlog::info("{}", png.error().text());
    else
        return fail(std::move(png).error());
    std::vector<std::string> paths;
    for (const auto& [path, content] : files) {
        NODESENTRY_CHECK(writeWholeFile(path, content));
        paths.push_back(path);
    }
    return paths;
}

} // namespace nodesentry
