#pragma once

#include <Eigen/Core>

namespace nodesentry::features {

/// An array of doubles whose memory grows when needed and is kept when it shrinks, where Eigen's own arrays
/// get theirs anew for every other length.
class WorkArray : public Eigen::Map<Eigen::ArrayXd> {
public:
    WorkArray() : Map(nullptr, 0) { }
    WorkArray(const WorkArray&) = delete;
    WorkArray& operator=(const WorkArray& values) { return *this = values.head(values.size()); }

    /// Takes the shape of @p values and copies them; they may be an expression of this array where the size
    /// stays as it is.
    template <class Derived> WorkArray& operator=(const Eigen::DenseBase<Derived>& values)
    {
        resize(values.size());
        Map::operator=(values.derived());
        return *this;
    }

    /// What was in it is lost where the size changes.
    void resize(Eigen::Index size)
    {
        if (size > m_memory.size())
            m_memory.resize(size);
        // Eigen's documented way to let a map point elsewhere.
        new (static_cast<Map*>(this)) Map(m_memory.data(), size);
    }

private:
    Eigen::ArrayXd m_memory;
};

/// What functions take that read a WorkArray, a part of it, or an array of Eigen's; nothing is copied.
using ArrayView = Eigen::Ref<const Eigen::ArrayXd>;

} // namespace nodesentry::features
