#pragma once

#include "core/base/result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// Expands a host list as Slurm writes it: "cn[1-4,7]", "n[001-010],login", "rack[1-2]n[01-03]".
///
/// Entries are separated by commas, blanks or line ends, and empty ones do not count. What `scontrol` takes
/// is taken with the same result, but for what it reads by accident ("a[1-]", "a[1", "a1]", "a[1, 3]"):
/// errors here. Beyond it, text may follow the last bracket ("n[1-2]-ib").
/// @return names in the order of `scontrol show hostnames`: of the entry's brackets the last counts fastest,
///         then the first, then the second and so on; a name that is listed twice comes twice
/// @error ParseError  no name at all; a bracket is not closed, not opened or in another; a range runs
///                    backwards or is not of whole numbers; more than 100 000 hosts, or a name of more than
///                    255 characters
[[nodiscard]] Result<std::vector<std::string>> expandHostList(std::string_view text);

/// Expands what a column of nodes holds: a host list as expandHostList(), or PBS's `exec_host`
/// ("cn1/0*4+cn2/0-3", "cn1:15002/0") and `exec_vnode` ("(cn1:ncpus=4)+(cn2:ncpus=4)"), of which every node
/// comes once.
/// @error ParseError  as expandHostList(), and for a name with a character that host names cannot have, such as
///                    "4*cn1:8*cn2"
[[nodiscard]] Result<std::vector<std::string>> expandNodes(std::string_view text);

/// Writes host names as Slurm does (`scontrol show hostlist`): names in the given order, neighbours that
/// differ in their last number only in one bracket, consecutive numbers of the same padding as a range.
/// expandHostList() gives the same names in the same order again.
/// @param hosts  names without brackets, commas and blanks
/// @return "" for no hosts
[[nodiscard]] std::string compressHostList(std::span<const std::string> hosts);

} // namespace nodesentry
