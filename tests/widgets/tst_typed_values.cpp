#include "tests/support/temporary_folder.h"
#include "widgets/documents/label_document.h"
#include "widgets/panels/label_inspector.h"
#include "widgets/base/text/number_field.h"
#include "widgets/base/text/time_zone.h"

#include <QLineEdit>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr TimeMs kMinute = 60'000;
constexpr TimeMs kHour = 60 * kMinute;
/// 2026-10-25 00:00 UTC: at 01:00 UTC clocks in Berlin go back from 03:00 to 02:00.
constexpr TimeMs kAutumn = 1'792'886'400'000;

} // namespace

/// What people type: numbers and times.
class TestTypedValues final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        setDisplayZone(QTimeZone::utc());
        QLocale::setDefault(QLocale(u"en_US"_s));
    }

    void number_takesPointAndComma_andNothingElse()
    {
        for (const auto& text : {u"1.5"_s, u"1,5"_s, u" 1.50 "_s})
            QCOMPARE(readNumber(text), std::optional(1.5));
        QCOMPARE(readNumber(u"-2e3"_s), std::optional(-2000.0));
        QCOMPARE(readNumber(u"1,234"_s), std::optional(1.234));
        for (const auto& text : {u""_s, u"1.234,5"_s, u"1 234"_s, u"1,234,567"_s, u"1.5x"_s, u"one"_s})
            QCOMPARE(readNumber(text), std::optional<double>());
    }

    void numberField_inAnyLocale_takesPointAndComma_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("typed");
        for (const auto& locale : {u"de_DE"_s, u"en_US"_s, u"fr_FR"_s, u"de_CH"_s, u"C"_s}) {
            QTest::addRow("%s point", qPrintable(locale)) << locale << u"1.5"_s;
            QTest::addRow("%s comma", qPrintable(locale)) << locale << u"1,5"_s;
        }
    }

    void numberField_inAnyLocale_takesPointAndComma()
    {
        QFETCH(QString, locale);
        QFETCH(QString, typed);
        QLocale::setDefault(QLocale(locale));
        NumberField field;
        field.setRange(0.05, 20.0);
        field.setSuffix(u" ×"_s);
        field.setKeyboardTracking(false);
        field.selectAll();
        QTest::keyClicks(&field, typed);
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(field.value(), 1.5);
        // What is shown reads back as it is.
        field.selectAll();
        QTest::keyClicks(&field, field.cleanText());
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(field.value(), 1.5);
    }

    void numberField_ofWholeNumbers_rounds()
    {
        QLocale::setDefault(QLocale(u"de_DE"_s));
        NumberField field;
        field.setRange(0.0, 100.0);
        field.setDecimals(0);
        field.selectAll();
        QTest::keyClicks(&field, u"1.6"_s);
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(field.value(), 2.0);
    }

    void numberField_beyondItsRange_takesNoFurtherDigit()
    {
        NumberField field;
        field.setRange(0.05, 20.0);
        field.selectAll();
        QTest::keyClicks(&field, u"29"_s); // 29 is too much: the 9 is not taken
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(field.value(), 2.0);
    }

    void time_thatComesTwice_isShownWithItsOffset()
    {
        setDisplayZone(QTimeZone("Europe/Berlin"));
        QCOMPARE(editableTimeText(kAutumn + 10 * kMinute), u"2026-10-25 02:10:00+02:00"_s);
        QCOMPARE(editableTimeText(kAutumn + kHour + 10 * kMinute), u"2026-10-25 02:10:00+01:00"_s);
        QCOMPARE(editableTimeText(kAutumn - kHour), u"2026-10-25 01:00:00"_s);
        QCOMPARE(editableTimeText(kAutumn + 2 * kHour), u"2026-10-25 03:00:00"_s);
        for (TimeMs time = kAutumn - 3 * kHour; time < kAutumn + 4 * kHour; time += 7 * kMinute)
            QCOMPARE(*parseDisplayedTime(editableTimeText(time)), time);
    }

    void time_thatComesTwice_isAskedFor()
    {
        setDisplayZone(QTimeZone("Europe/Berlin"));
        const auto both = parseDisplayedTimes(u"2026-10-25 02:10"_s);
        QVERIFY(both);
        QCOMPARE(*both, (std::vector<TimeMs>{kAutumn + 10 * kMinute, kAutumn + 70 * kMinute}));
        const auto one = parseDisplayedTime(u"2026-10-25 02:10"_s);
        QVERIFY(!one);
        const auto advice = QString::fromStdString(one.error().advice);
        QVERIFY2(advice.contains(u"02:10:00+02:00"_s) && advice.contains(u"02:10:00+01:00"_s),
                 qPrintable(advice));
        QCOMPARE(*parseDisplayedTime(u"2026-10-25 02:10+01:00"_s), kAutumn + 70 * kMinute);
        setDisplayZone(QTimeZone::utc());
        QCOMPARE(*parseDisplayedTime(u"2026-10-25 02:10"_s), kAutumn + 130 * kMinute);
    }

    void label_whoseEndIsEdited_keepsItsBegin()
    {
        setDisplayZone(QTimeZone("Europe/Berlin"));
        test::TemporaryFolder folder;
        const auto project = Project::create(folder.file("p.nsproj")).value();
        const TimeMs begin = kAutumn + 70 * kMinute; // 02:10, the second time
        const TimeMs end = kAutumn + 80 * kMinute;
        const auto id = project->addLabel({0, "cn1", begin, end, "leak", "", userName()}).value();
        Selection selection;
        LabelDocument document{selection};
        document.open(project, project->labels().value(), project->labelClasses().value());
        document.select({id});
        LabelInspector inspector(document);
        QLineEdit* to = nullptr;
        for (auto* field : inspector.findChildren<QLineEdit*>())
            if (field->accessibleName() == u"To"_s)
                to = field;
        QVERIFY(to != nullptr);
        const auto enter = [&](const QString& text) {
            to->selectAll();
            QTest::keyClicks(to, text);
            QTest::keyClick(to, Qt::Key_Return);
            const auto* label = document.find(id);
            return std::pair(label->begin, *label->end);
        };
        QCOMPARE(enter(to->text()), std::pair(begin, end)); // the same text is no change
        QCOMPARE(document.stack().count(), 0);
        QCOMPARE(enter(u"2026-10-25 02:30+01:00"_s), std::pair(begin, kAutumn + 90 * kMinute));
        QCOMPARE(enter(u"2026-10-25 04:00"_s), std::pair(begin, kAutumn + 3 * kHour));
        QSignalSpy told(&inspector, &LabelInspector::message);
        QCOMPARE(enter(u"2026-10-25 02:40"_s), std::pair(begin, kAutumn + 3 * kHour)); // which of the two?
        QCOMPARE(told.count(), 1);
    }
};

QTEST_MAIN(TestTypedValues)
#include "tst_typed_values.moc"
