#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry::fuzz {

/// Makes damaged texts of good ones: bytes, fields and lines are changed, doubled, swapped, taken out or put
/// together from two texts. The same seed and corpus make the same texts.
class Mutator {
public:
    /// @param corpus      at least one text
    /// @param dictionary  words that the format knows; those that every text format knows are added
    Mutator(std::uint64_t seed, std::vector<std::string> corpus, std::vector<std::string> dictionary);

    static constexpr std::size_t kLongest = 16384; ///< bytes of a text that is made

    /// The next text; every hundredth is one of the corpus as it is.
    [[nodiscard]] std::string next();

private:
    [[nodiscard]] std::size_t below(std::size_t end); ///< 0 for end 0
    [[nodiscard]] const std::string& anyOf(const std::vector<std::string>& texts);
    void mutate(std::string& text);
    void mutateBytes(std::string& text);
    void mutateField(std::string& text);
    void mutateLines(std::string& text);
    void spliceWithAnother(std::string& text);

    std::mt19937_64 m_random;
    std::vector<std::string> m_corpus;
    std::vector<std::string> m_dictionary;
    std::uint64_t m_made = 0;
};

} // namespace nodesentry::fuzz
