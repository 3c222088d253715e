#include "widgets/base/notices/command_line_hint.h"
#include "widgets/base/text/error_text.h"
#include "widgets/base/text/reason_text.h"
#include "widgets/base/text/value_text.h"

#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

#include <cmath>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

/// The places %1, %2 … of a text, sorted: a translation may have them in another order.
QStringList placesOf(const QString& text)
{
    static const QRegularExpression place(u"%[1-9]"_s);
    QStringList places;
    for (auto found = place.globalMatch(text); found.hasNext();)
        places << found.next().captured();
    places.sort();
    return places;
}

std::vector<std::string> argumentsOf(const ReasonInfo& info)
{
    auto places = placesOf(QString::fromStdString(std::string(info.text) + std::string(info.advice)));
    places.removeDuplicates();
    std::vector<std::string> arguments;
    for (const auto& place : places)
        arguments.push_back("argument " + place.mid(1).toStdString());
    return arguments;
}

/// The finished translations of one context, by their source.
QMap<QString, QString> translations(const QString& context)
{
    QFile file(QStringLiteral(NODESENTRY_TRANSLATIONS) + u"/nodesentry_zh_CN.ts"_s);
    QMap<QString, QString> found;
    if (!file.open(QIODevice::ReadOnly))
        return found;
    QXmlStreamReader xml(&file);
    QString name;
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name")
            name = xml.readElementText();
        else if (xml.name() == u"source")
            source = xml.readElementText();
        else if (xml.name() == u"translation" && name == context && !xml.attributes().hasAttribute("type"_L1))
            found[source] = xml.readElementText();
    }
    return found;
}

/// Stands for a window in another language: brackets around every text.
class Bracketing final : public QTranslator {
public:
    QString translate(const char*, const char* source, const char*, int) const override
    {
        return u'[' + QString::fromUtf8(source) + u']';
    }
    [[nodiscard]] bool isEmpty() const override { return false; }
};

} // namespace

class TestTexts final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void score_inAColumn_hasItsPointBelowTheOthers()
    {
        QCOMPARE(scoreText(19.0), u"19.00"_s);
        QCOMPARE(scoreText(9.994), u"9.99"_s);
        QCOMPARE(scoreText(0.004), u"0.00"_s);
        QCOMPARE(scoreText(999.99), u"999.99"_s);
        QCOMPARE(scoreText(999.996), u"1 k"_s);
    }

    void value_anyMagnitude_isShortWithItsUnit_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << QString() << u"0"_s;
        QTest::newRow("plain") << 12.5 << u"%"_s << u"12.5 %"_s;
        QTest::newRow("thousands") << 1234567.0 << QString() << u"1.23 M"_s;
        QTest::newRow("small") << 0.00345 << u"s"_s << u"0.00345 s"_s;
        QTest::newRow("tiny") << 0.0000123 << QString() << u"1.23e-05"_s;
        QTest::newRow("bytes") << 1536.0 << u"bytes"_s << u"1.54 kB"_s;
        QTest::newRow("bytes per second") << 3'145'728.0 << u"bytes/s"_s << u"3.15 MB/s"_s;
        QTest::newRow("kB of the kernel") << 56'390'000.0 << u"kB"_s << u"57.7 GB"_s;
        QTest::newRow("per second") << 40.49e9 << u"/s"_s << u"40.5 G/s"_s;
        QTest::newRow("one per second") << 127'600.0 << u"1/s"_s << u"128 k/s"_s;
        QTest::newRow("few per second") << 12.25 << u"1/s"_s << u"12.25 /s"_s;
        QTest::newRow("word") << 303'900.0 << u"objects"_s << u"304 k objects"_s;
        QTest::newRow("words per second") << 12.0 << u"pages/s"_s << u"12 pages/s"_s;
        QTest::newRow("prefix of the unit") << 2'400.0 << u"MHz"_s << u"2.4 GHz"_s;
        QTest::newRow("milli") << 5'000.0 << u"mJ"_s << u"5 J"_s;
        QTest::newRow("percent without a prefix") << 4'800.0 << u"%"_s << u"4800 %"_s;
        QTest::newRow("seconds per second") << 47.25 << u"s/s"_s << u"47.25 s/s"_s;
        QTest::newRow("negative") << -2500.0 << QString() << u"-2.5 k"_s;
        QTest::newRow("rounds up to the next prefix") << 999.96 << QString() << u"1 k"_s;
        QTest::newRow("rounds up to the one after") << 999'960.0 << u"B"_s << u"1 MB"_s;
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
        QCOMPARE(rangeText(27'000, 303'900, u"objects"_s), u"27 k to 304 k objects"_s);
        QCOMPARE(rangeText(0, 303'900, u"objects"_s), u"0 to 304 k objects"_s);
        QCOMPARE(rangeText(3, 27, u"objects"_s), u"3 to 27 objects"_s);
        QCOMPARE(rangeText(1000, 2'000'000, u"bytes"_s), u"1 kB to 2 MB"_s);
        QCOMPARE(rangeText(1000, 2000, u"bytes/s"_s), u"1 to 2 kB/s"_s);
        QCOMPARE(rangeText(0, 0, u"1/s"_s), u"always 0 /s"_s);
    }

    void time_isUtcAndIso()
    {
        QCOMPARE(timeText(1'795'392'121'000), u"2026-11-23 00:02:01"_s);
        QCOMPARE(timeText(1'795'392'121'600), u"2026-11-23 00:02:01.600"_s);
        QCOMPARE(clockText(1'795'392'121'600), u"00:02:01"_s);
    }

    void error_withoutReason_hasTitlePlaceAndAdvice()
    {
        Error error{
            ErrorCode::ParseError, "not a time: 'yesterday'", {}, 0, 0, "write it as 2026-01-31T12:00:00"};
        QCOMPARE(errorText(error).oneLine(), u"Not a time: 'yesterday'. Write it as 2026-01-31T12:00:00."_s);
        error.inFile("jobs.psv", 12, 4);
        const auto text = errorText(error);
        QCOMPARE(text.title, u"A file could not be understood."_s);
        QCOMPARE(text.detail, u"Not a time: 'yesterday'. (jobs.psv, line 12, column 4)"_s);
        QCOMPARE(text.advice, u"Write it as 2026-01-31T12:00:00."_s);
        QCOMPARE(text.oneLine(), text.title + u' ' + text.detail + u' ' + text.advice);
    }

    void error_withReason_saysItInTheWindowsLanguageAndWhatToDo()
    {
        const auto missing = errorOf(Reason::ScoresMissing, {"knn"});
        QCOMPARE(errorText(missing).oneLine(),
                 u"There are no scores of method 'knn'. Run all stages (F5)."_s);
        const auto error = errorOf(Reason::ProjectInUse, {"nodesentry", "17", "login1"});
        Bracketing other;
        QVERIFY(QCoreApplication::installTranslator(&other));
        const auto text = errorText(error);
        QCOMPARE(text.title, QString());
        QCOMPARE(text.detail, u"[the project is in use by nodesentry, process 17 on login1]."_s);
        QCOMPARE(text.advice,
                 u"[close it there, or open it for reading only]. [open the project for writing]."_s);
    }

    void reason_inTheWindow_saysWhatTheCoreSays()
    {
        for (const auto& info : allReasons()) {
            const auto arguments = argumentsOf(info);
            const auto error = errorOf(info.reason, arguments);
            QCOMPARE(reasonText(info.reason, arguments), QString::fromStdString(error.message));
            QCOMPARE(reasonAdvice(info.reason, arguments), QString::fromStdString(error.advice));
        }
        QCOMPARE(reasonText(Reason::None, {}), QString());
    }

    void reason_inChinese_isTranslatedWithTheSameArguments()
    {
        const auto chinese = translations(u"ReasonText"_s);
        QVERIFY(!chinese.isEmpty());
        for (const auto& info : allReasons()) {
            for (const auto& source : {QString::fromStdString(std::string(info.text)),
                                       QString::fromStdString(std::string(info.advice))}) {
                if (source.isEmpty())
                    continue;
                QVERIFY2(!chinese.value(source).isEmpty(), qPrintable(source));
                QCOMPARE(placesOf(chinese.value(source)), placesOf(source));
                QVERIFY2(chinese.value(source) != source, qPrintable(source));
            }
        }
    }

    void remedy_thatTheWindowCanDo_hasAButton()
    {
        for (const auto remedy : {Remedy::RunStages, Remedy::Train, Remedy::OpenWritable})
            QVERIFY(!remedyText(remedy).isEmpty());
        for (const auto remedy : {Remedy::None, Remedy::FreeDisk, Remedy::Import, Remedy::ImportAgain})
            QCOMPARE(remedyText(remedy), QString());
        for (const auto remedy : {Remedy::RunStages, Remedy::Train, Remedy::OpenWritable, Remedy::FreeDisk,
                                  Remedy::Import, Remedy::ImportAgain})
            QVERIFY(!remedyAdvice(remedy).isEmpty());
    }

    void shellQuoted_strangePath_isOneWord()
    {
        QCOMPARE(shellQuoted(u"/data/a.nsproj"_s), u"/data/a.nsproj"_s);
        QCOMPARE(shellQuoted(u"/my data/it's.nsproj"_s), u"'/my data/it'\\''s.nsproj'"_s);
    }
};

QTEST_GUILESS_MAIN(TestTexts)
#include "tst_texts.moc"
