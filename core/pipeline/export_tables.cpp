#include "core/pipeline/export_tables.h"

#include "core/base/csv.h"
#include "core/base/reason.h"
#include "core/base/time.h"
#include "core/data/durable_file.h"
#include "core/detect/score_store.h"
#include "core/features/feature_store.h"
#include "core/labels/label_io.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <utility>

namespace nodesentry {

namespace {

constexpr std::array<std::pair<std::string_view, ExportTable>, 5> kTables{
    {{"scores", ExportTable::Scores},
     {"cases", ExportTable::Cases},
     {"clusters", ExportTable::Clusters},
     {"features", ExportTable::Features},
     {"labels", ExportTable::Labels}}};

std::string number(double value)
{
    return std::isfinite(value) ? fmt::format("{}", value) : std::string();
}

Result<void> writeScores(const Project& project, const std::string& method, std::ostream& out,
                         const RunContext& context)
{
    NODESENTRY_TRY(const auto store, project.openSeries());
    out << "node,time,score,threshold,flagged\n";
    for (const auto& node : store->nodes()) {
        if (context.stopRequested())
            return cancelled();
        NODESENTRY_TRY(const auto scores, ScoreStore::read(project.scoresPath(), method, node.node, false));
        for (std::int64_t i = 0; i < scores.grid.size; ++i) {
            const auto index = static_cast<std::size_t>(i);
            out << csvField(node.node) << ',' << formatUtc(scores.grid.timeOf(i)) << ','
                << number(scores.scores.score[index]) << ',' << number(scores.threshold[index]) << ','
                << int{scores.flagged[index]} << '\n';
        }
    }
    return {};
}

Result<void> writeCases(const Project& project, const std::string& method, std::ostream& out)
{
    NODESENTRY_TRY(const auto cases, project.cases(method));
    NODESENTRY_TRY(const auto metrics, project.metrics());
    out << "id,node,begin,end,peak,peak_score,area,cluster,top_metrics\n";
    for (const auto& item : cases) {
        std::vector<std::string> names;
        for (const int metric : item.topMetrics)
            names.push_back(metrics.at(static_cast<std::size_t>(metric)).name);
        out << item.id << ',' << csvField(item.node) << ',' << formatUtc(item.range.begin) << ','
            << formatUtc(item.range.end) << ',' << formatUtc(item.peak) << ',' << number(item.peakScore)
            << ',' << number(item.area) << ',' << item.cluster << ','
            << csvField(fmt::format("{}", fmt::join(names, ";"))) << '\n';
    }
    return {};
}

Result<void> writeClusters(const Project& project, std::ostream& out)
{
    NODESENTRY_TRY(const auto store, project.openSeries());
    NODESENTRY_TRY(const auto segments, project.segments());
    NODESENTRY_TRY(const auto members, project.clusterMembers());
    std::map<std::int64_t, const Segment*> segmentById;
    for (const auto& segment : segments)
        segmentById[segment.id] = &segment;
    out << "segment,node,job,begin,end,cluster,matched,fits,distance,margin,silhouette\n";
    for (const auto& member : members) {
        const auto found = segmentById.find(member.segment);
        if (found == segmentById.end())
            return fail(Reason::ClustersUnfit);
        const auto& segment = *found->second;
        const auto* node = store->find(segment.node);
        if (node == nullptr)
            return fail(ErrorCode::Corrupt,
                        fmt::format("node '{}' is not in the series store", segment.node));
        out << member.segment << ',' << csvField(segment.node) << ',' << csvField(segment.job) << ','
            << formatUtc(node->grid.timeOf(segment.begin)) << ',' << formatUtc(node->grid.timeOf(segment.end))
            << ',' << member.cluster << ',' << (member.matched ? 1 : 0) << ',' << (member.fits ? 1 : 0) << ','
            << number(member.distance) << ',' << number(member.margin) << ',' << number(member.silhouette)
            << '\n';
    }
    return {};
}

Result<void> writeFeatureTable(const Project& project, std::ostream& out)
{
    NODESENTRY_TRY(const auto features, readFeatures(project.featuresPath()));
    out << "segment";
    for (const auto& name : features.names)
        out << ',' << csvField(name);
    out << '\n';
    for (Eigen::Index row = 0; row < features.whole.rows(); ++row) {
        out << features.segments[static_cast<std::size_t>(row)];
        for (Eigen::Index column = 0; column < features.whole.cols(); ++column)
            out << ',' << number(features.whole(row, column));
        out << '\n';
    }
    return {};
}

Result<void> writeLabels(const Project& project, std::ostream& out)
{
    NODESENTRY_TRY(const auto labels, project.labels());
    out << formatLabels(labels);
    return {};
}

Result<void> writeOpened(const Project& project, ExportTable table, const std::string& method,
                         const std::string& path, const RunContext& context)
{
    std::ofstream file(path, std::ios::binary);
    if (file)
        NODESENTRY_CHECK(writeTable(project, table, method, file, context));
    file.close();
    if (!file)
        return fail(Error{ErrorCode::IoError, "cannot write the file", path, 0, 0,
                          "check that the folder exists, can be written and has space left"});
    return syncFile(path);
}

} // namespace

Result<ExportTable> exportTableOf(std::string_view name)
{
    for (const auto& [known, table] : kTables)
        if (known == name)
            return table;
    return fail(ErrorCode::NotFound, fmt::format("there is no table '{}'", name));
}

Result<void> writeTable(const Project& project, ExportTable table, const std::string& method,
                        std::ostream& out, const RunContext& context)
{
    switch (table) {
    case ExportTable::Scores:
        return writeScores(project, method, out, context);
    case ExportTable::Cases:
        return writeCases(project, method, out);
    case ExportTable::Clusters:
        return writeClusters(project, out);
    case ExportTable::Features:
        return writeFeatureTable(project, out);
    case ExportTable::Labels:
        break;
    }
    return writeLabels(project, out);
}

Result<void> writeTableFile(const Project& project, ExportTable table, const std::string& method,
                            const std::string& path, const RunContext& context)
{
    const auto temporary = path + ".tmp";
    auto written = writeOpened(project, table, method, temporary, context);
    if (written)
        written = renameDurably(temporary, path);
    if (!written) {
        std::error_code none; // it may never have come to be
        std::filesystem::remove(temporary, none);
    }
    return written;
}

} // namespace nodesentry
