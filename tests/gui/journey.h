#pragma once

#include "app/workbench/workbench.h"
#include "widgets/base/tables/filtered_table.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/panels/assist_panel.h"
#include "widgets/panels/case_panel.h"
#include "widgets/panels/training_panel.h"

#include <QAction>

#include <memory>

namespace nodesentry::test {

/// The window as a person has it, with its engine; and what a journey looks at, found as any widget is.
class Journey {
public:
    Journey(app::AppSettings& settings, ui::Engine& engine) : m_workbench(settings, nullptr, engine) { }

    [[nodiscard]] app::MainWindow& window() { return m_workbench.window(); }
    [[nodiscard]] ui::ProjectSession& session() { return m_workbench.session(); }
    [[nodiscard]] ui::RunQueue& runs() { return m_workbench.runs(); }
    [[nodiscard]] ui::ViewOptions& view() { return m_workbench.view(); }
    [[nodiscard]] QAction* action(const char* id) { return window().actions()[id]; }

    [[nodiscard]] ui::TimelineView& timeline() { return *find<ui::TimelineView>(); }
    [[nodiscard]] ui::CasePanel& casePanel() { return *find<ui::CasePanel>(); }
    [[nodiscard]] ui::AssistPanel& assistPanel() { return *find<ui::AssistPanel>(); }
    [[nodiscard]] ui::TrainingPanel& trainingPanel()
    {
        if (window().findChild<ui::TrainingPanel*>() == nullptr)
            action("go.training")->trigger(); // its room is made when it is entered
        return *find<ui::TrainingPanel>();
    }
    [[nodiscard]] ui::FilteredTable& table(const char* name)
    {
        return *window().findChild<ui::FilteredTable*>(QLatin1StringView(name));
    }
    [[nodiscard]] ui::FilteredTable& nodeTable() { return table("nodeTable"); }
    [[nodiscard]] ui::FilteredTable& caseTable() { return table("caseTable"); }
    [[nodiscard]] ui::FilteredTable& labelTable() { return table("labelTable"); }

private:
    template <class T> T* find()
    {
        auto* widget = window().findChild<T*>();
        Q_ASSERT(widget != nullptr);
        return widget;
    }

    app::Workbench m_workbench;
};

} // namespace nodesentry::test
