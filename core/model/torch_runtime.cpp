#include "core/model/torch_runtime.h"

#include "core/base/reason.h"
#include "core/model/torch_precompiled_p.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>
#include <omp.h>
#include <spdlog/fmt/fmt.h>

#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>

namespace nodesentry {

namespace {

struct Blas {
    std::string name = "unknown";
    std::string library; ///< file name
};

Blas findBlas()
{
    // Debian links LibTorch against the alternative libblas.so.3; only the resolved path tells which it is.
    struct Sign {
        const char* part; ///< of the path
        const char* name;
    };
    static constexpr std::array kSigns{Sign{"openblas", "OpenBLAS"}, Sign{"libmkl", "MKL"},
                                       Sign{"blis", "BLIS"}, Sign{"atlas", "ATLAS"},
                                       Sign{"/blas/libblas", "reference BLAS"}};
    // Official builds carry their BLAS inside libtorch_cpu and say so in their configuration.
    const std::string configuration = at::show_config();
    if (configuration.find("BLAS_INFO=mkl") != std::string::npos)
        return {"MKL", "libtorch_cpu.so"};
    std::ifstream maps("/proc/self/maps");
    std::vector<std::string> paths;
    for (std::string line; std::getline(maps, line);) {
        if (const auto slash = line.find('/'); slash != std::string::npos)
            paths.push_back(line.substr(slash));
    }
    for (const Sign& sign : kSigns) {
        for (const std::string& path : paths) {
            if (path.find(sign.part) != std::string::npos)
                return {sign.name, std::filesystem::path(path).filename().string()};
        }
    }
    return {};
}

} // namespace

std::string blasInUse()
{
    return findBlas().name;
}

std::vector<DeviceInfo> availableDevices()
{
    std::vector<DeviceInfo> devices{
        {"cpu", fmt::format("{} threads, {}", at::get_num_threads(), blasInUse())}};
    if (!at::hasCUDA())
        return devices;
    for (int i = 0; i < static_cast<int>(at::detail::getCUDAHooks().getNumGPUs()); ++i)
        devices.push_back({fmt::format("cuda:{}", i), fmt::format("CUDA device {}", i)});
    return devices;
}

Result<std::string> resolveDevice(const std::string& wish)
{
    const int count = at::hasCUDA() ? static_cast<int>(at::detail::getCUDAHooks().getNumGPUs()) : 0;
    if (wish == "cpu")
        return wish;
    if (wish == "auto")
        return std::string(count > 0 ? "cuda:0" : "cpu");
    int index = 0;
    if (wish != "cuda") {
        constexpr std::string_view kPrefix = "cuda:";
        const char* const end = wish.data() + wish.size();
        if (!wish.starts_with(kPrefix) || wish.size() == kPrefix.size()
            || std::from_chars(wish.data() + kPrefix.size(), end, index).ptr != end || index < 0)
            return fail(ErrorCode::InvalidArgument, fmt::format("not a device: '{}'", wish),
                        "use auto, cpu, cuda or cuda:n");
    }
    if (index >= count)
        return fail(Reason::DeviceMissing, {wish, std::to_string(count)});
    return fmt::format("cuda:{}", index);
}

std::string torchInfoJson()
{
    const Blas blas = findBlas();
    const std::vector<DeviceInfo> devices = availableDevices();
    nlohmann::json list = nlohmann::json::array();
    for (const DeviceInfo& device : devices)
        list.push_back({{"name", device.name}, {"description", device.description}});
    return nlohmann::json{
        {"version", TORCH_VERSION},
        {"cuda", devices.size() > 1},
        {"devices", list},
        {"blas", blas.name},
        {"blas_library", blas.library},
        {"threads", at::get_num_threads()},
        {"advice",
         blas.name == "reference BLAS"
             ? "install libopenblas0-openmp: the reference BLAS makes training several times slower"
             : ""},
    }
        .dump();
}

void setTorchThreads(int threads)
{
    at::set_num_threads(std::max(1, threads));
}

// LibTorch sets the number of each thread when the thread first asks for it; only after that it stays as we
// say. omp_set_num_threads() is of the calling thread only, unlike at::set_num_threads().
OneTorchThread::OneTorchThread() : m_before(at::get_num_threads())
{
    omp_set_num_threads(1);
}

OneTorchThread::~OneTorchThread()
{
    omp_set_num_threads(m_before);
}

} // namespace nodesentry
