#include "widgets/timeline/error_strip.h"
#include "widgets/timeline/time_axis.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr TimeMs kOrigin = 1'795'392'000'000;
constexpr TimeMs kStep = 15'000;
constexpr std::int64_t kSamples = 40'320;
constexpr std::int64_t kSpike = 12'345;

/// Metric 4 has one error of 50, metric 2 an error of 1 throughout; samples from 30,000 on are not scored.
/// Experts 0 and 1 take turns sample by sample; the last scored 10,000 samples are expert 1's alone.
std::shared_ptr<const ExplainedNode> explained()
{
    ScoreExplanation explanation;
    explanation.node = "n";
    explanation.grid = {kOrigin, kStep, kSamples};
    explanation.metrics.assign(5, {});
    explanation.metricOfRow = {1, 2, 4};
    explanation.error = SampleMatrix::Zero(3, kSamples);
    explanation.score.assign(std::size_t(kSamples), 1.0F);
    explanation.threshold.assign(std::size_t(kSamples), 2.0F);
    for (std::int64_t i = 0; i < kSamples; ++i) {
        const bool scored = i < 30'000;
        explanation.error(1, i) = scored ? 1.0F : 0.0F;
        if (!scored)
            explanation.score[std::size_t(i)] = NAN;
        explanation.expert.push_back(std::int8_t(!scored ? -1 : i < 20'000 ? i % 2 : 1));
        explanation.confidence.push_back(0.75F);
    }
    explanation.error(2, kSpike) = 50.0F;
    return std::make_shared<const ExplainedNode>(std::move(explanation));
}

TimeMs at(std::int64_t sample)
{
    return kOrigin + sample * kStep;
}

} // namespace

/// The map of errors: ranked rows, spikes at every zoom, nothing where nothing is scored, experts by share.
class TestErrorStrip final : public QObject {
    Q_OBJECT

private:
    TimeAxis m_axis;
    std::unique_ptr<ErrorStrip> m_strip;

    QImage picture() { return m_strip->grab().toImage().convertToFormat(QImage::Format_RGB32); }
    [[nodiscard]] QRgb highest() const { return plotColors(m_strip->palette()).heat[2].rgb(); }
    [[nodiscard]] QRgb lowest() const { return plotColors(m_strip->palette()).heat[0].rgb(); }
    bool hasInRow(int metric, QRgb colour)
    {
        const auto image = picture();
        const int y = m_strip->rowOf(metric).center().y();
        const double ratio = image.devicePixelRatio();
        for (int x = int(std::ceil(m_strip->plotArea().left() * ratio)); x < image.width(); ++x)
            if (image.pixel(x, int(y * ratio)) == colour)
                return true;
        return false;
    }
    QRgb pixel(int y, TimeMs time)
    {
        const auto image = picture();
        const double ratio = image.devicePixelRatio();
        return image.pixel(int(m_strip->scale().xOf(time) * ratio), int(y * ratio));
    }

private Q_SLOTS:
    void init()
    {
        m_axis.setFullRange({kOrigin, at(kSamples)}, kStep * 5);
        m_strip = std::make_unique<ErrorStrip>(m_axis);
        m_strip->setMap(
            {explained(), {4, 2, 1}, std::nullopt, [](int metric) { return u"metric %1"_s.arg(metric); }});
        m_strip->resize(700, m_strip->sizeHint().height());
        m_strip->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_strip.get()));
    }
    void cleanup() { m_strip.reset(); }

    void rows_areInTheOrderGiven_asFarAsThereIsRoom()
    {
        QCOMPARE(m_strip->shownMetrics(), (std::vector<int>{4, 2, 1}));
        QVERIFY(m_strip->rowOf(4).top() < m_strip->rowOf(2).top());
        QVERIFY(m_strip->rowOf(0).isEmpty());
        m_strip->setMap({explained(), {2, 17, 4}, std::nullopt, {}}); // 17 has no row
        QCOMPARE(m_strip->shownMetrics(), (std::vector<int>{2, 4}));
    }

    void errorOfOneSample_hasTheHighestColourAtEveryZoom()
    {
        QCOMPARE(m_strip->top(), 50.0);
        for (const TimeMs around : {kSamples, std::int64_t(5'000), std::int64_t(200), std::int64_t(10)}) {
            m_axis.show({at(std::max<std::int64_t>(kSpike - around, 0)), at(kSpike + around)});
            QVERIFY2(hasInRow(4, highest()), qPrintable(QString::number(around)));
        }
    }

    void highestColour_isTheLargestErrorOfTheStretch_whateverIsInView()
    {
        m_strip->setMap({explained(), {4, 2}, TimeRange{at(100), at(200)}, {}});
        QCOMPARE(m_strip->top(), 1.0);
        QVERIFY(hasInRow(2, highest()));
        m_axis.show({at(5'000), at(6'000)});
        QCOMPARE(m_strip->top(), 1.0);
        QVERIFY(hasInRow(2, highest()));
    }

    void whatIsNotScored_hasNoColour()
    {
        const int y = m_strip->rowOf(4).center().y();
        QCOMPARE(pixel(y, at(5'000)), lowest());
        QCOMPARE(pixel(y, at(35'000)), plotColors(m_strip->palette()).background.rgb());
    }

    void experts_shareAPixelByTheirSamples()
    {
        const auto colors = plotColors(m_strip->palette());
        const int row = m_strip->rowOf(1).top() + (m_strip->rowOf(1).top() - m_strip->rowOf(2).top());
        const int height = m_strip->rowOf(1).height();
        // Half of the pixel each while they take turns.
        QCOMPARE(pixel(row + height / 4, at(3'001)), colors.jobFills[0].rgb());
        QCOMPARE(pixel(row + height * 3 / 4, at(3'001)), colors.jobFills[1].rgb());
        QCOMPARE(pixel(row + 1, at(22'000)), colors.jobFills[1].rgb());
        QCOMPARE(pixel(row + height / 2, at(35'000)), colors.background.rgb());
    }

    void click_namesTheMetric()
    {
        QSignalSpy clicked(m_strip.get(), &ErrorStrip::metricClicked);
        QTest::mouseClick(m_strip.get(), Qt::LeftButton, {}, {400, m_strip->rowOf(2).center().y()});
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked.front().front().toInt(), 2);
        // On its name, which leaves what is selected alone.
        const TimeRange selection{at(100), at(200)};
        m_axis.setSelection(selection);
        QTest::mouseClick(m_strip.get(), Qt::LeftButton, {}, {20, m_strip->rowOf(4).center().y()});
        QCOMPARE(clicked.count(), 2);
        QCOMPARE(clicked.back().front().toInt(), 4);
        QCOMPARE(m_axis.selection(), std::optional(selection));
        m_axis.setSelection(std::nullopt);
    }

    void lessRoom_leavesTheMostImportantRows()
    {
        m_strip->setRoom(10);
        QCOMPARE(m_strip->shownMetrics().size(), std::size_t(3)); // the fewest
        std::vector<int> many(20, 2);
        m_strip->setMap({explained(), many, std::nullopt, {}});
        QCOMPARE(m_strip->shownMetrics().size(), std::size_t(3));
        m_strip->setRoom(10'000);
        QCOMPARE(int(m_strip->shownMetrics().size()), ErrorStrip::kMostRows);
    }

    void withoutAMap_theTextSaysWhy()
    {
        m_strip->setMap({});
        m_strip->setEmptyText(u"not known"_s);
        const auto before = picture();
        m_strip->setEmptyText(u"something else"_s);
        QVERIFY(picture() != before);
        QVERIFY(m_strip->shownMetrics().empty());
    }
};

QTEST_MAIN(TestErrorStrip)
#include "tst_error_strip.moc"
