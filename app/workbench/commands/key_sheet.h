#pragma once

#include <QDialog>

class QTreeWidget;

namespace nodesentry::app {

class Keymap;

/// Every action with its keys, every gesture of the mouse, and a field to find one of them.
class KeySheet final : public QDialog {
    Q_OBJECT

public:
    explicit KeySheet(const Keymap& keymap, QWidget* parent = nullptr);

    [[nodiscard]] const QTreeWidget& tree() const { return *m_tree; }

private:
    void filter(const QString& text);

    QTreeWidget* m_tree;
};

} // namespace nodesentry::app
