#pragma once

#include "core/eval/evaluation.h"

#include <optional>
#include <string>

namespace nodesentry {

/// What one row came to with one seed.
struct ExperimentCell {
    int seed = 0;
    PaperFigures paper;
    StrictFigures strict;
    std::int64_t nodes = 0;
    std::int64_t testSamples = 0;
    std::int64_t anomalousSamples = 0;
    double seconds = 0.0; ///< what all its stages took, also those that other cells had run before
    bool kept = false; ///< from an earlier run
    std::string error; ///< why there are no figures; empty when there are
};

/// Finished cells, a small JSON file each, named after the fingerprint of inputs, parameters and method. A
/// file is whole or not there, whenever the program is killed.
class CellStore {
public:
    explicit CellStore(std::string folder) : m_folder(std::move(folder)) { }

    /// @return none when there is no such cell, or its file cannot be read
    [[nodiscard]] std::optional<ExperimentCell> find(const std::string& fingerprint, int seed) const;
    /// @param parametersJson, method  for people who look into the file
    /// @error IoError
    [[nodiscard]] Result<void> keep(const std::string& fingerprint, const ExperimentCell& cell,
                                    const std::string& method, const std::string& parametersJson) const;

private:
    [[nodiscard]] std::string pathOf(const std::string& fingerprint) const;

    std::string m_folder;
};

/// Writes a text to a file that is whole or as it was before.
/// @error IoError
[[nodiscard]] Result<void> writeWholeFile(const std::string& path, const std::string& content);

} // namespace nodesentry
