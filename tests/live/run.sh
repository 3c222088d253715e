#!/usr/bin/env bash
# Imports from a real Prometheus with node_exporter and from a real Slurm, and compares with what these tools say.
#
#   run.sh PROGRAM [--install]    PROGRAM is `nodesentry`; --install gets missing packages with apt-get
#
# Ends with 77, "skipped", where packages or root are missing. NODESENTRY_LIVE_TESTS=1 means --install, 0 skips.
set -euo pipefail
program=$(realpath -e "${1:?the nodesentry program}")
cd "$(dirname "$0")"
readonly packages=(prometheus prometheus-node-exporter slurm-wlm slurmdbd munge mariadb-server curl)

skip() {
    echo "skipped: $*"
    exit 77
}

[ "${NODESENTRY_LIVE_TESTS:-}" != 0 ] || skip "NODESENTRY_LIVE_TESTS is 0"
[ "$(id -u)" -eq 0 ] || skip "Slurm's daemons need root"
missing=()
for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2> /dev/null)" = "ii " ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    [ "${2:-}" = --install ] || [ "${NODESENTRY_LIVE_TESTS:-}" = 1 ] \
        || skip "not installed: ${missing[*]}; NODESENTRY_LIVE_TESTS=1 installs them"
    # The packages' own services are not wanted: only the ones that the scripts here start.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
        trap 'rm -f $policy' EXIT
        printf '#!/bin/sh\nexit 101\n' > $policy
        chmod 755 $policy
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
fi
python3 live_test.py "$program"
