#include "tests/support/temporary_folder.h"
#include "widgets/documents/label_document.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <cstdio>
#include <random>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kEdits = 1'000;
constexpr int kKills = 20;
constexpr const char* kChildArgument = "--label-editing-child";

Label label(TimeMs begin, TimeMs end, const std::string& node = "cn1")
{
    Label made;
    made.node = node;
    made.begin = begin;
    made.end = end;
    made.category = "memory_leak";
    made.author = userName();
    return made;
}

/// Does one random edit; which one depends on the generator and on the labels only, so that two programs that
/// start alike go the same way.
void editAtRandom(LabelDocument& document, std::mt19937_64& random)
{
    for (;;) {
        const auto& labels = document.labels();
        const auto begin = TimeMs(random() % 1'000'000);
        const auto what = labels.size() < 3 ? 0 : random() % 6;
        LabelEdit edit;
        if (what == 0) {
            edit.push_back({std::nullopt,
                            label(begin, begin + 1 + TimeMs(random() % 500), random() % 2 ? "cn1" : "cn2")});
        } else {
            const auto& first = labels[random() % labels.size()];
            const auto& second = labels[random() % labels.size()];
            auto after = first;
            if (what == 1)
                edit.push_back({first, std::nullopt});
            else if (what == 2)
                after.end = after.begin + 1 + TimeMs(random() % 500);
            else if (what == 3)
                after.confidence = double(random() % 101) / 100.0;
            else if (what == 4)
                edit = splitLabel(first, first.begin + 1).value_or(LabelEdit());
            else if (first.id != second.id)
                edit = mergeLabels({first, second}).value_or(LabelEdit());
            if (after != first)
                edit.push_back({first, after});
        }
        if (!edit.empty() && document.edit(u"random"_s, std::move(edit)))
            return;
    }
}

void openProject(LabelDocument& document, const std::shared_ptr<Project>& project)
{
    document.open(project, project->labels().value(), project->labelClasses().value());
}

/// Edits a project until it is killed, and says after each edit that it can be seen.
int editUntilKilled(const char* path)
{
    const auto project = Project::open(path, OpenMode::ReadWrite);
    if (!project)
        return 3;
    Selection selection;
    LabelDocument document{selection};
    openProject(document, *project);
    std::mt19937_64 random(42);
    for (int i = 1; i <= kEdits; ++i) {
        editAtRandom(document, random);
        std::printf("%d\n", i);
        std::fflush(stdout);
    }
    return 0;
}

} // namespace

class TestLabelDocument final : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TemporaryFolder> m_folder;
    std::shared_ptr<Project> m_project;
    Selection m_selection;
    std::unique_ptr<LabelDocument> m_document;

    std::vector<Label> stored() const { return m_project->labels().value(); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<test::TemporaryFolder>();
        m_project = Project::create(m_folder->file("p.nsproj")).value();
        m_document = std::make_unique<LabelDocument>(m_selection);
        openProject(*m_document, m_project);
    }
    void cleanup()
    {
        m_document.reset();
        m_project.reset();
        m_folder.reset();
    }

    void add_isInTheDatabaseBeforeItIsHeardOf()
    {
        std::size_t inDatabase = 0;
        connect(m_document.get(), &LabelDocument::labelsChanged, this, [&] { inDatabase = stored().size(); });
        const auto id = m_document->add(label(0, 10));
        QVERIFY(id != 0);
        QCOMPARE(inDatabase, std::size_t(1));
        QCOMPARE(m_document->find(id)->author, userName());
        QCOMPARE(m_document->stack().count(), 1);
    }

    void editThatFails_changesNothingAndSaysWhy()
    {
        m_document->add(label(0, 10));
        m_document->add(label(20, 30));
        m_document->stack().undo();
        QSignalSpy failed(m_document.get(), &LabelDocument::failed);
        QSignalSpy changed(m_document.get(), &LabelDocument::labelsChanged);
        QCOMPARE(m_document->add(label(0, 10)), LabelId(0)); // said already
        QCOMPARE(failed.count(), 1);
        QCOMPARE(changed.count(), 0);
        QCOMPARE(m_document->labels().size(), std::size_t(1));
        QVERIFY(m_document->stack().canRedo()); // what was taken back can still be done again
    }

    void undoThatFails_keepsItsPlaceInTheStack()
    {
        const auto id = m_document->add(label(0, 10));
        QVERIFY(m_project->removeLabel(id)); // by somebody else, so that it cannot be taken back here
        QSignalSpy failed(m_document.get(), &LabelDocument::failed);
        m_document->stack().undo();
        QCOMPARE(failed.count(), 1);
        QTRY_COMPARE(m_document->stack().index(), 1);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(m_document->labels().size(), std::size_t(1));
    }

    void classes_editAndUndo_restoresThem()
    {
        const auto before = m_document->classes();
        auto after = before;
        after.front().title = "Something else";
        std::swap(after.front(), after.back());
        QVERIFY(m_document->setClasses(after));
        QCOMPARE(m_project->labelClasses().value(), after);
        m_document->stack().undo();
        QCOMPARE(m_project->labelClasses().value(), before);
        QCOMPARE(m_document->classes(), before);
        QVERIFY(!m_document->setClasses({}));
        QCOMPARE(m_document->classes(), before);
    }

    void unknownClass_isAddedToTheClasses()
    {
        auto odd = label(0, 10);
        odd.category = "fan_broken";
        m_document->add(odd);
        QCOMPARE(m_document->classes().back().name, std::string("fan_broken"));
    }

    void otherPeoplesLabels_mayNotBeEdited()
    {
        auto other = label(0, 10);
        QVERIFY(m_document->mayEdit(other));
        other.author = "somebody else";
        QVERIFY(!m_document->mayEdit(other));
        other.author = kImported;
        QVERIFY(m_document->mayEdit(other));
    }

    void selection_forgetsWhatIsGone()
    {
        const auto id = m_document->add(label(0, 10));
        m_document->select({id, 999});
        QCOMPARE(m_document->selection(), std::set<LabelId>{id});
        m_document->stack().undo();
        QVERIFY(m_document->selection().empty());
    }

    void thousandRandomEdits_undoneAndRedone_areTheStartAndTheEnd()
    {
        for (int i = 0; i < 10; ++i)
            QVERIFY(m_project->addLabel(label(i * 1'000, i * 1'000 + 500)));
        openProject(*m_document, m_project);
        const auto start = m_document->labels();
        std::mt19937_64 random(1);
        for (int i = 0; i < kEdits; ++i)
            editAtRandom(*m_document, random);
        const auto end = m_document->labels();
        QVERIFY(end == stored());
        auto& stack = m_document->stack();
        QCOMPARE(stack.count(), kEdits);
        while (stack.canUndo())
            stack.undo();
        QVERIFY(m_document->labels() == start);
        QVERIFY(stored() == start);
        while (stack.canRedo())
            stack.redo();
        QVERIFY(m_document->labels() == end);
        QVERIFY(stored() == end);
    }

    void killed_atAnyMoment_losesAtMostTheEditInFlight()
    {
        // The way that the child goes, step by step.
        std::vector<std::vector<Label>> states;
        std::mt19937_64 same(42);
        states.push_back(m_document->labels());
        std::mt19937_64 moments(7);
        for (int kill = 0; kill < kKills; ++kill) {
            const auto path = m_folder->file("child" + std::to_string(kill) + ".nsproj");
            QVERIFY(Project::create(path)); // and closed again
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(),
                        {QString::fromLatin1(kChildArgument), QString::fromStdString(path)});
            QVERIFY(child.waitForStarted());
            const int atLeast = int(moments() % 120);
            int shown = 0;
            const auto read = [&] {
                while (child.canReadLine())
                    shown = child.readLine().trimmed().toInt();
            };
            while (shown < atLeast && child.waitForReadyRead(60'000))
                read();
            QTest::qSleep(int(moments() % 8));
            child.kill(); // SIGKILL
            QVERIFY(child.waitForFinished());
            QCOMPARE(child.exitStatus(), QProcess::CrashExit);
            read();
            const auto project = Project::open(path, OpenMode::ReadWrite);
            QVERIFY2(project.has_value(), project ? "" : project.error().text().c_str());
            const auto labels = (*project)->labels().value();
            while (int(states.size()) <= shown + 1) {
                editAtRandom(*m_document, same);
                states.push_back(m_document->labels());
            }
            // Everything that was shown is there, and at most one edit that was not.
            QVERIFY2(labels == states[std::size_t(shown)] || labels == states[std::size_t(shown) + 1],
                     qPrintable(u"killed after edit %1"_s.arg(shown)));
        }
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], kChildArgument) == 0)
        return editUntilKilled(argv[2]);
    TestLabelDocument test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_label_document.moc"
