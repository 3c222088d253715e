#include "widgets/lanes/curve_strips.h"

#include "widgets/base/jobs/job_runner.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <set>

namespace nodesentry::ui {

namespace {

constexpr std::size_t kStripsPerJob = 8;
constexpr int kWidestStrip = 1 << 15; ///< a 16-bit coordinate is what raster engines promise

CurveStrips::Strip painted(const LanePicture& picture, double msPerPixel)
{
    const auto covered = coveredRange(*picture.trace);
    const double width = std::ceil(double(covered.length()) / msPerPixel);
    CurveStrips::Strip strip{picture, msPerPixel, covered.begin, {}};
    strip.image = QImage(int(std::clamp(width, 1.0, double(kWidestStrip))), picture.height,
                         QImage::Format_ARGB32_Premultiplied);
    strip.image.fill(Qt::transparent);
    paintLane(strip.image, strip.image.rect(), picture, {covered.begin, msPerPixel, 0.0});
    return strip;
}

bool isPaintable(const LanePicture& picture, double msPerPixel)
{
    return double(coveredRange(*picture.trace).length()) / msPerPixel <= kWidestStrip;
}

} // namespace

void CurveStrips::Strip::paintOn(QPainter& painter, const QRect& place, TimeRange visible) const
{
    // The same rule by which the painter gives a bucket to the pixel in which it begins.
    const double exact = double(begin - visible.begin) / msPerPixel + 1e-6;
    const int left = int(std::floor(exact));
    painter.drawImage(place.topLeft(), image, QRect(-left, 0, place.width(), place.height()));
    // A bucket that begins left of the view reaches into its first pixel: at the beginning of the data it may
    // hold the first sample.
    if (left < 0 && exact - left > 2e-6)
        painter.drawImage(place.topLeft(), image, QRect(-left - 1, 0, 1, place.height()));
}

CurveStrips::CurveStrips(JobRunner& runner, QObject* parent)
    : QObject(parent),
      m_runner(runner),
      m_channel(QStringLiteral("strips/%1").arg(quintptr(this)))
{
}

CurveStrips::~CurveStrips()
{
    m_runner.abandon(m_channel);
}

void CurveStrips::clear()
{
    m_runner.abandon(m_channel);
    m_painting = false;
    m_waiting.clear();
    m_strips.clear();
}

const CurveStrips::Strip* CurveStrips::find(int metric, const LanePicture& picture, double msPerPixel) const
{
    const auto found = m_strips.find(metric);
    if (found == m_strips.end() || found->second.msPerPixel != msPerPixel
        || !(found->second.picture == picture))
        return nullptr;
    return &found->second;
}

void CurveStrips::request(std::vector<Wish> wishes, double msPerPixel)
{
    std::set<int> wanted;
    for (const auto& wish : wishes)
        wanted.insert(wish.first);
    std::erase_if(m_strips, [&](const auto& strip) { return !wanted.contains(strip.first); });
    std::erase_if(wishes, [&](const Wish& wish) {
        return find(wish.first, wish.second, msPerPixel) != nullptr || !isPaintable(wish.second, msPerPixel);
    });
    std::reverse(wishes.begin(), wishes.end());
    m_waiting = std::move(wishes);
    m_msPerPixel = msPerPixel;
    paintNext();
}

void CurveStrips::paintNext()
{
    if (m_painting || m_waiting.empty())
        return;
    std::vector<Wish> batch;
    while (!m_waiting.empty() && batch.size() < kStripsPerJob) {
        batch.push_back(std::move(m_waiting.back()));
        m_waiting.pop_back();
    }
    m_painting = true;
    using Strips = std::vector<std::pair<int, Strip>>;
    m_runner.start<Strips>(
        m_channel, this,
        [batch = std::move(batch), msPerPixel = m_msPerPixel](const RunContext& context) -> Result<Strips> {
            Strips strips;
            for (const auto& [metric, picture] : batch) {
                if (context.stopRequested())
                    return cancelled();
                strips.emplace_back(metric, painted(picture, msPerPixel));
            }
            return strips;
        },
        [this](Result<Strips> result) {
            m_painting = false;
            if (!result) { // out of memory: the view paints the lanes itself
                m_waiting.clear();
                return;
            }
            for (auto& [metric, strip] : *result)
                m_strips.insert_or_assign(metric, std::move(strip));
            Q_EMIT stripsChanged();
            paintNext();
        });
}

} // namespace nodesentry::ui
