#include "core/model/torch_runtime.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <thread>

namespace nodesentry {
namespace {

TEST(TorchRuntime, TheCpuIsAlwaysThere)
{
    ASSERT_FALSE(availableDevices().empty());
    EXPECT_EQ(availableDevices().front().name, "cpu");
    EXPECT_EQ(resolveDevice("cpu").value(), "cpu");
    EXPECT_TRUE(resolveDevice("auto"));
}

TEST(TorchRuntime, RefusesDevicesThatAreNotThere)
{
    const auto far = resolveDevice("cuda:4711");
    ASSERT_FALSE(far);
    EXPECT_EQ(far.error().code, ErrorCode::Unsupported);
    for (const char* wrong : {"", "gpu", "cuda:", "cuda:x", "cuda:1x", "cuda:-1"}) {
        const auto device = resolveDevice(wrong);
        ASSERT_FALSE(device) << wrong;
        EXPECT_EQ(device.error().code, ErrorCode::InvalidArgument) << wrong;
    }
}

TEST(TorchRuntime, DescribesItselfAsJson)
{
    setTorchThreads(1);
    const auto info = nlohmann::json::parse(torchInfoJson());
    EXPECT_EQ(info.at("threads"), 1);
    EXPECT_FALSE(info.at("version").get<std::string>().empty());
    EXPECT_EQ(info.at("blas"), blasInUse());
    EXPECT_EQ(info.at("devices").at(0).at("name"), "cpu");
    EXPECT_EQ(info.at("cuda").get<bool>(), info.at("devices").size() > 1);
}

TEST(OneTorchThread, IsOfItsThreadOnlyAndWhileItLives)
{
    const auto threads = [] { return nlohmann::json::parse(torchInfoJson()).at("threads").get<int>(); };
    setTorchThreads(3);
    {
        const OneTorchThread one;
        EXPECT_EQ(threads(), 1);
        int elsewhere = 0;
        std::thread([&] { elsewhere = threads(); }).join();
        EXPECT_EQ(elsewhere, 3);
    }
    EXPECT_EQ(threads(), 3);
    setTorchThreads(1);
}

} // namespace
} // namespace nodesentry
