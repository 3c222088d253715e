#include "app/workbench/commands/action_spec.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* kTitles[]
    = {QT_TRANSLATE_NOOP("Actions", "&Project"), QT_TRANSLATE_NOOP("Actions", "&Edit"),
       QT_TRANSLATE_NOOP("Actions", "&Label"),   QT_TRANSLATE_NOOP("Actions", "&Review"),
       QT_TRANSLATE_NOOP("Actions", "&Go"),      QT_TRANSLATE_NOOP("Actions", "&View"),
       QT_TRANSLATE_NOOP("Actions", "La&nes"),   QT_TRANSLATE_NOOP("Actions", "&Help")};

QString withoutMnemonic(QString text)
{
    // "Save (&S)" as translations into Chinese have it, and "&Save".
    static const QRegularExpression bracketed(u"\\s*\\(&.\\)"_s);
    text.remove(bracketed);
    return text.remove(u'&').remove(u'…');
}

} // namespace

QString textOf(const ActionSpec& spec)
{
    const auto text = QCoreApplication::translate("Actions", spec.text);
    return spec.digit >= 0 ? text.arg(spec.digit) : text;
}

QString plainTextOf(const ActionSpec& spec)
{
    return withoutMnemonic(textOf(spec));
}

QString englishNameOf(const ActionSpec& spec)
{
    const auto title = QString::fromUtf8(kTitles[std::size_t(spec.category)]);
    const auto text = QString::fromUtf8(spec.text);
    return withoutMnemonic(title + u": "_s + (spec.digit >= 0 ? text.arg(spec.digit) : text));
}

QString titleOf(ActionCategory category)
{
    return QCoreApplication::translate("Actions", kTitles[std::size_t(category)]);
}

QString plainTitleOf(ActionCategory category)
{
    return withoutMnemonic(titleOf(category));
}

QList<QKeySequence> defaultKeysOf(const ActionSpec& spec, KeyScheme scheme)
{
    const char* keys
        = scheme == KeyScheme::Authors && spec.authorsKeys != nullptr ? spec.authorsKeys : spec.keys;
    return *keys == '\0' ? QList<QKeySequence>()
                         : QKeySequence::listFromString(QLatin1StringView(keys), QKeySequence::PortableText);
}

} // namespace nodesentry::app
