#include "widgets/lanes/expectations.h"

#include <QCoreApplication>

namespace nodesentry::ui {

namespace {

using Kind = MetricExpectation::Kind;

class ExpectationTexts {
    Q_DECLARE_TR_FUNCTIONS(Expectations)

public:
    static QString brief(Kind kind)
    {
        switch (kind) {
        case Kind::Known:
            return tr("dashed: expected");
        case Kind::NotByMethod:
            return tr("method expects no values");
        case Kind::Represented:
            return tr("another metric stands for it");
        case Kind::Constant:
            return tr("constant in training");
        case Kind::Drifting:
            return tr("drifts in training");
        case Kind::NotMeasured:
            return tr("not measured in training");
        case Kind::NotPrepared:
            break;
        }
        return tr("newer than the scores");
    }

    static QString sentence(Kind kind)
    {
        switch (kind) {
        case Kind::Known:
            return tr("Dashed: what was expected. Tinted: how far it is from what was observed.");
        case Kind::NotByMethod:
            return tr("The method scores this metric without expecting values of it.");
        case Kind::Represented:
            return tr("Nothing was expected of it: another metric that moves alike stands for it.");
        case Kind::Constant:
            return tr("Nothing was expected of it: it never changed in the node's training range.");
        case Kind::Drifting:
            return tr("Nothing was expected of it: it has no normal level in the node's training range.");
        case Kind::NotMeasured:
            return tr("Nothing was expected of it: no node had values of it in training.");
        case Kind::NotPrepared:
            break;
        }
        return tr("Nothing was expected of it: it was imported after the scores were made.");
    }

    static QString standIn(const QString& name)
    {
        return tr("Nothing was expected of it: %1, which moves alike, stands for it.").arg(name);
    }
    static QString loading() { return tr("expected: loading…"); }
    static QString loadingLong() { return tr("What was expected is being computed."); }
    static QString failed() { return tr("expected: not known"); }
    static QString failedLong() { return tr("What was expected is not known."); }
};

} // namespace

QString shortText(const Expectations& expectations, int metric)
{
    if (!expectations.shown)
        return {};
    if (!expectations.node)
        return expectations.loading ? ExpectationTexts::loading() : ExpectationTexts::failed();
    return ExpectationTexts::brief(expectations.node->expectationOf(metric).kind);
}

QString longText(const Expectations& expectations, int metric)
{
    if (!expectations.shown)
        return {};
    if (!expectations.node)
        return expectations.loading ? ExpectationTexts::loadingLong() : ExpectationTexts::failedLong();
    const auto expectation = expectations.node->expectationOf(metric);
    if (expectation.kind == Kind::Represented && expectations.nameOf)
        if (const auto name = expectations.nameOf(expectation.representative); !name.isEmpty())
            return ExpectationTexts::standIn(name);
    return ExpectationTexts::sentence(expectation.kind);
}

} // namespace nodesentry::ui
