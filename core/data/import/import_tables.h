#pragma once

#include "core/data/import/import.h"
#include "core/data/import/node_names.h"

#include <map>
#include <string>
#include <vector>

namespace nodesentry {

/// Jobs and labels, as an import takes them over.
struct ImportedTables {
    std::vector<Job> jobs; ///< ascending by begin
    std::vector<Label> labels; ///< ascending by node
    ImportReport report; ///< of the tables alone
};

/// The jobs of options.jobsFile and those that options.sacct tells.
/// @error as readJobFile() and readSacct()
[[nodiscard]] Result<std::vector<Job>> readGivenJobs(const ImportOptions& options, ImportReport& report,
                                                     const RunContext& context);

/// Gives jobs the names that their nodes have here, and ids of their own: one that the project has for a run at
/// another time becomes the next of "ID#2", "ID#3", …, while a run that it knows keeps its id and replaces it.
/// Users are hidden unless options.keepUsers. Then reads options.labelsFile, whose labels by job id are looked up
/// among these jobs and those of the project.
/// @param tables  its jobs, and the labels of the sources where there is no label table; both are settled
/// @param names   of the nodes that there are; null: there is no project to compare with, and all are kept
/// @param grids   of these nodes: labels at a point in time become one sample, and labels that meet none are noted;
///                empty: labels stay as they are
/// @error InconsistentData  no job or no label is on any node; a point in time that meets no sample
[[nodiscard]] Result<void> settleTables(const ImportOptions& options, const ExistingProject& existing,
                                        const NodeNames* names, const std::map<std::string, TimeGrid>& grids,
                                        ImportedTables& tables);

/// Reads the tables alone, for an import without samples.
/// @param existing  the project; without nodes: the tables are only read
/// @error as readGivenJobs() and settleTables(); InvalidArgument when no table is given
[[nodiscard]] Result<ImportedTables>
importTables(const ImportOptions& options, const ExistingProject& existing, const RunContext& context = {});

} // namespace nodesentry
