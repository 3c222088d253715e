#pragma once

#include "core/data/import/importer.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// The formats that this program reads.
using ImporterList = std::vector<std::unique_ptr<const Importer>>;

/// All of them, in the order in which they are asked whether a source is theirs: the most particular first,
/// "csv" last.
[[nodiscard]] ImporterList makeImporters();

/// The importer of a format, or for "auto" the first that recognises every source, else the last one: its error tells
/// what is wrong with them (withFormats()).
/// @return one of @p importers
/// @error NotFound         no sources
/// @error InvalidArgument  no such format (names those there are)
[[nodiscard]] Result<const Importer*> chooseImporter(const ImporterList& importers, std::string_view format,
                                                     const std::vector<std::string>& sources);

/// The error of a source that no importer recognises, with what each of them would have to see there, a line each.
/// Any other error stays as it is.
[[nodiscard]] Error withFormats(Error error, const ImporterList& importers,
                                const std::vector<std::string>& sources);

} // namespace nodesentry
