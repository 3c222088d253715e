#include "core/pipeline/import_request.h"

#include "core/data/import/file_plan.h"
#include "core/data/import/job_table.h"
#include "core/data/import/label_table.h"
#include "core/data/import/table.h"
#include "core/data/import/table_start.h"
#include "core/pipeline/import_stage.h"

#include <algorithm>
#include <filesystem>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

enum class SourceKind { Samples, Jobs, Labels };

SourceKind kindOf(const std::string& file)
{
    const auto line = likelyHeader(file);
    const auto header = parseTableHeader(line);
    if (looksLikeJobTable(header))
        return SourceKind::Jobs;
    return !isLongHeader(line) && looksLikeLabelTable(header) ? SourceKind::Labels : SourceKind::Samples;
}

/// The regular files of a folder, of those inside it as well if wanted; ascending.
template <class Iterator> std::vector<std::string> filesIn(const std::string& folder)
{
    std::vector<std::string> files;
    std::error_code error; // what cannot be read is said by the import
    for (Iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (std::error_code unknown; entry->is_regular_file(unknown))
            files.push_back(entry->path().string());
    std::sort(files.begin(), files.end());
    return files;
}

bool isSame(const std::string& a, const std::string& b)
{
    std::error_code missing;
    return !b.empty() && fs::equivalent(a, b, missing) && !missing;
}

/// Takes a table, unless there is one of its kind. @return whether the file is the table of the request
bool takeTable(const std::string& file, ImportOptions& options)
{
    const auto kind = kindOf(file);
    if (kind == SourceKind::Samples)
        return false;
    auto& table = kind == SourceKind::Jobs ? options.jobsFile : options.labelsFile;
    if (table.empty())
        table = file;
    return isSame(file, table);
}

/// The first file of the request that can be shown as a table.
std::vector<std::string> filesToShow(const ImportRequest& request)
{
    const auto& options = request.options;
    std::vector<std::string> files;
    for (const auto& source : request.sources) {
        std::error_code error;
        if (!fs::is_directory(source, error)) {
            files.push_back(source);
            continue;
        }
        for (const auto& file : filesIn<fs::recursive_directory_iterator>(source))
            if (!isSame(file, options.jobsFile) && !isSame(file, options.labelsFile))
                files.push_back(file);
    }
    for (const auto& table : {options.jobsFile, options.labelsFile})
        if (!table.empty())
            files.push_back(table);
    return files;
}

/// A field as it can be shown: short.
std::string shortened(std::string text)
{
    if (text.size() > ImportReport::kLongestText) {
        auto end = ImportReport::kLongestText;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            --end;
        text.resize(end);
        text += "…";
    }
    return text;
}

/// @return without rows: it is no table
TableGlance glanceAt(const std::string& file)
{
    TableGlance glance;
    auto table = TableReader::open(file);
    if (!table || table->header().columns.size() < 2)
        return glance;
    const auto& columns = table->header().columns;
    glance.columnsOfFile = columns.size();
    const auto shown = std::min(columns.size(), TableGlance::kColumns);
    for (std::size_t i = 0; i < shown; ++i)
        glance.columns.push_back(shortened(columns[i]));
    TableRow row;
    while (glance.rows.size() < TableGlance::kRows) {
        const auto more = table->next(row);
        if (!more || !*more)
            break;
        auto& fields = glance.rows.emplace_back(shown);
        for (std::size_t i = 0; i < std::min(shown, row.fields.size()); ++i)
            fields[i] = shortened(row.fields[i]);
    }
    if (!glance.rows.empty())
        glance.file = file;
    return glance;
}

TableGlance firstGlance(const ImportRequest& request, const RunContext& context)
{
    constexpr std::size_t kTried = 20;
    const auto files = filesToShow(request);
    for (std::size_t i = 0; i < std::min(kTried, files.size()) && !context.stopRequested(); ++i)
        if (auto glance = glanceAt(files[i]); !glance.rows.empty())
            return glance;
    return {};
}

} // namespace

void addSources(const std::vector<std::string>& given, ImportRequest& request)
{
    auto& sources = request.sources;
    for (const auto& source : given) {
        std::error_code error;
        if (fs::is_directory(source, error)) {
            bool onlyTables = true;
            const auto files = filesIn<fs::directory_iterator>(source);
            for (const auto& file : files)
                onlyTables = takeTable(file, request.options) && onlyTables;
            if (onlyTables && !files.empty()
                && files.size() == filesIn<fs::recursive_directory_iterator>(source).size())
                continue;
        } else if (takeTable(source, request.options)) {
            continue;
        }
        if (std::find(sources.begin(), sources.end(), source) == sources.end())
            sources.push_back(source);
    }
}

Result<ImportPreview> previewImport(const Project* project, const ImportRequest& request,
                                    const RunContext& context)
{
    ImportPreview preview;
    preview.glance = firstGlance(request, context);
    auto report = project != nullptr
        ? checkImport(*project, request.sources, request.options, context)
        : checkImport(request.project, request.sources, request.options, context);
    if (report)
        preview.report = std::move(*report);
    else if (report.error().code == ErrorCode::Cancelled)
        return fail(report.error());
    else
        preview.refusal = report.error();
    return preview;
}

} // namespace nodesentry
