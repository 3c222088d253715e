#include "app/workbench/commands/help_texts.h"

#include <QCoreApplication>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

class Texts {
    Q_DECLARE_TR_FUNCTIONS(HelpTexts)

public:
    static QList<std::pair<QString, QString>> keys()
    {
        return {
            {tr("Arrows up and down"), tr("choose a lane")},
            {tr("Arrows left and right"), tr("move in time")},
            {tr("Page Up, Page Down"), tr("scroll the lanes")},
            {tr("Home, End"), tr("first and last times")},
            {tr("Escape, while dragging"), tr("as it was before")},
            {tr("Shift, while dragging"), tr("edges do not snap to samples and job borders")},
            {tr("Drag a label's edge"), tr("begin or end it there")},
            {tr("Drag a lane's name, its lower edge"), tr("move the lane, change its height")},
            {tr("Double-click on a lane's name, its lower edge"), tr("scale, height as in the other lanes")},
            {tr("Right button on a lane's name, on a job"), tr("what can be done with it")},
            {tr("Tab, Shift + Tab"), tr("to the next list or field, and back")},
            {tr("Enter in a list"), tr("show the row in the timeline")},
            {tr("Menu key, Shift + F10"), tr("what can be done with the chosen lane")},
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

QList<std::pair<QString, QString>> fixedKeys()
{
    return Texts::keys();
}

QString aboutText()
{
    return Texts::about();
}

} // namespace nodesentry::app
