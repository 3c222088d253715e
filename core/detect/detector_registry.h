#pragma once

#include "core/base/result.h"
#include "core/detect/detector.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace nodesentry {

/// The detectors a run can choose from, by name. Filled by calls such as registerBaselines(registry), not by
/// static initialisers, which the linker drops from static libraries.
class DetectorRegistry {
public:
    using Factory = std::function<std::unique_ptr<Detector>(std::uint64_t seed)>;

    struct Entry {
        std::string name; ///< as the command line and the tables print it, e.g. "mean_z2"
        std::string description; ///< one English sentence, without full stop
    };

    /// @pre no detector of that name was added before
    void add(std::string name, std::string description, Factory factory);

    /// A detector that has not been fitted.
    /// @error NotFound  no detector of that name; the advice lists those there are
    [[nodiscard]] Result<std::unique_ptr<Detector>> make(const std::string& name, std::uint64_t seed) const;

    [[nodiscard]] std::vector<Entry> entries() const; ///< in the order they were added

private:
    struct Registered {
        Entry entry;
        Factory factory;
    };
    [[nodiscard]] const Registered* find(const std::string& name) const;

    std::vector<Registered> m_detectors;
};

} // namespace nodesentry
