#!/usr/bin/env bash
# Builds the tests of the core without LibTorch with AddressSanitizer and UndefinedBehaviorSanitizer and runs them: a
# finding, a leak too, ends the test. LibTorch's tests take too long here; preset asan has them.
set -euo pipefail
cd "$(dirname "$0")/.."
readonly build=build/sanitized
readonly programs=(test_base test_data test_labels test_import test_preprocess test_features test_clustering
    test_cluster_edit test_projection test_detect test_eval test_review test_simulate test_project test_plot
    nodesentry-fuzz-replay sanitizers-work)
cmake --preset sanitized
cmake --build "$build" --parallel "${NODESENTRY_JOBS:-$(nproc)}" --target "${programs[@]}"
ctest --test-dir "$build" --output-on-failure --no-tests=error --label-exclude 'torch|lint|cli|live' "$@"
