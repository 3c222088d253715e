#pragma once

namespace nodesentry::ui {

/// Makes this thread, and those it starts from now on, give way to the window's: what runs for minutes can
/// wait for a frame, a frame cannot wait for it. Without effect where the system does not allow it.
/// @thread any; of a pool's thread it holds as long as the thread lives
void giveWayToTheWindow();

} // namespace nodesentry::ui
