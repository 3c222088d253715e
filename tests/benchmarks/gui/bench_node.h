#pragma once

#include "core/base/result.h"
#include "core/data/series_store.h"
#include "widgets/traces/lane_layout.h"

#include <memory>
#include <string>
#include <vector>

namespace nodesentry::bench {

/// A series store of one node in a temporary folder, removed with this object.
class BenchNode {
public:
    static constexpr const char* kNode = "node-0001";
    static constexpr TimeMs kStep = 15'000;
    static constexpr TimeMs kOrigin = 1'700'000'000'000;
    static constexpr std::int64_t kWeek = 40'320; ///< samples

    /// A third of the metrics are random walks, a third move in steps, a third seldom change; each has a gap
    /// of an hour and a spike of one sample.
    [[nodiscard]] static Result<std::unique_ptr<BenchNode>> make(int metrics, int weeks);
    ~BenchNode();
    BenchNode(const BenchNode&) = delete;
    BenchNode& operator=(const BenchNode&) = delete;

    [[nodiscard]] std::shared_ptr<const SeriesStore> store() const { return m_store; }
    /// Opened anew, so that nothing of it is in the store's own cache.
    [[nodiscard]] Result<std::shared_ptr<const SeriesStore>> reopened() const;
    [[nodiscard]] std::vector<ui::LaneSpec> lanes(int count) const; ///< in groups of twenty

private:
    explicit BenchNode(std::string folder) : m_folder(std::move(folder)) { }

    std::string m_folder;
    std::shared_ptr<const SeriesStore> m_store;
};

} // namespace nodesentry::bench
