#include "core/detect/external_trust.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace nodesentry {
namespace {

namespace fs = std::filesystem;

class Trust : public ::testing::Test {
protected:
    Trust() { ::setenv("XDG_CONFIG_HOME", m_folder.file("settings").c_str(), 1); }
    ~Trust() override { ::unsetenv("XDG_CONFIG_HOME"); }

    ExternalDeclaration declare(const std::string& folder, const std::string& program)
    {
        fs::create_directories(m_folder.file(folder));
        std::ofstream(m_folder.file(folder + "/run.sh")) << program;
        const auto file = m_folder.file(folder + "/own.json");
        std::ofstream(file) << R"({"name": "own", "command": ["sh", "run.sh"]})";
        return readExternalDeclaration(file).value();
    }

    test::TemporaryFolder m_folder;
};

TEST_F(Trust, NothingIsAllowedAtFirstAndWhatIsAllowedStaysSo)
{
    const auto declaration = declare("a", "echo 1");
    EXPECT_FALSE(ExternalTrust::ofUser().allows(declaration));
    ASSERT_TRUE(ExternalTrust::ofUser().allow({declaration}));
    EXPECT_TRUE(ExternalTrust::ofUser().allows(declaration));
    EXPECT_TRUE(ExternalTrust::ofUser().allows(declare("b", "echo 1"))); // the same folder at another place
    std::ofstream(m_folder.file("b/json.py")) << "hostile()"; // which a program there may load
    EXPECT_FALSE(ExternalTrust::ofUser().allows(declare("b", "echo 1")));
    std::ofstream(m_folder.file("a/log.txt")) << "a file of its own";
    EXPECT_TRUE(ExternalTrust::ofUser().allows(declaration));
    const auto settings = m_folder.file("settings/nodesentry/allowed_detectors");
    EXPECT_EQ(fs::status(settings).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Trust, EveryChangeOfDeclarationOrProgramEndsIt)
{
    auto declaration = declare("a", "echo 1");
    ASSERT_TRUE(ExternalTrust::ofUser().allow({declaration}));
    const auto trust = ExternalTrust::ofUser();
    EXPECT_FALSE(trust.allows(declare("a", "echo 2")));
    EXPECT_TRUE(trust.allows(declare("a", "echo 1")));
    std::ofstream(declaration.file, std::ios::app) << " ";
    EXPECT_FALSE(trust.allows(readExternalDeclaration(declaration.file).value()));
    declaration = declare("a", "echo 1");
    fs::remove(m_folder.file("a/run.sh"));
    EXPECT_FALSE(trust.allows(declaration));
}

TEST_F(Trust, AllowingTwiceKeepsItsLinesOnce)
{
    const auto declaration = declare("a", "echo 1");
    ASSERT_TRUE(ExternalTrust::ofUser().allow({declaration, declaration}));
    ASSERT_TRUE(ExternalTrust::ofUser().allow({declaration}));
    std::ifstream settings(m_folder.file("settings/nodesentry/allowed_detectors"));
    int lines = 0;
    for (std::string line; std::getline(settings, line); ++lines)
        EXPECT_EQ(line.find(' '), 64U);
    EXPECT_EQ(lines, 2); // at its place, and anywhere
}

TEST_F(Trust, WhereItCannotBeKeptNothingIsAllowed)
{
    std::ofstream(m_folder.file("settings")) << "a file where the folder should be";
    const auto declaration = declare("a", "echo 1");
    auto trust = ExternalTrust::ofUser();
    const auto refused = trust.allow({declaration});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::IoError);
    EXPECT_FALSE(trust.allows(declaration));
}

TEST_F(Trust, TheRefusalNamesProgramDeclarationAndWhatToDo)
{
    const auto declaration = declare("a", "echo 1");
    const auto error = notAllowed(declaration);
    EXPECT_EQ(error.file, declaration.file);
    EXPECT_NE(error.message.find("brings a program"), std::string::npos);
    EXPECT_NE(error.message.find("sh run.sh"), std::string::npos);
    EXPECT_NE(error.advice.find("--allow-detectors"), std::string::npos);
}

} // namespace
} // namespace nodesentry
