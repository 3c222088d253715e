// Edits of labels as a whole, their classes, history, and what people have looked at.

#include "core/project/project.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <random>

namespace nodesentry {
namespace {

class LabelEditsTest : public ::testing::Test {
protected:
    test::TemporaryFolder folder;
    std::string path = folder.file("p.nsproj");
    std::shared_ptr<Project> project = Project::create(path).value();

    static Label label(TimeMs begin, TimeMs end, std::string category = "memory_leak")
    {
        return {0, "cn1", begin, end, std::move(category), "", "ann"};
    }
    std::vector<Label> stored() const { return project->labels().value(); }

    void executeSql(const char* sql) const
    {
        sqlite3* handle = nullptr;
        ASSERT_EQ(sqlite3_open((path + "/project.db").c_str(), &handle), SQLITE_OK);
        char* error = nullptr;
        EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, &error), SQLITE_OK) << error;
        sqlite3_close(handle);
    }
};

TEST_F(LabelEditsTest, EverythingALabelSaysIsKept)
{
    auto full = label(0, 10);
    full.confidence = 0.25;
    full.metrics = {"a", "b;c"};
    full.note = "note";
    full.id = project->addLabel(full).value();
    EXPECT_EQ(stored(), std::vector<Label>{full});
    project.reset();
    project = Project::open(path, OpenMode::ReadWrite).value();
    EXPECT_EQ(stored(), std::vector<Label>{full});
}

TEST_F(LabelEditsTest, AnEditHappensAsAWholeOrNotAtAll)
{
    const auto done
        = project->editLabels({{std::nullopt, label(0, 10)}, {std::nullopt, label(20, 30)}}).value();
    const auto before = stored();
    ASSERT_EQ(before.size(), 2U);
    auto moved = *done[0].after;
    moved.end = 15;
    const auto failed = project->editLabels({{done[0].after, moved}, {label(99, 100), std::nullopt}});
    EXPECT_EQ(failed.error().code, ErrorCode::NotFound);
    EXPECT_EQ(stored(), before);
    auto wrong = *done[1].after;
    wrong.end = wrong.begin;
    EXPECT_FALSE(project->editLabels({{done[0].after, moved}, {done[1].after, wrong}}));
    EXPECT_EQ(stored(), before);
}

TEST_F(LabelEditsTest, AnEditThatRestsOnOldKnowledgeIsRefused)
{
    auto known = *project->editLabels({{std::nullopt, label(0, 10)}}).value()[0].after;
    auto changed = known;
    changed.note = "somebody else was faster";
    ASSERT_TRUE(project->updateLabel(changed));
    auto mine = known;
    mine.end = 20;
    EXPECT_EQ(project->editLabels({{known, mine}}).error().code, ErrorCode::InconsistentData);
    EXPECT_EQ(stored(), std::vector<Label>{changed});
}

TEST_F(LabelEditsTest, OverlapsAreKeptApartButTheSameIsNotSaidTwice)
{
    ASSERT_TRUE(project->addLabel(label(0, 10)));
    EXPECT_TRUE(project->addLabel(label(5, 15))); // of the same class
    EXPECT_TRUE(project->addLabel(label(0, 10, "cpu_overload")));
    auto limited = label(0, 10);
    limited.metrics = {"a"};
    EXPECT_TRUE(project->addLabel(limited));
    auto bobs = label(0, 10);
    bobs.author = "bob";
    EXPECT_TRUE(project->addLabel(bobs));
    auto again = label(0, 10);
    again.note = "the same once more";
    EXPECT_EQ(project->addLabel(again).error().code, ErrorCode::AlreadyExists);
    EXPECT_EQ(stored().size(), 5U);
}

TEST_F(LabelEditsTest, LabelsMaySwapPlacesWithinOneEdit)
{
    const auto done
        = project->editLabels({{std::nullopt, label(0, 10)}, {std::nullopt, label(20, 30)}}).value();
    auto first = *done[0].after;
    auto second = *done[1].after;
    std::swap(first.begin, second.begin);
    std::swap(first.end, second.end);
    EXPECT_TRUE(project->editLabels({{done[0].after, first}, {done[1].after, second}}));
    EXPECT_EQ(stored(), (std::vector<Label>{second, first}));
}

TEST_F(LabelEditsTest, RandomEditsAndTheirInversesLeadBackAndForth)
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 20; ++i)
        ASSERT_TRUE(project->addLabel(label(i * 100, i * 100 + 50)));
    const auto start = stored();
    std::vector<LabelEdit> edits;
    while (edits.size() < 200) {
        const auto now = stored();
        LabelEdit edit;
        const auto begin = static_cast<TimeMs>(random() % 1'000'000);
        const auto pick = [&] { return now[random() % now.size()]; };
        const auto what = now.size() < 3 ? 0 : random() % 5;
        if (what == 0) {
            edit.push_back({std::nullopt, label(begin, begin + 1 + static_cast<TimeMs>(random() % 100))});
        } else if (what == 1) {
            edit.push_back({pick(), std::nullopt});
        } else if (what == 2) {
            const auto before = pick();
            auto after = before;
            after.end = after.begin + 1 + static_cast<TimeMs>(random() % 500);
            after.confidence = static_cast<double>(random() % 11) / 10;
            edit.push_back({before, after});
        } else if (what == 3) {
            const auto before = pick();
            if (auto cut = splitLabel(before, before.begin + 1))
                edit = *cut;
        } else if (auto whole = mergeLabels({now[0], now[1]})) {
            edit = *whole;
        }
        if (edit.empty())
            continue;
        if (const auto done = project->editLabels(edit))
            edits.push_back(*done);
        else
            ASSERT_EQ(done.error().code, ErrorCode::AlreadyExists) << done.error().text();
    }
    const auto end = stored();
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
        ASSERT_TRUE(project->editLabels(inverseOf(*edit)));
    EXPECT_TRUE(stored() == start);
    for (const auto& edit : edits)
        ASSERT_TRUE(project->editLabels(edit));
    EXPECT_TRUE(stored() == end);
}

TEST_F(LabelEditsTest, HistoryTellsWhoDidWhat)
{
    const auto added = *project->editLabels({{std::nullopt, label(0, 10)}}).value()[0].after;
    auto changed = added;
    changed.metrics = {"a"};
    changed.confidence = 0.5;
    ASSERT_TRUE(project->updateLabel(changed));
    ASSERT_TRUE(project->removeLabel(added.id));
    const auto history = project->labelHistory(added.id).value();
    ASSERT_EQ(history.size(), 3U);
    auto first = added;
    first.id = history[0].change.after->id;
    EXPECT_EQ(history[0].change, (LabelChange{std::nullopt, first}));
    EXPECT_EQ(history[1].change, (LabelChange{added, changed}));
    EXPECT_EQ(history[2].change, (LabelChange{changed, std::nullopt}));
    EXPECT_FALSE(history[0].who.empty());
    EXPECT_TRUE(project->labelHistory(99).value().empty());
}

TEST_F(LabelEditsTest, ClassesStartWithThoseOfThePaperAndGrowByWhatIsUsed)
{
    EXPECT_EQ(project->labelClasses().value(), defaultLabelClasses());
    ASSERT_TRUE(project->addLabel(label(0, 10, "fan_broken")));
    auto classes = project->labelClasses().value();
    ASSERT_EQ(classes.size(), 12U);
    EXPECT_EQ(classes.back().name, "fan_broken");
    EXPECT_EQ(classes.back().key, LabelClass::kNoKey);

    auto without = classes;
    without.pop_back();
    EXPECT_EQ(project->setLabelClasses(without).error().code, ErrorCode::InvalidArgument);
    classes.back().title = "Fan broken";
    std::swap(classes.front(), classes.back());
    ASSERT_TRUE(project->setLabelClasses(classes));
    EXPECT_EQ(project->labelClasses().value(), classes);
}

TEST_F(LabelEditsTest, AProjectOfTheVersionBeforeGetsItsClassesAndLosesNoLabel)
{
    project.reset();
    // What the step added is taken away, which leaves the schema as the version before made it.
    executeSql("DROP TABLE seen; DROP TABLE label_classes; DROP INDEX label_history_by_label;"
               "ALTER TABLE labels DROP COLUMN confidence; ALTER TABLE labels DROP COLUMN metrics;"
               "DROP TABLE suggestions; DROP TABLE suggestion_sources;"
               "PRAGMA user_version = 3;"
               "INSERT INTO labels(node, begin_ms, end_ms, category, note, author)"
               "  VALUES('cn1', 5, NULL, 'fan_broken', 'hot', 'ann');"
               "INSERT INTO label_history(at_ms, who, action, label, after) VALUES(1, 'ann', 'add', 1,"
               "  '{\"node\":\"cn1\",\"begin_ms\":5,\"end_ms\":null,\"category\":\"fan_broken\","
               "\"note\":\"hot\",\"author\":\"ann\"}');");
    project = Project::open(path, OpenMode::ReadWrite).value();
    const Label old{1, "cn1", 5, std::nullopt, "fan_broken", "hot", "ann"};
    EXPECT_EQ(stored(), std::vector<Label>{old});
    EXPECT_EQ(project->labelClasses().value().back().name, "fan_broken");
    EXPECT_EQ(project->labelHistory(1).value().front().change.after, old);
}

TEST_F(LabelEditsTest, WhatWasSeenIsKeptForEachPersonAndJoined)
{
    ASSERT_TRUE(project->markSeen({"cn1", "ann", {0, 10}}));
    ASSERT_TRUE(project->markSeen({"cn1", "ann", {10, 30}}));
    ASSERT_TRUE(project->markSeen({"cn1", "bob", {5, 6}}));
    ASSERT_TRUE(project->markSeen({"cn2", "ann", {0, 10}}));
    ASSERT_TRUE(project->markSeen({"cn1", "ann", {15, 20}}, false));
    EXPECT_EQ(project->seen().value(),
              (std::vector<SeenStretch>{{"cn1", "ann", {0, 15}},
                                        {"cn1", "ann", {20, 30}},
                                        {"cn1", "bob", {5, 6}},
                                        {"cn2", "ann", {0, 10}}}));
    EXPECT_FALSE(project->markSeen({"cn1", "ann", {10, 10}}));
}

} // namespace
} // namespace nodesentry
