#include "widgets/charts/loss_scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry::ui {

namespace {

constexpr double kDecade = 10.0;

/// The least of 1, 2, 5 times a power of ten that is no less than @p value.
double roundUp(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= value * (1.0 - 1e-9))
            return factor * power;
    return 10.0 * power;
}

QString tickText(double value)
{
    return QString::number(value, 'g', 6);
}

/// Powers of ten, or 1, 2 and 5 times them, that lie on the scale.
std::vector<double> logarithmicValues(double low, double high, bool powersOnly)
{
    std::vector<double> values;
    const int last = int(std::floor(std::log10(high)));
    for (int power = int(std::floor(std::log10(low))); power <= last; ++power) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double value = factor * std::pow(10.0, power);
            if (value >= low && value <= high && (factor == 1.0 || !powersOnly))
                values.push_back(value);
        }
    }
    return values;
}

} // namespace

LossScale LossScale::of(const LossCurve& curve)
{
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const auto& epoch : curve.epochs) {
        for (const double loss : {epoch.trainLoss, epoch.heldBackLoss}) {
            if (std::isfinite(loss)) {
                least = std::min(least, loss);
                most = std::max(most, loss);
            }
        }
    }
    if (!(least <= most))
        return {};
    constexpr double kRoom = 0.06; // of the span, above and below
    LossScale scale;
    scale.logarithmic = least > 0.0 && most > kDecade * least;
    if (scale.logarithmic) {
        const double room = std::pow(most / least, kRoom);
        scale.low = least / room;
        scale.high = most * room;
        return scale;
    }
    const double span = most > least ? most - least : std::max(std::abs(most), 1e-12);
    scale.low = least >= 0.0 ? std::max(0.0, least - kRoom * span) : least - kRoom * span;
    scale.high = most + kRoom * span;
    return scale;
}

double LossScale::position(double loss) const
{
    if (logarithmic)
        return std::log(std::max(loss, std::numeric_limits<double>::min()) / low) / std::log(high / low);
    return (loss - low) / (high - low);
}

std::vector<LossScale::Tick> LossScale::ticks(int most) const
{
    const auto limit = std::size_t(std::max(2, most));
    std::vector<double> values;
    if (logarithmic) {
        values = logarithmicValues(low, high, false);
        if (values.size() > limit)
            values = logarithmicValues(low, high, true);
        if (values.size() > limit) {
            const std::size_t step = (values.size() + limit - 1) / limit;
            std::vector<double> kept;
            for (std::size_t i = 0; i < values.size(); i += step)
                kept.push_back(values[i]);
            values = std::move(kept);
        }
    } else {
        const double step = roundUp((high - low) / double(limit));
        for (double i = std::ceil(low / step); i * step <= high; ++i)
            values.push_back(i * step);
    }
    std::vector<Tick> ticks;
    for (const double value : values)
        ticks.push_back({value, tickText(value)});
    return ticks;
}

QString lossText(double loss)
{
    if (!std::isfinite(loss))
        return QStringLiteral("—");
    auto text = QString::asprintf("%#.3g", loss); // with its zeros, so that numbers below each other compare
    return text.endsWith(u'.') ? text.chopped(1) : text;
}

} // namespace nodesentry::ui
