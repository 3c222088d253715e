/// nodesentry-fuzz-replay TARGET PATH...: gives the texts of files and folders to one target, with any compiler.
#include "tests/fuzz/target.h"
#include "tests/fuzz/work_folder.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

using namespace nodesentry::fuzz;
namespace fs = std::filesystem;

std::vector<fs::path> filesOf(int count, char** paths)
{
    std::vector<fs::path> files;
    for (int i = 0; i < count; ++i) {
        if (!fs::is_directory(paths[i])) {
            files.emplace_back(paths[i]);
            continue;
        }
        for (const auto& entry : fs::directory_iterator(paths[i]))
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

int replay(const Target& target, const std::vector<fs::path>& files)
{
    for (const auto& file : files) {
        std::ifstream stream(file, std::ios::binary);
        if (!stream) {
            std::fprintf(stderr, "%s cannot be read\n", file.c_str());
            return 1;
        }
        const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
        std::printf("%s\n", file.c_str()); // the last one is the text that a crash is of
        std::fflush(stdout);
        target.read(text);
    }
    std::printf("%s: %zu texts\n", target.name.c_str(), files.size());
    return files.empty() ? 1 : 0;
}

} // namespace

int main(int argc, char** argv)
{
    spdlog::set_level(spdlog::level::off); // warnings about damaged texts are no news here
    const WorkFolder folder;
    const auto targets = makeTargets(folder.path());
    const auto target = std::find_if(targets.begin(), targets.end(),
                                     [&](const Target& t) { return argc > 2 && t.name == argv[1]; });
    if (target != targets.end())
        return replay(*target, filesOf(argc - 2, argv + 2));
    std::fprintf(stderr, "usage: nodesentry-fuzz-replay TARGET PATH...\nThe targets are:");
    for (const auto& one : targets)
        std::fprintf(stderr, " %s", one.name.c_str());
    std::fprintf(stderr, "\n");
    return 2;
}
