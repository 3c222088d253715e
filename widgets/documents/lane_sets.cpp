#include "widgets/documents/lane_sets.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

QJsonObject toObject(const LaneSet& set)
{
    return {{u"name"_s, set.name},
            {u"hidden"_s, QJsonArray::fromStringList(set.hidden)},
            {u"lanes"_s, set.arrangement.toJson()}};
}

LaneSet fromObject(const QJsonObject& json)
{
    LaneSet set;
    set.name = json[u"name"].toString();
    for (const auto& name : json[u"hidden"].toArray())
        set.hidden << name.toString();
    set.arrangement = LaneArrangement::fromJson(json[u"lanes"].toObject());
    return set;
}

} // namespace

const LaneSet* LaneSets::find(const QString& name) const
{
    const auto found
        = std::find_if(named.begin(), named.end(), [&](const LaneSet& set) { return set.name == name; });
    return found == named.end() ? nullptr : &*found;
}

void LaneSets::save(const LaneSet& set)
{
    const auto found = std::find_if(named.begin(), named.end(),
                                    [&](const LaneSet& other) { return other.name == set.name; });
    if (found == named.end())
        named.push_back(set);
    else
        *found = set;
}

void LaneSets::remove(const QString& name)
{
    std::erase_if(named, [&](const LaneSet& set) { return set.name == name; });
}

std::string LaneSets::toJson() const
{
    QJsonArray sets;
    for (const auto& set : named)
        sets.append(toObject(set));
    QJsonObject json{{u"version"_s, 1}, {u"sets"_s, sets}};
    if (current)
        json[u"current"] = toObject(*current);
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

LaneSets LaneSets::fromJson(const std::string& text)
{
    LaneSets result;
    const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    if (json[u"version"].toInt() != 1)
        return result;
    for (const auto& entry : json[u"sets"].toArray()) {
        const auto set = fromObject(entry.toObject());
        if (!set.name.isEmpty())
            result.save(set);
    }
    if (json.contains(u"current"))
        result.current = fromObject(json[u"current"].toObject());
    return result;
}

} // namespace nodesentry::ui
