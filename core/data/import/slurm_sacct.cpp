#include "core/data/import/slurm_sacct.h"

#include "core/data/import/job_table.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <optional>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // POSIX has no header for it

namespace nodesentry {

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kFields
    = "JobID,Cluster,Partition,Account,User,NNodes,NodeList,Submit,Start,End,State,ExitCode,JobName";
constexpr std::size_t kKeptMessage = 2000; // characters of what sacct says on its error output
constexpr int kSacctPollMs = 50;
constexpr auto kGrace = std::chrono::seconds(2); // from the first signal to the second

tl::unexpected<Error> systemError(std::string_view what)
{
    return fail(ErrorCode::IoError, fmt::format("cannot {}: {}", what, std::strerror(errno)));
}

/// A file descriptor that is closed in the end.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : m_number(number) { }
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) { }
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~Descriptor() { close(); }

    [[nodiscard]] int get() const { return m_number; }
    void close()
    {
        if (m_number >= 0)
            ::close(std::exchange(m_number, -1));
    }

private:
    int m_number;
};

/// A file of our own that is gone in the end.
struct TemporaryFile {
    std::string path;
    Descriptor descriptor;

    TemporaryFile() = default;
    TemporaryFile(TemporaryFile&&) = default;
    TemporaryFile& operator=(TemporaryFile&&) = default;
    ~TemporaryFile()
    {
        if (!path.empty())
            ::unlink(path.c_str());
    }

    static Result<TemporaryFile> create()
    {
        std::error_code none; // then the current folder is as good
        TemporaryFile file;
        std::string path = (std::filesystem::temp_directory_path(none) / "nodesentry-sacct-XXXXXX").string();
        file.descriptor = Descriptor(::mkostemp(path.data(), O_CLOEXEC));
        if (file.descriptor.get() < 0)
            return systemError("make a temporary file");
        file.path = std::move(path);
        return file;
    }
};

/// Arguments that would make sacct print something else than what is read here.
Result<void> checkArguments(const std::vector<std::string>& arguments)
{
    constexpr std::array<std::string_view, 13> kLong{
        "format", "parsable", "parsable2",  "noheader", "delimiter", "json",   "yaml",
        "long",   "brief",    "helpformat", "help",     "usage",     "version"};
    constexpr std::string_view kShort = "opPnlbehV";
    constexpr std::string_view kShortWithValue = "ACEfFgGijkKMNqQrsStuwWx";
    const auto refused = [](const std::string& argument) {
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("'{}' cannot be given to sacct here: it would change what is read", argument),
                    "give only what chooses jobs, for example -S 2026-01-01 -E now -M CLUSTER");
    };
    bool isValue = false;
    for (const auto& argument : arguments) {
        if (std::exchange(isValue, false))
            continue;
        if (argument.starts_with("--")) {
            const auto name = argument.substr(2, argument.find('=') - 2);
            const auto clashes
                = [&](std::string_view option) { // sacct takes the beginning of an option for it
                      return name.size() > 1 && option.starts_with(name);
                  };
            if (std::any_of(kLong.begin(), kLong.end(), clashes))
                return refused(argument);
        } else if (argument.size() > 1 && argument.front() == '-') {
            for (std::size_t i = 1; i < argument.size(); ++i) {
                if (kShort.find(argument[i]) != std::string_view::npos)
                    return refused(argument);
                if (kShortWithValue.find(argument[i]) != std::string_view::npos) {
                    isValue = i + 1 == argument.size();
                    break;
                }
            }
        }
    }
    return {};
}

/// The environment of this program, with times as epoch seconds.
std::vector<std::string> sacctEnvironment()
{
    std::vector<std::string> variables;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        if (!std::string_view(*variable).starts_with("SLURM_TIME_FORMAT="))
            variables.emplace_back(*variable);
    }
    variables.emplace_back("SLURM_TIME_FORMAT=%s");
    return variables;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (auto& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

struct FileActions {
    posix_spawn_file_actions_t actions{};
    FileActions() { posix_spawn_file_actions_init(&actions); }
    ~FileActions() { posix_spawn_file_actions_destroy(&actions); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
};

struct SpawnAttributes {
    posix_spawnattr_t attributes{};
    SpawnAttributes()
    {
        posix_spawnattr_init(&attributes);
        // A group of its own, so that all of it can be ended, and Ctrl-C is for us to pass on.
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
        posix_spawnattr_setpgroup(&attributes, 0);
    }
    ~SpawnAttributes() { posix_spawnattr_destroy(&attributes); }
    SpawnAttributes(const SpawnAttributes&) = delete;
    SpawnAttributes& operator=(const SpawnAttributes&) = delete;
};

/// A program that runs; ended with all its children when this goes away before it has ended.
class ChildProcess {
public:
    static Result<ChildProcess> start(std::vector<std::string> command, int output, int errors)
    {
        FileActions files;
        posix_spawn_file_actions_addopen(&files.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&files.actions, output, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&files.actions, errors, STDERR_FILENO);
        const SpawnAttributes attributes;
        auto environment = sacctEnvironment();
        ChildProcess child;
        const int failed
            = posix_spawnp(&child.m_id, command.front().c_str(), &files.actions, &attributes.attributes,
                           pointersTo(command).data(), pointersTo(environment).data());
        if (failed != 0) {
            child.m_id = -1;
            const bool absent = failed == ENOENT;
            return fail(
                absent ? ErrorCode::NotFound : ErrorCode::IoError,
                fmt::format("cannot run '{}': {}", command.front(),
                            absent ? "there is no such program" : std::strerror(failed)),
                "run this where Slurm's commands are installed, or let sacct write a file there and give it "
                "by --jobs FILE");
        }
        return child;
    }
    ChildProcess(ChildProcess&& other) noexcept
        : m_id(std::exchange(other.m_id, -1)),
          m_status(other.m_status)
    {
    }
    ChildProcess& operator=(ChildProcess&&) = delete;
    ~ChildProcess() { end(); }

    /// @return the wait status once it has ended
    [[nodiscard]] std::optional<int> poll()
    {
        if (m_id > 0 && ::waitpid(m_id, &m_status, WNOHANG) == m_id)
            m_id = -1;
        return m_id > 0 ? std::nullopt : std::optional(m_status);
    }

private:
    ChildProcess() = default;

    void end()
    {
        if (m_id <= 0)
            return;
        ::kill(-m_id, SIGTERM);
        for (const auto until = Clock::now() + kGrace; Clock::now() < until && !poll();)
            ::poll(nullptr, 0, kSacctPollMs);
        if (m_id > 0) {
            ::kill(-m_id, SIGKILL);
            while (::waitpid(m_id, &m_status, 0) < 0 && errno == EINTR) { }
        }
    }

    pid_t m_id = -1;
    int m_status = 0;
};

/// Runs a command whose output goes to a file.
Result<void> run(const std::vector<std::string>& command, int output, double timeoutSeconds,
                 const RunContext& context)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return systemError("make a pipe");
    const Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    if (::fcntl(reading.get(), F_SETFL, O_NONBLOCK) != 0) // our end only: sacct may write as it is used to
        return systemError("set up a pipe");
    NODESENTRY_TRY(auto child, ChildProcess::start(command, output, writing.get()));
    writing.close();

    std::string message;
    const auto readMessage = [&] {
        std::array<char, 4096> block{};
        for (ssize_t count = 0; (count = ::read(reading.get(), block.data(), block.size())) > 0;)
            message.append(block.data(),
                           std::min(static_cast<std::size_t>(count), kKeptMessage - message.size()));
    };
    const auto deadline = Clock::now() + std::chrono::duration<double>(timeoutSeconds);
    std::optional<int> status;
    while (!(status = child.poll())) {
        if (context.stopRequested())
            return cancelled();
        if (Clock::now() >= deadline)
            return fail(ErrorCode::IoError, fmt::format("sacct did not end within {:g} s", timeoutSeconds),
                        "ask for less, by -S and -E, or look whether slurmdbd answers");
        ::poll(nullptr, 0, kSacctPollMs);
        readMessage(); // also keeps the pipe from filling up
    }
    readMessage();
    if (WIFEXITED(*status) && WEXITSTATUS(*status) == 0)
        return {};
    while (!message.empty() && (message.back() == '\n' || message.back() == ' '))
        message.pop_back();
    std::replace(message.begin(), message.end(), '\n', ' ');
    const auto how = WIFSIGNALED(*status) ? fmt::format("was ended by signal {}", WTERMSIG(*status))
                                          : fmt::format("failed with exit status {}", WEXITSTATUS(*status));
    return fail(ErrorCode::IoError, fmt::format("sacct {}{}{}", how, message.empty() ? "" : ": ", message),
                message.find("disabled") != std::string::npos
                    ? "this Slurm keeps no accounting: make a table of the jobs and give it by --jobs FILE"
                    : "try the same arguments with sacct in a shell");
}

} // namespace

Result<std::vector<std::string>> splitArguments(std::string_view text)
{
    std::vector<std::string> words;
    bool inWord = false;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool isBlank = c == ' ' || c == '\t' || c == '\n';
        if (quote == 0 && isBlank) {
            inWord = false;
            continue;
        }
        if (!std::exchange(inWord, true))
            words.emplace_back();
        if (c == '\\' && quote != '\'') {
            if (++i == text.size())
                return fail(ErrorCode::InvalidArgument,
                            "nothing follows the last backslash of the arguments");
            words.back() += text[i];
        } else if (quote == 0 ? c == '\'' || c == '"' : c == quote) {
            quote = quote == 0 ? c : '\0';
        } else {
            words.back() += c;
        }
    }
    if (quote != 0)
        return fail(ErrorCode::InvalidArgument, "a quote in the arguments is never closed", "close it");
    return words;
}

Result<std::vector<Job>> readSacct(const SacctOptions& options, ImportReport& report,
                                   const RunContext& context)
{
    NODESENTRY_TRY(const auto given, splitArguments(options.arguments));
    NODESENTRY_CHECK(checkArguments(given));
    std::vector<std::string> command{options.program,
                                     "-a",
                                     "-X",
                                     "-D",
                                     "--parsable2",
                                     "--delimiter=\x1F",
                                     fmt::format("--format={}", kFields)};
    command.insert(command.end(), given.begin(), given.end());

    NODESENTRY_TRY(const auto output, TemporaryFile::create());
    NODESENTRY_CHECK(run(command, output.descriptor.get(), options.timeoutSeconds, context));

    const auto shownAs = fmt::format("sacct{}{}", options.arguments.empty() ? "" : " ", options.arguments);
    ImportReport ofTable;
    auto jobs = readJobTable(output.path, "UTC", ofTable);
    if (!jobs)
        return fail(jobs.error().inFile(shownAs, jobs.error().line, jobs.error().column));
    for (auto& item : ofTable.skipped)
        item.file = shownAs;
    for (auto& note : ofTable.notes) {
        if (const auto at = note.find(output.path); at != std::string::npos)
            note.replace(at, output.path.size(), shownAs);
    }
    report.addTable(ofTable);
    return jobs;
}

} // namespace nodesentry
