#pragma once

// What the units with networks include of LibTorch, precompiled once: parsing it takes seconds.

#include <ATen/CPUGeneratorImpl.h>
#include <torch/optim/adam.h>
#include <torch/types.h>
