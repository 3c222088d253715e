#pragma once

#include "core/base/result.h"
#include "core/data/import/job_collector_p.h"

#include <string>

namespace nodesentry {

/// Reads the jobs of a JSON file, plain or gzip: what `sacct --json` prints (Slurm 20.11 to 24.11), also
/// `squeue --json` and `scontrol show jobs --json`, or the array of such jobs alone; and what PBS Pro's
/// `qstat -x -f -F json` prints. One job is held at a time; steps are passed over.
///
/// A job's id is made as sacct prints it: "50_2" for a task of an array, "60+1" for a component.
/// @param zone  of the times of qstat; Slurm's are epoch seconds
/// @error NotFound    no such file
/// @error ParseError  not JSON (names the line), or no jobs of Slurm or PBS in it
Result<void> readJobJson(const std::string& path, const std::string& zone, JobCollector& jobs);

} // namespace nodesentry
