#pragma once

#include "app/workbench/commands/action_set.h"

#include <QHash>
#include <QStringList>

#include <functional>

namespace nodesentry::app {

class AppSettings;

/// Which keys each action has: those of the scheme, or the ones the user gave it. Kept in the settings.
class Keymap final {
public:
    /// @param settings, actions  outlive the map; the actions get their keys at once
    Keymap(AppSettings& settings, const ActionSet& actions);

    [[nodiscard]] KeyScheme scheme() const { return m_scheme; }
    void setScheme(KeyScheme scheme); ///< the user's own keys stay

    [[nodiscard]] const std::vector<const ActionSpec*>& specs() const { return m_actions.specs(); }
    [[nodiscard]] QList<QKeySequence> keysOf(const ActionSpec& spec) const;
    [[nodiscard]] bool isOwn(const ActionSpec& spec) const { return m_own.contains(idOf(spec)); }
    /// Gives an action other keys; none is possible. Those of the scheme count as no change.
    void setKeys(const ActionSpec& spec, const QList<QKeySequence>& keys);
    void resetAll();

private:
    static QString idOf(const ActionSpec& spec) { return QString::fromLatin1(spec.id); }
    void apply() const;
    void save();

    AppSettings& m_settings;
    const ActionSet& m_actions;
    KeyScheme m_scheme;
    QHash<QString, QList<QKeySequence>> m_own;
};

/// Whether two keys cannot both be in force: they are equal, or one begins with the other.
[[nodiscard]] bool collide(const QKeySequence& a, const QKeySequence& b);

/// The other actions that one of @p keys would set off, or whose keys begin with one of them.
/// @param specs   of all actions
/// @param keysOf  what each action has, or is about to get
[[nodiscard]] QList<const ActionSpec*>
conflictsWith(const ActionSpec& spec, const QList<QKeySequence>& keys,
              const std::vector<const ActionSpec*>& specs,
              const std::function<QList<QKeySequence>(const ActionSpec&)>& keysOf);

/// The reference of keys and gestures as docs/keys.md has it: every action and gesture of both schemes.
[[nodiscard]] QString keysMarkdown(const std::vector<const ActionSpec*>& specs);

} // namespace nodesentry::app
