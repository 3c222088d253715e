#pragma once

#include "core/model/block_mask_p.h"
#include "core/model/segment_view.h"
#include "core/model/transformer_p.h"
#include "core/model/windows_p.h"

#include <span>

namespace nodesentry {

/// One window of a batch: where its samples are and what of them is hidden.
struct BatchItem {
    const SampleMatrix* values = nullptr; ///< metrics x samples of the node
    const MaskMatrix* filled = nullptr; ///< same shape or null
    std::int64_t begin = 0; ///< first sample of the window in values
    std::int64_t length = 0; ///< samples of the window
    std::int64_t position = 0; ///< of the first sample within its segment
    std::int64_t slot = 0; ///< segment embedding
    const BlockMask* mask = nullptr;
    int pass = 0; ///< of the mask
};

/// Copies windows into tensors on the CPU, padded to the longest. Filled-in values are hidden from the
/// network in every pass, since they are our invention.
/// @param items  at least one, all with the same number of metrics
[[nodiscard]] NetworkInput makeInput(std::span<const BatchItem> items);

/// Share of each value in the loss: 1 where the mask hides it, @p visible where it does not, 0 where it was
/// filled in or is padding.
/// @param samples  of the padded windows
/// @return windows x samples x metrics, or x 1 where it is the same for all metrics
[[nodiscard]] torch::Tensor lossFactor(std::span<const BatchItem> items, std::int64_t samples,
                                       double visible);

} // namespace nodesentry
