#pragma once

#include "widgets/lanes/lane_picture.h"

#include <QImage>
#include <QObject>
#include <QRect>

#include <unordered_map>
#include <utility>
#include <vector>

class QPainter;

namespace nodesentry::ui {

class JobRunner;

/// Painted lanes, each a strip of the whole stretch of time that its trace covers: three screens wide. They
/// are painted on other threads; while panning, the view only copies the part it needs.
class CurveStrips final : public QObject {
    Q_OBJECT

public:
    /// A lane as pixels, transparent where there is no curve.
    struct Strip {
        LanePicture picture; ///< what was painted
        double msPerPixel = 1.0;
        TimeMs begin = 0; ///< at the image's left edge
        QImage image; ///< null while it is being painted

        /// Copies what a view shows of it to @p place, device pixels, moved by whole ones: buckets keep
        /// theirs.
        void paintOn(QPainter& painter, const QRect& place, TimeRange visible) const;
    };
    using Wish = std::pair<int, LanePicture>; ///< metric, and how it should look

    /// @param runner  outlives this object
    explicit CurveStrips(JobRunner& runner, QObject* parent = nullptr);
    ~CurveStrips() override;

    /// Null unless a strip shows exactly this.
    [[nodiscard]] const Strip* find(int metric, const LanePicture& picture, double msPerPixel) const;
    /// Has the missing ones of these painted, the first ones first, instead of what is still waiting. Strips
    /// of metrics that are not named are dropped.
    void request(std::vector<Wish> wishes, double msPerPixel);
    void clear();
    [[nodiscard]] bool isComplete() const { return m_waiting.empty() && !m_painting; }

Q_SIGNALS:
    void stripsChanged();

private:
    void paintNext();

    JobRunner& m_runner;
    QString m_channel;
    std::unordered_map<int, Strip> m_strips;
    std::vector<Wish> m_waiting; ///< most wanted last
    double m_msPerPixel = 1.0;
    bool m_painting = false;
};

} // namespace nodesentry::ui
