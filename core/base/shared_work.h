#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace nodesentry {

/// Threads that help each other: each does its own work, cut into pieces, and whoever has nothing of its own
/// to do takes pieces of the others. For a few long tasks of unlike length that would leave threads idle if
/// each were done by one thread.
///
/// Whose thread does a piece is chance: results must not depend on it.
/// @thread all functions, from any
class SharedWork {
public:
    SharedWork();
    SharedWork(const SharedWork&) = delete;
    SharedWork& operator=(const SharedWork&) = delete;
    ~SharedWork();

    /// Calls body(0), …, body(count - 1), on this thread and on those that are in help() at the time, and
    /// returns when all are done.
    /// @throws the exception of the lowest piece that threw one
    void run(int count, const std::function<void(int)>& body);

    /// Takes pieces of others until close() is called.
    void help();

    /// Ends help() on all threads, now and later; run() goes on without help.
    void close();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace nodesentry
