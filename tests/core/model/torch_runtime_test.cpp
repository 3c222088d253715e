#include "core/model/torch_runtime.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

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

} // namespace
} // namespace nodesentry
