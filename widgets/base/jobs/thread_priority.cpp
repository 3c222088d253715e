#include "widgets/base/jobs/thread_priority.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace nodesentry::ui {

void giveWayToTheWindow()
{
    // Linux keeps a nice value for every thread, and threads start with that of their parent. With 10 more a
    // thread gets about a tenth of what the window's, whose number is the process's, gets while both want the
    // processor, and all of it otherwise.
    constexpr int kBehind = 10;
    const int wanted = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::getpid())) + kBehind;
    const auto thread = static_cast<id_t>(::syscall(SYS_gettid));
    if (::getpriority(PRIO_PROCESS, thread) < wanted)
        ::setpriority(PRIO_PROCESS, thread, wanted);
}

} // namespace nodesentry::ui
