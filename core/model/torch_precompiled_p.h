#pragma once

// What the few units that know LibTorch include, precompiled once: parsing it takes seconds.

#include <ATen/CPUGeneratorImpl.h>
#include <torch/nn/module.h>
#include <torch/nn/utils/clip_grad.h>
#include <torch/optim/adamw.h>
#include <torch/types.h>
#include <torch/version.h>
