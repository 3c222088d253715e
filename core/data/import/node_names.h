#pragma once

#include "core/base/result.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace nodesentry {

/// "host:9100" -> "host", "[::1]:9100" -> "::1"; any other text as it is, an address without brackets too.
[[nodiscard]] std::string withoutPort(std::string_view instance);

/// Whether a name is an address: "10.0.0.3", "fe80::1".
[[nodiscard]] bool isAddress(std::string_view name);

/// What nodes are called elsewhere, and what they are called in the project: "10.0.0.3" -> "cn3".
class NodeMap {
public:
    /// Reads a table with the columns `from` and `to`, separated by a comma, semicolon, tab or `|`.
    /// @error NotFound    no such file
    /// @error ParseError  a column is missing, a line has no two names, a name comes twice with different meanings
    [[nodiscard]] static Result<NodeMap> read(const std::string& path);

    /// The name that a node has in the project: of the name itself, else of the name without its port; the name
    /// itself where the map has neither.
    [[nodiscard]] std::string nameOf(const std::string& name) const;
    [[nodiscard]] bool has(const std::string& name) const { return m_names.contains(name); }
    void add(std::string from, std::string to) { m_names[std::move(from)] = std::move(to); }

private:
    std::map<std::string, std::string> m_names;
};

/// How a name was found among the nodes.
struct NodeMatch {
    enum class Kind {
        Exact, ///< a node has this very name, or the map says so
        Similar, ///< one node differs in case, port or domain only, or calls itself so
        Ambiguous, ///< several nodes could be meant, or several names mean one node
        None
    };
    Kind kind = Kind::None;
    std::string node{}; ///< for Exact and Similar
    std::vector<std::string> candidates{}; ///< for Ambiguous: nodes, or the names that are taken for one

    [[nodiscard]] bool isFound() const { return kind == Kind::Exact || kind == Kind::Similar; }
};

/// Finds the nodes that jobs and labels name, who may write them otherwise than the samples: "gpu-2" for
/// "gpu-2.fox.example", "CN1" for "cn1", "cn1:9100".
///
/// A name is looked for as it is, then without case and port, then without domain: "gpu-2" and "gpu-2.fox" are
/// "gpu-2.fox.example", but "gpu-2.b.example" never is "gpu-2.a.example". What fits several nodes fits none.
class NodeNames {
public:
    explicit NodeNames(const std::set<std::string>& nodes, NodeMap map = {});

    /// Says what a node calls itself, as `nodename` of node_uname_info; names are looked for there, too.
    void addAlias(const std::string& node, const std::string& alias);

    /// Finds names together: two that mean different machines ("gpu-2.a.example", "gpu-2.b.example") cannot both
    /// be the node "gpu-2".
    [[nodiscard]] std::map<std::string, NodeMatch> find(const std::set<std::string>& names) const;

    /// Pairs of nodes that differ in case, port or domain only, and so may be one machine; the first ones.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> lookalikes(std::size_t most) const;

private:
    void addName(const std::string& name, const std::string& node);
    [[nodiscard]] NodeMatch findOne(const std::string& name, bool& byDomain) const;

    NodeMap m_map;
    std::set<std::string> m_nodes;
    std::map<std::string, std::set<std::string>> m_aliases; ///< nodes by what they call themselves
    std::unordered_map<std::string, std::set<std::string>> m_byKey; ///< nodes by name without case and port
    /// Nodes by the first part of such a name, each with the whole of it.
    std::unordered_map<std::string, std::set<std::pair<std::string, std::string>>> m_byShortName;
};

} // namespace nodesentry
