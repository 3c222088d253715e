#pragma once

#include <QDialog>

#include <functional>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;

namespace nodesentry::ui {

/// Something that can be found by typing.
struct PaletteItem {
    enum class Kind { Command, Node, Job, Metric, Time } kind = Kind::Command;
    QString title; ///< what is typed to find it
    QString detail; ///< shown beside it: keys, times
    bool possible = true; ///< false: listed, so that it is found, but not done
    std::function<void()> run;
    QStringList otherNames{}; ///< that find it too: in English, in settings
};

/// One line to type a command, a node, a job, a metric or a time, with what fits listed under it. A first character
/// asks for one kind only: ">" commands, "@" nodes, "#" jobs, "/" metrics. Enter does the chosen one.
class CommandPalette final : public QDialog {
    Q_OBJECT

public:
    /// What a text means by itself, besides the items: a time.
    using Typed = std::function<std::vector<PaletteItem>(const QString& text)>;

    /// @param typed  asked at every key; its items are listed first. May be empty
    explicit CommandPalette(std::vector<PaletteItem> items, Typed typed = {}, QWidget* parent = nullptr);

    /// Says what is looked for here, where that is not everything.
    /// @param prompt  "Time, node or job"
    void setPrompt(const QString& title, const QString& prompt, const QString& hint);

    [[nodiscard]] QLineEdit& field() const { return *m_field; }
    [[nodiscard]] QListWidget& list() const { return *m_list; }

    static constexpr std::size_t kMostListed = 60;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; ///< arrows in the field move in the list

private:
    void search();
    /// How well a text fits the best of an item's names; nullopt: none.
    [[nodiscard]] static std::optional<int> scoreOf(const QString& text, const PaletteItem& item);
    void choose();

    std::vector<PaletteItem> m_items;
    Typed m_typed;
    QString m_help; ///< while nothing is typed; empty: how keys work
    std::vector<PaletteItem> m_found; ///< as listed
    QLineEdit* m_field;
    QListWidget* m_list;
    QLabel* m_hint;
};

} // namespace nodesentry::ui
