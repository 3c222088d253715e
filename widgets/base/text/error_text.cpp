#include "widgets/base/text/error_text.h"

#include "core/base/expects.h"

#include <QCoreApplication>
#include <QStringList>

namespace nodesentry::ui {

namespace {

class ErrorTexts {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    static QString title(ErrorCode code)
    {
        switch (code) {
        case ErrorCode::InvalidArgument:
            return tr("A value is outside what is allowed.");
        case ErrorCode::NotFound:
            return tr("Something that was asked for does not exist.");
        case ErrorCode::AlreadyExists:
            return tr("Something of that name exists already.");
        case ErrorCode::ParseError:
            return tr("A file could not be understood.");
        case ErrorCode::InconsistentData:
            return tr("The data contradict each other.");
        case ErrorCode::IoError:
            return tr("A file could not be read or written.");
        case ErrorCode::Corrupt:
            return tr("A file of the project is damaged.");
        case ErrorCode::Locked:
            return tr("Another program is using this project.");
        case ErrorCode::ReadOnly:
            return tr("The project is open for reading only.");
        case ErrorCode::VersionTooNew:
            return tr("The project was made by a newer version of this program.");
        case ErrorCode::StageMissing:
            return tr("An earlier step has to be done first.");
        case ErrorCode::TrainingDiverged:
            return tr("The training did not come to a result.");
        case ErrorCode::Unsupported:
            return tr("This is not possible with this version of the program.");
        case ErrorCode::Cancelled:
            break;
        }
        return tr("The work was stopped.");
    }

    static QString place(const Error& error)
    {
        const auto file = QString::fromStdString(error.file);
        if (error.line > 0 && error.column > 0)
            return tr("%1, line %2, column %3").arg(file).arg(error.line).arg(error.column);
        if (error.line > 0)
            return tr("%1, line %2").arg(file).arg(error.line);
        return file;
    }
};

QString asSentence(QString text)
{
    if (text.isEmpty())
        return text;
    text[0] = text[0].toUpper();
    if (!text.endsWith(u'.') && !text.endsWith(u'!') && !text.endsWith(u'?'))
        text += u'.';
    return text;
}

} // namespace

QString ErrorText::oneLine() const
{
    QStringList parts{detail.isEmpty() ? title : detail}; // the detail says the same more exactly
    if (!advice.isEmpty())
        parts << advice;
    return parts.join(u' ');
}

ErrorText errorText(const Error& error)
{
    NODESENTRY_EXPECTS(error.code != ErrorCode::Cancelled, "stopping is not an error");
    ErrorText text;
    text.title = ErrorTexts::title(error.code);
    text.detail = asSentence(QString::fromStdString(error.message));
    if (!error.file.empty())
        text.detail += QStringLiteral(" (") + ErrorTexts::place(error) + u')';
    text.advice = asSentence(QString::fromStdString(error.advice));
    return text;
}

} // namespace nodesentry::ui
