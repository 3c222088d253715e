#include "widgets/base/jobs/job_runner.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>
#include <chrono>
#include <thread>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

void waitForStop(const RunContext& context)
{
    while (!context.stopRequested())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

} // namespace

class TestJobRunner final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void start_result_isDeliveredOnTheGuiThread()
    {
        JobRunner runner(1);
        const auto* guiThread = QThread::currentThread();
        QThread* workThread = nullptr;
        QThread* deliveryThread = nullptr;
        int value = 0;
        runner.start<int>(
            u"a"_s, this,
            [&workThread](const RunContext&) -> Result<int> {
                workThread = QThread::currentThread();
                return 42;
            },
            [&](Result<int> result) {
                deliveryThread = QThread::currentThread();
                value = *result;
            });
        QVERIFY(runner.isActive(u"a"_s));
        QTRY_COMPARE(value, 42);
        QCOMPARE(deliveryThread, guiThread);
        QVERIFY(workThread != guiThread);
        QVERIFY(!runner.isActive(u"a"_s));
    }

    void start_sameChannel_supersedesAndDropsTheOlderResult()
    {
        JobRunner runner(2);
        std::atomic<bool> firstStopped{false};
        QStringList delivered;
        runner.start<int>(
            u"lanes"_s, this,
            [&firstStopped](const RunContext& context) -> Result<int> {
                waitForStop(context);
                firstStopped = true;
                return 1; // finished all the same: its result must not be shown
            },
            [&delivered](Result<int>) { delivered << u"first"_s; });
        runner.start<int>(
            u"lanes"_s, this, [](const RunContext&) -> Result<int> { return 2; },
            [&delivered](Result<int>) { delivered << u"second"_s; });
        QTRY_COMPARE(delivered, QStringList{u"second"_s});
        QTRY_VERIFY(firstStopped);
        QTest::qWait(20);
        QCOMPARE(delivered, QStringList{u"second"_s});
    }

    void start_otherChannels_doNotDisturbEachOther()
    {
        JobRunner runner(2);
        int delivered = 0;
        for (const auto& channel : {u"a"_s, u"b"_s})
            runner.start<int>(
                channel, this, [](const RunContext&) -> Result<int> { return 1; },
                [&delivered](Result<int> result) { delivered += *result; });
        QTRY_COMPARE(delivered, 2);
    }

    void cancel_runningJob_deliversItsError()
    {
        JobRunner runner(1);
        std::optional<ErrorCode> code;
        runner.start<int>(
            u"run"_s, this,
            [](const RunContext& context) -> Result<int> {
                waitForStop(context);
                return cancelled();
            },
            [&code](Result<int> result) { code = result.error().code; });
        runner.cancel(u"run"_s);
        QTRY_VERIFY(code.has_value());
        QCOMPARE(*code, ErrorCode::Cancelled);
    }

    void receiver_diesBeforeTheEnd_nothingIsDelivered()
    {
        JobRunner runner(1);
        std::atomic<bool> go{false};
        bool delivered = false;
        auto receiver = std::make_unique<QObject>();
        runner.start<int>(
            u"a"_s, receiver.get(),
            [&go](const RunContext&) -> Result<int> {
                while (!go)
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                return 1;
            },
            [&delivered](Result<int>) { delivered = true; });
        receiver.reset();
        go = true;
        QTRY_VERIFY(!runner.isActive(u"a"_s));
        QVERIFY(!delivered);
    }

    void exception_inTheWork_becomesAnError()
    {
        JobRunner runner(1);
        std::optional<Error> error;
        runner.start<int>(
            u"a"_s, this,
            [](const RunContext&) -> Result<int> {
                NODESENTRY_EXPECTS(1 == 2, "numbers are in order");
                return 0;
            },
            [&error](Result<int> result) { error = result.error(); });
        QTRY_VERIFY(error.has_value());
        QVERIFY(error->message.find("numbers are in order") != std::string::npos);
    }

    void progress_floodOfReports_isThinnedAndEndsWithTheLast()
    {
        JobRunner runner(1);
        QSignalSpy progressed(&runner, &JobRunner::progressed);
        bool done = false;
        runner.start<int>(
            u"run"_s, this,
            [](const RunContext& context) -> Result<int> {
                for (int i = 0; i <= 10000; ++i)
                    context.report(i / 10000.0, "step");
                return 0;
            },
            [&done](Result<int>) { done = true; });
        QTRY_VERIFY(done);
        QVERIFY(progressed.count() >= 1);
        QVERIFY2(progressed.count() < 200, qPrintable(QString::number(progressed.count())));
        QCOMPARE(progressed.last().at(1).toDouble(), 1.0);
        QCOMPARE(progressed.last().at(3).toString(), u"step"_s);
    }

    void destructor_runningJob_isStoppedAndWaitedFor()
    {
        std::atomic<bool> ended{false};
        {
            JobRunner runner(1);
            std::atomic<bool> begun{false};
            runner.start<int>(
                u"a"_s, this,
                [&](const RunContext& context) -> Result<int> {
                    begun = true;
                    waitForStop(context);
                    ended = true;
                    return 0;
                },
                [](Result<int>) { QFAIL("nothing is delivered after the runner is gone"); });
            QTRY_VERIFY(begun);
        }
        QVERIFY(ended);
    }
};

QTEST_GUILESS_MAIN(TestJobRunner)
#include "tst_job_runner.moc"
