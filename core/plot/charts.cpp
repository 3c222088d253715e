#include "core/plot/charts.h"

#include "core/base/expects.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace nodesentry {

namespace {

// Told apart by people who see no red or no green (Okabe and Ito, 2008).
constexpr std::array<const char*, 4> kColours{"#0072b2", "#e69f00", "#009e73", "#999999"};
constexpr auto kInk = "#222222";
constexpr auto kGrid = "#dddddd";
constexpr double kTextSize = 12.0;
constexpr double kLetter = 7.2; ///< width of a usual letter at this size
constexpr double kMargin = 16.0;
constexpr double kHeader = 64.0; ///< title and legend

/// An axis from 0 to a round number, with round numbers between.
struct Axis {
    double end = 1.0;
    double step = 0.2;

    static Axis upTo(double largest)
    {
        constexpr int kTicks = 5;
        if (!(largest > 0) || !std::isfinite(largest))
            largest = 1.0;
        const double power = std::pow(10.0, std::floor(std::log10(largest / kTicks)));
        Axis axis;
        for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
            axis.step = factor * power;
            if (axis.step * kTicks >= largest * (1 - 1e-9))
                break;
        }
        axis.end = axis.step * std::ceil(largest / axis.step - 1e-9);
        return axis;
    }
    [[nodiscard]] int ticks() const { return static_cast<int>(std::lround(end / step)); }
};

double deviationOf(const ChartValue& value)
{
    return std::isfinite(value.deviation) ? value.deviation : 0.0;
}

double largestOf(const Chart& chart)
{
    double largest = 0.0;
    for (const auto& series : chart.series)
        for (const auto& value : series.values)
            if (std::isfinite(value.value))
                largest = std::max(largest, value.value + deviationOf(value));
    return largest;
}

void check(const Chart& chart)
{
    NODESENTRY_EXPECTS(chart.series.size() <= kColours.size(), "a colour for each series");
    for (const auto& series : chart.series)
        NODESENTRY_EXPECTS(series.values.size() == chart.categories.size(), "a value for each category");
}

/// Letters of a UTF-8 text.
double lettersOf(const std::string& text)
{
    return static_cast<double>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

void drawHeader(Picture& picture, const Chart& chart)
{
    picture.title = chart.title;
    picture.shapes.emplace_back(PictureText{{kMargin, 24}, chart.title, 15, TextAnchor::Start, kInk});
    double x = kMargin;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const auto& name = chart.series[s].name;
        picture.shapes.emplace_back(PictureBox{{x, 38}, 12, 12, kColours[s]});
        picture.shapes.emplace_back(PictureText{{x + 17, 48}, name, kTextSize});
        x += 17 + kLetter * lettersOf(name) + 20;
    }
}

} // namespace

Picture drawBars(const Chart& chart)
{
    check(chart);
    constexpr double kBar = 9.0;
    constexpr double kBetween = 8.0;
    constexpr double kPlotWidth = 480.0;
    const auto axis = Axis::upTo(largestOf(chart));
    double longest = 0.0;
    for (const auto& category : chart.categories)
        longest = std::max(longest, lettersOf(category));
    const double left = kMargin + kLetter * longest + 10;
    const double group = kBar * static_cast<double>(chart.series.size()) + kBetween;
    const double bottom = kHeader + group * static_cast<double>(chart.categories.size());
    Picture picture;
    picture.width = static_cast<int>(std::ceil(left + kPlotWidth + 2 * kMargin));
    picture.height = static_cast<int>(std::ceil(bottom + 52));
    const auto place = [&](double value) { return left + kPlotWidth * value / axis.end; };

    for (int tick = 0; tick <= axis.ticks(); ++tick) {
        const double value = tick * axis.step;
        picture.shapes.emplace_back(PictureLine{{place(value), kHeader}, {place(value), bottom}, kGrid});
        picture.shapes.emplace_back(PictureText{
            {place(value), bottom + 18}, fmt::format("{:.6g}", value), kTextSize, TextAnchor::Middle});
    }
    for (std::size_t c = 0; c < chart.categories.size(); ++c) {
        const double top = kHeader + group * static_cast<double>(c) + kBetween / 2;
        picture.shapes.emplace_back(PictureText{
            {left - 8, top + (group - kBetween) / 2 + 4}, chart.categories[c], kTextSize, TextAnchor::End});
        for (std::size_t s = 0; s < chart.series.size(); ++s) {
            const auto& value = chart.series[s].values[c];
            if (!std::isfinite(value.value) || value.value < 0)
                continue;
            const double y = top + kBar * static_cast<double>(s);
            picture.shapes.emplace_back(
                PictureBox{{left, y}, place(value.value) - left, kBar - 1, kColours[s]});
            if (const double deviation = deviationOf(value); deviation > 0) {
                const double middle = y + (kBar - 1) / 2;
                picture.shapes.emplace_back(
                    PictureLine{{place(std::max(0.0, value.value - deviation)), middle},
                                {place(value.value + deviation), middle},
                                kInk,
                                1.2});
            }
        }
    }
    picture.shapes.emplace_back(PictureLine{{left, kHeader}, {left, bottom}, kInk});
    picture.shapes.emplace_back(
        PictureText{{left + kPlotWidth / 2, bottom + 38}, chart.valueTitle, kTextSize, TextAnchor::Middle});
    drawHeader(picture, chart);
    return picture;
}

Picture drawLines(const Chart& chart)
{
    check(chart);
    constexpr double kPlotHeight = 280.0;
    constexpr double kLeft = 76.0;
    const auto axis = Axis::upTo(largestOf(chart));
    double longest = 0.0;
    for (const auto& category : chart.categories)
        longest = std::max(longest, lettersOf(category));
    const double apart = std::max(64.0, kLetter * longest + 12);
    const double width = std::max(apart * static_cast<double>(chart.categories.size()), 320.0);
    const double spacing = width / static_cast<double>(std::max<std::size_t>(chart.categories.size(), 1));
    const double bottom = kHeader + kPlotHeight;
    Picture picture;
    picture.width = static_cast<int>(std::ceil(kLeft + width + 2 * kMargin));
    picture.height = static_cast<int>(std::ceil(bottom + 56));
    const auto placeX = [&](std::size_t c) { return kLeft + spacing * (static_cast<double>(c) + 0.5); };
    const auto placeY
        = [&](double value) { return bottom - kPlotHeight * std::clamp(value / axis.end, 0.0, 1.0); };

    for (int tick = 0; tick <= axis.ticks(); ++tick) {
        const double value = tick * axis.step;
        picture.shapes.emplace_back(
            PictureLine{{kLeft, placeY(value)}, {kLeft + width, placeY(value)}, kGrid});
        picture.shapes.emplace_back(PictureText{
            {kLeft - 8, placeY(value) + 4}, fmt::format("{:.6g}", value), kTextSize, TextAnchor::End});
    }
    for (std::size_t c = 0; c < chart.categories.size(); ++c)
        picture.shapes.emplace_back(
            PictureText{{placeX(c), bottom + 20}, chart.categories[c], kTextSize, TextAnchor::Middle});
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const auto& values = chart.series[s].values;
        for (std::size_t c = 0; c < values.size(); ++c) {
            if (!std::isfinite(values[c].value))
                continue;
            const PicturePoint here{placeX(c), placeY(values[c].value)};
            if (c > 0 && std::isfinite(values[c - 1].value))
                picture.shapes.emplace_back(
                    PictureLine{{placeX(c - 1), placeY(values[c - 1].value)}, here, kColours[s], 2});
            if (const double deviation = deviationOf(values[c]); deviation > 0)
                picture.shapes.emplace_back(PictureLine{{here.x, placeY(values[c].value - deviation)},
                                                        {here.x, placeY(values[c].value + deviation)},
                                                        kColours[s],
                                                        1.2});
            picture.shapes.emplace_back(PictureDot{here, 3.5, kColours[s]});
        }
    }
    picture.shapes.emplace_back(PictureLine{{kLeft, bottom}, {kLeft + width, bottom}, kInk});
    picture.shapes.emplace_back(
        PictureText{{kLeft + width / 2, bottom + 42}, chart.categoryTitle, kTextSize, TextAnchor::Middle});
    picture.shapes.emplace_back(PictureText{
        {22, kHeader + kPlotHeight / 2}, chart.valueTitle, kTextSize, TextAnchor::Middle, kInk, true});
    drawHeader(picture, chart);
    return picture;
}

} // namespace nodesentry
