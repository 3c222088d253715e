#include "core/data/import/import.h"
#include "test_files.h"

#include <ostream>

namespace nodesentry {
namespace {

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
    testing::Values(BadFile{"too_few_columns.csv", ParseError, 3, 3, "3 columns, this line has 2"},
                    BadFile{"too_many_columns.csv", ParseError, 3, 4, "3 columns, this line has 4"},
                    BadFile{"not_a_number.csv", ParseError, 3, 3, "not a number: 'two'"},
                    BadFile{"not_a_time.csv", ParseError, 3, 1, "not a time: 'yesterday'"},
                    BadFile{"first_time_wrong.csv", ParseError, 2, 1, "not a time: 'yesterday'"},
                    BadFile{"unsorted.csv", InconsistentData, 4, 1, "lies before"},
                    BadFile{"time_twice.csv", InconsistentData, 4, 1, "comes twice"},
                    BadFile{"column_twice.csv", ParseError, 1, 4,
                            "column 'x' comes twice (first as column 2)"},
                    BadFile{"unnamed_column.csv", ParseError, 1, 3, "has no name"},
                    BadFile{"empty.csv", ParseError, 1, 0, "empty"},
                    BadFile{"header_only.csv", ParseError, 0, 0, "no rows"},
                    BadFile{"no_time_column.csv", ParseError, 1, 0, "first column is not a time"},
                    BadFile{"off_grid.csv", InconsistentData, 6, 1, "2 of 10 rows"},
                    BadFile{"not_a_label.csv", ParseError, 3, 3, "not a label: 'bad'"},
                    BadFile{"label_bits_with_fraction.csv", ParseError, 3, 3, "not a label: '0.5'"},
                    BadFile{"two_label_columns.csv", ParseError, 1, 4, "second label column"},
                    BadFile{"open_quote.csv", ParseError, 3, 2, "never closed"},
                    BadFile{"far_apart.csv", InconsistentData, 4, 1, "no common grid"},
                    BadFile{"one_row.csv", InconsistentData, 0, 0, "no file has two rows"},
                    BadFile{"not_compressed.csv.gz", ParseError, 0, 0, "not compressed"}),
    [](const auto& file) { return file.param.name.substr(0, file.param.name.find('.')); });

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
