#include "core/data/import/import.h"
#include "core/data/import/ldms_header.h"
#include "core/data/import/ldms_importer.h"
#include "recording_sink.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace nodesentry {
namespace {

using test::RecordingSink;
using Values = std::map<TimeMs, double>;

class LdmsImport : public testing::Test {
protected:
    std::string write(const std::string& name, const std::string& text)
    {
        const auto path = folder.file(name);
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    Result<void> read(const std::vector<std::string>& sources, const ImportOptions& options = {})
    {
        return makeLdmsImporter()->read(sources, options, sink, {});
    }

    [[nodiscard]] std::vector<std::pair<std::int64_t, std::string>> rejectedLines() const
    {
        std::vector<std::pair<std::int64_t, std::string>> lines;
        for (const auto& item : sink.rejectedItems)
            lines.emplace_back(item.line, item.reason);
        return lines;
    }

    test::TemporaryFolder folder;
    RecordingSink sink;
};

constexpr const char* kMeminfo = "#Time,Time_usec,ProducerName,component_id,job_id,app_id,MemFree,Active\n"
                                 "1558387831.001731,1731,s0,1,0,0,100,10\n"
                                 "1558387832.001943,1943,s1,2,7,0,200,20\n"
                                 "1558387832.001923,1923,s0,1,7,0,101,11\n"
                                 "1558387833.001968,1968,s1,2,7,0,201,21\n"
                                 "1558387833.001955,1955,s0,1,0,0,102,12\n";

TEST_F(LdmsImport, RowsOfManyNodesInOneFile)
{
    const auto path = write("meminfo", kMeminfo);
    ASSERT_TRUE(makeLdmsImporter()->recognises(path));
    const auto done = read({path});
    ASSERT_TRUE(done) << done.error().text();
    EXPECT_EQ(sink.nodeNames(), (std::vector<std::string>{"s0", "s1"}));
    EXPECT_EQ(sink.seriesNames(), (std::vector<std::string>{"meminfo.MemFree", "meminfo.Active"}));
    EXPECT_EQ(sink.present("s0", "meminfo.MemFree"),
              (Values{{1558387831000, 100}, {1558387832000, 101}, {1558387833000, 102}}));
    EXPECT_EQ(sink.present("s1", "meminfo.Active"), (Values{{1558387832000, 20}, {1558387833000, 21}}));
    EXPECT_EQ(sink.files.size(), 1U);
    EXPECT_TRUE(sink.rejected.empty());
}

TEST_F(LdmsImport, JobsAreWhereAndWhenTheirIdIsSeen)
{
    ASSERT_TRUE(read({write("meminfo", kMeminfo)}));
    ASSERT_EQ(sink.jobs.size(), 1U);
    EXPECT_EQ(sink.jobs[0].id, "7");
    EXPECT_EQ(sink.jobs[0].nodes, (std::vector<std::string>{"s0", "s1"}));
    EXPECT_EQ(sink.jobs[0].begin, 1558387832000);
    EXPECT_EQ(sink.jobs[0].end, 1558387834000) << "one step behind its last sample on s1";
}

TEST_F(LdmsImport, AJobTableKnowsJobsBetter)
{
    ImportOptions options;
    options.jobsFile = write("jobs.psv", "JobID|NodeList|Start|End\n7|s0|1700000001|1700000002\n");
    write("meminfo", kMeminfo);
    ASSERT_TRUE(read({folder.path().string()}, options));
    EXPECT_TRUE(sink.jobs.empty());
    EXPECT_TRUE(sink.rejected.empty()) << "the job table is not taken for samples";
}

TEST_F(LdmsImport, HeaderMayStandBesideTheFile)
{
    write("csv/node/vmstat.HEADER.1558387831", "#Time,Time_usec,ProducerName,component_id,job_id,pgfault\n");
    write("csv/node/vmstat.KIND.1558387831", "anything\n");
    write("csv/node/vmstat.1558387831", "1558387831.000000,0,s0,1,0,5\n1558387832.000000,0,s0,1,0,6\n");
    write("csv/node/procstat.HEADER", "#Time,Time_usec,ProducerName,component_id,job_id,user\n");
    write("csv/node/procstat", "1558387831.000000,0,s0,1,0,9\n");
    ASSERT_TRUE(makeLdmsImporter()->recognises(folder.path().string()));
    const auto done = read({folder.path().string()});
    ASSERT_TRUE(done) << done.error().text();
    EXPECT_EQ(sink.present("s0", "vmstat.pgfault"), (Values{{1558387831000, 5}, {1558387832000, 6}}));
    EXPECT_EQ(sink.present("s0", "procstat.user"), (Values{{1558387831000, 9}}));
    EXPECT_TRUE(sink.rejected.empty());
}

TEST_F(LdmsImport, ColumnsMayChangeInTheMiddleOfAFile)
{
    ASSERT_TRUE(read({write("meminfo",
                            "#Time,Time_usec,ProducerName,MemFree\n"
                            "1700000001,0,a,5\n"
                            "# a comment\n"
                            "#Time,Time_usec,ProducerName,Cached,MemFree\n"
                            "1700000002,0,a,7,6\n")}));
    EXPECT_EQ(sink.present("a", "meminfo.MemFree"), (Values{{1700000001000, 5}, {1700000002000, 6}}));
    EXPECT_EQ(sink.present("a", "meminfo.Cached"), (Values{{1700000002000, 7}}));
}

TEST_F(LdmsImport, DevicesAreLabelsAndTextsAreNoValues)
{
    ASSERT_TRUE(read(
        {write("procnetdev.csv",
               "#Time,Time_usec,DT,DT_usec,ProducerName,component_id,rx_bytes#eth0,user,x.userdata,x.value\n"
               "1700000001,0,1,0,a,1,5,alice,77,3\n"
               "1700000002,0,1,0,a,1,6,bob,77,4\n")}));
    EXPECT_EQ(sink.present("a", "procnetdev.rx_bytes{device=eth0}"),
              (Values{{1700000001000, 5}, {1700000002000, 6}}));
    EXPECT_EQ(sink.present("a", "procnetdev.x"), (Values{{1700000001000, 3}, {1700000002000, 4}}));
    EXPECT_TRUE(sink.present("a", "procnetdev.user").empty());
    EXPECT_TRUE(sink.rejected.empty());
}

TEST_F(LdmsImport, OtherFilesKeepTheNamesOfTheirColumns)
{
    ASSERT_TRUE(read({write(
        "rack7.csv",
        "Time,Time_usec,ProducerName,Active::meminfo,meminfo.MemFree\n\"1700000001\",\"0\",\"a\",\"1\",2\n")}));
    EXPECT_EQ(sink.seriesNames(), (std::vector<std::string>{"Active::meminfo", "meminfo.MemFree"}));
    EXPECT_EQ(sink.present("a", "Active::meminfo"), (Values{{1700000001000, 1}}));
}

TEST_F(LdmsImport, BadLinesAreRejectedWithTheirNumber)
{
    ImportOptions options;
    options.allowRejected = true;
    const auto done = read({write("meminfo",
                                  "#Time,Time_usec,ProducerName,component_id,job_id,MemFree\n"
                                  "1700000001,0,a,1,0,5\n"
                                  "1700000002,0,a,1,0\n"
                                  "yesterday,0,a,1,0,5\n"
                                  "1700000003,0,a,1,0,many\n"
                                  "1700000004,0,,,0,5\n"
                                  "1700000005,0,,3,0,5\n"
                                  "1700000006,0,a,1,x,5\n"
                                  "\n"
                                  "1700000007,0,a,1,0,\n")},
                           options);
    ASSERT_TRUE(done) << done.error().text();
    EXPECT_EQ(rejectedLines(),
              (std::vector<std::pair<std::int64_t, std::string>>{{3, "5 fields, and the header has 6"},
                                                                 {4, "not a time"},
                                                                 {5, "not a number"},
                                                                 {6, "no node"},
                                                                 {8, "not a job id"}}));
    EXPECT_EQ(sink.present("component3", "meminfo.MemFree"), (Values{{1700000005000, 5}}));
    EXPECT_EQ(sink.present("a", "meminfo.MemFree"), (Values{{1700000001000, 5}}));
    EXPECT_EQ(sink.rows, 3);
}

TEST_F(LdmsImport, MoreThanOneBadLineInTenStopsTheImportAndACutLineIsLeftOut)
{
    std::string text = "#Time,Time_usec,ProducerName,component_id,job_id,MemFree\n";
    for (int i = 0; i < 8; ++i)
        text += std::to_string(1700000001 + i) + ",0,a,1,0," + (i == 3 ? "many" : "5") + "\n";
    const auto done = read({write("meminfo", text)});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message,
              "1 of 8 lines cannot be read, more than one in ten; the first: not a number: 'many'");
    EXPECT_EQ(done.error().line, 5);
    EXPECT_EQ(done.error().column, 6);

    sink = {};
    ASSERT_TRUE(
        read({write("meminfo", "#Time,Time_usec,ProducerName,MemFree\n1700000001,0,a,5\n1700000002,0,a,5")}));
    EXPECT_EQ(sink.present("a", "meminfo.MemFree"), (Values{{1700000001000, 5}}));
    EXPECT_EQ(sink.rejected.at("a line without line end"), 1);
}

TEST_F(LdmsImport, DroppedSeriesAreNotParsed)
{
    sink.dropped = {"meminfo.MemFree"};
    ASSERT_TRUE(
        read({write("meminfo", "#Time,Time_usec,ProducerName,MemFree,Active\n1700000001,0,a,nonsense,5\n")}));
    EXPECT_EQ(sink.present("a", "meminfo.Active"), (Values{{1700000001000, 5}}));
    EXPECT_TRUE(sink.rejected.empty());
}

TEST_F(LdmsImport, WhatIsNotOfThisFormatIsNotRecognised)
{
    for (const auto* text :
         {"timestamp,cpu\n1,2\n", "time,node,metric,value\n", "", "Time,cpu\n1,2\n", "JobID|NodeList\n"})
        EXPECT_FALSE(makeLdmsImporter()->recognises(write("x.csv", text))) << text;
    const auto done = read({write("x.csv", "timestamp,cpu\n1,2\n")});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::ParseError);
    const auto missing = read({folder.file("none")});
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
}

TEST(LdmsHeader, SamplersAreKnownByTheNamesOfTheirFiles)
{
    EXPECT_EQ(ldmsSampler("csv/meminfo"), "meminfo");
    EXPECT_EQ(ldmsSampler("csv/meminfo.1558387831"), "meminfo");
    EXPECT_EQ(ldmsSampler("procstat.1558387831.csv.gz"), "procstat");
    EXPECT_EQ(ldmsSampler("procnetdev2.csv"), "procnetdev2");
    EXPECT_EQ(ldmsSampler("cn12.csv"), "");
}

} // namespace
} // namespace nodesentry
