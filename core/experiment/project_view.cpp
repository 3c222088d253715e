#include "core/experiment/project_view.h"

#include "core/base/hash.h"
#include "core/labels/settled_labels.h"

#include <spdlog/fmt/fmt.h>

#include <filesystem>
#include <map>
#include <vector>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

/// What a view was made of; a project without it is none.
constexpr auto kDocument = "view_of";

/// What the source holds, read once.
struct SourceContent {
    std::string generation;
    MetricCatalog metrics;
    std::vector<Job> jobs;
    std::vector<Label> labels;
    std::map<LabelId, std::string> suggested; ///< method that a label of these came from

    static Result<SourceContent> read(const Project& source);
    [[nodiscard]] std::string fingerprint() const;
};

Result<SourceContent> SourceContent::read(const Project& source)
{
    SourceContent content;
    NODESENTRY_TRY(const auto store, source.openSeries());
    content.generation = store->generation();
    NODESENTRY_TRY(content.metrics, source.metrics());
    NODESENTRY_TRY(content.jobs, source.jobs());
    NODESENTRY_TRY(auto labels, source.labels());
    content.labels = settledLabels(std::move(labels)); // those that figures are made of
    NODESENTRY_TRY(content.suggested, source.suggestedLabels());
    return content;
}

std::string SourceContent::fingerprint() const
{
    Fingerprint print;
    print.add("view 2").add(generation);
    for (const auto& metric : metrics)
        print.add(metric.name).add(metric.unit).add(metric.group);
    for (const auto& job : jobs) {
        print.add(job.id).add(job.name).add(job.begin).add(job.end.value_or(-1));
        for (const auto& node : job.nodes)
            print.add(node);
        for (const auto& [name, value] : job.attributes)
            print.add(name).add(value);
    }
    for (const auto& label : labels) {
        print.add(label.node).add(label.begin).add(label.end.value_or(-1)).add(label.category);
        if (const auto source = suggested.find(label.id); source != suggested.end())
            print.add(source->second);
    }
    return print.hex();
}

Result<void> shareFile(const fs::path& from, const fs::path& to)
{
    std::error_code error;
    fs::create_hard_link(from, to, error);
    if (error == std::errc::file_exists)
        return {};
    if (error)
        fs::create_symlink(fs::absolute(from), to, error);
    if (error && error != std::errc::file_exists)
        return fail(ErrorCode::IoError, fmt::format("cannot share '{}': {}", from.string(), error.message()),
                    "choose an --out on a file system with links");
    return {};
}

/// The files of the series store: the one that was written last, and those with samples from before.
Result<void> shareSeries(const Project& source, const Project& view, const std::string& generation)
{
    fs::path newest = source.seriesPath();
    std::error_code error;
    if (const fs::path pending = source.pendingSeriesPath(generation); fs::exists(pending, error))
        newest = pending;
    for (const auto& entry : fs::directory_iterator(source.path(), error)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("series.") && name.ends_with(".h5")
            && entry.path() != fs::path(source.seriesPath()))
            NODESENTRY_CHECK(shareFile(entry.path(), fs::path(view.path()) / name));
    }
    if (error)
        return fail(ErrorCode::IoError, fmt::format("cannot list '{}': {}", source.path(), error.message()));
    return shareFile(newest, view.pendingSeriesPath(generation));
}

/// Makes the labels that came from suggestions such in the view too, as if they had been accepted there.
Result<void> shareSuggestions(const SourceContent& content, Project& view)
{
    std::map<std::string, SuggestionOffer> offers;
    for (const auto& label : content.labels) {
        const auto source = content.suggested.find(label.id);
        if (source == content.suggested.end() || !label.end)
            continue;
        auto& offer = offers[source->second];
        offer.source = source->second;
        Suggestion suggestion;
        suggestion.source = source->second;
        suggestion.node = label.node;
        suggestion.range = {label.begin, *label.end};
        suggestion.peak = label.begin;
        offer.suggestions.push_back(std::move(suggestion));
    }
    for (const auto& [source, offer] : offers)
        NODESENTRY_CHECK(view.offerSuggestions(offer));
    NODESENTRY_TRY(const auto suggestions, view.suggestions());
    ReviewEdit accepted;
    for (const auto& suggestion : suggestions)
        accepted.suggestions.push_back(
            decided(suggestion, SuggestionState::Accepted, kDocument, currentTime()));
    NODESENTRY_CHECK(view.editReview(std::move(accepted)));
    return {};
}

Result<std::shared_ptr<Project>> makeView(const Project& source, const SourceContent& content,
                                          const std::string& path)
{
    NODESENTRY_TRY(auto view, Project::create(path));
    NODESENTRY_CHECK(shareSeries(source, *view, content.generation));
    const auto detectors = fs::path(source.path()) / "detectors";
    std::error_code error;
    const bool declared = fs::is_directory(detectors, error);
    error.clear(); // that there are none is no error
    if (declared)
        fs::create_directory_symlink(fs::absolute(detectors), fs::path(path) / "detectors", error);
    if (error)
        return fail(ErrorCode::IoError,
                    fmt::format("cannot share the external detectors: {}", error.message()));
    ImportCommit commit;
    commit.generation = content.generation;
    commit.source = source.path();
    commit.summary = "{}";
    commit.metrics = content.metrics;
    commit.jobs = content.jobs;
    commit.labels = content.labels;
    commit.documents[kDocument] = content.fingerprint();
    NODESENTRY_CHECK(view->commitImport(commit));
    NODESENTRY_CHECK(shareSuggestions(content, *view));
    return view;
}

/// What there is at the view's place.
enum class Found { Nothing, Fresh, Stale };

Result<Found> look(const std::string& path, const std::string& fingerprint)
{
    std::error_code error;
    if (!fs::exists(path, error))
        return Found::Nothing;
    NODESENTRY_TRY(const auto project, Project::open(path, OpenMode::ReadWrite));
    NODESENTRY_TRY(const auto document, project->document(kDocument));
    if (document)
        return *document == fingerprint ? Found::Fresh : Found::Stale;
    if (const auto series = project->openSeries(); !series && series.error().code == ErrorCode::StageMissing)
        return Found::Stale; // we were stopped while we made it
    return fail(ErrorCode::AlreadyExists, fmt::format("'{}' is a project of its own", path),
                "choose another folder with --out");
}

} // namespace

Result<void> removeFolder(const std::string& path)
{
    std::error_code error;
    fs::remove_all(path, error);
    if (error)
        return fail(ErrorCode::IoError, fmt::format("cannot remove '{}': {}", path, error.message()));
    return {};
}

Result<std::shared_ptr<Project>> openProjectView(const Project& source, const std::string& path)
{
    NODESENTRY_TRY(const auto content, SourceContent::read(source));
    NODESENTRY_TRY(const auto found, look(path, content.fingerprint()));
    if (found == Found::Fresh)
        return Project::open(path, OpenMode::ReadWrite);
    if (found == Found::Stale)
        NODESENTRY_CHECK(removeFolder(path));
    return makeView(source, content, path);
}

} // namespace nodesentry
