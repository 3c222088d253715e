#pragma once

#include <QFrame>

class QLabel;

namespace nodesentry::ui {

/// A command for the terminal, in a fixed-width font, with a button that copies it.
class CommandLineHint final : public QFrame {
    Q_OBJECT

public:
    explicit CommandLineHint(const QString& command, QWidget* parent = nullptr);

    void setCommand(const QString& command);
    [[nodiscard]] QString command() const;

private:
    QLabel* m_text;
};

/// A path as one word of a shell command.
[[nodiscard]] QString shellQuoted(const QString& path);

} // namespace nodesentry::ui
