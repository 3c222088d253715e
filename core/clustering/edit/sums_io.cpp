#include "core/base/hash.h"
#include "core/clustering/edit/sums_io_p.h"

#include <cstring>

namespace nodesentry {

namespace {

std::string fingerprintOf(const FeatureMatrix& whole, double scale, const std::vector<std::size_t>& labelOf)
{
    Fingerprint print;
    print.add("cluster sums 1").add(scale).add(std::int64_t{whole.rows()}).add(std::int64_t{whole.cols()});
    print.addBytes(whole.data(), static_cast<std::size_t>(whole.size()) * sizeof(double));
    for (const auto label : labelOf)
        print.add(static_cast<std::int64_t>(label));
    return print.hex();
}

} // namespace

std::string writeSums(const FeatureMatrix& whole, double scale, const std::vector<std::size_t>& labelOf,
                      const std::vector<const std::vector<std::int64_t>*>& sums)
{
    std::string bytes = fingerprintOf(whole, scale, labelOf);
    for (const auto* ofCluster : sums)
        bytes.append(reinterpret_cast<const char*>(ofCluster->data()),
                     ofCluster->size() * sizeof(std::int64_t));
    return bytes;
}

std::optional<std::vector<std::vector<std::int64_t>>> readSums(std::string_view bytes,
                                                               const FeatureMatrix& whole, double scale,
                                                               const std::vector<std::size_t>& labelOf,
                                                               std::size_t clusters)
{
    if (bytes.empty())
        return std::nullopt;
    const auto print = fingerprintOf(whole, scale, labelOf);
    const std::size_t rowBytes = labelOf.size() * sizeof(std::int64_t);
    if (bytes.size() != print.size() + clusters * rowBytes || !bytes.starts_with(print))
        return std::nullopt;
    std::vector<std::vector<std::int64_t>> sums(clusters, std::vector<std::int64_t>(labelOf.size()));
    for (std::size_t c = 0; c < clusters; ++c)
        std::memcpy(sums[c].data(), bytes.data() + print.size() + c * rowBytes, rowBytes);
    return sums;
}

} // namespace nodesentry
