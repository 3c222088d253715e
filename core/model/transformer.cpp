#include "core/model/transformer_p.h"

#include "core/base/expects.h"

#include <cmath>

namespace nodesentry {

namespace {

torch::Tensor uniformTensor(at::IntArrayRef shape, double bound, at::Generator& generator)
{
    return torch::empty(shape, torch::kFloat32).uniform_(-bound, bound, generator);
}

/// softmax(q k' / sqrt(d)) v for windows x heads x samples x head width.
torch::Tensor attend(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                     const torch::Tensor& padding)
{
#if TORCH_VERSION_MAJOR >= 2
    if (query.is_cuda()) {
        // The fused kernels of the newer library; on the CPU the products below are as fast for short
        // windows.
        c10::optional<torch::Tensor> visible;
        if (padding.defined())
            visible = padding.logical_not().unsqueeze(1).unsqueeze(1);
        return at::scaled_dot_product_attention(query, key, value, visible);
    }
#endif
    const double scale = 1.0 / std::sqrt(static_cast<double>(query.size(-1)));
    torch::Tensor logits = at::matmul(query * scale, key.transpose(-2, -1));
    if (padding.defined())
        logits = logits.masked_fill(padding.unsqueeze(1).unsqueeze(1), -1e9);
    return at::matmul(at::softmax(logits, -1), value);
}

/// The wanted samples of each window.
/// @param x       windows x samples x width
/// @param wanted  windows x q
torch::Tensor takeSamples(const torch::Tensor& x, const torch::Tensor& wanted)
{
    const torch::Tensor first = (at::arange(x.size(0), wanted.options()) * x.size(1)).unsqueeze(1);
    return x.reshape({-1, x.size(2)})
        .index_select(0, (wanted + first).flatten())
        .view({wanted.size(0), wanted.size(1), x.size(2)});
}

} // namespace

LinearMap::LinearMap(std::int64_t inputs, std::int64_t outputs, bool withBias, at::Generator& generator)
{
    const double bound = 1.0 / std::sqrt(static_cast<double>(inputs));
    m_weight = register_parameter("weight", uniformTensor({outputs, inputs}, bound, generator));
    if (withBias)
        m_bias = register_parameter("bias", uniformTensor({outputs}, bound, generator));
}

torch::Tensor LinearMap::forward(const torch::Tensor& x) const
{
    return at::linear(x, m_weight, m_bias);
}

torch::Tensor LinearMap::part(const torch::Tensor& x, std::int64_t begin, std::int64_t end) const
{
    return at::linear(x, m_weight.slice(0, begin, end),
                      m_bias.defined() ? m_bias.slice(0, begin, end) : torch::Tensor());
}

torch::Tensor LinearMap::withFlag(const torch::Tensor& values, const torch::Tensor& flag) const
{
    const std::int64_t half = values.size(-1);
    return at::linear(values, m_weight.slice(1, 0, half), m_bias) + flag * m_weight.slice(1, half).sum(1);
}

LayerNorm::LayerNorm(std::int64_t width)
    : m_weight(register_parameter("weight", torch::ones({width}))),
      m_bias(register_parameter("bias", torch::zeros({width})))
{
}

torch::Tensor LayerNorm::forward(const torch::Tensor& x) const
{
    return at::layer_norm(x, m_weight.sizes(), m_weight, m_bias);
}

SelfAttention::SelfAttention(std::int64_t width, std::int64_t heads, at::Generator& generator)
    : m_heads(heads),
      m_headWidth((width + heads - 1) / heads),
      m_queryKeyValue(register_module(
          "query_key_value", std::make_shared<LinearMap>(width, 3 * heads * m_headWidth, true, generator))),
      m_output(
          register_module("output", std::make_shared<LinearMap>(heads * m_headWidth, width, true, generator)))
{
}

torch::Tensor SelfAttention::forward(const torch::Tensor& x, const torch::Tensor& padding,
                                     const torch::Tensor& wanted) const
{
    const std::int64_t windows = x.size(0);
    const std::int64_t inner = m_heads * m_headWidth;
    const auto byHead = [&](const torch::Tensor& all, std::int64_t parts) {
        return all.view({windows, all.size(1), parts, m_heads, m_headWidth}).permute({2, 0, 3, 1, 4});
    };
    torch::Tensor mixed; // windows x heads x samples x head width
    if (wanted.defined()) {
        const torch::Tensor query = byHead(m_queryKeyValue->part(takeSamples(x, wanted), 0, inner), 1);
        const torch::Tensor keyValue = byHead(m_queryKeyValue->part(x, inner, 3 * inner), 2);
        mixed = attend(query[0], keyValue[0], keyValue[1], padding);
    } else {
        const torch::Tensor all = byHead(m_queryKeyValue->forward(x), 3);
        mixed = attend(all[0], all[1], all[2], padding);
    }
    return m_output->forward(mixed.transpose(1, 2).reshape({windows, mixed.size(2), inner}));
}

MixtureOfExperts::MixtureOfExperts(std::int64_t width, std::int64_t hidden, std::int64_t experts,
                                   std::int64_t topK, at::Generator& generator)
    : m_topK(topK),
      m_gate(register_module("gate", std::make_shared<LinearMap>(width, experts, false, generator)))
{
    NODESENTRY_EXPECTS(1 <= topK && topK <= experts, "a token cannot go to more experts than there are");
    for (std::int64_t e = 0; e < experts; ++e) {
        const std::string name = "expert_" + std::to_string(e);
        m_up.push_back(
            register_module(name + "_up", std::make_shared<LinearMap>(width, hidden, true, generator)));
        m_down.push_back(
            register_module(name + "_down", std::make_shared<LinearMap>(hidden, width, true, generator)));
    }
}

ExpertOutput MixtureOfExperts::forward(const torch::Tensor& tokens) const
{
    const auto experts = static_cast<std::int64_t>(m_up.size());
    const std::int64_t count = tokens.size(0);
    ExpertOutput output;
    output.probability = at::softmax(m_gate->forward(tokens), -1);
    auto [weight, choice] = output.probability.topk(m_topK, -1);
    output.choice = choice;

    const torch::Tensor flatChoice = choice.reshape({-1});
    const torch::Tensor loads = at::bincount(flatChoice, {}, experts).cpu();
    output.load.assign(loads.data_ptr<std::int64_t>(), loads.data_ptr<std::int64_t>() + experts);

    // A stable order keeps the sums, and so the results, the same from run to run.
    const torch::Tensor order
        = std::get<1>(flatChoice.sort(/*stable=*/true, /*dim=*/0, /*descending=*/false));
    const torch::Tensor source = m_topK == 1 ? order : at::div(order, m_topK, "floor");
    const torch::Tensor sorted = tokens.index_select(0, source);
    std::vector<torch::Tensor> parts;
    std::int64_t begin = 0;
    for (std::int64_t e = 0; e < experts; ++e) {
        const std::int64_t load = output.load[static_cast<std::size_t>(e)];
        if (load == 0)
            continue;
        const auto index = static_cast<std::size_t>(e);
        const torch::Tensor mine = sorted.narrow(0, begin, load);
        parts.push_back(m_down[index]->forward(at::relu(m_up[index]->forward(mine))));
        begin += load;
    }
    const torch::Tensor inverse
        = at::empty_like(order).scatter_(0, order, at::arange(count * m_topK, order.options()));
    const torch::Tensor back = at::cat(parts, 0).index_select(0, inverse).view({count, m_topK, -1});
    output.tokens = (back * weight.unsqueeze(-1)).sum(1);
    return output;
}

torch::Tensor MixtureOfExperts::balanceLoss(const ExpertOutput& output)
{
    const auto experts = static_cast<std::int64_t>(output.load.size());
    torch::Tensor share = torch::empty({experts}, torch::kFloat32);
    double total = 0.0;
    for (const std::int64_t load : output.load)
        total += static_cast<double>(load);
    for (std::int64_t e = 0; e < experts; ++e)
        share[e] = static_cast<double>(output.load[static_cast<std::size_t>(e)]) / total;
    return (share.to(output.probability.device()) * output.probability.mean(0)).sum() * experts;
}

EncoderLayer::EncoderLayer(const TrainOptions& options, at::Generator& generator)
    : m_attentionNorm(register_module("attention_norm", std::make_shared<LayerNorm>(options.width))),
      m_attention(register_module("attention",
                                  std::make_shared<SelfAttention>(options.width, options.heads, generator))),
      m_expertNorm(register_module("expert_norm", std::make_shared<LayerNorm>(options.width))),
      m_experts(register_module("experts",
                                std::make_shared<MixtureOfExperts>(options.width, options.feedForward,
                                                                   options.experts, options.topK, generator)))
{
}

EncoderLayer::Output EncoderLayer::forward(const torch::Tensor& x, const torch::Tensor& padding,
                                           const torch::Tensor& present, const torch::Tensor& wanted) const
{
    const torch::Tensor mixed = m_attention->forward(m_attentionNorm->forward(x), padding, wanted);
    const torch::Tensor attended = (wanted.defined() ? takeSamples(x, wanted) : x) + mixed;
    const torch::Tensor tokens = m_expertNorm->forward(attended).reshape({-1, x.size(2)});
    Output output;
    if (!present.defined() || wanted.defined()) {
        output.experts = m_experts->forward(tokens);
        output.x = attended + output.experts.tokens.view_as(attended);
        return output;
    }
    output.experts = m_experts->forward(tokens.index_select(0, present));
    output.x = attended
        + at::zeros_like(tokens)
              .index_copy(0, present, output.experts.tokens.to(tokens.scalar_type()))
              .view_as(x);
    return output;
}

NetworkInput NetworkInput::to(const torch::Device& device) const
{
    if (device.is_cpu())
        return *this;
    NetworkInput moved = *this;
    for (torch::Tensor* tensor :
         {&moved.values, &moved.hidden, &moved.position, &moved.slot, &moved.padding, &moved.wanted})
        if (tensor->defined())
            *tensor = tensor->to(device);
    return moved;
}

TransformerNetwork::TransformerNetwork(int metrics, const TrainOptions& options, std::uint64_t seed)
    : m_width(options.width),
      m_positionEncoding(options.positionEncoding)
{
    at::Generator generator = at::detail::createCPUGenerator(seed);
    m_embedding = register_module(
        "embedding",
        std::make_shared<LinearMap>(2 * static_cast<std::int64_t>(metrics), m_width, true, generator));
    m_positionGain = register_parameter("position_gain", torch::full({1}, 0.3));
    m_segmentEmbedding = register_parameter(
        "segment_embedding", uniformTensor({1 + options.segmentSlots, m_width}, 0.1, generator));
    for (int i = 0; i < options.layers; ++i)
        m_layers.push_back(register_module("layer_" + std::to_string(i),
                                           std::make_shared<EncoderLayer>(options, generator)));
    m_norm = register_module("norm", std::make_shared<LayerNorm>(m_width));
    m_decoder = register_module("decoder", std::make_shared<LinearMap>(m_width, metrics, true, generator));
}

NetworkOutput TransformerNetwork::forward(const NetworkInput& input) const
{
    const torch::Tensor seen = input.values * (1 - input.hidden);
    torch::Tensor x = input.hidden.size(2) == input.values.size(2)
        ? m_embedding->forward(at::cat({seen, input.hidden}, -1))
        : m_embedding->withFlag(seen, input.hidden);
    if (m_positionEncoding)
        x = x + m_positionGain * sinusoidalPositions(input.position, m_width);
    x = x + m_segmentEmbedding.index_select(0, input.slot).unsqueeze(1);
    torch::Tensor present;
    if (input.padding.defined())
        present = input.padding.logical_not().flatten().nonzero().flatten();

    NetworkOutput output;
    std::vector<torch::Tensor> balance;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const bool last = i + 1 == m_layers.size();
        EncoderLayer::Output layer
            = m_layers[i]->forward(x, input.padding, present, last ? input.wanted : torch::Tensor());
        x = layer.x;
        if (torch::GradMode::is_enabled())
            balance.push_back(MixtureOfExperts::balanceLoss(layer.experts));
        output.loadOfLayer.push_back(layer.experts.load);
        if (!last)
            continue;
        output.load = layer.experts.load;
        output.expert = layer.experts.choice.select(1, 0);
        output.confidence = std::get<0>(layer.experts.probability.detach().max(-1));
        if (present.defined() && !input.wanted.defined()) {
            const std::int64_t all = x.size(0) * x.size(1);
            output.expert
                = at::full({all}, -1, output.expert.options()).index_copy(0, present, output.expert);
            output.confidence
                = at::zeros({all}, output.confidence.options()).index_copy(0, present, output.confidence);
        }
        output.expert = output.expert.view({x.size(0), x.size(1)});
        output.confidence = output.confidence.view({x.size(0), x.size(1)});
    }
    output.values = m_decoder->forward(m_norm->forward(x));
    if (!balance.empty())
        output.balanceLoss = at::stack(balance).mean();
    return output;
}

torch::Tensor sinusoidalPositions(const torch::Tensor& position, std::int64_t width)
{
    const std::int64_t half = (width + 1) / 2;
    const torch::Tensor exponent = at::arange(half, position.options()) / static_cast<double>(half);
    const torch::Tensor angle = position.unsqueeze(-1) * at::pow(10000.0, -exponent);
    return at::cat({at::sin(angle), at::cos(angle)}, -1).narrow(-1, 0, width);
}

} // namespace nodesentry
