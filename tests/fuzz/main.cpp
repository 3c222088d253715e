/// nodesentry-fuzz TARGET: gives damaged texts to one of the program's parsers until it crashes, hangs, takes
/// too much memory, or the number or time asked for is over.
#include "tests/fuzz/mutator.h"
#include "tests/fuzz/target.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <malloc.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>

/// A single allocation of more than 256 MB, or 3 GB in all, counts as unbounded memory.
extern "C" const char* __asan_default_options()
{
    return "max_allocation_size_mb=256:hard_rss_limit_mb=3000:quarantine_size_mb=32:detect_leaks=1";
}
extern "C" const char* __ubsan_default_options()
{
    return "halt_on_error=1:print_stacktrace=1";
}
#endif

namespace {

using namespace nodesentry::fuzz;
namespace fs = std::filesystem;

constexpr int kHangSeconds = 10; // of the processor, for one text of at most 16 KB
constexpr unsigned kAsleepSeconds = 600; // of the clock, in case it waits for something
constexpr long kMostGrowthKb = 512L * 1024; // of resident memory from the first thousand texts to the last

// The text at hand, for the handlers of signals: plain memory, because they may call next to nothing.
const char* currentText = nullptr;
std::size_t currentSize = 0;
char findingPath[512] = "";

void saveCurrentText()
{
    const int file = ::open(findingPath, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0)
        return;
    for (std::size_t at = 0; at < currentSize;) {
        const auto count = ::write(file, currentText + at, currentSize - at);
        if (count <= 0)
            break;
        at += static_cast<std::size_t>(count);
    }
    ::close(file);
}

void say(const char* text)
{
    [[maybe_unused]] const auto count = ::write(STDERR_FILENO, text, std::strlen(text));
}

extern "C" void onHang(int)
{
    saveCurrentText();
    say("nodesentry-fuzz: a text took longer than 10 s; it is saved in ");
    say(findingPath);
    say("\n");
    ::_exit(3);
}

extern "C" void onCrash(int number)
{
    saveCurrentText();
    say("nodesentry-fuzz: crashed; the text is saved in ");
    say(findingPath);
    say("\n");
    ::signal(number, SIG_DFL);
    ::raise(number);
}

void onSanitizerDeath()
{
    saveCurrentText();
    say("nodesentry-fuzz: the text is saved in ");
    say(findingPath);
    say("\n");
}

void watchForCrashes()
{
    ::signal(SIGALRM, onHang);
    ::signal(SIGPROF, onHang);
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_set_death_callback(onSanitizerDeath);
    ::signal(SIGABRT, onCrash); // of std::terminate and broken promises
#else
    (void)onSanitizerDeath;
    for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT})
        ::signal(number, onCrash);
    rlimit limit{}; // what is above counts as unbounded memory
    limit.rlim_cur = limit.rlim_max = rlim_t{3} << 30;
    ::setrlimit(RLIMIT_AS, &limit);
#endif
}

long residentKb()
{
    std::ifstream file("/proc/self/statm");
    long total = 0;
    long resident = 0;
    file >> total >> resident;
    return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

std::vector<std::string> textsOf(const std::string& path)
{
    std::vector<std::string> files;
    if (fs::is_directory(path)) {
        for (const auto& entry : fs::directory_iterator(path))
            files.push_back(entry.path().string());
        std::sort(files.begin(), files.end()); // so that a seed means the same everywhere
    } else if (fs::exists(path)) {
        files.push_back(path);
    }
    std::vector<std::string> texts;
    for (const auto& file : files) {
        std::ifstream stream(file, std::ios::binary);
        texts.emplace_back((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    }
    return texts;
}

/// A folder in memory for the files of one process, removed at the end.
class WorkFolder {
public:
    WorkFolder()
    {
        std::string name = fs::is_directory("/dev/shm") ? "/dev/shm" : fs::temp_directory_path().string();
        name += "/nodesentry-fuzz-XXXXXX";
        if (::mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("cannot make a folder in " + name);
        m_path = name;
    }
    ~WorkFolder()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

/// Processor time, so that a busy machine makes no finding.
void limitTime(int seconds)
{
    itimerval timer{};
    timer.it_value.tv_sec = seconds;
    ::setitimer(ITIMER_PROF, &timer, nullptr);
    ::alarm(seconds > 0 ? kAsleepSeconds : 0);
}

void readOne(const Target& target, const std::string& text)
{
    currentText = text.data();
    currentSize = text.size();
    limitTime(kHangSeconds);
    try {
        target.read(text);
    } catch (const std::exception& error) {
        saveCurrentText();
        std::cerr << "nodesentry-fuzz: an exception came out: " << error.what() << "; the text is saved in "
                  << findingPath << "\n";
        std::_Exit(1);
    }
    limitTime(0);
}

struct Arguments {
    std::string target;
    std::uint64_t iterations = 10'000'000;
    double seconds = 600;
    std::uint64_t seed = 1;
    std::string corpus = NODESENTRY_FUZZ_CORPUS;
    std::string replay;
    std::string findings = ".";
};

int fuzz(const Target& target, const Arguments& arguments)
{
    auto corpus = textsOf(arguments.corpus + "/" + target.name);
    if (corpus.empty()) {
        std::cerr << "nodesentry-fuzz: no corpus in " << arguments.corpus << "/" << target.name << "\n";
        return 2;
    }
    Mutator mutator(arguments.seed, std::move(corpus), target.dictionary);
    const auto start = std::chrono::steady_clock::now();
    const auto elapsed
        = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
    constexpr std::uint64_t kBetweenChecks = 64;
    constexpr std::uint64_t kWarmUp = 1024;
    long firstKb = 0;
    double slowest = 0;
    std::uint64_t done = 0;
    std::uint64_t bytes = 0;
    double last = 0;
    while (done < arguments.iterations && last < arguments.seconds) {
        const auto text = mutator.next();
        bytes += text.size();
        readOne(target, text);
        ++done;
        const double now = elapsed();
        slowest = std::max(slowest, now - last);
        last = now;
        if (done == kWarmUp)
            firstKb = residentKb();
        if (done % kBetweenChecks == 0 && done > kWarmUp && residentKb() > firstKb + kMostGrowthKb)
            brokenPromise("resident memory grew by more than 512 MB");
    }
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("%s seed %llu: %llu texts, %.1f MB, %.0f s, slowest %.3f s, most memory %ld MB: no finding\n",
                target.name.c_str(), static_cast<unsigned long long>(arguments.seed),
                static_cast<unsigned long long>(done), static_cast<double>(bytes) / 1e6, last, slowest,
                usage.ru_maxrss / 1024);
    return 0;
}

int run(const Arguments& arguments)
{
    const WorkFolder folder;
    const auto targets = makeTargets(folder.path());
    const auto target = std::find_if(targets.begin(), targets.end(),
                                     [&](const Target& t) { return t.name == arguments.target; });
    if (target == targets.end()) {
        std::cerr << "nodesentry-fuzz: the targets are";
        for (const auto& one : targets)
            std::cerr << ' ' << one.name;
        std::cerr << "\n";
        return 2;
    }
    std::snprintf(findingPath, sizeof(findingPath), "%s/%s-seed%llu", arguments.findings.c_str(),
                  target->name.c_str(), static_cast<unsigned long long>(arguments.seed));
    watchForCrashes();
    if (arguments.replay.empty())
        return fuzz(*target, arguments);
    const auto texts = textsOf(arguments.replay);
    for (const auto& text : texts)
        readOne(*target, text);
    std::printf("%s: %zu texts replayed\n", target->name.c_str(), texts.size());
    return 0;
}

} // namespace

void nodesentry::fuzz::brokenPromise(const char* what)
{
    std::fprintf(stderr, "nodesentry-fuzz: %s\n", what);
    std::abort();
}

int main(int argc, char** argv)
{
    Arguments arguments;
    CLI::App app(
        "Gives damaged texts to a parser, and ends with an error when it crashes, hangs or takes too much "
        "memory");
    app.add_option("TARGET", arguments.target, "Parser or importer; any other word lists them")->required();
    app.add_option("--iterations", arguments.iterations, "Most texts")->capture_default_str();
    app.add_option("--seconds", arguments.seconds, "Longest time")->capture_default_str();
    app.add_option("--seed", arguments.seed, "Of the random changes")->capture_default_str();
    app.add_option("--corpus", arguments.corpus, "Folder with a folder of good texts for each target");
    app.add_option("--replay", arguments.replay, "Read this text, or those of this folder, as they are");
    app.add_option("--findings", arguments.findings, "Folder for a text that was found")
        ->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    spdlog::set_level(spdlog::level::off); // warnings about damaged texts are no news here
    try {
        return run(arguments);
    } catch (const std::exception& error) {
        std::cerr << "nodesentry-fuzz: " << error.what() << "\n";
        return 1;
    }
}
