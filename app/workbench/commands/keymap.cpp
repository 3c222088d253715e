#include "app/workbench/commands/keymap.h"

#include "app/workbench/commands/help_texts.h"
#include "app/workbench/frame/app_settings.h"
#include "widgets/timeline/gestures.h"

#include <QAction>

#include <map>
#include <vector>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kPortable = QKeySequence::PortableText;

QString keyCell(const QList<QKeySequence>& keys)
{
    QStringList texts;
    for (const auto& key : keys) {
        // A backtick cannot be a key of ours, so code marks are safe; a bar would end the table's cell.
        texts << u'`' + key.toString(kPortable).replace(u'|', u"\\|"_s) + u'`';
    }
    return texts.join(u", "_s);
}

} // namespace

Keymap::Keymap(AppSettings& settings, const ActionSet& actions)
    : m_settings(settings),
      m_actions(actions),
      m_scheme(settings.keyScheme())
{
    const auto own = settings.ownKeys();
    for (auto entry = own.begin(); entry != own.end(); ++entry)
        m_own.insert(entry.key(),
                     entry.value().isEmpty() // the list of nothing would be one of no key
                         ? QList<QKeySequence>()
                         : QKeySequence::listFromString(entry.value(), kPortable));
    apply();
}

void Keymap::setScheme(KeyScheme scheme)
{
    m_scheme = scheme;
    m_settings.setKeyScheme(scheme);
    apply();
}

QList<QKeySequence> Keymap::keysOf(const ActionSpec& spec) const
{
    const auto own = m_own.constFind(idOf(spec));
    return own != m_own.constEnd() ? *own : defaultKeysOf(spec, m_scheme);
}

void Keymap::setKeys(const ActionSpec& spec, const QList<QKeySequence>& keys)
{
    if (keys == defaultKeysOf(spec, m_scheme))
        m_own.remove(idOf(spec));
    else
        m_own.insert(idOf(spec), keys);
    save();
}

void Keymap::resetAll()
{
    m_own.clear();
    save();
}

void Keymap::save()
{
    QHash<QString, QString> texts;
    for (auto entry = m_own.constBegin(); entry != m_own.constEnd(); ++entry)
        texts.insert(entry.key(), QKeySequence::listToString(entry.value(), kPortable));
    m_settings.setOwnKeys(texts);
    apply();
}

void Keymap::apply() const
{
    for (const auto* spec : m_actions.specs())
        app::setKeys(*spec, *m_actions.of(*spec), keysOf(*spec));
}

bool collide(const QKeySequence& a, const QKeySequence& b)
{
    return !a.isEmpty() && !b.isEmpty()
        && (a.matches(b) != QKeySequence::NoMatch || b.matches(a) != QKeySequence::NoMatch);
}

QList<const ActionSpec*> conflictsWith(const ActionSpec& spec, const QList<QKeySequence>& keys,
                                       const std::vector<const ActionSpec*>& specs,
                                       const std::function<QList<QKeySequence>(const ActionSpec&)>& keysOf)
{
    QList<const ActionSpec*> conflicts;
    for (const auto* other : specs) {
        if (other == &spec)
            continue;
        bool shared = false;
        for (const auto& theirs : keysOf(*other)) {
            for (const auto& ours : keys)
                shared = shared || collide(theirs, ours);
        }
        if (shared)
            conflicts << other;
    }
    return conflicts;
}

QString keysMarkdown(const std::vector<const ActionSpec*>& specs)
{
    QString text
        = u"# Keys and mouse\n\n"
          "Made from the program's tables of actions (`app/workbench/commands/frame_actions.cpp` and the\n"
          "`…_actions.cpp` of the rooms) and of gestures\n"
          "(`widgets/timeline/gestures.cpp`); `tst_keymap` fails when it differs, and writes it anew with\n"
          "`NODESENTRY_WRITE_DOCS=1 ctest -R tst_keymap`. In the program: `?`. All keys can be changed:\n"
          "Project → Preferences…, which shows keys that two actions would share, and puts them back.\n\n"
          "There are two schemes, “workbench” and the “authors'” one, which keeps the habits of the\n"
          "labelling tool of the paper's authors. Every action is found by `Ctrl+K` as well.\n"_s;
    std::map<ActionCategory, QString> sections;
    for (const auto* entry : specs) {
        const auto& spec = *entry;
        auto keys = keyCell(defaultKeysOf(spec, KeyScheme::Workbench));
        if (defaultKeysOf(spec, KeyScheme::Authors) != defaultKeysOf(spec, KeyScheme::Workbench)) {
            const auto theirs = keyCell(defaultKeysOf(spec, KeyScheme::Authors));
            keys += keys.isEmpty() ? u"authors': "_s + theirs : u"; authors': "_s + theirs;
        }
        sections[spec.category] += u"| %1 | %2 |\n"_s.arg(plainTextOf(spec), keys);
    }
    for (const auto& [category, rows] : sections)
        text += u"\n## %1\n\n| action | keys |\n|---|---|\n%2"_s.arg(plainTitleOf(category), rows);
    text += u"\n## In the lanes and lists\n\n| keys | what |\n|---|---|\n"_s;
    for (const auto& [keys, meaning] : fixedKeys())
        text += u"| %1 | %2 |\n"_s.arg(keys, meaning);
    for (const auto& [title, scheme] : {std::pair(u"Mouse, workbench scheme"_s, ui::MouseScheme::Select),
                                        std::pair(u"Mouse, authors' scheme"_s, ui::MouseScheme::Authors)}) {
        text += u"\n## %1\n\n| gesture | what |\n|---|---|\n"_s.arg(title);
        for (const auto& row : ui::gesturesOf(scheme))
            text += u"| %1 | %2 |\n"_s.arg(ui::inputText(row), ui::gestureText(row.gesture));
    }
    return text;
}

} // namespace nodesentry::app
