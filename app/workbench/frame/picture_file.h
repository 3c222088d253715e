#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

class QWidget;

namespace nodesentry::app {

/// A widget as it is seen, as the content of a file: a picture of points, or of lines and letters where those keep sharp
/// at any size.
/// @param path  its ending says the form: ".svg", ".pdf", any other is a PNG
/// @thread GUI
[[nodiscard]] QByteArray pictureOf(QWidget& widget, const QString& path);

/// Writes a file, whole or not at all.
/// @thread any
/// @error IoError  the file cannot be written
[[nodiscard]] Result<void> writeWhole(const QString& path, const QByteArray& content);

} // namespace nodesentry::app
