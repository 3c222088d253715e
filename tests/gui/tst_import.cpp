#include "app/engine/core_engine.h"
#include "core/labels/label_io.h"
#include "tests/gui/journey.h"
#include "tests/gui/sample_project.h"
#include "widgets/base/notices/banner.h"
#include "widgets/panels/import_dialog.h"
#include "widgets/panels/start_page.h"

#include <QComboBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QStatusBar>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>
#include <QUrl>

using namespace nodesentry;
using namespace nodesentry::app;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kBadRow = 5;
constexpr int kRows = 60;
constexpr qint64 kOrigin = 1'700'000'000;
constexpr qint64 kStep = 15;
constexpr int kLongMs = 20'000; ///< the machine may be busy

void writeFile(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

QByteArray samples(const QByteArray& inBadRow = "10")
{
    QByteArray text("time,cpu,mem\n");
    for (int i = 0; i < kRows; ++i)
        text += QByteArray::number(kOrigin + kStep * i) + ",0." + QByteArray::number(i % 10) + ","
            + (i == kBadRow ? inBadRow : QByteArray("10")) + "\n";
    return text;
}

/// The sample, done in no time.
class QuickSample final : public CoreEngine {
public:
    Result<void> demo(const std::string& folder, const RunContext&) override
    {
        return test::makeSampleProject(folder);
    }
};

} // namespace

/// How data comes in and results go out, with real keys and a real mouse; what a person does is counted.
class TestImport final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<AppSettings> m_settings;
    CoreEngine m_engine;
    std::unique_ptr<test::Journey> m_app;
    int m_actions = 0;

    [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }
    template <class T> T* dialog() { return m_app->window().findChild<T*>(); }
    template <class T> T* part(const char* name)
    {
        return dialog<ImportDialog>()->findChild<T*>(QLatin1StringView(name));
    }

    // --- what a person does ---

    void click(QWidget* widget)
    {
        ++m_actions;
        QTest::mouseClick(widget, Qt::LeftButton);
    }
    void press(QWidget* widget, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        ++m_actions;
        QTest::keyClick(widget, key, modifiers);
    }
    void drop(const QStringList& paths)
    {
        ++m_actions;
        QMimeData data;
        QList<QUrl> urls;
        for (const auto& name : paths)
            urls << QUrl::fromLocalFile(name);
        data.setUrls(urls);
        QDragEnterEvent enter({300, 300}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&m_app->window(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&m_app->window(), &event);
    }
    /// Types a name into a file dialog that shows its folder, and confirms it.
    void typeFile(QFileDialog* files, const QString& name)
    {
        files->activateWindow(); // as a window manager does; else keys are the main window's
        QTRY_VERIFY(files->isActiveWindow());
        files->setDirectory(QFileInfo(name).absolutePath()); // paths are completed while they are typed
        auto* field = files->findChild<QLineEdit*>(u"fileNameEdit"_s);
        field->selectAll();
        ++m_actions;
        QTest::keyClicks(field, QFileInfo(name).fileName());
        press(field, Qt::Key_Return);
    }

    void waitForCheck()
    {
        QTRY_VERIFY(dialog<ImportDialog>() != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(part<QTableWidget>("rows")->rowCount() > 0, kLongMs);
    }
    void waitForProject()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_app->session().snapshot() != nullptr, kLongMs);
        QTRY_VERIFY(m_app->session().snapshot()->hasData());
        QCoreApplication::processEvents();
    }
    void open(const QString& name)
    {
        m_app->window().openProject(path(name));
        waitForProject();
    }
    /// The message at the bottom that names a written file.
    void waitForFile(const QString& name)
    {
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(path(name)), kLongMs);
        QTRY_VERIFY(m_app->window().statusBar()->currentMessage().contains(name));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<AppSettings>(m_folder->path());
        QVERIFY(QDir(m_folder->path()).mkdir(u"data"_s));
        writeFile(path(u"data/n1.csv"_s), samples());
        writeFile(path(u"data/n2.csv"_s), samples());
        writeFile(path(u"data/jobs.psv"_s),
                  "JobID|NodeList|Start|End|State\n7|n[1-2]|1700000000|1700000300|COMPLETED\n");
        m_app = std::make_unique<test::Journey>(*m_settings, m_engine);
        m_app->window().resize(1024, 700);
        m_app->window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_app->window()));
        m_actions = 0;
    }

    void cleanup() { m_app.reset(); }

    void ownFiles_areSeen_afterDroppingThem()
    {
        if (const auto pictures = qEnvironmentVariable("NODESENTRY_PICTURES"); !pictures.isEmpty())
            m_app->window().grab().save(pictures + u"/start.png"_s);
        drop({path(u"data"_s)});
        waitForCheck();
        QVERIFY(part<QLabel>("status")->text().contains(u"2 nodes, 2 metrics"));
        QVERIFY(part<QLabel>("status")->text().contains(u"1 job(s)"));
        QCOMPARE(part<QLineEdit>("jobs")->text(), path(u"data/jobs.psv"_s)); // known by its header
        QCOMPARE(part<QTableWidget>("rows")->horizontalHeaderItem(1)->text(), u"cpu"_s);
        QCOMPARE(part<QTableWidget>("rows")->item(1, 0)->text(), QString::number(kOrigin + kStep));
        QVERIFY(!QFileInfo::exists(path(u"data.nsproj"_s)));
        QVERIFY(part<QPushButton>("import")->isEnabled());
        click(part<QPushButton>("import"));
        waitForProject();
        QVERIFY(m_app->timeline().isVisible());
        QVERIFY(!m_app->timeline().node().empty());
        QVERIFY(m_actions <= 8);
        QCOMPARE(m_app->session().snapshot()->jobs.size(), std::size_t(1));
        QCOMPARE(m_settings->recentProjects().front(), path(u"data.nsproj"_s));
    }

    void ownFiles_areSeen_afterChoosingThem()
    {
        click(m_app->window().findChild<QPushButton*>(u"import"_s)); // of the card
        QTRY_VERIFY(dialog<ImportDialog>() != nullptr);
        click(part<QPushButton>("addFolder"));
        QTRY_VERIFY(dialog<ImportDialog>()->findChild<QFileDialog*>() != nullptr);
        typeFile(dialog<ImportDialog>()->findChild<QFileDialog*>(), path(u"data"_s));
        waitForCheck();
        QCOMPARE(part<QListWidget>("sources")->item(0)->text(), path(u"data"_s));
        QVERIFY2(part<QPushButton>("import")->isEnabled(), qPrintable(part<QLabel>("status")->text()));
        press(part<QLineEdit>("project"), Qt::Key_Return);
        waitForProject();
        QVERIFY(m_app->timeline().isVisible());
        QVERIFY2(m_actions <= 8, qPrintable(QString::number(m_actions)));
    }

    void badLine_isNamedByFileLineColumnAndValue_beforeAnythingIsWritten()
    {
        writeFile(path(u"data/n2.csv"_s), samples("1o"));
        drop({path(u"data"_s)});
        waitForCheck();
        auto* problems = part<QTreeWidget>("problems");
        QVERIFY(problems->isVisible());
        QCOMPARE(problems->topLevelItemCount(), 1);
        const auto* item = problems->topLevelItem(0);
        QCOMPARE(item->text(0), u"n2.csv"_s);
        QCOMPARE(item->text(1), QString::number(kBadRow + 2));
        QCOMPARE(item->text(2), u"3"_s);
        QCOMPARE(item->text(3), u"1o"_s);
        if (const auto pictures = qEnvironmentVariable("NODESENTRY_PICTURES"); !pictures.isEmpty())
            dialog<ImportDialog>()->grab().save(pictures + u"/import.png"_s);
        QVERIFY(!QFileInfo::exists(path(u"data.nsproj"_s)));
    }

    void whatIsRefused_cannotBeImported_untilItIsMended()
    {
        writeFile(path(u"data/labels.csv"_s), "node,begin,end,category\nn1,yesterday,1700000300,leak\n");
        drop({path(u"data"_s)});
        waitForCheck();
        const auto* item = part<QTreeWidget>("problems")->topLevelItem(0);
        QVERIFY(item != nullptr);
        QCOMPARE(item->text(0), u"labels.csv"_s);
        QCOMPARE(item->text(1), u"2"_s);
        QCOMPARE(item->text(2), u"2"_s);
        QVERIFY(item->text(4).contains(u"yesterday"));
        QVERIFY(!part<QPushButton>("import")->isEnabled());
        part<QLineEdit>("labels")->setFocus();
        part<QLineEdit>("labels")->selectAll();
        QTest::keyClick(part<QLineEdit>("labels"), Qt::Key_Delete);
        QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>("import")->isEnabled(), kLongMs);
        QVERIFY(!QFileInfo::exists(path(u"data.nsproj"_s)));
    }

    void droppedProject_opens_withoutQuestions()
    {
        QVERIFY(test::makeSampleProject(path(u"sample.nsproj"_s).toStdString()));
        drop({path(u"sample.nsproj"_s)});
        waitForProject();
        QVERIFY(dialog<ImportDialog>() == nullptr);
    }

    void labels_goOutAndIn_withTheSameContent()
    {
        QVERIFY(test::makeSampleProject(path(u"sample.nsproj"_s).toStdString()));
        open(u"sample.nsproj"_s);
        auto& labels = m_app->session().labels();
        Label label;
        label.node = "cn1";
        label.begin = test::SampleProject::kOrigin;
        label.end = test::SampleProject::kOrigin + 60'000;
        label.category = "io_hog";
        label.note = "seen, \"twice\"";
        label.confidence = 0.5;
        label.metrics = {"cpu", "mem;x"};
        label.author = "somebody";
        QVERIFY(labels.add(label) != 0);
        const auto before = formatLabels(labels.labels());

        press(&m_app->window(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(dialog<QFileDialog>() != nullptr);
        typeFile(dialog<QFileDialog>(), path(u"out.csv"_s));
        waitForFile(u"out.csv"_s);
        QFile file(path(u"out.csv"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().toStdString(), before);
        QVERIFY(!QFileInfo::exists(path(u"out.csv.tmp"_s)));

        const int soFar = m_actions; // taking them away is not part of the journey
        LabelEdit all;
        for (const auto& one : labels.labels())
            all.push_back({one, {}});
        QVERIFY(labels.edit(u"none"_s, all));
        QVERIFY(labels.labels().empty());
        m_actions = soFar;

        drop({path(u"out.csv"_s)});
        waitForCheck();
        QCOMPARE(part<QComboBox>("target")->currentIndex(), 0); // the open project
        QTRY_VERIFY(part<QPushButton>("import")->isEnabled());
        click(part<QPushButton>("import"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_app->session().snapshot()->labels.empty(), kLongMs);
        QCOMPARE(formatLabels(labels.labels()), before);
        QVERIFY2(m_actions <= 6, qPrintable(QString::number(m_actions)));
        QVERIFY(!m_app->window().findChild<Banner*>()->isVisible());
    }

    void picture_ofThePage_isWrittenInThreeForms()
    {
        QVERIFY(test::makeSampleProject(path(u"sample.nsproj"_s).toStdString()));
        open(u"sample.nsproj"_s);
        const std::array<std::pair<QString, QByteArray>, 3> forms{
            {{u"p.png"_s, "\x89PNG"}, {u"p.svg"_s, "<?xml"}, {u"p.pdf"_s, "%PDF"}}};
        for (const auto& [name, begin] : forms) {
            m_app->window().activateWindow(); // again, after the dialog
            QTRY_VERIFY(m_app->window().isActiveWindow());
            press(&m_app->window(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
            QTRY_VERIFY(dialog<QFileDialog>() != nullptr);
            typeFile(dialog<QFileDialog>(), path(name));
            waitForFile(name);
            QFile file(path(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.read(begin.size()), begin);
            QVERIFY(file.size() > 2000);
            QTRY_VERIFY(dialog<QFileDialog>() == nullptr);
        }
    }

    void unwritableFile_isSaid()
    {
        QVERIFY(test::makeSampleProject(path(u"sample.nsproj"_s).toStdString()));
        open(u"sample.nsproj"_s);
        const auto written = m_engine.exportTable(*m_app->session().snapshot()->project, ExportTable::Labels,
                                                  {}, path(u"none/out.csv"_s).toStdString(), {});
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::IoError);
    }

    void sample_isMadeAndOpened_byOneClick()
    {
        m_settings->addRecentProject(path(u"gone.nsproj"_s)); // new projects go beside the last one
        QuickSample quick;
        m_app = std::make_unique<test::Journey>(*m_settings, quick);
        m_app->window().show();
        click(m_app->window().findChild<QPushButton*>(u"sample"_s));
        waitForProject();
        QCOMPARE(m_app->session().snapshot()->project->path(), path(u"sample.nsproj"_s).toStdString());
        QVERIFY(m_app->timeline().isVisible());
        QCOMPARE(m_actions, 1);
        m_app.reset(); // before its engine
    }

    void sample_showsHowItGoes_andStops()
    {
        m_settings->addRecentProject(path(u"gone.nsproj"_s));
        auto& window = m_app->window();
        auto* sample = window.findChild<QPushButton*>(u"sample"_s);
        auto* stop = window.findChild<QPushButton*>(u"stop"_s);
        click(sample);
        QTRY_VERIFY(stop->isVisible());
        QVERIFY(!sample->isEnabled());
        const auto* bar = window.findChild<StartPage*>()->findChild<QProgressBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(bar->value() > 110, 6 * kLongMs); // imported, and at work on it
        QVERIFY(QFileInfo::exists(path(u"sample.nsproj/project.db"_s)));
        click(stop);
        QTRY_VERIFY_WITH_TIMEOUT(sample->isEnabled(), 3 * kLongMs);
        QVERIFY(!stop->isVisible());
        QVERIFY(m_app->session().snapshot() == nullptr);
        QVERIFY(!window.findChild<Banner*>()->isVisible()); // stopping is no failure
    }
};

QTEST_MAIN(TestImport)
#include "tst_import.moc"
