#pragma once

namespace nodesentry::app {

/// While it lives, a display that cannot be reached ends the program with exit code 1 and one sentence on
/// standard error. Qt would abort, and advise to install it again. Holds while QApplication is made.
class DisplayGuard {
public:
    DisplayGuard();
    ~DisplayGuard();
    DisplayGuard(const DisplayGuard&) = delete;
    DisplayGuard& operator=(const DisplayGuard&) = delete;
};

} // namespace nodesentry::app
