#include "widgets/base/text/stage_text.h"

#include <QCoreApplication>

namespace nodesentry::ui {

QString stageText(const QString& stage)
{
    const auto translated = [](const char* text) { return QCoreApplication::translate("StageText", text); };
    if (stage == u"prepare")
        return translated(QT_TRANSLATE_NOOP("StageText", "Preparing the data"));
    if (stage == u"features")
        return translated(QT_TRANSLATE_NOOP("StageText", "Computing features"));
    if (stage == u"cluster")
        return translated(QT_TRANSLATE_NOOP("StageText", "Clustering"));
    if (stage == u"train")
        return translated(QT_TRANSLATE_NOOP("StageText", "Training"));
    if (stage == u"detect")
        return translated(QT_TRANSLATE_NOOP("StageText", "Detecting"));
    if (stage == u"evaluate")
        return translated(QT_TRANSLATE_NOOP("StageText", "Evaluating"));
    return stage;
}

} // namespace nodesentry::ui
