#pragma once

namespace nodesentry {

/// Starts the program again, once, with OMP_WAIT_POLICY=passive, which OpenMP reads before main() begins and
/// cannot be told later: its threads otherwise spin while they wait, which slows everything down on a machine
/// that does other work too. Returns when that is done, needless since the user has decided, or impossible.
/// @param arguments  argv of main()
/// @thread call first thing in main()
void restartWithPassiveWaiting(char** arguments);

} // namespace nodesentry
