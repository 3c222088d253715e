// Programs that behave, and programs that do not. Each is a line of shell, which is there on every system
// this runs on; runChild() itself knows no shell.

#include "core/base/child_process.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>
#include <unistd.h>

namespace nodesentry {
namespace {

using End = ChildOutcome::End;

ChildCommand shell(const std::string& script, double timeoutSeconds = 30.0)
{
    ChildCommand command;
    command.arguments = {"/bin/sh", "-c", script};
    command.timeoutSeconds = timeoutSeconds;
    command.outputLimit = 1 << 20;
    return command;
}

ChildOutcome run(const ChildCommand& command, std::string_view input = {})
{
    const auto outcome = runChild(command, input, {});
    EXPECT_TRUE(outcome) << outcome.error().text();
    return outcome.value_or(ChildOutcome());
}

TEST(RunChild, GivesInputAndTakesOutput)
{
    const auto outcome = run(shell("cat; echo said >&2"), "some input");
    EXPECT_EQ(outcome.end, End::Exited);
    EXPECT_EQ(outcome.exitCode, 0);
    EXPECT_EQ(outcome.output, "some input");
    EXPECT_EQ(outcome.errors, "said\n");
}

TEST(RunChild, MoreThanThePipesHoldGoesBothWaysWithoutADeadlock)
{
    // cat answers while it is still being written to; 8 MB is far more than two pipes hold.
    const std::string input(8'000'000, 'x');
    auto command = shell("cat");
    command.outputLimit = 9'000'000;
    EXPECT_EQ(run(command, input).output, input);
}

TEST(RunChild, MuchOnStandardErrorDoesNotBlockAndItsBeginningIsKept)
{
    const auto outcome = run(shell("echo first >&2; head -c 3000000 /dev/zero >&2; echo done"));
    EXPECT_EQ(outcome.exitCode, 0);
    EXPECT_EQ(outcome.output, "done\n");
    EXPECT_EQ(outcome.errors.size(), 4096U);
    EXPECT_TRUE(outcome.errors.starts_with("first\n"));
}

TEST(RunChild, AProgramThatDoesNotReadItsInputIsNotAnErrorAndSendsNoSignal)
{
    // Without care the write to the closed pipe would end this test by SIGPIPE.
    const std::string input(1'000'000, 'x');
    EXPECT_EQ(run(shell("exec <&-; sleep 0.2; echo 1"), input).output, "1\n");
    EXPECT_EQ(run(shell("head -c 3"), input).output, "xxx");
    sigset_t pending;
    sigpending(&pending);
    EXPECT_EQ(sigismember(&pending, SIGPIPE), 0);
}

TEST(RunChild, TellsExitStatusAndSignal)
{
    EXPECT_EQ(run(shell("exit 3")).exitCode, 3);
    const auto killed = run(shell("kill -SEGV $$"));
    EXPECT_EQ(killed.end, End::Killed);
    EXPECT_EQ(killed.signal, SIGSEGV);
}

TEST(RunChild, KillsTheWholeGroupWhenItTakesTooLong)
{
    // The grandchild, not the shell, is what hangs and holds the pipe; its number comes out first.
    const auto outcome = run(shell("sleep 300 & echo $!; wait", 0.3));
    EXPECT_EQ(outcome.end, End::TimedOut);
    const auto grandchild = std::stoi(outcome.output);
    bool gone = false;
    for (int tries = 0; tries < 200 && !gone; ++tries) {
        // Killed and not yet waited for by init it is a zombie, which kill() still finds.
        std::ifstream status("/proc/" + std::to_string(grandchild) + "/stat");
        std::string text;
        std::getline(status, text);
        gone = text.empty() || text.find(") Z ") != std::string::npos
            || text.find(") X ") != std::string::npos;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_TRUE(gone);
}

TEST(RunChild, AProgramThatIgnoresPoliteSignalsIsKilledToo)
{
    EXPECT_EQ(run(shell("trap '' TERM INT; while :; do sleep 1; done", 0.3)).end, End::TimedOut);
}

TEST(RunChild, DoesNotWaitForWhatAProgramLeavesBehind)
{
    const auto before = std::chrono::steady_clock::now();
    const auto outcome = run(shell("sleep 300 & echo 1", 200.0));
    EXPECT_EQ(outcome.end, End::Exited);
    EXPECT_EQ(outcome.output, "1\n");
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(100));
}

TEST(RunChild, WaitsForAProgramThatClosedItsOutput)
{
    const auto outcome = run(shell("exec <&- >&- 2>&-; sleep 0.3; exit 4"));
    EXPECT_EQ(outcome.end, End::Exited);
    EXPECT_EQ(outcome.exitCode, 4);
}

TEST(RunChild, EndsAProgramThatNeverStopsWriting)
{
    const auto outcome = run(shell("yes"));
    EXPECT_EQ(outcome.end, End::WroteTooMuch);
    EXPECT_LE(outcome.output.size(), (1U << 20U) + 1);
    EXPECT_EQ(run(shell("head -c 1048577 /dev/zero")).end, End::WroteTooMuch);
    EXPECT_EQ(run(shell("head -c 1048576 /dev/zero")).end, End::Exited);
}

TEST(RunChild, ArgumentsAreNotSeenByAShell)
{
    ChildCommand command;
    command.arguments = {"printf", "%s|", "$HOME; ls", "a b", ""};
    command.outputLimit = 1000;
    EXPECT_EQ(run(command).output, "$HOME; ls|a b||");
}

TEST(RunChild, SetsFolderAndEnvironmentAndLeavesNoFileOfOursOpen)
{
    auto command = shell("pwd; echo $GREETING; ls /proc/self/fd | wc -l");
    command.folder = std::filesystem::canonical(std::filesystem::temp_directory_path()).string();
    command.environment = {{"GREETING", "hello you"}};
    const std::ifstream open("/dev/null");
    const int leaky = dup(STDERR_FILENO); // without O_CLOEXEC
    const auto outcome = run(command);
    close(leaky);
    // Standard input, output, error, and the folder that ls reads.
    EXPECT_EQ(outcome.output, command.folder + "\nhello you\n4\n");
}

TEST(RunChild, SaysThatThereIsNoSuchProgram)
{
    ChildCommand command;
    command.arguments = {"./no-such-program"};
    const auto outcome = runChild(command, {}, {});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::NotFound);
    EXPECT_NE(outcome.error().message.find("no-such-program"), std::string::npos);
    command.arguments = {"/etc/passwd"};
    EXPECT_EQ(runChild(command, {}, {}).error().code, ErrorCode::NotFound) << "not executable";
}

TEST(RunChild, StopsWhenAsked)
{
    std::stop_source stop;
    std::jthread asker([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        stop.request_stop();
    });
    const auto outcome = runChild(shell("sleep 300", 250.0), {}, RunContext(stop.get_token()));
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::Cancelled);
}

TEST(RunChild, ManyAtTheSameTimeDoNotHoldEachOthersPipes)
{
    // A pipe that leaked into another child would keep its reader waiting for the end of the input.
    std::vector<std::jthread> threads;
    std::array<std::string, 8> answers;
    for (std::size_t i = 0; i < answers.size(); ++i)
        threads.emplace_back([&, i] { answers[i] = run(shell("cat"), std::string(200'000, 'a')).output; });
    threads.clear();
    for (const auto& answer : answers)
        EXPECT_EQ(answer.size(), 200'000U);
}

} // namespace
} // namespace nodesentry
