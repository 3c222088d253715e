#pragma once

namespace nodesentry {

/// Starts the program again, once, with what its libraries read from the environment before main() begins:
/// they cannot be told later. Returns when that is done, needless or impossible. What the user has set stays.
///
/// - OMP_WAIT_POLICY=passive: OpenMP's threads otherwise spin while they wait, which slows everything down on
/// a
///   machine that does other work too.
/// - OPENBLAS_CORETYPE=SkylakeX on AMD processors with AVX-512: versions of OpenBLAS before 0.3.22 do not
/// know
///   these and take kernels for much older ones, a third slower.
/// @param arguments  argv of main()
/// @thread call first thing in main()
void restartWithFastLibraries(char** arguments);

} // namespace nodesentry
