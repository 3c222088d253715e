#include "core/model/batch_p.h"

#include "core/base/expects.h"

#include <algorithm>

namespace nodesentry {

namespace {

bool hasFilled(const BatchItem& item)
{
    return item.filled != nullptr && item.filled->middleCols(item.begin, item.length).any();
}

/// Whether all metrics of a sample are hidden or none is, throughout.
bool hidesWholeSamples(std::span<const BatchItem> items)
{
    return std::all_of(items.begin(), items.end(),
                       [](const BatchItem& item) { return item.mask->groups == 1 && !hasFilled(item); });
}

/// Calls @p use(sample, group, hidden) for each sample of a window and group of metrics.
template <class Use> void forEachGroup(const BatchItem& item, const Use& use)
{
    for (std::int64_t t = 0; t < item.length; ++t)
        for (int g = 0; g < item.mask->groups; ++g)
            use(t, g, item.mask->hidesGroup(item.pass, item.position + t, g));
}

/// Writes what the mask and the filling say of each value of a window.
/// @param hiddenValue, visibleValue  for what the mask hides and what not; filledValue overrides both
void writeByMetric(const BatchItem& item, float hiddenValue, float visibleValue, float filledValue,
                   float* target)
{
    const auto metrics = static_cast<std::int64_t>(item.values->rows());
    std::vector<float> ofGroup(static_cast<std::size_t>(item.mask->groups));
    forEachGroup(item, [&](std::int64_t t, int g, bool hidden) {
        ofGroup[static_cast<std::size_t>(g)] = hidden ? hiddenValue : visibleValue;
        if (g + 1 < item.mask->groups)
            return;
        for (std::int64_t m = 0; m < metrics; ++m)
            target[t * metrics + m]
                = ofGroup[static_cast<std::size_t>(item.mask->group[static_cast<std::size_t>(m)])];
    });
    if (item.filled == nullptr)
        return;
    for (std::int64_t m = 0; m < metrics; ++m) {
        const unsigned char* filled = item.filled->data() + m * item.filled->cols() + item.begin;
        for (std::int64_t t = 0; t < item.length; ++t)
            if (filled[t])
                target[t * metrics + m] = filledValue;
    }
}

/// Transposes a window, a few metrics at a time, so that what is written stays in the cache.
void copyValues(const BatchItem& item, float* target)
{
    constexpr std::int64_t kTile = 16;
    const auto metrics = static_cast<std::int64_t>(item.values->rows());
    for (std::int64_t tile = 0; tile < metrics; tile += kTile) {
        const std::int64_t end = std::min(metrics, tile + kTile);
        for (std::int64_t m = tile; m < end; ++m) {
            const float* row = item.values->data() + m * item.values->cols() + item.begin;
            for (std::int64_t t = 0; t < item.length; ++t)
                target[t * metrics + m] = row[t];
        }
    }
}

} // namespace

NetworkInput makeInput(std::span<const BatchItem> items)
{
    NODESENTRY_EXPECTS(!items.empty(), "a batch has at least one window");
    const auto count = static_cast<std::int64_t>(items.size());
    const auto metrics = static_cast<std::int64_t>(items.front().values->rows());
    std::int64_t samples = 0;
    for (const BatchItem& item : items)
        samples = std::max(samples, item.length);
    const bool padded = std::any_of(items.begin(), items.end(),
                                    [samples](const BatchItem& item) { return item.length < samples; });
    const bool whole = hidesWholeSamples(items);

    NetworkInput input;
    input.values = torch::zeros({count, samples, metrics});
    input.hidden = torch::zeros({count, samples, whole ? 1 : metrics});
    input.position = torch::zeros({count, samples});
    input.slot = torch::zeros({count}, torch::kInt64);
    if (padded)
        input.padding = torch::zeros({count, samples}, torch::kBool);
    for (std::int64_t b = 0; b < count; ++b) {
        const BatchItem& item = items[static_cast<std::size_t>(b)];
        copyValues(item, input.values.data_ptr<float>() + b * samples * metrics);
        float* hidden = input.hidden.data_ptr<float>() + b * samples * input.hidden.size(2);
        if (whole)
            forEachGroup(item, [&](std::int64_t t, int, bool hides) { hidden[t] = hides ? 1.0F : 0.0F; });
        else
            writeByMetric(item, 1.0F, 0.0F, 1.0F, hidden);
        float* position = input.position.data_ptr<float>() + b * samples;
        for (std::int64_t t = 0; t < samples; ++t)
            position[t] = static_cast<float>(item.position + t);
        if (padded)
            std::fill(input.padding.data_ptr<bool>() + b * samples + item.length,
                      input.padding.data_ptr<bool>() + (b + 1) * samples, true);
        input.slot.data_ptr<std::int64_t>()[b] = item.slot;
        input.tokens += item.length;
    }
    return input;
}

torch::Tensor lossFactor(std::span<const BatchItem> items, std::int64_t samples, double visible)
{
    const auto count = static_cast<std::int64_t>(items.size());
    const auto metrics = static_cast<std::int64_t>(items.front().values->rows());
    const bool whole = hidesWholeSamples(items);
    const auto shown = static_cast<float>(visible);
    torch::Tensor factor = torch::zeros({count, samples, whole ? 1 : metrics});
    for (std::int64_t b = 0; b < count; ++b) {
        const BatchItem& item = items[static_cast<std::size_t>(b)];
        float* target = factor.data_ptr<float>() + b * samples * factor.size(2);
        if (whole)
            forEachGroup(item, [&](std::int64_t t, int, bool hides) { target[t] = hides ? 1.0F : shown; });
        else
            writeByMetric(item, 1.0F, shown, 0.0F, target);
    }
    return factor;
}

} // namespace nodesentry
