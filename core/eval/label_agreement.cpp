#include "core/eval/label_agreement.h"

#include "core/labels/settled_labels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace nodesentry {

namespace {

/// Unions of stretches of sample numbers; joined() and its like do not care what they count in.
using Samples = std::vector<TimeRange>;

std::int64_t countOf(const Samples& samples)
{
    std::int64_t count = 0;
    for (const auto& run : samples)
        count += run.length();
    return count;
}

std::int64_t touching(const Samples& events, const Samples& others)
{
    return std::count_if(events.begin(), events.end(), [&](const TimeRange& event) {
        const auto next = std::partition_point(
            others.begin(), others.end(), [&](const TimeRange& other) { return other.end <= event.begin; });
        return next != others.end() && next->begin < event.end;
    });
}

/// What one person said of one node.
struct Judgement {
    std::map<std::string, Samples> ofClass;
    Samples any;
    Samples judged;
};

class People {
public:
    People(const std::vector<Label>& labels, const std::vector<SeenStretch>& seen,
           const std::vector<NodeGrid>& nodes)
    {
        std::map<std::string, const TimeGrid*> grids;
        for (const auto& node : nodes)
            grids[node.node] = &node.grid;
        std::set<std::string> markers;
        for (const auto& stretch : seen)
            markers.insert(stretch.author);
        for (const auto& label : labels) {
            const auto grid = grids.find(label.node);
            if (grid == grids.end())
                continue;
            auto& judgement = m_people[label.author][label.node];
            const auto span = samplesOf(label, *grid->second);
            judgement.ofClass[label.category].push_back({span.begin, span.end});
            judgement.any.push_back({span.begin, span.end});
            if (!markers.contains(label.author))
                judgement.judged.push_back({0, grid->second->size});
        }
        for (const auto& stretch : seen) {
            const auto grid = grids.find(stretch.node);
            const auto person = m_people.find(stretch.author);
            if (grid == grids.end() || person == m_people.end())
                continue; // who labelled nothing anywhere is nobody to compare with
            person->second[stretch.node].judged.push_back({grid->second->firstAtOrAfter(stretch.range.begin),
                                                           grid->second->firstAtOrAfter(stretch.range.end)});
        }
        for (auto& [name, judgements] : m_people) {
            for (auto& [node, judgement] : judgements) {
                for (auto& [category, samples] : judgement.ofClass)
                    samples = joined(std::move(samples));
                judgement.any = joined(std::move(judgement.any));
                judgement.judged.insert(judgement.judged.end(), judgement.any.begin(), judgement.any.end());
                judgement.judged = joined(std::move(judgement.judged));
            }
        }
    }

    using Judgements = std::map<std::string, Judgement>; // by node
    [[nodiscard]] const std::map<std::string, Judgements>& all() const { return m_people; }

private:
    std::map<std::string, Judgements> m_people;
};

void add(AgreementFigures& figures, const Samples& judged, const Samples& first, const Samples& second)
{
    const auto a = common(first, judged);
    const auto b = common(second, judged);
    figures.samples += countOf(judged);
    figures.first += countOf(a);
    figures.second += countOf(b);
    figures.both += countOf(common(a, b));
    figures.firstEvents += static_cast<std::int64_t>(a.size());
    figures.secondEvents += static_cast<std::int64_t>(b.size());
    figures.firstFound += touching(a, b);
    figures.secondFound += touching(b, a);
}

PairAgreement compare(const People::Judgements& first, const People::Judgements& second)
{
    PairAgreement pair;
    std::set<std::string> categories;
    for (const auto* person : {&first, &second})
        for (const auto& [node, judgement] : *person)
            for (const auto& [category, samples] : judgement.ofClass)
                categories.insert(category);
    for (const auto& category : categories)
        pair.classes.push_back({category, {}});
    for (const auto& [node, a] : first) {
        const auto other = second.find(node);
        if (other == second.end())
            continue;
        const auto& b = other->second;
        const auto judged = common(a.judged, b.judged);
        add(pair.any, judged, a.any, b.any);
        const auto samplesFor = [](const Judgement& judgement, const std::string& category) {
            const auto found = judgement.ofClass.find(category);
            return found == judgement.ofClass.end() ? Samples() : found->second;
        };
        for (auto& item : pair.classes)
            add(item.figures, judged, samplesFor(a, item.category), samplesFor(b, item.category));
    }
    return pair;
}

} // namespace

double AgreementFigures::kappa() const
{
    const auto n = static_cast<double>(samples);
    const auto a = static_cast<double>(first);
    const auto b = static_cast<double>(second);
    const auto observed = (n - a - b + 2.0 * static_cast<double>(both)) / n;
    const auto byChance = (a * b + (n - a) * (n - b)) / (n * n);
    if (samples == 0 || byChance >= 1.0)
        return std::numeric_limits<double>::quiet_NaN();
    return (observed - byChance) / (1.0 - byChance);
}

double AgreementFigures::eventF1() const
{
    if (firstEvents + secondEvents == 0)
        return std::numeric_limits<double>::quiet_NaN();
    if (firstFound == 0 || secondFound == 0)
        return 0.0;
    const auto a = static_cast<double>(firstFound) / static_cast<double>(firstEvents);
    const auto b = static_cast<double>(secondFound) / static_cast<double>(secondEvents);
    return 2.0 * a * b / (a + b);
}

std::vector<PairAgreement> compareAnnotators(const std::vector<Label>& labels,
                                             const std::vector<SeenStretch>& seen,
                                             const std::vector<NodeGrid>& nodes)
{
    const People people(labels, seen, nodes);
    std::vector<PairAgreement> pairs;
    const auto& all = people.all();
    for (auto first = all.begin(); first != all.end(); ++first) {
        for (auto second = std::next(first); second != all.end(); ++second) {
            auto pair = compare(first->second, second->second);
            pair.first = first->first;
            pair.second = second->first;
            pairs.push_back(std::move(pair));
        }
    }
    return pairs;
}

std::vector<TimeRange> disagreements(const std::vector<Label>& labels,
                                     const std::vector<std::string>& authors, const NodeGrid& node)
{
    // The classes that each person gives, between every two times at which something changes.
    std::set<TimeMs> borders;
    std::vector<const Label*> here;
    const auto end = node.grid.range().end;
    const auto endOf = [end](const Label& label) { return label.end.value_or(end); };
    for (const auto& label : labels) {
        if (label.node != node.node
            || (label.author != kAdjudicated
                && std::find(authors.begin(), authors.end(), label.author) == authors.end()))
            continue;
        here.push_back(&label);
        borders.insert({label.begin, endOf(label)});
    }
    const auto classesAt = [&](TimeMs time, const std::string& author) {
        std::set<std::string> classes;
        for (const auto* label : here)
            if (label->author == author && label->begin <= time && time < endOf(*label))
                classes.insert(label->category);
        return classes;
    };
    std::vector<TimeRange> open;
    for (auto border = borders.begin(); border != borders.end() && std::next(border) != borders.end();
         ++border) {
        if (!classesAt(*border, kAdjudicated).empty())
            continue; // settled
        std::set<std::set<std::string>> opinions;
        for (const auto& author : authors)
            opinions.insert(classesAt(*border, author));
        if (opinions.size() > 1)
            open.push_back({*border, *std::next(border)});
    }
    return joined(std::move(open));
}

} // namespace nodesentry
