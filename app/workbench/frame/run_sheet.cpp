#include "app/workbench/frame/run_sheet.h"

#include "core/base/time.h"
#include "widgets/base/forms/parameter_form.h"
#include "widgets/base/notices/command_line_hint.h"
#include "widgets/base/text/number_field.h"
#include "widgets/base/theme/plot_colors.h"
#include "widgets/base/theme/symbolic_icon.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <limits>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

enum Split { ShareOfTime, UntilTime };

/// Parameters that have a field of their own on the left.
constexpr auto kTrainFraction = "prepare.train_fraction";
constexpr auto kTrainUntil = "prepare.train_until";
constexpr auto kSeed = "run.seed";
constexpr std::array kOwnFields{kTrainFraction, kTrainUntil, kSeed};

constexpr double kPercent = 100.0;
constexpr double kMostOfScreen = 0.95;

bool hasOwnField(const ParameterValue& value)
{
    return std::any_of(kOwnFields.begin(), kOwnFields.end(),
                       [&](const char* name) { return value.info.name == name; });
}

std::vector<ParameterValue> formParameters(std::vector<ParameterValue> parameters)
{
    std::erase_if(parameters, hasOwnField);
    return parameters;
}

std::string valueOf(const ParameterTexts& values, std::string_view name)
{
    const auto found
        = std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == name; });
    return found == values.end() ? std::string() : found->second;
}

QLabel* heading(const QString& text)
{
    auto* label = new QLabel(text);
    auto font = label->font();
    font.setBold(true);
    label->setFont(font);
    label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    return label;
}

QLabel* hint(const QString& text)
{
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

QStringList runArguments(const QString& project, const RunRequest& request)
{
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    QStringList words{u"run"_s, project};
    if (!request.preset.empty())
        words << u"--preset"_s << text(request.preset);
    if (!request.trainUntil.empty())
        words << u"--train-until"_s << text(request.trainUntil);
    if (request.trainFraction)
        words << u"--train-fraction"_s << text(parameterText(*request.trainFraction));
    if (request.seed)
        words << u"--seed"_s << QString::number(*request.seed);
    if (request.device != "auto")
        words << u"--device"_s << text(request.device);
    if (!request.methods.empty()) {
        QStringList methods;
        for (const auto& method : request.methods)
            methods << text(method);
        words << u"--method"_s << methods.join(u',');
    }
    for (const auto& [name, value] : request.parameters)
        words << u"--set"_s << u"%1=%2"_s.arg(text(name), text(value));
    return words;
}

RunSheet::RunSheet(QString project, RunChoices choices, QWidget* parent)
    : QDialog(parent),
      m_project(std::move(project)),
      m_choices(std::move(choices)),
      m_preset(new QComboBox),
      m_presetHelp(hint({})),
      m_seed(new QSpinBox),
      m_split(new QComboBox),
      m_splitFields(new QStackedWidget),
      m_share(new ui::NumberField),
      m_until(new QLineEdit),
      m_device(new QComboBox),
      m_form(new ui::ParameterForm(formParameters(m_choices.parameters))),
      m_problem(new QLabel),
      m_command(new QLineEdit)
{
    setWindowTitle(tr("Run with…"));
    const int unit = fontMetrics().averageCharWidth();
    auto* left = new QVBoxLayout;
    left->addWidget(makeStart());
    left->addWidget(heading(tr("Methods")));
    left->addWidget(makeMethods(), 1);
    auto* right = new QVBoxLayout;
    right->addWidget(heading(tr("Parameters")));
    right->addWidget(m_form, 1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addLayout(left, 2);
    columns->addLayout(right, 5);
    auto* all = new QVBoxLayout(this);
    all->addLayout(columns, 1);
    all->addWidget(makeBottom());
    resize(QSize(unit * 165, unit * 112).boundedTo(screen()->availableSize() * kMostOfScreen));
    connect(m_form, &ui::ParameterForm::changed, this, &RunSheet::check);
    startFromPreset();
}

QWidget* RunSheet::makeStart()
{
    m_preset->addItem(tr("This project"), QString());
    for (const auto& preset : m_choices.presets) {
        const auto name = QString::fromStdString(preset.name);
        m_preset->addItem(name == u"default" ? tr("Defaults") : name == u"paper" ? tr("Paper") : name, name);
    }
    m_preset->setObjectName(u"preset"_s);
    m_seed->setObjectName(u"seed"_s);
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_split->setObjectName(u"split"_s);
    m_split->addItem(tr("First part of the time"));
    m_split->addItem(tr("Up to a time"));
    m_share->setObjectName(u"share"_s);
    m_share->setRange(0.0, kPercent);
    m_share->setDecimals(1);
    m_share->setSuffix(tr(" %"));
    m_share->setToolTip(tr("Data that brings its own split keeps it."));
    m_until->setObjectName(u"until"_s);
    m_until->setPlaceholderText(u"2026-01-31 12:00"_s);
    m_until->setToolTip(tr("In UTC, or with an offset such as +01:00"));
    m_splitFields->addWidget(m_share);
    m_splitFields->addWidget(m_until);
    m_splitFields->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_device->setObjectName(u"device"_s);
    m_device->addItem(tr("Automatic"), u"auto"_s);
    for (const auto& device : m_choices.devices) {
        const auto name = QString::fromStdString(device.name);
        const auto shown = name == u"cpu" ? tr("CPU")
            : name.startsWith(u"cuda")    ? tr("GPU %1").arg(name.section(u':', 1))
                                          : name;
        m_device->addItem(shown, name);
        m_device->setItemData(m_device->count() - 1, QString::fromStdString(device.description),
                              Qt::ToolTipRole);
    }
    if (m_choices.devices.size() < 2)
        m_device->setToolTip(tr("There is no CUDA device that this program can use."));

    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setContentsMargins({});
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Start from:"), m_preset);
    form->addRow(m_presetHelp);
    form->addRow(tr("S&eed:"), m_seed);
    form->addRow(tr("&Train on:"), m_split);
    form->addRow(QString(), m_splitFields);
    form->addRow(tr("&Device:"), m_device);
    for (QWidget* field : std::initializer_list<QWidget*>{m_preset, m_seed, m_split, m_device}) {
        const auto* caption = static_cast<QLabel*>(form->labelForField(field));
        field->setAccessibleName(caption->text().remove(u'&').remove(u':'));
    }
    m_share->setAccessibleName(tr("Part of the time to train on"));
    m_until->setAccessibleName(tr("End of the training"));
    connect(m_preset, &QComboBox::currentIndexChanged, this, &RunSheet::startFromPreset);
    connect(m_seed, &QSpinBox::valueChanged, this, &RunSheet::check);
    connect(m_split, &QComboBox::currentIndexChanged, this, [this](int split) {
        m_splitFields->setCurrentIndex(split);
        check();
    });
    connect(m_share, &QDoubleSpinBox::valueChanged, this, &RunSheet::check);
    connect(m_until, &QLineEdit::textChanged, this, &RunSheet::check);
    connect(m_device, &QComboBox::currentIndexChanged, this, &RunSheet::check);
    return page;
}

QWidget* RunSheet::makeMethods()
{
    auto* list = new QWidget;
    list->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(list);
    column->setSpacing(2);
    for (const auto& method : m_choices.methods) {
        const auto name = QString::fromStdString(method.name);
        const auto description = QString::fromStdString(method.description);
        auto* box = new QCheckBox(name);
        box->setObjectName(name);
        box->setChecked(method.chosen || method.required);
        box->setEnabled(!method.required && method.allowed);
        box->setToolTip(method.required ? tr("Always runs, as the measure of the others")
                            : method.allowed
                            ? QString()
                            : tr("A program that the project brings: allow it on the command "
                                 "line with --allow-detectors"));
        box->setAccessibleDescription(description);
        auto* text = hint(description);
        text->setIndent(box->style()->pixelMetric(QStyle::PM_IndicatorWidth)
                        + box->style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing));
        column->addWidget(box);
        column->addWidget(text);
        column->addSpacing(4);
        connect(box, &QCheckBox::toggled, this, &RunSheet::check);
        m_methods.push_back(box);
    }
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setAccessibleName(tr("Methods"));
    return scroll;
}

QWidget* RunSheet::makeBottom()
{
    m_problem->setWordWrap(true);
    m_command->setObjectName(u"command"_s);
    m_command->setReadOnly(true);
    m_command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_command->setAccessibleName(tr("The same on the command line"));
    m_command->setToolTip(tr("The same on the command line"));
    auto* copy = m_command->addAction(ui::symbolicIcon(u"copy"_s), QLineEdit::TrailingPosition);
    copy->setToolTip(tr("Copy the command"));
    connect(copy, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_run = buttons->button(QDialogButtonBox::Ok);
    m_run->setText(tr("&Run"));
    for (auto* button : buttons->buttons())
        button->setIcon({}); // the style's icons are made for light themes
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        accept();
        Q_EMIT runRequested(request());
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* row = new QHBoxLayout;
    row->addWidget(m_problem, 1);
    row->addWidget(buttons);
    auto* bottom = new QWidget;
    auto* column = new QVBoxLayout(bottom);
    column->setContentsMargins({});
    column->addWidget(m_command);
    column->addLayout(row);
    return bottom;
}

ParameterTexts RunSheet::projectValues() const
{
    ParameterTexts values;
    for (const auto& parameter : m_choices.parameters)
        values.emplace_back(parameter.info.name, parameter.text);
    return values;
}

void RunSheet::startFromPreset()
{
    const auto name = m_preset->currentData().toString();
    const auto preset
        = std::find_if(m_choices.presets.begin(), m_choices.presets.end(),
                       [&](const auto& candidate) { return QString::fromStdString(candidate.name) == name; });
    const auto values = preset == m_choices.presets.end() ? projectValues() : preset->values;
    m_presetHelp->setText(name.isEmpty()           ? tr("Every value as in the last run of this project.")
                              : name == u"default" ? tr("The values that did best on our measurements.")
                              : name == u"paper"   ? tr("The choices of the paper, to compare with it.")
                                                   : QString());
    m_start.trainFraction = QString::fromStdString(valueOf(values, kTrainFraction)).toDouble();
    m_start.trainUntil = QString::fromStdString(valueOf(values, kTrainUntil));
    m_start.seed = QString::fromStdString(valueOf(values, kSeed)).toInt();
    m_seed->setValue(m_start.seed);
    m_share->setValue(m_start.trainFraction * kPercent);
    m_start.share = m_share->value();
    m_until->setText(m_start.trainUntil);
    m_split->setCurrentIndex(m_start.trainUntil.isEmpty() ? ShareOfTime : UntilTime);
    m_form->startFrom(values); // and check
}

QString RunSheet::problem() const
{
    if (auto found = m_form->problem(); !found.isEmpty())
        return found;
    if (m_split->currentIndex() == UntilTime && !parseTime(m_until->text().trimmed().toStdString()))
        return tr("The end of the training is not a time such as 2026-01-31 12:00.");
    const bool any = std::any_of(m_methods.begin(), m_methods.end(),
                                 [](const QCheckBox* box) { return box->isChecked() && box->isEnabled(); });
    return any ? QString() : tr("Choose at least one method.");
}

void RunSheet::check()
{
    const auto found = problem();
    auto colours = palette();
    if (!found.isEmpty())
        colours.setColor(QPalette::WindowText, ui::plotColors(palette()).caseLine);
    m_problem->setPalette(colours);
    const auto asked = request();
    const int changes = int(asked.parameters.size());
    m_problem->setText(!found.isEmpty()   ? found
                           : changes == 0 ? QString()
                           : m_preset->currentIndex() == 0
                           ? tr("%n parameter(s) differ from the last run.", nullptr, changes)
                           : tr("%n parameter(s) differ from the preset.", nullptr, changes));
    m_run->setEnabled(found.isEmpty());
    QStringList words{u"nodesentry"_s};
    for (const auto& word : runArguments(m_project, asked))
        words << ui::shellQuoted(word);
    m_command->setText(words.join(u' '));
    m_command->setCursorPosition(0);
}

std::vector<std::string> RunSheet::chosenMethods() const
{
    std::vector<std::string> chosen;
    bool isAsBefore = true;
    for (std::size_t i = 0; i < m_methods.size(); ++i) {
        const auto& method = m_choices.methods[i];
        isAsBefore = isAsBefore && m_methods[i]->isChecked() == (method.chosen || method.required);
        if (m_methods[i]->isChecked() && !method.required)
            chosen.push_back(method.name);
    }
    return isAsBefore ? std::vector<std::string>() : chosen;
}

RunRequest RunSheet::request() const
{
    RunRequest request;
    request.preset = m_preset->currentData().toString().toStdString();
    if (m_seed->value() != m_start.seed)
        request.seed = m_seed->value();
    if (m_split->currentIndex() == UntilTime) {
        const auto until = m_until->text().trimmed();
        if (until != m_start.trainUntil)
            request.trainUntil = until.toStdString();
    } else if (m_share->value() != m_start.share) {
        request.trainFraction = m_share->value() / kPercent;
    } else if (!m_start.trainUntil.isEmpty()) {
        request.trainFraction = m_start.trainFraction;
    }
    request.device = m_device->currentData().toString().toStdString();
    request.parameters = m_form->changes();
    request.methods = chosenMethods();
    return request;
}

} // namespace nodesentry::app
