// What an import brings: the catalogue, jobs, and the change of the series store.

#include "core/base/json_text.h"
#include "core/base/reason.h"
#include "core/data/series_files.h"
#include "core/project/project_labels_p.h"
#include "core/project/project_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry {

Result<MetricCatalog> Project::metrics() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query, d->database->prepare("SELECT name, unit, kind, grp FROM metrics ORDER BY id"));
    MetricCatalog metrics;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return metrics;
        metrics.push_back({query.text(0), query.text(1),
                           query.text(2) == "rate" ? MetricKind::Rate : MetricKind::Gauge, query.text(3)});
    }
}

Result<std::vector<Job>> Project::jobs() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query,
                   d->database->prepare("SELECT id, begin_ms, end_ms, name, user, state, nodes, attributes "
                                        "FROM jobs ORDER BY begin_ms, id"));
    std::vector<Job> jobs;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return jobs;
        Job job;
        job.id = query.text(0);
        job.begin = query.integer(1);
        job.end = query.optionalInteger(2);
        job.name = query.text(3);
        job.user = query.text(4);
        job.state = query.text(5);
        const auto nodes = nlohmann::json::parse(query.text(6), nullptr, false);
        const auto attributes = nlohmann::json::parse(query.text(7), nullptr, false);
        const auto isText = [](const auto& value) { return value.is_string(); };
        if (!nodes.is_array() || !std::all_of(nodes.begin(), nodes.end(), isText) || !attributes.is_object()
            || !std::all_of(attributes.begin(), attributes.end(), isText))
            return fail(Reason::JobDamaged, {job.id});
        job.nodes = nodes.get<std::vector<std::string>>();
        job.attributes = attributes.get<std::map<std::string, std::string>>();
        jobs.push_back(std::move(job));
    }
}

namespace {

Result<void> storeMetrics(const Database& database, const MetricCatalog& metrics)
{
    NODESENTRY_CHECK(database.execute("DELETE FROM metrics"));
    NODESENTRY_TRY(auto insert,
                   database.prepare("INSERT INTO metrics(id, name, unit, kind, grp) VALUES(?, ?, ?, ?, ?)"));
    std::int64_t id = 0;
    for (const auto& metric : metrics)
        NODESENTRY_CHECK(insert.bind(1, id++)
                             .bind(2, metric.name)
                             .bind(3, metric.unit)
                             .bind(4, metric.kind == MetricKind::Rate ? "rate" : "gauge")
                             .bind(5, metric.group)
                             .run());
    return {};
}

Result<void> storeJobs(const Database& database, const std::vector<Job>& jobs)
{
    NODESENTRY_TRY(
        auto insert,
        database.prepare("INSERT OR REPLACE INTO jobs(id, begin_ms, end_ms, name, user, state, nodes, "
                         "attributes) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"));
    for (const auto& job : jobs)
        NODESENTRY_CHECK(insert.bind(1, job.id)
                             .bind(2, job.begin)
                             .bind(3, job.end)
                             .bind(4, job.name)
                             .bind(5, job.user)
                             .bind(6, job.state)
                             .bind(7, jsonText(nlohmann::json(job.nodes)))
                             .bind(8, jsonText(nlohmann::json(job.attributes)))
                             .run());
    return {};
}

} // namespace

Result<void> Project::commitImport(const ImportCommit& import)
{
    const std::lock_guard guard(d->mutex);
    const bool hasSamples = !import.generation.empty();
    NODESENTRY_CHECK(d->change([&]() -> Result<void> {
        if (hasSamples)
            NODESENTRY_CHECK(storeMetrics(*d->database, import.metrics));
        NODESENTRY_CHECK(storeJobs(*d->database, import.jobs));
        for (const auto& label : import.labels)
            NODESENTRY_CHECK(insertLabelIfNew(*d->database, label));
        for (const auto& [name, content] : import.documents)
            NODESENTRY_CHECK(d->putDocument(name, content));
        if (hasSamples)
            NODESENTRY_CHECK(d->setMeta("series_generation", import.generation));
        NODESENTRY_TRY(auto run,
                       d->database->prepare("INSERT INTO runs(stage, finished_ms, seconds, who, parameters, "
                                            "summary) VALUES('import', ?, 0, ?, ?, ?)"));
        return run.bind(1, currentTime())
            .bind(2, userName())
            .bind(3, jsonText(nlohmann::json{{"source", import.source}}))
            .bind(4, import.summary)
            .run();
    }));
    if (!hasSamples)
        return {};
    // From here on the import counts; if we die before the rename, the next open() does it.
    auto installed = installSeriesStore(pendingSeriesPath(import.generation), seriesPath());
    if (!installed)
        return fail(installed.error().advise(
            "the import is recorded and will be completed when the project is next opened"));
    return {};
}

} // namespace nodesentry
