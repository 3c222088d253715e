#include "core/project/database_p.h"

#include "core/base/expects.h"
#include "core/base/log.h"
#include "core/base/reason.h"

#include <sqlite3.h>

#include <cmath>
#include <cstring>
#include <limits>

namespace nodesentry {

namespace {

ErrorCode codeOf(int sqliteCode)
{
    switch (sqliteCode & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::Corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::Locked;
    case SQLITE_READONLY:
        return ErrorCode::ReadOnly;
    default:
        return ErrorCode::IoError;
    }
}

tl::unexpected<Error> failureOf(sqlite3* handle, std::string_view what)
{
    const int refused = sqlite3_extended_errcode(handle);
    const auto code = codeOf(refused);
    if (code == ErrorCode::Corrupt)
        return fail(Reason::DatabaseDamaged, {sqlite3_errmsg(handle)});
    if (code == ErrorCode::Locked)
        return fail(Reason::DatabaseBusy, {sqlite3_errmsg(handle)});
    const auto* file = sqlite3_db_filename(handle, "main");
    if ((refused & 0xff) == SQLITE_FULL && file != nullptr)
        return fail(Reason::DiskFull, {file});
    return fail(code, fmt::format("{}: {}", what, sqlite3_errmsg(handle)));
}

} // namespace

Statement::Statement(sqlite3_stmt* handle) : m_handle(handle, &sqlite3_finalize) { }

Statement& Statement::bind(int index, std::int64_t value)
{
    NODESENTRY_EXPECTS(sqlite3_bind_int64(m_handle.get(), index, value) == SQLITE_OK, "no such parameter");
    return *this;
}

Statement& Statement::bind(int index, double value)
{
    const int code = std::isnan(value) ? sqlite3_bind_null(m_handle.get(), index)
                                       : sqlite3_bind_double(m_handle.get(), index, value);
    NODESENTRY_EXPECTS(code == SQLITE_OK, "no such parameter");
    return *this;
}

Statement& Statement::bind(int index, std::string_view value)
{
    NODESENTRY_EXPECTS(
        sqlite3_bind_text64(m_handle.get(), index, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8)
            == SQLITE_OK,
        "no such parameter");
    return *this;
}

Statement& Statement::bind(int index, std::optional<std::int64_t> value)
{
    if (value)
        return bind(index, *value);
    NODESENTRY_EXPECTS(sqlite3_bind_null(m_handle.get(), index) == SQLITE_OK, "no such parameter");
    return *this;
}

Statement& Statement::bindBlob(int index, std::string_view value)
{
    NODESENTRY_EXPECTS(
        sqlite3_bind_blob64(m_handle.get(), index, value.data(), value.size(), SQLITE_TRANSIENT) == SQLITE_OK,
        "no such parameter");
    return *this;
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_handle.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return failureOf(sqlite3_db_handle(m_handle.get()), "the project database failed");
}

Result<void> Statement::run()
{
    NODESENTRY_TRY(const bool row, step());
    sqlite3_reset(m_handle.get());
    sqlite3_clear_bindings(m_handle.get());
    NODESENTRY_EXPECTS(!row, "run() is for statements without rows");
    return {};
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_handle.get(), column);
}

double Statement::real(int column) const
{
    if (sqlite3_column_type(m_handle.get(), column) == SQLITE_NULL)
        return std::numeric_limits<double>::quiet_NaN();
    return sqlite3_column_double(m_handle.get(), column);
}

std::string Statement::text(int column) const
{
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_handle.get(), column));
    const int size = sqlite3_column_bytes(m_handle.get(), column);
    return data == nullptr ? std::string() : std::string(data, static_cast<std::size_t>(size));
}

std::optional<std::int64_t> Statement::optionalInteger(int column) const
{
    if (sqlite3_column_type(m_handle.get(), column) == SQLITE_NULL)
        return std::nullopt;
    return integer(column);
}

Database::Database(sqlite3* handle, std::string path)
    : m_handle(handle, &sqlite3_close_v2),
      m_path(std::move(path))
{
}

tl::unexpected<Error> Database::failure(std::string_view what) const
{
    auto error = failureOf(m_handle.get(), what);
    error.value().inFile(m_path);
    return error;
}

Result<Database> Database::open(const std::string& path, Access access)
{
    int flags = SQLITE_OPEN_FULLMUTEX;
    flags |= access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (access == Access::Create)
        flags |= SQLITE_OPEN_CREATE;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    Database database(handle, path);
    if (code != SQLITE_OK)
        return database.failure("cannot open the project database");
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 5000);
    return database;
}

Result<Database> Database::ofBytes(const std::string& path, std::string bytes)
{
    // A database in memory has no write-ahead log: bytes 18 and 19 of the file say which kind of journal it has.
    constexpr std::size_t kWriteVersion = 18;
    constexpr std::size_t kReadVersion = 19;
    if (bytes.size() > kReadVersion)
        bytes[kWriteVersion] = bytes[kReadVersion] = 1;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(
        ":memory:", &handle, SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nullptr);
    Database database(handle, path);
    if (code != SQLITE_OK)
        return database.failure("cannot open the project database");
    sqlite3_extended_result_codes(handle, 1);
    auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size() + 1));
    if (copy == nullptr)
        return fail(Error{ErrorCode::IoError, "no memory left for the project database", path, 0, 0, {}});
    std::memcpy(copy, bytes.data(), bytes.size());
    const auto size = static_cast<sqlite3_int64>(bytes.size());
    if (sqlite3_deserialize(handle, "main", copy, size, size,
                            SQLITE_DESERIALIZE_READONLY | SQLITE_DESERIALIZE_FREEONCLOSE)
        != SQLITE_OK)
        return database.failure("cannot read the project database");
    return database;
}

Result<Statement> Database::prepare(std::string_view sql) const
{
    sqlite3_stmt* handle = nullptr;
    if (sqlite3_prepare_v2(m_handle.get(), sql.data(), static_cast<int>(sql.size()), &handle, nullptr)
        != SQLITE_OK)
        return failure("the project database cannot be read");
    return Statement(handle);
}

Result<void> Database::execute(const std::string& sql) const
{
    if (sqlite3_exec(m_handle.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure("the project database failed");
    return {};
}

Result<std::int64_t> Database::queryInteger(std::string_view sql) const
{
    NODESENTRY_TRY(auto statement, prepare(sql));
    NODESENTRY_TRY(const bool row, statement.step());
    return row ? statement.integer(0) : 0;
}

std::int64_t Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle.get());
}

Result<void> Database::transaction(const std::function<Result<void>()>& body) const
{
    NODESENTRY_CHECK(execute("BEGIN IMMEDIATE"));
    const auto rollBack = [this] {
        if (sqlite3_get_autocommit(m_handle.get()) != 0)
            return; // a commit that failed has taken everything back itself
        if (auto undone = execute("ROLLBACK"); !undone)
            spdlog::error("{}", undone.error().text());
    };
    try {
        auto result = body();
        if (result)
            result = execute("COMMIT");
        if (!result)
            rollBack();
        return result;
    } catch (...) {
        rollBack();
        throw;
    }
}

} // namespace nodesentry
