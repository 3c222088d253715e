#include "widgets/traces/lane_arrangement.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

const std::array<std::pair<LaneScale, QLatin1StringView>, 5> kScaleNames{{
    {LaneScale::Whole, QLatin1StringView("whole")},
    {LaneScale::Visible, QLatin1StringView("visible")},
    {LaneScale::Robust, QLatin1StringView("robust")},
    {LaneScale::Shared, QLatin1StringView("shared")},
    {LaneScale::Fixed, QLatin1StringView("fixed")},
}};

QJsonObject scalingToJson(const LaneScaling& scaling)
{
    QJsonObject json;
    for (const auto& [scale, name] : kScaleNames) {
        if (scale == scaling.scale)
            json[u"scale"] = name;
    }
    json[u"log"] = scaling.logarithmic;
    if (scaling.scale == LaneScale::Fixed) {
        json[u"minimum"] = scaling.fixed.minimum;
        json[u"maximum"] = scaling.fixed.maximum;
    }
    return json;
}

std::optional<LaneScaling> scalingFromJson(const QJsonObject& json)
{
    LaneScaling scaling;
    const auto text = json[u"scale"].toString();
    const auto found = std::find_if(kScaleNames.begin(), kScaleNames.end(),
                                    [&](const auto& entry) { return entry.second == text; });
    if (found == kScaleNames.end())
        return std::nullopt;
    scaling.scale = found->first;
    scaling.logarithmic = json[u"log"].toBool();
    if (scaling.scale == LaneScale::Fixed) {
        scaling.fixed = {json[u"minimum"].toDouble(), json[u"maximum"].toDouble()};
        if (!(scaling.fixed.maximum > scaling.fixed.minimum))
            return std::nullopt;
    }
    return scaling;
}

QStringList stringsFrom(const QJsonValue& value)
{
    QStringList strings;
    for (const auto& entry : value.toArray())
        strings << entry.toString();
    strings.removeAll(QString());
    strings.removeDuplicates();
    return strings;
}

} // namespace

std::vector<LaneSpec> LaneArrangement::applied(std::vector<LaneSpec> base) const
{
    const auto translated
        = [](const char* text) { return QCoreApplication::translate("LaneArrangement", text); };
    std::vector<LaneSpec> pinned;
    std::vector<LaneSpec> others;
    for (auto& lane : base) {
        lane.height = m_heights.value(lane.name, 0);
        if (const auto scaling = m_scalings.constFind(lane.name); scaling != m_scalings.constEnd())
            lane.scaling = *scaling;
        lane.pinned = m_pinned.contains(lane.name);
        (lane.pinned ? pinned : others).push_back(std::move(lane));
    }
    std::sort(pinned.begin(), pinned.end(), [this](const LaneSpec& a, const LaneSpec& b) {
        return m_pinned.indexOf(a.name) < m_pinned.indexOf(b.name);
    });
    for (auto& lane : pinned)
        lane.group = translated(QT_TRANSLATE_NOOP("LaneArrangement", "Pinned"));
    if (isByUnusual()) {
        std::stable_sort(others.begin(), others.end(), [this](const LaneSpec& a, const LaneSpec& b) {
            return m_unusual.value(a.name) > m_unusual.value(b.name);
        });
        for (auto& lane : others)
            lane.group = translated(QT_TRANSLATE_NOOP("LaneArrangement", "Most unusual first"));
    } else if (!m_order.isEmpty()) {
        QHash<QString, qsizetype> place;
        for (qsizetype i = 0; i < m_order.size(); ++i)
            place.insert(m_order[i], i);
        // Only among those of a group that have a place; groups stay where they are.
        for (auto group = others.begin(); group != others.end();) {
            const auto end = std::find_if(group, others.end(),
                                          [&](const LaneSpec& lane) { return lane.group != group->group; });
            std::stable_sort(group, end, [&](const LaneSpec& a, const LaneSpec& b) {
                return place.value(a.name, place.size()) < place.value(b.name, place.size());
            });
            group = end;
        }
    }
    pinned.insert(pinned.end(), std::make_move_iterator(others.begin()),
                  std::make_move_iterator(others.end()));
    return pinned;
}

void LaneArrangement::setPinned(const QString& name, bool pinned)
{
    m_pinned.removeAll(name);
    if (pinned)
        m_pinned.append(name);
}

void LaneArrangement::move(const QString& name, const QString& before, const std::vector<LaneSpec>& shown)
{
    const auto lane
        = std::find_if(shown.begin(), shown.end(), [&](const LaneSpec& spec) { return spec.name == name; });
    if (lane == shown.end() || name == before)
        return;
    QStringList group;
    for (const auto& spec : shown) {
        if (spec.group == lane->group && spec.name != name)
            group << spec.name;
    }
    const auto at = group.indexOf(before);
    group.insert(at < 0 ? group.size() : at, name);
    auto& list = lane->pinned ? m_pinned : m_order;
    for (const auto& member : group)
        list.removeAll(member);
    list += group;
}

void LaneArrangement::setHeight(const QString& name, int pixels)
{
    if (pixels > 0)
        m_heights.insert(name, pixels);
    else
        m_heights.remove(name);
}

void LaneArrangement::setScaling(const QString& name, std::optional<LaneScaling> scaling)
{
    if (scaling)
        m_scalings.insert(name, *scaling);
    else
        m_scalings.remove(name);
}

QJsonObject LaneArrangement::toJson() const
{
    QJsonObject heights;
    for (auto entry = m_heights.begin(); entry != m_heights.end(); ++entry)
        heights[entry.key()] = entry.value();
    QJsonObject scalings;
    for (auto entry = m_scalings.begin(); entry != m_scalings.end(); ++entry)
        scalings[entry.key()] = scalingToJson(entry.value());
    return {{u"pinned"_s, QJsonArray::fromStringList(m_pinned)},
            {u"order"_s, QJsonArray::fromStringList(m_order)},
            {u"heights"_s, heights},
            {u"scales"_s, scalings}};
}

LaneArrangement LaneArrangement::fromJson(const QJsonObject& json)
{
    constexpr int kHighest = 2000;
    LaneArrangement result;
    result.m_pinned = stringsFrom(json[u"pinned"]);
    result.m_order = stringsFrom(json[u"order"]);
    const auto heights = json[u"heights"].toObject();
    for (auto entry = heights.begin(); entry != heights.end(); ++entry)
        result.setHeight(entry.key(), std::min(entry.value().toInt(), kHighest));
    const auto scalings = json[u"scales"].toObject();
    for (auto entry = scalings.begin(); entry != scalings.end(); ++entry)
        result.setScaling(entry.key(), scalingFromJson(entry.value().toObject()));
    return result;
}

} // namespace nodesentry::ui
