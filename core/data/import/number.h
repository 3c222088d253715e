#pragma once

#include <string_view>

namespace nodesentry {

/// Reads one value of a file with samples. Empty text, NaN, infinity (in any case) and what isMissingWord() knows
/// are missing values: NaN.
/// @return false when the text is not a number
[[nodiscard]] bool parseValue(std::string_view text, double& value);

/// Whether a text is one of the words with which tools write that there is no value: NA, N/A, null, None, NULL, nil,
/// \N, -, --, undefined, ?, (null), 1.#IND, #N/A, [N/A], [Not Supported] and their like, in any case.
[[nodiscard]] bool isMissingWord(std::string_view text);

/// What parts the whole of a number from its decimals in one file.
enum class DecimalMark {
    Point,
    Comma,
    Unknown, ///< no number with decimals has been seen yet, and the separator of the fields leaves both open
};

/// A field of a table, as a number.
struct Cell {
    double value = 0; ///< NaN = missing
    std::string_view unit; ///< behind the number, e.g. "MiB" or "%"; empty without one
    bool isWord = false; ///< missing, and said by a word
};

/// Reads a field that may have a unit behind it, and a decimal comma.
/// @param mark  of the file; settled by the first number that shows it
/// @return nullptr, or why the field is no number: one of a few texts
[[nodiscard]] const char* parseCell(std::string_view text, DecimalMark& mark, Cell& cell);

/// Whether a text behind a number, or in brackets behind a column's name, is a unit of a measured quantity.
[[nodiscard]] bool isUnit(std::string_view text);

/// Reads a short decimal number, such as "-12.5", from the front of a line.
/// @param at  moved behind the number, which the separator or @p end must follow; else not moved
/// @return false when it is anything else, which parseValue() may still be able to read; the value is exactly
///         that of parseValue()
[[nodiscard]] bool takeDecimal(const char*& at, const char* end, char separator, double& value);

} // namespace nodesentry
