#include "widgets/panels/class_bar.h"

#include "core/labels/label_class.h"
#include "widgets/documents/label_document.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

/// A key with its digit, in the colour of the class.
QPixmap keycap(int key, const QColor& colour, int side, double ratio)
{
    QPixmap cap(QSize(side, side) * ratio);
    cap.setDevicePixelRatio(ratio);
    cap.fill(Qt::transparent);
    QPainter painter(&cap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(0, 0, side, side), 3, 3);
    const bool light = 0.299 * colour.red() + 0.587 * colour.green() + 0.114 * colour.blue() > 140.0;
    painter.setPen(light ? Qt::black : Qt::white);
    painter.drawText(QRectF(0, 0, side, side), Qt::AlignCenter, QString::number(key));
    return cap;
}

} // namespace

ClassBar::ClassBar(LabelDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
    setObjectName(u"classBar"_s);
    setAccessibleName(tr("Label classes"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 1, 4, 1);
    row->setSpacing(2);
    row->addStretch(1);
    connect(&document, &LabelDocument::classesChanged, this, &ClassBar::rebuild);
    rebuild();
}

void ClassBar::setUsable(bool usable)
{
    m_usable = usable;
    for (auto* button : m_buttons)
        button->setEnabled(usable);
}

void ClassBar::setSafeColours(bool safe)
{
    m_safeColours = safe;
    rebuild();
}

void ClassBar::rebuild()
{
    for (auto* button : m_buttons)
        delete button;
    m_buttons.clear();
    auto classes = m_safeColours ? withSafeColours(m_document.classes()) : m_document.classes();
    std::erase_if(classes, [](const LabelClass& item) { return item.key == LabelClass::kNoKey; });
    std::sort(classes.begin(), classes.end(),
              [](const LabelClass& a, const LabelClass& b) { return a.key < b.key; });
    const int side = fontMetrics().height() + 2;
    for (const auto& item : classes) {
        auto title = QString::fromStdString(item.shownTitle());
        auto* button = new QToolButton;
        const auto cap
            = keycap(item.key, QColor(QString::fromStdString(item.colour)), side, devicePixelRatioF());
        QIcon icon(cap);
        icon.addPixmap(cap, QIcon::Disabled); // it is a legend as well, and so keeps its colour
        button->setIcon(icon);
        button->setIconSize({side, side});
        button->setToolTip(tr("Label as %1 (key %2)").arg(title).arg(item.key));
        button->setAccessibleName(button->toolTip());
        button->setText(title.replace(u'&', u"&&"_s));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::NoFocus); // the digits do the same wherever the keyboard is
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        button->setEnabled(m_usable);
        connect(button, &QToolButton::clicked, this, [this, key = item.key] { Q_EMIT keyChosen(key); });
        static_cast<QHBoxLayout*>(layout())->insertWidget(int(m_buttons.size()), button);
        m_buttons.push_back(button);
    }
    setMinimumHeight(side + 8); // also without classes
    shareWidth();
}

void ClassBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    shareWidth();
}

void ClassBar::shareWidth()
{
    if (m_buttons.empty())
        return;
    // The longest names are cut first, all to the same width, until the rest fits.
    const auto margins = layout()->contentsMargins();
    const int available
        = width() - margins.left() - margins.right() - layout()->spacing() * int(m_buttons.size());
    std::vector<int> wanted;
    for (const auto* button : m_buttons)
        wanted.push_back(button->sizeHint().width());
    std::sort(wanted.begin(), wanted.end());
    int left = available;
    int most = wanted.back();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const int share = left / int(wanted.size() - i);
        if (wanted[i] > share) {
            most = share;
            break;
        }
        left -= wanted[i];
    }
    for (auto* button : m_buttons)
        button->setFixedWidth(
            std::max(button->iconSize().width() + 4, std::min(button->sizeHint().width(), most)));
}

} // namespace nodesentry::ui
