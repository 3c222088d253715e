#include "core/model/window_source_p.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace nodesentry {

WindowSource::WindowSource(std::span<const SegmentView> segments, const TrainOptions& options,
                           std::uint64_t seed)
    : m_segments(segments),
      m_options(options),
      m_random(seed)
{
    constexpr std::size_t kEnoughSegments = 8;
    const auto every = options.heldBack > 0.0
        ? static_cast<std::size_t>(std::max(2L, std::lround(1.0 / options.heldBack)))
        : 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const std::int64_t length = segments[i].length();
        std::int64_t trained = length;
        if (segments.size() >= kEnoughSegments) {
            if (every > 0 && i % every == every / 2)
                trained = 0;
        } else if (const auto tail = std::llround(options.heldBack * static_cast<double>(length));
                   tail >= std::min(options.windowSamples, 16)) {
            trained = length - tail;
        }
        m_trained.push_back(trained);
        if (trained == length)
            continue;
        for (Window window : cutWindows(static_cast<int>(i), length - trained, options.windowSamples,
                                        options.windowSamples)) {
            window.begin += trained;
            m_heldBack.push_back(window);
        }
    }
    refill();
}

WindowBatch WindowSource::next()
{
    std::vector<Window> windows;
    const auto wanted = std::min<std::int64_t>(m_options.batchWindows, trainingWindows());
    while (static_cast<std::int64_t>(windows.size()) < wanted) {
        if (m_next == m_windows.size())
            refill();
        windows.push_back(m_windows[m_next++]);
    }
    return assemble(windows, m_random, true);
}

WindowBatch WindowSource::assemble(std::span<const Window> windows, Random& random, bool known) const
{
    WindowBatch batch;
    batch.masks.reserve(windows.size()); // items point into it
    for (const Window& window : windows) {
        const SegmentView& segment = m_segments[static_cast<std::size_t>(window.source)];
        batch.masks.push_back(trainingMask(m_options, static_cast<int>(segment.values->rows()), random));
        BatchItem item;
        item.values = segment.values;
        item.filled = segment.filled;
        item.begin = segment.begin + window.begin;
        item.length = window.length;
        item.position = segment.position + window.begin;
        // Every other window pretends to be of an unknown segment, so that slot 0 is trained as well.
        if (known && m_options.segmentSlots > 0 && random.uniform() < 0.5)
            item.slot = 1 + window.source % m_options.segmentSlots;
        item.mask = &batch.masks.back();
        item.pass = static_cast<int>(random.below(batch.masks.back().passes));
        batch.items.push_back(item);
    }
    return batch;
}

void WindowSource::refill()
{
    m_windows.clear();
    m_next = 0;
    const std::int64_t stride = std::clamp(m_options.strideSamples, 1, m_options.windowSamples);
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        if (m_trained[i] == 0)
            continue;
        const std::vector<Window> windows = cutWindows(
            static_cast<int>(i), m_trained[i], m_options.windowSamples, stride, m_random.below(stride));
        m_windows.insert(m_windows.end(), windows.begin(), windows.end());
    }
    m_random.shuffle(m_windows);
}

std::string WindowSource::state() const
{
    std::ostringstream text;
    text << m_next << ' ' << m_windows.size();
    for (const Window& window : m_windows)
        text << ' ' << window.source << ' ' << window.begin << ' ' << window.length;
    text << ' ';
    m_random.write(text);
    return text.str();
}

bool WindowSource::setState(const std::string& state)
{
    std::istringstream text(state);
    std::size_t next = 0;
    std::size_t count = 0;
    text >> next >> count;
    std::vector<Window> windows;
    for (std::size_t i = 0; i < count && text; ++i) {
        Window window;
        text >> window.source >> window.begin >> window.length;
        const auto source = static_cast<std::size_t>(window.source);
        if (!text || window.source < 0 || source >= m_trained.size() || window.begin < 0 || window.length < 1
            || window.begin + window.length > m_trained[source])
            return false;
        windows.push_back(window);
    }
    Random random(0);
    random.read(text);
    if (!text || windows.empty() || next > windows.size())
        return false;
    m_windows = std::move(windows);
    m_next = next;
    m_random = random;
    return true;
}

} // namespace nodesentry
