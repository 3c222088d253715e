#pragma once

#include <QString>
#include <QWidget>

#include <array>
#include <vector>

class QToolButton;

namespace nodesentry::ui {

/// Why something is suggested: up to three metrics, each with what was observed and expected. Hidden without any.
class WhyStrip final : public QWidget {
    Q_OBJECT

public:
    struct Chip {
        int metric = 0; ///< catalogue index
        QString name;
        QString detail; ///< "62 %  ▲ 98 GB instead of 41 GB"; may be empty
    };
    static constexpr std::size_t kMost = 3;

    explicit WhyStrip(QWidget* parent = nullptr);

    void setChips(std::vector<Chip> chips); ///< the first kMost of them

    [[nodiscard]] QSize minimumSizeHint() const override; ///< names yield, so that the panel may be narrow

Q_SIGNALS:
    void metricChosen(int metric);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    std::vector<Chip> m_chips;
    std::array<QToolButton*, kMost> m_buttons{};
};

} // namespace nodesentry::ui
