#!/usr/bin/env bash
# Starts or stops a whole Slurm on one machine: munge, MariaDB, slurmdbd, slurmctld and a slurmd for each of the nodes
# n1 to n4. Needs root. Nothing outside DIR is written; everything listens on 127.0.0.1.
#
#   slurm.sh start DIR    DIR must not exist; then: export SLURM_CONF=DIR/slurm.conf
#   slurm.sh stop DIR     ends just the processes that were started, and removes DIR
#
# SLURM_PORT (16900) is the first of the ports: slurmctld, slurmdbd, MariaDB, then the nodes. Every wait has an end.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/processes.sh"
action=${1:?start or stop} dir=${2:?a folder}
readonly nodes=4 port=${SLURM_PORT:-16900}

write_configuration() {
    local socket=$dir/munge/socket
    cat > "$dir/slurm.conf" <<EOF
ClusterName=live
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$socket
CredType=cred/munge
# Else the daemons listen to the world.
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool/%n
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.%n.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.%n.log
# No cgroups and no systemd needed.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
MpiDefault=none
SwitchType=switch/none
SchedulerParameters=sched_interval=1,batch_sched_delay=0
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
# The nodes claim more than the machine has.
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=2
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$((port + 1))
# For slurmdbd this is no password but the socket of munge.
AccountingStoragePass=$socket
NodeName=n[1-$nodes] NodeHostname=localhost NodeAddr=127.0.0.1 Port=[$((port + 3))-$((port + 2 + nodes))] CPUs=2 RealMemory=500
PartitionName=all Nodes=ALL Default=YES State=UP
EOF
    # Named, because slurmd ends where it finds no cgroup file system to choose by.
    printf 'CgroupPlugin=cgroup/v1\nCgroupAutomount=no\n' > "$dir/cgroup.conf"
    cat > "$dir/slurmdbd.conf" <<EOF
AuthType=auth/munge
AuthInfo=socket=$socket
DbdHost=localhost
DbdAddr=127.0.0.1
DbdPort=$((port + 1))
CommunicationParameters=NoInAddrAny
SlurmUser=root
LogFile=$dir/slurmdbd.log
PidFile=$dir/slurmdbd.pid
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=$((port + 2))
StorageUser=slurm
StoragePass=slurm
StorageLoc=accounting
EOF
    chmod 600 "$dir/slurmdbd.conf"
}

start_munge() {
    mkdir -m 755 "$dir/munge"
    (umask 077 && head -c 1024 /dev/urandom > "$dir/munge/key")
    munged --key-file="$dir/munge/key" --socket="$dir/munge/socket" --pid-file="$dir/munge/pid" \
        --seed-file="$dir/munge/seed" --log-file="$dir/munge.log" --num-threads=2
    remember_daemon "$dir" "$dir/munge/pid"
}

start_database() {
    local data=$dir/database
    mkdir -m 755 "$data"
    chown mysql:mysql "$data"
    mariadb-install-db --no-defaults --user=mysql --datadir="$data" --auth-root-authentication-method=normal \
        --skip-test-db > "$dir/database-install.log" 2>&1
    launch "$dir" database mariadbd --no-defaults --user=mysql --datadir="$data" --socket="$data/socket" \
        --pid-file="$data/pid" --bind-address=127.0.0.1 --port=$((port + 2)) --innodb-buffer-pool-size=64M \
        --skip-log-bin
    wait_for 60 "MariaDB answers" mariadb --no-defaults -S "$data/socket" -e 'select 1'
    mariadb --no-defaults -S "$data/socket" -e "create database accounting;
        create user slurm@localhost identified by 'slurm'; grant all on accounting.* to slurm@localhost;
        create user slurm@'127.0.0.1' identified by 'slurm'; grant all on accounting.* to slurm@'127.0.0.1';"
}

nodes_are_idle() { [ "$(timeout 5 sinfo -h -N -o %T | grep -c '^idle')" = "$nodes" ]; }

start() {
    mkdir -m 755 "$dir"
    mkdir "$dir/state"
    for i in $(seq "$nodes"); do mkdir -p "$dir/spool/n$i"; done
    write_configuration
    export SLURM_CONF=$dir/slurm.conf
    start_munge
    start_database
    slurmdbd
    remember_daemon "$dir" "$dir/slurmdbd.pid"
    wait_for 60 "slurmdbd answers" timeout 5 sacctmgr -n -P list cluster
    timeout 20 sacctmgr -i add cluster live > /dev/null || true # before slurmctld registers; it may be there
    slurmctld -i
    remember_daemon "$dir" "$dir/slurmctld.pid"
    for i in $(seq "$nodes"); do
        slurmd -N "n$i"
        remember_daemon "$dir" "$dir/slurmd.n$i.pid"
    done
    wait_for 60 "all nodes are idle" nodes_are_idle
}

stop() {
    SLURM_CONF=$dir/slurm.conf timeout 10 scancel --user=root 2> /dev/null || true
    end_all "$dir"
    rm -rf "$dir"
}

case $action in
start) start || { tail -n 5 "$dir"/*.log >&2; exit 1; } ;;
stop) stop ;;
*) echo "slurm.sh: start or stop?" >&2; exit 2 ;;
esac
