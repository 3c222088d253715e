#!/usr/bin/env bash
# Starts or stops a Prometheus with one node_exporter, on 127.0.0.1 and without root. Prometheus asks the exporter as
# four nodes, n1:9100 to n4:9100, in one rack.
#
#   prometheus.sh start DIR    data, configuration and logs go to DIR, which must not exist
#   prometheus.sh stop DIR     ends just the processes that were started, and removes DIR
#
# PROMETHEUS_PORT, EXPORTER_PORT and SCRAPE_INTERVAL (1s) can be set. Every wait has an end.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/processes.sh"
action=${1:?start or stop} dir=${2:?a folder}

has_all_nodes() { # PORT
    curl -sf "127.0.0.1:$1/api/v1/query" --data-urlencode 'query=sum(up)' | grep -q '"4"'
}

start() {
    local port=${PROMETHEUS_PORT:-19090} exporter=${EXPORTER_PORT:-19100} interval=${SCRAPE_INTERVAL:-1s}
    mkdir "$dir"
    {
        echo "global: {scrape_interval: $interval, scrape_timeout: $interval}"
        echo "scrape_configs:"
        echo "  - job_name: node"
        echo "    static_configs:"
        for i in 1 2 3 4; do
            echo "      - {targets: ['127.0.0.1:$exporter'], labels: {instance: 'n$i:9100', rack: r1}}"
        done
    } > "$dir/prometheus.yml"
    # The systemd collector is on in Debian's build and fails where there is no systemd.
    launch "$dir" exporter prometheus-node-exporter --web.listen-address="127.0.0.1:$exporter" --no-collector.systemd
    launch "$dir" prometheus prometheus --config.file="$dir/prometheus.yml" --storage.tsdb.path="$dir/data" \
        --web.listen-address="127.0.0.1:$port"
    # Targets are first looked at some seconds after the start.
    wait_for 60 "Prometheus has a sample of every node" has_all_nodes "$port"
}

case $action in
start) start || { tail -n 5 "$dir"/*.log >&2; exit 1; } ;;
stop) end_all "$dir"; rm -rf "$dir" ;;
*) echo "prometheus.sh: start or stop?" >&2; exit 2 ;;
esac
