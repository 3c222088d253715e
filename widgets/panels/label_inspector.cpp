#include "widgets/panels/label_inspector.h"

#include "widgets/documents/label_document.h"
#include "widgets/base/text/error_text.h"
#include "widgets/base/text/number_field.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

/// What all labels say, or nothing where they differ.
template <class Get>
auto common(const std::vector<Label>& labels, Get get) -> std::optional<decltype(get(labels.front()))>
{
    if (labels.empty())
        return std::nullopt;
    const auto first = get(labels.front());
    const bool same
        = std::all_of(labels.begin(), labels.end(), [&](const Label& label) { return get(label) == first; });
    return same ? std::optional(first) : std::nullopt;
}

QString textOf(const Label& label)
{
    return QString::fromStdString(label.category) + u"  "_s + timeText(label.begin) + u" – "_s
        + (label.end ? timeText(*label.end) : QString());
}

} // namespace

LabelInspector::LabelInspector(LabelDocument& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_title(new QLabel),
      m_class(new QComboBox),
      m_begin(new QLineEdit),
      m_end(new QLineEdit),
      m_confidence(new NumberField),
      m_note(new QLineEdit),
      m_metrics(new QLabel),
      m_limit(new QPushButton(tr("Only those &shown"))),
      m_unlimit(new QPushButton(tr("A&ll"))),
      m_author(new QLabel),
      m_history(new QListWidget)
{
    m_title->setWordWrap(true);
    m_metrics->setWordWrap(true);
    m_confidence->setRange(0.0, 100.0);
    m_confidence->setDecimals(0);
    m_confidence->setSingleStep(10.0);
    m_confidence->setSuffix(tr(" %"));
    m_confidence->setKeyboardTracking(false);
    m_end->setPlaceholderText(tr("still going on"));
    m_note->setPlaceholderText(tr("optional"));
    auto* classes = new QToolButton;
    classes->setText(tr("Edit…"));
    classes->setAccessibleName(tr("Edit label classes"));
    auto* classRow = new QHBoxLayout;
    classRow->addWidget(m_class, 1);
    classRow->addWidget(classes);
    auto* metricRow = new QHBoxLayout;
    metricRow->addWidget(m_limit);
    metricRow->addWidget(m_unlimit);
    metricRow->addStretch(1);
    auto* form = new QFormLayout;
    const auto row = [form](const QString& caption, QWidget* field) {
        form->addRow(caption, field);
        auto name = caption;
        field->setAccessibleName(name.remove(u'&').remove(u':'));
    };
    auto* classCaption = new QLabel(tr("&Class:"));
    classCaption->setBuddy(m_class);
    form->addRow(classCaption, classRow);
    m_class->setAccessibleName(tr("Class"));
    row(tr("F&rom:"), m_begin);
    row(tr("&To:"), m_end);
    row(tr("S&ure:"), m_confidence);
    row(tr("N&ote:"), m_note);
    form->addRow(tr("Metrics:"), m_metrics);
    form->addRow(metricRow);
    form->addRow(tr("Author:"), m_author);
    m_history->setWordWrap(true);
    m_history->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_history->setAccessibleName(tr("History of the label"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_title);
    column->addLayout(form);
    column->addWidget(new QLabel(tr("History")));
    column->addWidget(m_history, 1);

    connect(&document, &LabelDocument::labelsChanged, this, &LabelInspector::refresh);
    connect(&document, &LabelDocument::classesChanged, this, &LabelInspector::refresh);
    connect(&document, &LabelDocument::selectionChanged, this, &LabelInspector::refresh);
    connect(classes, &QToolButton::clicked, this, &LabelInspector::classEditorWanted);
    connect(m_class, &QComboBox::activated, this, [this] {
        const auto name = m_class->currentData().toString().toStdString();
        change(tr("Change class"), [&](Label& label) { label.category = name; });
    });
    connect(m_confidence, &NumberField::valueChanged, this, [this](double value) {
        change(tr("Change confidence"), [value](Label& label) { label.confidence = value / 100.0; });
    });
    connect(m_note, &QLineEdit::editingFinished, this, [this] {
        if (!m_note->isModified())
            return;
        const auto note = m_note->text().trimmed().toStdString();
        change(tr("Change note"), [&](Label& label) { label.note = note; });
    });
    for (auto* field : {m_begin, m_end})
        connect(field, &QLineEdit::editingFinished, this, &LabelInspector::takeTimes);
    for (auto* field : std::initializer_list<QWidget*>{m_begin, m_end, m_confidence, m_note}) {
        field->installEventFilter(this);
        auto* line = field == m_confidence ? field->findChild<QLineEdit*>() : static_cast<QLineEdit*>(field);
        // After the field itself has taken what was typed.
        connect(line, &QLineEdit::returnPressed, this, &LabelInspector::left, Qt::QueuedConnection);
    }
    connect(m_limit, &QPushButton::clicked, this, &LabelInspector::shownMetricsWanted);
    connect(m_unlimit, &QPushButton::clicked, this,
            [this] { change(tr("Change metrics"), [](Label& label) { label.metrics.clear(); }); });
    refresh();
}

bool LabelInspector::eventFilter(QObject* watched, QEvent* event)
{
    const bool press = event->type() == QEvent::KeyPress;
    if ((!press && event->type() != QEvent::ShortcutOverride)
        || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    event->accept(); // else the window's Escape would get it
    if (press) {
        for (auto* field : {m_begin, m_end, m_note})
            field->setModified(false);
        refresh();
        Q_EMIT left();
    }
    return true;
}

void LabelInspector::updateTexts()
{
    refresh();
}

void LabelInspector::editConfidence()
{
    m_confidence->setFocus();
    m_confidence->selectAll();
}

void LabelInspector::editNote()
{
    m_note->setFocus();
    m_note->selectAll();
}

void LabelInspector::editBegin()
{
    m_begin->setFocus();
    m_begin->selectAll();
}

void LabelInspector::refresh()
{
    m_refreshing = true;
    const auto labels = m_document.selectedLabels();
    const bool single = labels.size() == 1;
    const bool editable = !labels.empty()
        && std::all_of(labels.begin(), labels.end(),
                       [this](const Label& label) { return m_document.mayEdit(label); });
    m_title->setText(labels.empty()
                         ? tr("No label is chosen. Click one in the lanes or in the list; drag over a "
                              "stretch of time and press a digit to make one.")
                         : single ? tr("Node %1").arg(QString::fromStdString(labels.front().node))
                                  : tr("%n labels", nullptr, int(labels.size())));
    m_class->clear();
    for (const auto& item : m_document.classes()) {
        QPixmap colour(12, 12);
        colour.fill(QColor(QString::fromStdString(item.colour)));
        const auto title = QString::fromStdString(item.shownTitle());
        m_class->addItem(colour,
                         item.key == LabelClass::kNoKey ? title : u"%1  (%2)"_s.arg(title).arg(item.key),
                         QString::fromStdString(item.name));
    }
    const auto category = common(labels, [](const Label& label) { return label.category; });
    m_class->setCurrentIndex(category ? m_class->findData(QString::fromStdString(*category)) : -1);
    m_begin->setText(single ? editableTimeText(labels.front().begin) : QString());
    m_end->setText(single && labels.front().end ? editableTimeText(*labels.front().end) : QString());
    m_begin->setToolTip(tr("Times are in %1").arg(zoneName()));
    m_end->setToolTip(m_begin->toolTip());
    const auto confidence = common(labels, [](const Label& label) { return label.confidence; });
    m_confidence->setValue(confidence.value_or(1.0) * 100.0);
    const auto note = common(labels, [](const Label& label) { return label.note; });
    if (!m_note->hasFocus() || !m_note->isModified()) {
        m_note->setText(QString::fromStdString(note.value_or("")));
        if (!m_note->hasFocus())
            m_note->setCursorPosition(0); // its beginning is seen
    }
    QStringList names;
    if (const auto metrics = common(labels, [](const Label& label) { return label.metrics; }))
        for (const auto& name : *metrics)
            names << QString::fromStdString(name);
    m_metrics->setText(labels.empty() ? QString() : names.isEmpty() ? tr("all") : names.join(u", "_s));
    const auto author = common(labels, [](const Label& label) { return label.author; });
    m_author->setText(author ? QString::fromStdString(*author) : QString());
    for (auto* field : std::initializer_list<QWidget*>{m_class, m_confidence, m_note, m_limit, m_unlimit})
        field->setEnabled(editable);
    m_begin->setEnabled(editable && single);
    m_end->setEnabled(editable && single);
    m_history->clear();
    if (single)
        showHistory(labels.front().id);
    m_refreshing = false;
}

void LabelInspector::change(const QString& what, const std::function<void(Label&)>& edit)
{
    if (m_refreshing)
        return;
    LabelEdit changes;
    for (const auto& label : m_document.selectedLabels()) {
        auto after = label;
        edit(after);
        if (after != label)
            changes.push_back({label, std::move(after)});
    }
    if (!changes.empty() && !m_document.edit(what, std::move(changes)))
        refresh(); // shows what it still is
}

void LabelInspector::takeTimes()
{
    const auto labels = m_document.selectedLabels();
    if (labels.size() != 1 || (!m_begin->isModified() && !m_end->isModified()))
        return;
    // A field that nobody touched keeps its moment: what is shown of it may be less than it is.
    auto after = labels.front();
    const auto read = [](const QLineEdit& field, TimeMs before) {
        return !field.isModified() || field.text().trimmed() == editableTimeText(before)
            ? Result<TimeMs>(before)
            : parseDisplayedTime(field.text());
    };
    const auto begin = read(*m_begin, after.begin);
    const bool open = m_end->text().trimmed().isEmpty();
    const auto end = open ? Result<TimeMs>(0)
        : after.end       ? read(*m_end, *after.end)
                          : parseDisplayedTime(m_end->text());
    if (!begin || !end) {
        Q_EMIT message(errorText(begin ? end.error() : begin.error()).oneLine());
        refresh();
        return;
    }
    change(tr("Change times"), [&](Label& label) {
        label.begin = *begin;
        label.end = open ? std::nullopt : std::optional(*end);
    });
    refresh(); // the fields are as they were written last
}

void LabelInspector::showHistory(LabelId id)
{
    const auto history = m_document.historyOf(id);
    if (!history) {
        m_history->addItem(errorText(history.error()).oneLine());
        return;
    }
    for (auto entry = history->rbegin(); entry != history->rend(); ++entry) {
        const auto& change = entry->change;
        const auto what = !change.before ? tr("added: %1").arg(textOf(*change.after))
            : !change.after              ? tr("removed: %1").arg(textOf(*change.before))
                                         : tr("changed to: %1").arg(textOf(*change.after));
        m_history->addItem(
            u"%1  %2  %3"_s.arg(timeText(entry->at), QString::fromStdString(entry->who), what));
    }
}

} // namespace nodesentry::ui
