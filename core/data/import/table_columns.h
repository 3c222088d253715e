#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// What a column can hold. Every kind but Free, Path, Features and (between commas) Nodes and Resources is one
/// field, without separator and line end.
enum class ColumnKind : std::uint8_t {
    Free, ///< anything
    Path, ///< begins with a slash; else anything
    Features, ///< Slurm's constraints, which hold `|` for "or"
    Any, ///< one field with anything in it
    Id, ///< begins with a digit
    Token, ///< without blanks
    Word, ///< without blanks at its ends
    Number, ///< with a unit's letter, as sacct writes 240G
    Duration,
    Time,
    State,
    ExitCode,
    Nodes,
    Resources, ///< billing=64,cpu=64
};

/// The kind of a column by its plainName(), as sacct, qstat and label tables call it; Free for any other name.
[[nodiscard]] ColumnKind columnKind(std::string_view plainName);

/// Whether one field can stand in a column; an empty one can in every column.
/// @param kind  of Free, Path and Features: whether the text can begin with this field
[[nodiscard]] bool fitsColumn(ColumnKind kind, std::string_view field);

/// Puts the pieces between the separators of a record together to one field for each column.
struct ColumnReadings {
    int count = 0; ///< of different ways in which the pieces fit the columns: 0, 1, or 2 for more than one
    std::vector<std::string> fields; ///< of the only way; empty unless count is 1
};

/// Finds the ways to read a record whose free texts may hold separators and line ends.
/// @param pieces  at most a few thousand, or there is no way
/// @return with more pieces than columns, only such ways in which ids, node lists and times are not empty
/// @cost  pieces times columns
[[nodiscard]] ColumnReadings readColumns(const std::vector<ColumnKind>& kinds,
                                         const std::vector<std::string>& pieces, char separator);

} // namespace nodesentry
