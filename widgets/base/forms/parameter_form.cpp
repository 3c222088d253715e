#include "widgets/base/forms/parameter_form.h"

#include "widgets/base/forms/parameter_field.h"
#include "widgets/base/theme/plot_colors.h"
#include "widgets/base/theme/symbolic_icon.h"

#include <QEvent>
#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

enum GridColumn { CaptionColumn, FieldColumn, UnitColumn, DefaultColumn, HelpColumn, GridColumns };

constexpr int kFieldChars = 20; ///< widths in average characters
constexpr int kUnitChars = 11;
constexpr int kHelpChars = 32;

/// Stages by name and by title, in the order they run in.
struct StageTitle {
    const char* stage;
    const char* title;
};
constexpr std::array kStages{
    StageTitle{"run", QT_TRANSLATE_NOOP("nodesentry::ui::ParameterForm", "The whole run")},
    StageTitle{"prepare", QT_TRANSLATE_NOOP("nodesentry::ui::ParameterForm", "Preparation")},
    StageTitle{"features", QT_TRANSLATE_NOOP("nodesentry::ui::ParameterForm", "Features")},
    StageTitle{"cluster", QT_TRANSLATE_NOOP("nodesentry::ui::ParameterForm", "Clusters")},
    StageTitle{"projection", QT_TRANSLATE_NOOP("nodesentry::ui::ParameterForm", "Map of the segments")},
    StageTitle{"train", QT_TRANSLATE_NOOP("nodesentry::ui::ParameterForm", "Training")},
    StageTitle{"update", QT_TRANSLATE_NOOP("nodesentry::ui::ParameterForm", "Learning from new samples")},
    StageTitle{"detect", QT_TRANSLATE_NOOP("nodesentry::ui::ParameterForm", "Detection")},
    StageTitle{"baselines", QT_TRANSLATE_NOOP("nodesentry::ui::ParameterForm", "Other methods")},
    StageTitle{"evaluate", QT_TRANSLATE_NOOP("nodesentry::ui::ParameterForm", "Evaluation")},
    StageTitle{"similar", QT_TRANSLATE_NOOP("nodesentry::ui::ParameterForm", "Search for more like a label")},
};

std::vector<std::string> stagesOf(const std::vector<ParameterValue>& parameters)
{
    std::vector<std::string> stages;
    stages.reserve(kStages.size());
    for (const auto& known : kStages)
        stages.emplace_back(known.stage);
    for (const auto& parameter : parameters)
        if (const auto stage = parameter.info.stage();
            std::find(stages.begin(), stages.end(), stage) == stages.end())
            stages.push_back(stage);
    return stages;
}

QString shownValue(const ParameterInfo& info, const std::string& text)
{
    if (info.kind == ParameterKind::Flag)
        return text == "true" ? ParameterForm::tr("on") : ParameterForm::tr("off");
    if (text.empty())
        return ParameterForm::tr("none");
    if (info.kind == ParameterKind::Real)
        return shownNumber(QString::fromStdString(text).toDouble());
    return QString::fromStdString(text);
}

QLabel* smallLabel(const QString& text, int chars)
{
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setMinimumWidth(label->fontMetrics().averageCharWidth() * chars);
    return label;
}

} // namespace

QString parameterCaption(const ParameterInfo& info)
{
    auto name = QString::fromStdString(info.name.substr(info.name.find('.') + 1));
    if (info.unit == "s" && name.endsWith(u"_s"_s))
        name.chop(2);
    name.replace(u'_', u' ');
    const bool isSymbol = name.size() < 2 || name[1] == u' '; // "k", "k max"
    if (!isSymbol)
        name[0] = name[0].toUpper();
    return name;
}

struct ParameterForm::Row {
    QString section;
    QString searched; ///< all that the filter looks at
    std::string start; ///< the value that changes are counted from
    bool isOwn = false; ///< shown, since it was not the default at the start
    QLabel* caption;
    ParameterField* field;
    QLabel* unit;
    QToolButton* toDefault;
    QLabel* help;
    QLabel* problem;

    [[nodiscard]] bool isBasic() const { return field->info().audience == Audience::Basic; }
    void setVisible(bool visible)
    {
        for (QWidget* widget : std::initializer_list<QWidget*>{caption, field, unit, toDefault, help})
            widget->setVisible(visible);
        problem->setVisible(visible && !problem->text().isEmpty());
    }
};

struct ParameterForm::Section {
    QString title;
    QWidget* heading;
};

ParameterForm::ParameterForm(const std::vector<ParameterValue>& parameters, QWidget* parent)
    : QWidget(parent),
      m_filter(new QLineEdit),
      m_all(new QPushButton(tr("&All parameters"))),
      m_nothing(new QLabel(tr("No parameter matches the filter."))),
      m_scroll(new QScrollArea),
      m_grid(new QGridLayout)
{
    m_filter->setPlaceholderText(tr("Filter all parameters by name or meaning"));
    m_filter->setAccessibleName(tr("Filter of the parameters"));
    m_filter->setClearButtonEnabled(true);
    m_all->setCheckable(true);
    m_all->setToolTip(tr("Show also the parameters that few need"));
    m_nothing->setMargin(12);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->hide();

    auto* content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(12, 4, 12, 12);
    column->addLayout(m_grid);
    column->addWidget(m_nothing);
    column->addStretch(1);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(HelpColumn, 1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);

    auto* top = new QHBoxLayout;
    top->addWidget(m_filter, 1);
    top->addWidget(m_all);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins({});
    all->addLayout(top);
    all->addWidget(m_scroll, 1);

    for (const auto& stage : stagesOf(parameters)) {
        const auto isOfStage = [&](const ParameterValue& value) { return value.info.stage() == stage; };
        if (std::none_of(parameters.begin(), parameters.end(), isOfStage))
            continue;
        const auto* known = std::find_if(kStages.begin(), kStages.end(),
                                         [&](const StageTitle& title) { return title.stage == stage; });
        addSection(known != kStages.end() ? tr(known->title) : QString::fromStdString(stage));
        for (const auto& parameter : parameters)
            if (isOfStage(parameter))
                addRow(parameter);
    }
    for (auto& row : m_rows)
        refresh(*row);
    colourProblems();
    updateVisibility();
    content->setMinimumWidth(m_grid->minimumSize().width() + 24);
    m_scroll->setMinimumWidth(content->minimumWidth() + m_scroll->sizeHint().height() / 8);
    connect(m_all, &QPushButton::toggled, this, &ParameterForm::updateVisibility);
    connect(m_filter, &QLineEdit::textChanged, this, &ParameterForm::updateVisibility);
}

ParameterForm::~ParameterForm() = default;

void ParameterForm::addSection(const QString& title)
{
    auto* heading = new QWidget;
    auto* label = new QLabel(title);
    auto font = label->font();
    font.setBold(true);
    label->setFont(font);
    auto* line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    line->setForegroundRole(QPalette::Mid);
    line->setFrameShadow(QFrame::Plain);
    auto* row = new QHBoxLayout(heading);
    row->setContentsMargins(0, 10, 0, 2);
    row->addWidget(label);
    row->addWidget(line, 1);
    m_grid->addWidget(heading, m_grid->rowCount(), 0, 1, GridColumns);
    m_sections.push_back(std::make_unique<Section>(Section{title, heading}));
}

void ParameterForm::addRow(const ParameterValue& parameter)
{
    const auto& info = parameter.info;
    const auto name = QString::fromStdString(info.name);
    const auto unitText = QString::fromStdString(info.unit);
    auto help = QString::fromStdString(info.help);
    if (info.audience == Audience::Experiment)
        help = tr("For experiments: %1").arg(help);
    const int unit = fontMetrics().averageCharWidth();

    auto row = std::make_unique<Row>();
    row->section = m_sections.back()->title;
    row->field = new ParameterField(info);
    row->field->setText(parameter.text);
    row->field->setFixedWidth(unit * kFieldChars);
    row->caption = new QLabel(parameterCaption(info));
    row->caption->setTextFormat(Qt::PlainText);
    row->caption->setBuddy(row->field);
    row->unit = smallLabel(unitText, kUnitChars);
    row->unit->setFixedWidth(unit * kUnitChars);
    row->help = smallLabel(help, kHelpChars);
    row->problem = new QLabel;
    row->problem->setWordWrap(true);
    row->problem->setForegroundRole(QPalette::WindowText); // not that of the fields' ground
    row->searched = (QStringList{name, row->caption->text(), unitText, help, row->section}).join(u'\n');
    row->toDefault = new QToolButton;
    row->toDefault->setIcon(symbolicIcon(u"back"_s));
    row->toDefault->setAutoRaise(true);
    row->toDefault->setObjectName(name + u"/default"_s);
    row->toDefault->setFocusPolicy(Qt::StrongFocus);
    m_grid->setColumnMinimumWidth(DefaultColumn, row->toDefault->sizeHint().width()); // also while it hides
    const auto defaultValue = shownValue(info, info.defaultText);
    row->toDefault->setToolTip(tr("Back to the default: %1").arg(defaultValue));
    row->toDefault->setAccessibleName(tr("%1: back to the default").arg(row->caption->text()));

    auto range = QString::fromStdString(info.rangeText());
    QStringList tip{u"<p><b>%1</b></p><p>%2</p>"_s.arg(name.toHtmlEscaped(), help.toHtmlEscaped())};
    if (!range.isEmpty() && info.kind != ParameterKind::Flag)
        tip << tr("Allowed: %1")
                   .arg(range.replace(u".."_s, u" … "_s).replace(u"|"_s, u", "_s))
                   .toHtmlEscaped();
    tip << tr("Default: %1").arg(defaultValue).toHtmlEscaped();
    for (QWidget* widget : std::initializer_list<QWidget*>{row->caption, row->field, row->unit, row->help})
        widget->setToolTip(tip.join(u"<br>"_s));

    const int line = m_grid->rowCount();
    // The first lines of all three stand beside each other, however many there are.
    const int margin = std::max(0, (row->field->sizeHint().height() - fontMetrics().height()) / 2);
    for (auto* label : {row->caption, row->unit, row->help}) {
        label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        label->setContentsMargins(0, margin, 0, 0);
    }
    m_grid->addWidget(row->caption, line, CaptionColumn, Qt::AlignTop);
    m_grid->addWidget(row->field, line, FieldColumn, Qt::AlignTop);
    m_grid->addWidget(row->unit, line, UnitColumn, Qt::AlignTop);
    m_grid->addWidget(row->toDefault, line, DefaultColumn, Qt::AlignTop);
    m_grid->addWidget(row->help, line, HelpColumn);
    m_grid->addWidget(row->problem, line + 1, FieldColumn, 1, GridColumns - FieldColumn);

    row->start = row->field->text();
    row->isOwn = row->start != info.defaultText;
    auto* added = row.get();
    connect(row->toDefault, &QToolButton::clicked, this, [added] {
        added->field->setFocus(); // before the button hides, else the focus is lost
        added->field->setText(added->field->info().defaultText);
    });
    connect(row->field, &ParameterField::changed, this, [this, added] {
        refresh(*added);
        if (!m_starting)
            Q_EMIT changed();
    });
    m_rows.push_back(std::move(row));
}

void ParameterForm::refresh(Row& row)
{
    const auto& info = row.field->info();
    const bool isDefault = row.field->text() == info.defaultText;
    auto font = row.caption->font();
    font.setBold(!isDefault);
    row.caption->setFont(font);
    const auto problem = row.field->problem();
    row.problem->setText(problem);
    const bool isShown = !row.field->isHidden();
    row.problem->setVisible(isShown && !problem.isEmpty());
    row.toDefault->setVisible(isShown && !isDefault);
    QStringList spoken;
    if (!problem.isEmpty())
        spoken << problem;
    if (!isDefault)
        spoken << tr("Not the default, which is %1.").arg(shownValue(info, info.defaultText));
    spoken << row.help->text();
    auto name = row.caption->text();
    if (!info.unit.empty())
        name = tr("%1 in %2").arg(name, row.unit->text());
    row.field->setSpokenTexts(name, spoken.join(u' '));
}

void ParameterForm::updateVisibility()
{
    const auto words = m_filter->text().split(u' ', Qt::SkipEmptyParts);
    bool anything = false;
    for (auto& section : m_sections) {
        bool any = false;
        for (auto& row : m_rows) {
            if (row->section != section->title)
                continue;
            const bool isWanted = words.isEmpty()
                ? row->isBasic() || row->isOwn || m_all->isChecked()
                : std::all_of(words.begin(), words.end(), [&](const QString& word) {
                      return row->searched.contains(word, Qt::CaseInsensitive);
                  });
            row->setVisible(isWanted);
            if (isWanted)
                refresh(*row);
            any = any || isWanted;
        }
        section->heading->setVisible(any);
        anything = anything || any;
    }
    m_nothing->setVisible(!anything);
}

void ParameterForm::startFrom(const ParameterTexts& values)
{
    {
        const QScopedValueRollback guard(m_starting, true);
        for (const auto& [name, text] : values) {
            const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&name = name](const auto& entry) {
                return entry->field->info().name == name;
            });
            if (row != m_rows.end())
                (*row)->field->setText(text);
        }
        for (auto& row : m_rows) {
            row->start = row->field->text();
            row->isOwn = row->start != row->field->info().defaultText;
        }
    }
    updateVisibility();
    Q_EMIT changed();
}

ParameterTexts ParameterForm::changes() const
{
    ParameterTexts texts;
    for (const auto& row : m_rows)
        if (auto text = row->field->text(); text != row->start && row->field->info().check(text))
            texts.emplace_back(row->field->info().name, std::move(text));
    return texts;
}

QString ParameterForm::problem() const
{
    for (const auto& row : m_rows)
        if (const auto found = row->field->problem(); !found.isEmpty())
            return tr("%1: %2").arg(row->caption->text(), found);
    return {};
}

void ParameterForm::setAllShown(bool all)
{
    m_all->setChecked(all);
}

bool ParameterForm::isAllShown() const
{
    return m_all->isChecked();
}

void ParameterForm::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourProblems();
}

void ParameterForm::colourProblems()
{
    auto colours = palette();
    colours.setColor(QPalette::WindowText, plotColors(palette()).caseLine);
    for (auto& row : m_rows)
        row->problem->setPalette(colours);
}

} // namespace nodesentry::ui
