#pragma once

#include "core/data/import/importer.h"

#include <memory>

namespace nodesentry {

/// "csv": tables of one node each, a row a time and a column a series; source_files.h says how they are found
/// and whose they are, file_plan.h what their columns are. Nodes are read on context.threads() threads.
///
/// Samples may come in any order of time. Labels are made of the files' label column: each run of non-zero
/// samples is a label of category "anomaly", or for a label_bits column "bit 0", "bit 1", … for each bit.
[[nodiscard]] std::unique_ptr<const Importer> makeCsvImporter();

/// The same for tables with one value a line, recognised by their header.
[[nodiscard]] std::unique_ptr<const Importer> makeLongImporter();

} // namespace nodesentry
