#include "app/workbench/actions.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

using A = Actions;
using enum ActionCategory;
using enum ActionNeeds;
using enum ActionKind;

// Bare letters and digits are keys of the timeline; text fields keep them to themselves. Ctrl+3 is kept free
// for the clusters, which have the third room. The authors' scheme adds keys of matplotlib, which their tool
// is made with.
constexpr ActionSpec kTable[] = {
    // --- project ---
    {&A::open, "project.open", QT_TRANSLATE_NOOP("Actions", "&Open project…"), Project, Nothing, "Ctrl+O",
     Plain, false, "open"},
    {&A::close, "project.close", QT_TRANSLATE_NOOP("Actions", "&Close project"), Project, Own, "Ctrl+W"},
    {&A::run, "project.run", QT_TRANSLATE_NOOP("Actions", "&Run"), Project, Own, "F5", Plain, true, "run",
     QT_TRANSLATE_NOOP("Actions", "Run all stages: prepare, cluster, train, detect, evaluate")},
    {&A::update, "project.update", QT_TRANSLATE_NOOP("Actions", "&Learn from new samples"), Project, Own,
     "Ctrl+F5", Plain, false, "",
     QT_TRANSLATE_NOOP("Actions",
                       "Let the models learn from what was imported since they were made, without making "
                       "everything anew, and score it")},
    {&A::cancelRun, "project.cancel_run", QT_TRANSLATE_NOOP("Actions", "&Cancel run"), Project, Own,
     "Shift+F5", Plain, false, "stop"},
    {&A::preferences, "project.preferences", QT_TRANSLATE_NOOP("Actions", "&Preferences…"), Project, Nothing,
     "Ctrl+P", Plain, true},
    {&A::quit, "project.quit", QT_TRANSLATE_NOOP("Actions", "&Quit"), Project, Nothing, "Ctrl+Q", Plain,
     true},

    // --- edit ---
    {&A::undo, "edit.undo", QT_TRANSLATE_NOOP("Actions", "&Undo"), Edit, Own, "Ctrl+Z"},
    {&A::redo, "edit.redo", QT_TRANSLATE_NOOP("Actions", "&Redo"), Edit, Own, "Ctrl+Shift+Z; Ctrl+Y"},
    {&A::palette, "edit.palette", QT_TRANSLATE_NOOP("Actions", "Find a &command, node, job or metric…"), Edit,
     Nothing, "Ctrl+K; Ctrl+Shift+P", Plain, true},
    {&A::findNode, "edit.find_node", QT_TRANSLATE_NOOP("Actions", "Find &node"), Edit, Node, "Ctrl+F"},
    {&A::findMetric, "edit.find_metric", QT_TRANSLATE_NOOP("Actions", "Find &metric"), Edit, Node, "/"},

    // --- label ---
    {&A::addLabel, "label.add", QT_TRANSLATE_NOOP("Actions", "&Label selection…"), Label, Own, "Ctrl+L",
     Plain, false, "label"},
    {&A::removeLabel, "label.remove", QT_TRANSLATE_NOOP("Actions", "&Delete label"), Label, Own, "Del"},
    {nullptr, "label.as_0", QT_TRANSLATE_NOOP("Actions", "Label as class %1"), Label, Labelling, "0", Plain,
     false, "", "", nullptr, 0},
    {nullptr, "label.as_1", QT_TRANSLATE_NOOP("Actions", "Label as class %1"), Label, Labelling, "1", Plain,
     false, "", "", nullptr, 1},
    {nullptr, "label.as_2", QT_TRANSLATE_NOOP("Actions", "Label as class %1"), Label, Labelling, "2", Plain,
     false, "", "", nullptr, 2},
    {nullptr, "label.as_3", QT_TRANSLATE_NOOP("Actions", "Label as class %1"), Label, Labelling, "3", Plain,
     false, "", "", nullptr, 3},
    {nullptr, "label.as_4", QT_TRANSLATE_NOOP("Actions", "Label as class %1"), Label, Labelling, "4", Plain,
     false, "", "", nullptr, 4},
    {nullptr, "label.as_5", QT_TRANSLATE_NOOP("Actions", "Label as class %1"), Label, Labelling, "5", Plain,
     false, "", "", nullptr, 5},
    {nullptr, "label.as_6", QT_TRANSLATE_NOOP("Actions", "Label as class %1"), Label, Labelling, "6", Plain,
     false, "", "", nullptr, 6},
    {nullptr, "label.as_7", QT_TRANSLATE_NOOP("Actions", "Label as class %1"), Label, Labelling, "7", Plain,
     false, "", "", nullptr, 7},
    {nullptr, "label.as_8", QT_TRANSLATE_NOOP("Actions", "Label as class %1"), Label, Labelling, "8", Plain,
     false, "", "", nullptr, 8},
    {nullptr, "label.as_9", QT_TRANSLATE_NOOP("Actions", "Label as class %1"), Label, Labelling, "9", Plain,
     false, "", "", nullptr, 9},
    {&A::labelBegin, "label.begin", QT_TRANSLATE_NOOP("Actions", "&Begin at the pointer"), Label, Labelling,
     "[", Plain, true},
    {&A::labelEnd, "label.end", QT_TRANSLATE_NOOP("Actions", "&End at the pointer"), Label, Labelling, "]"},
    {&A::labelTimes, "label.times", QT_TRANSLATE_NOOP("Actions", "&Type the times…"), Label, Labelling, "E"},
    {&A::selectJob, "label.select_job", QT_TRANSLATE_NOOP("Actions", "Select the whole &job"), Label,
     Labelling, "J"},
    {&A::splitLabel, "label.split", QT_TRANSLATE_NOOP("Actions", "&Split at the pointer"), Label, Labelling,
     "Shift+S", Plain, true},
    {&A::mergeLabels, "label.merge", QT_TRANSLATE_NOOP("Actions", "&Merge chosen labels"), Label, Labelling,
     "Shift+M"},
    {&A::labelConfidence, "label.confidence", QT_TRANSLATE_NOOP("Actions", "&How sure…"), Label, Labelling,
     "C"},
    {&A::labelNote, "label.note", QT_TRANSLATE_NOOP("Actions", "N&ote…"), Label, Labelling, "T"},
    {&A::labelClasses, "label.classes", QT_TRANSLATE_NOOP("Actions", "&Classes…"), Label, Labelling, "",
     Plain, true},
    {&A::blind, "label.blind", QT_TRANSLATE_NOOP("Actions", "Hide other &people's labels"), Label, Nothing,
     "", Switch},
    {&A::adjudicate, "label.adjudicate", QT_TRANSLATE_NOOP("Actions", "&Adjudication view"), Label, Nothing,
     "", Switch},

    // --- review ---
    {&A::acceptSuggestion, "review.accept", QT_TRANSLATE_NOOP("Actions", "&Accept"), Review, Own,
     "Return; Enter", Plain, false, "",
     QT_TRANSLATE_NOOP("Actions", "Accept the suggestion as a label; without one, go to the first")},
    {&A::rejectSuggestion, "review.reject", QT_TRANSLATE_NOOP("Actions", "&Reject"), Review, Own, "X", Plain,
     false, "", QT_TRANSLATE_NOOP("Actions", "Reject the suggestion")},
    {&A::acceptAllInView, "review.accept_all", QT_TRANSLATE_NOOP("Actions", "Accept all in &view"), Review,
     Own, "Shift+A", Plain, false, "",
     QT_TRANSLATE_NOOP("Actions", "Accept all suggestions above the threshold in view")},
    {&A::nextSuggestion, "review.next", QT_TRANSLATE_NOOP("Actions", "&Next suggestion"), Review, Own, "N",
     Plain, true},
    {&A::previousSuggestion, "review.previous", QT_TRANSLATE_NOOP("Actions", "&Previous suggestion"), Review,
     Own, "P"},
    {&A::doubtfulFirst, "review.doubtful_first", QT_TRANSLATE_NOOP("Actions", "Most &doubtful first"), Review,
     Own, "Q", Switch},
    {&A::findSimilar, "review.find_similar", QT_TRANSLATE_NOOP("Actions", "Find &similar"), Review, Own, "K",
     Plain, true, "", QT_TRANSLATE_NOOP("Actions", "Suggest what is most like the chosen label")},
    {&A::detect, "review.detect", QT_TRANSLATE_NOOP("Actions", "Dete&ct"), Review, Own, "Shift+D", Plain,
     false, "", QT_TRANSLATE_NOOP("Actions", "Run the chosen detector where the panel says")},
    {&A::markSeen, "review.mark_seen", QT_TRANSLATE_NOOP("Actions", "&Mark as looked at"), Review, Own, "M",
     Plain, true, "", QT_TRANSLATE_NOOP("Actions", "Mark the selection, or what is in view, as looked at")},
    {&A::finishNode, "review.finish_node", QT_TRANSLATE_NOOP("Actions", "Node reviewed, ne&xt node"), Review,
     Own, "Shift+Return; Shift+Enter"},

    // --- go ---
    {&A::previousCase, "go.previous_case", QT_TRANSLATE_NOOP("Actions", "Pre&vious case"), Go, Own, ",",
     Plain, false, "previous"},
    {&A::nextCase, "go.next_case", QT_TRANSLATE_NOOP("Actions", "Ne&xt case"), Go, Own, ".", Plain, false,
     "next"},
    {&A::previousLabel, "go.previous_label", QT_TRANSLATE_NOOP("Actions", "Previous &label"), Go, Node,
     "Ctrl+,"},
    {&A::nextLabel, "go.next_label", QT_TRANSLATE_NOOP("Actions", "Next la&bel"), Go, Node, "Ctrl+."},
    {&A::goToTime, "go.place", QT_TRANSLATE_NOOP("Actions", "&Go to time, node or job…"), Go, Node, "G",
     Plain, true},
    {&A::back, "go.back", QT_TRANSLATE_NOOP("Actions", "&Previous view"), Go, Own, "Backspace", Plain, false,
     "back"},
    {&A::forward, "go.forward", QT_TRANSLATE_NOOP("Actions", "N&ext view"), Go, Own, "Shift+Backspace", Plain,
     false, "forward", "", "Shift+Backspace; V"},
    {&A::goNodes, "go.nodes", QT_TRANSLATE_NOOP("Actions", "To the &nodes"), Go, Node, "Ctrl+1", Plain, true},
    {&A::goTimeline, "go.timeline", QT_TRANSLATE_NOOP("Actions", "To the &timeline"), Go, Node, "Ctrl+2"},
    {&A::goCases, "go.cases", QT_TRANSLATE_NOOP("Actions", "To the &cases"), Go, Node, "Ctrl+4"},
    {&A::goTraining, "go.training", QT_TRANSLATE_NOOP("Actions", "To the t&raining"), Go, Node, "Ctrl+T"},
    {&A::goEvaluation, "go.evaluation", QT_TRANSLATE_NOOP("Actions", "To the e&valuation"), Go, Node,
     "Ctrl+5"},
    {&A::goLabels, "go.labels", QT_TRANSLATE_NOOP("Actions", "To the l&ist of labels"), Go, Node, "Ctrl+6"},
    {&A::goLabel, "go.label", QT_TRANSLATE_NOOP("Actions", "To the chosen la&bel's panel"), Go, Node,
     "Ctrl+7"},
    {&A::goSuggestions, "go.suggestions", QT_TRANSLATE_NOOP("Actions", "To the &suggestions"), Go, Node,
     "Ctrl+9"},
    {&A::goMetrics, "go.metrics", QT_TRANSLATE_NOOP("Actions", "To the &metrics"), Go, Node, "Ctrl+8"},
    {&A::nextMethod, "go.next_method", QT_TRANSLATE_NOOP("Actions", "Next detection met&hod"), Go, Node,
     "Ctrl+M", Plain, true},

    // --- view ---
    {&A::zoomIn, "view.zoom_in", QT_TRANSLATE_NOOP("Actions", "Zoom &in"), View, Node, "W", Plain, false,
     "zoom-in"},
    {&A::zoomOut, "view.zoom_out", QT_TRANSLATE_NOOP("Actions", "Zoom &out"), View, Node, "S", Plain, false,
     "zoom-out"},
    {&A::panLeft, "view.earlier", QT_TRANSLATE_NOOP("Actions", "Move to ea&rlier times"), View, Node, "A"},
    {&A::panRight, "view.later", QT_TRANSLATE_NOOP("Actions", "Move to la&ter times"), View, Node, "D"},
    {&A::fit, "view.fit", QT_TRANSLATE_NOOP("Actions", "&Fit selection or everything"), View, Node, "F",
     Plain, false, "fit"},
    {&A::cursorLeft, "view.cursor_earlier", QT_TRANSLATE_NOOP("Actions", "Crosshair to earlier times"), View,
     Node, "Alt+Left", Plain, true},
    {&A::cursorRight, "view.cursor_later", QT_TRANSLATE_NOOP("Actions", "Crosshair to later times"), View,
     Node, "Alt+Right"},
    {&A::measure, "view.measure", QT_TRANSLATE_NOOP("Actions", "Fix a cur&sor (A, then B)"), View, Node, "R"},
    {&A::clearSelection, "view.clear_selection", QT_TRANSLATE_NOOP("Actions", "&Clear selection"), View, Node,
     "Esc"},
    {&A::jobMenu, "view.job_menu", QT_TRANSLATE_NOOP("Actions", "What can be done with the &job…"), View,
     Node, "Shift+J"},
    {&A::zoneUtc, "view.zone_utc", QT_TRANSLATE_NOOP("Actions", "&UTC"), View, Nothing, "", Zone, true},
    {&A::zoneLocal, "view.zone_local", QT_TRANSLATE_NOOP("Actions", "As this &computer"), View, Nothing, "",
     Zone},
    {&A::zoneOther, "view.zone_other", QT_TRANSLATE_NOOP("Actions", "&Other zone…"), View, Nothing, "", Zone},
    {&A::themeSystem, "view.theme_system", QT_TRANSLATE_NOOP("Actions", "As the &system"), View, Nothing, "",
     Theme},
    {&A::themeLight, "view.theme_light", QT_TRANSLATE_NOOP("Actions", "&Light"), View, Nothing, "", Theme},
    {&A::themeDark, "view.theme_dark", QT_TRANSLATE_NOOP("Actions", "&Dark"), View, Nothing, "", Theme},
    {&A::safeColours, "view.safe_colours", QT_TRANSLATE_NOOP("Actions", "Colours for colour-&blind people"),
     View, Nothing, "", Switch},
    {&A::mouseWorkbench, "view.mouse_workbench", QT_TRANSLATE_NOOP("Actions", "Drag &selects, wheel scrolls"),
     View, Nothing, "", Mouse},
    {&A::mouseAuthors, "view.mouse_authors",
     QT_TRANSLATE_NOOP("Actions", "Drag &moves, wheel zooms (authors' scheme)"), View, Nothing, "", Mouse},
    {&A::fullScreen, "view.full_screen", QT_TRANSLATE_NOOP("Actions", "F&ull screen"), View, Nothing, "F11",
     Switch, true},

    // --- lanes ---
    {&A::pinLane, "lanes.pin", QT_TRANSLATE_NOOP("Actions", "&Pin lane"), Lanes, Node, "U"},
    {&A::hideLane, "lanes.hide", QT_TRANSLATE_NOOP("Actions", "H&ide lane"), Lanes, Node, "Shift+U"},
    {&A::laneUp, "lanes.up", QT_TRANSLATE_NOOP("Actions", "Move lane u&p"), Lanes, Node, "Alt+Up"},
    {&A::laneDown, "lanes.down", QT_TRANSLATE_NOOP("Actions", "Move lane &down"), Lanes, Node, "Alt+Down"},
    {&A::laneMenu, "lanes.menu", QT_TRANSLATE_NOOP("Actions", "What can be done with the la&ne…"), Lanes,
     Node, "Shift+L"},
    {&A::valuesIn, "lanes.values_in", QT_TRANSLATE_NOOP("Actions", "&Zoom the lane's values in"), Lanes, Node,
     "Shift+W", Plain, true},
    {&A::valuesOut, "lanes.values_out", QT_TRANSLATE_NOOP("Actions", "Zoom the lane's values &out"), Lanes,
     Node, "Shift+X"},
    {&A::valuesAsBefore, "lanes.values_reset", QT_TRANSLATE_NOOP("Actions", "Lane's values as &before"),
     Lanes, Node, "Shift+F"},
    {&A::unusualFirst, "lanes.unusual_first", QT_TRANSLATE_NOOP("Actions", "Most &unusual lanes first"),
     Lanes, Node, "Y", Switch, true},
    {&A::heatStrips, "lanes.heat_strips", QT_TRANSLATE_NOOP("Actions", "All metrics as &heat strips"), Lanes,
     Node, "H", Switch},
    {&A::comparePeers, "lanes.compare", QT_TRANSLATE_NOOP("Actions", "&Compare with the job's other nodes"),
     Lanes, Node, "O", Switch},
    {&A::expected, "lanes.expected", QT_TRANSLATE_NOOP("Actions", "E&xpected values"), Lanes, Node, "I",
     Switch, false, "",
     QT_TRANSLATE_NOOP("Actions", "Show what was expected of each metric beside what was observed")},
    {&A::errorMap, "lanes.errors", QT_TRANSLATE_NOOP("Actions", "Map of the e&rrors"), Lanes, Node, "Shift+H",
     Switch, false, "",
     QT_TRANSLATE_NOOP("Actions", "Show the error of each metric over time as colours, and the experts")},
    {&A::isolate, "lanes.isolate", QT_TRANSLATE_NOOP("Actions", "Only what makes the &case"), Lanes, Node,
     "Shift+I", Switch, false, "",
     QT_TRANSLATE_NOOP(
         "Actions", "Show only the lanes that make up most of the error of the case, or of the selection")},
    {&A::tallerLanes, "lanes.taller", QT_TRANSLATE_NOOP("Actions", "&Taller lanes"), Lanes, Node,
     "Ctrl++; Ctrl+=", Plain, true},
    {&A::lowerLanes, "lanes.lower", QT_TRANSLATE_NOOP("Actions", "Lo&wer lanes"), Lanes, Node, "Ctrl+-"},
    {&A::scaleWhole, "lanes.scale_whole", QT_TRANSLATE_NOOP("Actions", "Scale: &whole time"), Lanes, Nothing,
     "", Scale, true},
    {&A::scaleVisible, "lanes.scale_visible", QT_TRANSLATE_NOOP("Actions", "Scale: what is in &view"), Lanes,
     Nothing, "", Scale},
    {&A::scaleRobust, "lanes.scale_robust", QT_TRANSLATE_NOOP("Actions", "Scale: &robust (middle 98 %)"),
     Lanes, Nothing, "", Scale},
    {&A::scaleShared, "lanes.scale_shared",
     QT_TRANSLATE_NOOP("Actions", "Scale: &shared by lanes of one unit"), Lanes, Nothing, "", Scale},
    {&A::logarithmic, "lanes.logarithmic", QT_TRANSLATE_NOOP("Actions", "&Logarithmic"), Lanes, Nothing, "",
     Switch, false, "", "", "L"},

    // --- help ---
    {&A::keys, "help.keys", QT_TRANSLATE_NOOP("Actions", "&Keys and mouse"), Help, Nothing, "?; F1"},
    {&A::about, "help.about", QT_TRANSLATE_NOOP("Actions", "&About NodeSentry Workbench"), Help, Nothing, ""},
};

constexpr const char* kTitles[]
    = {QT_TRANSLATE_NOOP("Actions", "&Project"), QT_TRANSLATE_NOOP("Actions", "&Edit"),
       QT_TRANSLATE_NOOP("Actions", "&Label"),   QT_TRANSLATE_NOOP("Actions", "&Review"),
       QT_TRANSLATE_NOOP("Actions", "&Go"),      QT_TRANSLATE_NOOP("Actions", "&View"),
       QT_TRANSLATE_NOOP("Actions", "La&nes"),   QT_TRANSLATE_NOOP("Actions", "&Help")};

QString withoutMnemonic(QString text)
{
    // "Save (&S)" as translations into Chinese have it, and "&Save".
    static const QRegularExpression bracketed(u"\\s*\\(&.\\)"_s);
    text.remove(bracketed);
    return text.remove(u'&').remove(u'…');
}

} // namespace

std::span<const ActionSpec> actionTable()
{
    return kTable;
}

QString textOf(const ActionSpec& spec)
{
    const auto text = QCoreApplication::translate("Actions", spec.text);
    return spec.digit >= 0 ? text.arg(spec.digit) : text;
}

QString plainTextOf(const ActionSpec& spec)
{
    return withoutMnemonic(textOf(spec));
}

QString englishNameOf(const ActionSpec& spec)
{
    const auto title = QString::fromUtf8(kTitles[std::size_t(spec.category)]);
    const auto text = QString::fromUtf8(spec.text);
    return withoutMnemonic(title + u": "_s + (spec.digit >= 0 ? text.arg(spec.digit) : text));
}

QString titleOf(ActionCategory category)
{
    return QCoreApplication::translate("Actions", kTitles[std::size_t(category)]);
}

QString plainTitleOf(ActionCategory category)
{
    return withoutMnemonic(titleOf(category));
}

QList<QKeySequence> defaultKeysOf(const ActionSpec& spec, KeyScheme scheme)
{
    const char* keys
        = scheme == KeyScheme::Authors && spec.authorsKeys != nullptr ? spec.authorsKeys : spec.keys;
    return *keys == '\0' ? QList<QKeySequence>()
                         : QKeySequence::listFromString(QLatin1StringView(keys), QKeySequence::PortableText);
}

} // namespace nodesentry::app
