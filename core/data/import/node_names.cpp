#include "core/data/import/node_names.h"

#include "core/base/text.h"
#include "core/data/import/importer.h"
#include "core/data/import/table.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry {

namespace {

/// A name as names are compared: without case, port and the dot at the end of a name that is complete.
std::string keyOf(const std::string& name)
{
    auto key = lowerCase(withoutPort(name));
    if (key.size() > 1 && key.back() == '.')
        key.pop_back();
    return key;
}

std::string shortName(const std::string& key)
{
    return key.substr(0, key.find('.'));
}

/// Whether two keys can be one machine: they are the same, or one has only a part of the other's domain.
bool areCompatible(std::string_view a, std::string_view b)
{
    if (a.size() > b.size())
        std::swap(a, b);
    return b.starts_with(a) && (a.size() == b.size() || b[a.size()] == '.');
}

NodeMatch matchOf(const std::set<std::string>& nodes, NodeMatch::Kind kind)
{
    if (nodes.size() == 1)
        return {kind, *nodes.begin(), {}};
    return {NodeMatch::Kind::Ambiguous, {}, {nodes.begin(), nodes.end()}};
}

} // namespace

std::string withoutPort(std::string_view instance)
{
    const auto colon = instance.rfind(':');
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == instance.size()
        || !std::all_of(instance.begin() + static_cast<std::ptrdiff_t>(colon) + 1, instance.end(), isDigit))
        return std::string(instance);
    const auto host = instance.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        return std::string(host.substr(1, host.size() - 2));
    // More colons: an IPv6 address without brackets, or a URL.
    return std::string(host.find(':') == std::string_view::npos ? host : instance);
}

bool isAddress(std::string_view name)
{
    return name.find(':') != std::string_view::npos
        || (std::count(name.begin(), name.end(), '.') == 3
            && std::all_of(name.begin(), name.end(),
                           [](char c) { return (c >= '0' && c <= '9') || c == '.'; }));
}

Result<NodeMap> NodeMap::read(const std::string& path)
{
    const auto check = [](const TableHeader& header) -> Result<void> {
        if (header.find({"from"}) < 0 || header.find({"to"}) < 0)
            return fail(ErrorCode::ParseError, "the table of node names has no columns from and to",
                        "its first line must name them: from,to");
        return {};
    };
    NODESENTRY_TRY(const auto table, Table::read(path, check));
    const int from = table.header().find({"from"});
    const int to = table.header().find({"to"});
    NodeMap map;
    for (const auto& row : table.rows()) {
        const auto& name = row.fields[static_cast<std::size_t>(from)];
        const auto& node = row.fields[static_cast<std::size_t>(to)];
        for (const int column : {from, to}) {
            if (!isNodeName(row.fields[static_cast<std::size_t>(column)]))
                return fail(table.error(ErrorCode::ParseError, "not a name of a node", row, column,
                                        "write what a node is called, and what it is called in the project"));
        }
        const auto [known, isNew] = map.m_names.emplace(name, node);
        if (!isNew && known->second != node)
            return fail(table.error(ErrorCode::InconsistentData,
                                    fmt::format("'{}' is '{}' and '{}'", name, known->second, node), row, to,
                                    "leave one of the two lines out"));
    }
    return map;
}

std::string NodeMap::nameOf(const std::string& name) const
{
    auto known = m_names.find(name);
    if (known == m_names.end())
        known = m_names.find(withoutPort(name));
    return known == m_names.end() ? name : known->second;
}

NodeNames::NodeNames(const std::set<std::string>& nodes, NodeMap map) : m_map(std::move(map)), m_nodes(nodes)
{
    for (const auto& node : nodes)
        addName(node, node);
}

void NodeNames::addAlias(const std::string& node, const std::string& alias)
{
    if (alias.empty() || !m_nodes.contains(node))
        return;
    m_aliases[alias].insert(node);
    addName(alias, node);
}

void NodeNames::addName(const std::string& name, const std::string& node)
{
    const auto key = keyOf(name);
    m_byKey[key].insert(node);
    if (!isAddress(key))
        m_byShortName[shortName(key)].emplace(key, node);
}

NodeMatch NodeNames::findOne(const std::string& given, bool& byDomain) const
{
    const auto name = m_map.nameOf(given);
    if (m_nodes.contains(name))
        return {NodeMatch::Kind::Exact, name, {}};
    if (const auto known = m_aliases.find(name); known != m_aliases.end())
        return matchOf(known->second, NodeMatch::Kind::Similar);
    const auto key = keyOf(name);
    if (const auto known = m_byKey.find(key); known != m_byKey.end())
        return matchOf(known->second, NodeMatch::Kind::Similar);
    const auto known = isAddress(key) ? m_byShortName.end() : m_byShortName.find(shortName(key));
    std::set<std::string> nodes;
    if (known != m_byShortName.end()) {
        for (const auto& [other, node] : known->second) {
            if (areCompatible(key, other))
                nodes.insert(node);
        }
    }
    byDomain = true;
    return nodes.empty() ? NodeMatch{} : matchOf(nodes, NodeMatch::Kind::Similar);
}

std::vector<std::pair<std::string, std::string>> NodeNames::lookalikes(std::size_t most) const
{
    std::set<std::pair<std::string, std::string>> pairs;
    for (const auto& node : m_nodes) {
        if (pairs.size() >= most)
            break;
        const auto key = keyOf(node);
        const auto add = [&](const std::string& other) {
            if (other != node && pairs.size() < most)
                pairs.insert(std::minmax(node, other));
        };
        for (const auto& other : m_byKey.at(key))
            add(other);
        if (isAddress(key))
            continue;
        for (const auto& [otherKey, other] : m_byShortName.at(shortName(key))) {
            if (areCompatible(key, otherKey))
                add(other);
        }
    }
    return {pairs.begin(), pairs.end()};
}

std::map<std::string, NodeMatch> NodeNames::find(const std::set<std::string>& names) const
{
    std::map<std::string, NodeMatch> found;
    std::map<std::string, std::vector<std::string>> namesOf; // by node
    for (const auto& name : names) {
        bool byDomain = false;
        auto match = findOne(name, byDomain);
        if (match.kind == NodeMatch::Kind::Similar && byDomain)
            namesOf[match.node].push_back(name);
        found.emplace(name, std::move(match));
    }
    for (const auto& entry : namesOf) {
        const auto& similar = entry.second;
        std::set<std::string> strangers;
        for (const auto& one : similar) {
            for (const auto& other : similar) {
                if (!areCompatible(keyOf(m_map.nameOf(one)), keyOf(m_map.nameOf(other))))
                    strangers.insert({one, other});
            }
        }
        for (const auto& name : strangers)
            found[name] = {NodeMatch::Kind::Ambiguous, {}, {strangers.begin(), strangers.end()}};
    }
    return found;
}

} // namespace nodesentry
