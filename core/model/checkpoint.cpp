#include "core/model/checkpoint_p.h"

#include "core/base/reason.h"
#include "core/model/block_mask_p.h"
#include "core/model/model_files_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>
#include <torch/csrc/jit/serialization/pickle.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry {

namespace {

using nlohmann::json;

constexpr const char* kFormat = "nodesentry-model";
/// 2: options and report say more than in 1; 3: tails of errors; 4: several masks; 5: levels of jobs and of
/// their nodes; 6: distances that last
constexpr int kVersion = 6;

tl::unexpected<Error> corrupt(const std::string& path, const std::string& why)
{
    return fail(errorOf(Reason::ModelDamaged, {why}).inFile(path));
}

json optionsToJson(TrainOptions options)
{
    ParameterBinder binder;
    bindParameters(binder, options);
    json object = json::object();
    for (const Parameter& parameter : binder.parameters())
        object[parameter.name] = parameter.valueText();
    return object;
}

/// Options the file does not name keep their defaults; such a file is of an older version.
Result<TrainOptions> optionsFromJson(const json& object)
{
    TrainOptions options;
    ParameterBinder binder;
    bindParameters(binder, options);
    for (const auto& [name, value] : object.items())
        NODESENTRY_CHECK(binder.set(name, value.get<std::string>()));
    return options;
}

/// JSON has no NaN: a missing held-back loss is null.
json numberOrNull(double value)
{
    return std::isfinite(value) ? json(value) : json(nullptr);
}
double numberOrNan(const json& value)
{
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

json reportToJson(const TrainingReport& report)
{
    json epochs = json::array();
    for (const EpochReport& epoch : report.epochs)
        epochs.push_back({{"epoch", epoch.epoch},
                          {"train_loss", epoch.trainLoss},
                          {"held_back_loss", numberOrNull(epoch.heldBackLoss)},
                          {"balance_loss", epoch.balanceLoss}});
    json dead = json::array();
    for (const DeadExpert& expert : report.deadExperts)
        dead.push_back({{"layer", expert.layer}, {"expert", expert.expert}, {"share", expert.share}});
    return {{"epochs", epochs},
            {"planned_epochs", report.plannedEpochs},
            {"seconds", report.seconds},
            {"tokens_per_second", report.tokensPerSecond},
            {"expert_share", report.expertShare},
            {"dead_experts", dead},
            {"learning_rate", report.learningRate},
            {"retried", report.retried},
            {"resumed_at", report.resumedAt},
            {"windows", report.windows},
            {"steps", report.steps},
            {"parameters", report.parameters}};
}

TrainingReport reportFromJson(const json& object)
{
    TrainingReport report;
    for (const json& epoch : object.at("epochs"))
        report.epochs.push_back({epoch.at("epoch"), epoch.at("train_loss"),
                                 numberOrNan(epoch.at("held_back_loss")), epoch.at("balance_loss")});
    report.seconds = object.at("seconds");
    report.tokensPerSecond = object.at("tokens_per_second");
    report.expertShare = object.at("expert_share").get<std::vector<double>>();
    report.windows = object.at("windows");
    report.steps = object.at("steps");
    report.parameters = object.at("parameters");
    // Version 1 knew nothing of what follows.
    for (const json& dead : object.value("dead_experts", json::array()))
        report.deadExperts.push_back({dead.at("layer"), dead.at("expert"), dead.at("share")});
    report.learningRate = object.value("learning_rate", 0.0);
    report.retried = object.value("retried", false);
    report.plannedEpochs = object.value("planned_epochs", 0);
    report.resumedAt = object.value("resumed_at", std::int64_t{0});
    return report;
}

std::vector<char> packWeights(const TransformerNetwork& network)
{
    c10::Dict<std::string, torch::Tensor> tensors;
    for (const auto& parameter : network.named_parameters())
        tensors.insert(parameter.key(), parameter.value().detach().cpu().contiguous().clone());
    return torch::jit::pickle_save(tensors);
}

/// @return why the bytes do not fit the network, or nothing
std::string unpackWeights(const std::vector<char>& bytes, TransformerNetwork& network)
{
    const c10::IValue value = torch::jit::pickle_load(bytes);
    if (!value.isGenericDict())
        return "it holds no dictionary of tensors";
    const auto tensors = value.toGenericDict();
    const torch::NoGradGuard noGradient;
    for (auto& parameter : network.named_parameters()) {
        const auto found = tensors.find(parameter.key());
        if (found == tensors.end() || !found->value().isTensor())
            return "it lacks the weights " + parameter.key();
        const torch::Tensor stored = found->value().toTensor();
        if (stored.sizes() != parameter.value().sizes())
            return "the weights " + parameter.key() + " have the wrong shape";
        parameter.value().copy_(stored);
    }
    return {};
}

/// JSON has no infinity: null stands for it.
json finiteOrNull(const std::vector<double>& values)
{
    json list = json::array();
    for (const double value : values)
        list.push_back(std::isfinite(value) ? json(value) : json());
    return list;
}

std::vector<double> finiteOrInfinite(const json& list)
{
    std::vector<double> values;
    for (const auto& item : list)
        values.push_back(item.is_null() ? std::numeric_limits<double>::infinity() : item.get<double>());
    return values;
}

json usualToJson(const std::vector<UsualErrors>& usual)
{
    json list = json::array();
    for (const UsualErrors& errors : usual)
        list.push_back({{"divisors", errors.divisor}, {"tails", finiteOrNull(errors.tail)}});
    return list;
}

std::vector<UsualErrors> usualFromJson(const json& description)
{
    std::vector<UsualErrors> usual;
    if (description.at("version") < 4) { // they knew one mask; the first two versions no tails
        usual.push_back({description.at("error_divisors").get<std::vector<double>>(),
                         finiteOrInfinite(description.value("error_tails", json::array()))});
        return usual;
    }
    for (const json& errors : description.at("usual_errors"))
        usual.push_back(
            {errors.at("divisors").get<std::vector<double>>(), finiteOrInfinite(errors.at("tails"))});
    return usual;
}

/// What is beside the weights, of a format that is known here.
Result<json> readDescription(const std::string& path)
{
    NODESENTRY_TRY(const std::vector<char> text, readBytes(path));
    json description = json::parse(text.begin(), text.end(), nullptr, false);
    const json::json_pointer format("/format");
    if (!description.is_object() || !description.contains(format) || description.at(format) != kFormat)
        return corrupt(path, "not the description of a model");
    const json::json_pointer version("/version");
    if (!description.contains(version) || !description.at(version).is_number_integer())
        return corrupt(path, "it does not say which version it has");
    if (description.at(version) > kVersion)
        return fail(
            errorOf(Reason::ModelTooNew,
                    {std::to_string(description.at(version).get<std::int64_t>()), std::to_string(kVersion)})
                .inFile(path));
    return description;
}

json distancesToJson(const LevelDistance& distance)
{
    if (distance.empty())
        return nullptr;
    return {{"scales", finiteOrNull(distance.scale())}, {"tails", distance.tail()}};
}

LevelDistance distancesFromJson(const json& object)
{
    if (object.is_null())
        return {};
    return LevelDistance::of(finiteOrInfinite(object.at("scales")), object.at("tails"));
}

json profileToJson(const PhaseProfile& profile)
{
    if (profile.empty())
        return nullptr;
    json levels = json::array();
    for (Eigen::Index m = 0; m < profile.level().rows(); ++m) {
        const float* row = profile.level().row(m).data();
        levels.push_back(std::vector<float>(row, row + profile.level().cols()));
    }
    return {{"step", profile.step()},
            {"levels", levels},
            {"distances", distancesToJson(profile.distance())},
            {"lasting_reaches", finiteOrNull(profile.lasting().reach())}};
}

PhaseProfile profileFromJson(const json& object)
{
    if (object.is_null())
        return {};
    const json& levels = object.at("levels");
    SampleMatrix level(static_cast<Eigen::Index>(levels.size()),
                       levels.empty() ? 0 : static_cast<Eigen::Index>(levels.front().size()));
    for (Eigen::Index m = 0; m < level.rows(); ++m)
        for (Eigen::Index k = 0; k < level.cols(); ++k)
            level(m, k) = levels.at(static_cast<std::size_t>(m)).at(static_cast<std::size_t>(k));
    return PhaseProfile::of(
        object.at("step"), std::move(level), distancesFromJson(object.at("distances")),
        LastingDistance::of(finiteOrInfinite(object.value("lasting_reaches", json::array()))));
}

} // namespace

Result<void> writeCheckpoint(const std::string& path, const TrainedModel& model)
{
    const json extra = json::parse(model.extraJson.empty() ? "{}" : model.extraJson, nullptr, false);
    if (!extra.is_object())
        return fail(ErrorCode::InvalidArgument, "the model's extra information is not a JSON object");
    const std::vector<char> weights = packWeights(*model.network);
    const json description{{"format", kFormat},
                           {"version", kVersion},
                           {"metrics", model.metrics},
                           {"options", optionsToJson(model.options)},
                           {"metric_weights", model.scale.weight},
                           {"usual_errors", usualToJson(model.scale.usual)},
                           {"profile", profileToJson(model.scale.profile)},
                           {"peer_distances", distancesToJson(model.scale.peers.distance())},
                           {"weights_file", {{"bytes", weights.size()}, {"xxh3_128", checksum(weights)}}},
                           {"report", reportToJson(model.report)},
                           {"extra", extra}};
    NODESENTRY_CHECK(replaceFile(path + ".pt", weights.data(), weights.size()));
    const std::string text = description.dump(1) + "\n";
    return replaceFile(path + ".json", text.data(), text.size());
}

Result<TrainingReport> readReport(const std::string& path)
{
    const std::string descriptionPath = path + ".json";
    NODESENTRY_TRY(const json description, readDescription(descriptionPath));
    try {
        return reportFromJson(description.at("report"));
    } catch (const json::exception& problem) {
        return corrupt(descriptionPath, problem.what());
    }
}

Result<TrainedModel> readCheckpoint(const std::string& path)
{
    const std::string descriptionPath = path + ".json";
    NODESENTRY_TRY(const json description, readDescription(descriptionPath));
    TrainedModel model;
    std::string expected;
    try {
        auto options = optionsFromJson(description.at("options"));
        if (!options)
            return corrupt(descriptionPath, options.error().message);
        model.options = *options;
        model.metrics = description.at("metrics");
        model.scale.weight = description.at("metric_weights").get<std::vector<double>>();
        model.scale.usual = usualFromJson(description);
        model.scale.profile = profileFromJson(description.value("profile", json()));
        model.scale.peers = PeerDistance::of(distancesFromJson(description.value("peer_distances", json())));
        model.report = reportFromJson(description.at("report"));
        model.extraJson = description.at("extra").dump();
        expected = description.at("weights_file").at("xxh3_128");
    } catch (const json::exception& problem) {
        return corrupt(descriptionPath, problem.what());
    }
    const auto metrics = static_cast<std::size_t>(std::max(0, model.metrics));
    const auto fits = [&](const UsualErrors& usual) {
        return usual.divisor.size() == metrics && (usual.tail.empty() || usual.tail.size() == metrics);
    };
    if (metrics == 0 || model.scale.weight.size() != metrics || !model.scale.profile.fits(metrics)
        || !model.scale.peers.distance().fits(metrics)
        || !std::all_of(model.scale.usual.begin(), model.scale.usual.end(), fits))
        return corrupt(descriptionPath, "the number of metrics and their weights do not agree");
    if (model.scale.usual.size() != scoringMasks(model.options, model.metrics).size())
        return corrupt(descriptionPath, "its usual errors do not fit its way of hiding values");
    if (model.options.topK > model.options.experts)
        return corrupt(descriptionPath, "more experts per token than experts");

    const std::string weightsPath = path + ".pt";
    NODESENTRY_TRY(const std::vector<char> weights, readBytes(weightsPath));
    if (checksum(weights) != expected)
        return corrupt(weightsPath, "its checksum is not the one in the description beside it");
    model.network = std::make_shared<TransformerNetwork>(model.metrics, model.options, 0);
    try {
        if (const std::string why = unpackWeights(weights, *model.network); !why.empty())
            return corrupt(weightsPath, why);
    } catch (const c10::Error& problem) {
        return corrupt(weightsPath, problem.what_without_backtrace());
    }
    return model;
}

} // namespace nodesentry
