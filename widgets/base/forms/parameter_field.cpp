#include "widgets/base/forms/parameter_field.h"

#include "widgets/base/text/number_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

/// Its arrows stay within the range, while what is typed may leave it: that is told, not silently changed.
class WholeField final : public QSpinBox {
public:
    explicit WholeField(const ParameterInfo::Range& range)
        : m_minimum(limit(range.minimum)),
          m_maximum(limit(range.maximum))
    {
        setRange(std::numeric_limits<int>::min(), std::numeric_limits<int>::max());
        setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    }

    void stepBy(int steps) override
    {
        QSpinBox::stepBy(steps);
        setValue(std::clamp(value(), m_minimum, m_maximum));
    }

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override
    {
        return (value() < m_maximum ? StepUpEnabled : StepNone)
            | (value() > m_minimum ? StepDownEnabled : StepNone);
    }

private:
    static int limit(double value)
    {
        constexpr double kLeast = std::numeric_limits<int>::min();
        constexpr double kMost = std::numeric_limits<int>::max();
        return static_cast<int>(std::clamp(value, kLeast, kMost));
    }

    int m_minimum;
    int m_maximum;
};

/// A wheel that scrolls the form must not turn the value under it.
class WheelGuard final : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus())
            return false;
        event->ignore(); // so that it goes on to the form
        return true;
    }
};

} // namespace

QString shownNumber(double value)
{
    auto text = QString::fromStdString(parameterText(value));
    return text.replace(u'.', QLocale().decimalPoint());
}

ParameterField::ParameterField(ParameterInfo info, QWidget* parent) : QWidget(parent), m_info(std::move(info))
{
    auto* input = makeInput();
    input->setObjectName(QString::fromStdString(m_info.name));
    input->installEventFilter(new WheelGuard(input));
    setFocusProxy(input);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(input);
}

QWidget* ParameterField::makeInput()
{
    if (m_info.kind == ParameterKind::Flag) {
        m_flag = new QCheckBox;
        connect(m_flag, &QCheckBox::toggled, this, &ParameterField::changed);
        return m_flag;
    }
    if (m_info.kind == ParameterKind::Whole) {
        m_whole = new WholeField(m_info.range);
        m_whole->setFocusPolicy(Qt::StrongFocus);
        connect(m_whole, &QSpinBox::valueChanged, this, &ParameterField::changed);
        return m_whole;
    }
    if (!m_info.choices.empty()) {
        m_choice = new QComboBox;
        m_choice->setFocusPolicy(Qt::StrongFocus);
        const auto& hidden = m_info.experimentChoices;
        for (const auto& choice : m_info.choices)
            if (std::find(hidden.begin(), hidden.end(), choice) == hidden.end())
                m_choice->addItem(QString::fromStdString(choice));
        connect(m_choice, &QComboBox::currentIndexChanged, this, &ParameterField::changed);
        return m_choice;
    }
    m_line = new QLineEdit;
    if (m_info.kind == ParameterKind::Text)
        m_line->setPlaceholderText(tr("none"));
    connect(m_line, &QLineEdit::textChanged, this, &ParameterField::changed);
    return m_line;
}

std::string ParameterField::text() const
{
    if (m_flag != nullptr)
        return m_flag->isChecked() ? "true" : "false";
    if (m_whole != nullptr)
        return std::to_string(m_whole->value());
    if (m_choice != nullptr)
        return m_choice->currentText().toStdString();
    if (m_info.kind == ParameterKind::Real)
        if (const auto number = readNumber(m_line->text()))
            return parameterText(*number);
    return m_line->text().trimmed().toStdString();
}

void ParameterField::setText(const std::string& text)
{
    const auto shown = QString::fromStdString(text);
    if (m_flag != nullptr) {
        m_flag->setChecked(text == "true");
    } else if (m_whole != nullptr) {
        m_whole->setValue(shown.toInt());
    } else if (m_choice != nullptr) {
        if (m_choice->findText(shown) < 0)
            m_choice->addItem(shown); // one for experiments, which the project has
        m_choice->setCurrentIndex(m_choice->findText(shown));
    } else {
        const auto number = m_info.kind == ParameterKind::Real ? readNumber(shown) : std::nullopt;
        m_line->setText(number ? shownNumber(*number) : shown);
        m_line->setCursorPosition(0);
    }
}

QString ParameterField::rangeProblem() const
{
    const auto [least, most] = m_info.range;
    if (std::isfinite(least) && std::isfinite(most))
        return tr("Has to be from %1 to %2.").arg(shownNumber(least), shownNumber(most));
    if (std::isfinite(least))
        return tr("Has to be %1 or more.").arg(shownNumber(least));
    return tr("Has to be %1 or less.").arg(shownNumber(most));
}

QString ParameterField::problem() const
{
    if (m_info.check(text()))
        return {};
    const bool isNumber = m_whole != nullptr || (m_line != nullptr && readNumber(m_line->text()).has_value());
    if (m_info.kind == ParameterKind::Text)
        return tr("Is not one of the choices.");
    return isNumber ? rangeProblem() : tr("Is not a number.");
}

void ParameterField::setSpokenTexts(const QString& name, const QString& description)
{
    focusProxy()->setAccessibleName(name);
    focusProxy()->setAccessibleDescription(description);
}

} // namespace nodesentry::ui
