#pragma once

#include "core/eval/evaluation.h"

#include <array>

namespace nodesentry {

/// A figure and its name in `evaluate --json` and in tables of experiments.
template <class Figures> struct NamedFigure {
    const char* name;
    double Figures::*value;
    bool needsAnomalies = true; ///< undefined without an anomalous sample
};

inline constexpr std::array<NamedFigure<PaperFigures>, 4> kPaperFigures{{
    {"precision", &PaperFigures::precision},
    {"recall", &PaperFigures::recall},
    {"auc", &PaperFigures::auc},
    {"f1", &PaperFigures::f1},
}};

inline constexpr std::array<NamedFigure<StrictFigures>, 16> kStrictFigures{{
    {"f1", &StrictFigures::f1},
    {"precision", &StrictFigures::precision},
    {"recall", &StrictFigures::recall},
    {"f1_oracle", &StrictFigures::f1Oracle},
    {"pa_k20", &StrictFigures::paK20},
    {"composite_f1", &StrictFigures::compositeF1},
    {"event_precision", &StrictFigures::eventPrecision},
    {"event_precision_corrected", &StrictFigures::eventPrecisionCorrected},
    {"event_recall", &StrictFigures::eventRecall},
    {"auc_roc", &StrictFigures::aucRoc},
    {"auc_pr", &StrictFigures::aucPr},
    {"vus_pr", &StrictFigures::vusPr},
    {"vus_roc", &StrictFigures::vusRoc},
    {"delay_s", &StrictFigures::delaySeconds},
    {"false_alarms_per_node_day", &StrictFigures::falseAlarmsPerNodeDay, false},
    {"flagged_normal_share", &StrictFigures::flaggedNormalShare, false},
}};

} // namespace nodesentry
