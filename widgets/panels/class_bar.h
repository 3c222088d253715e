#pragma once

#include <QWidget>

#include <vector>

class QToolButton;

namespace nodesentry::ui {

class LabelDocument;

/// The label classes that have a key, as coloured keycaps with names: a legend of the colours, and while something can be
/// labelled a click on one does what its digit does. Takes its place at all times, so that nothing moves when a
/// selection comes or goes; where there is little room names are cut first.
class ClassBar final : public QWidget {
    Q_OBJECT

public:
    /// @param document  outlives the bar
    explicit ClassBar(LabelDocument& document, QWidget* parent = nullptr);

    void setUsable(bool usable); ///< there is something to label
    void setSafeColours(bool safe); ///< as in the lanes

Q_SIGNALS:
    void keyChosen(int key);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void shareWidth(); ///< among the buttons, where their names do not all fit
    void rebuild();

    LabelDocument& m_document;
    std::vector<QToolButton*> m_buttons;
    bool m_usable = false;
    bool m_safeColours = false;
};

} // namespace nodesentry::ui
