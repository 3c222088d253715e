<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Actions</name>
    <message>
        <source>Label &amp;as</source>
        <translation>Beschriften &amp;als</translation>
    </message>
    <message>
        <source>Time &amp;zone</source>
        <translation>Zeit&amp;zone</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Mouse</source>
        <translation>&amp;Maus</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Bereiche</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projekt</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Label</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>P&amp;rüfen</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>La&amp;nes</source>
        <translation>&amp;Spuren</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>Projekt ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>Projekt &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Ausführen</translation>
    </message>
    <message>
        <source>Run all stages: prepare, cluster, train, detect, evaluate</source>
        <translation>Alle Stufen ausführen: vorbereiten, clustern, trainieren, erkennen, auswerten</translation>
    </message>
    <message>
        <source>Run &amp;with…</source>
        <translation>Ausführen &amp;mit…</translation>
    </message>
    <message>
        <source>Choose methods, parameters, seed, split and device, and run all stages</source>
        <translation>Verfahren, Parameter, Startwert, Aufteilung und Gerät wählen und alle Stufen ausführen</translation>
    </message>
    <message>
        <source>&amp;Learn from new samples</source>
        <translation>Aus neuen Messwerten &amp;lernen</translation>
    </message>
    <message>
        <source>Let the models learn from what was imported since they were made, without making everything anew, and score it</source>
        <translation>Die Modelle aus dem lernen lassen, was seit ihrer Erstellung importiert wurde, ohne alles neu zu machen, und es bewerten</translation>
    </message>
    <message>
        <source>&amp;Cancel run</source>
        <translation>Lauf ab&amp;brechen</translation>
    </message>
    <message>
        <source>R&amp;unning work…</source>
        <translation>&amp;Laufende Arbeit…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Be&amp;enden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Find a &amp;command, node, job or metric…</source>
        <translation>&amp;Befehl, Knoten, Job oder Metrik suchen…</translation>
    </message>
    <message>
        <source>&amp;Go to time, node or job…</source>
        <translation>&amp;Gehe zu Zeit, Knoten oder Job…</translation>
    </message>
    <message>
        <source>Next detection met&amp;hod</source>
        <translation>Nächstes Erkennungsver&amp;fahren</translation>
    </message>
    <message>
        <source>&amp;UTC</source>
        <translation>&amp;UTC</translation>
    </message>
    <message>
        <source>As this &amp;computer</source>
        <translation>Wie dieser &amp;Rechner</translation>
    </message>
    <message>
        <source>&amp;Other zone…</source>
        <translation>&amp;Andere Zone…</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Colours for colour-&amp;blind people</source>
        <translation>Farben für &amp;Farbenblinde</translation>
    </message>
    <message>
        <source>Drag &amp;selects, wheel scrolls</source>
        <translation>Ziehen &amp;wählt aus, Rad blättert</translation>
    </message>
    <message>
        <source>Drag &amp;moves, wheel zooms (authors' scheme)</source>
        <translation>Ziehen &amp;verschiebt, Rad vergrößert (Schema der Autoren)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>Voll&amp;bild</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>&amp;Tasten und Maus</translation>
    </message>
    <message>
        <source>&amp;About NodeSentry Workbench</source>
        <translation>Ü&amp;ber NodeSentry Workbench</translation>
    </message>
    <message>
        <source>To the t&amp;raining</source>
        <translation>Zum T&amp;raining</translation>
    </message>
    <message>
        <source>E&amp;valuate</source>
        <translation>Aus&amp;werten</translation>
    </message>
    <message>
        <source>What the methods are worth, and how models were trained</source>
        <translation>Was die Verfahren taugen und wie Modelle trainiert wurden</translation>
    </message>
    <message>
        <source>Find &amp;node</source>
        <translation>K&amp;noten suchen</translation>
    </message>
    <message>
        <source>Find &amp;metric</source>
        <translation>&amp;Metrik suchen</translation>
    </message>
    <message>
        <source>&amp;Label selection…</source>
        <translation>Auswahl &amp;beschriften…</translation>
    </message>
    <message>
        <source>&amp;Delete label</source>
        <translation>Label &amp;löschen</translation>
    </message>
    <message>
        <source>Label as class %1</source>
        <translation>Als Klasse %1 beschriften</translation>
    </message>
    <message>
        <source>&amp;Begin at the pointer</source>
        <translation>&amp;Anfang am Zeiger</translation>
    </message>
    <message>
        <source>&amp;End at the pointer</source>
        <translation>&amp;Ende am Zeiger</translation>
    </message>
    <message>
        <source>&amp;Type the times…</source>
        <translation>&amp;Zeiten eingeben…</translation>
    </message>
    <message>
        <source>Select the whole &amp;job</source>
        <translation>Den ganzen &amp;Job auswählen</translation>
    </message>
    <message>
        <source>&amp;Split at the pointer</source>
        <translation>Am Zeiger &amp;teilen</translation>
    </message>
    <message>
        <source>&amp;Merge chosen labels</source>
        <translation>Gewählte Labels &amp;verbinden</translation>
    </message>
    <message>
        <source>&amp;How sure…</source>
        <translation>&amp;Wie sicher…</translation>
    </message>
    <message>
        <source>N&amp;ote…</source>
        <translation>N&amp;otiz…</translation>
    </message>
    <message>
        <source>&amp;Classes…</source>
        <translation>&amp;Klassen…</translation>
    </message>
    <message>
        <source>Hide other &amp;people's labels</source>
        <translation>Labels &amp;anderer ausblenden</translation>
    </message>
    <message>
        <source>&amp;Adjudication view</source>
        <translation>Ansicht zum &amp;Abgleich</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>&amp;Annehmen</translation>
    </message>
    <message>
        <source>Accept the suggestion as a label; without one, go to the first</source>
        <translation>Den Vorschlag als Label annehmen; ohne Vorschlag zum ersten gehen</translation>
    </message>
    <message>
        <source>&amp;Reject</source>
        <translation>Ab&amp;lehnen</translation>
    </message>
    <message>
        <source>Reject the suggestion</source>
        <translation>Den Vorschlag ablehnen</translation>
    </message>
    <message>
        <source>Accept all in &amp;view</source>
        <translation>Alle &amp;sichtbaren annehmen</translation>
    </message>
    <message>
        <source>Accept all suggestions above the threshold in view</source>
        <translation>Alle sichtbaren Vorschläge über der Schwelle annehmen</translation>
    </message>
    <message>
        <source>&amp;Next suggestion</source>
        <translation>&amp;Nächster Vorschlag</translation>
    </message>
    <message>
        <source>&amp;Previous suggestion</source>
        <translation>&amp;Voriger Vorschlag</translation>
    </message>
    <message>
        <source>Most &amp;doubtful first</source>
        <translation>Die &amp;zweifelhaftesten zuerst</translation>
    </message>
    <message>
        <source>Find &amp;similar</source>
        <translation>Ä&amp;hnliches suchen</translation>
    </message>
    <message>
        <source>Suggest what is most like the chosen label</source>
        <translation>Vorschlagen, was dem gewählten Label am ähnlichsten ist</translation>
    </message>
    <message>
        <source>Dete&amp;ct</source>
        <translation>&amp;Erkennen</translation>
    </message>
    <message>
        <source>Run the chosen detector where the panel says</source>
        <translation>Das gewählte Verfahren dort ausführen, wo der Bereich es sagt</translation>
    </message>
    <message>
        <source>&amp;Mark as looked at</source>
        <translation>Als angesehen &amp;markieren</translation>
    </message>
    <message>
        <source>Mark the selection, or what is in view, as looked at</source>
        <translation>Die Auswahl oder das Sichtbare als angesehen markieren</translation>
    </message>
    <message>
        <source>Node reviewed, ne&amp;xt node</source>
        <translation>Knoten geprüft, nä&amp;chster Knoten</translation>
    </message>
    <message>
        <source>Pre&amp;vious case</source>
        <translation>&amp;Voriger Fall</translation>
    </message>
    <message>
        <source>Ne&amp;xt case</source>
        <translation>N&amp;ächster Fall</translation>
    </message>
    <message>
        <source>Previous &amp;label</source>
        <translation>Voriges &amp;Label</translation>
    </message>
    <message>
        <source>Next la&amp;bel</source>
        <translation>Nächstes La&amp;bel</translation>
    </message>
    <message>
        <source>&amp;Previous view</source>
        <translation>&amp;Vorige Ansicht</translation>
    </message>
    <message>
        <source>N&amp;ext view</source>
        <translation>N&amp;ächste Ansicht</translation>
    </message>
    <message>
        <source>To the &amp;nodes</source>
        <translation>Zu den K&amp;noten</translation>
    </message>
    <message>
        <source>To the &amp;cases</source>
        <translation>Zu den &amp;Fällen</translation>
    </message>
    <message>
        <source>To the l&amp;ist of labels</source>
        <translation>Zur L&amp;iste der Labels</translation>
    </message>
    <message>
        <source>To the chosen la&amp;bel's panel</source>
        <translation>Zum Bereich des gewählten La&amp;bels</translation>
    </message>
    <message>
        <source>To the &amp;suggestions</source>
        <translation>Zu den &amp;Vorschlägen</translation>
    </message>
    <message>
        <source>To the &amp;metrics</source>
        <translation>Zu den &amp;Metriken</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Vergrößern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Move to ea&amp;rlier times</source>
        <translation>Zu &amp;früheren Zeiten</translation>
    </message>
    <message>
        <source>Move to la&amp;ter times</source>
        <translation>Zu &amp;späteren Zeiten</translation>
    </message>
    <message>
        <source>&amp;Fit selection or everything</source>
        <translation>Auswahl oder alles ein&amp;passen</translation>
    </message>
    <message>
        <source>Crosshair to earlier times</source>
        <translation>Fadenkreuz zu früheren Zeiten</translation>
    </message>
    <message>
        <source>Crosshair to later times</source>
        <translation>Fadenkreuz zu späteren Zeiten</translation>
    </message>
    <message>
        <source>Fix a cur&amp;sor (A, then B)</source>
        <translation>Mar&amp;ke setzen (A, dann B)</translation>
    </message>
    <message>
        <source>&amp;Clear selection</source>
        <translation>Auswahl auf&amp;heben</translation>
    </message>
    <message>
        <source>What can be done with the &amp;job…</source>
        <translation>Was mit dem &amp;Job möglich ist…</translation>
    </message>
    <message>
        <source>&amp;Pin lane</source>
        <translation>Spur an&amp;heften</translation>
    </message>
    <message>
        <source>H&amp;ide lane</source>
        <translation>Spur aus&amp;blenden</translation>
    </message>
    <message>
        <source>Move lane u&amp;p</source>
        <translation>Spur nach &amp;oben</translation>
    </message>
    <message>
        <source>Move lane &amp;down</source>
        <translation>Spur nach &amp;unten</translation>
    </message>
    <message>
        <source>What can be done with the la&amp;ne…</source>
        <translation>Was mit der Sp&amp;ur möglich ist…</translation>
    </message>
    <message>
        <source>&amp;Zoom the lane's values in</source>
        <translation>&amp;Werte der Spur vergrößern</translation>
    </message>
    <message>
        <source>Zoom the lane's values &amp;out</source>
        <translation>Werte der Spur ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Lane's values as &amp;before</source>
        <translation>Werte der Spur wie &amp;zuvor</translation>
    </message>
    <message>
        <source>Most &amp;unusual lanes first</source>
        <translation>Ungewöhnlichste Spuren zu&amp;erst</translation>
    </message>
    <message>
        <source>All metrics as &amp;heat strips</source>
        <translation>Alle Metriken als Farb&amp;streifen</translation>
    </message>
    <message>
        <source>&amp;Compare with the job's other nodes</source>
        <translation>Mit den anderen Knoten des Jobs &amp;vergleichen</translation>
    </message>
    <message>
        <source>E&amp;xpected values</source>
        <translation>E&amp;rwartete Werte</translation>
    </message>
    <message>
        <source>Show what was expected of each metric beside what was observed</source>
        <translation>Neben dem Gemessenen zeigen, was für jede Metrik erwartet war</translation>
    </message>
    <message>
        <source>Map of the e&amp;rrors</source>
        <translation>Karte der &amp;Fehler</translation>
    </message>
    <message>
        <source>Show the error of each metric over time as colours, and the experts</source>
        <translation>Den Fehler jeder Metrik über der Zeit als Farben zeigen, und die Experten</translation>
    </message>
    <message>
        <source>Only what makes the &amp;case</source>
        <translation>Nur was den &amp;Fall ausmacht</translation>
    </message>
    <message>
        <source>Show only the lanes that make up most of the error of the case, or of the selection</source>
        <translation>Nur die Spuren zeigen, die den größten Teil des Fehlers des Falls oder der Auswahl ausmachen</translation>
    </message>
    <message>
        <source>&amp;Taller lanes</source>
        <translation>&amp;Höhere Spuren</translation>
    </message>
    <message>
        <source>Lo&amp;wer lanes</source>
        <translation>&amp;Niedrigere Spuren</translation>
    </message>
    <message>
        <source>Scale: &amp;whole time</source>
        <translation>Skala: &amp;ganze Zeit</translation>
    </message>
    <message>
        <source>Scale: what is in &amp;view</source>
        <translation>Skala: was &amp;sichtbar ist</translation>
    </message>
    <message>
        <source>Scale: &amp;robust (middle 98 %)</source>
        <translation>Skala: &amp;robust (mittlere 98 %)</translation>
    </message>
    <message>
        <source>Scale: &amp;shared by lanes of one unit</source>
        <translation>Skala: &amp;gemeinsam für Spuren einer Einheit</translation>
    </message>
    <message>
        <source>&amp;Logarithmic</source>
        <translation>&amp;Logarithmisch</translation>
    </message>
    <message>
        <source>A node's metrics over time, suggestions and labels</source>
        <translation>Metriken eines Knotens über der Zeit, Vorschläge und Labels</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>Add monitoring data, jobs and labels to the open project, or make one of them</source>
        <translation>Messdaten, Jobs und Labels zum offenen Projekt hinzufügen, oder eines daraus machen</translation>
    </message>
    <message>
        <source>&amp;Export labels…</source>
        <translation>Labels &amp;exportieren…</translation>
    </message>
    <message>
        <source>Write all labels of the project as a table that can be imported again</source>
        <translation>Alle Labels des Projekts als Tabelle schreiben, die sich wieder importieren lässt</translation>
    </message>
    <message>
        <source>Export c&amp;ases…</source>
        <translation>&amp;Fälle exportieren…</translation>
    </message>
    <message>
        <source>Write the cases of the present method as a table</source>
        <translation>Die Fälle des jetzigen Verfahrens als Tabelle schreiben</translation>
    </message>
    <message>
        <source>Export &amp;scores…</source>
        <translation>&amp;Werte exportieren…</translation>
    </message>
    <message>
        <source>Write the scores of the present method as a table, a line a sample</source>
        <translation>Die Werte des jetzigen Verfahrens als Tabelle schreiben, eine Zeile je Messwert</translation>
    </message>
    <message>
        <source>Save as a p&amp;icture…</source>
        <translation>Als &amp;Bild speichern…</translation>
    </message>
    <message>
        <source>Write what is seen, without the docks, as PNG, SVG or PDF</source>
        <translation>Was zu sehen ist, ohne die Bereiche, als PNG, SVG oder PDF schreiben</translation>
    </message>
</context>
<context>
    <name>Appearance</name>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Zone of the cluster, e.g. Europe/Berlin:</source>
        <translation>Zone des Clusters, z. B. Europe/Berlin:</translation>
    </message>
    <message>
        <source>“%1” is not a time zone.</source>
        <translation>„%1“ ist keine Zeitzone.</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Shows a NodeSentry project: metrics, jobs, anomaly scores, detected cases, labels and evaluation.</source>
        <translation>Zeigt ein NodeSentry-Projekt: Metriken, Jobs, Anomaliewerte, erkannte Fälle, Labels und Auswertung.</translation>
    </message>
    <message>
        <source>Open projects for reading only: nothing in them is changed.</source>
        <translation>Projekte nur zum Lesen öffnen: nichts darin wird geändert.</translation>
    </message>
    <message>
        <source>Project folder (NAME.nsproj) to open.</source>
        <translation>Projektordner (NAME.nsproj), der geöffnet wird.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>A value is outside what is allowed.</source>
        <translation>Ein Wert liegt außerhalb des Erlaubten.</translation>
    </message>
    <message>
        <source>Something that was asked for does not exist.</source>
        <translation>Etwas, das verlangt wurde, gibt es nicht.</translation>
    </message>
    <message>
        <source>Something of that name exists already.</source>
        <translation>Etwas mit diesem Namen gibt es schon.</translation>
    </message>
    <message>
        <source>A file could not be understood.</source>
        <translation>Eine Datei war nicht zu verstehen.</translation>
    </message>
    <message>
        <source>The data contradict each other.</source>
        <translation>Die Daten widersprechen einander.</translation>
    </message>
    <message>
        <source>A file could not be read or written.</source>
        <translation>Eine Datei war nicht zu lesen oder zu schreiben.</translation>
    </message>
    <message>
        <source>A file of the project is damaged.</source>
        <translation>Eine Datei des Projekts ist beschädigt.</translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation>Das Projekt ist nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>This is not possible with this version of the program.</source>
        <translation>Das ist mit dieser Version des Programms nicht möglich.</translation>
    </message>
    <message>
        <source>%1, line %2, column %3</source>
        <translation>%1, Zeile %2, Spalte %3</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
</context>
<context>
    <name>EvaluateRoom</name>
    <message>
        <source>Evaluation and training</source>
        <translation>Auswertung und Training</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
</context>
<context>
    <name>Expectations</name>
    <message>
        <source>dashed: expected</source>
        <translation>gestrichelt: erwartet</translation>
    </message>
    <message>
        <source>method expects no values</source>
        <translation>Verfahren erwartet keine Werte</translation>
    </message>
    <message>
        <source>another metric stands for it</source>
        <translation>eine andere Metrik steht dafür</translation>
    </message>
    <message>
        <source>constant in training</source>
        <translation>im Training konstant</translation>
    </message>
    <message>
        <source>drifts in training</source>
        <translation>driftet im Training</translation>
    </message>
    <message>
        <source>not measured in training</source>
        <translation>im Training nicht gemessen</translation>
    </message>
    <message>
        <source>newer than the scores</source>
        <translation>neuer als die Werte</translation>
    </message>
    <message>
        <source>Dashed: what was expected. Tinted: how far it is from what was observed.</source>
        <translation>Gestrichelt: was erwartet war. Getönt: wie weit das Gemessene davon entfernt ist.</translation>
    </message>
    <message>
        <source>The method scores this metric without expecting values of it.</source>
        <translation>Das Verfahren bewertet diese Metrik, ohne Werte von ihr zu erwarten.</translation>
    </message>
    <message>
        <source>Nothing was expected of it: another metric that moves alike stands for it.</source>
        <translation>Von ihr war nichts erwartet: eine andere Metrik, die sich gleich bewegt, steht für sie.</translation>
    </message>
    <message>
        <source>Nothing was expected of it: it never changed in the node's training range.</source>
        <translation>Von ihr war nichts erwartet: sie änderte sich in der Trainingszeit des Knotens nie.</translation>
    </message>
    <message>
        <source>Nothing was expected of it: it has no normal level in the node's training range.</source>
        <translation>Von ihr war nichts erwartet: sie hat in der Trainingszeit des Knotens keine normale Höhe.</translation>
    </message>
    <message>
        <source>Nothing was expected of it: no node had values of it in training.</source>
        <translation>Von ihr war nichts erwartet: kein Knoten hatte im Training Werte von ihr.</translation>
    </message>
    <message>
        <source>Nothing was expected of it: it was imported after the scores were made.</source>
        <translation>Von ihr war nichts erwartet: sie wurde importiert, nachdem die Werte entstanden.</translation>
    </message>
    <message>
        <source>Nothing was expected of it: %1, which moves alike, stands for it.</source>
        <translation>Von ihr war nichts erwartet: %1, die sich gleich bewegt, steht für sie.</translation>
    </message>
    <message>
        <source>expected: loading…</source>
        <translation>erwartet: wird geladen…</translation>
    </message>
    <message>
        <source>What was expected is being computed.</source>
        <translation>Was erwartet war, wird berechnet.</translation>
    </message>
    <message>
        <source>expected: not known</source>
        <translation>erwartet: unbekannt</translation>
    </message>
    <message>
        <source>What was expected is not known.</source>
        <translation>Was erwartet war, ist unbekannt.</translation>
    </message>
</context>
<context>
    <name>Gestures</name>
    <message>
        <source>wheel</source>
        <translation>Rad</translation>
    </message>
    <message>
        <source>Space + drag</source>
        <translation>Leertaste + Ziehen</translation>
    </message>
    <message>
        <source>double-click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>drag with the middle button</source>
        <translation>mit der mittleren Taste ziehen</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>ziehen</translation>
    </message>
    <message>
        <source>middle click</source>
        <translation>mittlere Taste</translation>
    </message>
    <message>
        <source>right click</source>
        <translation>rechte Taste</translation>
    </message>
    <message>
        <source>click</source>
        <translation>Klick</translation>
    </message>
    <message>
        <source>choose the label there; with Ctrl several</source>
        <translation>das Label dort wählen; mit Strg mehrere</translation>
    </message>
    <message>
        <source>select a stretch of time</source>
        <translation>ein Zeitstück auswählen</translation>
    </message>
    <message>
        <source>move in time</source>
        <translation>in der Zeit bewegen</translation>
    </message>
    <message>
        <source>zoom to the dragged box</source>
        <translation>auf das gezogene Rechteck vergrößern</translation>
    </message>
    <message>
        <source>scroll the lanes</source>
        <translation>durch die Spuren blättern</translation>
    </message>
    <message>
        <source>zoom time at the pointer</source>
        <translation>Zeit am Zeiger vergrößern</translation>
    </message>
    <message>
        <source>zoom the lane's values</source>
        <translation>Werte der Spur vergrößern</translation>
    </message>
    <message>
        <source>previous view; on a job: show the job</source>
        <translation>vorige Ansicht; auf einem Job: den Job zeigen</translation>
    </message>
    <message>
        <source>what can be done there</source>
        <translation>was dort möglich ist</translation>
    </message>
    <message>
        <source>begin a label; again: end it</source>
        <translation>ein Label beginnen; noch einmal: es beenden</translation>
    </message>
    <message>
        <source>begin to take labels away; again: end it</source>
        <translation>beginnen, Labels wegzunehmen; noch einmal: es beenden</translation>
    </message>
</context>
<context>
    <name>HelpTexts</name>
    <message>
        <source>Arrows up and down</source>
        <translation>Pfeile nach oben und unten</translation>
    </message>
    <message>
        <source>choose a lane</source>
        <translation>eine Spur wählen</translation>
    </message>
    <message>
        <source>Arrows left and right</source>
        <translation>Pfeile nach links und rechts</translation>
    </message>
    <message>
        <source>move in time</source>
        <translation>in der Zeit bewegen</translation>
    </message>
    <message>
        <source>Page Up, Page Down</source>
        <translation>Bild auf, Bild ab</translation>
    </message>
    <message>
        <source>scroll the lanes</source>
        <translation>durch die Spuren blättern</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Pos1, Ende</translation>
    </message>
    <message>
        <source>first and last times</source>
        <translation>erste und letzte Zeiten</translation>
    </message>
    <message>
        <source>Escape, while dragging</source>
        <translation>Escape beim Ziehen</translation>
    </message>
    <message>
        <source>as it was before</source>
        <translation>wie es zuvor war</translation>
    </message>
    <message>
        <source>Shift, while dragging</source>
        <translation>Umschalt beim Ziehen</translation>
    </message>
    <message>
        <source>edges do not snap to samples and job borders</source>
        <translation>Ränder rasten nicht an Messwerten und Jobgrenzen ein</translation>
    </message>
    <message>
        <source>Drag a label's edge</source>
        <translation>Den Rand eines Labels ziehen</translation>
    </message>
    <message>
        <source>begin or end it there</source>
        <translation>es dort beginnen oder enden lassen</translation>
    </message>
    <message>
        <source>Drag a lane's name, its lower edge</source>
        <translation>Den Namen einer Spur, ihren unteren Rand ziehen</translation>
    </message>
    <message>
        <source>move the lane, change its height</source>
        <translation>die Spur verschieben, ihre Höhe ändern</translation>
    </message>
    <message>
        <source>Double-click on a lane's name, its lower edge</source>
        <translation>Doppelklick auf den Namen einer Spur, ihren unteren Rand</translation>
    </message>
    <message>
        <source>scale, height as in the other lanes</source>
        <translation>Skala, Höhe wie in den anderen Spuren</translation>
    </message>
    <message>
        <source>Right button on a lane's name, on a job</source>
        <translation>Rechte Taste auf den Namen einer Spur, auf einen Job</translation>
    </message>
    <message>
        <source>what can be done with it</source>
        <translation>was damit möglich ist</translation>
    </message>
    <message>
        <source>Tab, Shift + Tab</source>
        <translation>Tab, Umschalt + Tab</translation>
    </message>
    <message>
        <source>to the next list or field, and back</source>
        <translation>zur nächsten Liste oder zum nächsten Feld, und zurück</translation>
    </message>
    <message>
        <source>Enter in a list</source>
        <translation>Eingabe in einer Liste</translation>
    </message>
    <message>
        <source>show the row in the timeline</source>
        <translation>die Zeile in der Zeitleiste zeigen</translation>
    </message>
    <message>
        <source>Menu key, Shift + F10</source>
        <translation>Menütaste, Umschalt + F10</translation>
    </message>
    <message>
        <source>what can be done with the chosen lane</source>
        <translation>was mit der gewählten Spur möglich ist</translation>
    </message>
    <message>
        <source>&lt;h3&gt;NodeSentry Workbench %1&lt;/h3&gt;&lt;p&gt;Finds, shows and labels anomalies in the compute nodes of HPC systems.&lt;/p&gt;&lt;p&gt;The method follows “Effective Node-Level Anomaly Detection in HPC Systems via Coarse-Grained Clustering and Fine-Grained Model Sharing” (NodeSentry, SC '25).&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later. Uses Qt %2.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;NodeSentry Workbench %1&lt;/h3&gt;&lt;p&gt;Findet, zeigt und beschriftet Anomalien in den Rechenknoten von HPC-Systemen.&lt;/p&gt;&lt;p&gt;Das Verfahren folgt „Effective Node-Level Anomaly Detection in HPC Systems via Coarse-Grained Clustering and Fine-Grained Model Sharing“ (NodeSentry, SC '25).&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder später. Benutzt Qt %2.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>LabelRoom</name>
    <message>
        <source>No metric is shown. Tick some in the panel “Metrics”.</source>
        <translation>Keine Metrik wird gezeigt. Wählen Sie welche im Bereich „Metriken“.</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Node %1</source>
        <translation>Knoten %1</translation>
    </message>
    <message>
        <source>Reading samples</source>
        <translation>Das Lesen der Messwerte</translation>
    </message>
    <message>
        <source>selected %1</source>
        <translation>ausgewählt %1</translation>
    </message>
    <message>
        <source>in view %1</source>
        <translation>sichtbar %1</translation>
    </message>
    <message>
        <source>The project has no samples of node %1.</source>
        <translation>Das Projekt hat keine Messwerte des Knotens %1.</translation>
    </message>
</context>
<context>
    <name>LaneAccessible</name>
    <message>
        <source>Nothing is shown.</source>
        <translation>Nichts wird gezeigt.</translation>
    </message>
    <message numerus="yes">
        <source>%n lane(s)</source>
        <translation>
            <numerusform>%n Spur</numerusform>
            <numerusform>%n Spuren</numerusform>
        </translation>
    </message>
    <message>
        <source>In view: %1</source>
        <translation>Sichtbar: %1</translation>
    </message>
    <message>
        <source>Crosshair at %1</source>
        <translation>Fadenkreuz bei %1</translation>
    </message>
    <message>
        <source>Selected: %1</source>
        <translation>Ausgewählt: %1</translation>
    </message>
    <message>
        <source>No labels or suggestions in view</source>
        <translation>Keine Labels oder Vorschläge sichtbar</translation>
    </message>
    <message numerus="yes">
        <source>%n mark(s) in view</source>
        <translation>
            <numerusform>%n Markierung sichtbar</numerusform>
            <numerusform>%n Markierungen sichtbar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LaneArrangement</name>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Most unusual first</source>
        <translation>Ungewöhnlichste zuerst</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>NodeSentry Workbench</source>
        <translation>NodeSentry Workbench</translation>
    </message>
</context>
<context>
    <name>NodeLists</name>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Filter nodes</source>
        <translation>Knoten filtern</translation>
    </message>
    <message>
        <source>No nodes yet.</source>
        <translation>Noch keine Knoten.</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Filter cases</source>
        <translation>Fälle filtern</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Filter labels</source>
        <translation>Labels filtern</translation>
    </message>
    <message>
        <source>The method “%1” found nothing conspicuous.</source>
        <translation>Das Verfahren „%1“ fand nichts Auffälliges.</translation>
    </message>
    <message>
        <source>Nothing has been scored yet. Press Run (F5), or in a terminal:

nodesentry run %1</source>
        <translation>Noch ist nichts bewertet. Drücken Sie Ausführen (F5), oder in einem Terminal:

nodesentry run %1</translation>
    </message>
    <message>
        <source>No labels yet. Drag over a stretch of time and press a digit for the class, or import labels:

nodesentry label import %1 labels.csv</source>
        <translation>Noch keine Labels. Ziehen Sie über ein Zeitstück und drücken Sie eine Ziffer für die Klasse, oder importieren Sie Labels:

nodesentry label import %1 labels.csv</translation>
    </message>
</context>
<context>
    <name>NodeMarks</name>
    <message>
        <source>Case: score %1
%2 (%3)</source>
        <translation>Fall: Wert %1
%2 (%3)</translation>
    </message>
</context>
<context>
    <name>Project</name>
    <message>
        <source>The project was opened for reading only, as was asked for: labels and runs are switched off.</source>
        <translation>Das Projekt wurde wie verlangt nur zum Lesen geöffnet: Labels und Läufe sind abgeschaltet.</translation>
    </message>
    <message>
        <source>Another program is using this project, so it is open for reading only: labels and runs are switched off.</source>
        <translation>Ein anderes Programm benutzt dieses Projekt, darum ist es nur zum Lesen offen: Labels und Läufe sind abgeschaltet.</translation>
    </message>
    <message>
        <source>The project cannot be locked, so it is open for reading only: labels and runs are switched off. %1</source>
        <translation>Das Projekt lässt sich nicht sperren, darum ist es nur zum Lesen offen: Labels und Läufe sind abgeschaltet. %1</translation>
    </message>
    <message>
        <source>This project may not be written to, so it is open for reading only: labels and runs are switched off. What is shown is its state when it was opened.</source>
        <translation>In dieses Projekt darf nicht geschrieben werden, darum ist es nur zum Lesen offen: Labels und Läufe sind abgeschaltet. Gezeigt wird sein Stand, als es geöffnet wurde.</translation>
    </message>
    <message>
        <source>NodeSentry Workbench</source>
        <translation>NodeSentry Workbench</translation>
    </message>
    <message>
        <source>%1 (read only) — %2</source>
        <translation>%1 (nur lesen) — %2</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
</context>
<context>
    <name>QDockWidget</name>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
</context>
<context>
    <name>ReasonText</name>
    <message>
        <source>close it there, or open it for reading only</source>
        <translation>schließen Sie es dort, oder öffnen Sie es nur zum Lesen</translation>
    </message>
    <message>
        <source>the project is in use by another program</source>
        <translation>das Projekt wird von einem anderen Programm benutzt</translation>
    </message>
    <message>
        <source>the project is being written to by somebody else</source>
        <translation>in das Projekt schreibt gerade jemand anderes</translation>
    </message>
    <message>
        <source>try again when they have closed it</source>
        <translation>versuchen Sie es erneut, wenn es geschlossen ist</translation>
    </message>
    <message>
        <source>the project '%1' is open for reading only</source>
        <translation>das Projekt '%1' ist nur zum Lesen geöffnet</translation>
    </message>
    <message>
        <source>close it there</source>
        <translation>schließen Sie es dort</translation>
    </message>
    <message>
        <source>the project '%1' is open for reading only: %2</source>
        <translation>das Projekt '%1' ist nur zum Lesen geöffnet: %2</translation>
    </message>
    <message>
        <source>cannot write to the project: %1</source>
        <translation>in das Projekt lässt sich nicht schreiben: %1</translation>
    </message>
    <message>
        <source>check the permissions of the folder, or open it for reading only</source>
        <translation>prüfen Sie die Rechte des Ordners, oder öffnen Sie es nur zum Lesen</translation>
    </message>
    <message>
        <source>the disk does not lock files (%1), so two programs could write to the project at once</source>
        <translation>der Datenträger sperrt keine Dateien (%1), also könnten zwei Programme zugleich in das Projekt schreiben</translation>
    </message>
    <message>
        <source>put the project on a disk with locks (Lustre: mounted with -o flock; NFS: with a lock service), or open it for reading only</source>
        <translation>legen Sie das Projekt auf einen Datenträger mit Sperren (Lustre: mit -o flock eingehängt; NFS: mit Sperrdienst), oder öffnen Sie es nur zum Lesen</translation>
    </message>
    <message>
        <source>the project was not closed, and the changes that wait in project.db-wal cannot be read where nothing may be written</source>
        <translation>das Projekt wurde nicht geschlossen, und die Änderungen, die in project.db-wal warten, sind nicht zu lesen, wo nichts geschrieben werden darf</translation>
    </message>
    <message>
        <source>copy the folder to a place where you may write and open the copy; or let whoever has the project open close it</source>
        <translation>kopieren Sie den Ordner dorthin, wo Sie schreiben dürfen, und öffnen Sie die Kopie; oder lassen Sie es dort schließen, wo es offen ist</translation>
    </message>
    <message>
        <source>the project was written by an older version and needs to be upgraded</source>
        <translation>das Projekt stammt von einer älteren Version und muss umgestellt werden</translation>
    </message>
    <message>
        <source>of a project that you may not write to, open a copy</source>
        <translation>von einem Projekt, in das Sie nicht schreiben dürfen, öffnen Sie eine Kopie</translation>
    </message>
    <message>
        <source>the project has schema version %1, this program knows versions up to %2</source>
        <translation>das Projekt hat die Schemaversion %1, dieses Programm kennt Versionen bis %2</translation>
    </message>
    <message>
        <source>open it with a newer NodeSentry Workbench</source>
        <translation>öffnen Sie es mit einer neueren NodeSentry Workbench</translation>
    </message>
    <message>
        <source>'%1' is not a project: it has no project.db</source>
        <translation>'%1' ist kein Projekt: project.db fehlt</translation>
    </message>
    <message>
        <source>the project '%1' was deleted, moved or replaced while it was open: nothing can be saved in it any more</source>
        <translation>das Projekt '%1' wurde gelöscht, verschoben oder ersetzt, während es offen war: nichts lässt sich mehr darin speichern</translation>
    </message>
    <message>
        <source>close it; put the folder back or open it where it is now, and make the last change again</source>
        <translation>schließen Sie es; legen Sie den Ordner zurück oder öffnen Sie ihn, wo er jetzt ist, und machen Sie die letzte Änderung noch einmal</translation>
    </message>
    <message>
        <source>the path of the project has %1 bytes, %2 can be used</source>
        <translation>der Pfad des Projekts hat %1 Bytes, %2 sind möglich</translation>
    </message>
    <message>
        <source>put the project into a folder with a shorter path</source>
        <translation>legen Sie das Projekt in einen Ordner mit kürzerem Pfad</translation>
    </message>
    <message>
        <source>the project's database is empty: what it held is lost</source>
        <translation>die Datenbank des Projekts ist leer: was sie enthielt, ist verloren</translation>
    </message>
    <message>
        <source>restore project.db from a backup, and keep a synchronising program from spreading the empty file; where nothing was ever imported, remove the folder and import again</source>
        <translation>stellen Sie project.db aus einer Sicherung wieder her, und hindern Sie ein Abgleichprogramm daran, die leere Datei zu verbreiten; wo nie etwas importiert wurde, entfernen Sie den Ordner und importieren erneut</translation>
    </message>
    <message>
        <source>the project's database holds no project: what it held is lost</source>
        <translation>die Datenbank enthält kein Projekt: was sie enthielt, ist verloren</translation>
    </message>
    <message>
        <source>restore project.db from a backup; where nothing was ever imported, remove the folder and import again</source>
        <translation>stellen Sie project.db aus einer Sicherung wieder her; wo nie etwas importiert wurde, entfernen Sie den Ordner und importieren erneut</translation>
    </message>
    <message>
        <source>this SQLite file is not the database of a NodeSentry project</source>
        <translation>diese SQLite-Datei ist nicht die Datenbank eines NodeSentry-Projekts</translation>
    </message>
    <message>
        <source>restore project.db from a backup</source>
        <translation>stellen Sie project.db aus einer Sicherung wieder her</translation>
    </message>
    <message>
        <source>the project database is damaged: %1</source>
        <translation>die Datenbank des Projekts ist beschädigt: %1</translation>
    </message>
    <message>
        <source>another program holds the project database: %1</source>
        <translation>ein anderes Programm hält die Datenbank des Projekts: %1</translation>
    </message>
    <message>
        <source>try again when it has finished</source>
        <translation>versuchen Sie es erneut, wenn es fertig ist</translation>
    </message>
    <message>
        <source>the project's parameters cannot be read</source>
        <translation>die Parameter des Projekts sind nicht zu lesen</translation>
    </message>
    <message>
        <source>there is no room left on the disk for '%1'</source>
        <translation>auf dem Datenträger ist kein Platz mehr für '%1'</translation>
    </message>
    <message>
        <source>cannot write '%1': %2</source>
        <translation>'%1' lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>check that the folder is there and that you may write to it</source>
        <translation>prüfen Sie, dass es den Ordner gibt und Sie hineinschreiben dürfen</translation>
    </message>
    <message>
        <source>the file is damaged: %1</source>
        <translation>die Datei ist beschädigt: %1</translation>
    </message>
    <message>
        <source>restore it from a backup, or make it again from its sources</source>
        <translation>stellen Sie sie aus einer Sicherung wieder her, oder machen Sie sie aus ihren Quellen neu</translation>
    </message>
    <message>
        <source>the file is of version %2 of '%1', this program reads up to %3</source>
        <translation>die Datei hat Version %2 von '%1', dieses Programm liest bis %3</translation>
    </message>
    <message>
        <source>open it with a newer version of this program</source>
        <translation>öffnen Sie sie mit einer neueren Version dieses Programms</translation>
    </message>
    <message>
        <source>'%1' holds no samples yet</source>
        <translation>'%1' enthält noch keine Messwerte</translation>
    </message>
    <message>
        <source>the stored samples are damaged: %1</source>
        <translation>die gespeicherten Messwerte sind beschädigt: %1</translation>
    </message>
    <message>
        <source>copy project folders as a whole, or restore the file from a backup</source>
        <translation>kopieren Sie Projektordner als Ganzes, oder stellen Sie die Datei aus einer Sicherung wieder her</translation>
    </message>
    <message>
        <source>these samples were stored by an older version of this program (version %1 of '%2', this one reads %3)</source>
        <translation>diese Messwerte stammen von einer älteren Version dieses Programms (Version %1 von '%2', diese liest %3)</translation>
    </message>
    <message>
        <source>the project has no samples of node '%1'</source>
        <translation>das Projekt hat keine Messwerte des Knotens '%1'</translation>
    </message>
    <message>
        <source>job '%1' is damaged in the project database</source>
        <translation>Job '%1' ist in der Datenbank des Projekts beschädigt</translation>
    </message>
    <message>
        <source>label %1 is damaged in the project database</source>
        <translation>Label %1 ist in der Datenbank des Projekts beschädigt</translation>
    </message>
    <message>
        <source>suggestion %1 is damaged in the project database</source>
        <translation>Vorschlag %1 ist in der Datenbank des Projekts beschädigt</translation>
    </message>
    <message>
        <source>case %1 of method '%2' is damaged in the project database</source>
        <translation>Fall %1 des Verfahrens '%2' ist in der Datenbank des Projekts beschädigt</translation>
    </message>
    <message>
        <source>the samples have not been prepared</source>
        <translation>die Messwerte sind nicht vorbereitet</translation>
    </message>
    <message>
        <source>there are no clusters yet</source>
        <translation>es gibt noch keine Cluster</translation>
    </message>
    <message>
        <source>there are no trained models of the present data and parameters</source>
        <translation>es gibt keine trainierten Modelle zu den jetzigen Daten und Parametern</translation>
    </message>
    <message>
        <source>nothing has been detected yet</source>
        <translation>noch wurde nichts erkannt</translation>
    </message>
    <message>
        <source>there are no scores of method '%1'</source>
        <translation>es gibt keine Werte des Verfahrens '%1'</translation>
    </message>
    <message>
        <source>there are no scores of method '%1' for node '%2'</source>
        <translation>es gibt keine Werte des Verfahrens '%1' für den Knoten '%2'</translation>
    </message>
    <message>
        <source>the scores of '%1' are older than what they are computed from</source>
        <translation>die Werte von '%1' sind älter als das, woraus sie berechnet werden</translation>
    </message>
    <message>
        <source>the scores of '%1' do not fit how node '%2' is prepared</source>
        <translation>die Werte von '%1' passen nicht dazu, wie der Knoten '%2' vorbereitet ist</translation>
    </message>
    <message>
        <source>the stored scores are damaged: %1</source>
        <translation>die gespeicherten Werte sind beschädigt: %1</translation>
    </message>
    <message>
        <source>remove the file first: scores can be computed anew</source>
        <translation>entfernen Sie erst die Datei: Werte lassen sich neu berechnen</translation>
    </message>
    <message>
        <source>what '%1' says of each metric was not stored</source>
        <translation>was '%1' von jeder Metrik sagt, wurde nicht gespeichert</translation>
    </message>
    <message>
        <source>set the parameter detect.store_details to on and detect again</source>
        <translation>setzen Sie den Parameter detect.store_details auf on und erkennen Sie erneut</translation>
    </message>
    <message>
        <source>the method '%1' does not say which metrics its scores are made of</source>
        <translation>das Verfahren '%1' sagt nicht, aus welchen Metriken seine Werte bestehen</translation>
    </message>
    <message>
        <source>choose another one, such as nodesentry</source>
        <translation>wählen Sie ein anderes, etwa nodesentry</translation>
    </message>
    <message>
        <source>the stored result of the stage '%1' is damaged: %2</source>
        <translation>das gespeicherte Ergebnis der Stufe '%1' ist beschädigt: %2</translation>
    </message>
    <message>
        <source>the stored result of the stage '%1' was made by a newer version of this program</source>
        <translation>das gespeicherte Ergebnis der Stufe '%1' stammt von einer neueren Version dieses Programms</translation>
    </message>
    <message>
        <source>open the project with that version</source>
        <translation>öffnen Sie das Projekt mit jener Version</translation>
    </message>
    <message>
        <source>the stored features belong to other segments</source>
        <translation>die gespeicherten Merkmale gehören zu anderen Segmenten</translation>
    </message>
    <message>
        <source>the clusters belong to other segments</source>
        <translation>die Cluster gehören zu anderen Segmenten</translation>
    </message>
    <message>
        <source>the training range of node '%1' has changed since the models were made: segment %2 is no more</source>
        <translation>die Trainingszeit des Knotens '%1' hat sich geändert, seit die Modelle entstanden: Segment %2 gibt es nicht mehr</translation>
    </message>
    <message>
        <source>no segment lies in the training range</source>
        <translation>in der Trainingszeit liegt kein Segment</translation>
    </message>
    <message>
        <source>give more of the time to training, or raise the parameter cluster.training_share</source>
        <translation>geben Sie dem Training mehr Zeit, oder erhöhen Sie den Parameter cluster.training_share</translation>
    </message>
    <message>
        <source>the project's evaluation is damaged</source>
        <translation>die Auswertung des Projekts ist beschädigt</translation>
    </message>
    <message>
        <source>there are no labels in the test range, so nothing can be judged</source>
        <translation>in der Testzeit gibt es keine Labels, also ist nichts zu beurteilen</translation>
    </message>
    <message>
        <source>label what is anomalous there, or import labels</source>
        <translation>beschriften Sie, was dort anomal ist, oder importieren Sie Labels</translation>
    </message>
    <message>
        <source>the model is not there</source>
        <translation>das Modell ist nicht da</translation>
    </message>
    <message>
        <source>damaged model: %1</source>
        <translation>beschädigtes Modell: %1</translation>
    </message>
    <message>
        <source>the model has format version %1, this program reads up to %2</source>
        <translation>das Modell hat die Formatversion %1, dieses Programm liest bis %2</translation>
    </message>
    <message>
        <source>open it with the newer program that wrote it</source>
        <translation>öffnen Sie es mit dem neueren Programm, das es schrieb</translation>
    </message>
    <message>
        <source>the model knows %1 metrics, the samples have %2</source>
        <translation>das Modell kennt %1 Metriken, die Messwerte haben %2</translation>
    </message>
    <message>
        <source>the samples were prepared otherwise than those the model learned from</source>
        <translation>die Messwerte wurden anders vorbereitet als die, aus denen das Modell lernte</translation>
    </message>
    <message>
        <source>the loss is no longer finite in epoch %1, step %2</source>
        <translation>der Verlust ist in Epoche %1, Schritt %2 nicht mehr endlich</translation>
    </message>
    <message>
        <source>lower train.learning_rate or train.gradient_clip</source>
        <translation>senken Sie train.learning_rate oder train.gradient_clip</translation>
    </message>
    <message>
        <source>the loss is no longer finite in epoch %1, step %2, with a tenth of the learning rate too</source>
        <translation>der Verlust ist in Epoche %1, Schritt %2 nicht mehr endlich, auch mit einem Zehntel der Lernrate</translation>
    </message>
    <message>
        <source>cluster %1: the loss is no longer finite in epoch %2, step %3</source>
        <translation>Cluster %1: der Verlust ist in Epoche %2, Schritt %3 nicht mehr endlich</translation>
    </message>
    <message>
        <source>the loss of %1 is not a number at step %2</source>
        <translation>der Verlust von %1 ist in Schritt %2 keine Zahl</translation>
    </message>
    <message>
        <source>choose a smaller learning rate</source>
        <translation>wählen Sie eine kleinere Lernrate</translation>
    </message>
    <message>
        <source>segment %1 has the value %2 of %3 at sample %4, in standard deviations: no network can learn from it</source>
        <translation>Segment %1 hat den Wert %2 von %3 bei Messwert %4, in Standardabweichungen: daraus kann kein Netz lernen</translation>
    </message>
    <message>
        <source>limit values with prepare.clip, or leave the metric out of the import</source>
        <translation>begrenzen Sie Werte mit prepare.clip, oder lassen Sie die Metrik beim Import weg</translation>
    </message>
    <message>
        <source>there is not enough memory for this</source>
        <translation>dafür reicht der Speicher nicht</translation>
    </message>
    <message>
        <source>close other programs, or try fewer windows a batch (train.batch), a smaller network, or device cpu</source>
        <translation>schließen Sie andere Programme, oder versuchen Sie weniger Fenster je Stapel (train.batch), ein kleineres Netz oder das Gerät cpu</translation>
    </message>
    <message>
        <source>LibTorch: %1</source>
        <translation>LibTorch: %1</translation>
    </message>
    <message>
        <source>try fewer windows a batch (train.batch), a smaller network, or device cpu</source>
        <translation>versuchen Sie weniger Fenster je Stapel (train.batch), ein kleineres Netz oder das Gerät cpu</translation>
    </message>
    <message>
        <source>device '%1' was asked for, but this machine and build of LibTorch offer %2 CUDA device(s)</source>
        <translation>das Gerät '%1' wurde verlangt, aber dieser Rechner und dieses LibTorch haben %2 CUDA-Gerät(e)</translation>
    </message>
    <message>
        <source>use device auto or cpu, or build against a CUDA build of LibTorch</source>
        <translation>benutzen Sie das Gerät auto oder cpu, oder bauen Sie mit einem LibTorch mit CUDA</translation>
    </message>
    <message>
        <source>there is no detection method '%1'</source>
        <translation>es gibt kein Erkennungsverfahren '%1'</translation>
    </message>
    <message>
        <source>choose one of: %2</source>
        <translation>wählen Sie eines von: %2</translation>
    </message>
    <message>
        <source>the project brings a program, which was not allowed yet or has changed since: %1 (external detector '%2')</source>
        <translation>das Projekt bringt ein Programm mit, das noch nicht erlaubt wurde oder sich seitdem geändert hat: %1 (externes Verfahren '%2')</translation>
    </message>
    <message>
        <source>look at this file and at what it runs; if you trust both, allow them once on the command line with --allow-detectors</source>
        <translation>sehen Sie sich diese Datei an und was sie ausführt; wenn Sie beidem trauen, erlauben Sie es einmal auf der Befehlszeile mit --allow-detectors</translation>
    </message>
    <message>
        <source>external detector '%1' (%2) on node '%3': %4</source>
        <translation>externes Verfahren '%1' (%2) auf Knoten '%3': %4</translation>
    </message>
    <message>
        <source>a label needs a node and a class</source>
        <translation>ein Label braucht einen Knoten und eine Klasse</translation>
    </message>
    <message>
        <source>the label on '%1' ends at %2, which is not after its start at %3</source>
        <translation>das Label auf '%1' endet um %2, was nicht nach seinem Anfang um %3 ist</translation>
    </message>
    <message>
        <source>the label on '%1' has confidence %2</source>
        <translation>das Label auf '%1' hat die Sicherheit %2</translation>
    </message>
    <message>
        <source>a confidence lies between 0 and 1</source>
        <translation>eine Sicherheit liegt zwischen 0 und 1</translation>
    </message>
    <message>
        <source>%1 is not inside the label on '%2'</source>
        <translation>%1 liegt nicht in dem Label auf '%2'</translation>
    </message>
    <message>
        <source>choose a time between its begin and its end</source>
        <translation>wählen Sie eine Zeit zwischen Anfang und Ende</translation>
    </message>
    <message>
        <source>merging needs two labels or more</source>
        <translation>zum Verbinden braucht es mindestens zwei Labels</translation>
    </message>
    <message>
        <source>labels of different nodes or different people cannot be merged</source>
        <translation>Labels verschiedener Knoten oder Personen lassen sich nicht verbinden</translation>
    </message>
    <message>
        <source>'%1' has labelled this stretch of '%2' as '%3' already</source>
        <translation>'%1' hat dieses Stück von '%2' schon als '%3' beschriftet</translation>
    </message>
    <message>
        <source>there is no label %1</source>
        <translation>es gibt kein Label %1</translation>
    </message>
    <message>
        <source>label %1 was changed meanwhile</source>
        <translation>Label %1 wurde inzwischen geändert</translation>
    </message>
    <message>
        <source>open the project again to see what it is now</source>
        <translation>öffnen Sie das Projekt erneut, um es zu sehen, wie es jetzt ist</translation>
    </message>
    <message>
        <source>suggestion %1 was changed meanwhile</source>
        <translation>Vorschlag %1 wurde inzwischen geändert</translation>
    </message>
    <message>
        <source>no sample lies in the label</source>
        <translation>kein Messwert liegt in dem Label</translation>
    </message>
    <message>
        <source>there is nothing to compare with: too few samples or metrics</source>
        <translation>es gibt nichts zum Vergleichen: zu wenige Messwerte oder Metriken</translation>
    </message>
    <message>
        <source>choose a longer label, or one with more metrics</source>
        <translation>wählen Sie ein längeres Label, oder eines mit mehr Metriken</translation>
    </message>
    <message>
        <source>there is no label class left</source>
        <translation>es bleibt keine Klasse übrig</translation>
    </message>
    <message>
        <source>keep one at least</source>
        <translation>behalten Sie mindestens eine</translation>
    </message>
    <message>
        <source>a label class has no name</source>
        <translation>eine Klasse hat keinen Namen</translation>
    </message>
    <message>
        <source>there are two label classes '%1'</source>
        <translation>es gibt zwei Klassen '%1'</translation>
    </message>
    <message>
        <source>'%1' is not the colour of a label class</source>
        <translation>'%1' ist keine Farbe einer Klasse</translation>
    </message>
    <message>
        <source>write it as #rrggbb</source>
        <translation>schreiben Sie sie als #rrggbb</translation>
    </message>
    <message>
        <source>the key of the label class '%1' is no digit</source>
        <translation>die Taste der Klasse '%1' ist keine Ziffer</translation>
    </message>
    <message>
        <source>two label classes have the key %1</source>
        <translation>zwei Klassen haben die Taste %1</translation>
    </message>
    <message>
        <source>give one of them another key, or none</source>
        <translation>geben Sie einer eine andere Taste, oder keine</translation>
    </message>
    <message>
        <source>the class '%1' cannot go: labels are of it</source>
        <translation>die Klasse '%1' kann nicht weg: es gibt Labels von ihr</translation>
    </message>
    <message>
        <source>give these labels another class first</source>
        <translation>geben Sie diesen Labels erst eine andere Klasse</translation>
    </message>
    <message>
        <source>run all stages (F5)</source>
        <translation>führen Sie alle Stufen aus (F5)</translation>
    </message>
    <message>
        <source>train the models anew (F5)</source>
        <translation>trainieren Sie die Modelle neu (F5)</translation>
    </message>
    <message>
        <source>open the project for writing</source>
        <translation>öffnen Sie das Projekt zum Schreiben</translation>
    </message>
    <message>
        <source>make room on the disk, then try again</source>
        <translation>schaffen Sie Platz auf dem Datenträger, dann versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>import data into it first</source>
        <translation>importieren Sie zuerst Daten</translation>
    </message>
    <message>
        <source>import the data again</source>
        <translation>importieren Sie die Daten erneut</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>Jetzt ausführen</translation>
    </message>
    <message>
        <source>Open for writing</source>
        <translation>Zum Schreiben öffnen</translation>
    </message>
    <message>
        <source>the project is in use by %1, process %2 on %3</source>
        <translation>das Projekt wird von %1 benutzt, Prozess %2 auf %3</translation>
    </message>
    <message>
        <source>the project '%1' is open for reading only: it is in use by %2, process %3 on %4</source>
        <translation>das Projekt '%1' ist nur zum Lesen geöffnet: %2 benutzt es, Prozess %3 auf %4</translation>
    </message>
</context>
<context>
    <name>Reviewing</name>
    <message>
        <source>Move threshold</source>
        <translation>Schwelle verschieben</translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>%1: waiting for the work before it</source>
        <translation>%1: wartet auf die Arbeit davor</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <source>done in %1</source>
        <translation>fertig nach %1</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 · about %2 left</source>
        <extracomment>%1: what is done, %2: a duration</extracomment>
        <translation>%1 · noch etwa %2</translation>
    </message>
</context>
<context>
    <name>StageText</name>
    <message>
        <source>Preparing the data</source>
        <translation>Daten werden vorbereitet</translation>
    </message>
    <message>
        <source>Computing features</source>
        <translation>Merkmale werden berechnet</translation>
    </message>
    <message>
        <source>Clustering</source>
        <translation>Es wird geclustert</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Detecting</source>
        <translation>Es wird erkannt</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>Es wird ausgewertet</translation>
    </message>
</context>
<context>
    <name>TimeZone</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 comes twice, since clocks were set back then</source>
        <translation>%1 gibt es zweimal, weil die Uhren dann zurückgestellt wurden</translation>
    </message>
    <message>
        <source>write %1 or %2</source>
        <translation>schreiben Sie %1 oder %2</translation>
    </message>
</context>
<context>
    <name>TimelinePlaces</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n Fall</numerusform>
            <numerusform>%n Fälle</numerusform>
        </translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>outside the data: %1</source>
        <translation>außerhalb der Daten: %1</translation>
    </message>
</context>
<context>
    <name>ValueText</name>
    <message>
        <source>always %1</source>
        <translation>immer %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::CaseInspection</name>
    <message>
        <source>Heat strips show observed values only: switch them off to see what was expected.</source>
        <translation>Farbstreifen zeigen nur Gemessenes: schalten Sie sie aus, um zu sehen, was erwartet war.</translation>
    </message>
    <message>
        <source>Isolate lanes</source>
        <translation>Spuren herauslösen</translation>
    </message>
    <message>
        <source>Computing the errors…</source>
        <translation>Die Fehler werden berechnet…</translation>
    </message>
    <message>
        <source>Not scored yet: press Run (F5).</source>
        <translation>Noch nicht bewertet: drücken Sie Ausführen (F5).</translation>
    </message>
    <message>
        <source>No metric has any error.</source>
        <translation>Keine Metrik hat einen Fehler.</translation>
    </message>
    <message>
        <source>Choose a case, or select a stretch of time: its lanes alone are shown then.</source>
        <translation>Wählen Sie einen Fall oder ein Zeitstück: dann werden nur dessen Spuren gezeigt.</translation>
    </message>
    <message>
        <source>Showing expected values</source>
        <translation>Das Zeigen erwarteter Werte</translation>
    </message>
    <message>
        <source>Nothing has been scored yet, so nothing was expected: press Run (F5).</source>
        <translation>Noch ist nichts bewertet, also war nichts erwartet: drücken Sie Ausführen (F5).</translation>
    </message>
    <message>
        <source>“%1” scores metrics without expecting values of them. Choose another method to see expected values.</source>
        <translation>„%1“ bewertet Metriken, ohne Werte von ihnen zu erwarten. Wählen Sie ein anderes Verfahren, um erwartete Werte zu sehen.</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::CommandCentre</name>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>on, %1</source>
        <translation>an, %1</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Time, node or job</source>
        <translation>Zeit, Knoten oder Job</translation>
    </message>
    <message>
        <source>A time such as 2026-11-23 00:12 or 14:30 (%1), a node's name or a job's id.</source>
        <translation>Eine Zeit wie 2026-11-23 00:12 oder 14:30 (%1), der Name eines Knotens oder die Nummer eines Jobs.</translation>
    </message>
    <message>
        <source>About NodeSentry Workbench</source>
        <translation>Über NodeSentry Workbench</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::ExportDesk</name>
    <message>
        <source>Export labels</source>
        <translation>Labels exportieren</translation>
    </message>
    <message>
        <source>Export cases</source>
        <translation>Fälle exportieren</translation>
    </message>
    <message>
        <source>Export scores</source>
        <translation>Werte exportieren</translation>
    </message>
    <message>
        <source>CSV tables (*.csv)</source>
        <translation>CSV-Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Save as a picture</source>
        <translation>Als Bild speichern</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG-Bilder (*.png)</translation>
    </message>
    <message>
        <source>SVG drawings (*.svg)</source>
        <translation>SVG-Zeichnungen (*.svg)</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF-Dokumente (*.pdf)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::ImportDesk</name>
    <message>
        <source>The sample</source>
        <translation>Das Beispiel</translation>
    </message>
    <message>
        <source>Folder of the simulated project</source>
        <translation>Ordner des simulierten Projekts</translation>
    </message>
    <message>
        <source>The simulation</source>
        <translation>Die Simulation</translation>
    </message>
    <message>
        <source>The import</source>
        <translation>Der Import</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::KeySheet</name>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>Filter actions and keys</source>
        <translation>Aktionen und Tasten filtern</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Maus</translation>
    </message>
    <message>
        <source>In the lanes and lists</source>
        <translation>In den Spuren und Listen</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::Labelling</name>
    <message>
        <source>No sample of the node lies in this label, so it counts for nothing: move its ends, or delete it.</source>
        <translation>Kein Messwert des Knotens liegt in diesem Label, also zählt es für nichts: verschieben Sie seine Enden, oder löschen Sie es.</translation>
    </message>
    <message>
        <source>Choose a label first: click it in the lanes or in the list.</source>
        <translation>Wählen Sie erst ein Label: klicken Sie es in den Spuren oder in der Liste an.</translation>
    </message>
    <message>
        <source>These are other people's labels. What two people disagree on is settled in the adjudication view.</source>
        <translation>Das sind Labels anderer. Worin zwei Personen sich nicht einig sind, wird in der Ansicht zum Abgleich geklärt.</translation>
    </message>
    <message>
        <source>No label class has the key %1. Label → Classes… gives it one.</source>
        <translation>Keine Klasse hat die Taste %1. Label → Klassen… gibt sie einer.</translation>
    </message>
    <message>
        <source>Drag over a stretch of time first, then press the digit.</source>
        <translation>Ziehen Sie erst über ein Zeitstück, dann drücken Sie die Ziffer.</translation>
    </message>
    <message>
        <source>Change class</source>
        <translation>Klasse ändern</translation>
    </message>
    <message>
        <source>The label would end before it begins.</source>
        <translation>Das Label würde enden, bevor es beginnt.</translation>
    </message>
    <message>
        <source>No job runs there: put the pointer, or the middle of the view, on a job.</source>
        <translation>Dort läuft kein Job: setzen Sie den Zeiger oder die Mitte der Ansicht auf einen Job.</translation>
    </message>
    <message>
        <source>Job %1 is selected: a digit labels it.</source>
        <translation>Job %1 ist ausgewählt: eine Ziffer beschriftet ihn.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n label(s)</source>
        <translation>
            <numerusform>%n Label löschen</numerusform>
            <numerusform>%n Labels löschen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) deleted; Ctrl+Z brings them back.</source>
        <translation>
            <numerusform>%n Label gelöscht; Strg+Z holt es zurück.</numerusform>
            <numerusform>%n Labels gelöscht; Strg+Z holt sie zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>Split label</source>
        <translation>Label teilen</translation>
    </message>
    <message>
        <source>Merge labels</source>
        <translation>Labels verbinden</translation>
    </message>
    <message>
        <source>Move edge</source>
        <translation>Rand verschieben</translation>
    </message>
    <message>
        <source>Adjudicate</source>
        <translation>Abgleichen</translation>
    </message>
    <message>
        <source>Change metrics</source>
        <translation>Metriken ändern</translation>
    </message>
    <message>
        <source>On this node nothing is left to settle.</source>
        <translation>Auf diesem Knoten ist nichts mehr zu klären.</translation>
    </message>
    <message numerus="yes">
        <source>%n stretch(es) left to settle: click the bar of the person who is right, or press a digit.</source>
        <translation>
            <numerusform>%n Stück ist noch zu klären: klicken Sie auf den Balken dessen, der recht hat, oder drücken Sie eine Ziffer.</numerusform>
            <numerusform>%n Stücke sind noch zu klären: klicken Sie auf den Balken dessen, der recht hat, oder drücken Sie eine Ziffer.</numerusform>
        </translation>
    </message>
    <message>
        <source>This node has no labels.</source>
        <translation>Dieser Knoten hat keine Labels.</translation>
    </message>
    <message>
        <source>That was the node's last label.</source>
        <translation>Das war das letzte Label des Knotens.</translation>
    </message>
    <message>
        <source>That was the node's first label.</source>
        <translation>Das war das erste Label des Knotens.</translation>
    </message>
    <message>
        <source>Label as %1</source>
        <translation>Als %1 beschriften</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::LaneHandling</name>
    <message>
        <source>Move the pointer over a lane, or choose one with the arrow keys.</source>
        <translation>Bewegen Sie den Zeiger über eine Spur, oder wählen Sie eine mit den Pfeiltasten.</translation>
    </message>
    <message>
        <source>%1 is hidden: the panel “Metrics” brings it back.</source>
        <translation>%1 ist ausgeblendet: der Bereich „Metriken“ holt sie zurück.</translation>
    </message>
    <message>
        <source>&amp;Pin on top</source>
        <translation>Oben an&amp;heften</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>Aus&amp;blenden</translation>
    </message>
    <message>
        <source>Scale as in the &amp;other lanes</source>
        <translation>Skala wie in den &amp;anderen Spuren</translation>
    </message>
    <message>
        <source>Scale: &amp;whole time</source>
        <translation>Skala: &amp;ganze Zeit</translation>
    </message>
    <message>
        <source>Scale: what is in &amp;view</source>
        <translation>Skala: was &amp;sichtbar ist</translation>
    </message>
    <message>
        <source>Scale: &amp;robust (middle 98 %)</source>
        <translation>Skala: &amp;robust (mittlere 98 %)</translation>
    </message>
    <message>
        <source>Scale: &amp;shared by lanes of one unit</source>
        <translation>Skala: &amp;gemeinsam für Spuren einer Einheit</translation>
    </message>
    <message>
        <source>Scale: &amp;fixed…</source>
        <translation>Skala: &amp;fest…</translation>
    </message>
    <message>
        <source>&amp;Logarithmic</source>
        <translation>&amp;Logarithmisch</translation>
    </message>
    <message>
        <source>&amp;Height as in the other lanes</source>
        <translation>&amp;Höhe wie in den anderen Spuren</translation>
    </message>
    <message>
        <source>Job %1</source>
        <translation>Job %1</translation>
    </message>
    <message>
        <source>&amp;Show the job</source>
        <translation>Den Job &amp;zeigen</translation>
    </message>
    <message>
        <source>Se&amp;lect its time</source>
        <translation>Seine Zeit aus&amp;wählen</translation>
    </message>
    <message>
        <source>&amp;Compare with its other nodes</source>
        <translation>Mit seinen anderen Knoten &amp;vergleichen</translation>
    </message>
    <message>
        <source>More nodes…</source>
        <translation>Weitere Knoten…</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Gehe zu %1</translation>
    </message>
    <message>
        <source>It ran on no other node of the project</source>
        <translation>Er lief auf keinem anderen Knoten des Projekts</translation>
    </message>
    <message>
        <source>Scale of %1</source>
        <translation>Skala von %1</translation>
    </message>
    <message>
        <source>&amp;Top</source>
        <translation>&amp;Oben</translation>
    </message>
    <message>
        <source>&amp;Bottom</source>
        <translation>&amp;Unten</translation>
    </message>
    <message>
        <source>No job runs there: put the pointer, or the middle of the view, on a job.</source>
        <translation>Dort läuft kein Job: setzen Sie den Zeiger oder die Mitte der Ansicht auf einen Job.</translation>
    </message>
    <message>
        <source>Job %1 ran on no other node of the project.</source>
        <translation>Job %1 lief auf keinem anderen Knoten des Projekts.</translation>
    </message>
    <message numerus="yes">
        <source>Job %1: band from the 5th to the 95th percentile of %n other nodes.</source>
        <translation>
            <numerusform>Job %1: Band vom 5. bis zum 95. Perzentil von %n anderen Knoten.</numerusform>
            <numerusform>Job %1: Band vom 5. bis zum 95. Perzentil von %n anderen Knoten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Job %1: %n other nodes.</source>
        <translation>
            <numerusform>Job %1: %n anderer Knoten.</numerusform>
            <numerusform>Job %1: %n andere Knoten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::app::MainWindow</name>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Find a command, node, job or metric   %1</source>
        <translation>Befehl, Knoten, Job oder Metrik suchen   %1</translation>
    </message>
    <message>
        <source>Find a command, node, job or metric</source>
        <translation>Befehl, Knoten, Job oder Metrik suchen</translation>
    </message>
    <message>
        <source>Time at the pointer</source>
        <translation>Zeit am Zeiger</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>&amp;Wiederholen: %1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::MethodBox</name>
    <message>
        <source>&amp;Method:</source>
        <translation>&amp;Verfahren:</translation>
    </message>
    <message>
        <source>Whose scores and cases are shown</source>
        <translation>Wessen Werte und Fälle gezeigt werden</translation>
    </message>
    <message>
        <source>Detection method</source>
        <translation>Erkennungsverfahren</translation>
    </message>
    <message>
        <source>none run yet</source>
        <translation>noch keines gelaufen</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::NodePresenter</name>
    <message>
        <source>loading…</source>
        <translation>wird geladen…</translation>
    </message>
    <message>
        <source>Not scored yet: press Run (F5).</source>
        <translation>Noch nicht bewertet: drücken Sie Ausführen (F5).</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::PreferencesDialog</name>
    <message>
        <source>&amp;Take the key from it</source>
        <translation>Ihr die Taste &amp;nehmen</translation>
    </message>
    <message>
        <source>&amp;As at first</source>
        <translation>Wie &amp;zu Anfang</translation>
    </message>
    <message>
        <source>&amp;No key</source>
        <translation>&amp;Keine Taste</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Parts of the preferences</source>
        <translation>Teile der Einstellungen</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;Mouse and keys:</source>
        <translation>&amp;Maus und Tasten:</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>&amp;Farbschema:</translation>
    </message>
    <message>
        <source>Colours that colour-&amp;blind people tell apart, also for label classes</source>
        <translation>Farben, die &amp;Farbenblinde unterscheiden, auch für Klassen von Labels</translation>
    </message>
    <message>
        <source>Colours:</source>
        <translation>Farben:</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Sprache:</translation>
    </message>
    <message>
        <source>Another language is in force from the next start on.</source>
        <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Has the key as well</source>
        <translation>Hat die Taste auch</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neue Taste</translation>
    </message>
    <message>
        <source>New &amp;key:</source>
        <translation>Neue &amp;Taste:</translation>
    </message>
    <message>
        <source>All as at &amp;first</source>
        <translation>Alles wie &amp;zu Anfang</translation>
    </message>
    <message>
        <source>Choose an action, then press its new key in the field.</source>
        <translation>Wählen Sie eine Aktion, dann drücken Sie im Feld ihre neue Taste.</translation>
    </message>
    <message>
        <source>No other action has this key.</source>
        <translation>Keine andere Aktion hat diese Taste.</translation>
    </message>
    <message>
        <source>Neither works while %1 has this key as well.</source>
        <translation>Keine von beiden wirkt, solange %1 diese Taste auch hat.</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::ProjectDesk</name>
    <message>
        <source>Opening %1…</source>
        <translation>%1 wird geöffnet…</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>Das Öffnen von %1</translation>
    </message>
    <message>
        <source>%1 is finished.</source>
        <translation>%1 ist fertig.</translation>
    </message>
    <message>
        <source>%1 was stopped. What was finished before is kept.</source>
        <translation>%1 wurde angehalten. Was vorher fertig war, bleibt.</translation>
    </message>
    <message>
        <source>Open a project folder</source>
        <translation>Einen Projektordner öffnen</translation>
    </message>
    <message>
        <source>Reading the parameters</source>
        <translation>Das Lesen der Parameter</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>This project has no data yet</source>
        <translation>Dieses Projekt hat noch keine Daten</translation>
    </message>
    <message>
        <source>%1 failed. %2</source>
        <translation>%1 ist fehlgeschlagen. %2</translation>
    </message>
    <message>
        <source>Drop monitoring data here, or press %1 to choose it, with the job list if you have it. The same from a terminal, while the project is not open:</source>
        <translation>Ziehen Sie Messdaten hierher, oder drücken Sie %1, um sie zu wählen, mit der Jobliste, falls Sie sie haben. Dasselbe in einem Terminal, solange das Projekt nicht offen ist:</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::Reviewing</name>
    <message>
        <source>Reading the detectors</source>
        <translation>Das Lesen der Verfahren</translation>
    </message>
    <message>
        <source>Reading the scores</source>
        <translation>Das Lesen der Werte</translation>
    </message>
    <message>
        <source>Making suggestions</source>
        <translation>Das Vorschlagen</translation>
    </message>
    <message>
        <source>%1: precision %2, recall %3, F1 %4</source>
        <translation>%1: Genauigkeit %2, Trefferquote %3, F1 %4</translation>
    </message>
    <message>
        <source>paper's mode</source>
        <translation>nach dem Paper</translation>
    </message>
    <message>
        <source>unadjusted</source>
        <translation>unbereinigt</translation>
    </message>
    <message>
        <source>%1: F1 %2</source>
        <translation>%1: F1 %2</translation>
    </message>
    <message>
        <source>A detector is at work. What it finds will be listed here.</source>
        <translation>Ein Verfahren arbeitet. Was es findet, wird hier aufgelistet.</translation>
    </message>
    <message>
        <source>Nothing has been scored yet. Choose a detector above and press Detect, or run all stages (F5).</source>
        <translation>Noch ist nichts bewertet. Wählen Sie oben ein Verfahren und drücken Sie Erkennen, oder führen Sie alle Stufen aus (F5).</translation>
    </message>
    <message>
        <source>Nothing is left to review. Lower the threshold, let another detector suggest, or choose a label and find more of its kind (%1).</source>
        <translation>Nichts ist mehr zu prüfen. Senken Sie die Schwelle, lassen Sie ein anderes Verfahren vorschlagen, oder wählen Sie ein Label und suchen Sie Ähnliches (%1).</translation>
    </message>
    <message numerus="yes">
        <source>%n to review %1</source>
        <extracomment>how many suggestions; %1: "on node22" or "on 3 nodes"</extracomment>
        <translation>
            <numerusform>%n zu prüfen %1</numerusform>
            <numerusform>%n zu prüfen %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %n node(s)</source>
        <translation>
            <numerusform>auf %n Knoten</numerusform>
            <numerusform>auf %n Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>That was the last suggestion.</source>
        <translation>Das war der letzte Vorschlag.</translation>
    </message>
    <message>
        <source>That was the last suggestion on %1. %2 marks the node as reviewed and goes on to the next one.</source>
        <translation>Das war der letzte Vorschlag auf %1. %2 markiert den Knoten als geprüft und geht zum nächsten.</translation>
    </message>
    <message>
        <source>Choose a suggestion first: %1 goes to the next one.</source>
        <translation>Wählen Sie erst einen Vorschlag: %1 geht zum nächsten.</translation>
    </message>
    <message numerus="yes">
        <source>%n suggestion(s) accepted; Ctrl+Z takes all of it back.</source>
        <translation>
            <numerusform>%n Vorschlag angenommen; Strg+Z nimmt alles zurück.</numerusform>
            <numerusform>%n Vorschläge angenommen; Strg+Z nimmt alles zurück.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no suggestion above the threshold in view.</source>
        <translation>Über der Schwelle ist kein Vorschlag sichtbar.</translation>
    </message>
    <message>
        <source>Reading the labels</source>
        <translation>Das Lesen der Labels</translation>
    </message>
    <message>
        <source>Choose a label first: what is like it will be suggested.</source>
        <translation>Wählen Sie erst ein Label: was ihm ähnlich ist, wird vorgeschlagen.</translation>
    </message>
    <message>
        <source>Searching for what is like the label…</source>
        <translation>Ähnliches wird gesucht…</translation>
    </message>
    <message>
        <source>The search</source>
        <translation>Die Suche</translation>
    </message>
    <message>
        <source>Nothing is enough like the label.</source>
        <translation>Nichts ist dem Label ähnlich genug.</translation>
    </message>
    <message numerus="yes">
        <source>%n stretch(es) are like the label.</source>
        <translation>
            <numerusform>%n Stück ist dem Label ähnlich.</numerusform>
            <numerusform>%n Stücke sind dem Label ähnlich.</numerusform>
        </translation>
    </message>
    <message>
        <source>Marked as looked at; %1 % of the node's time is.</source>
        <translation>Als angesehen markiert; das sind %1 % der Zeit des Knotens.</translation>
    </message>
    <message>
        <source>You have looked at all nodes.</source>
        <translation>Sie haben alle Knoten angesehen.</translation>
    </message>
    <message>
        <source>No job runs there: put the pointer, or the middle of the view, on a job.</source>
        <translation>Dort läuft kein Job: setzen Sie den Zeiger oder die Mitte der Ansicht auf einen Job.</translation>
    </message>
    <message>
        <source>P %1 R %2 F1 %3</source>
        <extracomment>precision, recall and F1 where there is little room</extracomment>
        <translation>G %1 T %2 F1 %3</translation>
    </message>
    <message>
        <source>F1 %1 (%2)</source>
        <translation>F1 %1 (%2)</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>auf %1</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <extracomment>the seventh of twelve suggestions; %3: "on node22" or "on 3 nodes"</extracomment>
        <translation>%1 von %2 %3</translation>
    </message>
    <message numerus="yes">
        <source>The list is empty; %n suggestion(s) wait outside of its filter.</source>
        <translation>
            <numerusform>Die Liste ist leer; %n Vorschlag wartet außerhalb des Filters.</numerusform>
            <numerusform>Die Liste ist leer; %n Vorschläge warten außerhalb des Filters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::app::RunSheet</name>
    <message>
        <source>Run with…</source>
        <translation>Ausführen mit…</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>This project</source>
        <translation>Dieses Projekt</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>First part of the time</source>
        <translation>Der erste Teil der Zeit</translation>
    </message>
    <message>
        <source>Up to a time</source>
        <translation>Bis zu einer Zeit</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Data that brings its own split keeps it.</source>
        <translation>Daten, die eine eigene Aufteilung mitbringen, behalten sie.</translation>
    </message>
    <message>
        <source>In UTC, or with an offset such as +01:00</source>
        <translation>In UTC, oder mit einem Abstand wie +01:00</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Von selbst</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>There is no CUDA device that this program can use.</source>
        <translation>Es gibt kein CUDA-Gerät, das dieses Programm benutzen kann.</translation>
    </message>
    <message>
        <source>&amp;Start from:</source>
        <translation>&amp;Ausgehen von:</translation>
    </message>
    <message>
        <source>S&amp;eed:</source>
        <translation>&amp;Startwert:</translation>
    </message>
    <message>
        <source>&amp;Train on:</source>
        <translation>&amp;Trainieren mit:</translation>
    </message>
    <message>
        <source>&amp;Device:</source>
        <translation>&amp;Gerät:</translation>
    </message>
    <message>
        <source>Part of the time to train on</source>
        <translation>Teil der Zeit, mit dem trainiert wird</translation>
    </message>
    <message>
        <source>End of the training</source>
        <translation>Ende des Trainings</translation>
    </message>
    <message>
        <source>Always runs, as the measure of the others</source>
        <translation>Läuft immer, als Maß der anderen</translation>
    </message>
    <message>
        <source>A program that the project brings: allow it on the command line with --allow-detectors</source>
        <translation>Ein Programm, das das Projekt mitbringt: erlauben Sie es auf der Befehlszeile mit --allow-detectors</translation>
    </message>
    <message>
        <source>The same on the command line</source>
        <translation>Dasselbe auf der Befehlszeile</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Den Befehl kopieren</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Ausführen</translation>
    </message>
    <message>
        <source>Every value as in the last run of this project.</source>
        <translation>Jeder Wert wie im letzten Lauf dieses Projekts.</translation>
    </message>
    <message>
        <source>The values that did best on our measurements.</source>
        <translation>Die Werte, die in unseren Messungen am besten waren.</translation>
    </message>
    <message>
        <source>The choices of the paper, to compare with it.</source>
        <translation>Was das Paper gewählt hat, zum Vergleich.</translation>
    </message>
    <message>
        <source>The end of the training is not a time such as 2026-01-31 12:00.</source>
        <translation>Das Ende des Trainings ist keine Zeit wie 2026-01-31 12:00.</translation>
    </message>
    <message>
        <source>Choose at least one method.</source>
        <translation>Wählen Sie mindestens ein Verfahren.</translation>
    </message>
    <message numerus="yes">
        <source>%n parameter(s) differ from the last run.</source>
        <translation>
            <numerusform>%n Parameter ist anders als im letzten Lauf.</numerusform>
            <numerusform>%n Parameter sind anders als im letzten Lauf.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parameter(s) differ from the preset.</source>
        <translation>
            <numerusform>%n Parameter ist anders als in der Voreinstellung.</numerusform>
            <numerusform>%n Parameter sind anders als in der Voreinstellung.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::app::TimelineMenus</name>
    <message>
        <source>Selected: %1</source>
        <translation>Ausgewählt: %1</translation>
    </message>
    <message>
        <source>&amp;Label as</source>
        <translation>&amp;Beschriften als</translation>
    </message>
    <message>
        <source>&amp;Zoom to the selection</source>
        <translation>Auf die Auswahl &amp;vergrößern</translation>
    </message>
    <message>
        <source>&amp;Clear the selection</source>
        <translation>Auswahl &amp;aufheben</translation>
    </message>
    <message numerus="yes">
        <source>%n labels</source>
        <translation>
            <numerusform>%n Label</numerusform>
            <numerusform>%n Labels</numerusform>
        </translation>
    </message>
    <message>
        <source>C&amp;lass</source>
        <translation>&amp;Klasse</translation>
    </message>
    <message>
        <source>&amp;Split here</source>
        <translation>Hier &amp;teilen</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>Accept &amp;as</source>
        <translation>&amp;Annehmen als</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::TwoClicks</name>
    <message>
        <source>The next middle click ends the label, Escape takes this one back.</source>
        <translation>Der nächste Klick mit der mittleren Taste beendet das Label, Escape nimmt diesen zurück.</translation>
    </message>
    <message>
        <source>The next right click ends the stretch to clear, Escape takes this one back.</source>
        <translation>Der nächste Klick mit der rechten Taste beendet das Stück, das geleert wird, Escape nimmt diesen zurück.</translation>
    </message>
    <message>
        <source>No label of yours is there.</source>
        <translation>Dort ist kein Label von Ihnen.</translation>
    </message>
    <message>
        <source>Cancel labels</source>
        <translation>Labels wegnehmen</translation>
    </message>
</context>
<context>
    <name>nodesentry::app::ZoneButton</name>
    <message>
        <source>Zone of all times that are shown</source>
        <translation>Zone aller gezeigten Zeiten</translation>
    </message>
    <message>
        <source>Time zone: %1</source>
        <translation>Zeitzone: %1</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::AssistPanel</name>
    <message>
        <source>&amp;Detect</source>
        <translation>&amp;Erkennen</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>Detector</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Where to detect</source>
        <translation>Wo erkannt wird</translation>
    </message>
    <message>
        <source>this node</source>
        <translation>dieser Knoten</translation>
    </message>
    <message>
        <source>this job's nodes</source>
        <translation>Knoten dieses Jobs</translation>
    </message>
    <message>
        <source>all nodes</source>
        <translation>alle Knoten</translation>
    </message>
    <message>
        <source>Threshold, times as detected</source>
        <translation>Schwelle, mal der erkannten</translation>
    </message>
    <message>
        <source>Raises or lowers the thresholds of all nodes; dragging the line in the score lane does the same</source>
        <translation>Hebt oder senkt die Schwellen aller Knoten; das Ziehen der Linie in der Spur der Werte tut dasselbe</translation>
    </message>
    <message>
        <source>The threshold as it was detected</source>
        <translation>Die Schwelle, wie sie erkannt wurde</translation>
    </message>
    <message>
        <source>&amp;Threshold</source>
        <translation>&amp;Schwelle</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>paper's mode</source>
        <translation>nach dem Paper</translation>
    </message>
    <message>
        <source>unadjusted</source>
        <translation>unbereinigt</translation>
    </message>
    <message>
        <source>As in the paper: an event with one flagged sample counts as found throughout, and transitions between jobs are left out</source>
        <translation>Wie im Paper: ein Ereignis mit einem gemeldeten Messwert zählt als ganz gefunden, und Übergänge zwischen Jobs bleiben außen vor</translation>
    </message>
    <message>
        <source>Sample by sample, nothing adjusted or left out</source>
        <translation>Messwert für Messwert, nichts angepasst oder ausgelassen</translation>
    </message>
    <message>
        <source>Labels made by accepting what a detector suggests say what that detector says. No method may confirm itself, so the figures are made as if there were no such labels.</source>
        <translation>Labels, die durch das Annehmen von Vorschlägen eines Verfahrens entstehen, sagen, was dieses Verfahren sagt. Kein Verfahren darf sich selbst bestätigen, darum werden die Zahlen gebildet, als gäbe es solche Labels nicht.</translation>
    </message>
    <message>
        <source>Order of the queue</source>
        <translation>Reihenfolge der Vorschläge</translation>
    </message>
    <message>
        <source>Strongest first</source>
        <translation>Stärkste zuerst</translation>
    </message>
    <message>
        <source>Most doubtful first</source>
        <translation>Zweifelhafteste zuerst</translation>
    </message>
    <message>
        <source>Doubtful is what is nearest to the threshold</source>
        <translation>Zweifelhaft ist, was der Schwelle am nächsten liegt</translation>
    </message>
    <message>
        <source>Filter suggestions</source>
        <translation>Vorschläge filtern</translation>
    </message>
    <message>
        <source>Suggestions to review</source>
        <translation>Zu prüfende Vorschläge</translation>
    </message>
    <message>
        <source>This node</source>
        <translation>Dieser Knoten</translation>
    </message>
    <message numerus="yes">
        <source>%n labelled node(s)</source>
        <translation>
            <numerusform>%n beschrifteter Knoten</numerusform>
            <numerusform>%n beschriftete Knoten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Without %n label(s) from suggestions. With them: F1 %1 (paper's mode), %2</source>
        <translation>
            <numerusform>Ohne %n Label aus Vorschlägen. Mit ihm: F1 %1 (nach dem Paper), %2</numerusform>
            <numerusform>Ohne %n Labels aus Vorschlägen. Mit ihnen: F1 %1 (nach dem Paper), %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Whose suggestions</source>
        <translation>Wessen Vorschläge</translation>
    </message>
    <message>
        <source>The queue is what the list below shows, in its order</source>
        <translation>Die Reihe ist, was die Liste unten zeigt, in ihrer Ordnung</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Do what the message offers</source>
        <translation>Tun, was die Meldung anbietet</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::CaseListModel</name>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Begin (%1)</source>
        <translation>Anfang (%1)</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Top metrics</source>
        <translation>Wichtigste Metriken</translation>
    </message>
    <message>
        <source>%1
%2
Metrics that contribute most:
%3</source>
        <translation>%1
%2
Metriken mit dem größten Beitrag:
%3</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::CasePanel</name>
    <message>
        <source>Metrics by their share of the error</source>
        <translation>Metriken nach ihrem Anteil am Fehler</translation>
    </message>
    <message>
        <source>Not scored: outside of every segment, or nothing was measured.</source>
        <translation>Nicht bewertet: außerhalb jedes Segments, oder nichts wurde gemessen.</translation>
    </message>
    <message>
        <source>Peak %1; nothing may be flagged there</source>
        <translation>Spitze %1; dort darf nichts gemeldet werden</translation>
    </message>
    <message>
        <source>Peak %1, %2 × the threshold</source>
        <translation>Spitze %1, %2 × die Schwelle</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>um %1</translation>
    </message>
    <message>
        <source>Cluster %1</source>
        <translation>Cluster %1</translation>
    </message>
    <message>
        <source>%1, expert %2 (gate %3)</source>
        <translation>%1, Experte %2 (Gate %3)</translation>
    </message>
    <message>
        <source>What is it made of?</source>
        <translation>Woraus besteht es?</translation>
    </message>
    <message>
        <source>Case, %1</source>
        <translation>Fall, %1</translation>
    </message>
    <message>
        <source>Selection, %1</source>
        <translation>Auswahl, %1</translation>
    </message>
    <message>
        <source>Nothing has been scored yet: press Run (F5).</source>
        <translation>Noch ist nichts bewertet: drücken Sie Ausführen (F5).</translation>
    </message>
    <message>
        <source>Choose a case, or select a stretch of time in the lanes, to see which metrics make it unusual.</source>
        <translation>Wählen Sie einen Fall oder ein Zeitstück in den Spuren, um zu sehen, welche Metriken es ungewöhnlich machen.</translation>
    </message>
    <message>
        <source>Computing what was expected…</source>
        <translation>Was erwartet war, wird berechnet…</translation>
    </message>
    <message>
        <source>No metric has any error here.</source>
        <translation>Hier hat keine Metrik einen Fehler.</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ClassBar</name>
    <message>
        <source>Label classes</source>
        <translation>Klassen von Labels</translation>
    </message>
    <message>
        <source>Label as %1 (key %2)</source>
        <translation>Als %1 beschriften (Taste %2)</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ClassEditor</name>
    <message>
        <source>Label classes</source>
        <translation>Klassen von Labels</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>&amp;Hinauf</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>Hina&amp;b</translation>
    </message>
    <message>
        <source>Colour of the class</source>
        <translation>Farbe der Klasse</translation>
    </message>
    <message>
        <source>Enter on a colour opens the colour chooser.</source>
        <translation>Eingabe auf einer Farbe öffnet die Farbauswahl.</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::CommandLineHint</name>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Den Befehl kopieren</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::CommandPalette</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>&gt; command   @ node   # job   / metric</source>
        <translation>&gt; Befehl   @ Knoten   # Job   / Metrik</translation>
    </message>
    <message>
        <source>Command, node, job or metric</source>
        <translation>Befehl, Knoten, Job oder Metrik</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Nothing has this name. Letters may be left out: “mem fr” finds “MemFree”.</source>
        <translation>Nichts heißt so. Buchstaben dürfen fehlen: „mem fr“ findet „MemFree“.</translation>
    </message>
    <message numerus="yes">
        <source>%n more: type some letters of the name.</source>
        <translation>
            <numerusform>%n weiterer: tippen Sie einige Buchstaben des Namens.</numerusform>
            <numerusform>%n weitere: tippen Sie einige Buchstaben des Namens.</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter does it, Escape leaves everything as it is.</source>
        <translation>Eingabe führt es aus, Escape lässt alles, wie es ist.</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ContributionModel</name>
    <message>
        <source>▲ %1 instead of %2</source>
        <translation>▲ %1 statt %2</translation>
    </message>
    <message>
        <source>▼ %1 instead of %2</source>
        <translation>▼ %1 statt %2</translation>
    </message>
    <message>
        <source>%1 as expected on average</source>
        <translation>im Mittel %1 wie erwartet</translation>
    </message>
    <message>
        <source>%1 of the error</source>
        <translation>%1 des Fehlers</translation>
    </message>
    <message>
        <source>Means of the samples, each counting by its error.</source>
        <translation>Mittelwerte der Messwerte, jeder mit seinem Fehler gewichtet.</translation>
    </message>
    <message>
        <source>Click: show its lane. Enter: pin it on top.</source>
        <translation>Klick: Spur zeigen. Eingabe: oben anheften.</translation>
    </message>
    <message>
        <source>%1, about as expected on average</source>
        <translation>%1, im Mittel etwa wie erwartet</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ErrorStrip</name>
    <message>
        <source>Error of each metric, and experts</source>
        <translation>Fehler jeder Metrik, und Experten</translation>
    </message>
    <message>
        <source>%1 and above</source>
        <translation>%1 und darüber</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>Experte</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>%1
Click: show its lane.</source>
        <translation>%1
Klick: Spur zeigen.</translation>
    </message>
    <message>
        <source>%1
Error %2 at %3
Click: show its lane.</source>
        <translation>%1
Fehler %2 um %3
Klick: Spur zeigen.</translation>
    </message>
    <message>
        <source>No expert: not scored</source>
        <translation>Kein Experte: nicht bewertet</translation>
    </message>
    <message>
        <source>Expert %1, chosen by the gate with %2 %</source>
        <translation>Experte %1, vom Gate mit %2 % gewählt</translation>
    </message>
    <message>
        <source>How much each metric adds to the score. A pixel has the colour of its largest error.</source>
        <translation>Wie viel jede Metrik zum Wert beiträgt. Ein Bildpunkt hat die Farbe seines größten Fehlers.</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::EvaluationModel</name>
    <message>
        <source>By the paper's rules, with point adjustment: one flagged sample counts for its whole event. Even random scores do well by them.</source>
        <translation>Nach den Regeln des Papers, mit Punktanpassung: ein gemeldeter Messwert zählt für sein ganzes Ereignis. Selbst zufällige Werte sind danach gut.</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Point-wise F1 with the threshold set without labels</source>
        <translation>F1 Messwert für Messwert, mit einer Schwelle ohne Labels</translation>
    </message>
    <message>
        <source>F1, oracle
(upper bound)</source>
        <translation>F1, Orakel
(obere Grenze)</translation>
    </message>
    <message>
        <source>Best F1 any threshold could reach. It is chosen with the labels, which nobody has in practice: an upper bound, not a result.</source>
        <translation>Bestes F1, das irgendeine Schwelle erreichen könnte. Sie wird mit den Labels gewählt, die in der Praxis niemand hat: eine obere Grenze, kein Ergebnis.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Share of the flagged samples that are anomalous</source>
        <translation>Anteil der gemeldeten Messwerte, die anomal sind</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>Share of the anomalous samples that are flagged</source>
        <translation>Anteil der anomalen Messwerte, die gemeldet sind</translation>
    </message>
    <message>
        <source>AUC-ROC</source>
        <translation>AUC-ROC</translation>
    </message>
    <message>
        <source>Area under the ROC curve; 0.5 is chance</source>
        <translation>Fläche unter der ROC-Kurve; 0,5 ist Zufall</translation>
    </message>
    <message>
        <source>AUC-PR</source>
        <translation>AUC-PR</translation>
    </message>
    <message>
        <source>Area under the precision-recall curve</source>
        <translation>Fläche unter der Genauigkeits-Trefferquoten-Kurve</translation>
    </message>
    <message>
        <source>VUS-PR</source>
        <translation>VUS-PR</translation>
    </message>
    <message>
        <source>Volume under the precision-recall surface, tolerant at event borders</source>
        <translation>Volumen unter der Genauigkeits-Trefferquoten-Fläche, nachsichtig an Rändern von Ereignissen</translation>
    </message>
    <message>
        <source>VUS-ROC</source>
        <translation>VUS-ROC</translation>
    </message>
    <message>
        <source>Volume under the ROC surface, tolerant at event borders</source>
        <translation>Volumen unter der ROC-Fläche, nachsichtig an Rändern von Ereignissen</translation>
    </message>
    <message>
        <source>Event
precision</source>
        <translation>Ereignis-
genauigkeit</translation>
    </message>
    <message>
        <source>Share of the cases that meet an anomalous event</source>
        <translation>Anteil der Fälle, die ein anomales Ereignis treffen</translation>
    </message>
    <message>
        <source>Event precision
(corrected)</source>
        <translation>Ereignisgenauigkeit
(bereinigt)</translation>
    </message>
    <message>
        <source>Event precision times the share of normal time that is not flagged: 0 for a method that always alarms</source>
        <translation>Ereignisgenauigkeit mal dem Anteil normaler Zeit, der nicht gemeldet ist: 0 für ein Verfahren, das immer Alarm gibt</translation>
    </message>
    <message>
        <source>Event
recall</source>
        <translation>Ereignis-
trefferquote</translation>
    </message>
    <message>
        <source>Share of the anomalous events that are found</source>
        <translation>Anteil der anomalen Ereignisse, die gefunden sind</translation>
    </message>
    <message>
        <source>Composite
F1</source>
        <translation>Gemischtes
F1</translation>
    </message>
    <message>
        <source>F1 of point-wise precision and event recall</source>
        <translation>F1 aus Genauigkeit nach Messwerten und Trefferquote nach Ereignissen</translation>
    </message>
    <message>
        <source>PA%20
F1</source>
        <translation>PA%20
F1</translation>
    </message>
    <message>
        <source>F1 with point adjustment only for events of which a fifth is flagged</source>
        <translation>F1 mit Punktanpassung nur für Ereignisse, von denen ein Fünftel gemeldet ist</translation>
    </message>
    <message>
        <source>Delay
(s)</source>
        <translation>Verzug
(s)</translation>
    </message>
    <message>
        <source>Mean time from an event's begin to its first flagged sample</source>
        <translation>Mittlere Zeit vom Anfang eines Ereignisses bis zum ersten gemeldeten Messwert</translation>
    </message>
    <message>
        <source>False alarms
per node-day</source>
        <translation>Fehlalarme
je Knoten und Tag</translation>
    </message>
    <message>
        <source>Cases that meet no anomalous event</source>
        <translation>Fälle, die kein anomales Ereignis treffen</translation>
    </message>
    <message>
        <source>Normal time
flagged</source>
        <translation>Normale Zeit
gemeldet</translation>
    </message>
    <message>
        <source>Share of the normal samples that are flagged: what event figures do not see</source>
        <translation>Anteil der normalen Messwerte, die gemeldet sind: was Zahlen nach Ereignissen nicht sehen</translation>
    </message>
    <message>
        <source>Paper:
precision</source>
        <translation>Paper:
Genauigkeit</translation>
    </message>
    <message>
        <source>Paper:
recall</source>
        <translation>Paper:
Trefferquote</translation>
    </message>
    <message>
        <source>Paper:
AUC</source>
        <translation>Paper:
AUC</translation>
    </message>
    <message>
        <source>Paper:
F1</source>
        <translation>Paper:
F1</translation>
    </message>
    <message>
        <source>F1 with
suggestions</source>
        <translation>F1 mit
Vorschlägen</translation>
    </message>
    <message>
        <source>F1 by all labels, also those that were made by accepting what a method suggested. All other columns are made as if there were no such labels, since no method may confirm itself.</source>
        <translation>F1 nach allen Labels, auch denen, die durch das Annehmen von Vorschlägen entstanden. Alle anderen Spalten sind gebildet, als gäbe es solche Labels nicht, da kein Verfahren sich selbst bestätigen darf.</translation>
    </message>
    <message>
        <source>Scored
samples</source>
        <translation>Bewertete
Messwerte</translation>
    </message>
    <message>
        <source>Test samples that the method has a score for. All methods are judged by the same samples; what one left unscored counts as the least suspicious.</source>
        <translation>Messwerte im Test, für die das Verfahren einen Wert hat. Alle Verfahren werden an denselben Messwerten gemessen; was eines nicht bewertet hat, zählt als am wenigsten verdächtig.</translation>
    </message>
    <message>
        <source>%1, %2 test samples, %3 of them anomalous</source>
        <extracomment>%1: "30 nodes"</extracomment>
        <translation>%1, %2 Messwerte im Test, davon %3 anomal</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not counting %n label(s) made from suggestions (%1 samples)</source>
        <translation>
            <numerusform>ohne %n Label aus Vorschlägen (%1 Messwerte)</numerusform>
            <numerusform>ohne %n Labels aus Vorschlägen (%1 Messwerte)</numerusform>
        </translation>
    </message>
    <message>
        <source>Random scores: what chance alone reaches. No figure means anything without this row.</source>
        <translation>Zufällige Werte: was der Zufall allein erreicht. Ohne diese Zeile bedeutet keine Zahl etwas.</translation>
    </message>
    <message>
        <source>%1 (not run)</source>
        <translation>%1 (nicht gelaufen)</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::EvaluationPanel</name>
    <message>
        <source>Evaluation of all methods</source>
        <translation>Auswertung aller Verfahren</translation>
    </message>
    <message>
        <source>Thresholds are set without labels. The row “random” is what chance reaches by the same rules; point at a column's heading for what it means. Oracle figures use the labels and are upper bounds only.</source>
        <translation>Schwellen werden ohne Labels gesetzt. Die Zeile „random“ ist, was der Zufall nach denselben Regeln erreicht; zeigen Sie auf eine Überschrift, um zu sehen, was sie bedeutet. Zahlen des Orakels benutzen die Labels und sind nur obere Grenzen.</translation>
    </message>
    <message>
        <source>Hidden in blind mode</source>
        <translation>Im Blindmodus ausgeblendet</translation>
    </message>
    <message>
        <source>The evaluation rests on everybody's labels. Label → Hide other people's labels shows them, and it, again.</source>
        <translation>Die Auswertung beruht auf den Labels aller. Label → Labels anderer ausblenden zeigt sie wieder.</translation>
    </message>
    <message>
        <source>The evaluation cannot be read</source>
        <translation>Die Auswertung ist nicht zu lesen</translation>
    </message>
    <message>
        <source>It was probably made by a newer version of this program. Evaluate again:</source>
        <translation>Sie stammt wohl von einer neueren Version dieses Programms. Werten Sie erneut aus:</translation>
    </message>
    <message>
        <source>Nothing to compare with yet</source>
        <translation>Noch gibt es nichts zum Vergleichen</translation>
    </message>
    <message>
        <source>An evaluation compares what the methods found with labels. Select a stretch of time in the timeline and press Ctrl+L to label it, or import labels:</source>
        <translation>Eine Auswertung vergleicht, was die Verfahren fanden, mit Labels. Wählen Sie in der Zeitleiste ein Zeitstück und drücken Sie Strg+L, um es zu beschriften, oder importieren Sie Labels:</translation>
    </message>
    <message>
        <source>Not evaluated yet</source>
        <translation>Noch nicht ausgewertet</translation>
    </message>
    <message>
        <source>Press Run, or evaluate from a terminal:</source>
        <translation>Drücken Sie Ausführen, oder werten Sie in einem Terminal aus:</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::FilteredTable</name>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>Nichts passt zum Filter.</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ImportDialog</name>
    <message>
        <source>Job table</source>
        <translation>Jobtabelle</translation>
    </message>
    <message>
        <source>Label table</source>
        <translation>Labeltabelle</translation>
    </message>
    <message>
        <source>Folder of the new project</source>
        <translation>Ordner des neuen Projekts</translation>
    </message>
    <message>
        <source>Take files of which more than one line in ten cannot be read</source>
        <translation>Dateien nehmen, von denen mehr als jede zehnte Zeile nicht zu lesen ist</translation>
    </message>
    <message>
        <source>Take rows that lie far from all others of their node</source>
        <translation>Zeilen nehmen, die weit von allen anderen ihres Knotens liegen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Add files or folders, or drop them here.</source>
        <translation>Fügen Sie Dateien oder Ordner hinzu, oder ziehen Sie sie hierher.</translation>
    </message>
    <message>
        <source>Files and folders with samples</source>
        <translation>Dateien und Ordner mit Messwerten</translation>
    </message>
    <message>
        <source>Add &amp;files…</source>
        <translation>&amp;Dateien hinzufügen…</translation>
    </message>
    <message>
        <source>Add f&amp;older…</source>
        <translation>&amp;Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>%1: choose</source>
        <translation>%1: wählen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Zone of times without one</source>
        <translation>Zone der Zeiten ohne Zone</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>%1, which is open</source>
        <translation>%1, das offen ist</translation>
    </message>
    <message>
        <source>a new project</source>
        <translation>ein neues Projekt</translation>
    </message>
    <message>
        <source>&amp;Job table:</source>
        <translation>&amp;Jobtabelle:</translation>
    </message>
    <message>
        <source>&amp;Label table:</source>
        <translation>&amp;Labeltabelle:</translation>
    </message>
    <message>
        <source>&amp;Zone of times without one:</source>
        <translation>&amp;Zone der Zeiten ohne Zone:</translation>
    </message>
    <message>
        <source>Into:</source>
        <translation>In:</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>First lines</source>
        <translation>Erste Zeilen</translation>
    </message>
    <message>
        <source>What cannot be read</source>
        <translation>Was nicht zu lesen ist</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Einen Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Dateien hinzufügen</translation>
    </message>
    <message>
        <source>Reading everything once, to say what it is. Nothing is written yet.</source>
        <translation>Alles wird einmal gelesen, um zu sagen, was es ist. Noch wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>This cannot be imported as it is. %1</source>
        <translation>So lässt sich das nicht importieren. %1</translation>
    </message>
    <message>
        <source>%1 nodes, %2 metrics, %3 samples of %4 files (%5), every %6, %7</source>
        <translation>%1 Knoten, %2 Metriken, %3 Messwerte aus %4 Dateien (%5), alle %6, %7</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n Job</numerusform>
            <numerusform>%n Jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s)</source>
        <translation>
            <numerusform>%n Label</numerusform>
            <numerusform>%n Labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) rejected</source>
        <translation>
            <numerusform>%n Job abgewiesen</numerusform>
            <numerusform>%n Jobs abgewiesen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n Lücke</numerusform>
            <numerusform>%n Lücken</numerusform>
        </translation>
    </message>
    <message>
        <source>Would import %1. Nothing is written yet.</source>
        <translation>Würde %1 importieren. Noch ist nichts geschrieben.</translation>
    </message>
    <message>
        <source>First lines of %1</source>
        <translation>Erste Zeilen von %1</translation>
    </message>
    <message>
        <source>not imported: job %1</source>
        <translation>nicht importiert: Job %1</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) cannot be read and would be left out:</source>
        <translation>
            <numerusform>%n Zeile ist nicht zu lesen und würde weggelassen:</numerusform>
            <numerusform>%n Zeilen sind nicht zu lesen und würden weggelassen:</numerusform>
        </translation>
    </message>
    <message>
        <source>Would be left out, or taken otherwise than it stands there:</source>
        <translation>Würde weggelassen, oder anders genommen, als es dasteht:</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::JobBand</name>
    <message>
        <source>Jobs of the node</source>
        <translation>Jobs des Knotens</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>Job %1</source>
        <translation>Job %1</translation>
    </message>
    <message>
        <source>User: %1</source>
        <translation>Benutzer: %1</translation>
    </message>
    <message>
        <source>State: %1</source>
        <translation>Zustand: %1</translation>
    </message>
    <message>
        <source>Begin: %1</source>
        <translation>Anfang: %1</translation>
    </message>
    <message>
        <source>End: %1 (%2)</source>
        <translation>Ende: %1 (%2)</translation>
    </message>
    <message>
        <source>End: still running</source>
        <translation>Ende: läuft noch</translation>
    </message>
    <message numerus="yes">
        <source>Nodes: %n</source>
        <translation>
            <numerusform>Knoten: %n</numerusform>
            <numerusform>Knoten: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LabelDialog</name>
    <message>
        <source>Label a stretch of time</source>
        <translation>Ein Zeitstück beschriften</translation>
    </message>
    <message>
        <source>still going on</source>
        <translation>dauert noch an</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>nach Belieben</translation>
    </message>
    <message>
        <source>Node:</source>
        <translation>Knoten:</translation>
    </message>
    <message>
        <source>F&amp;rom:</source>
        <translation>&amp;Von:</translation>
    </message>
    <message>
        <source>&amp;To:</source>
        <translation>&amp;Bis:</translation>
    </message>
    <message>
        <source>Zone:</source>
        <translation>Zone:</translation>
    </message>
    <message>
        <source>&amp;Class:</source>
        <translation>&amp;Klasse:</translation>
    </message>
    <message>
        <source>N&amp;ote:</source>
        <translation>N&amp;otiz:</translation>
    </message>
    <message>
        <source>Add label</source>
        <translation>Label hinzufügen</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LabelDocument</name>
    <message>
        <source>Add label</source>
        <translation>Label hinzufügen</translation>
    </message>
    <message>
        <source>Edit classes</source>
        <translation>Klassen bearbeiten</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LabelInspector</name>
    <message>
        <source>Only those &amp;shown</source>
        <translation>Nur die &amp;gezeigten</translation>
    </message>
    <message>
        <source>A&amp;ll</source>
        <translation>A&amp;lle</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>still going on</source>
        <translation>dauert noch an</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>nach Belieben</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Edit label classes</source>
        <translation>Klassen von Labels bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Class:</source>
        <translation>&amp;Klasse:</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>F&amp;rom:</source>
        <translation>&amp;Von:</translation>
    </message>
    <message>
        <source>&amp;To:</source>
        <translation>&amp;Bis:</translation>
    </message>
    <message>
        <source>S&amp;ure:</source>
        <translation>S&amp;icher:</translation>
    </message>
    <message>
        <source>N&amp;ote:</source>
        <translation>N&amp;otiz:</translation>
    </message>
    <message>
        <source>Metrics:</source>
        <translation>Metriken:</translation>
    </message>
    <message>
        <source>Author:</source>
        <translation>Von:</translation>
    </message>
    <message>
        <source>History of the label</source>
        <translation>Geschichte des Labels</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Geschichte</translation>
    </message>
    <message>
        <source>Change class</source>
        <translation>Klasse ändern</translation>
    </message>
    <message>
        <source>Change confidence</source>
        <translation>Sicherheit ändern</translation>
    </message>
    <message>
        <source>Change note</source>
        <translation>Notiz ändern</translation>
    </message>
    <message>
        <source>Change metrics</source>
        <translation>Metriken ändern</translation>
    </message>
    <message>
        <source>No label is chosen. Click one in the lanes or in the list; drag over a stretch of time and press a digit to make one.</source>
        <translation>Kein Label ist gewählt. Klicken Sie eines in den Spuren oder in der Liste an; ziehen Sie über ein Zeitstück und drücken Sie eine Ziffer, um eines zu machen.</translation>
    </message>
    <message>
        <source>Node %1</source>
        <translation>Knoten %1</translation>
    </message>
    <message numerus="yes">
        <source>%n labels</source>
        <translation>
            <numerusform>%n Label</numerusform>
            <numerusform>%n Labels</numerusform>
        </translation>
    </message>
    <message>
        <source>Times are in %1</source>
        <translation>Zeiten sind in %1</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Change times</source>
        <translation>Zeiten ändern</translation>
    </message>
    <message>
        <source>added: %1</source>
        <translation>hinzugefügt: %1</translation>
    </message>
    <message>
        <source>removed: %1</source>
        <translation>entfernt: %1</translation>
    </message>
    <message>
        <source>changed to: %1</source>
        <translation>geändert in: %1</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LabelListModel</name>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Begin (%1)</source>
        <translation>Anfang (%1)</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>going on</source>
        <translation>dauert an</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LabelOverlay</name>
    <message>
        <source>adjudicated</source>
        <translation>abgeglichen</translation>
    </message>
    <message>
        <source>%1, by %2
%3 (%4)</source>
        <translation>%1, von %2
%3 (%4)</translation>
    </message>
    <message>
        <source>%1, still going on</source>
        <translation>%1, dauert noch an</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LaneView</name>
    <message>
        <source>Metric lanes</source>
        <translation>Spuren der Metriken</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>erwartet %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>loading…</source>
        <translation>wird geladen…</translation>
    </message>
    <message>
        <source>zoomed, log</source>
        <translation>vergrößert, log</translation>
    </message>
    <message>
        <source>zoomed</source>
        <translation>vergrößert</translation>
    </message>
    <message>
        <source>log</source>
        <translation>log</translation>
    </message>
    <message>
        <source>%1
Unit: %2</source>
        <translation>%1
Einheit: %2</translation>
    </message>
    <message>
        <source>Drag: move. Lower edge: height. Right button: scale, pin, hide.</source>
        <translation>Ziehen: verschieben. Unterer Rand: Höhe. Rechte Taste: Skala, anheften, ausblenden.</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::LossPlot</name>
    <message>
        <source>Loss curve</source>
        <translation>Verlustkurve</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>stopped early</source>
        <translation>früh beendet</translation>
    </message>
    <message>
        <source>Epoch %1: training loss %2</source>
        <translation>Epoche %1: Trainingsverlust %2</translation>
    </message>
    <message>
        <source>Epoch %1: training loss %2, held-back loss %3</source>
        <translation>Epoche %1: Trainingsverlust %2, zurückgehaltener Verlust %3</translation>
    </message>
    <message>
        <source>Cluster %1</source>
        <translation>Cluster %1</translation>
    </message>
    <message>
        <source>epoch %1 of %2</source>
        <translation>Epoche %1 von %2</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>Epoche %1</translation>
    </message>
    <message>
        <source>training loss %1</source>
        <translation>Trainingsverlust %1</translation>
    </message>
    <message>
        <source>held-back loss %1</source>
        <translation>zurückgehaltener Verlust %1</translation>
    </message>
    <message>
        <source>least held-back loss %1 in epoch %2</source>
        <translation>kleinster zurückgehaltener Verlust %1 in Epoche %2</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>best: epoch %1</source>
        <translation>beste: Epoche %1</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Loss (logarithmic)</source>
        <translation>Verlust (logarithmisch)</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Epoch %1</source>
        <translation>Epoche %1</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::MetricPanel</name>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Speichern als…</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Find a metric</source>
        <translation>Eine Metrik suchen</translation>
    </message>
    <message>
        <source>Letters may be left out: “mem fr” finds node_memory_MemFree</source>
        <translation>Buchstaben dürfen fehlen: „mem fr“ findet node_memory_MemFree</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>Lane s&amp;et:</source>
        <translation>Spur&amp;satz:</translation>
    </message>
    <message>
        <source>Lane set</source>
        <translation>Spursatz</translation>
    </message>
    <message>
        <source>Which lanes are shown, their order, heights and scales; kept in the project</source>
        <translation>Welche Spuren gezeigt werden, ihre Reihenfolge, Höhen und Skalen; wird im Projekt aufbewahrt</translation>
    </message>
    <message>
        <source>Keep the lanes as they are now under a name</source>
        <translation>Die Spuren, wie sie jetzt sind, unter einem Namen behalten</translation>
    </message>
    <message>
        <source>Delete the chosen lane set</source>
        <translation>Den gewählten Spursatz löschen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Hide all</source>
        <translation>Alle ausblenden</translation>
    </message>
    <message>
        <source>All metrics</source>
        <translation>Alle Metriken</translation>
    </message>
    <message>
        <source>Save lane set</source>
        <translation>Spursatz speichern</translation>
    </message>
    <message>
        <source>Name of the lane set; an existing one is replaced:</source>
        <translation>Name des Spursatzes; ein vorhandener wird ersetzt:</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::MetricTreeModel</name>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Metrik</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::NodeListModel</name>
    <message>
        <source>Not scored yet</source>
        <translation>Noch nicht bewertet</translation>
    </message>
    <message>
        <source>Scored, nothing conspicuous</source>
        <translation>Bewertet, nichts Auffälliges</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n Fall</numerusform>
            <numerusform>%n Fälle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s)</source>
        <translation>
            <numerusform>%n Label</numerusform>
            <numerusform>%n Labels</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 looked at</source>
        <translation>%1 angesehen</translation>
    </message>
    <message>
        <source>Stretches of time that the chosen method found conspicuous</source>
        <translation>Zeitstücke, die das gewählte Verfahren auffällig fand</translation>
    </message>
    <message>
        <source>Stretches of time that a person marked as anomalous</source>
        <translation>Zeitstücke, die jemand als anomal markiert hat</translation>
    </message>
    <message>
        <source>How much of the node's time you have marked as looked at (M, Shift+Enter)</source>
        <translation>Wie viel der Zeit des Knotens Sie als angesehen markiert haben (M, Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Highest anomaly score among the node's cases</source>
        <translation>Höchster Anomaliewert unter den Fällen des Knotens</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Angesehen</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::OverviewStrip</name>
    <message>
        <source>Overview of the node's whole time</source>
        <translation>Überblick über die ganze Zeit des Knotens</translation>
    </message>
    <message>
        <source>The whole time of the node. Drag the window to move it, its edges to zoom, or draw a new one.</source>
        <translation>Die ganze Zeit des Knotens. Ziehen Sie das Fenster, um es zu verschieben, seine Ränder, um zu vergrößern, oder ziehen Sie ein neues auf.</translation>
    </message>
    <message>
        <source>Whole time
%1</source>
        <translation>Ganze Zeit
%1</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ParameterField</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Has to be from %1 to %2.</source>
        <translation>Muss von %1 bis %2 sein.</translation>
    </message>
    <message>
        <source>Has to be %1 or more.</source>
        <translation>Muss %1 oder mehr sein.</translation>
    </message>
    <message>
        <source>Has to be %1 or less.</source>
        <translation>Muss %1 oder weniger sein.</translation>
    </message>
    <message>
        <source>Is not one of the choices.</source>
        <translation>Gehört nicht zur Auswahl.</translation>
    </message>
    <message>
        <source>Is not a number.</source>
        <translation>Ist keine Zahl.</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ParameterForm</name>
    <message>
        <source>The whole run</source>
        <translation>Der ganze Lauf</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>Vorbereitung</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Map of the segments</source>
        <translation>Karte der Segmente</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Learning from new samples</source>
        <translation>Lernen aus neuen Messwerten</translation>
    </message>
    <message>
        <source>Detection</source>
        <translation>Erkennung</translation>
    </message>
    <message>
        <source>Other methods</source>
        <translation>Andere Verfahren</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Search for more like a label</source>
        <translation>Suche nach Ähnlichem</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>&amp;All parameters</source>
        <translation>&amp;Alle Parameter</translation>
    </message>
    <message>
        <source>No parameter matches the filter.</source>
        <translation>Kein Parameter passt zum Filter.</translation>
    </message>
    <message>
        <source>Filter all parameters by name or meaning</source>
        <translation>Alle Parameter nach Namen oder Bedeutung filtern</translation>
    </message>
    <message>
        <source>Filter of the parameters</source>
        <translation>Filter der Parameter</translation>
    </message>
    <message>
        <source>Show also the parameters that few need</source>
        <translation>Auch die Parameter zeigen, die wenige brauchen</translation>
    </message>
    <message>
        <source>For experiments: %1</source>
        <translation>Für Versuche: %1</translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>Zurück zur Voreinstellung: %1</translation>
    </message>
    <message>
        <source>%1: back to the default</source>
        <translation>%1: zurück zur Voreinstellung</translation>
    </message>
    <message>
        <source>Allowed: %1</source>
        <translation>Erlaubt: %1</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>Voreinstellung: %1</translation>
    </message>
    <message>
        <source>Not the default, which is %1.</source>
        <translation>Nicht die Voreinstellung, die %1 ist.</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ProjectSession</name>
    <message>
        <source>Saving the view</source>
        <translation>Das Speichern der Ansicht</translation>
    </message>
    <message>
        <source>Keeping the project</source>
        <translation>Das Behalten des Projekts</translation>
    </message>
    <message>
        <source>Reading the project</source>
        <translation>Das Lesen des Projekts</translation>
    </message>
    <message>
        <source>Reading how the models were trained</source>
        <translation>Das Lesen, wie die Modelle trainiert wurden</translation>
    </message>
    <message>
        <source>Reading the scores of %1</source>
        <translation>Das Lesen der Werte von %1</translation>
    </message>
    <message>
        <source>The run</source>
        <translation>Der Lauf</translation>
    </message>
    <message>
        <source>Learning from new samples</source>
        <translation>Lernen aus neuen Messwerten</translation>
    </message>
    <message>
        <source>Detecting with %1</source>
        <translation>Das Erkennen mit %1</translation>
    </message>
    <message>
        <source>Reading the suggestions</source>
        <translation>Das Lesen der Vorschläge</translation>
    </message>
    <message>
        <source>Mark as seen</source>
        <translation>Als angesehen markieren</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::RunList</name>
    <message>
        <source>&amp;Stop it</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Running work</source>
        <translation>Laufende Arbeit</translation>
    </message>
    <message>
        <source>Work that runs, waits, or is over</source>
        <translation>Arbeit, die läuft, wartet oder vorbei ist</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Getan</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What the chosen work said</source>
        <translation>Was die gewählte Arbeit sagte</translation>
    </message>
    <message>
        <source>It has said nothing yet.</source>
        <translation>Sie hat noch nichts gesagt.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::RunStatus</name>
    <message>
        <source>Running work</source>
        <translation>Laufende Arbeit</translation>
    </message>
    <message>
        <source>List all running work</source>
        <translation>Alle laufende Arbeit auflisten</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show how it goes</source>
        <translation>Zeigen, wie es geht</translation>
    </message>
    <message>
        <source>Show how the run goes</source>
        <translation>Zeigen, wie der Lauf geht</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>Den Lauf abbrechen</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::ScoreLane</name>
    <message>
        <source>Anomaly score and threshold</source>
        <translation>Anomaliewert und Schwelle</translation>
    </message>
    <message>
        <source>Drag the threshold up or down: what it flags, and what that is worth, follows</source>
        <translation>Die Schwelle nach oben oder unten ziehen: was sie meldet und was das wert ist, folgt</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>threshold %1</source>
        <translation>Schwelle %1</translation>
    </message>
    <message>
        <source>%1 to %2 (log)</source>
        <translation>%1 bis %2 (log)</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>threshold × %1</source>
        <translation>Schwelle × %1</translation>
    </message>
    <message>
        <source>Drag to make the score lane taller or lower</source>
        <translation>Ziehen macht die Spur der Werte höher oder niedriger</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::StartPage</name>
    <message>
        <source>Projects you open are listed here.</source>
        <translation>Projekte, die Sie öffnen, werden hier aufgelistet.</translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation>Ein Projekt öffnen…</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Zuletzt geöffnete Projekte</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation>Aus dieser Liste entfernen</translation>
    </message>
    <message>
        <source>NodeSentry Workbench</source>
        <translation>NodeSentry Workbench</translation>
    </message>
    <message>
        <source>Finds, shows and labels anomalies in the compute nodes of HPC systems.</source>
        <translation>Findet, zeigt und beschriftet Anomalien in den Rechenknoten von HPC-Systemen.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>%1 (missing)
%2</source>
        <translation>%1 (fehlt)
%2</translation>
    </message>
    <message>
        <source>The same from a terminal:</source>
        <translation>Dasselbe in einem Terminal:</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Try it on a small real recording that comes with the program, with faults that were injected. It takes about 12 s.</source>
        <translation>Probieren Sie es an einer kleinen echten Aufnahme mit absichtlichen Fehlern, die dem Programm beiliegt. Es dauert etwa 12 s.</translation>
    </message>
    <message>
        <source>&amp;Try the sample</source>
        <translation>Beispiel &amp;ausprobieren</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Ihre Daten</translation>
    </message>
    <message>
        <source>Drop files or folders with monitoring data anywhere on this window, with the job list of your batch system if you have it. A project folder (NAME.nsproj) opens.</source>
        <translation>Ziehen Sie Dateien oder Ordner mit Messdaten irgendwohin in dieses Fenster, mit der Jobliste Ihres Batchsystems, falls Sie sie haben. Ein Projektordner (NAME.nsproj) wird geöffnet.</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>Simulation</source>
        <translation>Simulation</translation>
    </message>
    <message>
        <source>Make up a cluster with jobs and labelled anomalies, to see how the program works with more nodes.</source>
        <translation>Einen Cluster mit Jobs und beschrifteten Anomalien erfinden, um zu sehen, wie das Programm mit mehr Knoten arbeitet.</translation>
    </message>
    <message>
        <source>&amp;Simulate…</source>
        <translation>&amp;Simulieren…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::SuggestionDocument</name>
    <message numerus="yes">
        <source>Accept %n suggestion(s)</source>
        <translation>
            <numerusform>%n Vorschlag annehmen</numerusform>
            <numerusform>%n Vorschläge annehmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n suggestion(s)</source>
        <translation>
            <numerusform>%n Vorschlag ablehnen</numerusform>
            <numerusform>%n Vorschläge ablehnen</numerusform>
        </translation>
    </message>
    <message>
        <source>Move edge</source>
        <translation>Rand verschieben</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::SuggestionListModel</name>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Score over threshold where it is highest; for what is like a label, correlation over the least one that is suggested</source>
        <translation>Wert über der Schwelle, wo er am höchsten ist; bei Ähnlichem die Korrelation über der kleinsten, die vorgeschlagen wird</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Begin (%1)</source>
        <translation>Anfang (%1)</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>like a label</source>
        <translation>einem Label ähnlich</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::SuggestionOverlay</name>
    <message>
        <source>like a label</source>
        <translation>einem Label ähnlich</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Suggestion %1, strength %2
%3 (%4)</source>
        <translation>Vorschlag %1, Stärke %2
%3 (%4)</translation>
    </message>
    <message>
        <source>Click it to decide on it</source>
        <translation>Klicken Sie ihn an, um über ihn zu entscheiden</translation>
    </message>
    <message>
        <source>To be decided on now: %1</source>
        <extracomment>%1: a suggestion</extracomment>
        <translation>Jetzt zu entscheiden: %1</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::TimeRuler</name>
    <message>
        <source>Time axis</source>
        <translation>Zeitachse</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::TrainingListModel</name>
    <message>
        <source>Cluster %1: %2</source>
        <translation>Cluster %1: %2</translation>
    </message>
    <message>
        <source>Segments that behave alike; each cluster has a model of its own</source>
        <translation>Segmente, die sich gleich verhalten; jeder Cluster hat ein eigenes Modell</translation>
    </message>
    <message>
        <source>Training loss (solid) and held-back loss (dashed) by epoch, each cluster on a scale of its own</source>
        <translation>Trainingsverlust (durchgezogen) und zurückgehaltener Verlust (gestrichelt) nach Epochen, jeder Cluster auf eigener Skala</translation>
    </message>
    <message>
        <source>Epochs trained, of those planned; fewer when the held-back loss no longer fell</source>
        <translation>Trainierte Epochen, von den geplanten; weniger, wenn der zurückgehaltene Verlust nicht mehr fiel</translation>
    </message>
    <message>
        <source>Least loss of the windows that are held back from training (validation loss); the model has the weights of that epoch</source>
        <translation>Kleinster Verlust der Fenster, die vom Training zurückgehalten werden (Validierungsverlust); das Modell hat die Gewichte dieser Epoche</translation>
    </message>
    <message>
        <source>Tokens that went through training per second; a token is one sample of a window</source>
        <translation>Tokens, die je Sekunde durch das Training gingen; ein Token ist ein Messwert eines Fensters</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>training</source>
        <translation>im Training</translation>
    </message>
    <message>
        <source>interrupted, the next run goes on with it</source>
        <translation>unterbrochen, der nächste Lauf macht damit weiter</translation>
    </message>
    <message>
        <source>trained; stopped early, since the held-back loss no longer fell</source>
        <translation>trainiert; früh beendet, da der zurückgehaltene Verlust nicht mehr fiel</translation>
    </message>
    <message>
        <source>trained</source>
        <translation>trainiert</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::TrainingPanel</name>
    <message>
        <source>No model yet</source>
        <translation>Noch kein Modell</translation>
    </message>
    <message>
        <source>Clusters and their training</source>
        <translation>Cluster und ihr Training</translation>
    </message>
    <message>
        <source>Cluster %1: %2</source>
        <translation>Cluster %1: %2</translation>
    </message>
    <message>
        <source>epoch %1 of %2</source>
        <translation>Epoche %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n Epoche</numerusform>
            <numerusform>%n Epochen</numerusform>
        </translation>
    </message>
    <message>
        <source>least held-back loss %1 in epoch %2</source>
        <translation>kleinster zurückgehaltener Verlust %1 in Epoche %2</translation>
    </message>
    <message>
        <source>too few windows to hold any back</source>
        <translation>zu wenige Fenster, um welche zurückzuhalten</translation>
    </message>
    <message>
        <source>%1 tokens per second</source>
        <translation>%1 Tokens je Sekunde</translation>
    </message>
    <message>
        <source>learning rate %1</source>
        <translation>Lernrate %1</translation>
    </message>
    <message>
        <source>peak learning rate %1</source>
        <translation>höchste Lernrate %1</translation>
    </message>
    <message>
        <source>taken up again in epoch %1</source>
        <translation>in Epoche %1 wieder aufgenommen</translation>
    </message>
    <message>
        <source>begun anew with a tenth of the learning rate, since it diverged</source>
        <translation>mit einem Zehntel der Lernrate neu begonnen, da es divergierte</translation>
    </message>
    <message>
        <source>No epoch is over yet</source>
        <translation>Noch ist keine Epoche vorbei</translation>
    </message>
    <message>
        <source>The data are prepared and clustered first. The loss curve of each cluster's model is drawn here while the model is trained.</source>
        <translation>Erst werden die Daten vorbereitet und geclustert. Die Verlustkurve des Modells jedes Clusters wird hier gezeichnet, während es trainiert wird.</translation>
    </message>
    <message>
        <source>Press Run (F5) to train a model for each cluster, or train from a terminal. The loss curves are drawn here meanwhile, and stay.</source>
        <translation>Drücken Sie Ausführen (F5), um für jeden Cluster ein Modell zu trainieren, oder trainieren Sie in einem Terminal. Die Verlustkurven werden hier währenddessen gezeichnet und bleiben.</translation>
    </message>
</context>
<context>
    <name>nodesentry::ui::WhyStrip</name>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Click: show its lane.</source>
        <translation>Klick: Spur zeigen.</translation>
    </message>
</context>
</TS>
