#include "widgets/base/text/number_field.h"

#include <QLocale>

#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

std::optional<double> readNumber(QString text)
{
    text = text.trimmed();
    text.replace(u',', u'.');
    auto locale = QLocale::c();
    locale.setNumberOptions(QLocale::RejectGroupSeparator);
    bool isNumber = false;
    const double number = locale.toDouble(text, &isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

NumberField::NumberField(QWidget* parent) : QDoubleSpinBox(parent) { }

/// What is typed, between prefix and suffix.
QString NumberField::typedPart(const QString& text) const
{
    auto part = text;
    if (!prefix().isEmpty() && part.startsWith(prefix()))
        part.remove(0, prefix().size());
    if (!suffix().isEmpty() && part.endsWith(suffix()))
        part.chop(suffix().size());
    return part.trimmed();
}

QValidator::State NumberField::validate(QString& input, int&) const
{
    auto typed = typedPart(input);
    if (typed == u"-"_s && minimum() < 0.0)
        return QValidator::Intermediate;
    if (typed.isEmpty() || typed == u"."_s || typed == u","_s)
        return QValidator::Intermediate;
    const auto number = readNumber(typed);
    // What is too large cannot become right by more digits; what is too small can.
    if (!number || (*number > maximum() && *number > 0.0))
        return QValidator::Invalid;
    return *number < minimum() ? QValidator::Intermediate : QValidator::Acceptable;
}

double NumberField::valueFromText(const QString& text) const
{
    const auto scale = std::pow(10.0, decimals());
    return std::round(readNumber(typedPart(text)).value_or(value()) * scale) / scale;
}

} // namespace nodesentry::ui
