#pragma once

#include "core/base/user_name.h"
#include "core/project/project.h"
#include "widgets/documents/selection.h"

#include <QObject>
#include <QUndoStack>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace nodesentry::ui {

/// The labels of the open project as the window knows them, and every edit of them: one undo command each,
/// over all nodes. An edit is in the project's database before labelsChanged() is heard; one that cannot be
/// written changes nothing, and failed() says why.
class LabelDocument final : public QObject {
    Q_OBJECT

public:
    /// @param selection  holds which labels are chosen; outlives the document
    explicit LabelDocument(Selection& selection, QObject* parent = nullptr);
    ~LabelDocument() override;

    /// Starts over with what was read of a project; the undo stack is empty then.
    /// @param labels  as Project::labels() gives them
    void open(std::shared_ptr<Project> project, std::vector<Label> labels, std::vector<LabelClass> classes);
    void close();
    /// Takes what was read anew, e.g. after a run or an import; the undo stack stays.
    void refresh(std::vector<Label> labels, std::vector<LabelClass> classes);

    [[nodiscard]] bool isWritable() const { return m_project && !m_project->readOnly(); }
    [[nodiscard]] const std::vector<Label>& labels() const { return m_labels; } ///< by node, begin, id
    [[nodiscard]] std::vector<Label> labelsOf(const std::string& node) const;
    [[nodiscard]] const Label* find(LabelId id) const; ///< null: none; valid until the next edit
    [[nodiscard]] const std::vector<LabelClass>& classes() const { return m_classes; }
    [[nodiscard]] const LabelClass* classWithKey(int key) const; ///< null: none
    /// The class of a label; one of the same name without more, if it is not among the classes.
    [[nodiscard]] LabelClass classOf(const std::string& name) const;
    /// Grows with every change of the labels.
    [[nodiscard]] quint64 revision() const { return m_revision; }
    [[nodiscard]] QUndoStack& stack() { return m_stack; }

    /// Whose labels are made here; the user at first.
    void setAnnotator(const std::string& name);
    [[nodiscard]] const std::string& annotator() const { return m_annotator; }
    /// Own, imported and adjudicated labels may be edited, those of other people may not.
    [[nodiscard]] bool mayEdit(const Label& label) const;

    /// Does an edit and puts it on the undo stack.
    /// @param what  for the menus: "Add label"
    /// @return the edit with ids filled in; nullopt: it failed
    std::optional<LabelEdit> edit(const QString& what, LabelEdit edit);
    /// The same with decisions on suggestions that go with it.
    std::optional<ReviewEdit> review(const QString& what, ReviewEdit edit);
    /// Adds a label by the annotator. Suggestions that it settles are accepted with it, in the same step.
    /// @return its id; 0: it failed
    LabelId add(Label label);
    /// Tells which suggestions a new label settles; without it, none.
    void setSettler(std::function<SuggestionEdit(const Label&)> settler) { m_settler = std::move(settler); }
    [[nodiscard]] Result<std::vector<LabelHistoryEntry>> historyOf(LabelId id) const; ///< oldest first
    bool setClasses(std::vector<LabelClass> classes); ///< false: it failed

    /// The chosen labels, of any nodes: those of the Selection.
    [[nodiscard]] const std::set<LabelId>& selection() const { return m_selection.labels(); }
    /// Chooses labels that there are. None: no label is chosen; another chosen object stays.
    void select(std::set<LabelId> ids, const QObject* origin = nullptr);
    [[nodiscard]] std::vector<Label> selectedLabels() const; ///< in the order of labels()

Q_SIGNALS:
    void labelsChanged();
    void classesChanged();
    void selectionChanged(const QObject* origin); ///< another object of the Selection is chosen, or none
    /// An edit was done, for the first time.
    void edited(const nodesentry::LabelEdit& edit);
    /// An edit was taken back or done again: @p edit is what happened now.
    void replayed(const nodesentry::LabelEdit& edit);
    /// The same of decisions on suggestions; heard for every edit that has some.
    void suggestionsChanged(const nodesentry::SuggestionEdit& edit, bool replayed);
    void failed(const QString& what, const nodesentry::Error& error);

private:
    class EditCommand;
    class ClassCommand;
    std::optional<ReviewEdit> commit(const QString& what, const ReviewEdit& edit);
    bool commitClasses(const QString& what, const std::vector<LabelClass>& classes);
    void apply(const LabelEdit& edit);
    void addUsedClasses();

    Selection& m_selection;
    std::shared_ptr<Project> m_project;
    std::vector<Label> m_labels;
    std::vector<LabelClass> m_classes;
    std::string m_annotator;
    std::function<SuggestionEdit(const Label&)> m_settler;
    quint64 m_revision = 0;
    QUndoStack m_stack;
};

} // namespace nodesentry::ui
