#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace nodesentry {

/// A user's own program as a detector, as a small JSON file declares it. docs/baselines.md has the format
/// and what goes over standard input and output.
struct ExternalDeclaration {
    enum class Input { Csv, Binary };
    enum class Output { Scores, Intervals };
    enum class Scope { Node, Segment };

    std::string name; ///< letters, digits, '_', '-', '.'; the method is "external:" + name
    std::string description; ///< one sentence
    std::vector<std::string> command; ///< argv; a relative path starts at the folder of the file
    Input input = Input::Csv;
    Output output = Output::Scores;
    Scope scope = Scope::Node; ///< what is given at a time
    double timeoutSeconds = 60.0; ///< for one node or segment
    std::string file; ///< where it is declared

    [[nodiscard]] std::string method() const { return "external:" + name; }
    [[nodiscard]] std::string folder() const; ///< of the file, the working directory of the program
    /// Of the declaration and of the files its command names: a program that was changed makes old scores
    /// stale.
    [[nodiscard]] std::string fingerprint() const;
};

/// @error NotFound, IoError            the file cannot be read
/// @error ParseError, InvalidArgument  not JSON; a key that is missing, unknown or of another kind than it
///                                     should be
[[nodiscard]] Result<ExternalDeclaration> readExternalDeclaration(const std::string& file);

/// Those of all *.json files of some folders, in the order of folders and file names.
/// @param folders  one that does not exist has none
/// @error as readExternalDeclaration(); AlreadyExists  two of the same name
[[nodiscard]] Result<std::vector<ExternalDeclaration>>
readExternalDeclarations(const std::vector<std::string>& folders);

} // namespace nodesentry
