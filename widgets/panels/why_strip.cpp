#include "widgets/panels/why_strip.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

WhyStrip::WhyStrip(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"whyStrip"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    for (std::size_t i = 0; i < kMost; ++i) {
        auto* button = new QToolButton;
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        button->setAccessibleName(tr("Why"));
        button->hide();
        connect(button, &QToolButton::clicked, this, [this, i] { Q_EMIT metricChosen(m_chips[i].metric); });
        column->addWidget(button);
        m_buttons[i] = button;
    }
    hide();
}

void WhyStrip::setChips(std::vector<Chip> chips)
{
    m_chips = std::move(chips);
    if (m_chips.size() > kMost)
        m_chips.resize(kMost);
    for (std::size_t i = 0; i < kMost; ++i) {
        auto& button = *m_buttons[i];
        button.setVisible(i < m_chips.size());
        if (i >= m_chips.size())
            continue;
        const auto& chip = m_chips[i];
        const auto words = chip.detail.isEmpty() ? chip.name : chip.name + u'\n' + chip.detail;
        button.setAccessibleName(words);
        button.setToolTip(words + u'\n' + tr("Click: show its lane."));
    }
    setVisible(!m_chips.empty());
    fit();
}

QSize WhyStrip::minimumSizeHint() const
{
    return {0, QWidget::minimumSizeHint().height()};
}

void WhyStrip::fit()
{
    const int room = width() - fontMetrics().averageCharWidth() * 2;
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        // Names of metrics are told apart by their ends.
        auto text = fontMetrics().elidedText(m_chips[i].name, Qt::ElideMiddle, room);
        if (!m_chips[i].detail.isEmpty())
            text += u'\n' + fontMetrics().elidedText(m_chips[i].detail, Qt::ElideRight, room);
        m_buttons[i]->setText(text.replace(u'&', u"&&"_s));
    }
}

void WhyStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace nodesentry::ui
