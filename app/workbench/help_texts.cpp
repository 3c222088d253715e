#include "app/workbench/help_texts.h"

#include <QCoreApplication>
#include <QList>

#include <utility>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

class Texts {
    Q_DECLARE_TR_FUNCTIONS(HelpTexts)

public:
    static QList<std::pair<QString, QString>> keys()
    {
        return {
            {tr("Wheel"), tr("scroll the lanes")},
            {tr("Ctrl + wheel, W, S"), tr("zoom time at the pointer")},
            {tr("Shift + wheel, A, D"), tr("move in time")},
            {tr("Drag"), tr("select a stretch of time")},
            {tr("Middle drag, Space + drag"), tr("move in time")},
            {tr("Alt + drag"), tr("zoom to the dragged stretch")},
            {tr("Double-click, Backspace"), tr("previous view; on a job: show the job")},
            {tr("Shift + Backspace"), tr("next view")},
            {tr("F"), tr("fit the selection, or everything")},
            {tr("G"), tr("go to a time, a node or a job")},
            {tr("R"), tr("fix a cursor: A, then B, then none")},
            {tr("U, H, Y"), tr("pin the lane, all as heat strips, most unusual lanes first")},
            {tr("O"), tr("compare with the job's other nodes")},
            {tr("Drag a lane's name, its lower edge"), tr("move the lane, change its height")},
            {tr("Right button on a lane's name, on a job"), tr("what can be done with it")},
            {tr("Ctrl + Shift + wheel"), tr("zoom the lane's values; double-click on its name: as before")},
            {tr("Arrows, Page Up, Page Down, Home, End"),
             tr("choose a lane, move in time, scroll, first and last times")},
            {tr(". and ,"), tr("next and previous case")},
            {tr("Ctrl + L"), tr("label the selection")},
            {tr("0 to 9"), tr("label the selection, or give the chosen labels another class")},
            {tr("[, ]"), tr("begin and end of the selection or of the chosen label at the pointer")},
            {tr("J"), tr("select the whole job")},
            {tr("C, T, E"), tr("how sure, note and times of the chosen label")},
            {tr("Shift + S, Shift + M"), tr("split the chosen label at the pointer, merge the chosen ones")},
            {tr("Ctrl + comma, Ctrl + period"), tr("previous and next label")},
            {tr("Ctrl + Z, Ctrl + Y"), tr("take back, do again")},
            {tr("Delete"), tr("delete the chosen labels")},
            {tr("Ctrl + plus, Ctrl + minus"), tr("height of the lanes")},
            {tr("Ctrl + F, /"), tr("find a node, find a metric")},
            {tr("F5, Shift + F5"), tr("run, cancel the run")},
        };
    }

    static QString about()
    {
        return tr("<h3>NodeSentry Workbench %1</h3>"
                  "<p>Finds, shows and labels anomalies in the compute nodes of HPC systems.</p>"
                  "<p>The method follows “Effective Node-Level Anomaly Detection in HPC Systems via "
                  "Coarse-Grained "
                  "Clustering and Fine-Grained Model Sharing” (NodeSentry, SC '25).</p>"
                  "<p>Free software under the GNU General Public License, version 3 or later. Uses Qt "
                  "%2.</p>")
            .arg(QStringLiteral(NODESENTRY_VERSION), QString::fromLatin1(qVersion()));
    }
};

} // namespace

QString keysText()
{
    QString rows;
    for (const auto& [keys, meaning] : Texts::keys())
        rows += u"<tr><td><b>%1</b></td><td style='padding-left:18px'>%2</td></tr>"_s.arg(
            keys.toHtmlEscaped(), meaning.toHtmlEscaped());
    return u"<table cellspacing='3'>"_s + rows + u"</table>"_s;
}

QString aboutText()
{
    return Texts::about();
}

} // namespace nodesentry::app
