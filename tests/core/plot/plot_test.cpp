#include "core/base/expects.h"
#include "core/plot/charts.h"

#include <gtest/gtest.h>

#ifdef NODESENTRY_HAS_CAIRO
#include <cairo.h>
#endif

#include <limits>

namespace nodesentry {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

template <class Shape> std::vector<Shape> shapesOf(const Picture& picture)
{
    std::vector<Shape> shapes;
    for (const auto& shape : picture.shapes)
        if (const auto* found = std::get_if<Shape>(&shape))
            shapes.push_back(*found);
    return shapes;
}

std::vector<std::string> textsOf(const Picture& picture)
{
    std::vector<std::string> texts;
    for (const auto& text : shapesOf<PictureText>(picture))
        texts.push_back(text.text);
    return texts;
}

bool contains(const std::vector<std::string>& texts, const std::string& text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

Chart threeMethods()
{
    return {
        "Methods", "", "value", {"a", "b & c", "random"}, {{"F1", {{0.4, 0.1}, {0.2, 0}, {kNone, kNone}}}}};
}

TEST(Bars, AreAsLongAsTheirValuesOnARoundAxis)
{
    const auto picture = drawBars(threeMethods());
    const auto texts = textsOf(picture);
    // 0.4 + 0.1 needs an axis to 0.5 in steps of 0.1.
    for (const char* tick : {"0", "0.1", "0.2", "0.3", "0.4", "0.5"})
        EXPECT_TRUE(contains(texts, tick)) << tick;
    EXPECT_FALSE(contains(texts, "0.6"));
    const auto boxes = shapesOf<PictureBox>(picture); // two bars and the legend's, none for the undefined
    ASSERT_EQ(boxes.size(), 3U);
    EXPECT_NEAR(boxes[0].width, 2 * boxes[1].width, 1e-9);
}

TEST(Bars, DeviationsReachFromBelowToAboveTheValue)
{
    const auto picture = drawBars(threeMethods());
    const auto boxes = shapesOf<PictureBox>(picture);
    std::vector<PictureLine> level;
    for (const auto& line : shapesOf<PictureLine>(picture))
        if (line.from.y == line.to.y)
            level.push_back(line);
    ASSERT_EQ(level.size(), 1U); // of a deviation of 0 there is none
    const double unit = boxes[0].width / 0.4;
    EXPECT_NEAR(level[0].from.x - boxes[0].corner.x, 0.3 * unit, 1e-9);
    EXPECT_NEAR(level[0].to.x - boxes[0].corner.x, 0.5 * unit, 1e-9);
}

TEST(Lines, AreBrokenWhereThereIsNoValue)
{
    Chart chart{
        "Sweep", "experts", "AUC-PR", {"1", "2", "3", "4"}, {{"x", {{1, 0}, {2, 0}, {kNone, 0}, {3, 0}}}}};
    const auto picture = drawLines(chart);
    EXPECT_EQ(shapesOf<PictureDot>(picture).size(), 3U);
    const auto lines = shapesOf<PictureLine>(picture);
    EXPECT_EQ(std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.width == 2; }), 1);
    const auto dots = shapesOf<PictureDot>(picture);
    EXPECT_LT(dots[1].centre.y, dots[0].centre.y) << "larger is higher";
}

TEST(Charts, RefuseSeriesOfAnotherLength)
{
    auto chart = threeMethods();
    chart.series[0].values.pop_back();
    EXPECT_THROW((void)drawBars(chart), ContractViolation);
    EXPECT_THROW((void)drawLines(chart), ContractViolation);
}

TEST(Charts, OfNothingAreAPictureAllTheSame)
{
    EXPECT_GT(drawBars({}).width, 0);
    EXPECT_GT(drawLines({}).width, 0);
}

TEST(Svg, EscapesTextsAndClosesWhatItOpens)
{
    const auto svg = toSvg(drawBars(threeMethods()));
    EXPECT_NE(svg.find("b &amp; c"), std::string::npos);
    EXPECT_EQ(svg.find("b & c"), std::string::npos);
    EXPECT_NE(svg.find("<title>Methods</title>"), std::string::npos);
    EXPECT_TRUE(svg.ends_with("</svg>\n"));
    EXPECT_EQ(svg.find("nan"), std::string::npos);
}

#ifdef NODESENTRY_HAS_CAIRO
struct Reader {
    const std::string& bytes;
    std::size_t at = 0;
};

cairo_status_t readBytes(void* reader, unsigned char* to, unsigned int size)
{
    auto& from = *static_cast<Reader*>(reader);
    if (from.at + size > from.bytes.size())
        return CAIRO_STATUS_READ_ERROR;
    std::copy_n(from.bytes.begin() + static_cast<std::ptrdiff_t>(from.at), size, to);
    from.at += size;
    return CAIRO_STATUS_SUCCESS;
}

TEST(Png, HasThePixelsOfThePicture)
{
    Picture picture{20, 10, "t", {PictureBox{{5, 2}, 10, 4, "#0072b2"}}};
    const auto png = toPng(picture, 2.0);
    ASSERT_TRUE(png) << png.error().text();
    Reader reader{*png};
    auto* surface = cairo_image_surface_create_from_png_stream(readBytes, &reader);
    ASSERT_EQ(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    EXPECT_EQ(cairo_image_surface_get_width(surface), 40);
    EXPECT_EQ(cairo_image_surface_get_height(surface), 20);
    const auto pixel = [&](int x, int y) {
        const auto* row = cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface);
        return reinterpret_cast<const std::uint32_t*>(row)[x] & 0xffffffU;
    };
    EXPECT_EQ(pixel(20, 8), 0x0072b2U);
    EXPECT_EQ(pixel(2, 2), 0xffffffU);
    EXPECT_EQ(pixel(20, 16), 0xffffffU);
    cairo_surface_destroy(surface);
}
#endif

} // namespace
} // namespace nodesentry
