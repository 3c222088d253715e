<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB">
<context>
    <name>LaneAccessible</name>
    <message numerus="yes">
        <source>%n lane(s)</source>
        <translation>
            <numerusform>%n lane</numerusform>
            <numerusform>%n lanes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mark(s) in view</source>
        <translation>
            <numerusform>%n mark in view</numerusform>
            <numerusform>%n marks in view</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelinePlaces</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::app::Labelling</name>
    <message numerus="yes">
        <source>Delete %n label(s)</source>
        <translation>
            <numerusform>Delete %n label</numerusform>
            <numerusform>Delete %n labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) deleted; Ctrl+Z brings them back.</source>
        <translation>
            <numerusform>%n label deleted; Ctrl+Z brings it back.</numerusform>
            <numerusform>%n labels deleted; Ctrl+Z brings them back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stretch(es) left to settle: click the bar of the person who is right, or press a digit.</source>
        <translation>
            <numerusform>%n stretch left to settle: click the bar of the person who is right, or press a digit.</numerusform>
            <numerusform>%n stretches left to settle: click the bar of the person who is right, or press a digit.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::app::LaneHandling</name>
    <message numerus="yes">
        <source>Job %1: band from the 5th to the 95th percentile of %n other nodes.</source>
        <translation>
            <numerusform>Job %1: band from the 5th to the 95th percentile of %n other node.</numerusform>
            <numerusform>Job %1: band from the 5th to the 95th percentile of %n other nodes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Job %1: %n other nodes.</source>
        <translation>
            <numerusform>Job %1: %n other node.</numerusform>
            <numerusform>Job %1: %n other nodes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::app::Reviewing</name>
    <message numerus="yes">
        <source>%n to review %1</source>
        <extracomment>how many suggestions; %1: &quot;on node22&quot; or &quot;on 3 nodes&quot;</extracomment>
        <translation>
            <numerusform>%n to review %1</numerusform>
            <numerusform>%n to review %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %n node(s)</source>
        <translation>
            <numerusform>on %n node</numerusform>
            <numerusform>on %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n suggestion(s) accepted; Ctrl+Z takes all of it back.</source>
        <translation>
            <numerusform>%n suggestion accepted; Ctrl+Z takes it back.</numerusform>
            <numerusform>%n suggestions accepted; Ctrl+Z takes all of it back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stretch(es) are like the label.</source>
        <translation>
            <numerusform>%n stretch is like the label.</numerusform>
            <numerusform>%n stretches are like the label.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The list is empty; %n suggestion(s) wait outside of its filter.</source>
        <translation>
            <numerusform>The list is empty; %n suggestion waits outside of its filter.</numerusform>
            <numerusform>The list is empty; %n suggestions wait outside of its filter.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::app::RunSheet</name>
    <message numerus="yes">
        <source>%n parameter(s) differ from the last run.</source>
        <translation>
            <numerusform>%n parameter differs from the last run.</numerusform>
            <numerusform>%n parameters differ from the last run.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parameter(s) differ from the preset.</source>
        <translation>
            <numerusform>%n parameter differs from the preset.</numerusform>
            <numerusform>%n parameters differ from the preset.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::app::TimelineMenus</name>
    <message numerus="yes">
        <source>%n labels</source>
        <translation>
            <numerusform>%n label</numerusform>
            <numerusform>%n labels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::AssistPanel</name>
    <message numerus="yes">
        <source>%n labelled node(s)</source>
        <translation>
            <numerusform>%n labelled node</numerusform>
            <numerusform>%n labelled nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without %n label(s) from suggestions. With them: F1 %1 (paper&apos;s mode), %2</source>
        <translation>
            <numerusform>Without %n label from suggestions. With it: F1 %1 (paper&apos;s mode), %2</numerusform>
            <numerusform>Without %n labels from suggestions. With them: F1 %1 (paper&apos;s mode), %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::CommandPalette</name>
    <message numerus="yes">
        <source>%n more: type some letters of the name.</source>
        <translation>
            <numerusform>%n more: type some letters of the name.</numerusform>
            <numerusform>%n more: type some letters of the name.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::EvaluationModel</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not counting %n label(s) made from suggestions (%1 samples)</source>
        <translation>
            <numerusform>not counting %n label made from a suggestion (%1 samples)</numerusform>
            <numerusform>not counting %n labels made from suggestions (%1 samples)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ImportDialog</name>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s)</source>
        <translation>
            <numerusform>%n label</numerusform>
            <numerusform>%n labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) rejected</source>
        <translation>
            <numerusform>%n job rejected</numerusform>
            <numerusform>%n jobs rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n gap</numerusform>
            <numerusform>%n gaps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) cannot be read and would be left out:</source>
        <translation>
            <numerusform>%n line cannot be read and would be left out:</numerusform>
            <numerusform>%n lines cannot be read and would be left out:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::JobBand</name>
    <message numerus="yes">
        <source>Nodes: %n</source>
        <translation>
            <numerusform>Nodes: %n</numerusform>
            <numerusform>Nodes: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LabelInspector</name>
    <message numerus="yes">
        <source>%n labels</source>
        <translation>
            <numerusform>%n label</numerusform>
            <numerusform>%n labels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::NodeListModel</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s)</source>
        <translation>
            <numerusform>%n label</numerusform>
            <numerusform>%n labels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::SuggestionDocument</name>
    <message numerus="yes">
        <source>Accept %n suggestion(s)</source>
        <translation>
            <numerusform>Accept %n suggestion</numerusform>
            <numerusform>Accept %n suggestions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n suggestion(s)</source>
        <translation>
            <numerusform>Reject %n suggestion</numerusform>
            <numerusform>Reject %n suggestions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::TrainingPanel</name>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n epoch</numerusform>
            <numerusform>%n epochs</numerusform>
        </translation>
    </message>
</context>
</TS>
