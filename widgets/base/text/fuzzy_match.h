#pragma once

#include <QString>

#include <optional>

namespace nodesentry::ui {

/// How well a typed text fits a name; nullopt when it does not. Letters may be left out, case does not count,
/// and several words may come in any order: "mem fr" finds "node_memory_MemFree_bytes".
/// @return larger is better: letters that follow each other or begin a word count more, and shorter names win
///         between equals; 0 for an empty pattern
/// @cost  pattern times name
[[nodiscard]] std::optional<int> fuzzyMatch(const QString& pattern, const QString& name);

} // namespace nodesentry::ui
