#include "widgets/base/notices/empty_page.h"
#include "widgets/base/tables/filtered_table.h"
#include "widgets/charts/loss_plot.h"
#include "widgets/charts/loss_scale.h"
#include "widgets/models/training_list_model.h"
#include "widgets/panels/training_panel.h"

#include <QAbstractItemModelTester>
#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <cmath>
#include <limits>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

EpochFigures figures(int epoch, double trainLoss, double heldBackLoss, bool last = false)
{
    EpochFigures told;
    told.losses = {epoch, trainLoss, heldBackLoss, 1.0};
    told.plannedEpochs = 10;
    told.learningRate = 0.001;
    told.tokensPerSecond = 41'200.0;
    told.last = last;
    return told;
}

ClusterTraining training(int cluster, const std::vector<double>& heldBack, int planned)
{
    ClusterTraining trained;
    trained.cluster = cluster;
    for (std::size_t i = 0; i < heldBack.size(); ++i)
        trained.report.epochs.push_back({int(i) + 1, 0.5 / double(i + 1), heldBack[i], 1.0});
    trained.report.plannedEpochs = planned;
    trained.report.tokensPerSecond = 60'800.0;
    trained.report.learningRate = 0.002;
    return trained;
}

LossCurve curveOf(const std::vector<double>& trainLosses, const std::vector<double>& heldBack = {})
{
    LossCurve curve;
    for (std::size_t i = 0; i < trainLosses.size(); ++i)
        curve.epochs.push_back({int(i) + 1, trainLosses[i], heldBack.empty() ? kNone : heldBack[i], 1.0});
    return curve;
}

QString ticksOf(const LossScale& scale, int most)
{
    QStringList texts;
    for (const auto& tick : scale.ticks(most))
        texts << tick.text;
    return texts.join(u' ');
}

bool says(const QWidget& widget, const QString& text)
{
    const auto labels = widget.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
        return label->isVisible() && label->text().contains(text);
    });
}

/// How many pixels of a column differ from the ground.
int inked(const QImage& image, double x, const QRectF& area)
{
    int count = 0;
    const QRgb ground = image.pixel(int(area.left()) + 3, int(area.top()) + 3);
    for (int y = int(area.top()); y < int(area.bottom()) - 1; ++y)
        count += image.pixel(int(x), y) != ground ? 1 : 0;
    return count;
}

} // namespace

/// The loss curves: what is known of them, their scale, and the panel.
class TestTraining final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void best_isTheFirstOfTheLeastHeldBackLosses()
    {
        QCOMPARE(curveOf({3, 2, 1}, {0.5, 0.4, 0.4}).best(), std::optional<std::size_t>(1));
        QCOMPARE(curveOf({3, 2, 1}, {kNone, 0.7, 0.8}).best(), std::optional<std::size_t>(1));
        QVERIFY(!curveOf({3, 2, 1}).best());
    }

    void scale_isLogarithmic_fromMoreThanADecadeOn()
    {
        QVERIFY(!LossScale::of(curveOf({10.0, 1.0})).logarithmic);
        QVERIFY(LossScale::of(curveOf({10.1, 1.0})).logarithmic);
        QVERIFY(LossScale::of(curveOf({10.0, 5.0}, {4.0, 0.1})).logarithmic); // the held-back losses count
        QVERIFY(!LossScale::of(curveOf({10.0, 0.0})).logarithmic); // zero has no logarithm
        const auto scale = LossScale::of(curveOf({100.0, 10.0, 1.0}));
        QVERIFY(scale.position(100.0) < 1.0 && scale.position(1.0) > 0.0);
        const double middle = (scale.position(100.0) + scale.position(1.0)) / 2.0;
        QVERIFY(std::abs(scale.position(10.0) - middle) < 1e-12);
    }

    void scale_holdsEveryLoss_alsoOneThatNeverChanges()
    {
        for (const auto& curve : {curveOf({0.3, 0.3}), curveOf({0.0}), curveOf({kNone}), curveOf({1e30, 2.0}),
                                  curveOf({0.5, 0.6}, {0.9, 0.2})}) {
            const auto scale = LossScale::of(curve);
            QVERIFY(scale.low < scale.high);
            for (const auto& epoch : curve.epochs)
                for (const double loss : {epoch.trainLoss, epoch.heldBackLoss})
                    QVERIFY(std::isnan(loss) || (scale.position(loss) >= 0.0 && scale.position(loss) <= 1.0));
        }
    }

    void ticks_areRoundAndNotTooMany()
    {
        QCOMPARE(ticksOf({false, 0.31, 1.42}, 6), u"0.4 0.6 0.8 1 1.2 1.4"_s);
        QCOMPARE(ticksOf({false, 0.0, 1.0}, 2), u"0 0.5 1"_s);
        QCOMPARE(ticksOf({true, 0.9, 60.0}, 10), u"1 2 5 10 20 50"_s);
        QCOMPARE(ticksOf({true, 0.9, 60.0}, 4), u"1 10"_s);
        QCOMPARE(ticksOf({true, 0.9, 1.1e6}, 4), u"1 100 10000 1e+06"_s);
        QCOMPARE(ticksOf({true, 0.009, 0.6}, 3), u"0.01 0.1"_s);
    }

    void epochs_continueTheCurve_andABeginReplacesIt()
    {
        TrainingDocument document;
        QSignalSpy reset(&document, &TrainingDocument::reset);
        QSignalSpy changed(&document, &TrainingDocument::curveChanged);
        document.addEpoch(3, figures(1, 0.9, 0.8));
        QCOMPARE(reset.count(), 1);
        document.addEpoch(3, figures(2, 0.7, 0.6));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(document.find(3)->epochs.size(), std::size_t(2));
        QCOMPARE(document.find(3)->state, LossCurve::State::Training);
        document.addEpoch(1, figures(1, 0.5, kNone)); // beside it
        QCOMPARE(document.curves().front().cluster, 1);

        auto again = figures(1, 5.0, 4.0); // it diverged and begins anew
        again.retried = true;
        document.addEpoch(3, again);
        QCOMPARE(document.find(3)->epochs.size(), std::size_t(1));
        QVERIFY(document.find(3)->retried);
        document.addEpoch(3, figures(2, 0.3, 0.4, true));
        QCOMPARE(document.find(3)->state, LossCurve::State::Trained);
        QVERIFY(document.find(3)->stoppedEarly()); // two of ten
    }

    void interruptedTraining_staysUntilItGoesOn()
    {
        TrainingDocument document;
        document.setStored({training(1, {0.9, 0.8}, 2), training(2, {0.9, 0.8}, 2)});
        document.beginRun();
        document.addEpoch(2, figures(1, 0.9, 0.8));
        document.addEpoch(2, figures(2, 0.7, 0.6));
        document.endRun(false);
        QCOMPARE(document.find(2)->state, LossCurve::State::Interrupted);
        QVERIFY(!document.find(2)->stoppedEarly());
        document.setStored({training(1, {0.9, 0.8}, 2), training(2, {0.5, 0.4}, 2)}); // the model of before
        QCOMPARE(document.find(2)->state, LossCurve::State::Interrupted);
        QCOMPARE(document.find(2)->epochs.size(), std::size_t(2));

        document.beginRun();
        document.addEpoch(2, figures(3, 0.5, 0.4));
        QCOMPARE(document.find(2)->epochs.size(), std::size_t(3));
        document.endRun(true);
        document.setStored({training(2, {0.5, 0.4, 0.3}, 3)});
        QCOMPARE(document.curves().size(), std::size_t(1)); // cluster 1 is no more
        QCOMPARE(document.find(2)->state, LossCurve::State::Trained);
        QVERIFY(document.find(1) == nullptr);
    }

    void trainingTakenUpAgain_inANewWindow_beginsWhereItWas()
    {
        TrainingDocument document;
        document.addEpoch(1, figures(7, 0.5, 0.4));
        document.addEpoch(1, figures(8, 0.4, 0.4));
        TrainingPanel panel(document);
        panel.resize(900, 500);
        panel.show();
        QCOMPARE(panel.plot().map().firstEpoch, 7);
        QVERIFY(says(panel, u"taken up again in epoch 7"_s));
    }

    void list_saysEpochsLossAndThroughput()
    {
        TrainingDocument document;
        TrainingListModel model(document);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        document.setStored({training(4, {0.9, 0.5, 0.6}, 10), training(7, {kNone, kNone}, 0)});
        QCOMPARE(model.rowCount(), 2);
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(0, TrainingListModel::Cluster), u"4"_s);
        QCOMPARE(text(0, TrainingListModel::Epochs), u"3 / 10"_s);
        QCOMPARE(text(0, TrainingListModel::HeldBackLoss), u"0.500"_s);
        QCOMPARE(text(0, TrainingListModel::Throughput), u"60.8 k"_s);
        QCOMPARE(text(1, TrainingListModel::Epochs), u"2"_s); // how many were planned is not known
        QCOMPARE(text(1, TrainingListModel::HeldBackLoss), u"—"_s);
        document.addEpoch(4, figures(1, 0.9, 0.8));
        QCOMPARE(text(0, TrainingListModel::Epochs), u"1 / 10"_s);
        document.addEpoch(5, figures(1, 0.9, 0.8));
        QCOMPARE(model.rowCount(), 3);
        document.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void panel_withoutModels_namesTheNextStep_andSaysWhenARunHasBegun()
    {
        TrainingDocument document;
        TrainingPanel panel(document);
        panel.setProject(u"/data/a b.nsproj"_s);
        panel.resize(900, 500);
        panel.show();
        QVERIFY(panel.isEmpty());
        QVERIFY(says(panel, u"No model yet"_s));
        QVERIFY(says(panel, u"nodesentry train '/data/a b.nsproj'"_s));
        document.beginRun();
        QVERIFY(says(panel, u"No epoch is over yet"_s));
        document.addEpoch(1, figures(1, 0.9, 0.8));
        QVERIFY(!panel.isEmpty());
        document.clear();
        QVERIFY(panel.isEmpty());
        QVERIFY(says(panel, u"No model yet"_s));
    }

    void panel_showsEachEpochAsItComes()
    {
        TrainingDocument document;
        TrainingPanel panel(document);
        panel.resize(900, 500);
        panel.show();
        document.beginRun();
        for (int epoch = 1; epoch <= 4; ++epoch) {
            document.addEpoch(1, figures(epoch, 1.0 / epoch, 1.2 / epoch));
            QCOMPARE(panel.plot().curve()->epochs.size(), std::size_t(epoch));
            QVERIFY(says(panel, u"epoch %1 of 10"_s.arg(epoch)));
        }
        QVERIFY(says(panel, u"41.2 k tokens per second"_s));
        QVERIFY(says(panel, u"learning rate 0.001"_s));
        QVERIFY(says(panel, u"least held-back loss 0.300 in epoch 4"_s));
        QVERIFY(!panel.list().isVisible()); // one cluster needs no list
        QVERIFY(panel.plot().accessibleDescription().contains(u"epoch 4 of 10"));
    }

    void panel_followsTheTraining_untilTheUserChooses()
    {
        TrainingDocument document;
        document.setStored({training(1, {0.9, 0.5}, 2), training(2, {0.9, 0.5}, 2), training(3, {0.9}, 2)});
        TrainingPanel panel(document);
        panel.resize(900, 500);
        panel.show();
        const auto shown = [&] { return panel.plot().curve()->cluster; };
        QCOMPARE(shown(), 1);
        document.beginRun();
        document.addEpoch(2, figures(1, 0.9, 0.8));
        QCOMPARE(shown(), 2);
        document.addEpoch(3, figures(1, 0.9, 0.8)); // side by side: no flicker
        document.addEpoch(2, figures(2, 0.9, 0.8));
        QCOMPARE(shown(), 2);
        document.addEpoch(2, figures(3, 0.9, 0.8, true));
        document.addEpoch(3, figures(2, 0.9, 0.8));
        QCOMPARE(shown(), 3);

        auto& view = panel.list().view();
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Up);
        QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(shown(), 1);
        document.addEpoch(3, figures(3, 0.9, 0.8));
        document.addEpoch(4, figures(1, 0.9, 0.8)); // the list has another row now
        QCOMPARE(shown(), 1);
        QCOMPARE(panel.list().currentSourceRow(), 0);
    }

    void plot_arrowsReadEpochsOff()
    {
        LossPlot plot;
        const auto curve = curveOf({4.0, 2.0, 1.0}, {5.0, 3.0, 3.5});
        plot.setCurve(&curve);
        plot.resize(600, 400);
        plot.show();
        QTest::keyClick(&plot, Qt::Key_Left);
        QCOMPARE(plot.readEpoch(), std::optional(3));
        QVERIFY(plot.accessibleDescription().startsWith(u"Epoch 3: training loss 1.00, held-back loss 3.50"));
        QTest::keyClick(&plot, Qt::Key_Home);
        QCOMPARE(plot.readEpoch(), std::optional(1));
        QTest::keyClick(&plot, Qt::Key_Left);
        QCOMPARE(plot.readEpoch(), std::optional(1));
        QTest::mouseMove(&plot, QPoint(int(plot.map().xOf(2)) + 3, 200));
        QTRY_COMPARE(plot.readEpoch(), std::optional(2));
        auto other = curve;
        other.cluster = 2;
        plot.setCurve(&other);
        QVERIFY(!plot.readEpoch());
    }

    void plot_paintsBothLines_andHatchesWhatWasNeverTrained()
    {
        auto curve = curveOf({4.0, 2.0, 1.9, 1.8}, {5.0, 3.0, 3.5, 3.6});
        curve.plannedEpochs = 4;
        LossPlot plot;
        plot.resize(640, 400);
        plot.setCurve(&curve);
        const auto whole = plot.grab().toImage();
        const double ratio = whole.devicePixelRatio();
        QCOMPARE(ratio, 1.0);
        const auto map = plot.map();
        const QColor training(whole.pixel(int(map.xOf(3)), int(std::lround(map.yOf(1.9)))));
        QVERIFY(training.blue() > training.red()); // the blue line
        curve.plannedEpochs = 8;
        plot.setCurve(&curve);
        QVERIFY(curve.stoppedEarly());
        const auto early = plot.grab().toImage();
        const auto wide = plot.map();
        QCOMPARE(wide.lastEpoch, 8);
        const int hatched = inked(early, wide.xOf(7), wide.area);
        curve.state = LossCurve::State::Training;
        plot.setCurve(&curve);
        const int open = inked(plot.grab().toImage(), wide.xOf(7), wide.area);
        QVERIFY2(hatched > 2 * open, qPrintable(u"%1 and %2"_s.arg(hatched).arg(open)));
        QVERIFY(plot.accessibleDescription().contains(u"least held-back loss 3.00 in epoch 2"));
    }
};

QTEST_MAIN(TestTraining)
#include "tst_training.moc"
