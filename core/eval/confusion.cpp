#include "core/eval/confusion.h"

#include "core/base/expects.h"

#include <limits>

namespace nodesentry {

Confusion Confusion::count(std::span<const std::uint8_t> flagged, std::span<const std::uint8_t> truth,
                           std::span<const std::uint8_t> counted)
{
    NODESENTRY_EXPECTS(flagged.size() == truth.size() && flagged.size() == counted.size(),
                       "flags, truth and counted are of one length");
    Confusion confusion;
    for (std::size_t i = 0; i < flagged.size(); ++i) {
        if (counted[i] == 0)
            continue;
        if (flagged[i] != 0)
            ++(truth[i] != 0 ? confusion.truePositives : confusion.falsePositives);
        else
            ++(truth[i] != 0 ? confusion.falseNegatives : confusion.trueNegatives);
    }
    return confusion;
}

Confusion& Confusion::operator+=(const Confusion& other)
{
    truePositives += other.truePositives;
    falsePositives += other.falsePositives;
    falseNegatives += other.falseNegatives;
    trueNegatives += other.trueNegatives;
    return *this;
}

double Confusion::recall() const
{
    const std::int64_t positives = truePositives + falseNegatives;
    if (positives == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(truePositives) / static_cast<double>(positives);
}

double Confusion::precision() const
{
    if (truePositives + falseNegatives == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const std::int64_t flagged = truePositives + falsePositives;
    return flagged == 0 ? 0.0 : static_cast<double>(truePositives) / static_cast<double>(flagged);
}

double Confusion::f1() const
{
    return harmonicMean(precision(), recall());
}

double Confusion::flaggedNormalShare() const
{
    const std::int64_t normal = falsePositives + trueNegatives;
    if (normal == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(falsePositives) / static_cast<double>(normal);
}

double harmonicMean(double a, double b)
{
    return a + b == 0.0 ? 0.0 : 2.0 * a * b / (a + b);
}

} // namespace nodesentry
