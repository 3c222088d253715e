#!/usr/bin/env bash
# From a fresh Debian 12 to a running program.
#
#   ./bootstrap.sh build   install what the two programs need and build them into build/release/bin
#   ./bootstrap.sh demo    build, run the whole job on the sample recording, open the window if there is a display
#   ./bootstrap.sh test    install and build the tests and benchmarks as well, run every test (offscreen)
#
# Each can be run again; what is done is not done twice. Packages are installed with apt-get, through sudo if you
# are not root. NODESENTRY_JOBS=n limits the compilers at work (default: one for each core, fewer if memory is short).
set -euo pipefail
cd "$(dirname "$0")"

readonly build=build/release
readonly program_packages=(
    build-essential cmake ninja-build pkg-config python3
    # Qt 6: the window
    qt6-base-dev qt6-charts-dev libqt6opengl6-dev libqt6svg6-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    libgl-dev libopengl-dev fonts-dejavu-core fonts-wqy-microhei # the latter for the window in Chinese
    # the core; OpenBLAS because LibTorch would else run on the reference BLAS, many times slower; the OpenMP
    # variant because the threads of the other spin while they wait
    libtorch-dev libopenblas0-openmp libeigen3-dev libhdf5-dev libfftw3-dev libspdlog-dev libsqlite3-dev
    libcli11-dev nlohmann-json3-dev libexpected-dev libhowardhinnant-date-dev libxxhash-dev zlib1g-dev libdeflate-dev libcurl4-openssl-dev libssl-dev libcairo2-dev tzdata
)
readonly test_packages=(libgtest-dev libbenchmark-dev clang-format-14 clang-tidy-14)

say() { printf '\n== %s\n' "$*"; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "bootstrap.sh: packages are missing; run this as root once, or install sudo" >&2
        exit 1
    fi
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null)" = "ii " ]; }

install_packages() {
    local missing=() package
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "bootstrap.sh: this script installs with apt-get; on another system install the equivalents of:" >&2
        printf '  %s\n' "${missing[@]}" >&2
        exit 1
    fi
    say "installing ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# A compiler at work on LibTorch's headers takes about 1.5 GB.
jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/MemAvailable/ {print int($2 / 1536000)}' /proc/meminfo)
    [ "$memory" -ge 1 ] || memory=1
    echo "${NODESENTRY_JOBS:-$((cores < memory ? cores : memory))}"
}

build_programs() {
    install_packages "${program_packages[@]}"
    say "building the programs into $build"
    if grep -qs '^NODESENTRY_BUILD_TESTS:BOOL=ON' "$build/CMakeCache.txt"; then
        cmake --preset release # tests were built here before; they stay
    else
        cmake --preset programs
    fi
    cmake --build "$build" --parallel "$(jobs)" --target nodesentry nodesentry-workbench
}

build_all() {
    install_packages "${program_packages[@]}" "${test_packages[@]}"
    say "building programs, tests and benchmarks into $build"
    cmake --preset release
    cmake --build "$build" --parallel "$(jobs)"
}

demo() {
    build_programs
    say "the whole job on the sample recording, in demo.nsproj"
    "$build/bin/nodesentry" demo demo.nsproj
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        say "opening the window"
        "$build/bin/nodesentry-workbench" demo.nsproj
    else
        say "no display here, so no window; on a desktop: $build/bin/nodesentry-workbench demo.nsproj"
    fi
}

run_tests() {
    build_all
    say "running all tests"
    QT_QPA_PLATFORM=offscreen OMP_WAIT_POLICY=passive ctest --test-dir "$build" --output-on-failure
}

case "${1:-}" in
build) build_programs ;;
demo) demo ;;
test) run_tests ;;
*)
    sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
