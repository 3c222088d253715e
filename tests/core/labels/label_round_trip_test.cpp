// What is exported and imported again is what it was, for every form as far as the form can say it.

#include "core/labels/label_diff.h"
#include "core/labels/label_io.h"
#include "core/labels/label_json.h"
#include "core/labels/sample_labels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <sstream>

namespace nodesentry {
namespace {

constexpr int kLabels = 10'000;

/// Text of letters that have a meaning in one of the forms, and of some that have none.
std::string strangeText(std::mt19937_64& random, int longest)
{
    static const std::vector<std::string> pieces{"a", "B", "7", ",",  ";",    "\"", "\\", "\n", " ", "'",
                                                 "=", ":", "|", "\t", "\r\n", "ü",  "节", "{",  "}", "#"};
    std::string text;
    for (auto n = random() % static_cast<std::uint64_t>(longest + 1); n > 0; --n)
        text += pieces[random() % pieces.size()];
    return text;
}

std::vector<Label> randomLabels(std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    std::vector<Label> labels;
    for (int i = 0; i < kLabels; ++i) {
        Label label;
        label.node = "cn" + strangeText(random, 3);
        label.begin = static_cast<TimeMs>(random() % 4'000'000'000'000) - 1'000'000'000'000; // 1938 to 2065
        if (random() % 10 != 0)
            label.end = label.begin + 1 + static_cast<TimeMs>(random() % 100'000'000);
        label.category = "k" + strangeText(random, 5);
        label.note = strangeText(random, 20);
        label.author = strangeText(random, 4);
        label.confidence = random() % 3 == 0 ? 1.0 : static_cast<double>(random()) / 1.8446744073709552e19;
        std::set<std::string> metrics;
        for (auto n = random() % 4; n > 0; --n)
            metrics.insert("m" + strangeText(random, 4));
        label.metrics.assign(metrics.begin(), metrics.end());
        labels.push_back(std::move(label));
    }
    return labels;
}

TEST(LabelRoundTrip, IntervalTable)
{
    const auto labels = randomLabels(1);
    const auto back = parseLabels(formatLabels(labels), "labels.csv");
    ASSERT_TRUE(back) << back.error().text();
    EXPECT_TRUE(*back == labels);
}

TEST(LabelRoundTrip, JsonWithClasses)
{
    const auto labels = randomLabels(2);
    const auto back = parseLabelJson(formatLabelJson({defaultLabelClasses(), labels}), "labels.json");
    ASSERT_TRUE(back) << back.error().text();
    EXPECT_TRUE(back->labels == labels);
    EXPECT_TRUE(back->classes == defaultLabelClasses());
    for (std::size_t i = 0; i < 100; ++i)
        EXPECT_EQ(labelFromJson(labelToJson(labels[i])).value(), labels[i]);
}

TEST(LabelRoundTrip, JsonErrorsNameTheLabel)
{
    EXPECT_EQ(parseLabelJson("[]", "x").error().code, ErrorCode::ParseError);
    EXPECT_EQ(parseLabelJson(R"({"format":"nodesentry-labels","version":2,"labels":[]})", "x").error().code,
              ErrorCode::VersionTooNew);
    const auto wrong = parseLabelJson(
        R"({"format":"nodesentry-labels","version":1,"labels":[{"node":"a","begin":"2026-01-01","category":"x"},
            {"node":"a","begin":"2026-01-02","end":"2026-01-01","category":"x"}]})",
        "x.json");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, ErrorCode::InconsistentData);
    EXPECT_NE(wrong.error().message.find("label 2"), std::string::npos);
    EXPECT_EQ(labelFromJson("{").error().code, ErrorCode::ParseError);
    EXPECT_EQ(labelFromJson(R"({"node":"a","begin_ms":5,"end_ms":null,"category":"x"})").value(),
              (Label{0, "a", 5, std::nullopt, "x", "", ""}));
}

/// Labels that per-sample forms can say: on sample times, and at least a sample apart from the next of their
/// node.
std::vector<Label> sampleLabels(std::uint64_t seed, const std::vector<NodeGrid>& nodes,
                                const std::vector<std::string>& classes,
                                const std::vector<std::string>& metrics)
{
    std::mt19937_64 random(seed);
    std::vector<Label> labels;
    for (const auto& node : nodes) {
        std::int64_t at = static_cast<std::int64_t>(random() % 3);
        for (;;) {
            const auto end = at + 1 + static_cast<std::int64_t>(random() % 20);
            if (end > node.grid.size)
                break;
            Label label{0,
                        node.node,
                        node.grid.timeOf(at),
                        node.grid.timeOf(end),
                        classes[random() % classes.size()],
                        "",
                        "ann"};
            for (const auto& metric : metrics)
                if (random() % 3 == 0)
                    label.metrics.push_back(metric);
            if (label.metrics.size() == metrics.size())
                label.metrics.clear();
            labels.push_back(std::move(label));
            at = end + 1 + static_cast<std::int64_t>(random() % 10);
        }
    }
    return labels;
}

std::vector<NodeGrid> someNodes()
{
    std::vector<NodeGrid> nodes;
    for (int i = 0; i < 20; ++i)
        nodes.push_back({"cn" + std::to_string(i), {1'000 * i, 15'000 + i, 9'000 + i}});
    return nodes;
}

TEST(LabelRoundTrip, AuthorsIndexForm)
{
    const auto nodes = someNodes();
    const auto labels = sampleLabels(3, nodes, {"anomaly", "label 2", "label 17"}, {});
    ASSERT_GT(labels.size(), 10'000U);
    std::vector<Label> back;
    for (const auto& node : nodes) {
        const auto numbers
            = parseIndexTable(formatIndexTable(sampleNumbers(labels, node)), node.grid, node.node);
        ASSERT_TRUE(numbers) << numbers.error().text();
        const auto read = labelsFromSamples(node, *numbers, "ann", categoryOfNumber);
        back.insert(back.end(), read.begin(), read.end());
    }
    EXPECT_TRUE(compareLabels(labels, back).isEmpty());
}

TEST(LabelRoundTrip, SmdForms)
{
    const auto nodes = someNodes();
    const std::vector<std::string> metrics{"a", "b", "c"};
    const auto labels = sampleLabels(4, nodes, {"anomaly"}, metrics);
    std::vector<Label> back;
    for (const auto& node : nodes) {
        const auto read
            = parseSmdIntervals(formatSmdIntervals(labels, node, metrics), node, metrics, "ann", node.node);
        ASSERT_TRUE(read) << read.error().text();
        back.insert(back.end(), read->begin(), read->end());
        const auto numbers = sampleNumbers(labels, node);
        EXPECT_EQ(parseSmdLines(formatSmdLines(numbers), node.grid, node.node).value(), numbers);
    }
    EXPECT_TRUE(compareLabels(labels, back).isEmpty());
}

TEST(LabelRoundTrip, Masks)
{
    const auto nodes = someNodes();
    const auto labels = sampleLabels(5, nodes, {"a", "b,b", "\"c\""}, {});
    std::ostringstream out;
    writeMaskTable(out, labels, nodes);
    const auto back = parseMaskTable(out.str(), nodes, "ann", "masks.csv");
    ASSERT_TRUE(back) << back.error().text();
    EXPECT_TRUE(compareLabels(labels, *back).isEmpty());
}

} // namespace
} // namespace nodesentry
