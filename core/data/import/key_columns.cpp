#include "core/data/import/key_columns.h"

#include "core/base/csv.h"
#include "core/data/import/line_reader.h"
#include "core/data/import/names.h"
#include "core/data/import/sampling_step.h"
#include "core/data/import/table.h"
#include "core/data/import/time_field.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

namespace nodesentry {

namespace {

constexpr std::size_t kMostPairs = 1000; // of node and time that are looked for again

/// Names of columns that number parts of a node.
bool isPartName(std::string_view name)
{
    constexpr std::array<std::string_view, 40> kNames{
        "gpu",        "gpuid",    "gpuindex", "gpuminor", "index",     "minornumber", "cpu",      "cpuid",
        "core",       "coreid",   "socket",   "socketid", "package",   "numa",        "numanode", "device",
        "dev",        "deviceid", "disk",     "iface",    "interface", "port",        "channel",  "bus",
        "slot",       "set",      "setid",    "step",     "stepid",    "rank",        "appid",    "id",
        "instanceid", "zone",     "sensor",   "fan",      "unit",      "drive",       "lun",      "tile"};
    return std::find(kNames.begin(), kNames.end(), plainName(name)) != kNames.end();
}

bool isSmallNumber(std::string_view field)
{
    constexpr int kMost = 1023;
    int number = -1;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), number);
    return error == std::errc() && end == field.data() + field.size() && number >= 0 && number <= kMost;
}

bool isPartColumn(const TableStart& start, std::size_t column)
{
    return isPartName(start.columns[column]) && !start.rows.empty()
        && std::all_of(start.rows.begin(), start.rows.end(),
                       [&](const auto& row) { return isSmallNumber(row[column]); });
}

/// What a whole file shows of the candidates.
class Survey {
public:
    Survey(std::vector<std::size_t> texts, std::vector<std::size_t> parts)
        : m_texts(std::move(texts)),
          m_parts(std::move(parts)),
          m_first(m_texts.size()),
          m_differs(m_texts.size(), false)
    {
    }

    void add(const std::string& place, const std::vector<std::string>& fields)
    {
        for (std::size_t i = 0; i < m_texts.size(); ++i) {
            const auto& field = fields[m_texts[i]];
            if (!m_any)
                m_first[i] = field;
            m_differs[i] = m_differs[i] || field != m_first[i];
        }
        m_any = true;
        auto at = m_rows.find(place);
        if (at == m_rows.end()) {
            if (m_rows.size() == kMostPairs)
                return;
            at = m_rows.emplace(place, std::vector<std::vector<std::string>>{}).first;
        }
        constexpr std::size_t kMostOfPair = 4096; // parts of a node at one time
        if (at->second.size() == kMostOfPair)
            return;
        std::vector<std::string> candidates;
        for (const auto column : m_texts)
            candidates.push_back(fields[column]);
        for (const auto column : m_parts)
            candidates.push_back(fields[column]);
        m_repeats = m_repeats || !at->second.empty();
        at->second.push_back(std::move(candidates));
    }

    [[nodiscard]] KeyColumns result() const
    {
        KeyColumns found;
        found.asked = true;
        std::vector<std::size_t> used; // of the candidates
        for (std::size_t i = 0; i < m_texts.size(); ++i) {
            if (!m_differs[i])
                found.constant.push_back(m_texts[i]);
            else if (m_repeats)
                used.push_back(i);
        }
        if (m_repeats && !tellApart(used))
            addParts(used);
        // Texts that change without telling rows apart are no labels.
        if (!m_repeats || !tellApart(used))
            used.clear();
        for (const auto i : used)
            found.keys.push_back(columnOf(i));
        std::sort(found.keys.begin(), found.keys.end());
        return found;
    }

private:
    [[nodiscard]] std::size_t columnOf(std::size_t candidate) const
    {
        return candidate < m_texts.size() ? m_texts[candidate] : m_parts[candidate - m_texts.size()];
    }

    void addParts(std::vector<std::size_t>& used) const
    {
        auto all = used;
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            auto with = used;
            with.push_back(m_texts.size() + i);
            if (tellApart(with)) {
                used = std::move(with);
                return;
            }
            all.push_back(m_texts.size() + i);
        }
        if (tellApart(all))
            used = std::move(all);
    }

    [[nodiscard]] bool tellApart(const std::vector<std::size_t>& used) const
    {
        return std::all_of(m_rows.begin(), m_rows.end(), [&](const auto& pair) {
            std::set<std::vector<std::string>> different;
            for (const auto& row : pair.second) {
                std::vector<std::string> key;
                for (const auto i : used)
                    key.push_back(row[i]);
                if (!different.insert(std::move(key)).second)
                    return false;
            }
            return true;
        });
    }

    const std::vector<std::size_t> m_texts;
    const std::vector<std::size_t> m_parts;
    std::vector<std::string> m_first; ///< of each text
    std::vector<bool> m_differs; ///< of each text
    bool m_any = false;
    bool m_repeats = false;
    std::map<std::string, std::vector<std::vector<std::string>>> m_rows; ///< candidates, by node and time
};

} // namespace

bool isTextColumn(const TableStart& start, std::size_t column)
{
    bool anyText = false;
    for (const auto& row : start.rows) {
        const auto& field = row[column];
        Cell cell;
        auto mark = DecimalMark::Unknown;
        const bool isNumber = parseCell(field, mark, cell) == nullptr;
        if (isNumber && !field.empty() && !cell.isWord)
            return false;
        anyText = anyText || !isNumber;
    }
    return anyText;
}

namespace {

/// Names moments, so that rows of one have one name.
class Moments {
public:
    Moments(const TableStart& start, const std::string& zone)
        : m_column(static_cast<std::size_t>(start.timeColumn)),
          m_time(zone)
    {
        std::vector<TimeMs> times;
        TimeOrder order;
        for (const auto& row : start.rows) {
            if (const auto time = m_time.parse(row[m_column], order))
                times.push_back(*time);
        }
        std::sort(times.begin(), times.end());
        std::vector<std::int64_t> differences;
        appendDifferences(withoutNoise(times), differences);
        m_width = std::max<std::int64_t>(1, commonStep(std::move(differences)).value_or(4) / 4);
        m_offset
            = times.empty() ? 0 : times.front() - m_width / 2; // so that noise does not straddle a border
    }

    [[nodiscard]] std::string nameOf(const std::vector<std::string>& fields)
    {
        const auto time = m_time.parse(fields[m_column], m_order);
        return time ? std::to_string((*time - m_offset) / m_width) : fields[m_column];
    }

private:
    std::size_t m_column;
    TimeField m_time;
    TimeOrder m_order;
    std::int64_t m_width = 1;
    TimeMs m_offset = 0;
};

} // namespace

Result<KeyColumns> findKeyColumns(const std::string& path, const TableStart& start, const std::string& zone,
                                  int nodeColumn, const std::vector<std::size_t>& taken)
{
    std::vector<std::size_t> texts;
    std::vector<std::size_t> parts;
    for (std::size_t i = 0; i < start.columns.size(); ++i) {
        if (std::find(taken.begin(), taken.end(), i) != taken.end())
            continue;
        if (isTextColumn(start, i))
            texts.push_back(i);
        else if (isPartColumn(start, i))
            parts.push_back(i);
    }
    if (texts.empty() && parts.empty())
        return KeyColumns{};
    Survey survey(std::move(texts), std::move(parts));
    Moments moments(start, zone);
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    std::vector<std::string> fields;
    for (;;) {
        std::string_view line;
        const auto more = lines.next(line);
        if (!more && lines.wasTooLong())
            continue;
        if (!more)
            return fail(more.error());
        if (!*more)
            return survey.result();
        if (lines.lineNumber() <= start.headerLine || isComment(line))
            continue;
        if (!splitRecord(line, start.form.separator, true, fields))
            continue;
        if (start.form.rowNames && !fields.empty())
            fields.erase(fields.begin());
        if (fields.size() < start.columns.size() || line == start.header)
            continue;
        for (auto& field : fields)
            field = std::string(trimmedText(field));
        auto place = moments.nameOf(fields);
        if (nodeColumn >= 0)
            place += '\n' + fields[static_cast<std::size_t>(nodeColumn)];
        survey.add(place, fields);
    }
}

} // namespace nodesentry
