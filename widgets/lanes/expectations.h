#pragma once

#include "widgets/traces/explained_node.h"

#include <QString>

#include <functional>
#include <memory>

namespace nodesentry::ui {

/// What lanes know of the expected values of their node.
struct Expectations {
    bool shown = false; ///< they are wanted beside the curves
    bool loading = false;
    std::shared_ptr<const ExplainedNode> node; ///< null: not wanted, loading, or it failed
    std::function<QString(int)> nameOf{}; ///< of a metric of the catalogue; empty: it is not known
};

/// For the gutter: a legend where there are expected values, else why there are none.
[[nodiscard]] QString shortText(const Expectations& expectations, int metric);
/// The same as a sentence.
[[nodiscard]] QString longText(const Expectations& expectations, int metric);

} // namespace nodesentry::ui
