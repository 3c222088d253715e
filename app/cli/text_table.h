#pragma once

#include <string>
#include <vector>

namespace nodesentry::cli {

/// A table for a terminal: first column to the left, all others to the right, widths as needed.
class TextTable {
public:
    explicit TextTable(std::vector<std::string> header);
    void add(std::vector<std::string> row); ///< as many cells as the header
    [[nodiscard]] std::string text() const; ///< ends with a line break

private:
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace nodesentry::cli
