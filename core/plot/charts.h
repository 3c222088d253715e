#pragma once

#include "core/plot/picture.h"

#include <string>
#include <vector>

namespace nodesentry {

/// One value of a chart; NaN: there is none.
struct ChartValue {
    double value = 0.0;
    double deviation = 0.0; ///< drawn to both sides of the value; NaN or 0: nothing drawn
};

/// Values of one kind, one for each category.
struct ChartSeries {
    std::string name;
    std::vector<ChartValue> values;
};

/// Categories with values of one or more kinds.
struct Chart {
    std::string title;
    std::string categoryTitle; ///< what the categories are; of lines only
    std::string valueTitle;
    std::vector<std::string> categories;
    std::vector<ChartSeries> series; ///< as many values as categories; at most four
};

/// Horizontal bars, the categories from above to below, all series of one beneath each other.
/// Values below 0 have no bar.
[[nodiscard]] Picture drawBars(const Chart& chart);

/// A line for each series over the categories, which are evenly spaced; gaps where there is no value.
[[nodiscard]] Picture drawLines(const Chart& chart);

} // namespace nodesentry
