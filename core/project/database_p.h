#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace nodesentry {

/// One prepared SQL statement. Parameters are numbered from 1, columns from 0.
class Statement {
public:
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, double value); ///< NaN is stored as NULL
    Statement& bind(int index, std::string_view value);
    Statement& bind(int index, std::optional<std::int64_t> value);
    Statement& bindBlob(int index, std::string_view value);

    /// @return true when a row is there to be read, false at the end
    [[nodiscard]] Result<bool> step();
    /// Runs a statement that returns no rows, and makes it ready for the next binding.
    Result<void> run();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const; ///< NULL reads as NaN
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::optional<std::int64_t> optionalInteger(int column) const;

private:
    friend class Database;
    explicit Statement(sqlite3_stmt* handle);

    std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> m_handle;
};

/// One connection to an SQLite file.
class Database {
public:
    enum class Access { Create, ReadWrite, ReadOnly };

    [[nodiscard]] static Result<Database> open(const std::string& path, Access access);
    /// A database in memory, of the bytes of a file; for reading only.
    /// @param path  for messages
    /// @error Corrupt  they are not those of a database
    [[nodiscard]] static Result<Database> ofBytes(const std::string& path, std::string bytes);

    [[nodiscard]] Result<Statement> prepare(std::string_view sql) const;
    Result<void> execute(const std::string& sql) const; ///< one or more statements without parameters
    [[nodiscard]] Result<std::int64_t>
    queryInteger(std::string_view sql) const; ///< first column of the first row
    [[nodiscard]] std::int64_t lastInsertId() const;

    /// Runs @p body inside one transaction: all of it is on disk when this returns, or none of it.
    Result<void> transaction(const std::function<Result<void>()>& body) const;

private:
    explicit Database(sqlite3* handle, std::string path);
    [[nodiscard]] tl::unexpected<Error> failure(std::string_view what) const;

    std::unique_ptr<sqlite3, int (*)(sqlite3*)> m_handle;
    std::string m_path;
};

} // namespace nodesentry
