#pragma once

#include "app/workbench/commands/action_set.h"

#include <QDialog>

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace nodesentry::app {

class AppSettings;
class Keymap;

/// What a person chooses once: keys, mouse, colours and language. Every change is in force at once, but for
/// the language, which the next start takes.
class PreferencesDialog final : public QDialog {
    Q_OBJECT

public:
    /// @param keymap, actions, view, settings  outlive the dialog
    PreferencesDialog(Keymap& keymap, const ActionSet& actions, ui::ViewOptions& view, AppSettings& settings,
                      QWidget* parent = nullptr);

private:
    [[nodiscard]] QWidget* makeGeneral();
    [[nodiscard]] QWidget* makeKeys();
    void fill();
    void showCurrent();
    void setCurrent(const QList<QKeySequence>& keys);
    void takeFromOthers();
    [[nodiscard]] const ActionSpec* current() const;
    [[nodiscard]] QList<const ActionSpec*> conflictsOf(const ActionSpec& spec) const;

    Keymap& m_keymap;
    const ActionSet& m_actions;
    ui::ViewOptions& m_view;
    AppSettings& m_settings;
    QTreeWidget* m_tree;
    QKeySequenceEdit* m_edit;
    QLabel* m_conflict;
    QPushButton* m_take;
    QPushButton* m_reset;
    QPushButton* m_clear;
    bool m_filling = false;
};

} // namespace nodesentry::app
