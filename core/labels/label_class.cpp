#include "core/labels/label_class.h"

#include "core/base/reason.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <set>

namespace nodesentry {

namespace {

// Seven of Okabe and Ito (2008), https://jfly.uni-koeln.de/color/, without the black and with a darker yellow
// that can be seen on white; then four of P. Tol's qualitative scheme "muted" (SRON/EPS/TN/09-002).
constexpr std::array kPalette{"#d55e00", "#e69f00", "#0072b2", "#56b4e9", "#009e73", "#b8a800",
                              "#cc79a7", "#882255", "#44aa99", "#999933", "#aa4499"};

bool isColour(const std::string& text)
{
    return text.size() == 7 && text.front() == '#'
        && text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
}

} // namespace

std::vector<LabelClass> defaultLabelClasses()
{
    // Keys as long as there are digits; 0 for "something is wrong, never mind what".
    return {
        {"cpu_overload", "CPU overload", kPalette[0], 1},
        {"cache_failure", "Cache failure", kPalette[1], 2},
        {"memory_exhaustion", "Memory exhaustion", kPalette[2], 3},
        {"memory_leak", "Memory leak", kPalette[3], 4},
        {"disk_full", "Disk full", kPalette[4], 5},
        {"silent_corruption", "Silent data corruption", kPalette[5], 6},
        {"network_congestion", "Network congestion", kPalette[6], 7},
        {"network_partition", "Network partition", kPalette[7], 8},
        {"resource_contention", "Resource contention", kPalette[8], 9},
        {"page_allocation_error", "Page allocation error", kPalette[9], LabelClass::kNoKey},
        {"anomaly", "Anomaly", kPalette[10], 0},
    };
}

LabelClass newLabelClass(const std::string& name, const std::vector<LabelClass>& classes)
{
    const auto uses = [&](const char* colour) {
        return std::count_if(classes.begin(), classes.end(),
                             [&](const LabelClass& known) { return known.colour == colour; });
    };
    const auto* rarest = *std::min_element(kPalette.begin(), kPalette.end(),
                                           [&](const char* a, const char* b) { return uses(a) < uses(b); });
    return {name, {}, rarest, LabelClass::kNoKey};
}

std::vector<LabelClass> withSafeColours(std::vector<LabelClass> classes)
{
    for (std::size_t i = 0; i < classes.size(); ++i)
        classes[i].colour = kPalette[i % kPalette.size()];
    return classes;
}

int indexOfClass(const std::vector<LabelClass>& classes, const std::string& name)
{
    const auto found = std::find_if(classes.begin(), classes.end(),
                                    [&](const LabelClass& known) { return known.name == name; });
    return found == classes.end() ? -1 : static_cast<int>(found - classes.begin());
}

Result<void> checkLabelClasses(const std::vector<LabelClass>& classes)
{
    if (classes.empty())
        return fail(Reason::NoClassLeft);
    std::set<std::string> names;
    std::set<int> keys;
    for (const auto& item : classes) {
        if (item.name.empty())
            return fail(Reason::ClassWithoutName);
        if (!names.insert(item.name).second)
            return fail(Reason::ClassTwice, {item.name});
        if (!isColour(item.colour))
            return fail(Reason::ClassColour, {item.colour});
        if (item.key == LabelClass::kNoKey)
            continue;
        if (item.key < 0 || item.key > 9)
            return fail(Reason::ClassKey, {item.name});
        if (!keys.insert(item.key).second)
            return fail(Reason::ClassKeyTwice, {std::to_string(item.key)});
    }
    return {};
}

} // namespace nodesentry
