#pragma once

#include "core/base/result.h"
#include "core/labels/label.h"
#include "core/labels/label_class.h"

#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// One label as a JSON object, without its id: node, begin and end as ISO 8601 in UTC (end null: still going
/// on), category, confidence, metrics, note, author.
[[nodiscard]] std::string labelToJson(const Label& label);

/// Reads what labelToJson() writes; also `begin_ms` and `end_ms` as numbers. What is missing has its default.
/// @error ParseError  not such an object; the message says which member is wrong
[[nodiscard]] Result<Label> labelFromJson(std::string_view text);

/// Labels and the classes that a project knows.
struct LabelDocumentText {
    std::vector<LabelClass> classes; ///< may be empty
    std::vector<Label> labels;
};

/// `{"format": "nodesentry-labels", "version": 1, "classes": [...], "labels": [...]}`, one line a label.
[[nodiscard]] std::string formatLabelJson(const LabelDocumentText& document);

/// Reads what formatLabelJson() writes; every label has id 0.
/// @param name  of the source, for messages
/// @param zone  of times that are texts and carry none
/// @error ParseError, InconsistentData  naming the label by its number; VersionTooNew
[[nodiscard]] Result<LabelDocumentText> parseLabelJson(const std::string& text, const std::string& name,
                                                       const std::string& zone = "UTC");

} // namespace nodesentry
