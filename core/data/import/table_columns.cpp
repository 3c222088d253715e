#include "core/data/import/table_columns.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace nodesentry {

namespace {

constexpr std::size_t kMostPieces = 5000;

using Names = std::vector<std::string_view>;

/// The names of columns by kind. sacct's are those of `sacct --helpformat` of Slurm 20 to 24.
const std::unordered_map<std::string_view, ColumnKind>& kindsByName()
{
    static const auto kinds = [] {
        std::unordered_map<std::string_view, ColumnKind> byName;
        const auto add = [&](ColumnKind kind, const Names& names) {
            for (const auto name : names)
                byName.emplace(name, kind);
        };
        add(ColumnKind::Id, {"jobid", "job", "id", "jobidraw"});
        add(ColumnKind::Nodes,
            {"nodelist", "nodes", "node", "hostlist", "hosts", "hostname", "host", "exechost", "execvnode",
             "failednode"});
        add(ColumnKind::Time,
            {"start", "starttime", "startepoch", "begin", "stime", "end", "endtime", "endepoch", "etime",
             "obittime", "submit", "submittime", "eligible", "ctime", "qtime", "mtime"});
        add(ColumnKind::Duration,
            {"elapsed", "elapsedraw", "cputime", "timelimit", "totalcpu", "systemcpu", "usercpu", "reserved",
             "planned", "suspended", "resvcpu", "plannedcpu", "walltime", "resourcesused.walltime"});
        add(ColumnKind::State, {"state", "status", "jobstate"});
        add(ColumnKind::ExitCode, {"exitcode", "derivedexitcode", "exitstatus"});
        add(ColumnKind::Number,
            {"alloccpus",
             "allocnodes",
             "ncpus",
             "nnodes",
             "reqcpus",
             "reqnodes",
             "ntasks",
             "priority",
             "uid",
             "gid",
             "dbindex",
             "associd",
             "cputimeraw",
             "timelimitraw",
             "qosraw",
             "wckeyid",
             "reservationid",
             "resvcpuraw",
             "plannedcpuraw",
             "reqmem",
             "consumedenergy",
             "consumedenergyraw",
             "restarts",
             "sluid",
             "confidence"});
        add(ColumnKind::Resources, {"alloctres", "reqtres"});
        add(ColumnKind::Token,
            {"user",          "username",      "cluster",       "partition", "account",
             "qos",           "qosreq",        "reservation",   "mcslabel",  "flags",
             "licenses",      "wckey",         "layout",        "blockid",   "reqcpufreq",
             "reqcpufreqmin", "reqcpufreqmax", "reqcpufreqgov", "queue",     "segmentsize"});
        add(ColumnKind::Word, {"group", "author", "category", "class", "type", "kind", "reason"});
        add(ColumnKind::Path, {"workdir"});
        add(ColumnKind::Features, {"constraints"});
        return byName;
    }();
    return kinds;
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

template <class Test> bool all(std::string_view text, Test test)
{
    return std::all_of(text.begin(), text.end(), test);
}

bool hasOnly(std::string_view text, std::string_view others)
{
    return all(text,
               [&](char c) { return isDigit(c) || isLetter(c) || others.find(c) != std::string_view::npos; });
}

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// What tables write where there is no value.
bool isNothing(std::string_view text)
{
    return isOneOf(text,
                   {"Unknown", "None", "None assigned", "(null)", "N/A", "NA", "null", "NULL", "NaN", "nan",
                    "NaT", "-", "INVALID"});
}

bool isNumber(std::string_view text)
{
    if (!text.empty() && text.front() == '-')
        text.remove_prefix(1);
    while (!text.empty() && isLetter(text.back()))
        text.remove_suffix(1);
    return !text.empty() && isDigit(text.front()) && all(text, [](char c) { return isDigit(c) || c == '.'; });
}

/// "2026-11-23T12:00:30", epoch seconds, or "Mon Nov 23 12:00:30 2026".
bool isTime(std::string_view text)
{
    constexpr std::string_view kDays = "Mon Tue Wed Thu Fri Sat Sun ";
    if (text.size() > 4 && kDays.find(text.substr(0, 4)) != std::string_view::npos)
        return hasOnly(text, " :");
    return isDigit(text.front()) && all(text, [](char c) {
               return isDigit(c) || std::string_view("T:.,+-/ Z").find(c) != std::string_view::npos;
           });
}

bool isState(std::string_view text)
{
    const auto word = text.substr(0, text.find(' '));
    const auto rest = text.substr(word.size());
    return all(word, [](char c) { return isLetter(c) || c == '_' || c == '+'; })
        && (rest.empty() || (rest.starts_with(" by ") && rest.find(' ', 4) == std::string_view::npos));
}

bool isExitCode(std::string_view text)
{
    return (isDigit(text.front()) || text.front() == '-')
        && all(text, [](char c) { return isDigit(c) || c == ':' || c == '-'; });
}

bool isNodes(std::string_view text)
{
    const auto others = text.front() == '(' ? "._:-[],+/*()= " : "._:-[],+/* ";
    return hasOnly(text, others) && !isBlank(text.front())
        && std::any_of(text.begin(), text.end(), [](char c) { return isLetter(c) || c == '.' || c == ':'; });
}

bool isDuration(std::string_view text)
{
    return isOneOf(text, {"UNLIMITED", "Partition_Limit"})
        || (isDigit(text.front())
            && all(text, [](char c) { return isDigit(c) || c == ':' || c == '-' || c == '.'; }));
}

/// Whether a column takes more than one piece, and whether every one of them must then fit.
bool isLong(ColumnKind kind, char separator)
{
    return kind == ColumnKind::Free || kind == ColumnKind::Path || kind == ColumnKind::Features
        || (separator == ',' && (kind == ColumnKind::Nodes || kind == ColumnKind::Resources));
}

bool everyPieceFits(ColumnKind kind)
{
    return kind == ColumnKind::Features || kind == ColumnKind::Nodes || kind == ColumnKind::Resources;
}

bool mustHaveText(ColumnKind kind)
{
    return kind == ColumnKind::Id || kind == ColumnKind::Nodes || kind == ColumnKind::Time;
}

} // namespace

ColumnKind columnKind(std::string_view plainName)
{
    const auto& kinds = kindsByName();
    if (const auto known = kinds.find(plainName); known != kinds.end())
        return known->second;
    // Of steps: AveRSS, MaxDiskReadNode, MinCPUTask, TRESUsageInAve …
    for (const std::string_view prefix : {"ave", "max", "min", "tresusage"}) {
        if (plainName.starts_with(prefix))
            return ColumnKind::Token;
    }
    return ColumnKind::Free;
}

bool fitsColumn(ColumnKind kind, std::string_view field)
{
    if (kind == ColumnKind::Free)
        return true;
    if (field.find('\n') != std::string_view::npos && kind != ColumnKind::Path)
        return false;
    if (field.empty() || kind == ColumnKind::Any)
        return true;
    switch (kind) {
    case ColumnKind::Path:
        return field.front() == '/' || isNothing(field);
    case ColumnKind::Features:
        return hasOnly(field, "_&*[](){},:.+-");
    case ColumnKind::Id:
        return isDigit(field.front()) && hasOnly(field, "_.+[],%:-@");
    case ColumnKind::Token:
        return std::none_of(field.begin(), field.end(), isBlank) || isNothing(field);
    case ColumnKind::Word:
        return !isBlank(field.front()) && !isBlank(field.back());
    case ColumnKind::Number:
        return isNumber(field) || isNothing(field);
    case ColumnKind::Duration:
        return isDuration(field) || isNothing(field);
    case ColumnKind::Time:
        return isTime(field) || isNothing(field);
    case ColumnKind::State:
        return isState(field);
    case ColumnKind::ExitCode:
        return isExitCode(field);
    case ColumnKind::Nodes:
        return isNodes(field) || isNothing(field);
    case ColumnKind::Resources:
        return field.find('=') != std::string_view::npos && std::none_of(field.begin(), field.end(), isBlank);
    default:
        return true;
    }
}

ColumnReadings readColumns(const std::vector<ColumnKind>& kinds, const std::vector<std::string>& pieces,
                           char separator)
{
    const auto columns = kinds.size();
    const auto count = pieces.size();
    if (count < columns || count > kMostPieces || columns == 0)
        return {};
    const bool hasSurplus = count > columns;
    const auto fits = [&](std::size_t column, std::size_t piece) {
        return fitsColumn(kinds[column], pieces[piece])
            && !(hasSurplus && mustHaveText(kinds[column]) && pieces[piece].empty());
    };
    // ways[c][p]: in how many ways the columns from c on take the pieces from p on, 2 for more than one;
    // rest[c][p]: the same where p continues the text of column c.
    const auto width = count + 1;
    std::vector<std::uint8_t> ways((columns + 1) * width, 0);
    std::vector<std::uint8_t> rest((columns + 1) * width, 0);
    const auto at = [&](std::size_t column, std::size_t piece) { return column * width + piece; };
    const auto sum
        = [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(std::min(a + b, 2)); };
    ways[at(columns, count)] = 1;
    for (std::size_t column = columns; column-- > 0;) {
        const auto kind = kinds[column];
        const bool takesMore = isLong(kind, separator);
        for (std::size_t piece = count; piece-- > 0;) {
            const auto& field = pieces[piece];
            const auto behind = ways[at(column + 1, piece + 1)];
            const bool continues
                = takesMore && (!everyPieceFits(kind) || (!field.empty() && fits(column, piece)));
            rest[at(column, piece)] = continues ? sum(behind, rest[at(column, piece + 1)]) : std::uint8_t{0};
            if (!fits(column, piece))
                continue;
            // An empty path or list of features does not go on.
            const bool goesOn = takesMore && !(field.empty() && kind != ColumnKind::Free);
            ways[at(column, piece)] = goesOn ? sum(behind, rest[at(column, piece + 1)]) : behind;
        }
    }
    ColumnReadings readings;
    readings.count = ways[at(0, 0)];
    if (readings.count != 1)
        return readings;
    std::size_t piece = 0;
    for (std::size_t column = 0; column < columns; ++column) {
        auto field = pieces[piece++];
        // The only way is the one where the next column can begin.
        while (ways[at(column + 1, piece)] == 0)
            field += separator + pieces[piece++];
        readings.fields.push_back(std::move(field));
    }
    return readings;
}

} // namespace nodesentry
