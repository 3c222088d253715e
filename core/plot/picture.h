#pragma once

#include "core/base/result.h"

#include <string>
#include <variant>
#include <vector>

namespace nodesentry {

/// A place in a picture, in pixels from its upper left corner.
struct PicturePoint {
    double x = 0.0;
    double y = 0.0;
};

struct PictureLine {
    PicturePoint from;
    PicturePoint to;
    std::string colour; ///< "#rrggbb", as all colours
    double width = 1.0;
    bool dashed = false;
};

struct PictureBox {
    PicturePoint corner; ///< upper left
    double width = 0.0;
    double height = 0.0;
    std::string colour;
};

struct PictureDot {
    PicturePoint centre;
    double radius = 1.0;
    std::string colour;
};

enum class TextAnchor { Start, Middle, End };

struct PictureText {
    PicturePoint at; ///< on the base line
    std::string text; ///< UTF-8
    double size = 12.0; ///< pixels
    TextAnchor anchor = TextAnchor::Start;
    std::string colour = "#222222";
    bool upwards = false; ///< turned by a quarter, from below to above
};

using PictureShape = std::variant<PictureLine, PictureBox, PictureDot, PictureText>;

/// A small drawing on white, later shapes over earlier ones. What it looks like is said once; files of it
/// differ in format only.
struct Picture {
    int width = 0; ///< pixels
    int height = 0;
    std::string title; ///< for screen readers
    std::vector<PictureShape> shapes;
};

/// The picture as a file of its own, texts as texts.
[[nodiscard]] std::string toSvg(const Picture& picture);

/// The picture in pixels.
/// @param scale  2 makes twice as many pixels each way
/// @error Unsupported  built without cairo
/// @error IoError      cairo could not
[[nodiscard]] Result<std::string> toPng(const Picture& picture, double scale = 2.0);

} // namespace nodesentry
