#!/usr/bin/env bash
# Fuzzes each target for a while with libFuzzer, and keeps what it found.
#
#   tests/fuzz/run.sh [--seconds N] [TARGET...]    N seconds of the clock a target (default 600); default: all targets
#
# Needs `cmake --preset fuzz && cmake --build --preset fuzz`. Texts that reach further code go to tests/fuzz/corpus, as
# few as reach it; a text that crashes, hangs (20 s), leaks or takes too much memory goes to tests/data/fuzz, where the
# normal tests read it from then on. The exit status is 1 if there was such a text.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=600
if [ "${1:-}" = --seconds ]; then
    seconds=$2
    shift 2
fi
readonly bin=build/fuzz/bin work=build/fuzz/work
if [ $# -eq 0 ]; then
    # shellcheck disable=SC2046 # names of targets have no spaces
    set -- $(cd "$bin" && ls -d fuzz_* | sed 's/^fuzz_//')
fi
limits=(-timeout=20 -report_slow_units=20 -rss_limit_mb=3000 -malloc_limit_mb=256 -max_len=16384)
status=0
for target in "$@"; do
    grown=$work/$target findings=tests/data/fuzz/$target
    mkdir -p "$grown" "$findings"
    cat tests/fuzz/dictionaries/common.dict "tests/fuzz/dictionaries/$target.dict" >"$work/$target.dict"
    log=$work/$target.log
    "$bin/fuzz_$target" "${limits[@]}" -max_total_time="$seconds" -dict="$work/$target.dict" -print_final_stats=1 \
        -artifact_prefix="$findings/" "$grown" "tests/fuzz/corpus/$target" >"$log" 2>&1 || status=1
    # By edges alone: with counts of how often each is run, a corpus has ten times the files for the same code.
    "$bin/fuzz_$target" "${limits[@]}" -merge=1 -use_counters=0 "tests/fuzz/corpus/$target" "$grown" >>"$log" 2>&1 ||
        status=1
    rmdir --ignore-fail-on-non-empty "$findings"
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    printf '%s: %s texts in %s s, corpus of %s, findings %s\n' "$target" "${runs:-?}" "$seconds" \
        "$(find "tests/fuzz/corpus/$target" -type f | wc -l)" "$(ls "$findings" 2>/dev/null | tr '\n' ' ')"
done
exit $status
