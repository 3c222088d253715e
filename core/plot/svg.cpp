#include "core/plot/picture.h"

#include <spdlog/fmt/fmt.h>

namespace nodesentry {

namespace {

std::string escaped(const std::string& text)
{
    std::string result;
    for (const char letter : text) {
        switch (letter) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        default:
            result += letter;
        }
    }
    return result;
}

const char* anchorName(TextAnchor anchor)
{
    switch (anchor) {
    case TextAnchor::Middle:
        return "middle";
    case TextAnchor::End:
        return "end";
    case TextAnchor::Start:
        break;
    }
    return "start";
}

struct SvgShape {
    std::string operator()(const PictureLine& line) const
    {
        return fmt::format(
            R"(<line x1="{:.2f}" y1="{:.2f}" x2="{:.2f}" y2="{:.2f}" stroke="{}" stroke-width="{:.2f}"{}/>)",
            line.from.x, line.from.y, line.to.x, line.to.y, line.colour, line.width,
            line.dashed ? R"( stroke-dasharray="5 4")" : "");
    }
    std::string operator()(const PictureBox& box) const
    {
        return fmt::format(R"(<rect x="{:.2f}" y="{:.2f}" width="{:.2f}" height="{:.2f}" fill="{}"/>)",
                           box.corner.x, box.corner.y, box.width, box.height, box.colour);
    }
    std::string operator()(const PictureDot& dot) const
    {
        return fmt::format(R"(<circle cx="{:.2f}" cy="{:.2f}" r="{:.2f}" fill="{}"/>)", dot.centre.x,
                           dot.centre.y, dot.radius, dot.colour);
    }
    std::string operator()(const PictureText& text) const
    {
        const auto turn = text.upwards
            ? fmt::format(R"svg( transform="rotate(-90 {:.2f} {:.2f})")svg", text.at.x, text.at.y)
            : std::string();
        return fmt::format(
            R"svg(<text x="{:.2f}" y="{:.2f}" font-size="{:.2f}" text-anchor="{}" fill="{}"{}>{}</text>)svg",
            text.at.x, text.at.y, text.size, anchorName(text.anchor), text.colour, turn, escaped(text.text));
    }
};

} // namespace

std::string toSvg(const Picture& picture)
{
    auto svg = fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" font-family="DejaVu Sans, sans-serif">
<title>{2}</title>
<rect width="{0}" height="{1}" fill="#ffffff"/>
)",
        picture.width, picture.height, escaped(picture.title));
    for (const auto& shape : picture.shapes)
        svg += std::visit(SvgShape{}, shape) + "\n";
    return svg + "</svg>\n";
}

} // namespace nodesentry
