#include "app/workbench/frame/run_sheet.h"

#include "core/clustering/cluster_options.h"
#include "core/detect/detect_options.h"
#include "core/preprocess/prepare_options.h"
#include "widgets/base/forms/parameter_form.h"
#include "widgets/base/text/number_field.h"
#include "widgets/base/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace nodesentry;
using namespace nodesentry::app;
using namespace Qt::StringLiterals;

namespace {

/// The stages that a run has most parameters of, and a seed, as the pipeline binds them.
struct Stages {
    PrepareOptions prepare;
    ClusterOptions cluster;
    DetectOptions detect;
    int seed = 1;
};

ParameterBinder bind(Stages& stages)
{
    ParameterBinder binder;
    binder.setStage("prepare");
    bindParameters(binder, stages.prepare);
    binder.setStage("cluster");
    bindParameters(binder, stages.cluster);
    binder.setStage("detect");
    bindParameters(binder, stages.detect);
    binder.setStage("run");
    binder.add(&stages.seed,
               {.name = "seed", .range = {0, 2147483647}, .help = "Seed", .audience = Audience::Basic});
    return binder;
}

ParameterTexts textsOf(Stages stages)
{
    ParameterTexts texts;
    for (const auto& [info, text] : bind(stages).values())
        texts.emplace_back(info.name, text);
    return texts;
}

/// What a project offers whose last run had these values.
RunChoices choices(const Stages& project = {})
{
    Stages defaults;
    RunChoices offered;
    offered.parameters = bind(defaults).values();
    const auto values = textsOf(project);
    for (std::size_t i = 0; i < values.size(); ++i)
        offered.parameters[i].text = values[i].second;
    Stages paper;
    paper.cluster.kMax = 3;
    paper.detect.alarmsPerDay = 0.0;
    paper.detect.freeze = false;
    paper.detect.smoothingSamples = 1;
    offered.presets = {{"default", textsOf({})}, {"paper", textsOf(paper)}};
    offered.methods = {
        {"nodesentry", "Reconstruction error of the matched cluster's mixture-of-experts Transformer", true},
        {"mean_z2", "Mean of the squared standardised values", true},
        {"pca_residual", "What the principal components of a node's training samples leave over"},
        {"isolation_forest", "How few random cuts set a sample apart from the training samples of its node"},
        {"random", "A random score, which shows what a figure is worth", true, true},
        {"external:site", "A program of the project (not allowed to run yet)", false, false, false},
    };
    offered.devices = {{"cpu", "8 threads"}, {"cuda:0", "NVIDIA H100"}};
    return offered;
}

template <class Widget> Widget* find(const QWidget& sheet, const char* name)
{
    return sheet.findChild<Widget*>(QString::fromLatin1(name));
}

QString commandOf(const RunSheet& sheet)
{
    return find<QLineEdit>(sheet, "command")->text();
}

QPushButton* runButton(const RunSheet& sheet)
{
    return sheet.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
}

} // namespace

class TestRunSheet final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void untouched_asksForNothing()
    {
        Stages project;
        project.detect.k = 4.0;
        project.seed = 7;
        project.prepare.trainFraction = 1.0 / 3.0;
        const RunSheet sheet(u"/data/site.nsproj"_s, choices(project));
        const auto request = sheet.request();
        QVERIFY(request.preset.empty() && request.trainUntil.empty() && !request.trainFraction);
        QVERIFY(!request.seed && request.parameters.empty() && request.methods.empty());
        QCOMPARE(request.device, std::string("auto"));
        QCOMPARE(commandOf(sheet), u"nodesentry run /data/site.nsproj"_s);
        QVERIFY(runButton(sheet)->isEnabled());
    }

    void everyField_isInTheRequest_andInTheCommand()
    {
        RunSheet sheet(u"/data/my site.nsproj"_s, choices());
        find<QSpinBox>(sheet, "seed")->setValue(5);
        find<ui::NumberField>(sheet, "share")->setValue(40.0);
        find<QComboBox>(sheet, "device")->setCurrentIndex(2);
        find<QCheckBox>(sheet, "pca_residual")->click();
        find<QLineEdit>(sheet, "detect.k")->setText(u"4,5"_s);
        const auto request = sheet.request();
        QCOMPARE(request.seed, std::optional(5));
        QCOMPARE(request.trainFraction, std::optional(0.4));
        QCOMPARE(request.device, std::string("cuda:0"));
        QCOMPARE(request.methods, (std::vector<std::string>{"nodesentry", "mean_z2", "pca_residual"}));
        QCOMPARE(request.parameters, (ParameterTexts{{"detect.k", "4.5"}}));
        QCOMPARE(commandOf(sheet),
                 u"nodesentry run '/data/my site.nsproj' --train-fraction 0.4 --seed 5 --device cuda:0 "
                 "--method nodesentry,mean_z2,pca_residual --set detect.k=4.5"_s);
    }

    void endOfTraining_isATime_andGivesWayToAShare()
    {
        Stages project;
        project.prepare.trainUntil = "2026-01-31";
        RunSheet sheet(u"/p.nsproj"_s, choices(project));
        auto* until = find<QLineEdit>(sheet, "until");
        QCOMPARE(find<QComboBox>(sheet, "split")->currentIndex(), 1);
        QVERIFY(sheet.request().trainUntil.empty());
        until->setText(u"soon"_s);
        QVERIFY(!runButton(sheet)->isEnabled());
        until->setText(u"2026-02-01 12:00"_s);
        QVERIFY(runButton(sheet)->isEnabled());
        QCOMPARE(sheet.request().trainUntil, std::string("2026-02-01 12:00"));
        // The share that the project has is asked for: it is not in force yet.
        find<QComboBox>(sheet, "split")->setCurrentIndex(0);
        QVERIFY(sheet.request().trainUntil.empty());
        QCOMPARE(sheet.request().trainFraction, std::optional(project.prepare.trainFraction));
    }

    void preset_isStartedFrom_andOnlyWhatDiffersIsNamed()
    {
        Stages project;
        project.seed = 7;
        RunSheet sheet(u"/p.nsproj"_s, choices(project));
        find<QLineEdit>(sheet, "detect.k")->setText(u"9"_s);
        find<QComboBox>(sheet, "preset")->setCurrentIndex(2);
        QCOMPARE(find<QSpinBox>(sheet, "cluster.k_max")->value(), 3);
        QCOMPARE(find<QSpinBox>(sheet, "seed")->value(), 1);
        auto request = sheet.request();
        QCOMPARE(request.preset, std::string("paper"));
        QVERIFY(request.parameters.empty() && !request.seed);
        find<QSpinBox>(sheet, "cluster.k_max")->setValue(4);
        QCOMPARE(sheet.request().parameters, (ParameterTexts{{"cluster.k_max", "4"}}));
        QCOMPARE(commandOf(sheet), u"nodesentry run /p.nsproj --preset paper --set cluster.k_max=4"_s);
    }

    void whatCannotRun_cannotBeAskedFor()
    {
        RunSheet sheet(u"/p.nsproj"_s, choices());
        QVERIFY(!find<QCheckBox>(sheet, "external:site")->isEnabled());
        QVERIFY(!find<QCheckBox>(sheet, "random")->isEnabled());
        QVERIFY(find<QCheckBox>(sheet, "random")->isChecked());
        find<QCheckBox>(sheet, "nodesentry")->click();
        QVERIFY(runButton(sheet)->isEnabled());
        find<QCheckBox>(sheet, "mean_z2")->click();
        QVERIFY(!runButton(sheet)->isEnabled());
        find<QCheckBox>(sheet, "mean_z2")->click();
        QVERIFY(runButton(sheet)->isEnabled());
        find<QLineEdit>(sheet, "detect.k")->setText(u"-1"_s);
        QVERIFY(!runButton(sheet)->isEnabled());
    }

    void accepting_isToldOnce_andRejectingNever()
    {
        RunSheet sheet(u"/p.nsproj"_s, choices());
        std::vector<RunRequest> asked;
        connect(&sheet, &RunSheet::runRequested, &sheet,
                [&asked](const RunRequest& request) { asked.push_back(request); });
        sheet.open();
        QTest::keyClick(&sheet, Qt::Key_Escape);
        QVERIFY(!sheet.isVisible());
        QVERIFY(asked.empty());
        sheet.open();
        find<QSpinBox>(sheet, "seed")->setValue(5);
        QTest::mouseClick(runButton(sheet), Qt::LeftButton);
        QVERIFY(!sheet.isVisible());
        QCOMPARE(asked.size(), std::size_t(1));
        QCOMPARE(asked.front().seed, std::optional(5));
    }

    void everything_canBeReachedByKey()
    {
        RunSheet sheet(u"/p.nsproj"_s, choices());
        sheet.open();
        QVERIFY(QTest::qWaitForWindowActive(&sheet));
        find<QComboBox>(sheet, "preset")->setFocus();
        QSet<QString> reached;
        for (int i = 0; i < 200; ++i) {
            reached << QApplication::focusWidget()->objectName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        for (const auto* name :
             {"seed", "split", "device", "nodesentry", "detect.k", "cluster.k_max", "command"})
            QVERIFY2(reached.contains(QString::fromLatin1(name)), name);
    }

    /// On a small laptop nothing is cut off. NODESENTRY_PICTURES=FOLDER keeps the pictures.
    void smallScreen_hasRoomForIt_inBothThemes()
    {
        ui::Theme theme(*qApp);
        for (const auto choice : {ui::ThemeChoice::Light, ui::ThemeChoice::Dark}) {
            theme.apply(choice);
            Stages project;
            project.cluster.minClusterSize = 8;
            project.detect.k = 4.0;
            RunSheet sheet(u"/data/site.nsproj"_s, choices(project));
            QVERIFY2(sheet.minimumSizeHint().width() <= 1024,
                     QByteArray::number(sheet.minimumSizeHint().width()));
            QVERIFY2(sheet.minimumSizeHint().height() <= 700,
                     QByteArray::number(sheet.minimumSizeHint().height()));
            QVERIFY(sheet.width() <= 1024 && sheet.height() <= 700);
            sheet.open();
            find<QLineEdit>(sheet, "detect.window_s")->setText(u"0"_s);
            const auto folder = qEnvironmentVariable("NODESENTRY_PICTURES");
            if (folder.isEmpty())
                continue;
            const auto* name = choice == ui::ThemeChoice::Light ? "light" : "dark";
            const auto keep = [&](const QString& kind) {
                QTest::qWait(50);
                QVERIFY(
                    sheet.grab().save(QDir(folder).filePath(u"%1_%2.png"_s.arg(kind, QLatin1String(name)))));
            };
            keep(u"run_sheet"_s);
            sheet.findChild<ui::ParameterForm*>()->setAllShown(true);
            keep(u"run_sheet_all"_s);
            sheet.findChild<ui::ParameterForm*>()->setAllShown(false);
            sheet.resize(1024, 700);
            sheet.findChild<ui::ParameterForm*>()->findChild<QScrollArea*>()->ensureWidgetVisible(
                find<QLineEdit>(sheet, "detect.window_s"), 0, 200);
            keep(u"run_sheet_small"_s);
        }
    }
};

QTEST_MAIN(TestRunSheet)
#include "tst_run_sheet.moc"
