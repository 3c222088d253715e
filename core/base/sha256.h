#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace nodesentry {

/// SHA-256, for what must not be forged. What only has to be told apart takes Fingerprint (core/base/hash.h).
class Sha256 {
public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    ~Sha256();
    /// Length and content, so that ("ab", "c") is not ("a", "bc").
    Sha256& addField(std::string_view text);
    Sha256& add(std::string_view bytes);
    /// 64 hexadecimal digits of all that was added; nothing may be added after it.
    [[nodiscard]] std::string hex();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace nodesentry
