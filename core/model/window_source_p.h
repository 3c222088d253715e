#pragma once

#include "core/model/batch_p.h"
#include "core/model/random_p.h"
#include "core/model/segment_view.h"
#include "core/model/train_options.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace nodesentry {

/// Windows of one step, each with a mask of its own.
struct WindowBatch {
    std::vector<BlockMask> masks; ///< that the items point to
    std::vector<BatchItem> items;
};

/// Shares the windows of all segments out to training and to deciding when to stop, and hands out batches.
///
/// Held back are whole segments where there are at least eight, else the end of each segment.
class WindowSource {
public:
    /// @param segments, options  must outlive it
    WindowSource(std::span<const SegmentView> segments, const TrainOptions& options, std::uint64_t seed);

    [[nodiscard]] std::int64_t trainingWindows() const { return static_cast<std::int64_t>(m_windows.size()); }
    [[nodiscard]] const std::vector<Window>& heldBack() const { return m_heldBack; }

    /// The next training batch; all windows are seen once before any is seen again.
    [[nodiscard]] WindowBatch next();

    /// @param known  whether a window may carry its segment's embedding; the loss that decides when to stop
    ///               must be that of segments never seen before
    [[nodiscard]] WindowBatch assemble(std::span<const Window> windows, Random& random, bool known) const;

    /// Where it is: numbers and the windows still to come. setState() of a source made with the same
    /// arguments goes on from there.
    [[nodiscard]] std::string state() const;
    /// @return false where the text is not of such a source; then nothing has changed
    [[nodiscard]] bool setState(const std::string& state);

private:
    void refill();

    std::span<const SegmentView> m_segments;
    const TrainOptions& m_options;
    Random m_random;
    std::vector<std::int64_t> m_trained; ///< of each segment, samples from its begin that are trained on
    std::vector<Window> m_windows; ///< shuffled
    std::size_t m_next = 0;
    std::vector<Window> m_heldBack;
};

} // namespace nodesentry
