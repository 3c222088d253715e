#include "core/plot/picture.h"

#ifdef NODESENTRY_HAS_CAIRO
#include <cairo.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <numbers>
#endif

namespace nodesentry {

#ifdef NODESENTRY_HAS_CAIRO

namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Pen = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

void setColour(cairo_t* pen, const std::string& colour)
{
    const auto rgb = std::strtol(colour.substr(1).c_str(), nullptr, 16);
    const auto part = [&](int shift) { return static_cast<double>((rgb >> shift) & 0xff) / 255.0; };
    cairo_set_source_rgb(pen, part(16), part(8), part(0));
}

struct CairoShape {
    cairo_t* pen;

    void operator()(const PictureLine& line) const
    {
        constexpr std::array<double, 2> kDashes{5, 4};
        setColour(pen, line.colour);
        cairo_set_line_width(pen, line.width);
        cairo_set_dash(pen, kDashes.data(), line.dashed ? 2 : 0, 0);
        cairo_move_to(pen, line.from.x, line.from.y);
        cairo_line_to(pen, line.to.x, line.to.y);
        cairo_stroke(pen);
    }
    void operator()(const PictureBox& box) const
    {
        setColour(pen, box.colour);
        cairo_rectangle(pen, box.corner.x, box.corner.y, box.width, box.height);
        cairo_fill(pen);
    }
    void operator()(const PictureDot& dot) const
    {
        setColour(pen, dot.colour);
        cairo_arc(pen, dot.centre.x, dot.centre.y, dot.radius, 0, 2 * std::numbers::pi);
        cairo_fill(pen);
    }
    void operator()(const PictureText& text) const
    {
        setColour(pen, text.colour);
        cairo_set_font_size(pen, text.size);
        cairo_text_extents_t extents;
        cairo_text_extents(pen, text.text.c_str(), &extents);
        const double before = text.anchor == TextAnchor::Start ? 0.0
            : text.anchor == TextAnchor::Middle                ? extents.x_advance / 2
                                                               : extents.x_advance;
        cairo_save(pen);
        cairo_translate(pen, text.at.x, text.at.y);
        if (text.upwards)
            cairo_rotate(pen, -std::numbers::pi / 2);
        cairo_move_to(pen, -before, 0);
        cairo_show_text(pen, text.text.c_str());
        cairo_restore(pen);
    }
};

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int size)
{
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
}

} // namespace

Result<std::string> toPng(const Picture& picture, double scale)
{
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                                     static_cast<int>(std::lround(picture.width * scale)),
                                                     static_cast<int>(std::lround(picture.height * scale))),
                          cairo_surface_destroy);
    const Pen pen(cairo_create(surface.get()), cairo_destroy);
    cairo_scale(pen.get(), scale, scale);
    cairo_set_source_rgb(pen.get(), 1, 1, 1);
    cairo_paint(pen.get());
    cairo_select_font_face(pen.get(), "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    for (const auto& shape : picture.shapes)
        std::visit(CairoShape{pen.get()}, shape);
    std::string png;
    auto status = cairo_status(pen.get());
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream(surface.get(), append, &png);
    if (status != CAIRO_STATUS_SUCCESS)
        return fail(ErrorCode::IoError,
                    std::string("cannot draw the picture: ") + cairo_status_to_string(status));
    return png;
}

#else

Result<std::string> toPng(const Picture&, double)
{
    return fail(ErrorCode::Unsupported, "this program was built without cairo and writes no PNG",
                "use the SVG, or install libcairo2-dev and build again");
}

#endif

} // namespace nodesentry
