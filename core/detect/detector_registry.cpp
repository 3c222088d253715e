#include "core/detect/detector_registry.h"

#include "core/base/expects.h"
#include "core/base/reason.h"

#include <algorithm>

namespace nodesentry {

void DetectorRegistry::add(std::string name, std::string description, Factory factory)
{
    NODESENTRY_EXPECTS(find(name) == nullptr, "each detector is added once");
    NODESENTRY_EXPECTS(factory != nullptr, "a detector can be made");
    m_detectors.push_back({{std::move(name), std::move(description)}, std::move(factory)});
}

Result<std::unique_ptr<Detector>> DetectorRegistry::make(const std::string& name, std::uint64_t seed) const
{
    if (const Registered* detector = find(name))
        return detector->factory(seed);
    std::string known;
    for (const Registered& detector : m_detectors)
        known += (known.empty() ? "" : ", ") + detector.entry.name;
    return fail(Reason::MethodUnknown, {name, known});
}

std::vector<DetectorRegistry::Entry> DetectorRegistry::entries() const
{
    std::vector<Entry> entries;
    for (const Registered& detector : m_detectors)
        entries.push_back(detector.entry);
    return entries;
}

const DetectorRegistry::Registered* DetectorRegistry::find(const std::string& name) const
{
    const auto found = std::find_if(m_detectors.begin(), m_detectors.end(),
                                    [&](const Registered& detector) { return detector.entry.name == name; });
    return found == m_detectors.end() ? nullptr : &*found;
}

} // namespace nodesentry
