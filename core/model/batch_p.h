#pragma once

#include "core/model/block_mask_p.h"
#include "core/model/segment_view.h"
#include "core/model/transformer_p.h"
#include "core/model/windows_p.h"

#include <vector>

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

/// A batch on the CPU, ready for the network, and what the loss needs beside it.
struct Batch {
    NetworkInput input;
    torch::Tensor measured; ///< windows x samples x metrics; 1 where a value exists and was measured, else 0
    torch::Tensor masked; ///< same shape; 1 where the mask hides the value, whether measured or not
    std::int64_t tokens = 0; ///< samples that are not padding
};

/// Copies windows into tensors. Filled-in values are hidden from the network in every pass, since they are
/// our invention.
/// @param items  at least one, all with the same number of metrics
[[nodiscard]] Batch makeBatch(const std::vector<BatchItem>& items);

} // namespace nodesentry
