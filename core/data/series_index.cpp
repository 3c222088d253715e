#include "core/data/series_index_p.h"

#include "core/base/reason.h"

#include <spdlog/fmt/fmt.h>

#include <limits>
#include <map>
#include <optional>
#include <span>

namespace nodesentry {

using Shape = Hdf5File::Shape;

namespace {

constexpr std::int64_t kNoTrainEnd = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t kNodeColumns = 6;
constexpr std::size_t kPieceColumns = 5;

std::vector<std::uint8_t> zeroTerminated(const std::vector<std::string>& texts)
{
    std::vector<std::uint8_t> bytes;
    for (const auto& text : texts) {
        bytes.insert(bytes.end(), text.begin(), text.end());
        bytes.push_back(0);
    }
    return bytes;
}

std::vector<std::string> textsOf(const std::vector<std::uint8_t>& bytes)
{
    std::vector<std::string> texts;
    for (auto at = bytes.begin(); at != bytes.end();) {
        const auto end = std::find(at, bytes.end(), std::uint8_t{0});
        texts.emplace_back(at, end);
        at = end == bytes.end() ? end : end + 1;
    }
    return texts;
}

/// Numbers the metric sets in order of first use.
class MetricSetTable {
public:
    std::int64_t numberOf(const std::vector<int>& set)
    {
        const auto [known, isNew] = m_numbers.emplace(set, static_cast<std::int64_t>(m_numbers.size()));
        if (isNew) {
            m_stored.push_back(static_cast<std::int64_t>(set.size()));
            m_stored.insert(m_stored.end(), set.begin(), set.end());
        }
        return known->second;
    }
    [[nodiscard]] const std::vector<std::int64_t>& stored() const { return m_stored; }

private:
    std::map<std::vector<int>, std::int64_t> m_numbers;
    std::vector<std::int64_t> m_stored;
};

std::optional<std::vector<MetricSet>> metricSetsOf(const std::vector<std::int64_t>& stored)
{
    std::vector<MetricSet> sets;
    for (std::size_t at = 0; at < stored.size();) {
        const auto count = stored[at++];
        if (count < 0 || count > static_cast<std::int64_t>(stored.size() - at))
            return std::nullopt;
        const auto* begin = stored.data() + at;
        sets.push_back(std::make_shared<const std::vector<int>>(begin, begin + count));
        at += static_cast<std::size_t>(count);
    }
    return sets;
}

/// Goes through the tables of the index, and makes sure that they fit together.
class IndexReader {
public:
    explicit IndexReader(const Hdf5File& file) : m_file(file) { }

    Result<SeriesIndex> read()
    {
        NODESENTRY_CHECK(readFiles());
        NODESENTRY_TRY(const auto sets, m_file.readAll<std::int64_t>("index/metric_sets"));
        const auto metricSets = metricSetsOf(sets);
        if (!metricSets)
            return contradiction("a metric set ends too early");
        m_sets = *metricSets;
        NODESENTRY_TRY(const auto nameBytes, m_file.readAll<std::uint8_t>("index/names"));
        NODESENTRY_TRY(const auto nodes, m_file.readAll<std::int64_t>("index/nodes"));
        NODESENTRY_TRY(m_pieces, m_file.readAll<std::int64_t>("index/pieces"));
        const auto names = textsOf(nameBytes);
        if (nodes.size() != names.size() * kNodeColumns || m_pieces.size() % kPieceColumns != 0)
            return contradiction("there are not as many names as nodes");
        for (std::size_t i = 0; i < names.size(); ++i)
            NODESENTRY_CHECK(readNode(names[i], std::span(nodes).subspan(i * kNodeColumns, kNodeColumns)));
        if (m_nextPiece != m_pieces.size())
            return contradiction("more pieces than the nodes have");
        return std::move(m_index);
    }

private:
    [[nodiscard]] tl::unexpected<Error> contradiction(const std::string& what) const
    {
        return fail(errorOf(Reason::SamplesDamaged, {"the index of nodes contradicts itself: " + what})
                        .inFile(m_file.path()));
    }

    Result<void> readFiles()
    {
        NODESENTRY_TRY(const auto generations, m_file.readAll<std::uint8_t>("index/files"));
        NODESENTRY_TRY(const auto values, m_file.readAll<std::int64_t>("index/file_values"));
        for (auto& generation : textsOf(generations))
            m_index.files.push_back({std::move(generation), 0});
        if (m_index.files.size() != values.size() || values.empty())
            return contradiction("not as many files as sizes of files");
        for (std::size_t i = 0; i < values.size(); ++i)
            m_index.files[i].values = values[i];
        return {};
    }

    [[nodiscard]] MetricSet setAt(std::int64_t number) const
    {
        return number < 0 || number >= static_cast<std::int64_t>(m_sets.size())
            ? nullptr
            : m_sets[static_cast<std::size_t>(number)];
    }

    Result<void> readNode(const std::string& name, std::span<const std::int64_t> row)
    {
        SeriesIndex::Node node{{name, {row[0], row[1], row[2]}, {}, {}}, {}};
        if (row[3] != kNoTrainEnd)
            node.entry.trainEnd = row[3];
        const auto metrics = setAt(row[4]);
        if (metrics == nullptr || node.entry.grid.stepMs <= 0 || node.entry.grid.size < 0)
            return contradiction(fmt::format("node '{}' has no possible time grid or metrics", name));
        node.entry.metrics = *metrics;
        if (!m_index.nodes.empty() && m_index.nodes.back().entry.node >= name)
            return contradiction(fmt::format("node '{}' is out of order", name));
        if (row[5] < 0 || row[5] > static_cast<std::int64_t>((m_pieces.size() - m_nextPiece) / kPieceColumns))
            return contradiction(fmt::format("node '{}' lacks pieces", name));
        for (std::int64_t i = 0; i < row[5]; ++i) {
            const auto* stored = m_pieces.data() + m_nextPiece;
            m_nextPiece += kPieceColumns;
            SeriesPiece piece{static_cast<int>(stored[0]), stored[1], stored[2], stored[3], setAt(stored[4])};
            if (!isPossible(piece, node))
                return contradiction(fmt::format("node '{}' has an impossible piece", name));
            node.pieces.push_back(std::move(piece));
        }
        m_index.nodes.push_back(std::move(node));
        return {};
    }

    [[nodiscard]] bool isPossible(const SeriesPiece& piece, const SeriesIndex::Node& node) const
    {
        const auto& grid = node.entry.grid;
        const auto earliest = node.pieces.empty()
            ? grid.origin
            : node.pieces.back().origin + node.pieces.back().samples * grid.stepMs;
        return piece.file >= 0 && piece.file < static_cast<int>(m_index.files.size()) && piece.samples > 0
            && piece.samples <= grid.size && piece.origin >= earliest
            && (piece.origin - grid.origin) % grid.stepMs == 0
            && piece.origin + piece.samples * grid.stepMs <= grid.range().end && piece.metrics != nullptr
            && !piece.metrics->empty();
    }

    const Hdf5File& m_file;
    SeriesIndex m_index;
    std::vector<MetricSet> m_sets;
    std::vector<std::int64_t> m_pieces;
    std::size_t m_nextPiece = 0;
};

} // namespace

std::int64_t SeriesPiece::rowOf(int metric) const
{
    const auto found = std::lower_bound(metrics->begin(), metrics->end(), metric);
    return found == metrics->end() || *found != metric ? -1 : found - metrics->begin();
}

std::string SeriesPiece::group(const std::string& node) const
{
    return fmt::format("nodes/{}/{}", Hdf5File::linkName(node), number);
}

std::string SeriesPiece::dataset(const std::string& node, series_layout::Part part) const
{
    constexpr std::array kNames{"/samples", "/minimum", "/maximum"};
    return group(node) + kNames[part];
}

Result<SeriesIndex> SeriesIndex::read(const Hdf5File& file)
{
    NODESENTRY_TRY(const bool finished, file.exists("index/names"));
    if (!finished)
        return fail(
            errorOf(Reason::SamplesDamaged, {"this series store was never finished"}).inFile(file.path()));
    return IndexReader(file).read();
}

Result<void> SeriesIndex::write(Hdf5File& file) const
{
    std::vector<std::string> generations;
    std::vector<std::int64_t> fileValues;
    for (const auto& part : files) {
        generations.push_back(part.generation);
        fileValues.push_back(part.values);
    }
    MetricSetTable sets;
    std::vector<std::string> names;
    std::vector<std::int64_t> nodeRows;
    std::vector<std::int64_t> pieceRows;
    for (const auto& [entry, pieces] : nodes) {
        names.push_back(entry.node);
        nodeRows.insert(nodeRows.end(),
                        {entry.grid.origin, entry.grid.stepMs, entry.grid.size,
                         entry.trainEnd.value_or(kNoTrainEnd), sets.numberOf(entry.metrics),
                         static_cast<std::int64_t>(pieces.size())});
        for (const auto& piece : pieces)
            pieceRows.insert(
                pieceRows.end(),
                {piece.file, piece.number, piece.origin, piece.samples, sets.numberOf(*piece.metrics)});
    }

    constexpr std::int64_t kIndexChunk = 1 << 16;
    const auto writeList = [&]<class T>(const std::string& name, const std::vector<T>& values) {
        return file.write<T>("index/" + name, values, Shape{static_cast<std::int64_t>(values.size())},
                             Shape{kIndexChunk});
    };
    const auto writeTable
        = [&](const std::string& name, const std::vector<std::int64_t>& values, std::size_t columns) {
              const auto width = static_cast<std::int64_t>(columns);
              const auto rows = static_cast<std::int64_t>(values.size() / columns);
              return file.write<std::int64_t>("index/" + name, values, Shape{rows, width},
                                              Shape{kIndexChunk / width, width});
          };
    NODESENTRY_CHECK(file.createGroup("index"));
    NODESENTRY_CHECK(writeList("files", zeroTerminated(generations)));
    NODESENTRY_CHECK(writeList("file_values", fileValues));
    NODESENTRY_CHECK(writeTable("nodes", nodeRows, kNodeColumns));
    NODESENTRY_CHECK(writeTable("pieces", pieceRows, kPieceColumns));
    NODESENTRY_CHECK(writeList("metric_sets", sets.stored()));
    return writeList("names", zeroTerminated(names)); // last: its presence says that the index is whole
}

} // namespace nodesentry
