#include "widgets/documents/label_document.h"

#include <QUndoCommand>

#include <algorithm>
#include <tuple>

namespace nodesentry::ui {

namespace {

bool comesFirst(const Label& a, const Label& b)
{
    return std::tie(a.node, a.begin, a.id) < std::tie(b.node, b.begin, b.id);
}

} // namespace

/// One edit that has happened. Where taking it back, or doing it again, cannot be written, it stays where it
/// was and so does its place in the stack.
class LabelDocument::EditCommand final : public QUndoCommand {
public:
    EditCommand(LabelDocument& document, const QString& what, ReviewEdit edit)
        : QUndoCommand(what),
          m_document(document),
          m_edit(std::move(edit))
    {
    }

    void redo() override
    {
        if (!m_done)
            m_done = replay(m_edit);
        if (!m_done)
            QMetaObject::invokeMethod(&m_document.m_stack, &QUndoStack::undo, Qt::QueuedConnection);
    }
    void undo() override
    {
        if (m_done)
            m_done = !replay(inverseOf(m_edit));
        if (m_done)
            QMetaObject::invokeMethod(&m_document.m_stack, &QUndoStack::redo, Qt::QueuedConnection);
    }

private:
    bool replay(const ReviewEdit& edit)
    {
        const auto done = m_document.commit(text(), edit);
        if (done && !done->labels.empty())
            Q_EMIT m_document.replayed(done->labels);
        if (done && !done->suggestions.empty())
            Q_EMIT m_document.suggestionsChanged(done->suggestions, true);
        return done.has_value();
    }

    LabelDocument& m_document;
    ReviewEdit m_edit;
    bool m_done = true; ///< the first time it is on the disk before it is on the stack
};

class LabelDocument::ClassCommand final : public QUndoCommand {
public:
    ClassCommand(LabelDocument& document, const QString& what, std::vector<LabelClass> before,
                 std::vector<LabelClass> after)
        : QUndoCommand(what),
          m_document(document),
          m_before(std::move(before)),
          m_after(std::move(after))
    {
    }

    void redo() override
    {
        if (!m_done)
            m_done = m_document.commitClasses(text(), m_after);
        if (!m_done)
            QMetaObject::invokeMethod(&m_document.m_stack, &QUndoStack::undo, Qt::QueuedConnection);
    }
    void undo() override
    {
        if (m_done)
            m_done = !m_document.commitClasses(text(), m_before);
        if (m_done)
            QMetaObject::invokeMethod(&m_document.m_stack, &QUndoStack::redo, Qt::QueuedConnection);
    }

private:
    LabelDocument& m_document;
    std::vector<LabelClass> m_before;
    std::vector<LabelClass> m_after;
    bool m_done = true;
};

LabelDocument::LabelDocument(Selection& selection, QObject* parent)
    : QObject(parent),
      m_selection(selection),
      m_annotator(userName())
{
    connect(&selection, &Selection::changed, this, [this](Selection::Parts parts, const QObject* origin) {
        if (parts & Selection::Object)
            Q_EMIT selectionChanged(origin);
    });
}

LabelDocument::~LabelDocument() = default;

void LabelDocument::open(std::shared_ptr<Project> project, std::vector<Label> labels,
                         std::vector<LabelClass> classes)
{
    m_stack.clear();
    m_project = std::move(project);
    refresh(std::move(labels), std::move(classes));
    select({});
}

void LabelDocument::close()
{
    open(nullptr, {}, {});
}

void LabelDocument::refresh(std::vector<Label> labels, std::vector<LabelClass> classes)
{
    if (classes != m_classes) {
        m_classes = std::move(classes);
        Q_EMIT classesChanged();
    }
    if (labels == m_labels)
        return;
    m_labels = std::move(labels);
    std::sort(m_labels.begin(), m_labels.end(), comesFirst);
    ++m_revision;
    Q_EMIT labelsChanged();
}

std::vector<Label> LabelDocument::labelsOf(const std::string& node) const
{
    const auto first = std::partition_point(m_labels.begin(), m_labels.end(),
                                            [&](const Label& label) { return label.node < node; });
    const auto last
        = std::partition_point(first, m_labels.end(), [&](const Label& label) { return label.node == node; });
    return {first, last};
}

const Label* LabelDocument::find(LabelId id) const
{
    const auto found
        = std::find_if(m_labels.begin(), m_labels.end(), [id](const Label& label) { return label.id == id; });
    return found == m_labels.end() ? nullptr : &*found;
}

const LabelClass* LabelDocument::classWithKey(int key) const
{
    const auto found = std::find_if(m_classes.begin(), m_classes.end(),
                                    [key](const LabelClass& item) { return item.key == key; });
    return found == m_classes.end() ? nullptr : &*found;
}

LabelClass LabelDocument::classOf(const std::string& name) const
{
    const int index = indexOfClass(m_classes, name);
    return index >= 0 ? m_classes[std::size_t(index)] : newLabelClass(name, m_classes);
}

void LabelDocument::setAnnotator(const std::string& name)
{
    m_annotator = name.empty() ? userName() : name;
}

bool LabelDocument::mayEdit(const Label& label) const
{
    return isWritable()
        && (label.author == m_annotator || label.author == kImported || label.author == kAdjudicated);
}

std::optional<LabelEdit> LabelDocument::edit(const QString& what, LabelEdit edit)
{
    auto done = review(what, {std::move(edit), {}});
    return done ? std::optional(std::move(done->labels)) : std::nullopt;
}

std::optional<ReviewEdit> LabelDocument::review(const QString& what, ReviewEdit edit)
{
    auto done = commit(what, edit);
    if (!done)
        return std::nullopt;
    m_stack.push(new EditCommand(*this, what, *done));
    Q_EMIT edited(done->labels);
    if (!done->suggestions.empty())
        Q_EMIT suggestionsChanged(done->suggestions, false);
    return done;
}

LabelId LabelDocument::add(Label label)
{
    if (label.author.empty())
        label.author = m_annotator;
    auto settled = m_settler ? m_settler(label) : SuggestionEdit();
    const auto done = review(tr("Add label"), {{{std::nullopt, std::move(label)}}, std::move(settled)});
    return done ? done->labels.front().after->id : 0;
}

Result<std::vector<LabelHistoryEntry>> LabelDocument::historyOf(LabelId id) const
{
    return m_project ? m_project->labelHistory(id) : std::vector<LabelHistoryEntry>();
}

bool LabelDocument::setClasses(std::vector<LabelClass> classes)
{
    const auto what = tr("Edit classes");
    auto before = m_classes;
    if (!commitClasses(what, classes))
        return false;
    m_stack.push(new ClassCommand(*this, what, std::move(before), std::move(classes)));
    return true;
}

void LabelDocument::select(std::set<LabelId> ids, const QObject* origin)
{
    std::erase_if(ids, [this](LabelId id) { return find(id) == nullptr; });
    if (ids == selection())
        return;
    m_selection.setObject(ChosenLabels{std::move(ids)}, origin);
}

std::vector<Label> LabelDocument::selectedLabels() const
{
    std::vector<Label> chosen;
    const auto& ids = selection();
    if (ids.empty())
        return chosen;
    std::copy_if(m_labels.begin(), m_labels.end(), std::back_inserter(chosen),
                 [&ids](const Label& label) { return ids.contains(label.id); });
    return chosen;
}

std::optional<ReviewEdit> LabelDocument::commit(const QString& what, const ReviewEdit& edit)
{
    if (!m_project)
        return std::nullopt;
    auto done = m_project->editReview(edit);
    if (!done) {
        Q_EMIT failed(what, done.error());
        return std::nullopt;
    }
    if (!done->labels.empty())
        apply(done->labels);
    return std::move(*done);
}

bool LabelDocument::commitClasses(const QString& what, const std::vector<LabelClass>& classes)
{
    if (!m_project)
        return false;
    if (const auto done = m_project->setLabelClasses(classes); !done) {
        Q_EMIT failed(what, done.error());
        return false;
    }
    m_classes = classes;
    Q_EMIT classesChanged();
    return true;
}

void LabelDocument::apply(const LabelEdit& edit)
{
    const auto place = [this](const Label& label) {
        return std::lower_bound(m_labels.begin(), m_labels.end(), label, comesFirst);
    };
    for (const auto& change : edit) {
        if (change.before)
            m_labels.erase(place(*change.before));
        if (change.after)
            m_labels.insert(place(*change.after), *change.after);
    }
    ++m_revision;
    addUsedClasses();
    Q_EMIT labelsChanged();
    select(selection()); // without those that are gone
}

void LabelDocument::addUsedClasses()
{
    // The project adds a class that it did not know; its colour is its choice.
    const bool unknown = std::any_of(m_labels.begin(), m_labels.end(), [this](const Label& label) {
        return indexOfClass(m_classes, label.category) < 0;
    });
    if (!unknown)
        return;
    if (auto classes = m_project->labelClasses()) {
        m_classes = std::move(*classes);
        Q_EMIT classesChanged();
    }
}

} // namespace nodesentry::ui
