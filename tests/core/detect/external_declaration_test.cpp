#include "core/detect/external_declaration.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace nodesentry {
namespace {

class Declarations : public ::testing::Test {
protected:
    std::string write(const std::string& name, const std::string& text)
    {
        const auto file = m_folder.file(name);
        std::ofstream(file) << text;
        return file;
    }

    /// The error of a file with this text.
    Error errorOf(const std::string& text)
    {
        const auto file = write("d.json", text);
        const auto read = readExternalDeclaration(file);
        EXPECT_FALSE(read) << text;
        if (read)
            return {};
        EXPECT_EQ(read.error().file, file);
        EXPECT_FALSE(read.error().advice.empty()) << text;
        return read.error();
    }

    test::TemporaryFolder m_folder;
};

using D = ExternalDeclaration;

TEST_F(Declarations, ReadEveryKeyAndHaveDefaults)
{
    const auto file = write("d.json", R"({"name": "my-lof.v2", "description": "Local outliers",
        "command": ["python3", "lof.py", "--k", "5"], "input": "binary", "output": "intervals",
        "scope": "segment", "timeout_s": 2.5})");
    const auto full = readExternalDeclaration(file);
    ASSERT_TRUE(full) << full.error().text();
    EXPECT_EQ(full->method(), "external:my-lof.v2");
    EXPECT_EQ(full->description, "Local outliers");
    EXPECT_EQ(full->command, (std::vector<std::string>{"python3", "lof.py", "--k", "5"}));
    EXPECT_EQ(full->input, D::Input::Binary);
    EXPECT_EQ(full->output, D::Output::Intervals);
    EXPECT_EQ(full->scope, D::Scope::Segment);
    EXPECT_EQ(full->timeoutSeconds, 2.5);
    EXPECT_EQ(full->folder(), std::filesystem::path(file).parent_path().string());

    const auto least = readExternalDeclaration(write("e.json", R"({"name": "a", "command": ["true"]})"));
    ASSERT_TRUE(least);
    EXPECT_EQ(least->input, D::Input::Csv);
    EXPECT_EQ(least->output, D::Output::Scores);
    EXPECT_EQ(least->scope, D::Scope::Node);
    EXPECT_EQ(least->timeoutSeconds, 60.0);
}

TEST_F(Declarations, SayWhatIsWrong)
{
    EXPECT_EQ(errorOf("{").code, ErrorCode::ParseError);
    EXPECT_EQ(errorOf("[]").code, ErrorCode::ParseError);
    EXPECT_NE(errorOf(R"({"command": ["a"]})").message.find("name"), std::string::npos);
    EXPECT_NE(errorOf(R"({"name": "a b", "command": ["a"]})").message.find("name"), std::string::npos);
    EXPECT_NE(errorOf(R"({"name": "a"})").message.find("command"), std::string::npos);
    EXPECT_NE(errorOf(R"({"name": "a", "command": "rm -rf"})").message.find("command"), std::string::npos);
    EXPECT_NE(errorOf(R"({"name": "a", "command": []})").message.find("command"), std::string::npos);
    EXPECT_NE(errorOf(R"({"name": "a", "command": ["b", 3]})").message.find("command"), std::string::npos);
    EXPECT_NE(errorOf(R"({"name": "a", "command": ["b"], "time_out": 3})").message.find("time_out"),
              std::string::npos);
    EXPECT_NE(errorOf(R"({"name": "a", "command": ["b"], "input": "xml"})").advice.find("csv"),
              std::string::npos);
    EXPECT_NE(errorOf(R"({"name": "a", "command": ["b"], "scope": 3})").advice.find("segment"),
              std::string::npos);
    EXPECT_NE(errorOf(R"({"name": "a", "command": ["b"], "timeout_s": 0})").message.find("timeout_s"),
              std::string::npos);
    EXPECT_NE(errorOf(R"({"name": "a", "command": ["b"], "timeout_s": "1"})").message.find("timeout_s"),
              std::string::npos);
    EXPECT_EQ(readExternalDeclaration(m_folder.file("none.json")).error().code, ErrorCode::NotFound);
}

TEST_F(Declarations, OfAFolderComeInTheOrderOfTheirFilesAndOtherFilesAreLeftAlone)
{
    write("b.json", R"({"name": "one", "command": ["x"]})");
    write("a.json", R"({"name": "two", "command": ["x"]})");
    write("readme.txt", "not a declaration");
    const auto folder = std::filesystem::path(m_folder.file("x")).parent_path().string();
    const auto all = readExternalDeclarations({folder, folder + "/missing"});
    ASSERT_TRUE(all) << all.error().text();
    ASSERT_EQ(all->size(), 2U);
    EXPECT_EQ(all->front().name, "two");
    EXPECT_EQ(all->back().name, "one");

    write("c.json", R"({"name": "one", "command": ["y"]})");
    const auto twice = readExternalDeclarations({folder});
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().code, ErrorCode::AlreadyExists);
}

TEST_F(Declarations, AChangedProgramHasAnotherFingerprint)
{
    write("detector.sh", "cat");
    const auto file = write("d.json", R"({"name": "a", "command": ["sh", "detector.sh"]})");
    const auto before = readExternalDeclaration(file)->fingerprint();
    EXPECT_EQ(readExternalDeclaration(file)->fingerprint(), before);
    write("detector.sh", "cat -n");
    const auto changed = readExternalDeclaration(file)->fingerprint();
    EXPECT_NE(changed, before);
    write("d.json", R"({"name": "a", "command": ["sh", "detector.sh"], "timeout_s": 9})");
    EXPECT_NE(readExternalDeclaration(file)->fingerprint(), changed);
}

} // namespace
} // namespace nodesentry
