#include "widgets/base/jobs/run_text.h"

#include "widgets/base/jobs/run_queue.h"
#include "widgets/base/text/error_text.h"
#include "widgets/base/text/stage_text.h"
#include "widgets/base/text/value_text.h"

#include <QCoreApplication>

#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Run)
};

} // namespace

QString runText(const Run& run)
{
    switch (run.state()) {
    case Run::State::Waiting:
        return Texts::tr("%1: waiting for the work before it").arg(run.title());
    case Run::State::Stopping:
        return Texts::tr("Stopping…");
    case Run::State::Done:
        return Texts::tr("done in %1").arg(durationText(double(run.elapsedMs()) / 1000.0));
    case Run::State::Stopped:
        return Texts::tr("stopped");
    case Run::State::Failed:
        return errorText(*run.error()).oneLine();
    case Run::State::Running:
        break;
    }
    auto text = run.stage().isEmpty() ? run.title() : stageText(run.stage());
    if (!run.detail().isEmpty())
        text = Texts::tr("%1: %2").arg(text, run.detail());
    if (const auto left = run.remainingMs())
        //: %1: what is done, %2: a duration
        text = Texts::tr("%1 · about %2 left").arg(text, durationText(std::ceil(double(*left) / 1000.0)));
    return text;
}

} // namespace nodesentry::ui
