#include "core/data/import/slurm_sacct.h"

#include "core/base/child_process.h"
#include "core/data/import/job_table.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

namespace nodesentry {

namespace {

constexpr const char* kFields
    = "JobID,Cluster,Partition,Account,User,NNodes,NodeList,Submit,Start,End,State,ExitCode,JobName";
constexpr std::size_t kKeptMessage = 2000; // characters of what sacct says on its error output

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

/// Runs sacct; its output goes to a file.
Result<void> run(const std::vector<std::string>& arguments, int output, double timeoutSeconds,
                 const RunContext& context)
{
    ChildCommand command;
    command.arguments = arguments;
    command.environment = {{"SLURM_TIME_FORMAT", "%s"}};
    command.timeoutSeconds = timeoutSeconds;
    command.outputFile = output;
    auto outcome = runChild(command, {}, context);
    if (!outcome && outcome.error().code == ErrorCode::NotFound)
        outcome.error().advice
            = "run this where Slurm's commands are installed, or let sacct write a file there and "
              "give it by --jobs FILE";
    if (!outcome)
        return fail(outcome.error());
    if (outcome->end == ChildOutcome::End::TimedOut)
        return fail(ErrorCode::IoError, fmt::format("sacct did not end within {:g} s", timeoutSeconds),
                    "ask for less, by -S and -E, or look whether slurmdbd answers");
    if (outcome->end == ChildOutcome::End::Exited && outcome->exitCode == 0)
        return {};
    auto message = outcome->errors.substr(0, kKeptMessage);
    while (!message.empty() && (message.back() == '\n' || message.back() == ' '))
        message.pop_back();
    std::replace(message.begin(), message.end(), '\n', ' ');
    const auto how = outcome->end == ChildOutcome::End::Killed
        ? fmt::format("was ended by signal {}", outcome->signal)
        : fmt::format("failed with exit status {}", outcome->exitCode);
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
