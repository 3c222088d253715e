#include "tests/fuzz/checking_sink.h"

#include "tests/fuzz/target.h"

namespace nodesentry::fuzz {

// A name may get several numbers here: an importer must not mind, and a map would only cost time.

ImportSink::NodeId CheckingSink::node(std::string_view name)
{
    if (!isNodeName(name))
        brokenPromise("a node without a proper name");
    return m_nodes++;
}

std::optional<ImportSink::SeriesId> CheckingSink::series(const SeriesName& name, const SeriesHints&)
{
    constexpr std::size_t kOneInSo = 8;
    if (name.base.size() % kOneInSo == 0) // some are not wanted
        return std::nullopt;
    return m_series++;
}

Result<void> CheckingSink::addRow(NodeId node, TimeMs, std::span<const SeriesId> series,
                                  std::span<const double> values, std::uint32_t)
{
    checkNode(node);
    if (series.size() != values.size())
        brokenPromise("a row with more or fewer values than series");
    for (const auto id : series)
        checkSeries(id);
    return {};
}

Result<void> CheckingSink::addRun(NodeId node, SeriesId series, std::span<const TimeMs> times,
                                  std::span<const double> values)
{
    checkNode(node);
    checkSeries(series);
    if (times.size() != values.size())
        brokenPromise("a run with more or fewer values than times");
    for (std::size_t i = 1; i < times.size(); ++i) {
        if (times[i] <= times[i - 1])
            brokenPromise("a run whose times do not ascend");
    }
    return {};
}

Result<void> CheckingSink::addSamples(NodeId node, std::span<const RawSample> samples)
{
    checkNode(node);
    for (const auto& sample : samples)
        checkSeries(sample.series);
    return {};
}

void CheckingSink::useMaskBits(NodeId node)
{
    checkNode(node);
}
void CheckingSink::splitAt(NodeId node, TimeMs)
{
    checkNode(node);
}
void CheckingSink::addDocument(const std::string& name, std::string)
{
    if (name.empty())
        brokenPromise("a document without name");
}
void CheckingSink::addJob(Job) { }
void CheckingSink::addLabel(Label) { }
void CheckingSink::reject(SkippedItem item)
{
    if (item.reason.empty())
        brokenPromise("something rejected without a reason");
}

void CheckingSink::checkNode(NodeId node) const
{
    if (node < 0 || node >= m_nodes)
        brokenPromise("a node that does not exist");
}
void CheckingSink::checkSeries(SeriesId series) const
{
    if (series < 0 || series >= m_series)
        brokenPromise("a series that does not exist");
}

} // namespace nodesentry::fuzz
