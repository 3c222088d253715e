#include "core/baselines/baseline_options.h"

namespace nodesentry {

namespace {

void bindTraining(ParameterBinder& binder, const std::string& method, NetworkTraining& training)
{
    binder.add(&training.epochs,
               {.name = method + "_epochs",
                .range = {1, 100000},
                .unit = "epochs",
                .help = "Passes over the training windows"});
    binder.add(&training.batch,
               {.name = method + "_batch",
                .range = {1, 65536},
                .unit = "windows",
                .help = "Windows of a training step"});
    binder.add(&training.steps,
               {.name = method + "_steps",
                .range = {1, 1e9},
                .unit = "steps",
                .help = "Most training steps, whatever the number of epochs"});
    binder.add(&training.learningRate,
               {.name = method + "_learning_rate", .range = {1e-7, 1.0}, .help = "Learning rate of Adam"});
}

} // namespace

void bindParameters(ParameterBinder& binder, BaselineOptions& options)
{
    binder.add(&options.pcaResidualVariance,
               {.name = "pca_residual_variance",
                .range = {0.0, 1.0},
                .help = "Share of the training variance that the principal components explain"});
    binder.add(&options.isolationForestTrees,
               {.name = "isolation_forest_trees",
                .range = {1, 10000},
                .unit = "trees",
                .help = "Isolation trees per node"});
    binder.add(&options.isolationForestSample,
               {.name = "isolation_forest_sample",
                .range = {2, 100000},
                .unit = "samples",
                .help = "Training samples drawn for each isolation tree"});
    binder.add(
        &options.knnK,
        {.name = "knn_k", .range = {1, 1000}, .help = "Which nearest neighbour's distance is the score"});
    binder.add(&options.knnRows,
               {.name = "knn_rows",
                .range = {2, 1e6},
                .unit = "samples",
                .help = "Training samples kept of each node"});
    binder.add(
        &options.isc20Components,
        {.name = "isc20_components", .range = {1, 1000}, .help = "Most components of the Gaussian mixture"});
    binder.add(&options.isc20Rows,
               {.name = "isc20_rows",
                .range = {10, 1e6},
                .unit = "samples",
                .help = "Training samples drawn from all nodes together"});
    binder.add(&options.isc20Window,
               {.name = "isc20_window",
                .range = {1, 100000},
                .unit = "samples",
                .help = "Length of the causal mean of each metric that the mixture describes"});
    binder.add(&options.examonWidth,
               {.name = "examon_width", .range = {1, 100}, .help = "Hidden units per metric"});
    binder.add(&options.examonSparsity,
               {.name = "examon_sparsity",
                .range = {0.0, 1.0},
                .help = "Weight of the hidden units' mean absolute activity in the loss"});
    bindTraining(binder, "examon", options.examon);
    binder.add(&options.ruadWindow,
               {.name = "ruad_window",
                .range = {2, 10000},
                .unit = "samples",
                .help = "Window whose last sample is reconstructed"});
    bindTraining(binder, "ruad", options.ruad);
    binder.add(&options.usadWindow,
               {.name = "usad_window",
                .range = {1, 10000},
                .unit = "samples",
                .help = "Window that is reconstructed"});
    binder.add(&options.usadLatent,
               {.name = "usad_latent", .range = {1, 10000}, .help = "Units of the code"});
    binder.add(&options.usadAlpha,
               {.name = "usad_alpha",
                .range = {0.0, 1.0},
                .help = "Share of the first autoencoder's error in the score; the rest is the second's"});
    bindTraining(binder, "usad", options.usad);
    binder.add(&options.prodigyWindow,
               {.name = "prodigy_window",
                .range = {12, 1e6},
                .unit = "samples",
                .help = "Samples that are described together"});
    binder.add(&options.prodigyStride,
               {.name = "prodigy_stride",
                .range = {1, 1e6},
                .unit = "samples",
                .help = "Samples from one scored window to the next; at most the window"});
    binder.add(&options.prodigyWindows,
               {.name = "prodigy_windows",
                .range = {2, 1e6},
                .unit = "windows",
                .help = "Training windows drawn from all nodes together"});
    binder.add(&options.prodigyFeatures,
               {.name = "prodigy_features",
                .range = {1, 1e6},
                .help = "Features kept of each window, those of largest variance first"});
    binder.add(&options.prodigyHidden,
               {.name = "prodigy_hidden", .range = {1, 10000}, .help = "Units between features and code"});
    binder.add(&options.prodigyLatent,
               {.name = "prodigy_latent", .range = {1, 10000}, .help = "Units of the code"});
    bindTraining(binder, "prodigy", options.prodigy);
}

} // namespace nodesentry
