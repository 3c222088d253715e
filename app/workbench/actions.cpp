#include "app/workbench/actions.h"

#include "widgets/theme/symbolic_icon.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("Actions", text);
}

QAction* make(QMainWindow& window, const QString& text, const QList<QKeySequence>& keys = {},
              const QString& icon = {})
{
    auto* action = new QAction(text, &window);
    action->setShortcuts(keys);
    if (!icon.isEmpty())
        action->setIcon(ui::symbolicIcon(icon));
    const auto shown = action->shortcut().toString(QKeySequence::NativeText);
    auto plain = text;
    plain.remove(u'&').remove(u'…');
    action->setToolTip(shown.isEmpty() ? plain : u"%1 (%2)"_s.arg(plain, shown));
    window.addAction(action);
    return action;
}

QAction* makeSwitch(QMainWindow& window, const QString& text, const QList<QKeySequence>& keys)
{
    auto* action = make(window, text, keys);
    action->setCheckable(true);
    return action;
}

std::array<QAction*, 10> makeDigits(QMainWindow& window)
{
    std::array<QAction*, 10> actions{};
    for (int digit = 0; digit < int(actions.size()); ++digit)
        actions[std::size_t(digit)]
            = make(window, translated("Label as class %1").arg(digit), {QKeySequence(Qt::Key_0 + digit)});
    return actions;
}

QAction* makeChoice(QMainWindow& window, QActionGroup& group, const QString& text)
{
    auto* action = make(window, text);
    action->setCheckable(true);
    group.addAction(action);
    return action;
}

} // namespace

Actions::Actions(QMainWindow& window)
    : open(make(window, translated("&Open project…"), {QKeySequence::Open}, u"open"_s)),
      close(make(window, translated("&Close project"), {QKeySequence::Close})),
      quit(make(window, translated("&Quit"), {QKeySequence::Quit})),
      run(make(window, translated("&Run"), {Qt::Key_F5}, u"run"_s)),
      cancelRun(make(window, translated("&Cancel run"), {Qt::SHIFT | Qt::Key_F5}, u"stop"_s)),
      addLabel(make(window, translated("&Label selection…"), {Qt::CTRL | Qt::Key_L}, u"label"_s)),
      removeLabel(make(window, translated("&Delete label"), {QKeySequence::Delete})),
      undo(make(window, translated("&Undo"), QKeySequence::keyBindings(QKeySequence::Undo))),
      redo(make(window, translated("&Redo"),
                {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)})),
      labelAs(makeDigits(window)),
      labelBegin(make(window, translated("&Begin at the pointer"), {Qt::Key_BracketLeft})),
      labelEnd(make(window, translated("&End at the pointer"), {Qt::Key_BracketRight})),
      labelTimes(make(window, translated("&Type the times…"), {Qt::Key_E})),
      labelConfidence(make(window, translated("&How sure…"), {Qt::Key_C})),
      labelNote(make(window, translated("N&ote…"), {Qt::Key_T})),
      selectJob(make(window, translated("Select the whole &job"), {Qt::Key_J})),
      splitLabel(make(window, translated("&Split at the pointer"), {Qt::SHIFT | Qt::Key_S})),
      mergeLabels(make(window, translated("&Merge chosen labels"), {Qt::SHIFT | Qt::Key_M})),
      nextLabel(make(window, translated("Next la&bel"), {Qt::CTRL | Qt::Key_Period})),
      previousLabel(make(window, translated("Previous &label"), {Qt::CTRL | Qt::Key_Comma})),
      labelClasses(make(window, translated("&Classes…"))),
      blind(makeSwitch(window, translated("Hide other &people's labels"), {})),
      adjudicate(makeSwitch(window, translated("&Adjudication view"), {})),
      findNode(make(window, translated("Find &node"), {QKeySequence::Find})),
      findMetric(make(window, translated("Find &metric"), {Qt::Key_Slash})),
      zoomIn(make(window, translated("Zoom &in"), {Qt::Key_W}, u"zoom-in"_s)),
      zoomOut(make(window, translated("Zoom &out"), {Qt::Key_S}, u"zoom-out"_s)),
      panLeft(make(window, translated("Move to ea&rlier times"), {Qt::Key_A})),
      panRight(make(window, translated("Move to la&ter times"), {Qt::Key_D})),
      fit(make(window, translated("&Fit selection or everything"), {Qt::Key_F}, u"fit"_s)),
      back(make(window, translated("&Previous view"), {Qt::Key_Backspace}, u"back"_s)),
      forward(make(window, translated("N&ext view"), {Qt::SHIFT | Qt::Key_Backspace}, u"forward"_s)),
      goToTime(make(window, translated("&Go to time, node or job…"), {Qt::Key_G})),
      clearSelection(make(window, translated("Clear &selection"), {Qt::Key_Escape})),
      nextCase(make(window, translated("Ne&xt case"), {Qt::Key_Period}, u"next"_s)),
      previousCase(make(window, translated("Pre&vious case"), {Qt::Key_Comma}, u"previous"_s)),
      measure(make(window, translated("Fix a cur&sor (A, then B)"), {Qt::Key_R})),
      pinLane(make(window, translated("&Pin lane"), {Qt::Key_U})),
      comparePeers(makeSwitch(window, translated("&Compare with the job's other nodes"), {Qt::Key_O})),
      unusualFirst(makeSwitch(window, translated("Most &unusual lanes first"), {Qt::Key_Y})),
      heatStrips(makeSwitch(window, translated("All metrics as &heat strips"), {Qt::Key_H})),
      tallerLanes(make(window, translated("&Taller lanes"),
                       {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)})),
      lowerLanes(make(window, translated("Lo&wer lanes"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)})),
      scales(new QActionGroup(&window)),
      scaleWhole(makeChoice(window, *scales, translated("&Whole time"))),
      scaleVisible(makeChoice(window, *scales, translated("What is in &view"))),
      scaleRobust(makeChoice(window, *scales, translated("&Robust (middle 98 %)"))),
      scaleShared(makeChoice(window, *scales, translated("&Shared by lanes of one unit"))),
      logarithmic(makeSwitch(window, translated("&Logarithmic"), {})),
      zones(new QActionGroup(&window)),
      zoneUtc(makeChoice(window, *zones, translated("&UTC"))),
      zoneLocal(makeChoice(window, *zones, translated("As this &computer"))),
      zoneOther(makeChoice(window, *zones, translated("&Other zone…"))),
      themes(new QActionGroup(&window)),
      themeSystem(makeChoice(window, *themes, translated("As the &system"))),
      themeLight(makeChoice(window, *themes, translated("&Light"))),
      themeDark(makeChoice(window, *themes, translated("&Dark"))),
      keys(make(window, translated("&Keys and mouse"), {Qt::Key_Question, QKeySequence::HelpContents})),
      about(make(window, translated("&About NodeSentry Workbench")))
{
    run->setToolTip(translated("Run all stages: prepare, cluster, train, detect, evaluate (F5)"));
}

QList<QAction*> Actions::forTimeline() const
{
    return {zoomIn,       zoomOut,    panLeft,        panRight,  fit,     back,
            forward,      goToTime,   clearSelection, measure,   pinLane, comparePeers,
            unusualFirst, heatStrips, tallerLanes,    lowerLanes};
}

QList<QAction*> Actions::forLabels() const
{
    QList<QAction*> actions{labelBegin, labelEnd,   labelTimes,  labelConfidence, labelNote,
                            selectJob,  splitLabel, mergeLabels, labelClasses};
    for (auto* action : labelAs)
        actions << action;
    return actions;
}

void buildMenus(QMainWindow& window, const Actions& actions, QMenu& recent, QMenu& docks)
{
    auto* project = window.menuBar()->addMenu(translated("&Project"));
    project->addAction(actions.open);
    recent.setTitle(translated("Open &recent"));
    project->addMenu(&recent);
    project->addAction(actions.close);
    project->addSeparator();
    project->addAction(actions.run);
    project->addAction(actions.cancelRun);
    project->addSeparator();
    project->addAction(actions.quit);

    auto* edit = window.menuBar()->addMenu(translated("&Edit"));
    edit->addActions({actions.undo, actions.redo});
    edit->addSeparator();
    edit->addActions({actions.findNode, actions.findMetric});

    auto* label = window.menuBar()->addMenu(translated("&Label"));
    label->addActions({actions.addLabel, actions.removeLabel});
    auto* classes = label->addMenu(translated("Label &as"));
    for (auto* action : actions.labelAs)
        classes->addAction(action);
    label->addSeparator();
    label->addActions({actions.labelBegin, actions.labelEnd, actions.labelTimes, actions.selectJob});
    label->addActions({actions.splitLabel, actions.mergeLabels, actions.labelConfidence, actions.labelNote});
    label->addSeparator();
    label->addActions({actions.labelClasses, actions.blind, actions.adjudicate});

    auto* go = window.menuBar()->addMenu(translated("&Go"));
    go->addActions({actions.previousCase, actions.nextCase, actions.previousLabel, actions.nextLabel});
    go->addSeparator();
    go->addActions({actions.goToTime, actions.back, actions.forward});

    auto* view = window.menuBar()->addMenu(translated("&View"));
    view->addActions({actions.zoomIn, actions.zoomOut, actions.panLeft, actions.panRight, actions.fit,
                      actions.clearSelection});
    view->addSeparator();
    view->addActions(
        {actions.pinLane, actions.unusualFirst, actions.heatStrips, actions.comparePeers, actions.measure});
    view->addSeparator();
    view->addActions({actions.tallerLanes, actions.lowerLanes});
    auto* scale = view->addMenu(translated("&Scale of the lanes"));
    scale->addActions(actions.scales->actions());
    scale->addSeparator();
    scale->addAction(actions.logarithmic);
    auto* zone = view->addMenu(translated("Time &zone"));
    zone->addActions(actions.zones->actions());
    view->addSeparator();
    docks.setTitle(translated("&Panels"));
    view->addMenu(&docks);
    auto* theme = view->addMenu(translated("T&heme"));
    theme->addActions(actions.themes->actions());

    auto* help = window.menuBar()->addMenu(translated("&Help"));
    help->addAction(actions.keys);
    help->addAction(actions.about);
}

} // namespace nodesentry::app
