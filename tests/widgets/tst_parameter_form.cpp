#include "widgets/base/forms/parameter_field.h"
#include "widgets/base/forms/parameter_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

struct Options {
    int count = 3;
    double ratio = 0.5;
    bool enabled = true;
    std::string method = "average";
    std::string folder;
    int rare = 7;
    double lever = 1.0;
};

/// Six of two stages, of which three are basic, with the defaults of Options.
std::vector<ParameterValue> declared(Options values = {})
{
    Options options;
    ParameterBinder binder;
    binder.setStage("cluster");
    binder.add(&options.count,
               {.name = "k_max",
                .range = {2, 10},
                .unit = "clusters",
                .help = "Largest number",
                .audience = Audience::Basic});
    binder.add(
        &options.ratio,
        {.name = "window_s", .range = {0, 1}, .unit = "s", .help = "Length", .audience = Audience::Basic});
    binder.add(&options.enabled, {.name = "idle_apart", .help = "Whether", .audience = Audience::Basic});
    binder.add(&options.method,
               {.name = "method",
                .choices = {"average", "ward", "shuffled"},
                .experimentChoices = {"shuffled"},
                .help = "How segments are grouped"});
    binder.setStage("train");
    binder.add(&options.folder, {.name = "folder", .help = "Where"});
    binder.add(&options.rare, {.name = "rare", .range = {1, 100}, .help = "Few need it"});
    binder.add(&options.lever, {.name = "lever", .help = "For tables", .audience = Audience::Experiment});
    options = std::move(values);
    return binder.values();
}

template <class Widget> Widget* find(const ParameterForm& form, const char* name)
{
    auto* widget = form.findChild<Widget*>(QString::fromLatin1(name));
    return widget;
}

/// Names of the fields that can be seen.
QStringList shown(const ParameterForm& form)
{
    QStringList names;
    for (const auto* field : form.findChildren<ParameterField*>())
        if (field->isVisible())
            names << QString::fromStdString(field->info().name);
    return names;
}

void type(QLineEdit* line, const QString& text)
{
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
}

} // namespace

class TestParameterForm final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale(u"en_US"_s)); }

    void field_isOfTheKindThatTheDeclarationAsksFor()
    {
        const ParameterForm form(declared());
        QCOMPARE(find<QSpinBox>(form, "cluster.k_max")->value(), 3);
        QCOMPARE(find<QLineEdit>(form, "cluster.window_s")->text(), u"0.5"_s);
        QVERIFY(find<QCheckBox>(form, "cluster.idle_apart")->isChecked());
        auto* method = find<QComboBox>(form, "cluster.method");
        QCOMPARE(method->currentText(), u"average"_s);
        QCOMPARE(method->count(), 2); // nobody but an experiment shuffles
        QCOMPARE(find<QLineEdit>(form, "train.folder")->text(), QString());
        QVERIFY(find<QSpinBox>(form, "train.rare") != nullptr);
        QVERIFY(form.changes().empty());
    }

    void caption_isReadable_andLeavesTheUnitOut()
    {
        const auto parameters = declared();
        QCOMPARE(parameterCaption(parameters[0].info), u"k max"_s);
        QCOMPARE(parameterCaption(parameters[1].info), u"Window"_s);
        QCOMPARE(parameterCaption(parameters[2].info), u"Idle apart"_s);
    }

    void changes_areWhatDiffersFromTheStart()
    {
        ParameterForm form(declared());
        const QSignalSpy changed(&form, &ParameterForm::changed);
        find<QSpinBox>(form, "cluster.k_max")->setValue(9);
        find<QCheckBox>(form, "cluster.idle_apart")->setChecked(false);
        find<QComboBox>(form, "cluster.method")->setCurrentText(u"ward"_s);
        find<QLineEdit>(form, "train.folder")->setText(u" /tmp/x "_s);
        find<QLineEdit>(form, "cluster.window_s")->setText(u"0.50"_s); // the same number
        QCOMPARE(form.changes(),
                 (ParameterTexts{{"cluster.k_max", "9"},
                                 {"cluster.idle_apart", "false"},
                                 {"cluster.method", "ward"},
                                 {"train.folder", "/tmp/x"}}));
        QCOMPARE(changed.count(), 5);
        find<QSpinBox>(form, "cluster.k_max")->setValue(3);
        QCOMPARE(form.changes().size(), std::size_t(3));
    }

    void number_isReadWithPointAndComma_inAnyLocale_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("start");
        QTest::newRow("German") << u"de_DE"_s << u"0,5"_s;
        QTest::newRow("English") << u"en_US"_s << u"0.5"_s;
        QTest::newRow("French") << u"fr_FR"_s << u"0,5"_s;
    }
    void number_isReadWithPointAndComma_inAnyLocale()
    {
        QFETCH(const QString, locale);
        QLocale::setDefault(QLocale(locale));
        ParameterForm form(declared());
        auto* line = find<QLineEdit>(form, "cluster.window_s");
        QTEST(line->text(), "start");
        QVERIFY(form.changes().empty());
        for (const auto& typed : {u"0.25"_s, u"0,25"_s, u"2.5e-1"_s}) {
            type(line, typed);
            QCOMPARE(form.changes(), (ParameterTexts{{"cluster.window_s", "0.25"}}));
        }
    }

    void wrongValue_isToldInPlace_andIsNoChange()
    {
        ParameterForm form(declared());
        form.show();
        auto* line = find<QLineEdit>(form, "cluster.window_s");
        const auto isTold = [&form](const QString& text) {
            const auto labels = form.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
                return label->isVisible() && label->text() == text;
            });
        };
        type(line, u"1.5"_s);
        QVERIFY(!form.problem().isEmpty());
        QVERIFY(form.changes().empty());
        QVERIFY(isTold(u"Has to be from 0 to 1."_s));
        QCOMPARE(form.problem(), u"Window: Has to be from 0 to 1."_s);
        QVERIFY(line->accessibleDescription().startsWith(u"Has to be from 0 to 1."_s));
        type(line, u"much"_s);
        QVERIFY(isTold(u"Is not a number."_s));
        type(line, u"1"_s);
        QVERIFY(form.problem().isEmpty());
        QVERIFY(!isTold(u"Is not a number."_s));
        // A whole number too: it is not changed behind the user's back.
        auto* count = find<QSpinBox>(form, "cluster.k_max");
        count->setFocus();
        count->selectAll();
        QTest::keyClicks(count, u"11"_s);
        QVERIFY(isTold(u"Has to be from 2 to 10."_s));
        QVERIFY(!form.problem().isEmpty());
        QTest::keyClick(count, Qt::Key_Down);
        QCOMPARE(count->value(), 10);
        QVERIFY(form.problem().isEmpty());
    }

    void defaultButton_showsWhereAValueIsNotTheDefault_andBringsItBack()
    {
        Options project;
        project.count = 5;
        ParameterForm form(declared(project));
        form.show();
        auto* button = find<QToolButton>(form, "cluster.k_max/default");
        auto* other = find<QToolButton>(form, "cluster.window_s/default");
        QVERIFY(button->isVisible());
        QVERIFY(!other->isVisible());
        QVERIFY(button->toolTip().contains(u'3'));
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!button->isVisible());
        QCOMPARE(form.changes(), (ParameterTexts{{"cluster.k_max", "3"}}));
        find<QLineEdit>(form, "cluster.window_s")->setText(u"0.1"_s);
        QVERIFY(other->isVisible());
    }

    void basicOnes_areShownFirst_andThoseThatAreNotTheDefault()
    {
        Options project;
        project.rare = 8;
        ParameterForm form(declared(project));
        form.show();
        QCOMPARE(shown(form),
                 (QStringList{u"cluster.k_max"_s, u"cluster.window_s"_s, u"cluster.idle_apart"_s,
                              u"train.rare"_s}));
        form.setAllShown(true);
        QCOMPARE(shown(form).size(), 7);
        form.setAllShown(false);
        QCOMPARE(shown(form).size(), 4);
        // Back at its default it stays in sight until the form starts anew.
        find<QSpinBox>(form, "train.rare")->setValue(7);
        QCOMPARE(shown(form).size(), 4);
        form.startFrom({{"train.rare", "7"}});
        QCOMPARE(shown(form).size(), 3);
    }

    void filter_searchesAllByEveryWord()
    {
        ParameterForm form(declared());
        form.show();
        auto* filter = form.findChild<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(filter != nullptr);
        type(filter, u"GROUPED how"_s);
        QCOMPARE(shown(form), QStringList{u"cluster.method"_s});
        type(filter, u"train.r"_s);
        QCOMPARE(shown(form), QStringList{u"train.rare"_s});
        type(filter, u"zzz"_s);
        QVERIFY(shown(form).isEmpty());
        filter->clear();
        QCOMPARE(shown(form).size(), 3);
    }

    void startFrom_showsOtherValues_andCountsFromThem()
    {
        ParameterForm form(declared());
        form.startFrom({{"cluster.k_max", "8"}, {"cluster.method", "shuffled"}, {"of.another", "1"}});
        QVERIFY(form.changes().empty());
        QCOMPARE(find<QSpinBox>(form, "cluster.k_max")->value(), 8);
        QCOMPARE(find<QComboBox>(form, "cluster.method")->currentText(), u"shuffled"_s);
        find<QSpinBox>(form, "cluster.k_max")->setValue(3);
        QCOMPARE(form.changes(), (ParameterTexts{{"cluster.k_max", "3"}}));
    }

    void wheel_scrollsTheForm_andTurnsNoValueWithoutFocus()
    {
        ParameterForm form(declared());
        form.show();
        auto* count = find<QSpinBox>(form, "cluster.k_max");
        count->clearFocus();
        const QPointF middle = count->rect().center();
        QWheelEvent wheel(middle, count->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(count, &wheel);
        QCOMPARE(count->value(), 3);
    }

    void everyField_isNamedForScreenReaders()
    {
        ParameterForm form(declared());
        form.setAllShown(true);
        for (const auto* field : form.findChildren<ParameterField*>()) {
            QVERIFY2(!field->focusProxy()->accessibleName().isEmpty(), field->info().name.c_str());
            QVERIFY(field->focusProxy()->accessibleDescription().contains(
                QString::fromStdString(field->info().help)));
        }
        QCOMPARE(find<QSpinBox>(form, "cluster.k_max")->accessibleName(), u"k max in clusters"_s);
    }
};

QTEST_MAIN(TestParameterForm)
#include "tst_parameter_form.moc"
