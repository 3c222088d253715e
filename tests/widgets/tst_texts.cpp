#include "widgets/panels/command_line_hint.h"
#include "widgets/text/error_text.h"
#include "widgets/text/value_text.h"

#include <QTest>

#include <cmath>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

class TestTexts final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void value_anyMagnitude_isShortWithItsUnit_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << QString() << u"0"_s;
        QTest::newRow("plain") << 12.5 << u"%"_s << u"12.5 %"_s;
        QTest::newRow("thousands") << 1234567.0 << QString() << u"1.235M"_s;
        QTest::newRow("small") << 0.00345 << u"s"_s << u"0.00345 s"_s;
        QTest::newRow("tiny") << 0.0000123 << QString() << u"1.23e-05"_s;
        QTest::newRow("bytes in powers of 1024") << 1536.0 << u"bytes"_s << u"1.5 KiB"_s;
        QTest::newRow("bytes per second") << 3.0 * 1024 * 1024 << u"bytes/s"_s << u"3 MiB/s"_s;
        QTest::newRow("prefix with a unit") << 127600.0 << u"1/s"_s << u"127.6k 1/s"_s;
        QTest::newRow("negative") << -2500.0 << QString() << u"-2.5k"_s;
        QTest::newRow("rounds up to the next prefix") << 999.96 << QString() << u"1k"_s;
        QTest::newRow("missing") << std::nan("") << u"s"_s << u"—"_s;
    }

    void value_anyMagnitude_isShortWithItsUnit()
    {
        QFETCH(double, value);
        QFETCH(QString, unit);
        QFETCH(QString, text);
        QCOMPARE(valueText(value, unit), text);
    }

    void range_ofOneUnit_namesItOnce()
    {
        QCOMPARE(rangeText(27'000, 303'900, u"objects"_s), u"27k to 303.9k objects"_s);
        QCOMPARE(rangeText(1024, 2.0 * 1024 * 1024, u"bytes"_s), u"1 KiB to 2 MiB"_s);
        QCOMPARE(rangeText(0, 0, u"1/s"_s), u"always 0 1/s"_s);
    }

    void time_isUtcAndIso()
    {
        QCOMPARE(timeText(1'795'392'121'000), u"2026-11-23 00:02:01"_s);
        QCOMPARE(timeText(1'795'392'121'600), u"2026-11-23 00:02:01.600"_s);
        QCOMPARE(clockText(1'795'392'121'600), u"00:02:01"_s);
    }

    void error_hasPlaceAndAdvice()
    {
        Error error{
            ErrorCode::ParseError, "not a time: 'yesterday'", {}, 0, 0, "write it as 2026-01-31T12:00:00"};
        error.inFile("jobs.psv", 12, 4);
        const auto text = errorText(error);
        QCOMPARE(text.title, u"A file could not be understood."_s);
        QCOMPARE(text.detail, u"Not a time: 'yesterday'. (jobs.psv, line 12, column 4)"_s);
        QCOMPARE(text.advice, u"Write it as 2026-01-31T12:00:00."_s);
    }

    void shellQuoted_strangePath_isOneWord()
    {
        QCOMPARE(shellQuoted(u"/data/a.nsproj"_s), u"/data/a.nsproj"_s);
        QCOMPARE(shellQuoted(u"/my data/it's.nsproj"_s), u"'/my data/it'\\''s.nsproj'"_s);
    }
};

QTEST_GUILESS_MAIN(TestTexts)
#include "tst_texts.moc"
