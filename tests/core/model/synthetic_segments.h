#pragma once

#include "core/model/segment_view.h"
#include "core/model/train_options.h"

#include <cmath>
#include <random>
#include <vector>

namespace nodesentry::testing {

/// A node whose metrics are waves of two hidden activities plus noise: something a model can learn.
inline SampleMatrix wavyNode(int metrics, int samples, unsigned seed)
{
    std::mt19937 engine(seed);
    const auto noise = [&engine] {
        double sum = 0.0;
        for (int i = 0; i < 4; ++i)
            sum += static_cast<double>(engine()) / 4294967296.0 - 0.5;
        return 0.1 * sum;
    };
    SampleMatrix values(metrics, samples);
    for (int t = 0; t < samples; ++t) {
        const double fast = std::sin(2.0 * M_PI * t / 16.0);
        const double slow = std::cos(2.0 * M_PI * t / 50.0);
        for (int m = 0; m < metrics; ++m) {
            const double share = static_cast<double>(m % 5) / 4.0;
            values(m, t) = static_cast<float>(share * fast + (1.0 - share) * slow + noise());
        }
    }
    return values;
}

/// Cuts a node into segments of equal length; ids count from 1.
inline std::vector<SegmentView> segmentsOf(const SampleMatrix& values, int length)
{
    std::vector<SegmentView> segments;
    for (int begin = 0; begin + length <= values.cols(); begin += length) {
        SegmentView segment;
        segment.values = &values;
        segment.begin = begin;
        segment.end = begin + length;
        segment.segmentId = static_cast<std::int64_t>(segments.size()) + 1;
        segments.push_back(segment);
    }
    return segments;
}

/// Small enough that a test trains it in about a second.
inline TrainOptions smallOptions(int steps = 60)
{
    TrainOptions options;
    options.layers = 1;
    options.heads = 2;
    options.width = 16;
    options.feedForward = 16;
    options.windowSamples = 32;
    options.strideSamples = 16;
    options.scoreStrideSamples = 24;
    options.batchWindows = 8;
    options.epochs = 6;
    options.minSteps = options.maxSteps = steps;
    options.learningRate = 5e-3;
    options.maskBlock = 2; // the fast wave of wavyNode() can be guessed over four samples, not over sixteen
    return options;
}

} // namespace nodesentry::testing
