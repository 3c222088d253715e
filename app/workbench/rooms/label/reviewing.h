#pragma once

#include "app/workbench/rooms/label/label_stage.h"
#include "widgets/overlays/suggestion_overlay.h"
#include "widgets/documents/threshold_judge.h"
#include "widgets/base/jobs/job_runner.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <map>
#include <set>
#include <string>

namespace nodesentry::ui {
class AssistPanel;
class SuggestionDocument;
class SuggestionListModel;
} // namespace nodesentry::ui

namespace nodesentry::app {

class Labelling;

/// What helps a person who labels: the queue of suggestions over all nodes, where each decision leads to the
/// next one; the threshold that is dragged and what it is worth; detectors in the background; more of a
/// label's kind; what has been looked at.
class Reviewing final : public QObject {
    Q_OBJECT

public:
    /// All outlive this.
    Reviewing(const LabelStage& stage, Labelling& labelling, ui::AssistPanel& panel,
              ui::SuggestionListModel& model);

    void clear(); ///< the project was closed
    void takeSnapshot(); ///< the project was opened or read anew
    void updateActions();
    void updateTexts(); ///< times read differently now
    /// Makes the suggestion that a case is, current. @return false: there is none to decide on
    bool chooseCase(const std::string& node, TimeRange range);
    void setCategory(const std::string& category) { m_category = category; } ///< that Enter gives

private:
    void connectActions();
    void connectDocument();
    void connectThreshold();
    void showNode();
    void loadDetectors();
    void loadNodes();
    void offer();
    void offer(const std::string& method, double factor); ///< stores what a factor suggests
    void updateView();
    /// What lies in labels is not asked again, and what a label no longer covers is.
    void updateLabelled();
    void updateSeen();
    void updateFigures(double factor);
    void updatePanel();
    void preview(double factor);
    void dropThreshold(double factor);
    class ThresholdCommand;
    void setThreshold(const std::string& method, double factor);
    void accept();
    void acceptAllInView();
    void reject();
    void step(int direction);
    /// The suggestions that the list shows, in its order: filter, scope and sorting are the queue.
    [[nodiscard]] std::vector<SuggestionId> shownQueue() const;
    /// The one before or after the current one in the list, round and round; after a decision, +1 is the one that came
    /// next. @return nullopt: the list is empty
    [[nodiscard]] std::optional<SuggestionId> neighbour(int step) const;
    void keepPlace();
    void applyScope();
    void advance();
    enum class Move { Always, IfUnseen };
    void show(SuggestionId id, Move move);
    void followInList(); ///< the list shows which suggestion is decided on
    void findSimilar();
    void markSeen();
    void finishNode();
    void detect();
    [[nodiscard]] std::string category() const;
    [[nodiscard]] const Suggestion* currentHere() const;
    [[nodiscard]] std::vector<std::string> nodesOf(int scope) const;
    void setJudgedLabels(); ///< tells the judge the labels and which of them came from suggestions
    [[nodiscard]] std::vector<Label> seenLabels() const; ///< without other people's in blind mode
    [[nodiscard]] std::map<std::string, std::vector<TimeRange>> labelledTimes() const; ///< by those
    [[nodiscard]] std::optional<LabelId> labelToFind() const;
    [[nodiscard]] bool isWritable() const;
    [[nodiscard]] QString emptyText() const;

    LabelStage m_stage;
    RoomContext& m_room;
    Labelling& m_labelling;
    ui::AssistPanel& m_panel;
    ui::SuggestionListModel& m_model;
    ui::SuggestionDocument& m_document;
    ui::SuggestionOverlay m_overlay;
    ui::ThresholdJudge m_judge;
    std::set<std::string> m_asked; ///< nodes whose scores the judge has, or has asked for
    std::string m_judged; ///< what the judge's scores are of
    std::string m_project; ///< whose detectors are listed
    std::string m_category; ///< that was used last
    std::size_t m_place = 0; ///< in the list, of the current one or where it was
    QStringList m_scopeNodes; ///< whose suggestions are listed; empty: all nodes
    // Last, so that their work ends first.
    ui::JobRunner m_runner{2};
    ui::JobRunner m_offers{1}; ///< one after the other: the threshold that is stored last is the newest
};

} // namespace nodesentry::app
