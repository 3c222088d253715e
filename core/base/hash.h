#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace nodesentry {

/// Makes the fingerprint of inputs and parameters: equal fingerprints mean that a stage need not run again.
/// XXH3-128; not for security.
class Fingerprint {
public:
    Fingerprint();
    ~Fingerprint();
    Fingerprint(const Fingerprint&) = delete;
    Fingerprint& operator=(const Fingerprint&) = delete;

    Fingerprint& add(std::string_view text); ///< length and content, so that ("ab","c") != ("a","bc")
    Fingerprint& add(std::int64_t value);
    Fingerprint& add(double value);
    Fingerprint& addBytes(const void* data, std::size_t size);

    /// 32 hexadecimal digits of all that was added so far.
    [[nodiscard]] std::string hex() const;

private:
    void* m_state;
};

} // namespace nodesentry
