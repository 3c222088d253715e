#pragma once

#include "core/base/result.h"
#include "core/labels/label.h"

#include <string>
#include <vector>

namespace nodesentry {

/// The project's own label table: header `node,begin,end,category,note,author`, times as ISO 8601 in UTC,
/// an empty end where the label is still going on, fields quoted by RFC 4180. Ids are not written.
[[nodiscard]] std::string formatLabels(const std::vector<Label>& labels);

/// Reads what formatLabels() writes; every label has id 0.
/// @param name  of the source, for messages
/// @error ParseError        another header, a wrong number of fields, not a time; names line and column
/// @error InconsistentData  a label ends before it begins, or names no node
[[nodiscard]] Result<std::vector<Label>> parseLabels(const std::string& text, const std::string& name);

/// Writes formatLabels() to a temporary file beside @p path and renames it.
/// @error IoError  the folder cannot be written
[[nodiscard]] Result<void> writeLabels(const std::string& path, const std::vector<Label>& labels);

/// @error NotFound  no such file; else as parseLabels()
[[nodiscard]] Result<std::vector<Label>> readLabels(const std::string& path);

} // namespace nodesentry
