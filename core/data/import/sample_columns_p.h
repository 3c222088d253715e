#pragma once

#include "core/data/import/importer.h"

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// Packs samples of one node, in any order, into columns behind @p bytes: of each series its times and its
/// values in the order given. Lossless. Takes 5 to 9 bytes a value where many series share regular times;
/// values that are constant, fit a float or are whole numbers take less than 8 bytes.
/// @param samples  emptied
/// @cost  linear in the samples and in the range of their series' numbers
void packSamples(std::vector<RawSample>& samples, std::vector<std::uint8_t>& bytes);

/// Finds its way in what packSamples() has written, without unpacking more than is asked for.
class PackedColumns {
public:
    struct Column {
        int series = 0;
        std::uint32_t count = 0;
        std::size_t times = 0; ///< where they begin
        std::size_t values = 0;
        std::uint8_t valueCode = 0; ///< how they are packed
    };

    /// @param bytes  any number of packs one behind the other
    explicit PackedColumns(std::vector<std::uint8_t> bytes);

    /// By series, then in the order of packing.
    [[nodiscard]] const std::vector<Column>& columns() const { return m_columns; }
    void appendTimes(const Column& column, std::vector<TimeMs>& times) const;
    void appendValues(const Column& column, std::vector<double>& values) const;
    [[nodiscard]] std::size_t byteCount() const { return m_bytes.size(); }

private:
    std::vector<std::uint8_t> m_bytes;
    std::vector<Column> m_columns;
};

} // namespace nodesentry
