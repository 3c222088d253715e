#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry::fuzz {

/// One parser or importer that is given damaged texts.
struct Target {
    std::string name;
    /// Reads the text. It may refuse it; it must not crash, hang, throw or take memory without bounds.
    std::function<void(std::string_view)> read;
};

/// All targets. Good texts of a target are the files of tests/fuzz/corpus/NAME, words that its format knows
/// are in tests/fuzz/dictionaries/NAME.dict.
/// @param workFolder  empty, of this process alone; importers that read files find them there
[[nodiscard]] std::vector<Target> makeTargets(const std::string& workFolder);

/// Ends the program: a parser broke a promise of its interface.
[[noreturn]] void brokenPromise(const char* what);

} // namespace nodesentry::fuzz
