#pragma once

#include "core/model/torch_precompiled_p.h"
#include "core/model/train_options.h"

#include <memory>
#include <string>
#include <vector>

namespace nodesentry {

/// Affine map with PyTorch's default initialisation, drawn from a generator of our own so that building a
/// network neither depends on LibTorch's global random state nor changes it.
class LinearMap : public torch::nn::Module {
public:
    LinearMap(std::int64_t inputs, std::int64_t outputs, bool withBias, at::Generator& generator);

    /// @param x  ... x inputs
    [[nodiscard]] torch::Tensor forward(const torch::Tensor& x) const;
    /// Outputs [begin, end) only.
    [[nodiscard]] torch::Tensor part(const torch::Tensor& x, std::int64_t begin, std::int64_t end) const;
    /// What forward() gives for values and flags side by side, where all flags of a row are alike.
    /// @param values  ... x inputs / 2
    /// @param flag    ... x 1
    [[nodiscard]] torch::Tensor withFlag(const torch::Tensor& values, const torch::Tensor& flag) const;

private:
    torch::Tensor m_weight; ///< outputs x inputs
    torch::Tensor m_bias; ///< outputs; undefined without bias
};

/// Layer normalisation over the last dimension.
class LayerNorm : public torch::nn::Module {
public:
    explicit LayerNorm(std::int64_t width);

    [[nodiscard]] torch::Tensor forward(const torch::Tensor& x) const;

private:
    torch::Tensor m_weight;
    torch::Tensor m_bias;
};

/// Multi-head self-attention within each window; heads need not divide the width.
class SelfAttention : public torch::nn::Module {
public:
    SelfAttention(std::int64_t width, std::int64_t heads, at::Generator& generator);

    /// @param x        windows x samples x width
    /// @param padding  windows x samples, true where a window has no sample; undefined: no padding. Nothing
    ///                 attends to padding.
    /// @param wanted   windows x q, samples to compute the output for; undefined: all
    /// @return windows x samples (or q) x width
    [[nodiscard]] torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& padding,
                                        const torch::Tensor& wanted = {}) const;

private:
    std::int64_t m_heads;
    std::int64_t m_headWidth;
    std::shared_ptr<LinearMap> m_queryKeyValue;
    std::shared_ptr<LinearMap> m_output;
};

/// What a mixture of experts did with its tokens.
struct ExpertOutput {
    torch::Tensor tokens; ///< n x width
    torch::Tensor choice; ///< n x topK, chosen experts, best first
    torch::Tensor probability; ///< n x experts, the gate's softmax
    std::vector<std::int64_t> load; ///< tokens that each expert worked on; sums to n * topK
};

/// Sparse mixture of experts: a softmax gate sends each token to its top-k experts (two-layer networks); the
/// output is the sum of theirs, weighted by the gate's probabilities. Tokens are sorted by expert, so that
/// each expert runs once, on its own tokens only; an expert that no token chose does not run.
///
/// @source Shazeer et al. (2017), arXiv 1701.06538; Fedus et al. (2022), JMLR 23:120 for k = 1. As there, the
/// probabilities are not rescaled to sum to 1 over the chosen ones: with k = 1 the gate could not learn.
class MixtureOfExperts : public torch::nn::Module {
public:
    MixtureOfExperts(std::int64_t width, std::int64_t hidden, std::int64_t experts, std::int64_t topK,
                     at::Generator& generator);

    /// @param tokens  n x width, n >= 1
    [[nodiscard]] ExpertOutput forward(const torch::Tensor& tokens) const;

    /// Experts times the sum over experts of (share of tokens) * (mean probability): 1 when all are used
    /// alike, up to the number of experts when one takes everything. @source Fedus et al. (2022), eq. 4
    [[nodiscard]] static torch::Tensor balanceLoss(const ExpertOutput& output);

private:
    std::int64_t m_topK;
    std::shared_ptr<LinearMap> m_gate;
    std::vector<std::shared_ptr<LinearMap>> m_up;
    std::vector<std::shared_ptr<LinearMap>> m_down;
};

/// One pre-norm encoder layer: attention, then experts, each added to its input.
class EncoderLayer : public torch::nn::Module {
public:
    EncoderLayer(const TrainOptions& options, at::Generator& generator);

    struct Output {
        torch::Tensor x; ///< windows x samples x width
        ExpertOutput experts; ///< of the tokens that are not padding, in order
    };
    /// @param present  positions of the tokens that are not padding in the flattened windows; undefined: all
    /// @param wanted   windows x q, samples to compute the output for; undefined: all. The others are then
    ///                 only attended to, and present has no meaning
    [[nodiscard]] Output forward(const torch::Tensor& x, const torch::Tensor& padding,
                                 const torch::Tensor& present, const torch::Tensor& wanted) const;

private:
    std::shared_ptr<LayerNorm> m_attentionNorm;
    std::shared_ptr<SelfAttention> m_attention;
    std::shared_ptr<LayerNorm> m_expertNorm;
    std::shared_ptr<MixtureOfExperts> m_experts;
};

/// A batch of windows, all padded to the length of the longest.
struct NetworkInput {
    torch::Tensor values; ///< windows x samples x metrics
    /// same shape, or x 1 where it is the same for all metrics of a sample; 1 where the network must not see
    /// the value, else 0
    torch::Tensor hidden;
    torch::Tensor position; ///< windows x samples; index of each sample within its segment
    torch::Tensor slot; ///< windows, int64; segment embedding, 0 = unknown segment
    torch::Tensor padding; ///< windows x samples, bool; undefined when no window is padded
    /// windows x q, int64; samples to be reconstructed, none of them padding; undefined: all. What is not
    /// wanted is read but not computed to the end
    torch::Tensor wanted;
    std::int64_t tokens = 0; ///< samples that are not padding

    [[nodiscard]] NetworkInput to(const torch::Device& device) const;
};

struct NetworkOutput {
    torch::Tensor values; ///< windows x samples (or wanted ones) x metrics, the reconstruction
    torch::Tensor balanceLoss; ///< scalar, mean over the layers; undefined without gradients
    /// windows x samples (or wanted ones), int64; best choice of the last layer, -1 for padding
    torch::Tensor expert;
    torch::Tensor confidence; ///< same shape, the gate's probability of that choice; 0 for padding
    std::vector<std::int64_t> load; ///< tokens that each expert of the last layer worked on
    std::vector<std::vector<std::int64_t>> loadOfLayer; ///< the same for every layer
};

/// The network of one cluster. A token is one point in time: its metrics (hidden ones as 0) and which of them
/// are hidden are mapped to a vector, to which its position within the segment and its segment's embedding
/// are added; after the encoder layers a linear map gives the metrics back.
class TransformerNetwork : public torch::nn::Module {
public:
    /// @param seed  of the initial weights
    TransformerNetwork(int metrics, const TrainOptions& options, std::uint64_t seed);

    [[nodiscard]] NetworkOutput forward(const NetworkInput& input) const;

private:
    std::int64_t m_width;
    bool m_positionEncoding;
    std::shared_ptr<LinearMap> m_embedding;
    torch::Tensor m_positionGain; ///< scalar, learned
    torch::Tensor m_segmentEmbedding; ///< 1 + segmentSlots x width; row 0 is for unknown segments
    std::vector<std::shared_ptr<EncoderLayer>> m_layers;
    std::shared_ptr<LayerNorm> m_norm;
    std::shared_ptr<LinearMap> m_decoder;
};

/// Sinusoids of the positions. @source Vaswani et al. (2017), arXiv 1706.03762, section 3.5
/// @param position  windows x samples, >= 0, as floating point
/// @return windows x samples x width
[[nodiscard]] torch::Tensor sinusoidalPositions(const torch::Tensor& position, std::int64_t width);

} // namespace nodesentry
