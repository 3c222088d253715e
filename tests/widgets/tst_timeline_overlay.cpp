#include <QSignalSpy>
#include <QWheelEvent>
#include "widgets/timeline/time_ruler.h"
#include "widgets/timeline/timeline_overlay.h"

#include <QPainter>
#include <QTest>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

/// An interval whose edges can be taken hold of, with a record of what it was asked.
class Interval final : public TimelineOverlay {
public:
    Interval(TimeRange range, QColor colour) : m_range(range), m_colour(colour) { }

    void paint(QPainter& painter, const OverlayCanvas& canvas) const override
    {
        const double left = canvas.scale.xOf(m_range.begin);
        painter.fillRect(QRectF(left, 0, canvas.scale.xOf(m_range.end) - left, canvas.area.height()),
                         m_colour);
        lastDirty = canvas.dirty;
    }
    std::optional<OverlayHit> hitTest(const TimelinePoint& point) const override
    {
        if (!m_range.contains(point.time))
            return std::nullopt;
        return OverlayHit{m_range.length(), Qt::SizeHorCursor, {}};
    }
    bool press(const TimelinePoint& point) override
    {
        events << u"press"_s;
        pressed = point;
        return takes;
    }
    void move(const TimelinePoint& point) override
    {
        events << u"move"_s;
        moved = point;
    }
    void release(const TimelinePoint&) override { events << u"release"_s; }
    void cancel() override { events << u"cancel"_s; }
    bool click(const TimelinePoint& point) override
    {
        events << u"click"_s;
        pressed = point;
        return takesClicks;
    }

    bool takes = true;
    bool takesClicks = false;
    QStringList events;
    TimelinePoint pressed;
    TimelinePoint moved;
    mutable QRectF lastDirty;

private:
    TimeRange m_range;
    QColor m_colour;
};

} // namespace

class TestTimelineOverlay final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TimeAxis> m_axis;
    std::unique_ptr<OverlayStack> m_stack;
    std::unique_ptr<TimeRuler> m_strip;

    QPoint at(TimeMs time) const { return {int(m_strip->scale().xOf(time)), m_strip->height() / 2}; }

private Q_SLOTS:
    void init()
    {
        m_axis = std::make_unique<TimeAxis>();
        m_axis->setFullRange({0, 100'000}, 1'000);
        m_stack = std::make_unique<OverlayStack>();
        m_strip = std::make_unique<TimeRuler>(*m_axis);
        m_strip->setOverlays(m_stack.get(), TimelineSurface::Ruler);
        m_strip->resize(1000, 40);
        m_strip->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_strip.get()));
    }
    void cleanup()
    {
        m_strip.reset();
        m_stack.reset();
        m_axis.reset();
    }

    void dragOnOverlay_movesItAndSelectsNothing()
    {
        Interval interval({20'000, 40'000}, Qt::red);
        m_stack->add(&interval);
        QTest::mousePress(m_strip.get(), Qt::LeftButton, Qt::ShiftModifier, at(30'000));
        QTest::mouseMove(m_strip.get(), at(60'000));
        QTest::mouseRelease(m_strip.get(), Qt::LeftButton, Qt::ShiftModifier, at(60'000));
        QCOMPARE(interval.events, (QStringList{u"press"_s, u"move"_s, u"release"_s}));
        QCOMPARE(interval.pressed.surface, TimelineSurface::Ruler);
        QCOMPARE(interval.pressed.modifiers, Qt::ShiftModifier);
        QVERIFY(std::abs(interval.pressed.time - 30'000) <= interval.pressed.within(1.0));
        QVERIFY(std::abs(interval.moved.time - 60'000) <= interval.moved.within(1.0));
        QVERIFY(!m_axis->selection());
    }

    void overlayThatDeclines_leavesTheDragToTheTimeline()
    {
        Interval interval({20'000, 40'000}, Qt::red);
        interval.takes = false;
        m_stack->add(&interval);
        QTest::mousePress(m_strip.get(), Qt::LeftButton, Qt::NoModifier, at(30'000));
        QTest::mouseMove(m_strip.get(), at(60'000));
        QTest::mouseRelease(m_strip.get(), Qt::LeftButton, Qt::NoModifier, at(60'000));
        QCOMPARE(interval.events, QStringList{u"press"_s});
        QVERIFY(m_axis->selection());
        QVERIFY(std::abs(m_axis->selection()->begin - 30'000) < 200);
    }

    void shortestHit_getsTheGesture_whateverLiesOnTop()
    {
        Interval small({20'000, 24'000}, Qt::red);
        Interval large({10'000, 90'000}, Qt::blue);
        m_stack->add(&small);
        m_stack->add(&large);
        QTest::mouseClick(m_strip.get(), Qt::LeftButton, Qt::NoModifier, at(22'000));
        QCOMPARE(small.events.value(0), u"press"_s);
        QVERIFY(large.events.isEmpty());
    }

    void escapeDuringADrag_cancelsIt()
    {
        Interval interval({20'000, 40'000}, Qt::red);
        m_stack->add(&interval);
        QTest::mousePress(m_strip.get(), Qt::LeftButton, Qt::NoModifier, at(30'000));
        QTest::keyClick(m_strip.get(), Qt::Key_Escape);
        QTest::mouseRelease(m_strip.get(), Qt::LeftButton, Qt::NoModifier, at(30'000));
        QCOMPARE(interval.events, (QStringList{u"press"_s, u"cancel"_s}));
    }

    void clickOfAnyButton_isOfferedToOverlays_beforeTheTimeline()
    {
        Interval interval({20'000, 40'000}, Qt::red);
        interval.takes = false;
        interval.takesClicks = true;
        m_stack->add(&interval);
        QSignalSpy menus(m_strip.get(), &TimeStrip::contextMenuRequested);
        for (const auto button : {Qt::MiddleButton, Qt::RightButton}) {
            QTest::mouseClick(m_strip.get(), button, Qt::NoModifier, at(70'000));
            QCOMPARE(interval.events.back(), u"click"_s);
            QCOMPARE(interval.pressed.button, button);
        }
        QVERIFY(menus.isEmpty());
        interval.takesClicks = false;
        QTest::mouseClick(m_strip.get(), Qt::RightButton, Qt::NoModifier, at(70'000));
        QCOMPARE(menus.size(), 1);
    }

    void overlay_isPaintedWhereItIs_andOnlyWhereItChanged()
    {
        Interval interval({20'000, 40'000}, Qt::red);
        m_stack->add(&interval);
        const auto image = m_strip->grab().toImage();
        QCOMPARE(image.pixelColor(at(39'000) + QPoint(0, 15)), QColor(Qt::red));
        QVERIFY(image.pixelColor(at(45'000) + QPoint(0, 15)) != QColor(Qt::red));
        QCoreApplication::processEvents();
        Q_EMIT interval.changed({50'000, 51'000});
        QCoreApplication::processEvents();
        QVERIFY(interval.lastDirty.width() < 60.0);
        QVERIFY(interval.lastDirty.contains(at(50'500)));
    }

    void destroyedOverlay_isNeitherPaintedNorAsked()
    {
        auto interval = std::make_unique<Interval>(TimeRange{20'000, 40'000}, Qt::red);
        m_stack->add(interval.get());
        QTest::mousePress(m_strip.get(), Qt::LeftButton, Qt::NoModifier, at(30'000));
        interval.reset();
        QTest::mouseMove(m_strip.get(), at(35'000));
        QTest::mouseRelease(m_strip.get(), Qt::LeftButton, Qt::NoModifier, at(35'000));
        QVERIFY(!m_stack->hasGesture());
        QVERIFY(m_strip->grab().toImage().pixelColor(at(30'000) + QPoint(0, 15)) != QColor(Qt::red));
    }

    void panScheme_pansWithTheLeftButton_andZoomsWithThePlainWheel()
    {
        m_strip->setMouseScheme(MouseScheme::Authors);
        m_axis->show({40'000, 60'000});
        QTest::mousePress(m_strip.get(), Qt::LeftButton, Qt::NoModifier, at(50'000));
        QTest::mouseMove(m_strip.get(), at(55'000));
        QTest::mouseRelease(m_strip.get(), Qt::LeftButton, Qt::NoModifier, at(55'000));
        QVERIFY(!m_axis->selection());
        QVERIFY(std::abs(m_axis->visible().begin - 35'000) < 200);
        const auto before = m_axis->visible().length();
        const QPointF place = at(45'000);
        QWheelEvent wheel(place, m_strip->mapToGlobal(place), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_strip.get(), &wheel);
        QVERIFY(m_axis->visible().length() < before);
    }
};

QTEST_MAIN(TestTimelineOverlay)
#include "tst_timeline_overlay.moc"
