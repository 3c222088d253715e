#pragma once

#include "core/detect/external_declaration.h"

#include <set>
#include <string>
#include <vector>

namespace nodesentry {

/// Which programs a user has allowed to be run as external detectors.
///
/// A project folder may come from anybody, and what it declares are commands. So nothing it brings is run before
/// this user has said so, once, on this account; what was allowed is kept in the user's settings, never in the
/// project: `$XDG_CONFIG_HOME/nodesentry/allowed_detectors`, or below `~/.config`. Allowed is a declaration with the
/// content it had and that of the files its command names, at its place, or at any place among the very same files:
/// a changed program is another one, and so is the same program beside other files that it may load.
class ExternalTrust {
public:
    /// What this user has allowed so far; nothing where that cannot be read.
    [[nodiscard]] static ExternalTrust ofUser();

    [[nodiscard]] bool allows(const ExternalDeclaration& declaration) const;
    /// Allows programs from now on, and keeps that in the user's settings.
    /// @error IoError  the settings, or a file that a command names, cannot be read or written
    Result<void> allow(const std::vector<ExternalDeclaration>& declarations);

private:
    std::set<std::string> m_allowed; ///< what identifies them, see identityOf() in the source
};

/// The error of a program that is not allowed: names program, declaration and what to do.
[[nodiscard]] Error notAllowed(const ExternalDeclaration& declaration);

} // namespace nodesentry
