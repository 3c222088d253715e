#pragma once

#include <cstdint>
#include <istream>
#include <ostream>
#include <random>
#include <utility>
#include <vector>

namespace nodesentry {

/// Random numbers that are the same with every standard library: the distributions of <random> are not.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) { }

    [[nodiscard]] std::uint64_t next() { return m_engine(); }

    /// 0 .. count-1; the bias of the remainder is below 2^-40 for the counts used here.
    [[nodiscard]] std::int64_t below(std::int64_t count)
    {
        return static_cast<std::int64_t>(m_engine() % static_cast<std::uint64_t>(count));
    }

    /// [0, 1)
    [[nodiscard]] double uniform() { return static_cast<double>(m_engine() >> 11) * 0x1.0p-53; }

    template <class T> void shuffle(std::vector<T>& items)
    {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[static_cast<std::size_t>(below(static_cast<std::int64_t>(i)))]);
    }

    void write(std::ostream& stream) const { stream << m_engine; }
    void read(std::istream& stream) { stream >> m_engine; } ///< sets the stream's failbit on other text

private:
    std::mt19937_64 m_engine;
};

} // namespace nodesentry
