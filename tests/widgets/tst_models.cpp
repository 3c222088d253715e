#include "widgets/models/case_list_model.h"
#include "widgets/models/contribution_model.h"
#include "widgets/models/evaluation_model.h"
#include "widgets/models/label_list_model.h"
#include "widgets/models/metric_tree_model.h"
#include "widgets/models/node_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<ProjectSnapshot> sampleSnapshot()
{
    auto snapshot = std::make_shared<ProjectSnapshot>();
    snapshot->metrics = {{"cpu_user", "", MetricKind::Rate, "CPU"},
                         {"mem_free", "bytes", MetricKind::Gauge, "Memory"},
                         {"cpu_idle", "", MetricKind::Rate, "CPU"}};
    snapshot->method = "nodesentry";
    Case first;
    first.id = 11;
    first.method = "nodesentry";
    first.node = "cn2";
    first.range = {60'000, 185'000};
    first.peakScore = 9.5;
    first.topMetrics = {2, 0};
    auto second = first;
    second.id = 12;
    second.peakScore = 3.25;
    snapshot->cases = {first, second};
    snapshot->labels = {{1, "cn1", 1000, 3000, "mem_leak", "a note", "import"},
                        {2, "cn2", 5000, std::nullopt, "anomaly", "", "ann"}};
    snapshot->nodes = {{"cn1", {0, 200'000}, 0, 1, std::nullopt},
                       {"cn2", {0, 200'000}, 2, 1, 9.5},
                       {"cn3", {0, 200'000}, 0, 0, std::nullopt}};
    return snapshot;
}

QString textAt(const QAbstractItemModel& model, int row, int column)
{
    return model.index(row, column).data(Qt::DisplayRole).toString();
}

} // namespace

class TestModels final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nodes_showCountsStatesAndWorstScore()
    {
        NodeListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(sampleSnapshot());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(textAt(model, 1, NodeListModel::Node), u"cn2"_s);
        QCOMPARE(textAt(model, 1, NodeListModel::Cases), u"2"_s);
        QCOMPARE(textAt(model, 0, NodeListModel::Cases), QString());
        QCOMPARE(textAt(model, 1, NodeListModel::PeakScore), u"9.50"_s);
        QCOMPARE(model.stateOf(0), NodeListModel::State::Labelled);
        QCOMPARE(model.stateOf(1), NodeListModel::State::Suspicious);
        QCOMPARE(model.stateOf(2), NodeListModel::State::Quiet);
        QCOMPARE(model.indexOf("cn3").row(), 2);
        QVERIFY(!model.indexOf("cn4").isValid());
    }

    void nodes_withoutResults_areNotCalledQuiet()
    {
        auto snapshot = sampleSnapshot();
        snapshot->method.clear();
        NodeListModel model;
        model.setSnapshot(snapshot);
        QCOMPARE(model.stateOf(2), NodeListModel::State::NotScored);
    }

    void nodes_reloaded_keepTheirRows()
    {
        NodeListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(sampleSnapshot());
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setSnapshot(sampleSnapshot());
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
        model.setSnapshot(nullptr);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(model.rowCount(), 0);
    }

    void cases_nameTheirTopMetrics()
    {
        CaseListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(sampleSnapshot());
        QCOMPARE(textAt(model, 0, CaseListModel::TopMetrics), u"cpu_idle, cpu_user"_s);
        QCOMPARE(textAt(model, 0, CaseListModel::Begin), u"1970-01-01 00:01:00"_s);
        QCOMPARE(textAt(model, 0, CaseListModel::Duration), u"2 min 5 s"_s);
        QCOMPARE(model.rowOf(12), 1);
        QCOMPARE(model.rowOf(99), -1);
    }

    void labels_openEnd_isGoingOn()
    {
        LabelListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(sampleSnapshot());
        QCOMPARE(textAt(model, 0, LabelListModel::Category), u"mem_leak"_s);
        QCOMPARE(textAt(model, 1, LabelListModel::Duration), u"going on"_s);
        QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(), u"a note"_s);
    }

    void metrics_uncheckedGroup_takesItsLanesAway()
    {
        MetricTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setMetrics(sampleSnapshot()->metrics, {0, 1, 2});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.lanes().size(), std::size_t(3));
        QCOMPARE(model.lanes()[1].metric, 2); // grouped: cpu_user, cpu_idle, mem_free
        QSignalSpy lanesChanged(&model, &MetricTreeModel::lanesChanged);
        QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(lanesChanged.count(), 1);
        QCOMPARE(model.lanes().size(), std::size_t(1));
        QVERIFY(model.setData(model.index(1, 0, model.index(0, 0)), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
        QCOMPARE(model.lanes()[0].name, u"cpu_idle"_s);
    }

    void metrics_ofAnotherNode_keepWhatWasHidden()
    {
        MetricTreeModel model;
        const auto catalog = sampleSnapshot()->metrics;
        model.setMetrics(catalog, {0, 1, 2});
        model.setData(model.index(0, 0, model.index(0, 0)), Qt::Unchecked, Qt::CheckStateRole);
        model.setMetrics(catalog, {0, 1});
        QCOMPARE(model.lanes().size(), std::size_t(1));
        QCOMPARE(model.lanes()[0].name, u"mem_free"_s);
    }

    void evaluation_randomRow_isAlwaysThere()
    {
        EvaluationModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(
            model.setJson(std::string(R"({"methods": {"pca": {"strict": {"f1": 0.25}, "paper": {"f1": 0.75}},
            "nodesentry": {"strict": {"f1": 0.5, "f1_oracle": 0.6}}},
            "nodes": 2, "test_samples": 984, "anomalous_samples": 145})")));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(textAt(model, 0, 0), u"nodesentry"_s);
        QCOMPARE(textAt(model, 0, 1), u"0.500"_s);
        QCOMPARE(textAt(model, 1, 0), u"pca"_s);
        QCOMPARE(textAt(model, 2, 0), u"random (not run)"_s);
        QCOMPARE(textAt(model, 2, 1), u"—"_s);
        QVERIFY(model.summary().contains(u"984"));
    }

    void evaluation_scoredSamplesAndSuggestedLabels_areShown()
    {
        EvaluationModel model;
        QVERIFY(model.setJson(std::string(R"({"methods": {"nodesentry": {"strict": {"f1": 0.5},
            "with_suggested": {"strict": {"f1": 0.75}}, "scored_samples": 900}},
            "nodes": 2, "test_samples": 984, "anomalous_samples": 145,
            "suggested_labels": {"nodesentry": 12, "knn": 1}, "suggested_samples": 77})")));
        QStringList row;
        for (int column = 0; column < model.columnCount(); ++column)
            row << model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() + u": "_s
                    + textAt(model, 0, column);
        QVERIFY2(row.contains(u"F1: 0.500"_s), qPrintable(row.join(u" | "_s)));
        QVERIFY2(row.contains(u"F1 with\nsuggestions: 0.750"_s), qPrintable(row.join(u" | "_s)));
        QVERIFY2(row.contains(u"Scored\nsamples: 900"_s), qPrintable(row.join(u" | "_s)));
        QVERIFY2(model.summary().contains(u"13 "), qPrintable(model.summary()));
        QVERIFY2(model.summary().contains(u"77"), qPrintable(model.summary()));
    }

    void evaluation_oracleColumn_isCalledAnUpperBound()
    {
        const EvaluationModel model;
        bool found = false;
        for (int column = 0; column < model.columnCount(); ++column) {
            const auto title = model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
            if (title.contains(u"oracle")) {
                found = true;
                QVERIFY(title.contains(u"upper bound"));
            }
        }
        QVERIFY(found);
    }

    void contribution_saysNothingImpossible()
    {
        const Metric rate{"net_in", "bytes/s", MetricKind::Rate, "Network"};
        const Metric gauge{"temperature", "", MetricKind::Gauge, "System"};
        const auto text = [](double observed, double expected, const Metric& metric) {
            return comparisonText({0, 1.0, 1.0, observed, expected}, metric);
        };
        QVERIFY2(!text(5e6, -561.0, rate).contains(u'-'), qPrintable(text(5e6, -561.0, rate)));
        QVERIFY(text(5.0, -561.0, gauge).contains(u"-561"_s)); // which may well be
        const auto equal = text(16.001e6, 16.002e6, rate);
        QVERIFY2(equal.contains(u"about as expected"_s), qPrintable(equal));
        QVERIFY(text(98.0, 41.0, gauge).startsWith(u"▲ 98 instead of 41"_s));
    }

    void evaluation_damagedText_isRefused()
    {
        EvaluationModel model;
        QVERIFY(!model.setJson(std::string("{ nonsense")));
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.setJson(std::nullopt));
    }
};

QTEST_MAIN(TestModels)
#include "tst_models.moc"
