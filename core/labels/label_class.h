#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace nodesentry {

/// A kind of anomaly that labels can be of.
struct LabelClass {
    static constexpr int kNoKey = -1;

    std::string name; ///< what Label::category holds, e.g. "memory_leak"
    std::string title; ///< what people read, e.g. "Memory leak"; empty: the name
    std::string colour; ///< "#rrggbb"
    int key = kNoKey; ///< 0..9: the digit that chooses it; no two classes share one

    [[nodiscard]] const std::string& shownTitle() const { return title.empty() ? name : title; }
    bool operator==(const LabelClass&) const = default;
};

/// The classes a project starts with: the ten kinds of anomalies of the paper's Table 1 and "anomaly", for
/// when the kind is not known. Colours that people tell apart who see red and green alike.
[[nodiscard]] std::vector<LabelClass> defaultLabelClasses();

/// A class for a name that is not among @p classes, with a colour that few of them have and no key.
[[nodiscard]] LabelClass newLabelClass(const std::string& name, const std::vector<LabelClass>& classes);

/// The classes with the colours of defaultLabelClasses() by their place, whatever colours they were given;
/// from the twelfth on they come again, so that keys and titles have to tell them apart.
[[nodiscard]] std::vector<LabelClass> withSafeColours(std::vector<LabelClass> classes);

/// Position of a name in @p classes; -1 when there is none.
[[nodiscard]] int indexOfClass(const std::vector<LabelClass>& classes, const std::string& name);

/// Whether the classes can be kept.
/// @error InvalidArgument  none at all, a name that is empty or comes twice, a colour that is not "#rrggbb",
///                         a key outside 0..9 or on two classes
[[nodiscard]] Result<void> checkLabelClasses(const std::vector<LabelClass>& classes);

} // namespace nodesentry
