#pragma once

#include <QDoubleSpinBox>
#include <QString>

#include <optional>

namespace nodesentry::ui {

/// Reads a number with a decimal point or a decimal comma, whatever the locale. Nothing groups thousands: "1.5" and
/// "1,5" are one and a half everywhere, and "1.234,5" is no number.
[[nodiscard]] std::optional<double> readNumber(QString text);

/// A field for a number that takes point and comma alike. QDoubleSpinBox alone drops the point in a German locale,
/// since it groups thousands there: 1.5 becomes 15.
class NumberField final : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit NumberField(QWidget* parent = nullptr);

    [[nodiscard]] QValidator::State validate(QString& input, int& position) const override;
    [[nodiscard]] double valueFromText(const QString& text) const override; ///< rounded to decimals()

private:
    [[nodiscard]] QString typedPart(const QString& text) const;
};

} // namespace nodesentry::ui
