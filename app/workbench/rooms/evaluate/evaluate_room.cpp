#include "app/workbench/rooms/evaluate/evaluate_room.h"

#include "app/workbench/frame/room_context.h"
#include "app/workbench/rooms/evaluate/evaluate_actions.h"
#include "widgets/documents/shown_snapshot.h"
#include "widgets/panels/evaluation_panel.h"
#include "widgets/panels/training_panel.h"

#include <QCoreApplication>
#include <QTabWidget>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

namespace {

const auto kTrainingPart = u"training"_s;

class EvaluateRoom final : public Room {
    Q_DECLARE_TR_FUNCTIONS(EvaluateRoom)

public:
    explicit EvaluateRoom(RoomContext& room)
        : m_room(room),
          m_tabs(new QTabWidget),
          m_evaluation(new EvaluationPanel),
          m_training(new TrainingPanel(room.session.training()))
    {
        m_tabs->setDocumentMode(true);
        m_tabs->setAccessibleName(tr("Evaluation and training"));
        m_tabs->addTab(m_evaluation, tr("Evaluation"));
        m_tabs->addTab(m_training, tr("Training"));
        for (const auto signal : {&ProjectSession::snapshotChanged, &ProjectSession::closed})
            connect(&room.session, signal, this, &EvaluateRoom::take);
        connect(&room.view, &ViewOptions::changed, this, [this](ViewOption option) {
            if (option == ViewOption::Blind)
                take();
        });
        room.actions.on("go.training", this, [this] {
            m_room.go.go({u"evaluate"_s, {}, {}, kTrainingPart});
        });
    }

    QWidget* page() override { return m_tabs; }
    void enter() override
    {
        m_entered = true;
        take();
        m_tabs->currentWidget()->setFocus(Qt::ShortcutFocusReason);
    }
    void leave() override { m_entered = false; }
    void show(const Place& place) override
    {
        if (place.part == kTrainingPart)
            m_tabs->setCurrentWidget(m_training);
        else if (!place.part.isEmpty())
            m_tabs->setCurrentWidget(m_evaluation);
        m_tabs->currentWidget()->setFocus(Qt::ShortcutFocusReason);
    }
    QJsonObject viewState() const override { return {{u"tab"_s, m_tabs->currentIndex()}}; }
    void restoreView(const QJsonObject& state) override
    {
        m_tabs->setCurrentIndex(state.value(u"tab"_s).toInt());
    }

private:
    void take()
    {
        if (!m_entered)
            return; // what nobody sees is not filled
        const auto snapshot = shownSnapshot(m_room.session, m_room.view);
        m_evaluation->setSnapshot(snapshot);
        m_training->setProject(snapshot ? QString::fromStdString(snapshot->project->path()) : QString());
    }

    RoomContext& m_room;
    QTabWidget* m_tabs;
    EvaluationPanel* m_evaluation;
    TrainingPanel* m_training;
    bool m_entered = false;
};

} // namespace

RoomSpec evaluateRoom()
{
    return {.id = "evaluate",
            .enter = {.id = "go.evaluation",
                      .text = QT_TRANSLATE_NOOP("Actions", "E&valuate"),
                      .category = ActionCategory::Go,
                      .needs = ActionNeeds::Node,
                      .keys = "Ctrl+5",
                      .kind = ActionKind::Room,
                      .icon = "evaluate",
                      .help = QT_TRANSLATE_NOOP("Actions",
                                                "What the methods are worth, and how models were trained")},
            .actions = evaluateActions(),
            .make = [](RoomContext& context) -> std::unique_ptr<Room> {
                return std::make_unique<EvaluateRoom>(context);
            }};
}

} // namespace nodesentry::app
