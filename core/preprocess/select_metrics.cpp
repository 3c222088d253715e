#include "core/preprocess/select_metrics.h"

#include "core/base/expects.h"
#include "core/preprocess/standardise.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace nodesentry {

namespace {

constexpr double kFewestPairs = 12.0;
constexpr double kShareMeasuredTogether = 0.95;
constexpr double kRounding = 1e-9; ///< relative; r of two equal metrics may be this far below 1

/// One metric of one node: deviations from its mean, with 0 for missing samples.
struct Deviations {
    std::int64_t count = 0;
    double sumOfSquares = 0.0;
};

template <class Values, class Out, class Mask>
Deviations deviations(const Values& values, Out out, Mask measured)
{
    Deviations result;
    double sum = 0.0;
    for (Eigen::Index i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i]))
            continue;
        sum += values[i];
        ++result.count;
    }
    if (result.count == 0)
        return result;
    const double mean = sum / static_cast<double>(result.count);
    for (Eigen::Index i = 0; i < values.size(); ++i) {
        const bool there = std::isfinite(values[i]);
        measured[i] = there ? 1.0 : 0.0;
        out[i] = there ? values[i] - mean : 0.0;
        result.sumOfSquares += out[i] * out[i];
    }
    if (std::sqrt(result.sumOfSquares / static_cast<double>(result.count))
        <= kFloatResolution * std::abs(mean)) {
        out.setZero();
        result.sumOfSquares = 0.0;
    }
    return result;
}

/// sums[members[a]][members[b]] += values[a][b]
void addAt(Eigen::MatrixXd& sums, const std::vector<int>& members, const Eigen::MatrixXd& values)
{
    for (std::size_t b = 0; b < members.size(); ++b) {
        for (std::size_t a = 0; a < members.size(); ++a)
            sums(members[a], members[b])
                += values(static_cast<Eigen::Index>(a), static_cast<Eigen::Index>(b));
    }
}

} // namespace

CorrelationAccumulator::CorrelationAccumulator(const MetricCatalog& catalog)
    : m_places(catalog.size()),
      m_sumOfSquares(catalog.size(), 0.0),
      m_counts(catalog.size(), 0)
{
    std::map<std::string, int> groupOf;
    for (std::size_t i = 0; i < catalog.size(); ++i) {
        const auto [found, isNew] = groupOf.try_emplace(catalog[i].group, static_cast<int>(m_groups.size()));
        if (isNew)
            m_groups.emplace_back();
        auto& metrics = m_groups[static_cast<std::size_t>(found->second)].metrics;
        m_places[i] = {found->second, static_cast<int>(metrics.size())};
        metrics.push_back(static_cast<int>(i));
    }
    for (auto& group : m_groups) {
        const auto size = static_cast<Eigen::Index>(group.metrics.size());
        group.count.setZero(size, size);
        group.squares.setZero(size, size);
        group.products.setZero(size, size);
    }
}

void CorrelationAccumulator::addNode(const Eigen::Ref<const SampleMatrix, 0, Eigen::OuterStride<>>& values,
                                     std::span<const int> metrics)
{
    NODESENTRY_EXPECTS(values.rows() == static_cast<Eigen::Index>(metrics.size()), "one row per metric");
    NODESENTRY_EXPECTS(metrics.empty() || metrics.back() < static_cast<int>(m_places.size()),
                       "metrics of this catalogue");
    for (auto& group : m_groups)
        addGroup(group, values, metrics);
}

void CorrelationAccumulator::addGroup(Group& group,
                                      const Eigen::Ref<const SampleMatrix, 0, Eigen::OuterStride<>>& values,
                                      std::span<const int> metrics)
{
    std::vector<int> members; // rows of the group's matrices that this node has
    std::vector<Eigen::Index> rows; // where their samples are
    for (std::size_t member = 0; member < group.metrics.size(); ++member) {
        const auto found = std::lower_bound(metrics.begin(), metrics.end(), group.metrics[member]);
        if (found == metrics.end() || *found != group.metrics[member])
            continue;
        members.push_back(static_cast<int>(member));
        rows.push_back(found - metrics.begin());
    }
    if (members.empty() || values.cols() == 0)
        return;

    using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto size = static_cast<Eigen::Index>(members.size());
    RowMatrix x = RowMatrix::Zero(size, values.cols());
    RowMatrix measured = RowMatrix::Zero(size, values.cols());
    bool complete = true;
    Eigen::VectorXd ownSquares(size);
    for (Eigen::Index i = 0; i < size; ++i) {
        const auto metric = static_cast<std::size_t>(group.metrics[static_cast<std::size_t>(members[i])]);
        const auto own = deviations(values.row(rows[static_cast<std::size_t>(i)]), x.row(i), measured.row(i));
        complete = complete && own.count == values.cols();
        m_counts[metric] += own.count;
        m_sumOfSquares[metric] += own.sumOfSquares;
        ownSquares[i] = own.sumOfSquares;
    }

    const Eigen::MatrixXd products = x * x.transpose();
    if (complete) {
        addAt(group.count, members,
              Eigen::MatrixXd::Constant(size, size, static_cast<double>(values.cols())));
        addAt(group.squares, members, ownSquares.replicate(1, size));
        addAt(group.products, members, products);
        return;
    }
    // Pair by pair the means of the common samples differ from the metrics' own: take them out as well.
    const Eigen::MatrixXd count = measured * measured.transpose();
    const Eigen::MatrixXd sum = x * measured.transpose();
    const Eigen::MatrixXd squares = x.cwiseAbs2() * measured.transpose();
    const Eigen::ArrayXXd divisor = count.array().max(1.0);
    addAt(group.count, members, count);
    // A metric that is constant where the other was measured leaves a rest of rounding only.
    const Eigen::ArrayXXd centred = squares.array() - sum.array().square() / divisor;
    addAt(group.squares, members, (centred > kRounding * squares.array()).select(centred, 0.0).matrix());
    addAt(group.products, members,
          (products.array() - sum.array() * sum.transpose().array() / divisor).matrix());
}

void CorrelationAccumulator::merge(const CorrelationAccumulator& other)
{
    NODESENTRY_EXPECTS(m_counts.size() == other.m_counts.size(), "the same catalogue");
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        m_groups[i].count += other.m_groups[i].count;
        m_groups[i].squares += other.m_groups[i].squares;
        m_groups[i].products += other.m_groups[i].products;
    }
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        m_counts[i] += other.m_counts[i];
        m_sumOfSquares[i] += other.m_sumOfSquares[i];
    }
}

double CorrelationAccumulator::correlation(int a, int b) const
{
    const auto placeA = m_places[static_cast<std::size_t>(a)];
    const auto placeB = m_places[static_cast<std::size_t>(b)];
    if (placeA.group != placeB.group)
        return 0.0;
    const auto& group = m_groups[static_cast<std::size_t>(placeA.group)];
    const double spread
        = std::sqrt(group.squares(placeA.row, placeB.row)) * std::sqrt(group.squares(placeB.row, placeA.row));
    if (group.count(placeA.row, placeB.row) < kFewestPairs || spread == 0.0)
        return 0.0;
    return std::clamp(group.products(placeA.row, placeB.row) / spread, -1.0, 1.0);
}

double CorrelationAccumulator::variance(int metric) const
{
    const auto i = static_cast<std::size_t>(metric);
    return m_counts[i] == 0 ? 0.0 : m_sumOfSquares[i] / static_cast<double>(m_counts[i]);
}

std::int64_t CorrelationAccumulator::count(int metric) const
{
    return m_counts[static_cast<std::size_t>(metric)];
}

std::int64_t CorrelationAccumulator::countTogether(int a, int b) const
{
    const auto placeA = m_places[static_cast<std::size_t>(a)];
    const auto placeB = m_places[static_cast<std::size_t>(b)];
    NODESENTRY_EXPECTS(placeA.group == placeB.group, "metrics of one group");
    return std::llround(m_groups[static_cast<std::size_t>(placeA.group)].count(placeA.row, placeB.row));
}

MetricSelection selectMetrics(const MetricCatalog& catalog, const CorrelationAccumulator& correlations,
                              double threshold)
{
    std::vector<int> order(catalog.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int a, int b) {
        const double varianceA = correlations.variance(a);
        const double varianceB = correlations.variance(b);
        return varianceA != varianceB
            ? varianceA > varianceB
            : catalog[static_cast<std::size_t>(a)].name < catalog[static_cast<std::size_t>(b)].name;
    });

    MetricSelection selection;
    const auto standsIn = [&](int kept, int metric) {
        if (catalog[static_cast<std::size_t>(kept)].group != catalog[static_cast<std::size_t>(metric)].group)
            return 0.0;
        const double together = static_cast<double>(correlations.countTogether(kept, metric));
        const double r = std::abs(correlations.correlation(kept, metric));
        return together >= kShareMeasuredTogether * static_cast<double>(correlations.count(metric))
                && r >= threshold - kRounding
            ? r
            : 0.0;
    };
    for (const int metric : order) {
        if (correlations.count(metric) == 0) {
            selection.dropped.push_back(metric);
            continue;
        }
        int best = -1;
        double bestR = 0.0;
        for (const int kept : selection.kept) {
            if (const double r = standsIn(kept, metric); r > bestR + kRounding) {
                best = kept;
                bestR = r;
            }
        }
        if (best < 0)
            selection.kept.push_back(metric);
        else
            selection.keptFor[best].push_back(metric);
    }
    std::sort(selection.kept.begin(), selection.kept.end());
    std::sort(selection.dropped.begin(), selection.dropped.end());
    for (auto& [kept, others] : selection.keptFor)
        std::sort(others.begin(), others.end());
    return selection;
}

} // namespace nodesentry
