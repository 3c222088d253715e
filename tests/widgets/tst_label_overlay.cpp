#include "tests/support/temporary_folder.h"
#include "widgets/documents/label_document.h"
#include "widgets/overlays/label_overlay.h"
#include "widgets/timeline/time_snapper.h"
#include "widgets/timeline/time_axis.h"
#include "widgets/timeline/time_ruler.h"

#include <QSignalSpy>
#include <QTest>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

/// The ruler stands in for all strips: hit-testing and gestures are the same on them.
class TestLabelOverlay final : public QObject {
    Q_OBJECT

    static constexpr TimeMs kStep = 1'000;

    std::unique_ptr<test::TemporaryFolder> m_folder;
    std::shared_ptr<Project> m_project;
    Selection m_selection;
    std::unique_ptr<LabelDocument> m_document;
    std::unique_ptr<TimeAxis> m_axis;
    std::unique_ptr<OverlayStack> m_stack;
    std::unique_ptr<TimeRuler> m_strip;
    std::unique_ptr<LabelOverlay> m_overlay;

    QPoint at(TimeMs time) const { return {int(m_strip->scale().xOf(time)), m_strip->height() / 2}; }
    LabelId add(TimeMs begin, std::optional<TimeMs> end, const std::string& author = userName())
    {
        Label label;
        label.node = "cn1";
        label.begin = begin;
        label.end = end;
        label.category = "memory_leak";
        label.author = author;
        return m_document->add(label);
    }
    void drag(TimeMs from, TimeMs to, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mousePress(m_strip.get(), Qt::LeftButton, modifiers, at(from));
        // QTest::mouseMove() knows no modifiers.
        QMouseEvent move(QEvent::MouseMove, at(to), m_strip->mapToGlobal(at(to)), Qt::LeftButton,
                         Qt::LeftButton, modifiers);
        QCoreApplication::sendEvent(m_strip.get(), &move);
        QTest::mouseRelease(m_strip.get(), Qt::LeftButton, modifiers, at(to));
    }

private Q_SLOTS:
    void init()
    {
        qRegisterMetaType<std::optional<TimeMs>>();
        m_folder = std::make_unique<test::TemporaryFolder>();
        m_project = Project::create(m_folder->file("p.nsproj")).value();
        m_document = std::make_unique<LabelDocument>(m_selection);
        m_document->open(m_project, {}, m_project->labelClasses().value());
        m_axis = std::make_unique<TimeAxis>();
        m_axis->setFullRange({0, 100 * kStep}, kStep);
        m_stack = std::make_unique<OverlayStack>();
        m_strip = std::make_unique<TimeRuler>(*m_axis);
        m_strip->setOverlays(m_stack.get(), TimelineSurface::Score); // on a ruler labels are a thin line only
        m_strip->resize(1000, 40);
        m_overlay = std::make_unique<LabelOverlay>(*m_document);
        m_overlay->setNode("cn1", {0, kStep, 100}, {Job{"1", {"cn1"}, 60'300, 80'000, {}, {}, {}, {}}},
                           {"m"});
        m_stack->add(m_overlay.get());
        m_strip->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_strip.get()));
    }
    void cleanup()
    {
        m_overlay.reset();
        m_strip.reset();
        m_stack.reset();
        m_axis.reset();
        m_document.reset();
        m_project.reset();
    }

    void snapper_prefersJobBordersWithinReach()
    {
        const TimeSnapper snapper({0, 1'000, 100}, {Job{"1", {}, 60'300, std::nullopt, {}, {}, {}, {}}});
        QCOMPARE(snapper.snap(60'400, 200), TimeMs(60'300));
        QCOMPARE(snapper.snap(60'600, 200), TimeMs(61'000));
        QCOMPARE(snapper.snap(-5'000, 200), TimeMs(0));
        QCOMPARE(snapper.snap(500'000, 200), TimeMs(100'000)); // the end of the data
        QCOMPARE(snapper.snap(TimeRange{7'400, 7'450}, 0), (TimeRange{7'000, 8'000})); // one sample at least
    }

    void dragOfAnEdge_snapsToSamples()
    {
        const auto id = add(20'000, 40'000);
        QSignalSpy resized(m_overlay.get(), &LabelOverlay::resizeRequested);
        drag(40'000, 50'400);
        QCOMPARE(resized.count(), 1);
        QCOMPARE(resized[0][0].value<LabelId>(), id);
        QCOMPARE(resized[0][1].value<TimeMs>(), TimeMs(20'000));
        QCOMPARE(resized[0][2].value<std::optional<TimeMs>>(), std::optional<TimeMs>(50'000));
        QVERIFY(!m_axis->selection());
        QCOMPARE(m_document->find(id)->end, std::optional<TimeMs>(40'000)); // a wish, no change
    }

    void dragOfAnEdge_snapsToJobBorders_unlessShiftIsHeld()
    {
        add(20'000, 40'000);
        QSignalSpy resized(m_overlay.get(), &LabelOverlay::resizeRequested);
        drag(40'000, 60'600);
        QCOMPARE(resized[0][2].value<std::optional<TimeMs>>(), std::optional<TimeMs>(60'300));
        drag(40'000, 60'600, Qt::ShiftModifier);
        const auto free = resized[1][2].value<std::optional<TimeMs>>();
        QVERIFY(free && std::abs(*free - 60'600) < 200 && *free % 1'000 != 0 && *free != 60'300);
    }

    void dragOverTheOtherEdge_turnsTheLabelRound()
    {
        add(20'000, 40'000);
        QSignalSpy resized(m_overlay.get(), &LabelOverlay::resizeRequested);
        drag(40'000, 10'000);
        QCOMPARE(resized[0][1].value<TimeMs>(), TimeMs(10'000));
        QCOMPARE(resized[0][2].value<std::optional<TimeMs>>(), std::optional<TimeMs>(20'000));
    }

    void bodyOfALabel_leavesTheDragToTheTimeline()
    {
        add(20'000, 40'000);
        drag(25'000, 35'000);
        QVERIFY(m_axis->selection().has_value());
    }

    void otherPeoplesEdges_cannotBeDragged()
    {
        add(20'000, 40'000, "somebody else");
        QSignalSpy resized(m_overlay.get(), &LabelOverlay::resizeRequested);
        drag(40'000, 50'000);
        QCOMPARE(resized.count(), 0);
    }

    void click_choosesTheSmallestAndThenTheNext()
    {
        const auto large = add(10'000, 90'000);
        const auto small = add(20'000, 40'000);
        QSignalSpy clicked(m_overlay.get(), &LabelOverlay::labelClicked);
        for (int i = 0; i < 3; ++i)
            QTest::mouseClick(m_strip.get(), Qt::LeftButton, Qt::NoModifier, at(30'000));
        QCOMPARE(clicked.count(), 3);
        QCOMPARE(clicked[0][0].value<LabelId>(), small);
        QCOMPARE(clicked[1][0].value<LabelId>(), large);
        QCOMPARE(clicked[2][0].value<LabelId>(), small);
    }

    void blindMode_hidesWhatOtherPeopleSay()
    {
        add(20'000, 40'000, "somebody else");
        const auto with = m_strip->grab().toImage();
        m_overlay->setBlind(true);
        const auto without = m_strip->grab().toImage();
        QVERIFY(with.pixelColor(at(30'000)) != without.pixelColor(at(30'000)));
        QSignalSpy clicked(m_overlay.get(), &LabelOverlay::labelClicked);
        QTest::mouseClick(m_strip.get(), Qt::LeftButton, Qt::NoModifier, at(30'000));
        QCOMPARE(clicked.count(), 0);
    }

    void openLabel_isPaintedToTheEndOfTheData()
    {
        const auto before = m_strip->grab().toImage().pixelColor(at(95'000));
        add(20'000, std::nullopt);
        QVERIFY(m_strip->grab().toImage().pixelColor(at(95'000)) != before);
    }
};

QTEST_MAIN(TestLabelOverlay)
#include "tst_label_overlay.moc"
