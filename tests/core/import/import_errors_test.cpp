#include "core/data/import/import.h"
#include "core/data/import/importers.h"
#include "tests/support/temporary_folder.h"
#include "imported_data.h"
#include "test_files.h"

#include <spdlog/fmt/fmt.h>

#include <fstream>
#include <map>
#include <ostream>

namespace nodesentry {
namespace {

using test::importSources;

/// A bad file and the place that its error must name; column 0 where there is none.
struct BadFile {
    std::string name;
    ErrorCode code;
    int line;
    int column;
    std::string says; ///< a part of the message
};

std::ostream& operator<<(std::ostream& out, const BadFile& file)
{
    return out << file.name;
}

class BadFiles : public testing::TestWithParam<BadFile> { };

TEST_P(BadFiles, ErrorNamesThePlaceAndAdvises)
{
    const auto path = test::csvFile("bad/" + GetParam().name);
    const auto data = importSources({path}, {}, {});
    ASSERT_FALSE(data);
    const auto& error = data.error();
    EXPECT_EQ(error.code, GetParam().code) << error.text();
    EXPECT_EQ(error.file, path);
    EXPECT_EQ(error.line, GetParam().line) << error.text();
    EXPECT_EQ(error.column, GetParam().column) << error.text();
    EXPECT_NE(error.message.find(GetParam().says), std::string::npos) << error.text();
    EXPECT_FALSE(error.advice.empty());
}

using enum ErrorCode;

INSTANTIATE_TEST_SUITE_P(
    Import, BadFiles,
    testing::Values(BadFile{"column_twice.csv", ParseError, 1, 4,
                            "column 'x' comes twice (first as column 2)"},
                    BadFile{"unnamed_column.csv", ParseError, 1, 3, "has no name"},
                    BadFile{"empty.csv", ParseError, 1, 0, "empty"},
                    BadFile{"header_only.csv", ParseError, 0, 0, "no rows"},
                    BadFile{"no_time_column.csv", ParseError, 1, 0, "first column is not a time"},
                    BadFile{"two_label_columns.csv", ParseError, 1, 4, "second label column"},
                    BadFile{"not_compressed.csv.gz", ParseError, 0, 0, "not compressed"}),
    [](const auto& file) { return file.param.name.substr(0, file.param.name.find('.')); });

/// A file with one bad line among good ones.
struct BadLine {
    std::string name;
    std::int64_t line;
    std::string reason;
    std::string text; ///< of the field at fault
};

std::ostream& operator<<(std::ostream& out, const BadLine& file)
{
    return out << file.name;
}

class BadLines : public testing::TestWithParam<BadLine> { };

TEST_P(BadLines, IsRejectedByItsReasonAndTheOthersCount)
{
    const auto path = test::csvFile("bad/" + GetParam().name);
    ImportOptions options;
    options.stepSeconds = 10;
    options.allowRejected = true; // of two or three lines, one is more than a tenth
    const auto data = importSources({path}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    const std::map<std::string, std::int64_t> expected{{GetParam().reason, 1}};
    EXPECT_EQ(data->report.rejectedLines, expected);
    ASSERT_EQ(data->report.skipped.size(), 1U);
    EXPECT_EQ(data->report.skipped[0].file, path);
    EXPECT_EQ(data->report.skipped[0].line, GetParam().line);
    EXPECT_EQ(data->report.skipped[0].text, GetParam().text);
    EXPECT_GT(data->report.samples, 0);
}

INSTANTIATE_TEST_SUITE_P(Import, BadLines,
                         testing::Values(BadLine{"too_few_columns.csv", 3, "wrong number of columns", ""},
                                         BadLine{"too_many_columns.csv", 3, "wrong number of columns", ""},
                                         BadLine{"not_a_number.csv", 3, "not a number", "two"},
                                         BadLine{"not_a_time.csv", 3, "not a time", "yesterday"},
                                         BadLine{"not_a_label.csv", 3, "not a label", "bad"},
                                         BadLine{"label_bits_with_fraction.csv", 3, "not a label", "0.5"},
                                         BadLine{"open_quote.csv", 3, "a quote that is never closed", ""}),
                         [](const auto& file) {
                             return file.param.name.substr(0, file.param.name.find('.'));
                         });

/// Times that make no grid: no single line is to blame, so the message names node and time.
TEST(ImportErrors, TimesWithoutACommonGridAreAnError)
{
    for (const auto& [name, says] : {std::pair<std::string, std::string>{
                                         "off_grid.csv", "4 of 9 distances between rows of node 'off_grid'"},
                                     {"far_apart.csv", "node 'far_apart'"},
                                     {"one_row.csv", "no node has two samples"}}) {
        const auto data = importSources({test::csvFile("bad/" + name)}, {}, {});
        ASSERT_FALSE(data) << name;
        EXPECT_EQ(data.error().code, InconsistentData);
        EXPECT_NE(data.error().message.find(says), std::string::npos) << data.error().text();
        EXPECT_FALSE(data.error().advice.empty());
    }
}

TEST(ImportErrors, TruncatedGzipNamesTheLineItReached)
{
    const auto path = test::csvFile("bad/truncated.csv.gz");
    const auto data = importSources({path}, {}, {});
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, ParseError) << data.error().text();
    EXPECT_EQ(data.error().file, path);
    EXPECT_EQ(data.error().line, 982) << "981 whole lines can be unpacked";
    EXPECT_NE(data.error().message.find("breaks off"), std::string::npos);
}

TEST(ImportErrors, FileOfNoFormatNamesEveryFormatAndWhatItDemands)
{
    const auto path = nodesentry::test::scratchPath("prose.txt");
    std::ofstream(path) << "Meeting on Monday\nnothing was decided\n";
    const auto data = importSources({path}, {}, {});
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, ParseError);
    EXPECT_EQ(data.error().file, path);
    EXPECT_EQ(data.error().message,
              "not a file with samples: its first column is not a time but 'Meeting on Monday'");
    const auto& advice = data.error().advice;
    for (const std::string line :
         {"sadf: its first line must begin # hostname;interval;timestamp;, as sadf -d prints it",
          "ldms: its first line, or that of FILE.HEADER beside it, must begin #Time,Time_usec,ProducerName",
          "tool: it must be a folder that holds node_data",
          "csv: its header must name a column timestamp or time, or its first column hold times"})
        EXPECT_NE(advice.find("\n  " + line + "\n"), std::string::npos) << line << " is not in " << advice;
    for (const auto& importer : makeImporters())
        EXPECT_NE(advice.find(fmt::format("\n  {}: {}\n", importer->name(), importer->demand())),
                  std::string::npos)
            << importer->name();
    EXPECT_NE(advice.find("--format NAME"), std::string::npos);
}

TEST(ImportErrors, FormatsAreListedOnlyWhereNoneFits)
{
    const auto adviceOf = [](const std::string& name, const std::string& text, const std::string& format) {
        const auto path = nodesentry::test::scratchPath(name);
        std::ofstream(path) << text;
        ImportOptions options;
        options.format = format;
        const auto data = importSources({path}, options, {});
        EXPECT_FALSE(data) << text;
        return data ? std::string() : data.error().advice;
    };
    constexpr const char* kList = "no format fits";
    EXPECT_NE(adviceOf("a.csv", "x,y\n1,2\n", "auto").find(kList), std::string::npos);
    EXPECT_EQ(adviceOf("a.csv", "x,y\n1,2\n", "csv").find(kList), std::string::npos);
    EXPECT_EQ(adviceOf("empty.csv", "", "auto").find(kList), std::string::npos);
    EXPECT_EQ(
        adviceOf("jobs.csv", "JobID,NodeList,Start,End\n1,n1,1700000000,1700000100\n", "auto").find(kList),
        std::string::npos);
    EXPECT_EQ(adviceOf("one.csv", "time,x\nlater,1\nstill later,2\n", "auto").find(kList), std::string::npos)
        << "its header fits";
}

TEST(ImportErrors, MissingSourceIsNamed)
{
    const auto data = importSources({test::csvFile("no_such_file.csv")}, {}, {});
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, NotFound);
    EXPECT_EQ(data.error().file, test::csvFile("no_such_file.csv"));
}

TEST(ImportErrors, FolderWithoutNodeFilesIsNamed)
{
    const auto data = importSources({test::csvFile("tables")}, {}, {});
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, NotFound) << data.error().text();
    EXPECT_EQ(data.error().file, test::csvFile("tables"));
}

TEST(ImportErrors, JobTableIsNoSource)
{
    const auto data = importSources({test::csvFile("pairs/jobs.csv")}, {}, {});
    ASSERT_FALSE(data);
    EXPECT_NE(data.error().message.find("--jobs"), std::string::npos) << data.error().text();
}

TEST(ImportErrors, NothingToImportIsAnError)
{
    EXPECT_EQ(importSources({}, {}, {}).error().code, NotFound);
}

TEST(ImportErrors, UnknownZoneIsAnInvalidArgument)
{
    ImportOptions options;
    options.timeZone = "Mars/Olympus";
    const auto data = importSources({test::csvFile("masks/web.csv")}, options, {});
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, InvalidArgument) << data.error().text();
}

} // namespace
} // namespace nodesentry
