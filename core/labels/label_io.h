#pragma once

#include "core/base/result.h"
#include "core/labels/label.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// The project's own label table: header `node,begin,end,category,confidence,metrics,note,author`, times as
/// ISO 8601 in UTC, an empty end where the label is still going on, metrics as joinNames() writes them,
/// fields quoted by RFC 4180. Ids are not written.
[[nodiscard]] std::string formatLabels(const std::vector<Label>& labels);

/// Whether a first line names only columns of this table, so that parseLabels() reads it.
[[nodiscard]] bool isLabelHeader(std::string_view line);

/// Hears of a record of a label table that cannot be read, with the text of the field at fault; the next one is read
/// unless it answers with an error.
using OnBadLabel = std::function<Result<void>(Error fault, std::string text)>;

/// Reads what formatLabels() writes, and such tables that people write; every label has id 0. The columns may be in
/// any order; those after `category` may be missing. Times and ends are read by readLabelTimes(): an end that is equal
/// to the begin is a point in time, which is for the caller to make a stretch of.
/// @param name  of the source, for messages
/// @param zone  of times that carry none
/// @param onBad  without it a record that cannot be read is an error
/// @error ParseError        another header, a quote that is never closed, a wrong number of fields, not a time or confidence; names line
///                          and column
/// @error InconsistentData  a label ends before it begins, or names no node
[[nodiscard]] Result<std::vector<Label>> parseLabels(const std::string& text, const std::string& name,
                                                     const std::string& zone = "UTC",
                                                     const OnBadLabel& onBad = {});

/// Names in one field: joined by ';', with '\' before a ';' or '\' inside a name.
[[nodiscard]] std::string joinNames(const std::vector<std::string>& names);
/// Reads what joinNames() writes; empty names are left out. @return ascending, each once
[[nodiscard]] std::vector<std::string> splitNames(std::string_view text);
/// @error ParseError  not a number from 0 to 1; an empty text is 1
[[nodiscard]] Result<double> parseConfidence(std::string_view text);

/// Writes @p text to a temporary file beside @p path and renames it.
/// @error IoError  the folder cannot be written
[[nodiscard]] Result<void> writeLabelFile(const std::string& path, const std::string& text);

/// A label file as it is, whole; a pipe too.
/// @error as readWholeFile()
[[nodiscard]] Result<std::string> readLabelFile(const std::string& path);

} // namespace nodesentry
