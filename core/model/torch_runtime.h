#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace nodesentry {

/// A device that networks can be trained and used on.
struct DeviceInfo {
    std::string name; ///< as it is chosen: "cpu", "cuda:0"
    std::string description; ///< "8 threads, OpenBLAS", "NVIDIA H100 80GB HBM3"
};

/// The devices of this machine that this build of LibTorch can use; "cpu" is always the first.
[[nodiscard]] std::vector<DeviceInfo> availableDevices();

/// Turns a wish into a device that exists.
/// @param wish  auto (a CUDA device where there is one, else the CPU), cpu, cuda or cuda:n
/// @return "cpu" or "cuda:n"
/// @error InvalidArgument  none of these forms
/// @error Unsupported      a CUDA device is asked for and there is none, or not that many
[[nodiscard]] Result<std::string> resolveDevice(const std::string& wish);

/// The library that LibTorch's matrix products run in, found among the libraries this process has loaded:
/// "OpenBLAS", "MKL", "BLIS", "ATLAS", "reference BLAS" or "unknown". The reference BLAS makes training
/// several times slower.
[[nodiscard]] std::string blasInUse();

/// JSON object for `nodesentry info`: "version", "cuda" (bool), "devices" (list of name and description),
/// "blas", "blas_library" (file name), "threads", and "advice", empty unless something makes training slow.
[[nodiscard]] std::string torchInfoJson();

/// Number of threads of one tensor operation, for the whole process; at least 1. Results for a seed are the
/// same from run to run only with the same number.
/// @thread call once, before any training
void setTorchThreads(int threads);

/// While it lives, tensor operations of the thread that made it use that thread only, those of others as many
/// as before: for threads that each do a part of the work by themselves.
/// @thread destroyed on the thread that made it
class OneTorchThread {
public:
    OneTorchThread();
    OneTorchThread(const OneTorchThread&) = delete;
    OneTorchThread& operator=(const OneTorchThread&) = delete;
    ~OneTorchThread();

private:
    int m_before;
};

} // namespace nodesentry
