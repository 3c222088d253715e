#!/usr/bin/env python3
"""Imports from a running Prometheus and a running Slurm, and compares with what the two say themselves.

usage: live_test.py PROGRAM [unittest arguments]      (run.sh looks first whether all is installed)
"""
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse
import urllib.request

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
HERE = pathlib.Path(__file__).resolve().parent
SELECTOR = '{__name__=~"node_.+"}'
STEP_S = 2
OUTAGE_S = 16
# A cancelled job that never ran is found by sacct only where its earliest begin is within the window.
WINDOW = "-S now-1hour -E now+2hours"
# Each series is a metric of its own, so that they can be counted.
KEEP_ALL = {"ignore_labels": [], "rules": [{"match": ".*", "keep": "*", "kind": "gauge"}]}


def free_ports(count):
    """First of so many ports in a row that are free now."""
    for first in range(17000, 30000, count):
        try:
            for port in range(first, first + count):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
    raise RuntimeError("no free ports")


def run(*command, **options):
    return subprocess.run([str(part) for part in command], text=True, timeout=300, check=True,
                          stdout=subprocess.PIPE, **options).stdout


class Live(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="nodesentry-live-")
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.folder.chmod(0o755)  # the database has a user of its own
        cls.start("prometheus")

    @classmethod
    def start(cls, name):
        """Starts what a script of this folder starts, and has it stopped at the end whatever happens."""
        folder = cls.folder / name
        first = free_ports(8)
        environment = os.environ | {"PROMETHEUS_PORT": str(first), "EXPORTER_PORT": str(first + 1),
                                    "SCRAPE_INTERVAL": f"{STEP_S}s",
                                    "SLURM_PORT": str(first)}
        cls.addClassCleanup(run, HERE / f"{name}.sh", "stop", folder)
        run(HERE / f"{name}.sh", "start", folder, env=environment)
        if name == "prometheus":
            cls.url = f"http://127.0.0.1:{first}"

    def ask(self, path, **form):
        body = urllib.parse.urlencode(form).encode() if form else None
        with urllib.request.urlopen(f"{self.url}/api/v1/{path}", body, timeout=60) as answer:
            return json.load(answer)

    def number(self, query, at):
        result = self.ask("query", query=query, time=at)["data"]["result"]
        return int(float(result[0]["value"][1])) if result else 0

    def import_report(self, *arguments, **options):
        project = self.folder / f"{self.id().split('.')[-1]}-{time.monotonic_ns()}.nsproj"
        return json.loads(run(PROGRAM, "import", *arguments, "--into", project, "--json", "--quiet", **options))

    def rules(self):
        path = self.folder / "keep_all.json"
        path.write_text(json.dumps(KEEP_ALL), encoding="utf-8")
        return path


class Prometheus(Live):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # An outage of Prometheus itself: nothing is scraped, and nothing marks the series as stale.
        cls.begin = int(time.time())
        pid = next(int(line.split()[0]) for line in (cls.folder / "prometheus/processes").read_text().splitlines()
                   if line.split()[1] == "prometheus")
        time.sleep(12)
        os.kill(pid, signal.SIGSTOP)
        cls.addClassCleanup(os.kill, pid, signal.SIGCONT)  # else it could not be stopped
        time.sleep(OUTAGE_S)
        os.kill(pid, signal.SIGCONT)
        time.sleep(12)
        cls.end = int(time.time()) - 1
        # Ours is [begin, end); a range of Prometheus 2 has both of its ends.
        cls.window = f"[{(cls.end - cls.begin) * 1000 - 1}ms]"
        cls.at = f"{cls.end - 1}.999"

    def span(self):
        return ["--from", self.begin, "--to", self.end, "--step", STEP_S]

    def scrapes(self):
        """Times at which a node was asked: all its series have a sample then."""
        return self.number(f"sum(count_over_time(node_load1{self.window}))", self.at)

    def test_nodes_series_and_samples_are_those_that_prometheus_counts(self):
        report = self.import_report(self.url, *self.span(), "--rules", self.rules())
        self.assertEqual(report["nodes"], 4)
        self.assertEqual(report["nodes"], self.number("count(count by (instance) (up))", self.at))
        one_node = SELECTOR.replace("}", ',instance="n1:9100"}')
        # A series whose values are all NaN has nothing to store, and counts no metric.
        with_value = self.number(f"count(last_over_time({one_node}{self.window}) < Inf)", self.at)
        self.assertEqual(report["metrics"], with_value)
        self.assertEqual(report["samples"], self.scrapes())

    def test_an_outage_of_prometheus_is_a_gap(self):
        one_metric = [*self.span(), "--match", "node_load1", "--rules", self.rules()]
        raw = self.import_report(self.url, *one_metric)
        self.assertEqual(raw["samples"], self.scrapes())
        self.assertGreaterEqual(raw["gaps"], 4, "one for each node")
        # query_range repeats the last value over the outage; we ask it to leave repetitions out.
        begin = -(-self.begin // STEP_S) * STEP_S
        values = self.ask("query_range", query='node_load1{instance="n1:9100"}', start=begin, end=self.end - 1,
                          step=STEP_S)["data"]["result"][0]["values"]
        self.assertEqual(len(values), len(range(begin, self.end, STEP_S)), "no hole")
        by_range = self.import_report(self.url, *one_metric, "--prometheus-query", "range")
        self.assertGreaterEqual(by_range["gaps"], 4)
        self.assertLess(by_range["samples"], 4 * (len(values) - OUTAGE_S // STEP_S // 2))

    def test_saved_answers_import_as_the_server_does(self):
        folder = self.folder / "saved"
        folder.mkdir()
        for name in self.ask("label/__name__/values")["data"]:
            if name.startswith("node_"):
                answer = self.ask("query", query=f"{name}{self.window}", time=self.at)
                (folder / f"{name}.json").write_text(json.dumps(answer), encoding="utf-8")
        (folder / "metadata.json").write_text(json.dumps(self.ask("metadata")), encoding="utf-8")
        (folder / "up.json").write_text(json.dumps(self.ask("series", **{"match[]": "up"})), encoding="utf-8")
        saved = self.import_report(folder, "--step", STEP_S)
        served = self.import_report(self.url, *self.span())
        for what in ("nodes", "metrics", "samples"):
            self.assertEqual(saved[what], served[what], what)


class Slurm(Live):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start("slurm")
        cls.slurm = os.environ | {"SLURM_CONF": str(cls.folder / "slurm/slurm.conf")}
        cls.begin = int(time.time())

    def command(self, *command):
        return run(*command, env=self.slurm)

    def sacct(self):
        fields = "JobID,State,Start,End,NodeList"
        lines = run("sacct", "-a", "-X", "-D", "-n", "-P", *WINDOW.split(), f"--format={fields}",
                    env=self.slurm | {"SLURM_TIME_FORMAT": "%s"}).splitlines()
        return [dict(zip(fields.split(","), line.split("|"))) for line in lines]

    def wait_for(self, what, condition):
        end = time.monotonic() + 120
        while not condition():
            self.assertLess(time.monotonic(), end, f"waited in vain: {what}")
            time.sleep(0.5)

    def test_jobs_are_those_of_sacct_and_lie_on_the_nodes_of_prometheus(self):
        quiet = ["sbatch", "--parsable", "-o", "/dev/null"]
        self.command(*quiet, "--array=0-5", "--wrap", "[ $SLURM_ARRAY_TASK_ID != 4 ]")
        self.command(*quiet, "-N", "3", "-J", "name with | pipe", "--wrap", "sleep 3")
        later = self.command(*quiet, "--begin=now+1hour", "--wrap", "true").strip()
        self.command("scancel", later)
        # Accounting is some seconds behind.
        self.wait_for("all jobs ended", lambda: len(self.sacct()) == 8 and all(
            job["End"].isdigit() and job["State"].split()[0] not in ("PENDING", "RUNNING") for job in self.sacct()))
        on_nodes = [job for job in self.sacct() if job["NodeList"] != "None assigned"]
        self.assertEqual(len(on_nodes), 7, "the cancelled job has none")

        report = self.import_report(self.url, "--from", self.begin - 60, "--step", STEP_S, "--match", "node_load1",
                                    "--sacct", WINDOW, env=self.slurm)
        self.assertEqual(report["nodes"], 4)
        self.assertEqual(report["jobs"]["accepted"], len(on_nodes))
        self.assertEqual(report["jobs"]["rejected"], 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
