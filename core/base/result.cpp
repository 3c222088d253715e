#include "core/base/result.h"

namespace nodesentry {

const char* errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return "invalid_argument";
    case ErrorCode::NotFound:
        return "not_found";
    case ErrorCode::AlreadyExists:
        return "already_exists";
    case ErrorCode::ParseError:
        return "parse_error";
    case ErrorCode::InconsistentData:
        return "inconsistent_data";
    case ErrorCode::IoError:
        return "io_error";
    case ErrorCode::Corrupt:
        return "corrupt";
    case ErrorCode::Locked:
        return "locked";
    case ErrorCode::ReadOnly:
        return "read_only";
    case ErrorCode::VersionTooNew:
        return "version_too_new";
    case ErrorCode::StageMissing:
        return "stage_missing";
    case ErrorCode::TrainingDiverged:
        return "training_diverged";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::Cancelled:
        return "cancelled";
    }
    return "unknown";
}

Error& Error::inFile(std::string path, std::int64_t atLine, std::int64_t atColumn)
{
    file = std::move(path);
    line = atLine;
    column = atColumn;
    return *this;
}

Error& Error::advise(std::string what)
{
    advice = std::move(what);
    return *this;
}

std::string Error::text() const
{
    std::string text;
    if (!file.empty()) {
        text += file;
        if (line > 0)
            text += ":" + std::to_string(line);
        if (line > 0 && column > 0)
            text += ":" + std::to_string(column);
        text += ": ";
    }
    text += message;
    if (!advice.empty())
        text += " (" + advice + ")";
    return text;
}

} // namespace nodesentry
