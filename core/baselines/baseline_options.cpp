#include "core/baselines/baseline_options.h"

namespace nodesentry {

namespace {

void bindTraining(ParameterBinder& binder, const std::string& method, NetworkTraining& training)
{
    binder.add(method + "_epochs", training.epochs, {1, 100000}, "epochs",
               "Passes over the training windows");
    binder.add(method + "_batch", training.batch, {1, 65536}, "windows", "Windows of a training step");
    binder.add(method + "_steps", training.steps, {1, 1e9}, "steps",
               "Most training steps, whatever the number of epochs");
    auto& learningRate = binder.add(method + "_learning_rate", training.learningRate, {1e-7, 1.0}, "",
                                    "Learning rate of Adam");
    learningRate.advanced = true;
}

} // namespace

void bindParameters(ParameterBinder& binder, BaselineOptions& options)
{
    binder.add("pca_residual_variance", options.pcaResidualVariance, {0.0, 1.0}, "",
               "Share of the training variance that the principal components explain");
    binder.add("isolation_forest_trees", options.isolationForestTrees, {1, 10000}, "trees",
               "Isolation trees per node");
    binder.add("isolation_forest_sample", options.isolationForestSample, {2, 100000}, "samples",
               "Training samples drawn for each isolation tree");
    binder.add("knn_k", options.knnK, {1, 1000}, "", "Which nearest neighbour's distance is the score");
    binder.add("knn_rows", options.knnRows, {2, 1e6}, "samples", "Training samples kept of each node");
    binder.add("isc20_components", options.isc20Components, {1, 1000}, "",
               "Most components of the Gaussian mixture");
    binder.add("isc20_rows", options.isc20Rows, {10, 1e6}, "samples",
               "Training samples drawn from all nodes together");
    binder.add("isc20_window", options.isc20Window, {1, 100000}, "samples",
               "Length of the causal mean of each metric that the mixture describes");
    binder.add("examon_width", options.examonWidth, {1, 100}, "", "Hidden units per metric");
    binder.add("examon_sparsity", options.examonSparsity, {0.0, 1.0}, "",
               "Weight of the hidden units' mean absolute activity in the loss");
    bindTraining(binder, "examon", options.examon);
    binder.add("ruad_window", options.ruadWindow, {2, 10000}, "samples",
               "Window whose last sample is reconstructed");
    bindTraining(binder, "ruad", options.ruad);
    binder.add("usad_window", options.usadWindow, {1, 10000}, "samples", "Window that is reconstructed");
    binder.add("usad_latent", options.usadLatent, {1, 10000}, "", "Units of the code");
    binder.add("usad_alpha", options.usadAlpha, {0.0, 1.0}, "",
               "Share of the first autoencoder's error in the score; the rest is the second's");
    bindTraining(binder, "usad", options.usad);
    binder.add("prodigy_window", options.prodigyWindow, {12, 1e6}, "samples",
               "Samples that are described together");
    binder.add("prodigy_stride", options.prodigyStride, {1, 1e6}, "samples",
               "Samples from one scored window to the next; at most the window");
    binder.add("prodigy_windows", options.prodigyWindows, {2, 1e6}, "windows",
               "Training windows drawn from all nodes together");
    binder.add("prodigy_features", options.prodigyFeatures, {1, 1e6}, "",
               "Features kept of each window, those of largest variance first");
    binder.add("prodigy_hidden", options.prodigyHidden, {1, 10000}, "", "Units between features and code");
    binder.add("prodigy_latent", options.prodigyLatent, {1, 10000}, "", "Units of the code");
    bindTraining(binder, "prodigy", options.prodigy);
}

} // namespace nodesentry
