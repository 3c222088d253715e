#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace nodesentry::ui {

/// A line across the window that says something the user should know, with at most one thing to do about it.
class Banner final : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Hint, Warning, Error };

    explicit Banner(QWidget* parent = nullptr);

    /// Shows a message in place of the present one.
    /// @param action  text of the button; empty for none
    void showMessage(Kind kind, const QString& text, const QString& action = {});
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Kind m_kind = Kind::Hint;
    QLabel* m_sign;
    QLabel* m_text;
    QPushButton* m_action;
    QToolButton* m_close;
};

} // namespace nodesentry::ui
