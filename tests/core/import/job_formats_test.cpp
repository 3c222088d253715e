// Jobs as sacct --json, qstat and PBS' accounting log have them.

#include "core/data/import/host_list.h"
#include "core/data/import/job_table.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>

namespace nodesentry {
namespace {

constexpr TimeMs kNoon = 1795435200000; // 2026-11-23T12:00:00Z

struct Read {
    Result<std::vector<Job>> jobs;
    ImportReport report;
};

Read readText(const std::string& text, const std::string& zone = "UTC")
{
    const auto path = test::scratchPath("job_formats.txt");
    std::ofstream(path, std::ios::binary) << text;
    ImportReport report;
    auto jobs = readJobTable(path, zone, report);
    return {std::move(jobs), std::move(report)};
}

using Nodes = std::vector<std::string>;

// Slurm 21.08 wrote plain numbers and texts, 22.05 and later objects and lists.
TEST(SacctJson, OldAndNewShapesAreTheSameJobs)
{
    const std::string old = R"({"meta": {"Slurm": {"version": {"major": 21}}},
 "jobs": [
  {"job_id": 100, "array": {"job_id": 0, "task_id": null}, "het": {"job_id": 0, "job_offset": null},
   "name": "solver", "user": "u1", "account": "proj", "cluster": "alpha", "partition": "cpu", "nodes": "cn[1-2]",
   "state": {"current": "COMPLETED", "reason": "None"}, "exit_code": {"status": "SUCCESS", "return_code": 0},
   "time": {"start": 1795435230, "end": 1795435500, "elapsed": 270},
   "steps": [{"nodes": {"list": ["cn1"]}, "time": {"start": 1, "end": 2}}],
   "tres": {"allocated": [{"type": "cpu", "name": "", "count": 64}, {"type": "gres", "name": "gpu", "count": 2}]}}
 ], "errors": []})";
    const std::string recent = R"({"jobs": [
  {"job_id": 100, "array": {"job_id": 0, "task_id": {"set": false, "infinite": false, "number": 0}},
   "het": {"job_id": 0, "job_offset": {"set": false, "infinite": false, "number": 0}},
   "name": "solver", "user": "u1", "account": "proj", "cluster": "alpha", "partition": "cpu", "nodes": "cn[1-2]",
   "state": {"current": ["COMPLETED"], "reason": "None"},
   "exit_code": {"status": ["SUCCESS"], "return_code": {"set": true, "infinite": false, "number": 0}},
   "time": {"start": {"set": true, "infinite": false, "number": 1795435230},
            "end": {"set": true, "infinite": false, "number": 1795435500}},
   "steps": [{"step": {"name": "batch"}, "time": {"start": {"number": 1}}}],
   "tres": {"allocated": [{"type": "cpu", "name": "", "count": 64}, {"type": "gres", "name": "gpu", "count": 2}]}}
 ], "meta": {"slurm": {"version": {"major": "24"}}}})";
    const Job expected{"100",
                       {"cn1", "cn2"},
                       kNoon + 30000,
                       kNoon + 300000,
                       "solver",
                       "u1",
                       "COMPLETED",
                       {{"Account", "proj"},
                        {"Cluster", "alpha"},
                        {"Partition", "cpu"},
                        {"ExitCode", "0:0"},
                        {"AllocTRES", "cpu=64,gres/gpu=2"}}};
    for (const auto& text : {old, recent}) {
        const auto read = readText(text);
        ASSERT_TRUE(read.jobs) << read.jobs.error().text();
        ASSERT_EQ(read.jobs->size(), 1U);
        EXPECT_EQ(read.jobs->front(), expected);
        EXPECT_TRUE(read.report.skipped.empty()) << read.report.toJson();
    }
}

TEST(SacctJson, TasksComponentsAndJobsThatRunOrNeverRan)
{
    const auto read = readText(R"([
{"job_id": 51, "array": {"job_id": 50, "task_id": {"set": true, "number": 2}}, "nodes": "cn1",
 "state": {"current": ["RUNNING"]}, "time": {"start": 1795435230, "end": 0}},
{"job_id": 61, "het": {"job_id": 60, "job_offset": 1}, "nodes": "cn1", "time": {"start": 1795435230, "end": 1795435240}},
{"job_id": 70, "nodes": "None assigned", "time": {"start": 0, "end": 0}},
{"job_id": 71, "nodes": "cn1", "time": {"start": 0, "end": 0}},
{"job_id": 72, "nodes": "cn[1-", "time": {"start": 1795435230, "end": 0}},
{"job_id": 73, "nodes": "cn1", "job_state": ["RUNNING"], "start_time": {"set": true, "number": 1795435260},
 "end_time": {"set": true, "number": 1795999999}}
])");
    ASSERT_TRUE(read.jobs) << read.jobs.error().text();
    ASSERT_EQ(read.jobs->size(), 3U);
    EXPECT_EQ((*read.jobs)[0].id, "50_2");
    EXPECT_EQ((*read.jobs)[0].end, std::nullopt);
    EXPECT_EQ((*read.jobs)[1].id, "60+1");
    EXPECT_EQ((*read.jobs)[1].end, kNoon + 40000);
    EXPECT_EQ((*read.jobs)[2].id, "73");
    EXPECT_EQ((*read.jobs)[2].end, std::nullopt) << "squeue says when a running job would be ended";
    ASSERT_EQ(read.report.skipped.size(), 3U);
    EXPECT_EQ(read.report.skipped[0].line, 5);
    EXPECT_EQ(read.report.skipped[0].reason, "the job never got a node");
    EXPECT_EQ(read.report.skipped[1].reason, "the job has not begun");
    EXPECT_EQ(read.report.skipped[2].reason, "not a host list");
    EXPECT_EQ(read.report.skipped[2].text, "cn[1-");
}

TEST(SacctJson, TextsInLatin1AreRead)
{
    const auto read = readText("{\"jobs\": [{\"job_id\": 1, \"name\": \"\xDC"
                               "bung\", \"nodes\": \"cn1\", \"comment\": {\"job\": \"f\\u00fcr \xC3\xBC\"}, "
                               "\"time\": {\"start\": 1795435230, \"end\": 0}}]}");
    ASSERT_TRUE(read.jobs) << read.jobs.error().text();
    EXPECT_EQ(read.jobs->front().name, "Übung");
    EXPECT_EQ(read.jobs->front().attributes.at("Comment"), "für ü");
}

TEST(SacctJson, WhatIsNoJobsOfSlurmIsRefusedWithItsLine)
{
    const auto cut = readText("{\"jobs\": [\n{\"job_id\": 1, \"nodes\": \"cn1\",\n\"time\": {\"sta");
    ASSERT_FALSE(cut.jobs);
    EXPECT_EQ(cut.jobs.error().code, ErrorCode::ParseError);
    EXPECT_EQ(cut.jobs.error().line, 3);
    const auto other = readText("{\"status\": \"success\", \"data\": {\"result\": []}}");
    ASSERT_FALSE(other.jobs);
    EXPECT_EQ(other.jobs.error().message, "no jobs of Slurm or PBS in this JSON");
    const auto yaml = readText("---\njobs:\n- account: x\n");
    ASSERT_FALSE(yaml.jobs);
    EXPECT_NE(yaml.jobs.error().advice.find("--json"), std::string::npos);
    const auto none = readText("{\"jobs\": [], \"errors\": []}");
    ASSERT_TRUE(none.jobs);
    EXPECT_TRUE(none.jobs->empty());
}

TEST(Pbs, IdsAndHostsOfATable)
{
    const auto read = readText("jobid;hosts;start;end\n"
                               "61.srv;foo010/0*32+nid001000/0*32;2026-11-23T12:00:30;2026-11-23T12:05:00\n"
                               "62[3].srv;foo010;2026-11-23T12:06:00;2026-11-23T12:07:00\n");
    ASSERT_TRUE(read.jobs) << read.jobs.error().text();
    ASSERT_EQ(read.jobs->size(), 2U);
    EXPECT_EQ((*read.jobs)[0].id, "61.srv");
    EXPECT_EQ((*read.jobs)[0].nodes, (Nodes{"foo010", "nid001000"}));
    EXPECT_EQ((*read.jobs)[0].begin, kNoon + 30000);
    EXPECT_EQ((*read.jobs)[0].end, kNoon + 300000);
    EXPECT_EQ((*read.jobs)[1].id, "62[3].srv");
    EXPECT_TRUE(read.report.skipped.empty()) << read.report.toJson();
}

TEST(Pbs, ColumnsAndTimesAsQstatNamesThem)
{
    const auto read
        = readText("Job_Id,Job_Name,Job_Owner,exec_host,stime,obittime,job_state\n"
                   "61.srv,a,u1@login,cn1/0*4+cn2/0,Mon Nov 23 12:00:30 2026,Mon Nov 23 12:05:00 2026,F\n"
                   "62.srv,b,u2@login,(cn3:ncpus=2)+(cn3:ncpus=2),Mon Nov  2 12:06:00 2026,,R\n");
    ASSERT_TRUE(read.jobs) << read.jobs.error().text();
    ASSERT_EQ(read.jobs->size(), 2U);
    EXPECT_EQ((*read.jobs)[1],
              (Job{"61.srv", {"cn1", "cn2"}, kNoon + 30000, kNoon + 300000, "a", "u1", "F", {}}));
    EXPECT_EQ((*read.jobs)[0].nodes, (Nodes{"cn3"}));
    EXPECT_EQ((*read.jobs)[0].begin, kNoon - 21 * 86400000LL + 360000) << "2 November, 12:06";
    EXPECT_EQ((*read.jobs)[0].end, std::nullopt);
}

TEST(Pbs, AccountingLog)
{
    const auto read = readText(
        "11/23/2026 12:00:10;Q;61.srv;queue=workq\n"
        "11/23/2026 12:00:30;S;61.srv;user=u1 jobname=a queue=workq start=1795435230 exec_host=cn1/0*4+cn2/0\n"
        "11/23/2026 12:05:00;E;61.srv;user=u1 group=g account=\"two words\" jobname=a queue=workq start=1795435230 "
        "exec_host=cn1/0*4+cn2/0 end=1795435500 Exit_status=0 resources_used.walltime=00:04:30\n"
        "11/23/2026 12:06:00;S;62[3].srv;user=u2 jobname=b start=1795435560 exec_host=cn1/0\n"
        "11/23/2026 12:06:10;S;63.srv;user=u2 jobname=c start=1795435570 exec_host=cn2/0\n"
        "11/23/2026 12:06:30;R;63.srv;user=u2 jobname=c start=1795435570 exec_host=cn2/0\n"
        "11/23/2026 12:07:00;S;63.srv;user=u2 jobname=c start=1795435620 exec_host=cn1/0\n"
        "11/23/2026 12:08:00;E;63.srv;user=u2 jobname=c start=1795435620 exec_host=cn1/0 end=1795435680 "
        "Exit_status=1\n"
        "11/23/2026 12:08:10;S;64.srv;user=u2 start=1795435690 exec_host=cn2/0\n"
        "11/23/2026 12:09:10;E;64.srv;user=u2 start=1795435700 exec_host=cn2/0 end=1795435750 Exit_status=0\n"
        "this is no record\n"
        "11/23/2026 12:09:00;E;65.srv;user=u2 start=0 end=1795435740\n");
    ASSERT_TRUE(read.jobs) << read.jobs.error().text();
    ASSERT_EQ(read.jobs->size(), 5U);
    EXPECT_EQ((*read.jobs)[0],
              (Job{"61.srv",
                   {"cn1", "cn2"},
                   kNoon + 30000,
                   kNoon + 300000,
                   "a",
                   "u1",
                   "COMPLETED",
                   {{"Account", "\"two words\""}, {"ExitCode", "0"}, {"Group", "g"}, {"Queue", "workq"}}}));
    EXPECT_EQ((*read.jobs)[1].id, "62[3].srv");
    EXPECT_EQ((*read.jobs)[1].end, std::nullopt);
    EXPECT_EQ((*read.jobs)[1].state, "RUNNING");
    EXPECT_EQ((*read.jobs)[2].state, "REQUEUED");
    EXPECT_EQ((*read.jobs)[2].end, kNoon + 390000) << "of the record itself: 12:06:30";
    EXPECT_EQ((*read.jobs)[3].id, "63.srv#2");
    EXPECT_EQ((*read.jobs)[3].state, "FAILED");
    EXPECT_EQ((*read.jobs)[4].begin, kNoon + 500000);
    ASSERT_EQ(read.report.skipped.size(), 3U) << read.report.toJson();
    EXPECT_EQ(read.report.skipped[0].reason, "not a record of a PBS accounting log");
    EXPECT_EQ(read.report.skipped[0].line, 11);
    EXPECT_EQ(read.report.skipped[1].reason, "the job never got a node");
    EXPECT_EQ(read.report.skipped[2].line, 9);
    EXPECT_EQ(read.report.skipped[2].reason, "the job began again, and nothing says when this run ended");
}

TEST(Pbs, DatesInFrontOfRecordsAreInTheGivenZone)
{
    const auto read
        = readText("11/23/2026 13:06:30;R;63.srv;start=1795435570 exec_host=cn2/0\n", "Europe/Berlin");
    ASSERT_TRUE(read.jobs) << read.jobs.error().text();
    EXPECT_EQ(read.jobs->front().end, kNoon + 390000);
}

TEST(Pbs, QstatJson)
{
    const auto read = readText(R"({"timestamp": 1795436000, "pbs_version": "22.05", "Jobs": {
"61.srv": {"Job_Name": "a", "Job_Owner": "u1@login", "job_state": "F", "queue": "workq", "exec_host": "cn1/0*4+cn2/0",
  "resources_used": {"walltime": "00:04:30"}, "stime": "Mon Nov 23 12:00:30 2026",
  "obittime": "Mon Nov 23 12:05:00 2026", "Exit_status": 0},
"62.srv": {"Job_Name": "b", "job_state": "R", "exec_host": "cn1/0", "stime": "Mon Nov 23 12:06:00 2026"},
"63.srv": {"Job_Name": "c", "job_state": "Q"},
"64.srv": {"Job_Name": "d", "job_state": "F", "exec_host": "cn1/0", "stime": "Mon Nov 23 12:07:00 2026"}}})");
    ASSERT_TRUE(read.jobs) << read.jobs.error().text();
    ASSERT_EQ(read.jobs->size(), 2U);
    EXPECT_EQ((*read.jobs)[0],
              (Job{"61.srv",
                   {"cn1", "cn2"},
                   kNoon + 30000,
                   kNoon + 300000,
                   "a",
                   "u1",
                   "F",
                   {{"ExitCode", "0"}, {"Queue", "workq"}}}));
    EXPECT_EQ((*read.jobs)[1].end, std::nullopt);
    ASSERT_EQ(read.report.skipped.size(), 2U);
    EXPECT_EQ(read.report.skipped[1].reason, "the job is over, and nothing says since when");
    EXPECT_EQ(read.report.skipped[1].text, "64.srv");
}

TEST(Pbs, WhatQstatPrintsForPeopleIsRefused)
{
    const auto read = readText("Job Id: 61.srv\n    Job_Name = a\n");
    ASSERT_FALSE(read.jobs);
    EXPECT_NE(read.jobs.error().advice.find("qstat -x -f -F json"), std::string::npos);
}

TEST(ExpandNodes, HostListsAndWhatPbsWrites)
{
    EXPECT_EQ(*expandNodes("cn[1-2],login"), (Nodes{"cn1", "cn2", "login"}));
    EXPECT_EQ(*expandNodes("cn1/0*4+cn2/0-3+cn1/1"), (Nodes{"cn1", "cn2"}));
    EXPECT_EQ(*expandNodes("cn1+cn2"), (Nodes{"cn1", "cn2"}));
    EXPECT_EQ(*expandNodes("cn1.domain:15002/0+cn2:15002/0"), (Nodes{"cn1.domain", "cn2"}));
    EXPECT_EQ(*expandNodes("(cn1:ncpus=4:mem=8gb)+(cn2:ncpus=4)"), (Nodes{"cn1", "cn2"}));
    EXPECT_EQ(*expandNodes("(cn1:ncpus=4+cn1:mem=1gb)"), (Nodes{"cn1"}));
    for (const char* text : {"", "+", "cn1/0+", "4*cn1:8*cn2", "a=b", "cn[1-"}) {
        const auto nodes = expandNodes(text);
        ASSERT_FALSE(nodes) << text;
        EXPECT_EQ(nodes.error().code, ErrorCode::ParseError);
    }
}

} // namespace
} // namespace nodesentry
