#include "widgets/base/text/fuzzy_match.h"

#include <QStringList>

#include <algorithm>
#include <limits>
#include <vector>

namespace nodesentry::ui {

namespace {

constexpr int kNone = std::numeric_limits<int>::min() / 2;

bool beginsWord(const QString& name, qsizetype at)
{
    if (at == 0)
        return true;
    const auto before = name[at - 1];
    const auto here = name[at];
    return !before.isLetterOrNumber() || (before.isLower() && here.isUpper())
        || (before.isDigit() != here.isDigit());
}

/// Best score of one word of the pattern, its letters in their order.
int scoreOf(const QString& word, const QString& name)
{
    constexpr int kLetter = 1;
    constexpr int kConsecutive = 4;
    constexpr int kWordBegin = 3;
    const auto n = name.size();
    // best[j]: the letters so far, the last of them at j.
    std::vector<int> best(std::size_t(n), kNone);
    for (qsizetype i = 0; i < word.size(); ++i) {
        std::vector<int> next(std::size_t(n), kNone);
        int before = kNone; // best of all places left of j - 1
        for (qsizetype j = 0; j < n; ++j) {
            if (j >= 2)
                before = std::max(before, best[std::size_t(j - 2)]);
            if (name[j].toCaseFolded() != word[i].toCaseFolded())
                continue;
            const int here = kLetter + (beginsWord(name, j) ? kWordBegin : 0);
            if (i == 0) {
                next[std::size_t(j)] = here;
                continue;
            }
            const int adjacent = j >= 1 ? best[std::size_t(j - 1)] + kConsecutive : kNone;
            const int most = std::max(adjacent, before);
            if (most > kNone / 2)
                next[std::size_t(j)] = most + here;
        }
        best = std::move(next);
    }
    return best.empty() ? kNone : *std::max_element(best.begin(), best.end());
}

} // namespace

std::optional<int> fuzzyMatch(const QString& pattern, const QString& name)
{
    constexpr int kWeight = 64; // more than the length that decides between equals
    int score = 0;
    const auto words = pattern.split(u' ', Qt::SkipEmptyParts);
    for (const auto& word : words) {
        const int one = scoreOf(word, name);
        if (one <= kNone / 2)
            return std::nullopt;
        score += one;
    }
    return words.isEmpty() ? 0 : score * kWeight - int(std::min<qsizetype>(name.size(), kWeight - 1));
}

} // namespace nodesentry::ui
