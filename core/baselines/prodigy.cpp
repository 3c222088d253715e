#include "core/baselines/prodigy.h"

#include "core/base/splitmix.h"
#include "core/baselines/dense_p.h"
#include "core/baselines/metric_share_p.h"
#include "core/baselines/pooled_rows_p.h"
#include "core/baselines/training_run_p.h"
#include "core/features/extractor.h"
#include "core/model/torch_runtime.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <span>

namespace nodesentry {

namespace {

using RowTensor = Eigen::Map<Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;

/// Half-open stretches of a node.
struct Windows {
    std::vector<std::int64_t> begins;
    std::int64_t length = 0;
};

/// Windows at distance @p stride that cover [0, end), the last one moved back to end there; none where a
/// window could not be described.
Windows windowsUpTo(std::int64_t end, std::int64_t length, std::int64_t stride)
{
    Windows windows{{}, std::min(length, end)};
    if (windows.length < kMinimumSamples)
        return windows;
    const std::int64_t last = end - windows.length;
    for (std::int64_t begin = 0; begin < last; begin += stride)
        windows.begins.push_back(begin);
    windows.begins.push_back(last);
    return windows;
}

Result<FeatureMatrix> describe(const SampleMatrix& values, const Windows& windows, const RunContext& context)
{
    const auto columns = values.rows() * static_cast<Eigen::Index>(featureNames(FeatureSet::Robust).size());
    FeatureMatrix features(static_cast<Eigen::Index>(windows.begins.size()), columns);
    SegmentExtractor extractor(FeatureSet::Robust);
    const RunContext alone(context.stopToken());
    for (std::size_t i = 0; i < windows.begins.size(); ++i) {
        const std::int64_t begin = windows.begins[i];
        const std::span row(features.row(static_cast<Eigen::Index>(i)).data(),
                            static_cast<std::size_t>(columns));
        NODESENTRY_CHECK(extractor.extract(values, begin, begin + windows.length, row, alone));
    }
    return features;
}

/// Which features are looked at, and how they come to [0, 1] on the training windows.
struct ChosenFeatures {
    std::vector<Eigen::Index> columns; // ascending
    Eigen::VectorXd lowest; // of each chosen one
    Eigen::VectorXd perRange;

    static ChosenFeatures choose(const FeatureMatrix& training, std::int64_t count)
    {
        const Eigen::VectorXd lowest = training.colwise().minCoeff();
        const Eigen::VectorXd range = training.colwise().maxCoeff().transpose() - lowest;
        std::vector<std::pair<double, Eigen::Index>> order; // by falling variance, equal ones by column
        for (Eigen::Index column = 0; column < training.cols(); ++column) {
            if (!(range[column] > 0.0))
                continue;
            const Eigen::VectorXd scaled = (training.col(column).array() - lowest[column]) / range[column];
            order.emplace_back(-(scaled.array() - scaled.mean()).square().mean(), column);
        }
        std::sort(order.begin(), order.end());
        order.resize(std::min(order.size(), static_cast<std::size_t>(count)));
        ChosenFeatures chosen;
        for (const auto& [variance, column] : order)
            chosen.columns.push_back(column);
        std::sort(chosen.columns.begin(), chosen.columns.end());
        chosen.lowest.resize(static_cast<Eigen::Index>(chosen.columns.size()));
        chosen.perRange.resize(chosen.lowest.size());
        for (Eigen::Index i = 0; i < chosen.lowest.size(); ++i) {
            chosen.lowest[i] = lowest[chosen.columns[static_cast<std::size_t>(i)]];
            chosen.perRange[i] = 1.0 / range[chosen.columns[static_cast<std::size_t>(i)]];
        }
        return chosen;
    }

    [[nodiscard]] torch::Tensor apply(const FeatureMatrix& features) const
    {
        const auto count = static_cast<Eigen::Index>(columns.size());
        auto tensor = torch::empty({features.rows(), count}, torch::kFloat32);
        RowTensor rows(tensor.data_ptr<float>(), features.rows(), count);
        for (Eigen::Index i = 0; i < count; ++i)
            rows.col(i)
                = ((features.col(columns[static_cast<std::size_t>(i)]).array() - lowest[i]) * perRange[i])
                      .cast<float>();
        return tensor;
    }
};

class VariationalAutoencoder {
public:
    VariationalAutoencoder(std::int64_t inputs, const BaselineOptions& options, std::uint64_t seed)
        : m_parameters(seed),
          m_encoder(inputs, options.prodigyHidden, m_parameters),
          m_mean(options.prodigyHidden, options.prodigyLatent, m_parameters),
          m_logVariance(options.prodigyHidden, options.prodigyLatent, m_parameters),
          m_decoder({options.prodigyLatent, options.prodigyHidden, inputs}, false, m_parameters)
    {
        m_optimiser.emplace(m_parameters.all(), torch::optim::AdamOptions(options.prodigy.learningRate));
    }

    /// Minus the evidence's lower bound, with squared errors summed over the features.
    double train(const torch::Tensor& x)
    {
        const auto hidden = at::relu(m_encoder(x));
        const auto mean = m_mean(hidden);
        const auto logVariance = m_logVariance(hidden);
        const auto noise
            = torch::empty(mean.sizes(), torch::kFloat32).normal_(0.0, 1.0, m_parameters.generator());
        const auto code = mean + noise * (0.5 * logVariance).exp();
        const auto error = (at::sigmoid(m_decoder(code)) - x).square().sum(1);
        const auto divergence = -0.5 * (1.0 + logVariance - mean.square() - logVariance.exp()).sum(1);
        const auto loss = (error + divergence).mean();
        m_optimiser->zero_grad();
        loss.backward();
        m_optimiser->step();
        return loss.item<double>();
    }

    void finish() { m_optimiser.reset(); }

    /// What the mean code is decoded to.
    [[nodiscard]] torch::Tensor reconstruct(const torch::Tensor& x) const
    {
        return at::sigmoid(m_decoder(m_mean(at::relu(m_encoder(x)))));
    }

private:
    NetworkParameters m_parameters;
    Dense m_encoder;
    Dense m_mean;
    Dense m_logVariance;
    DenseStack m_decoder;
    std::optional<torch::optim::Adam> m_optimiser;
};

class Prodigy final : public Detector {
public:
    Prodigy(const BaselineOptions& options, std::uint64_t seed) : m_options(options), m_seed(seed) { }

    Result<void> fit(const NodeSource& nodes, const RunContext& context) override
    {
        NODESENTRY_TRY(const auto features,
                       poolRows(nodes, m_options.prodigyWindows, context.part(0.0, 0.8),
                                [&](const PreparedNode& node, std::int64_t count) {
                                    return describe(node.values, trainingWindows(node.trainEnd, count),
                                                    context);
                                }));
        if (features.rows() < 2)
            return fail(ErrorCode::InvalidArgument,
                        "prodigy needs two training windows, and the training ranges are too short for them",
                        "choose a later end of training, or a smaller baselines.prodigy_window");
        const OneTorchThread oneThread;
        m_chosen = ChosenFeatures::choose(features, m_options.prodigyFeatures);
        if (m_chosen.columns.empty())
            return fail(ErrorCode::InvalidArgument,
                        "no feature of any metric varies between training windows",
                        "choose a later end of training, or check that metrics were kept");
        const auto inputs = m_chosen.apply(features);
        SplitMix random(m_seed, "prodigy");
        m_network.emplace(inputs.size(1), m_options, random.next());
        NODESENTRY_CHECK(runTraining(
            inputs.size(0), m_options.prodigy, random, context, "prodigy",
            [&](std::span<const std::int64_t> batch, std::int64_t) {
                auto index = torch::empty({static_cast<std::int64_t>(batch.size())}, torch::kInt64);
                std::copy(batch.begin(), batch.end(), index.data_ptr<std::int64_t>());
                return m_network->train(inputs.index_select(0, index));
            }));
        m_network->finish();
        return {};
    }

    [[nodiscard]] bool learnsNodesApart() const override { return false; }

    [[nodiscard]] Result<NodeScores> score(const PreparedNode& node, const RunContext& context) const override
    {
        const auto stride = std::min(m_options.prodigyStride, m_options.prodigyWindow);
        const auto windows = windowsUpTo(node.grid.size, m_options.prodigyWindow, stride);
        SampleMatrix share = SampleMatrix::Zero(node.values.rows(), node.grid.size);
        if (windows.begins.empty()) {
            NodeScores scores = scoresFromShares(node, std::move(share));
            scores.score.assign(scores.score.size(), std::numeric_limits<float>::quiet_NaN());
            return scores;
        }
        NODESENTRY_TRY(const auto features, describe(node.values, windows, context));
        const SampleMatrix errors = errorsOf(features, node.values.rows());
        Eigen::VectorXf covering = Eigen::VectorXf::Zero(node.grid.size);
        for (std::size_t i = 0; i < windows.begins.size(); ++i) {
            share.middleCols(windows.begins[i], windows.length).colwise()
                += errors.col(static_cast<Eigen::Index>(i));
            covering.segment(windows.begins[i], windows.length).array() += 1.0F;
        }
        share.array().rowwise() /= covering.transpose().array();
        return scoresFromShares(node, std::move(share));
    }

private:
    /// At most @p count windows, evenly over the training range.
    [[nodiscard]] Windows trainingWindows(std::int64_t trainEnd, std::int64_t count) const
    {
        const std::int64_t length = std::min<std::int64_t>(m_options.prodigyWindow, trainEnd);
        const std::int64_t stride = std::max<std::int64_t>(
            m_options.prodigyStride, (trainEnd - length) / std::max<std::int64_t>(count, 1) + 1);
        Windows windows = windowsUpTo(trainEnd, length, stride);
        if (static_cast<std::int64_t>(windows.begins.size()) > count)
            windows.begins.resize(static_cast<std::size_t>(count));
        return windows;
    }

    /// metrics x windows: each metric's part of a window's mean absolute error.
    [[nodiscard]] SampleMatrix errorsOf(const FeatureMatrix& features, Eigen::Index metrics) const
    {
        const OneTorchThread oneThread;
        const torch::NoGradGuard noGradients;
        const auto inputs = m_chosen.apply(features);
        const auto error = (m_network->reconstruct(inputs) - inputs).abs().contiguous();
        const RowTensor rows(error.data_ptr<float>(), error.size(0), error.size(1));
        const auto perMetric = static_cast<Eigen::Index>(featureNames(FeatureSet::Robust).size());
        SampleMatrix errors = SampleMatrix::Zero(metrics, rows.rows());
        for (std::size_t i = 0; i < m_chosen.columns.size(); ++i)
            errors.row(m_chosen.columns[i] / perMetric) += rows.col(static_cast<Eigen::Index>(i)).transpose();
        return errors / static_cast<float>(m_chosen.columns.size());
    }

    BaselineOptions m_options;
    std::uint64_t m_seed;
    ChosenFeatures m_chosen;
    std::optional<VariationalAutoencoder> m_network;
};

} // namespace

std::unique_ptr<Detector> makeProdigy(const BaselineOptions& options, std::uint64_t seed)
{
    return std::make_unique<Prodigy>(options, seed);
}

} // namespace nodesentry
