#pragma once

#include <QWidget>

class QLabel;

namespace nodesentry::ui {

class CommandLineHint;

/// What stands in place of something that is not there yet: what is missing, and the next step.
class EmptyPage final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyPage(QWidget* parent = nullptr);

    /// @param command  for the terminal; empty for none
    void setContent(const QString& title, const QString& text, const QString& command = {});

private:
    QLabel* m_title;
    QLabel* m_text;
    CommandLineHint* m_command;
};

} // namespace nodesentry::ui
