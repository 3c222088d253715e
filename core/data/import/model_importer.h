#pragma once

#include "core/data/import/importer.h"

#include <memory>

namespace nodesentry {

/// "model": the data layout of the model that the authors of the method published.
///
/// `Job` (or Job.csv, Job.txt, …) is a job table with the columns JobID, NodeList, Start, End and Tag.
/// `Train/Node-1/Node-1_Job-1.csv` and the like under `Test` have the samples of one job on one node, as in
/// "csv"; in files under Test a last column Label says which are anomalous, and a node's test begins with the
/// first of them. Where a file has no times, its first row is at its job's start, and rows are
/// options.stepSeconds apart, or spread evenly over the job. The name of a node's files is NODE_JOB with or
/// without "Job-" before the job's id.
[[nodiscard]] std::unique_ptr<const Importer> makeModelImporter();

} // namespace nodesentry
