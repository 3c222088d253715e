#include "widgets/base/text/error_text.h"

#include "core/base/expects.h"
#include "widgets/base/text/reason_text.h"

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
        case ErrorCode::ReadOnly:
            return tr("The project is open for reading only.");
        case ErrorCode::Unsupported:
            return tr("This is not possible with this version of the program.");
        // These come with a reason, which has a sentence of its own; the last one is never shown.
        case ErrorCode::Locked:
        case ErrorCode::VersionTooNew:
        case ErrorCode::StageMissing:
        case ErrorCode::TrainingDiverged:
        case ErrorCode::Cancelled:
            break;
        }
        return {};
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
    constexpr QStringView kEnds = u".!?。！？";
    if (!kEnds.contains(text.back()))
        text += u'.';
    return text;
}

} // namespace

QString ErrorText::oneLine() const
{
    QStringList parts{title, detail, advice};
    parts.removeAll(QString());
    return parts.join(u' ');
}

ErrorText errorText(const Error& error)
{
    NODESENTRY_EXPECTS(error.code != ErrorCode::Cancelled, "stopping is not an error");
    ErrorText text;
    if (error.reason != Reason::None) {
        text.detail = asSentence(reasonText(error.reason, error.arguments));
        text.advice = asSentence(reasonAdvice(error.reason, error.arguments));
    }
    // The core's own words are English; where they are about a file, the kind of trouble is said before them.
    if (text.detail.isEmpty()) {
        text.detail = asSentence(QString::fromStdString(error.message));
        if (text.detail.isEmpty() || !error.file.empty())
            text.title = ErrorTexts::title(error.code);
    }
    if (!error.file.empty())
        text.detail = (text.detail + QStringLiteral(" (") + ErrorTexts::place(error) + u')').trimmed();
    if (text.advice.isEmpty())
        text.advice = asSentence(QString::fromStdString(error.advice));
    QStringList steps{text.advice, asSentence(remedyAdvice(error.remedy))};
    steps.removeAll(QString());
    text.advice = steps.join(u' ');
    return text;
}

} // namespace nodesentry::ui
