#include "widgets/traces/explained_node.h"
#include "tests/support/fake_engine.h"
#include "widgets/documents/explanation_document.h"
#include "widgets/lanes/expectations.h"
#include "widgets/lanes/expected_painter.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cmath>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr TimeMs kOrigin = 1'795'392'000'000;
constexpr TimeMs kStep = 15'000;
constexpr QRgb kLine = 0xff9c5200U;
constexpr QRgb kTint = 0x5ce6961eU;

/// Metric 2 of four is expected to be 7, but 900 at one sample; nothing is expected of the others.
ScoreExplanation explanationOf(const std::string& node, std::int64_t samples, std::int64_t spike)
{
    ScoreExplanation explanation;
    explanation.method = "m";
    explanation.node = node;
    explanation.grid = {kOrigin, kStep, samples};
    using Kind = MetricExpectation::Kind;
    explanation.metrics = {{Kind::Constant}, {Kind::Represented, 2}, {Kind::Known}, {Kind::Drifting}};
    explanation.metricOfRow = {0, 2, 3};
    explanation.error = SampleMatrix::Zero(3, samples);
    explanation.expected = SampleMatrix::Constant(3, samples, NAN);
    explanation.expected.row(1).setConstant(7.0F);
    explanation.expected(1, spike) = 900.0F;
    explanation.score.assign(std::size_t(samples), 1.0F);
    explanation.threshold.assign(std::size_t(samples), 2.0F);
    return explanation;
}

QImage canvas(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(0xffffffffU);
    return image;
}

int pixelsOf(const QImage& image, QRgb colour, const QRect& part)
{
    int count = 0;
    for (int y = part.top(); y <= part.bottom(); ++y)
        for (int x = part.left(); x <= part.right(); ++x)
            count += image.pixel(x, y) == colour ? 1 : 0;
    return count;
}

} // namespace

/// What was expected of metrics: had in the background, asked for at any zoom, painted with every spike.
class TestExpected final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::shared_ptr<Project> m_project;

private Q_SLOTS:
    void initTestCase()
    {
        auto project = Project::create(m_folder.filePath(u"p.nsproj"_s).toStdString());
        QVERIFY(project);
        m_project = std::move(*project);
    }

    void explainedNode_givesTheExpectedValuesInTheMetricsUnit_withTheSpikeAtEveryZoom()
    {
        const ExplainedNode node(explanationOf("n", 40'320, 12'345));
        const TimeRange whole{kOrigin, kOrigin + 40'320 * kStep};
        for (const double width : {50.0, 800.0, 3'000.0}) {
            const auto trace = node.expected(2, {whole, double(whole.length()) / width});
            QVERIFY(trace);
            const auto range = extent(*trace, whole);
            QVERIFY(range);
            QCOMPARE(range->minimum, 7.0);
            QCOMPARE(range->maximum, 900.0);
        }
        // Zoomed in: the samples themselves.
        const auto spike = kOrigin + 12'345 * kStep;
        const auto near = node.expected(2, {{spike - 60'000, spike + 60'000}, 100.0});
        QVERIFY(near && std::holds_alternative<SampleTrace>(*near));
        QCOMPARE(valueAt(*near, spike)->maximum, 900.0F);
        QCOMPARE(valueAt(*near, spike + kStep)->maximum, 7.0F);
        QVERIFY(!node.expected(0, {whole, 1e6}));
        QVERIFY(!node.expected(1, {whole, 1e6}));
        QVERIFY(!node.expected(17, {whole, 1e6}));
        QCOMPARE(node.expectedRange(2)->maximum, 900.0);
        QVERIFY(!node.expectedRange(0));
    }

    void expectations_sayWhyThereAreNone()
    {
        Expectations expectations;
        QVERIFY(shortText(expectations, 2).isEmpty());
        expectations.shown = expectations.loading = true;
        QVERIFY(shortText(expectations, 2).contains(u"loading"_s));
        expectations.loading = false;
        QVERIFY(shortText(expectations, 2).contains(u"not known"_s));
        expectations.node = std::make_shared<const ExplainedNode>(explanationOf("n", 10, 3));
        expectations.nameOf = [](int metric) { return u"metric %1"_s.arg(metric); };
        QVERIFY(shortText(expectations, 2).contains(u"dashed"_s));
        QVERIFY(shortText(expectations, 0).contains(u"constant"_s));
        QVERIFY(shortText(expectations, 3).contains(u"drifts"_s));
        QVERIFY(longText(expectations, 1).contains(u"metric 2"_s));
        QVERIFY(shortText(expectations, 9).contains(u"newer"_s)); // imported since
    }

    void residual_isTintedWhereTheTracesDisagree_andNowhereElse()
    {
        // Ten samples a pixel each; observed 2 throughout but 8 at the sixth, expected 2.
        SampleTrace observed{{0, 1'000, 10}, std::vector<float>(10, 2.0F)};
        const SampleTrace expected = observed;
        observed.values[5] = 8.0F;
        auto image = canvas(100, 101);
        const TimeScale scale{0, 100.0, 0.0}; // ten pixels a sample
        paintResidual(image, image.rect(), observed, expected, scale, {0.0, 10.0}, kTint);
        // On the spike's column from the observed 8 (y = 20) to the expected 2 (y = 80).
        QCOMPARE(image.pixel(50, 19), 0xffffffffU);
        QVERIFY(image.pixel(50, 30) != 0xffffffffU);
        QVERIFY(image.pixel(50, 70) != 0xffffffffU);
        QCOMPARE(image.pixel(50, 90), 0xffffffffU);
        for (const int x : {5, 20, 38, 62, 80})
            for (int y = 0; y < 101; ++y)
                QCOMPARE(image.pixel(x, y), 0xffffffffU);
    }

    void residual_keepsPremultipliedPixelsPremultiplied()
    {
        const SampleTrace low{{0, 1'000, 10}, std::vector<float>(10, 1.0F)};
        const SampleTrace high{{0, 1'000, 10}, std::vector<float>(10, 9.0F)};
        QImage image(100, 100, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        paintResidual(image, image.rect(), low, high, {0, 100.0, 0.0}, {0.0, 10.0}, kTint);
        QCOMPARE(qAlpha(image.pixelColor(40, 50).rgba()), qAlpha(kTint));
        const QColor painted = image.pixelColor(40, 50);
        QVERIFY(std::abs(painted.red() - qRed(kTint)) <= 3 && std::abs(painted.blue() - qBlue(kTint)) <= 3);
    }

    void expectedSpike_isSeenAtEveryZoom()
    {
        for (const std::int64_t spike : {0, 1, 6'789, 20'000, 40'319}) {
            const ExplainedNode node(explanationOf("n", 40'320, spike));
            const TimeRange whole{kOrigin, kOrigin + 40'320 * kStep};
            for (const int width : {40, 333, 1'200}) {
                const double msPerPixel = double(whole.length()) / width;
                const auto trace = node.expected(2, {whole, msPerPixel});
                auto image = canvas(width, 60);
                paintExpected(image, image.rect(), *trace, {kOrigin, msPerPixel, 0.0}, {0.0, 1'000.0}, kLine,
                              5);
                QVERIFY2(pixelsOf(image, kLine, {0, 0, width, 12}) > 0,
                         qPrintable(u"sample %1 in %2 pixels"_s.arg(spike).arg(width)));
            }
        }
    }

    void expectedLine_isDashed_andDashesStayWhileTheViewMoves()
    {
        const SampleTrace flat{{0, 1'000, 400}, std::vector<float>(400, 5.0F)};
        auto image = canvas(200, 11);
        paintExpected(image, image.rect(), flat, {50'000, 100.0, 0.0}, {0.0, 10.0}, kLine, 4);
        const int painted = pixelsOf(image, kLine, image.rect());
        QVERIFY2(painted > 120 && painted < 145, qPrintable(QString::number(painted))); // 4 of 6
        auto moved = canvas(200, 11);
        paintExpected(moved, moved.rect(), flat, {50'700, 100.0, 0.0}, {0.0, 10.0}, kLine, 4);
        for (int x = 7; x < 200; ++x)
            QCOMPARE(image.pixel(x, 5), moved.pixel(x - 7, 5));
    }

    void document_stopsWhatNobodyWantsAnyMore_andKeepsWhatWasComputed()
    {
        std::atomic<int> computed = 0;
        std::atomic<int> stopped = 0;
        test::FakeEngine engine;
        engine.onExplain = [&](const auto&, const std::string&, const std::string& node,
                               const RunContext& context) -> Result<ScoreExplanation> {
            if (node == "slow") {
                while (!context.stopRequested())
                    QThread::msleep(1);
                ++stopped;
                return cancelled();
            }
            ++computed;
            return explanationOf(node, 100, 5);
        };
        ExplanationDocument document(engine);
        QSignalSpy changed(&document, &ExplanationDocument::changed);
        document.setResults(m_project, "m");
        document.want("slow");
        QCOMPARE(document.state(), ExplanationDocument::State::Loading);
        document.want("a");
        QTRY_COMPARE(document.state(), ExplanationDocument::State::Ready);
        QCOMPARE(stopped.load(), 1);
        QCOMPARE(document.current()->explanation().node, std::string("a"));
        QVERIFY(!document.error());
        document.want("b");
        QTRY_COMPARE(document.state(), ExplanationDocument::State::Ready);
        document.want("a"); // at once, from memory
        QCOMPARE(document.state(), ExplanationDocument::State::Ready);
        QCOMPARE(document.current()->explanation().node, std::string("a"));
        QCOMPARE(computed.load(), 2);
        document.want({});
        QCOMPARE(document.state(), ExplanationDocument::State::Idle);
        QVERIFY(!document.current());
    }

    void document_computesAnew_whenThereAreOtherResults()
    {
        int computed = 0;
        test::FakeEngine engine;
        engine.onExplain = [&](const auto&, const std::string& method, const std::string& node,
                               const RunContext&) -> Result<ScoreExplanation> {
            ++computed;
            auto explanation = explanationOf(node, 100, 5);
            explanation.method = method;
            return explanation;
        };
        ExplanationDocument document(engine);
        document.setResults(m_project, "m");
        document.want("a");
        QTRY_COMPARE(document.state(), ExplanationDocument::State::Ready);
        document.setResults(m_project, "other");
        QCOMPARE(document.state(), ExplanationDocument::State::Loading);
        QVERIFY(!document.current()); // never those of another method
        QTRY_COMPARE(document.state(), ExplanationDocument::State::Ready);
        QCOMPARE(document.current()->explanation().method, std::string("other"));
        QCOMPARE(computed, 2);
        document.setResults(nullptr, {});
        QCOMPARE(document.state(), ExplanationDocument::State::Idle);
    }

    void document_saysWhatWentWrong_andTriesAgainWhenAsked()
    {
        bool broken = true;
        test::FakeEngine engine;
        engine.onExplain = [&](const auto&, const std::string&, const std::string& node,
                               const RunContext&) -> Result<ScoreExplanation> {
            if (broken)
                return fail(ErrorCode::StageMissing, "the scores are old", "run it");
            return explanationOf(node, 100, 5);
        };
        ExplanationDocument document(engine);
        document.setResults(m_project, "m");
        document.want("a");
        QTRY_COMPARE(document.state(), ExplanationDocument::State::Failed);
        QCOMPARE(document.error()->code, ErrorCode::StageMissing);
        broken = false;
        document.want("a");
        QTRY_COMPARE(document.state(), ExplanationDocument::State::Ready);
        QVERIFY(!document.error());
    }
};

QTEST_MAIN(TestExpected)
#include "tst_expected.moc"
