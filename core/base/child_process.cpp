#include "core/base/child_process.h"

#include "core/base/expects.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace nodesentry {

namespace {

constexpr std::size_t kErrorsKept = 4096;

/// Writing to a program that has ended would end us: while it lives, this thread gets EPIPE only.
class NoBrokenPipeSignal {
public:
    NoBrokenPipeSignal()
    {
        sigset_t pending;
        sigpending(&pending);
        m_wasPending = sigismember(&pending, SIGPIPE) == 1;
        sigemptyset(&m_set);
        sigaddset(&m_set, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &m_set, &m_before);
    }
    NoBrokenPipeSignal(const NoBrokenPipeSignal&) = delete;
    NoBrokenPipeSignal& operator=(const NoBrokenPipeSignal&) = delete;
    ~NoBrokenPipeSignal()
    {
        const timespec now{0, 0};
        if (!m_wasPending)
            while (sigtimedwait(&m_set, nullptr, &now) < 0 && errno == EINTR) { }
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }

private:
    sigset_t m_set{};
    sigset_t m_before{};
    bool m_wasPending = false;
};

/// An open file of ours.
class PipeEnd {
public:
    PipeEnd() = default;
    explicit PipeEnd(int number) : m_number(number) { }
    PipeEnd(PipeEnd&& other) noexcept : m_number(std::exchange(other.m_number, -1)) { }
    PipeEnd& operator=(PipeEnd&& other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~PipeEnd() { close(); }

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool open() const { return m_number >= 0; }
    void close()
    {
        if (m_number >= 0)
            ::close(m_number);
        m_number = -1;
    }

private:
    int m_number = -1;
};

struct Pipe {
    PipeEnd read;
    PipeEnd write;
};

std::string systemText(int error)
{
    return std::error_code(error, std::generic_category()).message();
}

Result<Pipe> makePipe()
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail(ErrorCode::IoError, "no pipe to another program can be made: " + systemText(errno));
    return Pipe{PipeEnd(ends[0]), PipeEnd(ends[1])};
}

void doNotBlock(const PipeEnd& descriptor)
{
    fcntl(descriptor.number(), F_SETFL, fcntl(descriptor.number(), F_GETFL) | O_NONBLOCK);
}

std::vector<char*> pointersTo(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (auto& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environmentWith(const std::vector<std::pair<std::string, std::string>>& added)
{
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const bool replaced = std::any_of(added.begin(), added.end(), [&](const auto& variable) {
            return text.starts_with(variable.first + "=");
        });
        if (!replaced)
            all.emplace_back(text);
    }
    for (const auto& [name, value] : added)
        all.push_back(name + "=" + value);
    return all;
}

/// A program that runs, with our ends of its pipes.
class Child {
public:
    static Result<Child> start(const ChildCommand& command)
    {
        NODESENTRY_TRY(auto in, makePipe());
        NODESENTRY_TRY(auto out, makePipe());
        NODESENTRY_TRY(auto err, makePipe());

        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, in.read.number(), STDIN_FILENO);
        posix_spawn_file_actions_adddup2(
            &actions, command.outputFile >= 0 ? command.outputFile : out.write.number(), STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, err.write.number(), STDERR_FILENO);
        if (!command.folder.empty())
            posix_spawn_file_actions_addchdir_np(&actions, command.folder.c_str());
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);

        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigemptyset(&none);
        sigset_t usual;
        sigemptyset(&usual);
        for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD})
            sigaddset(&usual, signal);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &usual);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(&attributes,
                                 POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

        auto arguments = command.arguments;
        auto environment = environmentWith(command.environment);
        Child child;
        const int error = posix_spawnp(&child.m_pid, command.arguments.front().c_str(), &actions, &attributes,
                                       pointersTo(arguments).data(), pointersTo(environment).data());
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
        if (error != 0) {
            child.m_pid = -1;
            const bool system = error == EAGAIN || error == ENOMEM || error == EMFILE || error == ENFILE;
            return fail(system ? ErrorCode::IoError : ErrorCode::NotFound,
                        fmt::format("'{}' cannot be run: {}", command.arguments.front(), systemText(error)),
                        "check the path of the program, and that it may be executed");
        }
        child.m_in = std::move(in.write);
        child.m_out = std::move(out.read);
        child.m_err = std::move(err.read);
        for (const auto* descriptor : {&child.m_in, &child.m_out, &child.m_err})
            doNotBlock(*descriptor);
        return child;
    }

    Child(Child&& other) noexcept
        : m_pid(std::exchange(other.m_pid, -1)),
          m_in(std::move(other.m_in)),
          m_out(std::move(other.m_out)),
          m_err(std::move(other.m_err))
    {
    }
    Child& operator=(Child&&) = delete;
    ~Child() { end(); }

    /// Moves what can be moved without waiting longer than @p milliseconds.
    /// @return false when nothing of it is open any more
    bool exchangeData(std::string_view& input, ChildOutcome& outcome, std::size_t outputLimit,
                      int milliseconds)
    {
        if (input.empty())
            m_in.close();
        std::array<pollfd, 3> polled{pollfd{m_in.number(), POLLOUT, 0}, pollfd{m_out.number(), POLLIN, 0},
                                     pollfd{m_err.number(), POLLIN, 0}};
        if (!m_in.open() && !m_out.open() && !m_err.open())
            return false;
        if (poll(polled.data(), polled.size(), milliseconds) <= 0)
            return true;
        if (polled[0].revents != 0)
            write(input);
        if (polled[1].revents != 0)
            read(m_out, outcome.output, outputLimit + 1);
        if (polled[2].revents != 0)
            read(m_err, outcome.errors, kErrorsKept);
        return true;
    }

    /// Whether it has ended by itself; it stays a zombie, so that its group's number is not used again.
    [[nodiscard]] bool hasEnded() const
    {
        siginfo_t info{};
        return waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0
            && info.si_pid == m_pid;
    }

    /// What it wrote before it ended, and what is in the pipes still.
    void readRest(ChildOutcome& outcome, std::size_t outputLimit)
    {
        read(m_out, outcome.output, outputLimit + 1);
        read(m_err, outcome.errors, kErrorsKept);
    }

    /// Kills what is left of the group.
    /// @return the status as waitpid() gives it
    int end()
    {
        int status = 0;
        if (m_pid < 0)
            return status;
        kill(-m_pid, SIGKILL);
        while (waitpid(m_pid, &status, 0) < 0 && errno == EINTR) { }
        m_pid = -1;
        return status;
    }

private:
    Child() = default;

    void write(std::string_view& input)
    {
        const auto written = ::write(m_in.number(), input.data(), input.size());
        if (written >= 0)
            input.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EAGAIN && errno != EINTR)
            input = {}; // it wants no more
    }

    /// Reads all that is there; what goes beyond @p keep bytes is dropped, so that the writer does not wait.
    static void read(PipeEnd& from, std::string& into, std::size_t keep)
    {
        std::array<char, 65536> buffer{};
        // A program that never stops writing must not keep us here.
        for (int round = 0; round < 64 && from.open(); ++round) {
            const auto count = ::read(from.number(), buffer.data(), buffer.size());
            if (count > 0)
                into.append(buffer.data(),
                            std::min(static_cast<std::size_t>(count), keep - std::min(keep, into.size())));
            else if (count == 0)
                from.close();
            else if (errno != EINTR)
                return;
        }
    }

    pid_t m_pid = -1;
    PipeEnd m_in;
    PipeEnd m_out;
    PipeEnd m_err;
};

} // namespace

Result<ChildOutcome> runChild(const ChildCommand& command, std::string_view input, const RunContext& context)
{
    NODESENTRY_EXPECTS(!command.arguments.empty() && command.timeoutSeconds > 0.0,
                       "a program, and time for it");
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now()
        + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(command.timeoutSeconds));
    const NoBrokenPipeSignal noSignal;
    NODESENTRY_TRY(auto child, Child::start(command));
    ChildOutcome outcome;
    constexpr int kPollMilliseconds = 50;
    bool open = true;
    while (true) {
        if (child.hasEnded()) {
            child.readRest(outcome, command.outputLimit);
            break;
        }
        if (context.stopRequested())
            return cancelled();
        if (outcome.output.size() > command.outputLimit) {
            outcome.end = ChildOutcome::End::WroteTooMuch;
            break;
        }
        const auto left
            = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) {
            outcome.end = ChildOutcome::End::TimedOut;
            break;
        }
        const int wait = static_cast<int>(std::min<std::int64_t>(left, kPollMilliseconds));
        if (open)
            open = child.exchangeData(input, outcome, command.outputLimit, wait);
        else // it has closed everything and goes on: about to end, most likely
            usleep(1000);
    }
    const int status = child.end();
    if (outcome.end != ChildOutcome::End::Exited)
        return outcome;
    if (outcome.output.size() > command.outputLimit)
        outcome.end = ChildOutcome::End::WroteTooMuch;
    else if (WIFSIGNALED(status)) {
        outcome.end = ChildOutcome::End::Killed;
        outcome.signal = WTERMSIG(status);
    } else {
        outcome.exitCode = WEXITSTATUS(status);
    }
    return outcome;
}

} // namespace nodesentry
