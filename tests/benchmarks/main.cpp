#include "core/base/process_start.h"

#include <benchmark/benchmark.h>

int main(int argc, char** argv)
{
    nodesentry::restartWithPassiveWaiting(argv); // as the programs do that are measured
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
