#pragma once

#include "core/base/result.h"

#include <QString>

namespace nodesentry::ui {

/// An Error as a person reads it.
struct ErrorText {
    /// One sentence that says what kind of trouble it is: where the detail is empty, or English and about a file.
    QString title;
    QString detail; ///< what exactly and where: file, line, column; may be empty
    QString advice; ///< what to do about it, the remedy last; may be empty

    [[nodiscard]] QString oneLine() const; ///< what is wrong and what to do, as consecutive sentences
};

/// @pre error.code is not Cancelled: stopping is what the user wanted, not an error
[[nodiscard]] ErrorText errorText(const Error& error);

} // namespace nodesentry::ui
