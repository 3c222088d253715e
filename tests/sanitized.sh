#!/usr/bin/env bash
# Builds the tests of what reads files and bytes of others with AddressSanitizer and UndefinedBehaviorSanitizer and runs
# them: a finding, a leak too, ends the test. All tests would take too long here; preset asan has them.
set -euo pipefail
cd "$(dirname "$0")/.."
readonly build=build/sanitized
readonly programs=(test_base test_data test_labels test_import)
cmake --preset sanitized
cmake --build "$build" --parallel "${NODESENTRY_JOBS:-$(nproc)}" --target "${programs[@]}" nodesentry-fuzz-replay \
    sanitizers-work
for program in "${programs[@]}"; do
    "$build/bin/$program" --gtest_brief=1
done
ctest --test-dir "$build" --output-on-failure --no-tests=error --tests-regex '^(fuzz|sanitizers)\.' "$@"
