#include "core/model/batch_p.h"

#include "core/base/expects.h"

#include <algorithm>

namespace nodesentry {

Batch makeBatch(const std::vector<BatchItem>& items)
{
    NODESENTRY_EXPECTS(!items.empty(), "a batch has at least one window");
    const auto count = static_cast<std::int64_t>(items.size());
    const auto metrics = static_cast<std::int64_t>(items.front().values->rows());
    std::int64_t samples = 0;
    bool padded = false;
    for (const BatchItem& item : items)
        samples = std::max(samples, item.length);
    for (const BatchItem& item : items)
        padded = padded || item.length < samples;

    Batch batch;
    batch.input.values = torch::zeros({count, samples, metrics});
    batch.input.hidden = torch::zeros({count, samples, metrics});
    batch.input.position = torch::zeros({count, samples});
    batch.input.slot = torch::zeros({count}, torch::kInt64);
    batch.measured = torch::zeros({count, samples, metrics});
    batch.masked = torch::zeros({count, samples, metrics});
    if (padded)
        batch.input.padding = torch::zeros({count, samples}, torch::kBool);

    for (std::int64_t b = 0; b < count; ++b) {
        const BatchItem& item = items[static_cast<std::size_t>(b)];
        const std::int64_t offset = b * samples * metrics;
        float* values = batch.input.values.data_ptr<float>() + offset;
        float* hidden = batch.input.hidden.data_ptr<float>() + offset;
        float* measured = batch.measured.data_ptr<float>() + offset;
        float* masked = batch.masked.data_ptr<float>() + offset;
        for (std::int64_t m = 0; m < metrics; ++m) {
            const float* row = item.values->data() + m * item.values->cols() + item.begin;
            const unsigned char* filled
                = item.filled ? item.filled->data() + m * item.filled->cols() + item.begin : nullptr;
            for (std::int64_t t = 0; t < item.length; ++t) {
                const std::int64_t at = t * metrics + m;
                const bool isMasked = item.mask->hides(item.pass, item.position + t, static_cast<int>(m));
                const bool isFilled = filled && filled[t];
                values[at] = row[t];
                masked[at] = isMasked ? 1.0F : 0.0F;
                hidden[at] = isMasked || isFilled ? 1.0F : 0.0F;
                measured[at] = isFilled ? 0.0F : 1.0F;
            }
        }
        float* position = batch.input.position.data_ptr<float>() + b * samples;
        for (std::int64_t t = 0; t < samples; ++t)
            position[t] = static_cast<float>(item.position + t);
        if (padded)
            std::fill(batch.input.padding.data_ptr<bool>() + b * samples + item.length,
                      batch.input.padding.data_ptr<bool>() + (b + 1) * samples, true);
        batch.input.slot.data_ptr<std::int64_t>()[b] = item.slot;
        batch.tokens += item.length;
    }
    return batch;
}

} // namespace nodesentry
