#include "core/base/sha256.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

// Expected values: hashlib of Python 3.11; those of "" and "abc" and of the million are also in FIPS 180.
TEST(Sha256, GivesWhatOthersGive)
{
    const auto of = [](const std::string& text) { return Sha256().add(text).hex(); };
    EXPECT_EQ(of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(of(std::string(55, 'a')), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    EXPECT_EQ(of(std::string(56, 'a')), "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
    EXPECT_EQ(of(std::string(64, 'a')), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    EXPECT_EQ(of(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, FieldsAreTakenApart)
{
    EXPECT_NE(Sha256().addField("ab").addField("c").hex(), Sha256().addField("a").addField("bc").hex());
    EXPECT_EQ(Sha256().addField("c").hex(), Sha256().add(std::string("\0\0\0\0\0\0\0\1c", 9)).hex());
}

} // namespace
} // namespace nodesentry
