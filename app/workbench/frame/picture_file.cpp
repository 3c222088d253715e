#include "app/workbench/frame/picture_file.h"

#include <QBuffer>
#include <QFile>
#include <QPainter>
#include <QPdfWriter>
#include <QPixmap>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QWidget>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

void draw(QWidget& widget, QPaintDevice& device)
{
    QPainter painter(&device);
    painter.fillRect(widget.rect(), widget.palette().window());
    widget.render(&painter, {}, {}, QWidget::DrawChildren);
}

} // namespace

QByteArray pictureOf(QWidget& widget, const QString& path)
{
    QByteArray content;
    QBuffer buffer(&content);
    buffer.open(QIODevice::WriteOnly);
    if (path.endsWith(u".svg"_s, Qt::CaseInsensitive)) {
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setResolution(widget.logicalDpiX());
        svg.setSize(widget.size());
        svg.setViewBox(widget.rect());
        svg.setTitle(widget.window()->windowTitle());
        draw(widget, svg);
    } else if (path.endsWith(u".pdf"_s, Qt::CaseInsensitive)) {
        constexpr double kPointsAnInch = 72.0;
        QPdfWriter pdf(&buffer);
        pdf.setTitle(widget.window()->windowTitle());
        pdf.setResolution(widget.logicalDpiX());
        pdf.setPageSize(
            QPageSize(QSizeF(widget.size()) * kPointsAnInch / widget.logicalDpiX(), QPageSize::Point));
        pdf.setPageMargins({});
        draw(widget, pdf);
    } else {
        widget.grab().save(&buffer, "PNG");
    }
    return content;
}

Result<void> writeWhole(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return fail(Error{ErrorCode::IoError, "cannot write the file", QFile::encodeName(path).toStdString(),
                          0, 0, "check that the folder exists, can be written and has space left"});
    return {};
}

} // namespace nodesentry::app
