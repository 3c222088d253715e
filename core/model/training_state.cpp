#include "core/model/training_state_p.h"

#include "core/base/log.h"
#include "core/model/model_files_p.h"

#include <torch/csrc/jit/serialization/pickle.h>

#include <algorithm>

namespace nodesentry {

namespace {

// The file: magic, fingerprint and checksum as a line each, then a pickled dictionary of tensors. The facts
// are a tensor of bytes among them.
constexpr const char* kMagic = "nodesentry-training 1";
constexpr const char* kFacts = "facts";

std::string header(const std::string& fingerprint, const std::vector<char>& content)
{
    return std::string(kMagic) + '\n' + fingerprint + '\n' + checksum(content) + '\n';
}

} // namespace

Result<void> writeTrainingState(const std::string& path, const std::string& fingerprint,
                                const TrainingState& state)
{
    c10::Dict<std::string, torch::Tensor> tensors;
    for (const auto& [name, tensor] : state.tensors)
        tensors.insert(name, tensor.detach().cpu().contiguous().clone());
    torch::Tensor facts = torch::empty({static_cast<std::int64_t>(state.facts.size())}, torch::kUInt8);
    std::copy(state.facts.begin(), state.facts.end(), facts.data_ptr<std::uint8_t>());
    tensors.insert(kFacts, facts);
    const std::vector<char> content = torch::jit::pickle_save(tensors);
    const std::string head = header(fingerprint, content);
    std::vector<char> bytes(head.begin(), head.end());
    bytes.insert(bytes.end(), content.begin(), content.end());
    return replaceFile(path, bytes.data(), bytes.size());
}

std::optional<TrainingState> readTrainingState(const std::string& path, const std::string& fingerprint)
{
    const auto bytes = readBytes(path);
    if (!bytes)
        return {};
    const auto headSize = header(fingerprint, {}).size(); // checksums are of one length
    if (bytes->size() < headSize)
        return {};
    const auto contentBegin = bytes->begin() + static_cast<std::ptrdiff_t>(headSize);
    const std::vector<char> content(contentBegin, bytes->end());
    if (std::string(bytes->begin(), contentBegin) != header(fingerprint, content)) {
        spdlog::info("'{}' is of another training or damaged, and is not gone on from", path);
        return {};
    }
    TrainingState state;
    const c10::IValue value = torch::jit::pickle_load(content);
    for (const auto& entry : value.toGenericDict())
        state.tensors[entry.key().toStringRef()] = entry.value().toTensor();
    const torch::Tensor facts = state.tensors.at(kFacts);
    state.facts.assign(facts.data_ptr<std::uint8_t>(), facts.data_ptr<std::uint8_t>() + facts.numel());
    state.tensors.erase(kFacts);
    return state;
}

} // namespace nodesentry
